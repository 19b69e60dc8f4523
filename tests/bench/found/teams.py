"""Held-out real teams: who answered a question on these topics, of those known before?

For each test team of se-dba and se-history, `copse found` is asked for ten people on the team's topics; recall@10 is
the share of the team's known members among them. Beside it, the same of

  popularity    most teams
  pagerank      topic-personalised PageRank of ties, damping 0.85
  balog-1, -2   candidate and document language models, smoothing 0.5 (Balog, Azzopardi & de Rijke 2006, "Formal
                models for expert finding in enterprise corpora", SIGIR)
  cover         greedy: whoever has most of what the topics still lack
  rarest-first  RarestFirst's team (Lappas, Liu & Terzi 2009), filled up by evidence

The sets' own files hold evidence and ties of training teams only. Nothing is chosen here; weights are the program's.
"""

import argparse
import csv
import json
import math
import random
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

TOP = 10


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])


class Data:
    def __init__(self, folder):
        self.folder = folder
        self.evidence = defaultdict(dict)  # topic -> member -> weight
        for row in read(folder / "expertise.csv"):
            self.evidence[row["topic_id"]][row["member_id"]] = float(row["weight"])
        self.ties = defaultdict(dict)
        for row in read(folder / "collaborations.csv"):
            a, b = row["member_a"], row["member_b"]
            self.ties[a][b] = self.ties[b][a] = float(row["weight"])
        self.steps = {m: [(other, w / sum(near.values())) for other, w in near.items()]
                      for m, near in self.ties.items()}
        teams = [(row["topics"].split(), row["members"].split(), row["split"]) for row in read(folder / "teams.csv")]
        self.train = [(t, m) for t, m, split in teams if split != "test"]
        self.count = Counter(m for _, members in self.train for m in members)
        self.tests = []
        for topics, members, split in teams:
            topics = [t for t in dict.fromkeys(topics) if t in self.evidence]
            known = {m for m in members if m in self.count}
            if split == "test" and topics and known:
                self.tests.append((topics, known))
        self.length = Counter()
        for holders in self.evidence.values():
            for member, weight in holders.items():
                self.length[member] += weight
        self.mass = {t: sum(h.values()) for t, h in self.evidence.items()}
        self.total = sum(self.mass.values())

    def native(self, folder):
        write(folder / "members.csv", ["member_id"], [[row["member_id"]] for row in read(self.folder / "experts.csv")])
        write(folder / "topics.csv", ["topic_id"], [[t] for t in sorted(self.evidence)])
        write(folder / "expertise.csv", ["member_id", "topic_id", "weight"],
              [[m, t, w] for t in sorted(self.evidence) for m, w in sorted(self.evidence[t].items())])
        write(folder / "ties.csv", ["member_a", "member_b", "kind", "weight"],
              [[a, b, "strength", w] for a in sorted(self.ties) for b, w in sorted(self.ties[a].items()) if a < b])


def top(score):
    return [m for m, _ in sorted(score.items(), key=lambda item: (-item[1], item[0]))[:TOP]]


def popularity(data, topics):
    return top(data.count)


def pagerank(data, topics):
    start = Counter()
    for t in topics:
        for m, w in data.evidence[t].items():
            start[m] += w / data.mass[t] / len(topics)
    score = Counter(start)
    for _ in range(25):
        step = Counter({m: 0.15 * value for m, value in start.items()})
        for m, value in score.items():
            for other, w in data.steps.get(m, ()):
                step[other] += 0.85 * value * w
        score = step
    return top(score)


def balog_1(data, topics):
    score = {}
    for m, length in data.length.items():
        score[m] = sum(math.log(0.5 * data.evidence[t].get(m, 0.0) / length + 0.5 * data.mass[t] / data.total)
                       for t in topics)
    return top(score)


def balog_2(data, topics):
    score = Counter()
    for tags, members in data.train:
        p = 1.0
        for t in topics:
            p *= 0.5 * ((t in tags) / len(tags)) + 0.5 * data.mass[t] / data.total
        for m in members:
            score[m] += p
    return top(score)


def by_evidence(data, topics):
    score = Counter()
    for t in topics:
        for m, w in data.evidence[t].items():
            score[m] += w
    return score


