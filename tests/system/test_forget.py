"""A person who was forgotten is in no byte that Copse keeps, whenever the program was killed."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from support import AS_OF, COPSE, FULL, PROJECT, SystemTest, measured, write_csv

FIXTURE = PROJECT / "tests" / "cli" / "fixtures" / "canary"
WHO = "canarycontact"
ROUNDS = 200 if FULL else 12


class Forget(SystemTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        shutil.copytree(FIXTURE, self.data, ignore=shutil.ignore_patterns("*.md"))
        self.temporary = self.folder / "temporary"  # SQLite's and our own
        self.temporary.mkdir()
        self.environment = {"TMPDIR": str(self.temporary), "SQLITE_TMPDIR": str(self.temporary)}
        self.copse("import", self.data)
        self.copse("fit")
        self.copse("join", WHO, "-o", self.folder / f"{WHO}.html")  # in the register, under their name
        (self.folder / f"{WHO}.html").unlink()
        self.whole = self.store.read_bytes()

    def copse(self, *words, **options):
        return super().copse(*words, environment=self.environment, **options)

    def places_with_canary(self):
        """Every file but those that were imported, and what audit and register say."""
        places = [path.name for path in sorted([*self.folder.iterdir(), *self.temporary.rglob("*")])
                  if path.is_file() and WHO in path.read_bytes().decode("latin-1").lower()]
        places += [command for command in ("audit", "outputs", "check", "status")
                   if WHO in self.copse(command, "--json", status=None).stdout.lower()]
        return places

    def start(self, *words):
        words = words or ("forget", WHO, "--reason", f"{WHO} asked")
        return subprocess.Popen([COPSE, *words, "--yes", "--quiet", "--store", str(self.store), "--as-of", AS_OF],
                                env={**os.environ, **self.environment}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def restore(self):
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()
        self.store.write_bytes(self.whole)

    def test_killed_at_any_moment_the_next_command_finishes(self):
        began = time.monotonic()
        self.assertEqual(self.start().wait(), 0)
        whole_time = time.monotonic() - began
        draw = random.Random(17)
        undone = finished = 0
        for _ in range(ROUNDS):
            self.restore()
            child = self.start()
            time.sleep(draw.uniform(0, whole_time))
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.copse("status")
            if self.places_with_canary():
                undone += 1
                self.assertIn(WHO.encode(), self.store.read_bytes())
                self.copse("forget", WHO, "--reason", "asked", "--yes")
            else:
                finished += 1
            self.copse("import", self.data)
            self.assertEqual(self.places_with_canary(), [])
        measured(f"forget: {ROUNDS} kills, {undone} before and {finished} after the rows had gone, 0 traces left")

    def test_a_purge_that_is_killed_is_finished_by_the_next_command(self):
        """Somebody left years ago: purging them is all or nothing, and then leaves no byte."""
        # A file that ends what they were in, and where they worked.
        write_csv(self.data / "memberships.csv", ["member_id", "community_id", "since", "until"],
                  [(WHO, "ward-teaching", "2025-05-01", "2025-06-01")])
        write_csv(self.data / "assignments.csv", ["member_id", "team_id", "site_id", "role", "since", "until"],
                  [(WHO, "beta", "main", "Staff nurse", "", "2025-06-01")])
        (self.data / "members.csv").unlink()
        (self.data / "communities.csv").write_text(
            "community_id,contact\nward-teaching,teaching@example.org\n", encoding="utf-8")
        self.copse("import", self.data)
        self.copse("record", "retention", "200")
        shutil.rmtree(self.data)
        self.data.mkdir()
        with sqlite3.connect(self.store) as db:  # of what may stay: what files were called is not a purge's to change
            db.execute("DELETE FROM output")
        db.close()
        self.whole = self.store.read_bytes()
        draw = random.Random(23)
        began = time.monotonic()
        self.assertEqual(self.start("purge").wait(), 0)
        whole_time = time.monotonic() - began
        self.assertEqual(self.places_with_canary(), [])
        for _ in range(ROUNDS // 2):
            self.restore()
            child = self.start("purge")
            time.sleep(draw.uniform(0, whole_time))
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.copse("status")
            if self.places_with_canary():
                self.copse("purge", "--yes")
            self.assertEqual(self.places_with_canary(), [])
        measured(f"purge: {ROUNDS // 2} kills, 0 traces left")


if __name__ == "__main__":
    unittest.main()
