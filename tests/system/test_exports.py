"""A mixed folder of exports for 5,000 staff goes in with one command and no editing."""

import shutil
import sqlite3
import time
import unittest

import exports
from support import SystemTest, measured, rows, write_csv

N = 5000


class Exports(SystemTest):
    def setUp(self):
        super().setUp()
        self.staff = exports.people(N)
        self.exports = self.folder / "exports"
        exports.write_folder(self.exports, self.staff)

    def ask(self, sql):
        with sqlite3.connect(self.store) as store:
            return store.execute(sql).fetchone()[0]

    def test_mixed_folder(self):
        began = time.process_time(), time.monotonic()
        self.copse("import", self.exports)
        measured(f"import of five exports of {N} staff: {time.monotonic() - began[1]:.1f} s")

        # Nobody is in twice: the staff list has numbers, the groups have ids, the survey has addresses.
        self.assertEqual(self.ask("SELECT count(*) FROM member"), N)
        self.assertEqual(self.ask("SELECT count(*) FROM member WHERE mail IS NULL"), 0)
        self.assertEqual(self.ask("SELECT count(*) FROM identity"), 4 * N)
        teams = {(p.division, p.team) for p in self.staff}
        self.assertEqual(self.ask("SELECT count(*) FROM team"), len(teams) + len(exports.DIVISIONS))
        self.assertEqual(self.ask("SELECT count(*) FROM team WHERE parent IS NULL"), len(exports.DIVISIONS))
        self.assertEqual(self.ask("SELECT count(*) FROM site"), len(exports.SITES))
        # One place of work each, whichever of three files says so; days from the workbook.
        self.assertEqual(self.ask("SELECT count(*) FROM assignment"), N)
        self.assertEqual(self.ask("SELECT count(*) FROM assignment WHERE until IS NOT NULL"), 0)
        person = self.staff[1234]
        self.assertEqual(
            self.ask("SELECT m.name || '|' || t.name || '|' || s.name || '|' || date(a.since * 86400, 'unixepoch')"
                     " FROM member m JOIN assignment a ON a.member = m.id JOIN team t ON t.id = a.team"
                     f" JOIN site s ON s.id = a.site WHERE m.key = '{person.number}'"),
            f"{person.first} {person.last}|{person.team}|{person.site}|{person.started}")
        self.assertEqual(self.ask("SELECT count(*) FROM membership"), sum(len(p.cops) for p in self.staff))
        self.assertEqual(self.ask("SELECT count(*) FROM expertise"), 500)
        self.assertEqual(self.ask("SELECT count(*) FROM interest"), 500)
        self.assertEqual(self.ask("SELECT count(*) FROM topic"), len(exports.TOPICS))
        self.assertEqual(self.ask("SELECT count(*) FROM member WHERE visibility = 2"), 167)
        self.assertEqual(self.ask("SELECT count(*) FROM decision"), 0)

        before = self.store.read_bytes()
        self.copse("import", self.exports)
        self.assertEqual(self.store.read_bytes(), before, "importing it again changed the store")

    def test_one_file_after_the_other_and_what_that_leaves_to_decide(self):
        """Groups know people by id, the survey by address, and nothing says that they are one until the directory
        does: then a person is asked, once, and what they answer is kept."""
        one, asked = self.folder / "one", self.folder / "asked.csv"
        for name in ["survey.csv", "Wound care members.csv", "entra-users.csv", "staff.xlsx", "assignments.csv"]:
            one.mkdir()
            shutil.copy(self.exports / name, one)
            self.copse("import", one, "--questions", asked)
            shutil.rmtree(one)
        twice = sum("Wound care" in p.cops for p in self.staff[:500])
        self.assertGreater(twice, 10)
        self.assertEqual(self.ask("SELECT count(*) FROM member"), N + twice)
        questions = rows(asked)
        self.assertEqual(len(questions), twice)

        one.mkdir()
        write_csv(one / "answers.csv", ["kind", "subject", "choice"],
                  [[q["kind"], q["subject"], "yes"] for q in questions])
        self.copse("import", one, "--questions", asked)
        self.assertEqual(rows(asked), [])
        self.assertEqual(self.ask("SELECT count(*) FROM member"), N)
        self.assertEqual(self.ask("SELECT count(*) FROM assignment"), N)
        self.assertEqual(self.ask("SELECT count(*) FROM expertise"), 500)
        self.assertEqual(self.ask("SELECT count(*) FROM membership"), sum("Wound care" in p.cops for p in self.staff))

        # The same files again, from another month: nobody comes back, and nobody is asked about again.
        shutil.copy(self.exports / "survey.csv", one / "survey-april.csv")
        shutil.copy(self.exports / "Wound care members.csv", one)
        self.copse("import", one, "--questions", asked)
        self.assertEqual(rows(asked), [])
        self.assertEqual(self.ask("SELECT count(*) FROM member"), N)

    def test_first_report(self):
        """`copse start` needs nothing but the folder."""
        page = self.folder / "report.html"
        self.copse("start", self.exports, "--yes", "-o", page)
        self.assertIn("Falls prevention", page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
