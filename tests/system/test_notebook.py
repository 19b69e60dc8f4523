"""Notebooks run from top to bottom with the built program, and stand in the project as they ran: with their pictures."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import COPSE, PROJECT

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
PYTHON = "/usr/bin/python3"  # whose packages are Debian's
MOST_BYTES = 400_000
PICTURES = {"founding-group": 4, "how-far-to-trust": 4, "isolated-a-year-later": 3, "knowledge-network": 5}


def cells(path):
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def pictures(path):
    return sum("image/png" in output.get("data", {}) for cell in cells(path) for output in cell["outputs"])


class Notebook(unittest.TestCase):
    def test_is_kept_as_it_ran_and_small(self):
        for path in NOTEBOOKS:
            with self.subTest(notebook=path.stem):
                self.assertLess(path.stat().st_size, MOST_BYTES)
                self.assertEqual(pictures(path), PICTURES[path.stem])
                self.assertEqual([cell["execution_count"] for cell in cells(path)],
                                 list(range(1, len(cells(path)) + 1)))

    def test_helper_is_short(self):
        lines = (PROJECT / "notebooks" / "copse.py").read_text(encoding="utf-8").splitlines()
        self.assertLessEqual(len(lines), 60)

    def test_runs(self):
        packages = subprocess.run([PYTHON, "-c", "import igraph, ipykernel, matplotlib, nbconvert, pandas"],
                                  capture_output=True, text=True, encoding="utf-8")
        if packages.returncode != 0:
            print(f"skipped: {packages.stderr.strip().splitlines()[-1]}")
            self.skipTest("./bootstrap test installs what is missing")
        for path in NOTEBOOKS:
            with self.subTest(notebook=path.stem), tempfile.TemporaryDirectory(prefix="copse-notebook-") as folder:
                # The helper lies beside it, as in the project, whose files stay as they are.
                shutil.copytree(PROJECT / "notebooks", Path(folder) / "notebooks", ignore=shutil.ignore_patterns("__pycache__"))
                (Path(folder) / "datasets").symlink_to(PROJECT / "datasets")
                copy = Path(folder) / "notebooks" / path.name
                done = subprocess.run(
                    [PYTHON, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace",
                     "--ExecutePreprocessor.timeout=600", str(copy)],
                    capture_output=True, text=True, encoding="utf-8",
                    env={**os.environ, "COPSE": str(Path(COPSE).resolve()), "MPLBACKEND": "module://matplotlib_inline.backend_inline",
                         "HOME": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"})
                self.assertEqual(done.returncode, 0, done.stderr[-3000:])
                self.assertEqual(pictures(copy), PICTURES[path.stem])


if __name__ == "__main__":
    unittest.main()
