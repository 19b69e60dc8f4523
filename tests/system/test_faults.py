"""Whatever goes wrong while Copse writes, the store is as it was before or as it is after, and opens.

Killed at a random moment, any allocation failing, the disk full: for every command that writes.
"""

import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

from support import AS_OF, COPSE, FULL, PROJECT, SystemTest, measured, write_csv

FIXTURE = PROJECT / "tests" / "cli" / "fixtures" / "canary"
SHIM = os.environ.get("COPSE_FAILING_MEMORY")
KILLS, FAILURES, FULL_DISKS = (1000, 1000, 200) if FULL else (40, 60, 12)
SOME = int(os.environ.get("COPSE_FAULT_PARTS", "1"))  # runs that share the work of a full tier
PART = int(os.environ.get("COPSE_FAULT_PART", "0"))
LEFT = "canarycontact"
# What a command does in transactions of their own, one after the other: what is known, the model, what is derived.
MODEL = ("model", "model_option", "model_target", "model_weight", "model_value")
DERIVED = ("published_count", "layout")
JOURNAL = bytes.fromhex("d9d505f920a163d7")  # how one begins that has something to put back
# What differs from run to run by design: keyed hashes, and the pages of the full-text indices.
VARIES = ("import", "audit", "sqlite_stat1", "tombstone", "output", "community_text_data", "community_text_idx",
          "community_text_docsize", "community_text_config", "topic_text_data", "topic_text_idx",
          "topic_text_docsize", "topic_text_config")


