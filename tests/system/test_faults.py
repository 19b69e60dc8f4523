"""Whatever goes wrong while Copse writes, the store is as it was before or as it is after, and opens.

Killed or interrupted at a random moment, any allocation failing, the disk full: for every command that writes. The tests
of memory are for every command, and under a sanitizer they look for leaks.
"""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
import unittest

from every_command import FROM_NOTHING, EveryCommand
from support import AS_OF, COPSE, FULL, PROJECT, measured

SHIM = os.environ.get("COPSE_FAILING_MEMORY")
SANITIZED = bool(os.environ.get("COPSE_SANITIZED"))
KILLS, FAILURES, IN_LIBRARIES, LEAKS, FULL_DISKS, STOPS = (
    (1000, 1000, 1000, 1200, 200, 500) if FULL else (40, 45, 20, 4, 12, 16))
SOME = int(os.environ.get("COPSE_FAULT_PARTS", "1"))  # runs that share the work of a full tier
PART = int(os.environ.get("COPSE_FAULT_PART", "0"))
UNFINISHED = ("first import", "start", "init", "backup", "export", "forget", "letters")
KEEPS_WHEN_STOPPED = ("start", "forget", "purge")  # what was begun for good is finished, and said
STEPS = [PROJECT / "engine" / "store" / "schema.sql", *sorted((PROJECT / "engine" / "store").glob("schema_*.sql"))]
# Whose failures are answered for. Fontconfig, behind a PNG picture, looks at none of its own: it is not in the list.
LIBRARIES = "libigraph libgsl libglpk libcsv libcjson libcairo libsodium libutf8proc"


def share(count):
    """The numbers of this part of the runs."""
    return range(PART, count, SOME)


