"""How good are the recommendations, and what do they cost? The whole program on public data.

    python3 tests/bench/recommend/recommend.py --copse build/copse [--data DIR] [--only rust,ugd-steam] [--model auto]

Two kinds of sets, looked for in DIR (../shared/data beside the checkout unless said):

organisations/NAME  One membership of every member with two or more is hidden, the rest imported and
                    fitted, all CoPs that the member is not in are ranked. hit@5 and NDCG@20, mean of
                    six seeds with the standard deviation between them. Topics that only the
                    hidden CoP carries are dropped from that member.
recommend/NAME      The published split: fit on train, then import the validation memberships without a
                    refit, mask both, rank all, judge on test. recall@20 and NDCG@20.

Figures are reckoned here, from `copse join --all --csv`; nothing of the engine is used. Prints Markdown;
--json FILE writes the same as JSON.
"""

import argparse
import csv
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
SEEDS = range(6)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


class Copse:
    """One store; adds up the seconds and the peak memory of what was run on it."""

    def __init__(self, program, store):
        self.program, self.store = program, store
        self.seconds, self.peak = defaultdict(float), 0.0

    def run(self, *words, output=subprocess.DEVNULL):
        started = time.monotonic()
        process = subprocess.Popen([self.program, *map(str, words), "--store", str(self.store), "--quiet"],
                                   stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"copse {' '.join(map(str, words))} ended with {process.returncode}")
        self.seconds[words[0]] += time.monotonic() - started
        self.peak = max(self.peak, usage.ru_maxrss / 1024)

    def ranking(self, top, folder):
        """{member: [communities, best first]}"""
        listed = Path(folder) / "all.csv"
        with open(listed, "wb") as file:
            self.run("join", "--all", "--csv", "--top", top, "--for", "steward", "--reason", "benchmark",
                     output=file)
        best = defaultdict(list)
        for row in read(listed):
            best[row["member_id"]].append(row["community_id"])
        return best


def figures(ranked, truth):
    """recall@20, NDCG@20 and hit@5 of one list against a set."""
    hits = [place for place, item in enumerate(ranked[:20], 1) if item in truth]
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(20, len(truth)) + 1))
    return (len(hits) / len(truth), sum(1 / math.log2(place + 1) for place in hits) / ideal,
            float(any(place <= 5 for place in hits)))


def mean_figures(ranking, truth):
    each = [figures(ranking.get(member, []), items) for member, items in truth.items()]
    return [statistics.fmean(column) for column in zip(*each)]


# ---- organisations ----

def hide_one_each(memberships, seed):
    draw = random.Random(seed)
    joined = defaultdict(set)
    for row in memberships:
        joined[row["member_id"]].add(row["community_id"])
    return {member: draw.choice(sorted(items)) for member, items in sorted(joined.items()) if len(items) > 1}


def organisation_folder(source, target, hidden):
    """A copy of the set without what is hidden, and without what would tell it."""
    shutil.copytree(source, target)
    expertise = "expertise_solo.csv" if (source / "expertise_solo.csv").exists() else "expertise.csv"
    memberships = [row for row in read(source / "memberships.csv")
                   if hidden.get(row["member_id"]) != row["community_id"]]
    write(target / "memberships.csv", list(memberships[0]), [row.values() for row in memberships])
    carriers = defaultdict(set)
    for row in read(source / "community_topics.csv"):
        carriers[row["topic_id"]].add(row["community_id"])
    known = [row for row in read(source / expertise)
             if carriers[row["topic_id"]] != {hidden.get(row["member_id"])}]
    write(target / "expertise.csv", list(known[0]), [row.values() for row in known])