class Faults(SystemTest):
    def setUp(self):
        super().setUp()
        self.data, self.more = self.folder / "data", self.folder / "more"
        self.given, self.temporary = self.folder / "given", self.folder / "temporary"
        shutil.copytree(FIXTURE, self.data, ignore=shutil.ignore_patterns("*.md"))
        for folder in (self.more, self.given, self.temporary):
            folder.mkdir()
        write_csv(self.more / "members.csv", ["member_id", "name", "team_id", "visibility"],
                  [(f"n{i}", f"Person {i}", "beta", "trust") for i in range(400)])
        write_csv(self.more / "memberships.csv", ["member_id", "community_id", "since"],
                  [(f"n{i}", "wound-circle" if i % 2 else "ward-teaching", "2025-05-01") for i in range(400)])
        write_csv(self.folder / "exchanges.csv", ["from_member_id", "kind", "to_community_id", "on"],
                  [("canaryasker", "shared", "wound-circle", f"2026-03-{day:02d}") for day in range(1, 29)])
        self.copse("import", self.data)
        self.copse("fit")
        self.copse("record", "retention", "30")
        self.whole = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        self.commands = self.list_commands()
        self.outcomes = {name: self.run_whole(name) for name in self.commands}

    def list_commands(self):
        why = ["--for", "steward", "--reason", "a test"]
        return {
            "first import": ["import", self.data],
            "import": ["import", self.more],
            "fit": ["fit"],
            "record a term": ["record", "purpose", "Learning together"],
            "record a decision": ["record", "sensitive", "ward-teaching", "yes", "--reason", "asked"],
            "record exchanges": ["record", "--from-csv", self.folder / "exchanges.csv"],
            "record a debrief": ["record", "debrief", "alpha", "--note", "What we learned", "--action", "Tell them",
                                 "--who", "canaryasker", "--due", "2026-09-01"],
            "profile": ["profile", "canaryasker", "--mode", "virtual", "--visible", "team"],
            "object": ["object", "canarynone"],
            "forget": ["forget", LEFT, "--reason", "asked", "--yes"],
            "purge": ["purge", "--yes"],
            "backup": ["backup", self.given / "copy.copse"],
            "map": ["map", "-o", self.given / "map.html"],
            "found": ["found", "--topic", "wounds", *why, "-o", self.given / "found.json"],
            "report": ["report", "-o", self.given / "report.html"],
        }

    # ---- one run ----

    def environment(self, **more):
        return {**os.environ, "TMPDIR": str(self.temporary), "SQLITE_TMPDIR": str(self.temporary), **more}

    def line(self, name, quiet=True):
        words = [str(word) for word in self.commands[name]]
        return [COPSE, *words, *(["--quiet"] if quiet else []), "--store", str(self.store), "--as-of", AS_OF]

    def restore(self, name):
        for folder in (self.folder, self.given, self.temporary):
            for path in folder.iterdir():
                if path.is_file() and path.name != "exchanges.csv":
                    path.unlink()
        for file, content in self.whole.items():
            if name != "first import" and file != "exchanges.csv":
                (self.folder / file).write_bytes(content)
                (self.folder / file).chmod(0o600)

    def facts(self, store=None):
        """What is in the store, by what is written together. The counter of states goes up with each of these."""
        if not (store or self.store).exists():
            return None
        parts = {"known": [], "model": [], "derived": []}
        for line in self.dump(store, without=VARIES).split("\n"):
            table = line.split('"')[1] if line.startswith('INSERT INTO "') else ""
            if "'state_version'" not in line and "'secret_check'" not in line:
                parts["model" if table in MODEL else "derived" if table in DERIVED else "known"].append(line)
        return parts

    def run_whole(self, name):
        """What is there before and after, in how long: the only two states that any fault may leave."""
        self.restore(name)
        before = self.facts()
        began = time.monotonic()
        done = subprocess.run(self.line(name), env=self.environment(), capture_output=True, stdin=subprocess.DEVNULL)
        seconds = time.monotonic() - began
        self.assertEqual(done.returncode, 0, f"{name}: {done.stderr.decode()}")
        given = sorted(path.name for path in self.given.iterdir())
        return {"before": before, "after": self.facts(), "seconds": seconds, "given": given}

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
        for path in self.given.iterdir():
            if path.suffix == ".html":
                self.assertTrue(path.read_text(encoding="utf-8").rstrip().endswith("</html>"), told)
            elif path.suffix == ".json":
                json.loads(path.read_text(encoding="utf-8"))
            elif path.name == "copy.copse":
                self.assertTrue(self.facts(path) == outcome["before"], told)
        # Who was removed stays removed, whether the model that comes afterwards could be fitted or not.
        return state == outcome["after"] or (name in ("forget", "purge") and state["known"] == outcome["after"]["known"])

    def no_journal(self, told):
        """None that holds anything: one that a program was only beginning is nothing to SQLite, and goes with the next write."""
        left = [path.name for path in self.folder.iterdir() if path.name.startswith("trust.copse-")
                and path.read_bytes()[:8] == JOURNAL]
        self.assertEqual(left, [], told)

    def strays(self):
        return [path for folder in (self.folder, self.given, self.temporary) for path in folder.iterdir()
                if re.search(r"\.copse-[A-Za-z0-9]{6}(-journal)?$", path.name)]

    def share(self, count):
        """The numbers of this part of the runs."""
        return range(PART, count, SOME)

    # ---- the faults ----

    def test_killed_at_any_moment(self):
        names = list(self.commands)
        done = swept = 0
        for number in self.share(KILLS):
            name = names[number % len(names)]
            draw = random.Random(f"kill {number}")
            self.restore(name)
            child = subprocess.Popen(self.line(name), env=self.environment(), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(draw.uniform(0, self.outcomes[name]["seconds"]))
            child.send_signal(signal.SIGKILL)
            child.wait()
            done += self.judge(name, f"{name}, kill {number}")
            # A first import, a backup and a first forgetting (the key) leave the file that they were making, readable by
            # its owner alone: an hour later the next one takes it away.
            strays = self.strays()
            self.assertTrue(not strays or name in ("first import", "backup", "forget"), f"{name}: {strays}")
            for path in strays:
                self.assertEqual(path.stat().st_mode & 0o777, 0o600)
                os.utime(path, (time.time() - 7200,) * 2)
            if strays:
                swept += len(strays)
                for path in (self.given / "copy.copse", self.store if name == "first import" else None):
                    if path and path.exists():
                        path.unlink()
                subprocess.run(self.line(name), env=self.environment(), check=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL)
                self.assertEqual(self.strays(), [])
        measured(f"faults: {len(self.share(KILLS))} kills over {len(names)} commands, {done} after the change was kept, "
                 f"0 stores lost or half-written, {swept} unfinished files taken away by the next run")

    @unittest.skipUnless(SHIM and os.path.exists(SHIM), "skipped: the library that fails allocations was not built")
    def test_any_allocation_failing(self):
        names = list(self.commands)
        counts = {}
        told_so = absorbed = 0
        for number in self.share(FAILURES):
            name = names[number % len(names)]
            if name not in counts:
                counts[name] = self.count_allocations(name)
            place = random.Random(f"memory {number}").randrange(counts[name])
            self.restore(name)
            run = subprocess.run(self.line(name), env=self.environment(LD_PRELOAD=SHIM, COPSE_FAIL_AT=str(place)),
                                 stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
            told = f"{name}, allocation {place}: exit {run.returncode}: {run.stderr.decode()[-500:]}"
            self.assertIn(run.returncode, (0, 1), told)
            if run.returncode == 1:
                self.assertIn("memory ran out", run.stderr.decode(), told)
                told_so += 1
            else:
                absorbed += 1  # SQLite and libcsv do with less; a register or a cache is left out
            changed = self.judge(name, told)
            if run.returncode == 0 and self.outcomes[name]["before"] != self.outcomes[name]["after"]:
                self.assertTrue(changed, told)
            self.assertEqual(self.strays(), [], told)
        measured(f"faults: {len(self.share(FAILURES))} failed allocations over {len(names)} commands (of "
                 f"{sum(counts.values())} that they make), {told_so} said, {absorbed} done without, "
                 f"0 crashes, 0 stores lost or half-written")

    def count_allocations(self, name):
        self.restore(name)
        count = self.temporary / "count"
        subprocess.run(self.line(name), env=self.environment(LD_PRELOAD=SHIM, COPSE_FAIL_COUNT=str(count)), check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        return int(count.read_text())

    def test_disk_full(self):
        """No file may grow beyond a limit drawn anew: what a full disk is to a program, without a disk to fill."""
        names = [name for name in self.commands if name not in ("profile", "record a term")]
        refused = 0
        for number in self.share(FULL_DISKS):
            name = names[number % len(names)]
            self.restore(name)
            most = random.Random(f"full {number}").randrange(0, 420) * 1024

            def limit(most=most):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

            run = subprocess.run(self.line(name), env=self.environment(), stdin=subprocess.DEVNULL,
                                 capture_output=True, timeout=300, preexec_fn=limit)
            told = f"{name}, at most {most} bytes: exit {run.returncode}: {run.stderr.decode()[-500:]}"
            self.assertIn(run.returncode, (0, 1), told)
            if run.returncode == 1:
                self.assertIn("\u2192", run.stderr.decode(), told)
                refused += 1
            self.judge(name, told)
            self.assertEqual(self.strays(), [], told)
        measured(f"faults: {len(self.share(FULL_DISKS))} runs that could not write on over {len(names)} commands, "
                 f"{refused} refused, 0 stores lost or half-written")

    def test_disk_full_on_a_disk(self):
        """The same on a small file system of its own, where it may be mounted."""
        disk = self.folder / "disk"
        disk.mkdir()
        whole = sum(len(content) for content in self.whole.values())
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={4 * whole}", "copse-test", str(disk)],
                          capture_output=True).returncode != 0:
            self.skipTest("skipped: no file system may be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(disk)], capture_output=True)
        names = [name for name in self.commands if name not in ("first import", "backup", "map", "found", "report")]
        home, self.store = self.store, disk / "trust.copse"
        refused = 0
        for number in self.share(FULL_DISKS):
            name = names[number % len(names)]
            for path in disk.iterdir():
                path.unlink()
            for file, content in self.whole.items():
                if file.startswith(home.name):
                    (disk / file).write_bytes(content)
                    (disk / file).chmod(0o600)
            free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
            filler = disk / "filler"
            filler.write_bytes(bytes(max(0, free - random.Random(f"disk {number}").randrange(0, 96) * 4096)))
            run = subprocess.run(self.line(name), env=self.environment(), stdin=subprocess.DEVNULL,
                                 capture_output=True, timeout=300)
            filler.unlink()
            told = f"{name}: exit {run.returncode}: {run.stderr.decode()[-500:]}"
            self.assertIn(run.returncode, (0, 1), told)
            if run.returncode == 1:
                self.assertIn("\u2192", run.stderr.decode(), told)
                refused += 1
            self.judge(name, told)
        measured(f"faults: {len(self.share(FULL_DISKS))} full disks over {len(names)} commands, {refused} refused, "
                 f"0 stores lost or half-written")


if __name__ == "__main__":
    unittest.main()
