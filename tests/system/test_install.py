"""What is installed is enough for a program of somebody else's, for a reader of manual pages, and for a package."""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import COPSE, PROJECT

BUILD = Path(COPSE).parent
EXAMPLES = PROJECT / "docs" / "examples"
# What each says is plain from its data, which its first comment tells.
SAYS = {"ask_from_arrays.c": "1. Scan Safety\n", "isolated_from_arrays.c": "team 7 is isolated\n"}

CMAKE_PROGRAM = """cmake_minimum_required(VERSION 3.25)
project(outside LANGUAGES C)
find_package(copse 0.1 REQUIRED)
add_executable(outside {source})
target_compile_options(outside PRIVATE -Wall -Wextra -Werror)
target_link_libraries(outside PRIVATE copse::copse)
"""


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="copse-test-")
        cls.prefix = Path(cls.folder.name) / "prefix"
        subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefix], check=True, stdout=subprocess.DEVNULL)
        library = next(cls.prefix.rglob("libcopse.so")).parent  # lib or lib/<triplet>
        cls.library = library / "libcopse.so"
        cls.environment = {**os.environ, "PKG_CONFIG_PATH": str(library / "pkgconfig"),
                           "LD_LIBRARY_PATH": str(library), "CMAKE_PREFIX_PATH": str(cls.prefix)}

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_in(self, folder, *command):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8",
                              env=self.environment)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_every_example_has_what_it_says(self):
        self.assertEqual(sorted(path.name for path in EXAMPLES.glob("*.c")), sorted(SAYS))

    def test_the_command_in_an_example_builds_it(self):
        for name, says in SAYS.items():
            with self.subTest(name), tempfile.TemporaryDirectory(prefix="copse-test-") as folder:
                source = EXAMPLES / name
                command = next(line.strip(" *") for line in source.read_text(encoding="utf-8").splitlines() if " cc " in line)
                command = command.replace("cc ", "cc -Wall -Wextra -Werror ", 1).replace(name, str(source))
                self.run_in(folder, "bash", "-c", command)
                self.assertTrue(self.run_in(folder, "./a.out").startswith(says))

    def test_cmake_finds_it(self):
        for name, says in SAYS.items():
            with self.subTest(name), tempfile.TemporaryDirectory(prefix="copse-test-") as folder:
                text = CMAKE_PROGRAM.format(source=EXAMPLES / name)
                Path(folder, "CMakeLists.txt").write_text(text, encoding="utf-8")
                self.run_in(folder, "cmake", "-B", "build")
                self.run_in(folder, "cmake", "--build", "build")
                self.assertTrue(self.run_in(folder, "build/outside").startswith(says))

    def test_isolated_teams_take_no_more_than_a_page(self):
        self.assertLessEqual(len((EXAMPLES / "isolated_from_arrays.c").read_text(encoding="utf-8").splitlines()), 60)

    def test_only_what_the_header_declares_is_exported(self):
        shown = self.run_in(self.prefix, "nm", "-D", "--defined-only", self.library)
        exported = {line.split()[2] for line in shown.splitlines()}
        header = (self.prefix / "include" / "copse.h").read_text(encoding="utf-8")
        self.assertTrue(exported)
        for name in exported:
            self.assertRegex(header, r"\b%s\b" % re.escape(name))

    def test_each_command_has_a_manual_page_that_groff_reads_without_a_word(self):
        pages = {path.name for path in self.prefix.rglob("*.1.gz")}
        commands = re.findall(r"^  ([a-z-]+) +[A-Z]", self.run_in(self.prefix, COPSE, "help"), re.M)
        self.assertEqual(pages, {"copse.1.gz"} | {f"copse-{command}.1.gz" for command in commands})
        if not shutil.which("groff"):
            self.skipTest("groff is not there")
        for path in self.prefix.rglob("*.1.gz"):
            done = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"], input=gzip.decompress(path.read_bytes()),
                                  capture_output=True, check=True)
            self.assertEqual(done.stderr.decode(), "", path.name)

    def test_bash_completes_commands_options_and_their_words(self):
        script = next(self.prefix.rglob("bash-completion/completions/copse"))
        for line, offered in (("copse isol", "isolated"), ("copse isolated --lev", "--level"),
                              ("copse isolated --level dep", "department"), ("copse isolated --for st", "steward")):
            words = line.split()
            quoted = " ".join(f"'{word}'" for word in words)
            said = self.run_in(self.prefix, "bash", "-c",
                               f". '{script}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _copse; "
                               'printf "%s\\n" "${COMPREPLY[@]}"')
            self.assertEqual(said.split(), [offered], line)

    def test_zsh_and_fish_take_their_completions(self):
        for shell, name in (("zsh", "_copse"), ("fish", "copse.fish")):
            with self.subTest(shell):
                if not shutil.which(shell):
                    self.skipTest(f"{shell} is not there")
                self.run_in(self.prefix, shell, "-n", next(self.prefix.rglob(name)))

    def test_a_package_is_made_that_lintian_has_no_error_about(self):
        if not shutil.which("lintian") or not shutil.which("dpkg-shlibdeps"):
            self.skipTest("lintian or dpkg-dev is not there")
        with tempfile.TemporaryDirectory(prefix="copse-test-") as folder:
            self.run_in(folder, "cpack", "--config", BUILD / "CPackConfig.cmake", "-B", folder,
                        "-D", "CPACK_PACKAGING_INSTALL_PREFIX=/usr")
            package = next(Path(folder).glob("*.deb"))
            done = subprocess.run(["lintian", "--fail-on", "error", "--allow-root", package], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
