"""No combination of what is shown to the trust gives a count back that is not shown.

Small trusts are drawn with cells of one to four people planted in them. An attacker reads every shared output
of one data version: the published counts, the first report in every format and on several days, and what else
the trust may see. They know how teams, units and sites add up, that a CoP has no more people anywhere than work
there, that a zero is shown, and who is in no team or site at all where nobody is. They look for another world in
which the count at hand differs and everything that was shown is as it was: where there is none, they have it.
"""

import itertools
import json
import random
import sqlite3
import unittest

from support import AS_OF, FULL, SystemTest, measured, write_csv

WORLDS = 400 if FULL else 25
THRESHOLD = 5
UNITS = {"u1": ["a", "b", "c"], "u2": ["d", "e"]}
TEAMS = [team for teams in UNITS.values() for team in teams]
SITES = ["north", "south", "west"]
COPS = ["wounds", "falls", "audit", "sepsis"]
STAFF = ""  # the table of all staff
REST_TEAM, REST_SITE = ("no team",), ("no site",)
DAYS = ["2026-01-01", AS_OF, "2026-12-31"]


def draw_world(draw):
    """Members as (team, site, CoPs); None: in none."""
    people = []
    sizes = {team: draw.choice([1, 2, 3, 5, 6, 7, 9, 12]) for team in TEAMS}
    leaning = {cop: {team: draw.choice([0, 0, 0.2, 0.5, 1]) for team in TEAMS} for cop in COPS}
    for team in TEAMS + [None] * draw.choice([0, 1, 6]):
        for _ in range(sizes.get(team, 1)):
            site = draw.choice(SITES + [SITES[0]] * 3 + [None] * draw.choice([0, 1]))
            cops = [cop for cop in COPS if draw.random() < (leaning[cop][team] if team else 0.3)]
            people.append((team, site, cops))
    return people


class Table:
    """One CoP, or all staff: true cells, which of them are shown, and the worlds that look the same."""

    def __init__(self, people, shown):
        self.true = {team: 0 for team in TEAMS} | {site: 0 for site in SITES}
        self.true |= {REST_TEAM: 0, REST_SITE: 0}
        for team, site, _ in people:
            self.true[team if team else REST_TEAM] += 1
            self.true[site if site else REST_SITE] += 1
        for unit, teams in UNITS.items():
            self.true[unit] = sum(self.true[team] for team in teams)
        self.true["whole"] = len(people)
        self.shown = shown  # cell -> number, None where suppressed
        self.worlds = None

    def is_hidden(self, cell):
        if cell in (REST_TEAM, REST_SITE):
            return self.true[cell] > 0
        return self.shown.get(cell, 0) is None

    def fits(self, cell, value):
        """What a reader knows of one cell: what is shown, and that what is not shown is not 0."""
        return value >= 1 if self.is_hidden(cell) else value == self.true[cell]

    def side(self, leaves, sums):
        """Every way to fill one side of the table near the truth, as {cell: value}."""
        hidden = [leaf for leaf in leaves if self.is_hidden(leaf)]
        reach = range(-2, 3) if len(hidden) <= 5 else range(-1, 2)
        for deltas in itertools.product(reach, repeat=len(hidden)):
            world = {leaf: self.true[leaf] for leaf in leaves}
            for leaf, delta in zip(hidden, deltas):
                world[leaf] += delta
            for name, parts in sums.items():
                world[name] = sum(world[part] for part in parts)
            if all(self.fits(cell, value) for cell, value in world.items()):
                yield world

    def all_worlds(self):
        if self.worlds is None:
            teams = {**UNITS, "whole": TEAMS + [REST_TEAM]}
            by_whole = {}
            for world in self.side(SITES + [REST_SITE], {"whole": SITES + [REST_SITE]}):
                by_whole.setdefault(world["whole"], []).append(world)
            self.worlds = [left | right for left in self.side(TEAMS + [REST_TEAM], teams)
                           for right in by_whole.get(left["whole"], [])[:40]]
        return self.worlds


