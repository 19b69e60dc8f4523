"""docs/adding-a-measure.md, done word for word in a copy of the tree: what it makes builds, passes its tests, and runs."""

import os
import re
import shutil
import subprocess
import sys
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


class AddingAMeasure(unittest.TestCase):
    def setUp(self):
        self.tree = Path(tempfile.mkdtemp()) / "copse"
        self.addCleanup(shutil.rmtree, self.tree.parent)
        for part in PARTS:
            copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
            (self.tree / part).parent.mkdir(parents=True, exist_ok=True)
            copy(PROJECT / part, self.tree / part)
        self.text = (self.tree / "docs/adding-a-measure.md").read_text(encoding="utf-8")

    def apply(self):
        makes, puts = MAKE.findall(self.text), PUT.findall(self.text)
        self.assertEqual((len(makes), len(puts)), (1, 5))
        for path, code in makes:
            self.assertFalse((self.tree / path).exists())
            (self.tree / path).write_text(code, encoding="utf-8")
        for path, anchor, code in puts:
            lines = (self.tree / path).read_text(encoding="utf-8").splitlines(keepends=True)
            places = [i for i, line in enumerate(lines) if line.rstrip("\n") == anchor]
            self.assertEqual(len(places), 1, f"{path} has not one line '{anchor}'")
            lines.insert(places[0] + 1, code)
            (self.tree / path).write_text("".join(lines), encoding="utf-8")

    def build(self):
        """Warnings are errors. Objects that another build has made already are not made again where ccache is there."""
        launcher = ["-DCMAKE_C_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        run("cmake", "-S", ".", "-B", "build", "-DCOPSE_WERROR=ON", "-DCMAKE_BUILD_TYPE=None", *launcher, cwd=self.tree)
        run("cmake", "--build", "build", "-j", "2", "--target", "copse-cli", "test_measure_table", "test_measure_vertex",
            cwd=self.tree)

    def test_what_it_says_works(self):
        self.apply()
        self.build()
        build = self.tree / "build"
        for test in ("table", "vertex"):
            run(str(build / f"tests/measure/test_measure_{test}"), cwd=build)
        run(sys.executable, "-B", "tests/system/test_measures_page.py", "--write", cwd=self.tree, COPSE_BIN=str(build / "copse"))
        self.assertIn("\n## reach\n", (self.tree / "docs/measures.md").read_text(encoding="utf-8"))
        self.follow_console(build)

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


if __name__ == "__main__":
    unittest.main()
