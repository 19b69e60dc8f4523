"""Readers and writers at once: every answer is that of one committed state, or says that the store is busy."""

import hashlib
import json
import shutil
import subprocess
import threading
import time
import unittest

from support import AS_OF, COPSE, FULL, PROJECT, SystemTest, measured, write_csv

FIXTURE = PROJECT / "tests" / "cli" / "fixtures" / "canary"
SECONDS = 600 if FULL else 8
READERS = 8 if FULL else 4
WHO = "canarycontact"


class ManyHands(SystemTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        shutil.copytree(FIXTURE, self.data, ignore=shutil.ignore_patterns("*.md"))
        self.copse("import", self.data)
        self.copse("fit")
        self.states = [self.folder / "one", self.folder / "two"]
        for number, folder in enumerate(self.states):
            folder.mkdir()
            write_csv(folder / "members.csv", ["member_id", "name", "team_id", "visibility"],
                      [(f"n{i}", f"Person {i} of {number}", "beta", "trust") for i in range(300)])
            write_csv(folder / "memberships.csv", ["member_id", "community_id", "since"],
                      [(f"n{i}", "wound-circle", "2025-05-01") for i in range(300)])

    def run_it(self, *words, store=None):
        return subprocess.run([COPSE, *map(str, words), "--store", str(store or self.store), "--as-of", AS_OF],
                              capture_output=True, text=True, stdin=subprocess.DEVNULL)

    QUESTIONS = (("query", "SELECT member, name FROM people ORDER BY member", "--for", "steward", "--reason", "a test"),
                 ("query", "SELECT team, count(*), min(name), max(name) FROM people GROUP BY team ORDER BY team",
                  "--for", "steward", "--reason", "a test"),
                 ("talk", "canaryasker", "--topic", "wounds"))

    def answer(self, question, store=None):
        """What it says, without the counters that go up with every import, and without the notes: whether a model is of
        these data is a commit of its own."""
        done = self.run_it(*question, "--json", store=store)
        if done.returncode != 0:
            return done, None
        answer = json.loads(done.stdout)
        for word in ("data_version", "state_version", "notes"):
            answer.pop(word, None)
        return done, hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()

    def expected(self, prepare):
        """Of each question, the answers in the states that a writer can commit, taken one after the other and alone."""
        answers = [set() for _ in self.QUESTIONS]
        alone = self.folder / "alone"
        alone.mkdir(exist_ok=True)
        for path in self.folder.glob("trust.copse*"):
            shutil.copy(path, alone / path.name)
        for step in [(), *prepare]:
            if step:
                self.assertEqual(self.run_it(*step, store=alone / "trust.copse").returncode, 0)
            for number, question in enumerate(self.QUESTIONS):
                done, said = self.answer(question, store=alone / "trust.copse")
                self.assertIsNotNone(said, done.stderr)
                answers[number].add(said)
        return answers

    def ask_until(self, is_over, expected, seen):
        number = 0
        while not is_over.is_set():
            question = self.QUESTIONS[number % len(self.QUESTIONS)]
            done, said = self.answer(question)
            with self.lock:
                if said is None and "busy" in done.stderr:
                    seen["busy"] += 1
                elif said in expected[number % len(self.QUESTIONS)]:
                    seen["answers"] += 1
                    seen["kinds"].add(said)
                else:
                    seen["wrong"].append(f"{question}: exit {done.returncode}: {done.stdout[:300]} {done.stderr[-500:]}")
            number += 1

    def write_until(self, is_over, folder, seen):
        while not is_over.is_set():
            done = self.run_it("import", folder, "--quiet")
            with self.lock:
                if done.returncode == 0:
                    seen["writes"] += 1
                elif done.returncode == 1 and "busy" in done.stderr:
                    seen["busy writes"] += 1
                else:
                    seen["wrong"].append(f"import: exit {done.returncode}: {done.stderr[-500:]}")

    def together(self, expected, writers, seconds):
        self.lock, is_over = threading.Lock(), threading.Event()
        seen = {"answers": 0, "busy": 0, "writes": 0, "busy writes": 0, "kinds": set(), "wrong": []}
        threads = [threading.Thread(target=self.ask_until, args=(is_over, expected, seen)) for _ in range(READERS)]
        threads += [threading.Thread(target=self.write_until, args=(is_over, folder, seen)) for folder in writers]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        is_over.set()
        for thread in threads:
            thread.join()
        self.assertEqual(seen["wrong"][:3], [])
        self.assertEqual(self.run_it("status").returncode, 0)
        return seen

    def test_readers_while_two_import(self):
        one, two = self.states
        # The first state is seen until the first import; after it each import goes from one state to the other.
        expected = self.expected([("import", one), ("import", two), ("import", one)])
        seen = self.together(expected, [one, two], SECONDS)
        self.assertGreater(seen["writes"], 0)
        self.assertGreater(seen["answers"], 0)
        measured(f"many hands: {READERS} readers and 2 writers for {SECONDS} s: {seen['answers']} answers, each of a "
                 f"committed state ({len(seen['kinds'])} of them seen), {seen['writes']} imports, {seen['busy']} readers "
                 f"and {seen['busy writes']} writers told that it is busy, 0 other errors")

    def test_readers_while_somebody_is_forgotten(self):
        words = ("forget", WHO, "--reason", "asked", "--yes", "--quiet")
        expected = self.expected([words])
        self.lock, is_over = threading.Lock(), threading.Event()
        seen = {"answers": 0, "busy": 0, "kinds": set(), "wrong": []}
        threads = [threading.Thread(target=self.ask_until, args=(is_over, expected, seen)) for _ in range(READERS)]
        for thread in threads:
            thread.start()
        done = self.run_it(*words)
        tries = 1
        while done.returncode == 1 and "busy" in done.stderr and tries < 20:
            done, tries = self.run_it(*words), tries + 1
        time.sleep(1)
        is_over.set()
        for thread in threads:
            thread.join()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(seen["wrong"][:3], [])
        self.assertEqual(self.run_it("status").returncode, 0)
        for path in self.folder.glob("trust.copse*"):
            self.assertNotIn(WHO.encode(), path.read_bytes().lower())
        measured(f"many hands: {READERS} readers while somebody is forgotten: {seen['answers']} answers, each of before or "
                 f"after, {seen['busy']} told that it is busy; no trace left")

    def test_a_second_importer_is_told_who_is_first(self):
        import sqlite3
        first = sqlite3.connect(self.store)
        first.execute("BEGIN IMMEDIATE")
        done = self.run_it("import", self.states[0])
        first.rollback()
        first.close()
        self.assertEqual(done.returncode, 1)
        self.assertIn("busy", done.stderr)
        self.assertIn("wait until it has finished", done.stderr)
        if "process" in done.stderr:  # some kernels and containers list no locks
            import os
            self.assertIn(f"process {os.getpid()}", done.stderr)


if __name__ == "__main__":
    unittest.main()