def is_within(small, large):
    return all(small[cell] <= large[cell] for cell in small)


def worlds_of_staff(tables):
    """Those of all staff in which every CoP has a world."""
    cops = [table for name, table in tables.items() if name != STAFF]
    return [world for world in tables[STAFF].all_worlds()
            if all(any(is_within(inside, world) for inside in cop.all_worlds()) for cop in cops)]


def has_another_world(tables, staffs, cop, cell):
    """Whether the cell may be another number."""
    true = tables[cop].true[cell]
    if cop == STAFF:
        return any(world[cell] != true for world in staffs)
    moved = [world for world in tables[cop].all_worlds() if world[cell] != true]
    return any(is_within(world, staff) for staff in [tables[STAFF].true, *staffs] for world in moved)


def tables_of(people, shown):
    tables = {STAFF: Table(people, shown.get(STAFF, {}))}
    for cop in COPS:
        tables[cop] = Table([person for person in people if cop in person[2]], shown.get(cop, {}))
    return tables


def given_away(tables):
    """The suppressed cells that the attacker can work out."""
    staffs = worlds_of_staff(tables)
    return [(cop, cell, table.true[cell]) for cop, table in tables.items() for cell in table.shown
            if table.is_hidden(cell) and not has_another_world(tables, staffs, cop, cell)]


