"""`join --all` finds memberships that it was not shown, more often than popularity does.

One membership of every member with two or more is hidden; the rest is imported,
fitted and asked for the best 20 CoPs of everybody. recall@20 is the share of hidden
memberships among them, reckoned here, by code that shares nothing with the engine.
Popularity ranks the CoPs that the member is not in by their number of remaining members.
"""

import random
import shutil
import unittest
from collections import Counter, defaultdict

from support import FULL, PROJECT, SystemTest, measured, rows, write_csv

TOP = 20
SEEDS = range(6) if FULL else range(2)
DATA = PROJECT / "datasets" / "debian-teams"


def hide_one_each(memberships, seed):
    """Returns (kept rows, {member: hidden community})."""
    draw = random.Random(seed)
    of_member = defaultdict(list)
    for row in memberships:
        of_member[row["member_id"]].append(row["community_id"])
    hidden = {member: draw.choice(sorted(joined))
              for member, joined in sorted(of_member.items()) if len(joined) > 1}
    kept = [row for row in memberships if hidden.get(row["member_id"]) != row["community_id"]]
    return kept, hidden


def popularity_top(kept, communities, member_communities):
    size = Counter(row["community_id"] for row in kept)
    ranked = sorted(communities, key=lambda c: (-size[c], c))
    return [c for c in ranked if c not in member_communities][:TOP]


class HeldOut(SystemTest):
    def recall_of_copse(self, kept, hidden, seed):
        folder = self.folder / f"seed-{seed}"
        shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("*.py", "*.md"))
        write_csv(folder / "memberships.csv", list(kept[0]), [list(row.values()) for row in kept])
        store = self.folder / f"{seed}.copse"
        self.copse("import", folder, store=store)
        self.copse("fit", "--seed", seed, store=store)
        listed = self.copse("join", "--all", "--top", TOP, "--csv", "--for", "steward",
                            "--reason", "test of recall", store=store).stdout.splitlines()
        self.assertEqual(listed[0], "member_id,rank,community_id,score")
        found = defaultdict(set)
        for line in listed[1:]:
            member, rank, community, _ = line.split(",")
            self.assertLessEqual(int(rank), TOP)
            found[member].add(community)
        return sum(hidden[m] in found[m] for m in hidden) / len(hidden)

    def test_join_beats_popularity_on_debian_teams(self):
        memberships = rows(DATA / "memberships.csv")
        communities = [row["community_id"] for row in rows(DATA / "communities.csv")]
        ours, theirs = [], []
        for seed in SEEDS:
            kept, hidden = hide_one_each(memberships, seed)
            joined = defaultdict(set)
            for row in kept:
                joined[row["member_id"]].add(row["community_id"])
            theirs.append(sum(c in popularity_top(kept, communities, joined[m])
                              for m, c in hidden.items()) / len(hidden))
            ours.append(self.recall_of_copse(kept, hidden, seed))
        mean_ours, mean_theirs = sum(ours) / len(ours), sum(theirs) / len(theirs)
        measured(f"debian-teams, one membership hidden, recall@20 over {len(ours)} seeds: "
                 f"copse {mean_ours:.3f}, popularity {mean_theirs:.3f}")
        self.assertGreater(mean_ours, mean_theirs)


if __name__ == "__main__":
    unittest.main()
