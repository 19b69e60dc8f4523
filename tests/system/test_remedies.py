"""Remedies of isolated teams against joining the largest CoPs, on generated trusts with planted isolated teams.

Both take as many links. What they reach is drawn here: somebody who takes a seat talks to five members of the CoP,
whoever they are; an introduction reaches its team. A team that is reached for the first time counts as much as its
topics are like those of the isolated team.
"""

import json
import math
import random
import unittest
from collections import defaultdict

import support

CONTACTS, DRAWS = 5, 200
SEEDS = range(1, 13) if support.FULL else range(1, 5)


class Trust:
    """The generated files as plain dictionaries, on the as-of day."""

    def __init__(self, folder):
        def current(row):
            return row["since"] <= support.AS_OF and (not row["until"] or support.AS_OF < row["until"])

        objected = {r["member_id"] for r in support.rows(folder / "members.csv") if r["objected"] == "yes"}
        self.team_of, self.people = {}, defaultdict(set)
        for r in support.rows(folder / "assignments.csv"):
            if current(r) and r["team_id"] and r["member_id"] not in objected:
                self.team_of.setdefault(r["member_id"], r["team_id"])
                self.people[r["team_id"]].add(r["member_id"])
        self.members, self.cops_of = defaultdict(set), defaultdict(set)
        for r in support.rows(folder / "memberships.csv"):
            if current(r) and r["member_id"] not in objected:
                self.members[r["community_id"]].add(r["member_id"])
                self.cops_of[r["member_id"]].add(r["community_id"])
        self.topics = defaultdict(lambda: defaultdict(float))
        for r in support.rows(folder / "expertise.csv"):
            if r["member_id"] in self.team_of:
                self.topics[self.team_of[r["member_id"]]][r["topic_id"]] += math.log1p(float(r["weight"]))
        self.ties = defaultdict(set)
        for r in support.rows(folder / "ties.csv"):
            self.ties[r["member_a"]].add(r["member_b"])
            self.ties[r["member_b"]].add(r["member_a"])
        self.open_cops = {r["community_id"] for r in support.rows(folder / "communities.csv")
                          if r["status"] == "active" and r["openness"] in ("open", "request") and r["sensitive"] != "yes"}

    def alike(self, a, b):
        x, y = self.topics[a], self.topics[b]
        dot = sum(value * y[topic] for topic, value in x.items() if topic in y)
        length = math.sqrt(sum(v * v for v in x.values()) * sum(v * v for v in y.values()))
        return dot / length if length else 0.0

    def known_teams(self, team):
        return {self.team_of[b] for a in self.people[team] for b in self.ties[a] if b in self.team_of} | {team}

    def reached(self, team, seats, introductions, draw):
        new = set(introductions)
        for cop in seats:
            others = sorted(self.members[cop] - self.people[team])
            for person in draw.sample(others, min(CONTACTS, len(others))):
                if person in self.team_of:
                    new.add(self.team_of[person])
        return sum(self.alike(team, other) for other in sorted(new - self.known_teams(team)))


class Remedies(support.SystemTest):
    def gains(self, seed):
        folder = self.folder / f"trust-{seed}"
        self.copse("generate", "trust", folder, "--staff", 2000, "--teams", 150, "--communities", 60,
                   "--topics", 300, "--seed", seed)
        store = self.folder / f"{seed}.copse"
        self.copse("import", folder, store=store)
        units = json.loads(self.copse("isolated", "--json", store=store).stdout)["answer"]["units"]
        trust, draw = Trust(folder), random.Random(seed)
        largest = sorted(trust.open_cops, key=lambda c: (-len(trust.members[c]), c))
        for unit in units:
            if unit["verdict"] != "confirmed" or not unit["remedies"]:
                continue
            team = unit["unit"]
            seats = [r["key"] for r in unit["remedies"] if r["kind"] == "seat"]
            introductions = [r["key"] for r in unit["remedies"] if r["kind"] == "introduction"]
            plain = largest[:len(unit["remedies"])]
            ours = sum(trust.reached(team, seats, introductions, draw) for _ in range(DRAWS)) / DRAWS
            theirs = sum(trust.reached(team, plain, [], draw) for _ in range(DRAWS)) / DRAWS
            yield ours, theirs

    def test_remedies_reach_more_that_matters_than_the_largest_cops(self):
        pairs = [pair for seed in SEEDS for pair in self.gains(seed)]
        self.assertGreaterEqual(len(pairs), 5 * len(SEEDS))
        differences = [a - b for a, b in pairs]
        mean = sum(differences) / len(differences)
        error = math.sqrt(sum((d - mean) ** 2 for d in differences) / (len(differences) - 1) / len(differences))
        support.measured(f"remedies: {len(pairs)} isolated teams, relevance-weighted teams reached "
                         f"{sum(a for a, _ in pairs) / len(pairs):.2f}, by the largest CoPs "
                         f"{sum(b for _, b in pairs) / len(pairs):.2f}, difference {mean:+.2f} (standard error {error:.2f})")
        self.assertGreater(mean, 2 * error)


if __name__ == "__main__":
    unittest.main()