class Differencing(SystemTest):
    def write(self, people):
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        write_csv(data / "teams.csv", ["team_id", "parent_id"],
                  [(unit, "") for unit in UNITS] + [(t, u) for u, ts in UNITS.items() for t in ts])
        write_csv(data / "sites.csv", ["site_id"], [(site,) for site in SITES])
        write_csv(data / "members.csv", ["member_id", "team_id", "site_id", "visibility"],
                  [(f"m{i:03}", team or "", site or "", "trust" if i % 3 else "none")
                   for i, (team, site, _) in enumerate(people)])
        write_csv(data / "communities.csv", ["community_id", "name"],
                  [(cop, f"{cop} circle") for cop in COPS] + [("private", "LGBT staff network")])
        write_csv(data / "memberships.csv", ["member_id", "community_id"],
                  [(f"m{i:03}", cop) for i, (_, _, cops) in enumerate(people) for cop in cops] + [("m000", "private")])
        return data

    def read_published(self):
        """{CoP: {cell: number or None}}, of which every shared output shows a part."""
        shown = {}
        with sqlite3.connect(f"file:{self.store}?mode=ro", uri=True) as db:
            for name, of, cop, value in db.execute("SELECT name, of_key, for_key, value FROM published_count"):
                if name == "outside":
                    continue
                shown.setdefault(cop, {})[of or "whole"] = value
        return shown

    def check_report(self, shown):
        """The first report shows nothing but these, whatever the day."""
        for day in DAYS:
            said = self.copse("start", self.folder / "data", "--yes", "--json", "--quiet", as_of=day).stdout
            answer = json.loads(said)["answer"]
            self.assertEqual(answer["staff"], shown[STAFF]["whole"])
            for row in answer["communities"]:
                self.assertNotEqual(row["key"], "private")
                self.assertEqual(row["members"], shown.get(row["key"], {}).get("whole", 0), row)
            for row in answer["teams"]["with_few_links"]:
                self.assertEqual(row["staff"], shown[STAFF][row["key"]])
            for source in answer["sources"]:
                self.assertTrue(source["rows"] is None or not source["name"].startswith("member"), source)

    def check_map(self, people, shown):
        """The map shows these counts and no other, whatever the day, and no name that tells who else is in a CoP."""
        for day in DAYS:
            said = self.copse("map", "--level", "people", "--json", as_of=day).stdout
            answer = json.loads(said)["answer"]
            self.assertEqual(answer["staff"], shown[STAFF]["whole"])
            for mark in answer["marks"]:
                if mark["kind"] == "community":
                    self.assertEqual(mark["people"], shown.get(mark["key"], {}).get("whole", 0), mark)
                elif "people" in mark:
                    self.assertEqual(mark["people"], shown[STAFF].get(mark["key"], 0), mark)
            for link in answer["links"]:
                if link["kind"] == "team":
                    self.assertEqual(link["people"], shown[link["community"]][link["from"]], link)
                    self.assertIsNone(link["since"])
            self.check_names(people, {(link["from"], link["community"]) for link in answer["links"] if link["kind"] == "person"})

    def check_names(self, people, named_in):
        """Whoever is named leaves enough others who may or may not be in the CoP, in their team and in all."""
        may_be_named = [i % 3 != 0 for i in range(len(people))]
        for cop in COPS:
            teams_with_others = set()
            for i, (team, _, cops) in enumerate(people):
                if cop in cops and not may_be_named[i]:
                    teams_with_others.add(team)
            for i, (team, _, cops) in enumerate(people):
                if (f"m{i:03}", cop) not in named_in:
                    continue
                self.assertTrue(may_be_named[i] and cop in cops)
                for teams in ({team}, teams_with_others):
                    others = [cop in c for j, (t, _, c) in enumerate(people) if t in teams and not may_be_named[j]]
                    self.assertTrue(not any(others) or (len(others) >= THRESHOLD and not all(others)), (cop, i))
        self.n_named += len(named_in)

    def check_rest(self, people):
        """Nothing else that the trust may see counts people."""
        status = json.loads(self.copse("status", "--json", "--for", "trust").stdout)["answer"]
        tables = {row["table"] for row in status["tables"]}
        self.assertEqual(tables & {"member", "membership", "assignment", "expertise", "tombstone", "audit"}, set())
        self.assertEqual([row for row in status["sources"] if row["rows"] and "member" in row["name"]], [])
        for closed in ("check", "audit", "outputs", "evaluate", "isolated", "import data"):
            self.copse(*closed.split(), "--for", "trust", status=2)
        self.copse("join", "m000", "--for", "trust", status=2)

    def test_no_suppressed_count_follows_from_all_that_is_shown(self):
        draw = random.Random(29)
        hidden = shown_small = self.n_named = 0
        for world in range(WORLDS):
            people = draw_world(draw)
            for old in self.folder.glob("trust.copse*"):
                old.unlink()
            self.copse("import", self.write(people))
            self.copse("fit", "--model", "popularity")
            shown = self.read_published()
            tables = tables_of(people, shown)
            for cop, table in tables.items():
                for cell, value in table.shown.items():
                    if value is not None:
                        self.assertEqual(value, table.true[cell], (world, cop, cell))
                        shown_small += 0 < value < THRESHOLD
                hidden += sum(table.is_hidden(cell) for cell in table.shown)
            self.assertEqual(given_away(tables), [], f"world {world}")
            self.check_map(people, shown)
            if world % 5 == 0:
                self.check_report(shown)
                self.check_rest(people)
        self.assertEqual(shown_small, 0)
        self.assertGreater(hidden, 10 * WORLDS)
        self.assertGreater(self.n_named, 0)
        measured(f"differencing: {WORLDS} trusts, {hidden} counts not shown, 0 given back by what is shown")

    def test_the_attacker_is_no_straw_man(self):
        """Against small counts suppressed alone, as a spreadsheet would, they succeed."""
        draw = random.Random(29)
        found = 0
        for _ in range(10):
            people = draw_world(draw)
            tables = tables_of(people, {})
            for table in tables.values():
                table.shown = {cell: None if 0 < value < THRESHOLD else value for cell, value in table.true.items()
                               if isinstance(cell, str)}
            found += len(given_away(tables))
        self.assertGreater(found, 20)


if __name__ == "__main__":
    unittest.main()
