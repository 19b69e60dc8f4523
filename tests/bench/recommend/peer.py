"""Item neighbours and alternating least squares beside the library `implicit`: CPU seconds of a fit and of a list for everybody, and
how good the lists are.

    python3 tests/bench/recommend/peer.py --timed build-bench/tests/bench/bench-timed --data DIR/recommend/gowalla

Needs `import implicit` (0.7.3, built from its source with -O3 -march=native); without it, says so and ends with 0.
Both choose their options on the same validation split, a fifth of what train has of each user; test is read once. Then both
are timed on train in turn, one thread each, --rounds times, and the medians compared. Each does all of its own work: the peer
from a CSR matrix in memory, Copse from its incidence in memory, to lists of the best 20 in memory. Prints Markdown; --json FILE
writes the same as JSON.
"""

import argparse
import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

BEST = 20
# A model and what it keeps of a row: the peer's least squares keep 64 factors, as ours do, before they become a table.
TASKS = (("item-knn", 20), ("item-knn", 200), ("als", 256))
BM25 = [(saturation, length) for saturation in (1.2, 10.0, 100.0) for length in (0.2, 0.4, 0.6, 0.8)]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [(int(row["user"]), int(row["item"])) for row in csv.DictReader(file)]


def write(path, pairs):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["user", "item"])
        writer.writerows(pairs)


def split(pairs, seed=7):
    """A fifth of each user's items, at least one of two or more."""
    draw = random.Random(seed)
    items = defaultdict(list)
    for user, item in pairs:
        items[user].append(item)
    kept, hidden = [], []
    for user in sorted(items):
        own = sorted(items[user])
        draw.shuffle(own)
        n = max(1, round(len(own) / 5)) if len(own) > 1 else 0
        hidden += [(user, item) for item in own[:n]]
        kept += [(user, item) for item in own[n:]]
    return kept, hidden


def ndcg(lists, pairs):
    truth = defaultdict(set)
    for user, item in pairs:
        truth[user].add(item)
    gain = [1 / math.log2(place + 2) for place in range(BEST)]
    total = 0.0
    for user, wanted in truth.items():
        found = sum(gain[place] for place, item in enumerate(lists.get(user, [])[:BEST]) if item in wanted)
        total += found / sum(gain[: min(BEST, len(wanted))])
    return total / len(truth)


class Copse:
    name = "copse"
    options = {"item-knn": ([["saturation=0", f"shrink={shrink}"] for shrink in (0, 2, 10, 50)] +
                            [[f"saturation={k1}", f"length={b}"] for k1, b in BM25]),
               "als": [[f"unjoined={alpha}", f"factor_ridge={ridge}"]
                       for alpha in (0.005, 0.01, 0.03) for ridge in (0.001, 0.003, 0.01)]}

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def run(self, pairs, task, options):
        train, lists = self.folder / "train.csv", self.folder / "lists.txt"
        write(train, pairs)
        said = subprocess.run([self.program, train, task[0], str(task[1]), lists, *options], check=True,
                              capture_output=True, text=True)
        seconds = json.loads(said.stdout)
        rows = [list(map(int, line.split())) for line in lists.read_text().splitlines()]
        return seconds["fit"], seconds["recommend"], {row[0]: row[1:] for row in rows if row}


class Implicit:
    name = "implicit"
    options = {"item-knn": [["cosine"], ["tfidf"]] + [["bm25", k1, b] for k1, b in BM25],
               "als": [[alpha, ridge] for alpha in (10.0, 40.0, 100.0) for ridge in (1.0, 10.0, 100.0, 300.0)]}

    @staticmethod
    def model(task, options):
        from implicit import als, nearest_neighbours as kinds
        if task[0] == "als":
            return als.AlternatingLeastSquares(64, alpha=options[0], regularization=options[1], num_threads=1,
                                               random_state=1)
        return {"cosine": kinds.CosineRecommender, "tfidf": kinds.TFIDFRecommender,
                "bm25": kinds.BM25Recommender}[options[0]](task[1], *options[1:], num_threads=1)

    def run(self, pairs, task, options):
        import numpy
        from scipy.sparse import csr_matrix
        users, items = numpy.array(pairs).T
        matrix = csr_matrix((numpy.ones(len(pairs)), (users, items)))
        matrix.sort_indices()
        model = self.model(task, options)
        start = time.process_time()
        model.fit(matrix, show_progress=False)
        fitted = time.process_time()
        everybody = numpy.arange(matrix.shape[0])
        found, _ = model.recommend(everybody, matrix, N=BEST)
        listed = time.process_time()
        return fitted - start, listed - fitted, dict(enumerate(found.tolist()))


def choose(side, train, hidden, task):
    return max(side.options[task[0]], key=lambda options: ndcg(side.run(train, task, options)[2], hidden))


def compare(copse, peer, train, test, task, rounds):
    kept, hidden = split(train)
    chosen = {side.name: choose(side, kept, hidden, task) for side in (copse, peer)}
    seconds = {side.name: [] for side in (copse, peer)}
    lists = {}
    for _ in range(rounds):
        for side in (copse, peer):
            fit, recommend, lists[side.name] = side.run(train, task, chosen[side.name])
            seconds[side.name].append((fit, recommend))
    row = {"model": f"{task[0]}, {task[1]}"}
    for side in (copse, peer):
        fit, recommend = map(statistics.median, zip(*seconds[side.name]))
        row[side.name] = {"options": chosen[side.name], "fit s": fit, "recommend s": recommend,
                          "ndcg@20": ndcg(lists[side.name], test)}
    for step in ("fit s", "recommend s"):
        row[f"times faster, {step[:-2]}"] = row["implicit"][step] / row["copse"][step]
    return row


def markdown(rows):
    lines = ["| model, kept of a row | | options | fit s | recommend all s | NDCG@20 |", "|---|---|---|---|---|---|"]
    for row in rows:
        for name in ("copse", "implicit"):
            of = row[name]
            lines.append(f"| {row['model']} | {name} | {' '.join(map(str, of['options']))} | {of['fit s']:.3f} | "
                         f"{of['recommend s']:.3f} | {of['ndcg@20']:.4f} |")
        lines.append(f"| {row['model']} | times faster | | {row['times faster, fit']:.1f} | "
                     f"{row['times faster, recommend']:.1f} | |")
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--timed", required=True)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    try:
        import implicit
    except ImportError:
        print("skipped: there is no `implicit` to compare with")
        return
    print(f"implicit {implicit.__version__}", file=sys.stderr)
    train, test = read(given.data / "train.csv"), read(given.data / "test.csv")
    with tempfile.TemporaryDirectory(prefix="copse-peer-") as folder:
        copse = Copse(given.timed, Path(folder))
        rows = [compare(copse, Implicit(), train, test, task, given.rounds) for task in TASKS]
    print(markdown(rows))
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
