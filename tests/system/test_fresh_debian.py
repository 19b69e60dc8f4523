"""In a Debian 12 that has nothing but apt, the package installs and the tutorial prints what it says it prints.

It is a plain chroot, without even /proc: less than any machine has.
"""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from pages import commands_of, matches, run
from support import FULL, PROJECT, measured

RELEASE = "bookworm"
TUTORIAL = PROJECT / "docs" / "tutorial.md"
READER = "reader"  # who follows the tutorial: nobody in particular
PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": f"/home/{READER}"}


def why_not():
    """What this test lacks here, or None."""
    if not FULL:
        return "the full tier makes a Debian of its own"
    if os.geteuid() != 0:
        return "debootstrap and chroot need root"
    for program in ("debootstrap", "dpkg-shlibdeps"):
        if not shutil.which(program):
            return f"{program} is not there"
    return None


@unittest.skipIf(why_not(), why_not())
class FreshDebian(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="copse-test-")))
        cls.root = cls.folder / "root"
        cls.must("debootstrap", "--variant=minbase", RELEASE, cls.root)
        build = cls.folder / "build"
        cls.must("cmake", "--preset", "package", "-G", "Ninja", "-B", build, cwd=PROJECT)
        cls.must("cmake", "--build", build)
        cls.must("cpack", "--config", build / "CPackConfig.cmake", "-B", cls.folder)
        package = shutil.copy(next(cls.folder.glob("*.deb")), cls.root)
        cls.inside("apt-get", "install", "-y", "--no-install-recommends", f"./{Path(package).name}")
        cls.inside("useradd", "--create-home", READER)

    @staticmethod
    def must(*command, **where):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **where)
        if done.returncode != 0:
            raise AssertionError(f"{command}: {done.stdout[-3000:]}")
        return done.stdout

    @classmethod
    def inside(cls, *command):
        return cls.must("chroot", cls.root, *command, env={**PLAIN, "DEBIAN_FRONTEND": "noninteractive"})

    def test_tutorial_prints_what_it_says(self):
        self.assertGreater(len(commands_of(TUTORIAL)), 8)
        shell = ("chroot", f"--userspec={READER}:{READER}", self.root, "bash", "-c", 'cd && eval "$1"', "bash")
        for n, (command, expected, printed) in enumerate(run(TUTORIAL, shell, env=PLAIN), 1):
            with self.subTest(command=command):
                if not matches(expected, printed):
                    self.assertEqual(printed, expected)
        measured(f"a fresh Debian ({RELEASE}) with the package and nothing else: {n} commands of the tutorial as printed")

    def test_what_the_package_brings_is_where_its_pages_say(self):
        self.inside("copse", "import", "/usr/share/copse/southern-women", "--store", "/root/women.copse")
        self.inside("sh", "-c", "cd /root && copse tour </dev/null >/dev/null")


if __name__ == "__main__":
    unittest.main()
