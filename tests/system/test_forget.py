"""A person who was forgotten is in no byte that Copse keeps, whenever the program was killed."""

import random
import shutil
import signal
import subprocess
import time
import unittest

from support import AS_OF, COPSE, FULL, PROJECT, SystemTest, measured

FIXTURE = PROJECT / "tests" / "cli" / "fixtures" / "canary"
WHO = "canarycontact"
ROUNDS = 200 if FULL else 12


class Forget(SystemTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        shutil.copytree(FIXTURE, self.data, ignore=shutil.ignore_patterns("*.md"))
        self.copse("import", self.data)
        self.copse("fit")
        self.whole = self.store.read_bytes()

    def places_with_canary(self):
        return [path.name for path in sorted(self.folder.iterdir())
                if path.is_file() and WHO in path.read_bytes().decode("latin-1").lower()]

    def start(self):
        return subprocess.Popen([COPSE, "forget", WHO, "--reason", f"{WHO} asked", "--yes", "--quiet",
                                 "--store", str(self.store), "--as-of", AS_OF],
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

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


if __name__ == "__main__":
    unittest.main()
