"""Every command line of README.md and docs runs, and prints what the page says it prints.

A block marked ```console holds lines "$ command" and the output that follows each.
"..." on a line of its own stands for any number of lines; a here-document (<<'EOF') goes
on to its end. Blocks of one page share a temporary folder and run in order; `copse` is the built program. COPSE_UPDATE_PAGES=1
writes the outputs anew, but for those with "..."; a person reads the diff.
"""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import COPSE, PROJECT

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
HERE_DOCUMENT = re.compile(r"<<'(\w+)'")


def commands_of(page):
    """[(command, expected output)] in the order of the page."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        ends_with = None
        for line in block.splitlines(keepends=True):
            if ends_with:
                found[-1] = (found[-1][0] + "\n" + line.rstrip("\n"), "")
                ends_with = None if line.strip() == ends_with else ends_with
            elif line.startswith("$ "):
                found.append((line[2:].strip(), ""))
                opened = HERE_DOCUMENT.search(line)
                ends_with = opened[1] if opened else None
            elif found:
                command, expected = found[-1]
                found[-1] = (command, expected + line)
    return found


def matches(expected, printed):
    """Equal but for "..." lines, each of which stands for any number of whole lines."""
    parts = re.split(r"^\s*\.\.\.\n", expected, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


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
            for command, expected in commands_of(page):
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, encoding="utf-8")
                with self.subTest(page=str(page.relative_to(PROJECT)), command=command):
                    if os.environ.get("COPSE_UPDATE_PAGES") and "...\n" not in expected:
                        self.update(page, command, expected, done.stdout)
                    elif not matches(expected, done.stdout):
                        self.assertEqual(done.stdout, expected)

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
