"""A page of docs that says what to make and where to put it, followed word for word in a copy of the tree."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FENCE = r"```[\w-]*\n(.*?)```\n"
MAKE = re.compile(r"^Make `([^`]+)`:\n\n" + FENCE, re.M | re.S)
PUT = re.compile(r"^In `([^`]+)`, below the line `([^`]+)`, put:\n\n" + FENCE, re.M | re.S)
CONSOLE = re.compile(r"```sh-session\n(.*?)```\n", re.S)
PARTS = ["CMakeLists.txt", "CMakePresets.json", "cli", "datasets/southern-women", "docs", "engine", "tests"]


def run(*command, cwd, **environment):
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, text=True, capture_output=True)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


class Recipe(unittest.TestCase):
    page = None  # of docs/, of a class below this one

    def setUp(self):
        self.tree = Path(tempfile.mkdtemp()) / "copse"
        self.addCleanup(shutil.rmtree, self.tree.parent)
        for part in PARTS:
            copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
            (self.tree / part).parent.mkdir(parents=True, exist_ok=True)
            copy(PROJECT / part, self.tree / part)
        self.text = (self.tree / "docs" / self.page).read_text(encoding="utf-8")

    def apply(self, n_made, n_put):
        makes, puts = MAKE.findall(self.text), PUT.findall(self.text)
        self.assertEqual((len(makes), len(puts)), (n_made, n_put))
        for path, code in makes:
            self.assertFalse((self.tree / path).exists())
            (self.tree / path).parent.mkdir(parents=True, exist_ok=True)
            (self.tree / path).write_text(code, encoding="utf-8")
        for path, anchor, code in puts:
            lines = (self.tree / path).read_text(encoding="utf-8").splitlines(keepends=True)
            places = [i for i, line in enumerate(lines) if line.rstrip("\n") == anchor]
            self.assertEqual(len(places), 1, f"{path} has not one line '{anchor}'")
            lines.insert(places[0] + 1, code)
            (self.tree / path).write_text("".join(lines), encoding="utf-8")

    def build(self, *targets):
        """Warnings are errors. Objects that another build has made already are not made again where ccache is there."""
        launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        run("cmake", "-S", ".", "-B", "build", "-DCOPSE_WERROR=ON", "-DCMAKE_BUILD_TYPE=None", *launcher, cwd=self.tree)
        run("cmake", "--build", "build", "-j", "2", "--target", "copse-cli", *targets, cwd=self.tree)
        return self.tree / "build"

    def follow_console(self, build):
        [console] = CONSOLE.findall(self.text)
        expected, said = [], []
        for line in console.splitlines():
            if not line.startswith("$ copse "):
                expected.append(line)
                continue
            words = line.split()[2:]
            is_shown = words[-1] != ">/dev/null"
            output = run(str(build / "copse"), *(words if is_shown else words[:-1]), cwd=self.tree)
            said += output.splitlines() if is_shown else []
        self.assertEqual(said, expected)
