"""Every command of `copse help` on one small store, for tests that put obstacles in its way.

What a command may leave is what was there before it or what is there after it: both are found out once, by running it.
"""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from support import AS_OF, COPSE, PROJECT, SystemTest, write_csv

FIXTURE = PROJECT / "tests" / "cli" / "fixtures" / "canary"
LEFT = "canarycontact"
# What a command does in transactions of their own, one after the other: what is known, the model, what is derived.
MODEL = ("kept_figure", "kept_roll", "model", "model_option", "model_target", "model_weight", "model_value")
DERIVED = ("published_count", "layout")
JOURNAL = bytes.fromhex("d9d505f920a163d7")  # how one begins that has something to put back
# What differs from run to run by design: keyed hashes, and the pages of the full-text indices.
VARIES = ("import", "audit", "sqlite_stat1", "tombstone", "output", "community_text_data", "community_text_idx",
          "community_text_docsize", "community_text_config", "topic_text_data", "topic_text_idx",
          "topic_text_docsize", "topic_text_config")
SETTINGS = ("'state_version'", "'secret_check'", "'kept_version'")  # that change with the above
KEPT = ("exchanges.csv", "requests.ndjson")  # read by commands, beside the store
FROM_NOTHING = ("first import", "start", "init")  # these make the store


