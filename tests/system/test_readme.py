"""Every command line of README.md and docs runs, and prints what the page says it prints.

A block marked ```console holds lines "$ command" and the output that follows each.
"..." on a line of its own stands for any number of lines; a here-document (<<'EOF') goes
on to its end. Blocks of one page share a temporary folder and run in order; `copse` is the built program. COPSE_UPDATE_PAGES=1
writes the outputs anew, but for those with "..."; a person reads the diff.
"""

import os
import tempfile
import unittest
from pathlib import Path

from pages import commands_of, matches, run
from support import COPSE, PROJECT

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


class Pages(unittest.TestCase):
    maxDiff = None

    def update(self, page, command, expected, printed):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(f"$ {command}\n{expected}", f"$ {command}\n{printed}", 1),
                        encoding="utf-8")

    def run_page(self, page):
        with tempfile.TemporaryDirectory(prefix="copse-docs-") as folder:
            os.symlink(PROJECT / "datasets", Path(folder) / "datasets")
            binaries = Path(folder) / ".bin"
            binaries.mkdir()
            os.symlink(COPSE, binaries / "copse")
            environment = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}", "NO_COLOR": "1"}
            for command, expected, printed in run(page, cwd=folder, env=environment):
                with self.subTest(page=str(page.relative_to(PROJECT)), command=command):
                    if os.environ.get("COPSE_UPDATE_PAGES") and "...\n" not in expected:
                        self.update(page, command, expected, printed)
                    elif not matches(expected, printed):
                        self.assertEqual(printed, expected)

    def test_pages(self):
        self.assertGreater(len(commands_of(PROJECT / "README.md")), 2)
        for page in PAGES:
            self.run_page(page)

    def test_a_wrong_page_would_be_noticed(self):
        self.assertTrue(matches("a\n...\nd\n", "a\nb\nc\nd\n"))
        self.assertFalse(matches("a\n...\nd\n", "a\nb\nc\n"))
        self.assertFalse(matches("a\n", "a\nb\n"))


if __name__ == "__main__":
    unittest.main()
