"""How the system tests run Copse: the built program as a person runs it, on folders of CSV.

COPSE_BIN names the program. COPSE_TIER is "reduced" (./bootstrap test) or "full"
(./bootstrap test --full). A line that starts with "measured" goes to the results file.
"""

import csv
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
COPSE = os.environ.get("COPSE_BIN", str(PROJECT / "build" / "copse"))
FULL = os.environ.get("COPSE_TIER") == "full"
AS_OF = "2026-07-11"


def measured(text):
    print(f"measured {text}", flush=True)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_csv(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


class SystemTest(unittest.TestCase):
    """A temporary folder and a store in it for each test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="copse-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = self.folder / "trust.copse"

    def copse(self, *words, status=0, environment=None, store=None, as_of=AS_OF):
        """Run a command; its exit status must be as told (None: any). Returns the finished process, output as text."""
        command = [COPSE, *map(str, words), "--store", str(store or self.store), "--as-of", as_of]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8",
                              stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        if status is not None:
            self.assertEqual(done.returncode, status,
                             f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done

    def dump(self, store=None, without=("import", "audit", "sqlite_stat1")):
        """Every row of the store's own tables as SQL, to see whether anything changed."""
        import sqlite3
        connection = sqlite3.connect(f"file:{store or self.store}?mode=ro", uri=True)
        try:
            return "\n".join(line for line in connection.iterdump()
                             if not any(line.startswith(f'INSERT INTO "{name}"') for name in without))
        finally:
            connection.close()