class EveryCommand(SystemTest):
    """One folder and store for all tests of a class, since making them is what takes long."""

    is_ready = False

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="copse-test-")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = Path(cls.scratch.name)
        cls.store = cls.folder / "trust.copse"
        cls.data, cls.more = cls.folder / "data", cls.folder / "more"
        cls.given, cls.temporary = cls.folder / "given", cls.folder / "temporary"
        cls.writing, cls.reading = cls.list_writing(), cls.list_reading()
        cls.commands = {**cls.writing, **cls.reading}
        cls.outcomes = {}

    def setUp(self):
        if not type(self).is_ready:
            self.make_store()
            type(self).is_ready = True

    def make_store(self):
        shutil.copytree(FIXTURE, self.data, ignore=shutil.ignore_patterns("*.md"))
        for folder in (self.more, self.given, self.temporary):
            folder.mkdir()
        write_csv(self.more / "members.csv", ["member_id", "name", "team_id", "visibility"],
                  [(f"n{i}", f"Person {i}", "beta", "trust") for i in range(400)])
        write_csv(self.more / "memberships.csv", ["member_id", "community_id", "since"],
                  [(f"n{i}", "wound-circle" if i % 2 else "ward-teaching", "2025-05-01") for i in range(400)])
        write_csv(self.folder / "exchanges.csv", ["from_member_id", "kind", "to_community_id", "on"],
                  [("canaryasker", "shared", "wound-circle", f"2026-03-{day:02d}") for day in range(1, 29)])
        (self.folder / "requests.ndjson").write_text(
            '{"id": 1, "command": "join", "arguments": ["canaryasker"]}\n{"id": 2, "command": "status"}\nnone\n')
        self.copse("import", self.data)
        self.copse("fit")
        self.copse("record", "retention", "30")
        type(self).whole = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}

    @classmethod
    def list_writing(cls):
        """Those that change the store, or write a file that somebody keeps."""
        given, why = cls.given, ["--for", "steward", "--reason", "a test"]
        return {
            "first import": ["import", cls.data],
            "import": ["import", cls.more],
            "start": ["start", cls.data, "--yes", "-o", given / "start.html"],
            "init": ["init", "--organisation", "A trust"],
            "fit": ["fit"],
            "record a term": ["record", "purpose", "Learning together"],
            "record a decision": ["record", "sensitive", "ward-teaching", "yes", "--reason", "asked"],
            "record exchanges": ["record", "--from-csv", cls.folder / "exchanges.csv"],
            "record a debrief": ["record", "debrief", "alpha", "--note", "What we learned", "--action", "Tell them",
                                 "--who", "canaryasker", "--due", "2026-09-01"],
            "record what passed": ["record", "attended", "canaryasker", "--cop", "wound-circle"],
            "record accepted": ["record", "accept", "alpha", "--reason", "at sea"],
            "record acted": ["record", "acted", "alpha", "--reason", "a visit"],
            "topics": ["topics", "--merge", "nights", "--into", "teaching"],
            "topics to files": ["topics", "--suggest", given / "proposed"],
            "pair": ["pair", "--all", "--record", "--reason", "coffee"],
            "profile": ["profile", "canaryasker", "--mode", "virtual", "--visible", "team"],
            "object": ["object", "canarynone"],
            "forget": ["forget", LEFT, "--reason", "asked", "--yes"],
            "purge": ["purge", "--yes"],
            "backup": ["backup", given / "copy.copse"],
            "export": ["export", "--pseudonymous", given / "export", "--reason", "a test"],
            "export a graph": ["export", "--format", "gexf", "-o", given / "network.gexf"],
            "letters": ["join", "--all", "--letters", given / "letters", *why],
            "subject-access": ["subject-access", "canaryasker", "-o", given / "access.html"],
            "map": ["map", "-o", given / "map.html"],
            "found": ["found", "--topic", "wounds", *why, "-o", given / "found.json"],
            "report": ["report", "-o", given / "report.html"],
            "template": ["template", given / "forms"],
            "generate": ["generate", "trust", given / "made-up"],
        }

    @classmethod
    def list_reading(cls):
        why = ["--for", "steward", "--reason", "a test"]
        return {
            "join": ["join", "canaryasker"],
            "giveback": ["giveback", "canaryasker"],
            "talk": ["talk", "canaryasker", "--topic", "wounds"],
            "decide": ["decide", "--topic", "wounds"],
            "brief": ["brief", "--topic", "wounds", "--team", "alpha"],
            "check": ["check"],
            "status": ["status"],
            "evaluate": ["evaluate", "--rounds", "1"],
            "debrief": ["debrief", "alpha"],
            "isolated": ["isolated"],
            "health": ["health"],
            "compare": ["compare", "--from", "2025-01-01"],
            "outputs": ["outputs"],
            "audit": ["audit"],
            "dpia": ["dpia"],
            "measure": ["measure", "betweenness", "--of", "members", *why],
            "model": ["model"],
            "query": ["query", "SELECT * FROM communities"],
            "batch": ["batch"],
            "tour": ["tour"],
        }

    # ---- one run ----

    def environment(self, **more):
        return {**os.environ, "TMPDIR": str(self.temporary), "SQLITE_TMPDIR": str(self.temporary), **more}

    def line(self, name, program=COPSE):
        words = [str(word) for word in self.commands[name]]
        return [program, *words, "--quiet", "--store", str(self.store), "--as-of", AS_OF]

    def begin(self, name, **how):
        """Start the command. @return the process"""
        with open(self.folder / "requests.ndjson" if name == "batch" else os.devnull, "rb") as stdin:
            return subprocess.Popen(self.line(name), stdin=stdin, **{"env": self.environment(), **how})

    def run_it(self, name, timeout=300, **how):
        """Run the command to its end. @return its exit code and what it said on stderr"""
        process = self.begin(name, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **how)
        try:
            _, said = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.fail(f"{name}: not done after {timeout} seconds")
        return process.returncode, said.decode(errors="replace")

    def restore(self, name):
        for folder in (self.folder, self.given, self.temporary):
            for path in folder.iterdir():
                if path.is_dir() and folder != self.folder:
                    shutil.rmtree(path)
                elif path.is_file() and path.name not in KEPT:
                    path.unlink()
        for file, content in self.whole.items():
            if name not in FROM_NOTHING and file not in KEPT:
                (self.folder / file).write_bytes(content)
                (self.folder / file).chmod(0o600)

    def facts(self, store=None):
        """What is in the store, by what is written together. The counter of states goes up with each of these."""
        if not (store or self.store).exists():
            return None
        parts = {"known": [], "model": [], "derived": []}
        for line in self.dump(store, without=VARIES).split("\n"):
            table = line.split('"')[1] if line.startswith('INSERT INTO "') else ""
            if not any(word in line for word in SETTINGS):
                parts["model" if table in MODEL else "derived" if table in DERIVED else "known"].append(line)
        return parts

    def outcome(self, name):
        """What is there before and after, in how long: the only two states that any fault may leave."""
        if name not in self.outcomes:
            self.restore(name)
            before = self.facts()
            began = time.monotonic()
            code, said = self.run_it(name)
            seconds = time.monotonic() - began
            self.assertEqual(code, 0, f"{name}: {said}")
            self.outcomes[name] = {"before": before, "after": self.facts(), "seconds": seconds,
                                   "folders": self.folders()}
        return self.outcomes[name]

    def folders(self):
        """Of the folders that get their name when they are whole, what is in them."""
        return {name: sorted(path.name for path in (self.given / name).iterdir())
                for name in ("letters", "export") if (self.given / name).exists()}

    # ---- what is left ----

    def judge(self, name, told):
        """After a fault, and whatever the next command has put right. Returns whether the command had its effect."""
        outcome = self.outcomes[name]
        if self.store.exists():
            self.copse("status")
            with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as db:
                self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)], told)
            db.close()
            self.assertEqual(self.store.stat().st_mode & 0o777, 0o600, told)
        state = self.facts()
        if state is None or outcome["before"] is None:
            self.assertTrue(state is None or state["known"] == outcome["after"]["known"], told)
        else:
            for part in state:
                # A model goes with what it was learned from; the command then fits another.
                is_gone = part != "known" and not state[part] and state["known"] == outcome["after"]["known"]
                self.assertTrue(is_gone or state[part] in (outcome["before"][part], outcome["after"][part]),
                                f"{told}: {part} is neither as before nor as after")
        self.no_journal(told)
        self.judge_files(outcome, told)
        # Who was removed stays removed, whether the model that comes afterwards could be fitted or not.
        return state == outcome["after"] or (name in ("forget", "purge") and state["known"] == outcome["after"]["known"])

    def judge_files(self, outcome, told):
        """Each is whole or not there."""
        for path in self.given.iterdir():
            if path.suffix == ".html":
                self.assertTrue(path.read_text(encoding="utf-8").rstrip().endswith("</html>"), told)
            elif path.suffix == ".gexf":
                self.assertTrue(path.read_text(encoding="utf-8").rstrip().endswith("</gexf>"), told)
            elif path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
            elif path.name == "copy.copse":
                self.assertTrue(self.facts(path) == outcome["before"], told)
        self.assertIn(self.folders(), ({}, outcome["folders"]), told)

    def no_journal(self, told):
        """None that holds anything: one that a program was only beginning is nothing to SQLite, and goes with the next write."""
        left = [path.name for path in self.folder.iterdir() if path.name.startswith("trust.copse-")
                and path.read_bytes()[:8] == JOURNAL]
        self.assertEqual(left, [], told)

    def strays(self):
        """Unfinished files and folders, under names of their own."""
        return [path for folder in (self.folder, self.given, self.temporary) for path in folder.iterdir()
                if re.search(r"\.copse-[A-Za-z0-9]{6}(-journal)?$|^copse-", path.name)]
