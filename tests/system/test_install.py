"""What is installed is enough for a program of somebody else's, built as docs/examples says."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import COPSE, PROJECT

EXAMPLE = PROJECT / "docs" / "examples" / "ask_from_arrays.c"


class Install(unittest.TestCase):
    def run_in(self, folder, command):
        packages = next(Path(folder).rglob("pkgconfig"))  # lib or lib/<triplet>
        done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, encoding="utf-8",
                              env={**os.environ, "PKG_CONFIG_PATH": str(packages)})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_the_command_in_the_example_builds_it(self):
        command = next(line.strip(" *\n") for line in EXAMPLE.open(encoding="utf-8") if " cc " in line)
        with tempfile.TemporaryDirectory(prefix="copse-test-") as folder:
            subprocess.run(["cmake", "--install", Path(COPSE).parent, "--prefix", folder], check=True,
                           stdout=subprocess.DEVNULL)
            self.assertEqual([path.name for path in (Path(folder) / "include").iterdir()], ["copse.h"])
            self.run_in(folder, command.replace("ask_from_arrays.c", str(EXAMPLE)))
            self.assertTrue(self.run_in(folder, "./a.out").startswith("1. Scan Safety\n"))
            self.assertIn("0.1.0", self.run_in(folder, "bin/copse version"))


if __name__ == "__main__":
    unittest.main()
