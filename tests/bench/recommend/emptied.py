"""Are CoPs without members found at least as well as by likeness of topics alone?

    python3 tests/bench/recommend/emptied.py --copse build/copse [--data DIR] [--only rust] [--seeds 6]

Of each set in DIR/organisations a tenth of the CoPs that have members is emptied, six draws, fitted each time, and
looked for in everybody's list: recall@20 and NDCG@20 of those who were in one. Topics that only an emptied CoP carries
are dropped from those who were in it, since they would tell. A score of 0 says nothing of a CoP: those that a list has
for want of others are not counted, whose order is that of their keys. Prints Markdown.
"""

import argparse
import random
import shutil
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

from recommend import PROJECT, Copse, mean_figures, read, write


def emptied_folder(source, target, seed):
    """A copy of the set with a tenth of its CoPs emptied; what was in them, by member."""
    shutil.copytree(source, target)
    rows = read(source / "memberships.csv")
    communities = sorted({row["community_id"] for row in rows})
    emptied = set(random.Random(seed).sample(communities, max(1, len(communities) // 10)))
    truth = defaultdict(set)
    for row in rows:
        if row["community_id"] in emptied:
            truth[row["member_id"]].add(row["community_id"])
    left = [row.values() for row in rows if row["community_id"] not in emptied]
    write(target / "memberships.csv", list(rows[0]), left)
    carriers = defaultdict(set)
    for row in read(source / "community_topics.csv"):
        carriers[row["topic_id"]].add(row["community_id"])
    expertise = "expertise_solo.csv" if (source / "expertise_solo.csv").exists() else "expertise.csv"
    known = [row for row in read(source / expertise)
             if len(carriers[row["topic_id"]]) != 1 or not carriers[row["topic_id"]] <= truth[row["member_id"]]]
    write(target / "expertise.csv", list(known[0]), [row.values() for row in known])
    return {member: items for member, items in truth.items() if items}


def figures_of(program, source, model, seeds, folder):
    results = []
    for seed in range(seeds):
        data = folder / f"{source.name}-{model}-{seed}"
        truth = emptied_folder(source, data, seed)
        copse = Copse(program, data.with_suffix(".copse"))
        copse.run("import", data)
        copse.run("fit", "--model", model, "--seed", seed)
        copse.ranking(20, folder)
        told = defaultdict(list)
        for row in read(folder / "all.csv"):
            if float(row["score"]) != 0:
                told[row["member_id"]].append(row["community_id"])
        results.append(mean_figures(told, truth))
    return [statistics.fmean(column) for column in zip(*results)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--copse", default=str(PROJECT / "build" / "copse"))
    arguments.add_argument("--data", type=Path, default=PROJECT.parent / "shared" / "data")
    arguments.add_argument("--only", default="")
    arguments.add_argument("--seeds", type=int, default=6)
    given = arguments.parse_args()
    wanted = set(filter(None, given.only.split(",")))
    print("| set | model | recall@20 | NDCG@20 |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="copse-bench-") as folder:
        for source in sorted((given.data / "organisations").glob("*/")):
            for model in ("auto", "topic-similarity") if not wanted or source.name in wanted else ():
                recall, ndcg, _ = figures_of(given.copse, source, model, given.seeds, Path(folder))
                print(f"| {source.name} | {model} | {recall:.4f} | {ndcg:.4f} |", flush=True)


if __name__ == "__main__":
    main()