def organisation(program, source, model, folder):
    memberships = read(source / "memberships.csv")
    results, copses = [], []
    for seed in SEEDS:
        hidden = hide_one_each(memberships, seed)
        data = folder / f"{source.name}-{seed}"
        organisation_folder(source, data, hidden)
        copse = Copse(program, folder / f"{source.name}-{seed}.copse")
        copse.run("import", data)
        copse.run("fit", "--model", model, "--seed", seed)
        ranking = copse.ranking(20, folder)
        results.append(mean_figures(ranking, {member: {item} for member, item in hidden.items()}))
        copses.append(copse)
    means = [statistics.fmean(column) for column in zip(*results)]
    return {"set": source.name, "recall@20": means[0], "ndcg@20": means[1], "hit@5": means[2],
            "hit@5 sd": statistics.stdev(row[2] for row in results),
            "fit s": statistics.median(c.seconds["fit"] for c in copses),
            "score all s": statistics.median(c.seconds["join"] for c in copses),
            "peak MB": max(c.peak for c in copses)}


# ---- published splits ----

def native_folder(source, target):
    """user,item files as members, communities and topics."""
    target.mkdir()
    pairs = {name: [(row["user"], row["item"]) for row in read(source / f"{name}.csv")]
             for name in ("train", "valid", "test") if (source / f"{name}.csv").exists()}
    users, items = (sorted({pair[i] for rows in pairs.values() for pair in rows}, key=int) for i in (0, 1))
    write(target / "members.csv", ["member_id"], [[f"u{u}"] for u in users])
    write(target / "communities.csv", ["community_id"], [[f"g{i}"] for i in items])
    write(target / "memberships.csv", ["member_id", "community_id"], [(f"u{u}", f"g{i}") for u, i in pairs["train"]])
    if (source / "user_topic.csv").exists():
        known = [(row["user"], row["topic"]) for row in read(source / "user_topic.csv")]
        carried = [(row["item"], row["topic"]) for row in read(source / "group_topic.csv")]
        members, communities = set(users), set(items)
        topics = sorted({topic for _, topic in known + carried}, key=int)
        write(target / "topics.csv", ["topic_id"], [[f"t{t}"] for t in topics])
        write(target / "expertise.csv", ["member_id", "topic_id"],
              [(f"u{u}", f"t{t}") for u, t in known if u in members])
        write(target / "community_topics.csv", ["community_id", "topic_id", "weight"],
              [(f"g{i}", f"t{t}", 1) for i, t in carried if i in communities])
    return pairs


def published(program, source, model, folder):
    data = folder / source.name
    pairs = native_folder(source, data)
    copse = Copse(program, folder / f"{source.name}.copse")
    copse.run("import", data)
    copse.run("fit", "--model", model, "--seed", 1)
    if "valid" in pairs:
        later = folder / f"{source.name}-later"
        later.mkdir()
        write(later / "memberships.csv", ["member_id", "community_id"],
              [(f"u{u}", f"g{i}") for u, i in pairs["valid"]])
        copse.run("import", later)
    truth = defaultdict(set)
    for user, item in pairs["test"]:
        truth[f"u{user}"].add(f"g{item}")
    means = mean_figures(copse.ranking(20, folder), truth)
    return {"set": source.name, "recall@20": means[0], "ndcg@20": means[1], "hit@5": means[2],
            "hit@5 sd": None, "fit s": copse.seconds["fit"], "score all s": copse.seconds["join"],
            "peak MB": copse.peak}


def markdown(rows):
    columns = ["set", "recall@20", "ndcg@20", "hit@5", "hit@5 sd", "fit s", "score all s", "peak MB"]
    lines = ["| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    for row in rows:
        cells = []
        for column in columns:
            value = row[column]
            digits = 0 if column == "peak MB" else 1 if column.endswith(" s") else 4
            cells.append(value if isinstance(value, str) else "" if value is None else f"{value:.{digits}f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--copse", default=str(PROJECT / "build" / "copse"))
    arguments.add_argument("--data", type=Path, default=PROJECT.parent / "shared" / "data")
    arguments.add_argument("--only", default="")
    arguments.add_argument("--model", default="auto")
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    rows = []
    with tempfile.TemporaryDirectory(prefix="copse-bench-") as folder:
        for kind, run in (("organisations", organisation), ("recommend", published)):
            for source in sorted((given.data / kind).glob("*/")):
                if not wanted or source.name in wanted:
                    rows.append(run(given.copse, source, given.model, Path(folder)))
                    print(markdown(rows[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    if not rows:
        sys.exit(f"no data sets in {given.data}")
    print(markdown(rows))
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