class Faults(EveryCommand):
    def runs(self, names, count):
        """Of each run its number, its command, and a store that is ready for it."""
        for number in share(count):
            name = names[number % len(names)]
            self.outcome(name)
            self.restore(name)
            yield number, name

    def test_no_command_is_left_out(self):
        """What `copse help` lists is in one of the two lists, so that a new command meets the faults as well."""
        listed = [line.split()[0] for line in self.copse("help").stdout.split("\n\n'copse COMMAND")[0].split("\n")
                  if line.startswith("  ") and not line.startswith("  copse ")]
        tried = {words[0] for words in self.commands.values()}
        self.assertEqual(sorted(set(listed) - tried), ["help", "version"])

    def test_killed_at_any_moment(self):
        done = swept = 0
        for number, name in self.runs(list(self.writing), KILLS):
            child = self.begin(name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.Random(f"kill {number}").uniform(0, self.outcomes[name]["seconds"]))
            child.send_signal(signal.SIGKILL)
            child.wait()
            done += self.judge(name, f"{name}, kill {number}")
            swept += self.sweep(name)
        measured(f"faults: {len(share(KILLS))} kills over {len(self.writing)} commands, {done} after the change was kept, "
                 f"0 stores lost or half-written, {swept} unfinished files taken away by the next run")

    def sweep(self, name):
        """What makes a whole new file leaves the one that it was making, readable by its owner alone; an hour later the
        next run takes it away. A folder stays for its owner to delete. @return how many there were"""
        strays = self.strays()
        self.assertTrue(not strays or name in UNFINISHED, f"{name}: {strays}")
        for path in strays:
            self.assertEqual(path.stat().st_mode & 0o077, 0)
            if path.is_dir():
                return 0
            os.utime(path, (time.time() - 7200,) * 2)
        if strays:
            for path in (self.given / "copy.copse", self.store if name in FROM_NOTHING else None):
                if path and path.exists():
                    path.unlink()
            self.assertEqual(self.run_it(name)[0], 0)
            self.assertEqual(self.strays(), [])
        return len(strays)

    def test_stopped_at_any_moment(self):
        """Ctrl-C: a program that has not yet said what it does with it just ends, which a shell shows as 130, too."""
        codes = {130: 0, 0: 0}
        for number, name in self.runs([name for name in self.commands if name != "tour"], STOPS):
            child = self.begin(name, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a job in the background
            time.sleep(random.Random(f"stop {number}").uniform(0, self.outcomes[name]["seconds"]))
            child.send_signal(signal.SIGINT)
            said = child.communicate()[1].decode()
            code = 130 if child.returncode == -signal.SIGINT else child.returncode
            told = f"{name}, stop {number}: exit {child.returncode}: {said[-500:]}"
            self.assertIn(code, codes, told)
            codes[code] += 1
            changed = self.judge(name, told)
            self.assertEqual(self.strays(), [], told)
            if code == 130 and name not in KEEPS_WHEN_STOPPED:
                self.assertTrue(not changed or self.is_without_effect(name), told)
        measured(f"faults: {len(share(STOPS))} stops over {len(self.commands) - 1} commands, {codes[130]} with exit 130 and "
                 f"nothing changed, {codes[0]} when all was done; 0 unfinished files")

    def is_without_effect(self, name):
        return self.outcomes[name]["before"] == self.outcomes[name]["after"]

    def limited(self, name, most):
        """Run the command while no file may grow beyond so many bytes. @return as run_it()"""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return self.run_it(name, preexec_fn=limit)

    def is_refused(self, code, told):
        self.assertIn(code, (0, 1), told)
        if code == 1:
            self.assertIn("\u2192", told)
        return code == 1

    def test_disk_full(self):
        """No file may grow beyond a limit drawn anew: what a full disk is to a program, without a disk to fill."""
        names = [name for name in self.writing if name not in ("profile", "record a term")]
        refused = 0
        for number, name in self.runs(names, FULL_DISKS):
            most = random.Random(f"full {number}").randrange(0, 420) * 1024
            code, said = self.limited(name, most)
            told = f"{name}, at most {most} bytes: exit {code}: {said[-500:]}"
            refused += self.is_refused(code, told)
            self.judge(name, told)
            self.assertEqual(self.strays(), [], told)
        measured(f"faults: {len(share(FULL_DISKS))} runs that could not write on over {len(names)} commands, "
                 f"{refused} refused, 0 stores lost or half-written")


class OnADisk(EveryCommand):
    def test_disk_full_on_a_disk(self):
        """The same on a small file system of its own, where it may be mounted."""
        disk = self.folder / "disk"
        disk.mkdir()
        whole = sum(len(content) for content in self.whole.values())
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={4 * whole}", "copse-test", str(disk)],
                          capture_output=True).returncode != 0:
            self.skipTest("skipped: no file system may be mounted here")
        self.addCleanup(subprocess.run, ["umount", str(disk)], capture_output=True)
        names = [name for name in self.writing if name not in FROM_NOTHING and
                 not any(str(self.given) in str(word) for word in self.writing[name])]
        for name in names:
            self.outcome(name)
        home, type(self).store = self.store, disk / "trust.copse"
        refused = 0
        for number in share(FULL_DISKS):
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
            code, said = self.run_it(name)
            filler.unlink()
            told = f"{name}: exit {code}: {said[-500:]}"
            self.assertIn(code, (0, 1), told)
            if code == 1:
                self.assertIn("\u2192", said, told)
                refused += 1
            self.judge(name, told)
        measured(f"faults: {len(share(FULL_DISKS))} full disks over {len(names)} commands, {refused} refused, "
                 f"0 stores lost or half-written")


