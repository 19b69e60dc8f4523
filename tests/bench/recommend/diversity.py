"""What `join --diversity` costs and what it buys, on the data that are shipped.

One membership of every member with two or more is hidden, six seeds, refitted each time; then everybody's
first five are asked for at several diversities. hit: the hidden CoP is among them. alike: mean cosine of
the topic profiles (sqrt weight · idf) of two CoPs of one list. coverage: share of the CoPs in anybody's list.
Reckoned here, by code that shares nothing with the engine. Prints a table in Markdown.

    python3 tests/bench/recommend/diversity.py --copse build/copse
"""

import argparse
import csv
import itertools
import math
import random
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
DAY = "2026-07-11"
TOP = 5
SEEDS = range(6)
DIVERSITIES = [0, 0.1, 0.2, 0.3, 0.5, 0.7]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profiles(folder):
    """{community: {topic: sqrt(weight) * idf}}, idf as docs/formulas.md has it."""
    holders = defaultdict(set)
    for row in read(folder / "expertise.csv"):
        holders[row["topic_id"]].add(row["member_id"])
    people = len(set().union(*holders.values()))
    found = defaultdict(dict)
    for row in read(folder / "community_topics.csv"):
        idf = math.log((1 + people) / (1 + len(holders[row["topic_id"]]))) + 1
        found[row["community_id"]][row["topic_id"]] = math.sqrt(float(row["weight"])) * idf
    return found


def cosine(a, b):
    dot = sum(a[t] * b[t] for t in a.keys() & b.keys())
    return dot / math.hypot(*a.values()) / math.hypot(*b.values()) if a and b else 0.0


def hide_one_each(folder, seed):
    """Leave one out in the folder's memberships.csv. Returns {member: community}."""
    draw, of_member = random.Random(seed), defaultdict(set)
    rows = read(folder / "memberships.csv")
    for row in rows:
        if not row.get("until"):
            of_member[row["member_id"]].add(row["community_id"])
    hidden = {m: draw.choice(sorted(joined)) for m, joined in sorted(of_member.items()) if len(joined) > 1}
    with open(folder / "memberships.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if hidden.get(row["member_id"]) != row["community_id"])
    return hidden


def lists_of(copse, store, diversity):
    text = subprocess.run([copse, "join", "--all", "--csv", "--top", str(TOP), "--diversity", str(diversity), "--for",
                           "steward", "--reason", "benchmark", "--store", store, "--as-of", DAY, "--quiet"],
                          check=True, capture_output=True, text=True, encoding="utf-8").stdout
    lists = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        lists[row["member_id"]].append(row["community_id"])
    return lists


def figures(lists, hidden, topics, n_communities):
    pairs = [cosine(topics[a], topics[b]) for one in lists.values() for a, b in itertools.combinations(one, 2)]
    return (sum(hidden[m] in lists[m] for m in hidden) / len(hidden), sum(pairs) / len(pairs),
            len(set().union(*map(set, lists.values()))) / n_communities)


def measure(copse, data, work):
    sums = {d: [0.0, 0.0, 0.0] for d in DIVERSITIES}
    topics, n_communities = profiles(data), len(read(data / "communities.csv"))
    for seed in SEEDS:
        folder, store = work / f"{data.name}-{seed}", str(work / f"{data.name}-{seed}.copse")
        shutil.copytree(data, folder, ignore=shutil.ignore_patterns("*.py", "*.md", "*.json"))
        hidden = hide_one_each(folder, seed)
        for command in (["import", str(folder)], ["fit", "--seed", str(seed + 1)]):
            subprocess.run([copse, *command, "--store", store, "--as-of", DAY, "--quiet"], check=True, capture_output=True)
        for diversity in DIVERSITIES:
            for i, value in enumerate(figures(lists_of(copse, store, diversity), hidden, topics, n_communities)):
                sums[diversity][i] += value / len(SEEDS)
    return sums


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--copse", default=str(PROJECT / "build" / "copse"))
    copse = parser.parse_args().copse
    print("| data | diversity | hit@5 | alike | coverage |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="copse-diversity-") as work:
        for name in ("trust", "debian-teams"):
            for diversity, values in measure(copse, PROJECT / "datasets" / name, Path(work)).items():
                print(f"| {name} | {diversity} | " + " | ".join(f"{v:.3f}" for v in values) + " |", flush=True)


if __name__ == "__main__":
    main()