def cover(data, topics):
    chosen, lacking = [], {t: 1.0 for t in topics}
    while len(chosen) < TOP:
        gain = Counter()
        for t in topics:
            most = max(data.evidence[t].values())
            for m, w in data.evidence[t].items():
                if m not in chosen:
                    gain[m] += lacking[t] * w / most
        if not gain:
            break
        best = min(gain, key=lambda m: (-gain[m], m))
        chosen.append(best)
        for t in topics:
            lacking[t] *= 1.0 - 0.9 * data.evidence[t].get(best, 0.0) / max(data.evidence[t].values())
    return chosen


def hops_from(data, start):
    seen, frontier = {start: 0}, [start]
    while frontier:
        frontier = [other for m in frontier for other in data.ties.get(m, ())
                    if seen.setdefault(other, seen[m] + 1) == seen[m] + 1 and other not in frontier]
        frontier = list(dict.fromkeys(frontier))
        if len(seen) > 4000 or (frontier and seen[frontier[0]] > 6):
            break
    return seen


def rarest_first(data, topics):
    rare = min(topics, key=lambda t: (len(data.evidence[t]), t))
    best = None
    for m in sorted(data.evidence[rare])[:50]:
        hops = hops_from(data, m)
        team = {m}
        reach = 0
        for t in topics:
            near = min(data.evidence[t], key=lambda x: (hops.get(x, 99), x))
            reach = max(reach, hops.get(near, 99))
            team.add(near)
        if best is None or reach < best[0]:
            best = (reach, team)
    score = by_evidence(data, topics)
    rest = [m for m in sorted(score, key=lambda m: (-score[m], m)) if m not in best[1]]
    return (sorted(best[1]) + rest)[:TOP]


def found(copse, store, topics):
    words = [word for t in topics for word in ("--topic", t)]
    done = subprocess.run([copse, "found", *words, "--size", str(TOP), "--effort", "0", "--alternatives", "0",
                           "--for", "steward", "--reason", "benchmark", "--json", "--store", store,
                           "--as-of", "2026-01-01"], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)["answer"]
    if answer["is_found"]:
        return [seat["person"]["key"] for seat in answer["seats"]]
    return None


def paired_p(differences, seed=1):
    """Two-sided, by flipping signs at random."""
    draw = random.Random(seed)
    observed = abs(sum(differences))
    more = sum(abs(sum(d if draw.random() < 0.5 else -d for d in differences)) >= observed - 1e-12
               for _ in range(2000))
    return (more + 1) / 2001


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--copse", required=True)
    parser.add_argument("--data", required=True, type=Path, help="the folder that holds founding/")
    parser.add_argument("--most", type=int, help="only so many test teams of each set")
    options = parser.parse_args()
    rankers = {"popularity": popularity, "pagerank": pagerank, "balog-1": balog_1, "balog-2": balog_2,
               "cover": cover, "rarest-first": rarest_first}
    for name in ("se-dba", "se-history"):
        data = Data(options.data / "founding" / name)
        with tempfile.TemporaryDirectory(prefix="copse-bench-") as scratch:
            folder = Path(scratch) / "native"
            folder.mkdir()
            data.native(folder)
            store = str(Path(scratch) / "bench.copse")
            subprocess.run([options.copse, "import", str(folder), "--store", store, "--as-of", "2026-01-01", "--quiet"],
                           check=True, stdout=subprocess.DEVNULL)
            recall = defaultdict(list)
            for topics, known in data.tests[:options.most]:
                group = found(options.copse, store, topics)
                if group is None:  # fewer than ten hold these topics: all of them
                    group = sorted(by_evidence(data, topics))
                recall["copse"].append(len(known & set(group)) / len(known))
                for ranker, rank in rankers.items():
                    recall[ranker].append(len(known & set(rank(data, topics))) / len(known))
        print(f"{name}: {len(recall['copse'])} teams, recall@{TOP}")
        for ranker, values in sorted(recall.items(), key=lambda item: -sum(item[1])):
            difference = [a - b for a, b in zip(recall["copse"], values)]
            p = "" if ranker == "copse" else f"   copse {sum(difference) / len(difference):+.4f}, p = {paired_p(difference):.4f}"
            print(f"  {ranker:13s} {sum(values) / len(values):.4f}{p}")


if __name__ == "__main__":
    main()