class Migration(EveryCommand):
    """A store of each earlier schema version, made of the steps as they are in the source."""

    def old_store(self, version):
        """The same facts in a store of that version. @return its bytes"""
        old = self.folder / "old.copse"
        old.unlink(missing_ok=True)
        db = sqlite3.connect(old)
        for step in STEPS[:version]:
            db.executescript(step.read_text(encoding="utf-8"))
        db.execute("ATTACH ? AS new", (str(self.store),))
        tables = [row[0] for row in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND sql NOT LIKE"
                                               " 'CREATE VIRTUAL%' AND name NOT LIKE '%\\_text\\_%' ESCAPE '\\'")]
        db.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT OR REPLACE INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}")
        for index in ("community_text", "topic_text"):
            db.execute(f"INSERT INTO main.{index} ({index}) VALUES ('rebuild')")
        db.commit()
        db.execute("DETACH new")
        application, = sqlite3.connect(self.store).execute("PRAGMA application_id").fetchone()
        db.execute(f"PRAGMA application_id = {application}")
        db.execute(f"PRAGMA user_version = {version}")
        db.close()
        return old.read_bytes()

    def version(self):
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as db:
            return db.execute("PRAGMA user_version").fetchone()[0]

    def put(self, content):
        self.restore("migrate")
        self.store.write_bytes(content)
        self.store.chmod(0o600)

    def test_killed_while_an_older_store_is_brought_up_to_date(self):
        if len(STEPS) == 1:
            self.skipTest("skipped: there is one schema version, and nothing to bring up to date")
        done = 0
        self.outcome("record a term")
        for number in share(KILLS // 10):
            version = 1 + number % (len(STEPS) - 1)
            self.restore("migrate")
            content = self.old_store(version)
            self.put(content)
            self.assertEqual(self.copse("status", status=1).returncode, 1)  # read only: what to do is said
            before = self.facts()
            child = subprocess.Popen([COPSE, "record", "purpose", "Learning", "--quiet", "--store", str(self.store),
                                      "--as-of", AS_OF], env=self.environment(), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.Random(f"migrate {number}").uniform(0, self.outcomes["record a term"]["seconds"]))
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.copse("record", "retention", "31")  # plays back what is half done, and brings it up to date
            self.assertEqual(self.version(), len(STEPS))
            self.no_journal(f"kill {number}")
            after = self.facts()
            done += any("Learning" in line for line in after["known"])
            self.assertEqual([line for line in before["known"] if line.startswith('INSERT INTO "member')],
                             [line for line in after["known"] if line.startswith('INSERT INTO "member')])
            self.assertEqual(before["model"], after["model"])
        measured(f"faults: {len(share(KILLS // 10))} kills while a store of an earlier schema version was brought up to date, "
                 f"{done} after the change was kept, 0 stores lost or half-written")


@unittest.skipUnless(SHIM and os.path.exists(SHIM), "skipped: the library that fails allocations was not built")
class Memory(EveryCommand):
    """Any allocation failing, of those that the program and SQLite ask for, and of those that other libraries do."""

    def failing(self, **which):
        environment = self.environment(LD_PRELOAD=SHIM, **which)
        if SANITIZED:  # which wants to be loaded first; and whose report is to have an exit code of its own
            environment["ASAN_OPTIONS"] = "verify_asan_link_order=0:detect_leaks=1:exitcode=99"
        return environment

    def count(self, name, where):
        self.restore(name)
        count = self.folder / "count"
        code, said = self.run_it(name, env=self.failing(COPSE_FAIL_COUNT=str(count), COPSE_FAIL_IN=where))
        self.assertEqual(code, 0, f"{name}: {said}")
        return int(count.read_text())

    def sweep(self, names, where, failures, leaves_all_sound):
        counts, told_so, absorbed = {}, 0, 0
        for number in share(failures):
            name = names[number % len(names)]
            self.outcome(name)
            if name not in counts:
                counts[name] = self.count(name, where)
            if counts[name] == 0:
                continue
            place = random.Random(f"memory {number}").randrange(counts[name])
            self.restore(name)
            code, said = self.run_it(name, env=self.failing(COPSE_FAIL_AT=str(place), COPSE_FAIL_IN=where))
            told = f"{name}, allocation {place} of {where}: exit {code}: {said[-3000:]}"
            self.assertIn(code, (0, 1), told)
            if code == 1:
                self.assertIn("memory ran out", said, told)
                told_so += 1
            else:
                absorbed += 1  # SQLite and libcsv do with less; a register or a cache is left out
            if leaves_all_sound:
                changed = self.judge(name, told)
                self.assertTrue(changed or code == 1 or self.outcomes[name]["before"] == self.outcomes[name]["after"], told)
                self.assertTrue(name == "tour" or self.strays() == [], told)
        return f"{told_so + absorbed} over {len(names)} commands (of {sum(counts.values())} that they make), " \
               f"{told_so} said, {absorbed} done without, 0 crashes"

    @unittest.skipIf(SANITIZED, "skipped: judged where it is quicker")
    def test_any_allocation_failing(self):
        done = self.sweep(list(self.writing), "copse libsqlite3", FAILURES, True)
        measured(f"faults: failed allocations: {done}, 0 stores lost or half-written")

    @unittest.skipIf(SANITIZED, "skipped: judged where it is quicker")
    def test_any_allocation_of_a_library_failing(self):
        names = ["fit", "evaluate", "measure", "map", "export a graph", "batch", "import", "forget", "join", "found", "isolated"]
        done = self.sweep(names, LIBRARIES, IN_LIBRARIES, True)
        measured(f"faults: failed allocations of libraries: {done}, 0 stores lost or half-written")

    @unittest.skipUnless(SANITIZED, "skipped: leaks are looked for under a sanitizer")
    def test_failing_allocations_leak_nothing(self):
        done = self.sweep(list(self.commands), "copse libsqlite3", LEAKS, False)
        measured(f"faults: failed allocations under AddressSanitizer: {done}, 0 leaks")


if __name__ == "__main__":
    unittest.main()
