"""Held-out real teams: who answered a question on these topics, of those known before?

For each test team of se-dba and se-history, `copse found` is asked for ten people on the team's topics; recall@10 is
the share of the team's known members among them. Beside it, the same of

  popularity    most teams
  pagerank      topic-personalised PageRank of ties, damping 0.85
  balog-1, -2   candidate and document language models, smoothing 0.5 (Balog, Azzopardi & de Rijke 2006, "Formal
                models for expert finding in enterprise corpora", SIGIR)
  cover         greedy: whoever has most of what the topics still lack
  rarest-first  RarestFirst's team (Lappas, Liu & Terzi 2009), filled up by evidence
  cover-fresh   cover, of evidence that fades as the program's does: what dates alone give

The sets' own files hold evidence and ties of training teams only, and teams in the order of time without dates. So that
it is known how long ago somebody was active, the training teams come one a day, the last of them the day before.
Nothing is chosen here; weights are the program's. --validate leaves the test teams alone, for choosing: the last 15 % of
the training teams are predicted from those before, evidence being what an answer of the person in the topic has on
average, times their answers before.
"""

import argparse
import csv
import datetime
import itertools
import json
import math
import random
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

TOP = 10
AS_OF = datetime.date(2026, 1, 1)
FRESH = 183  # found.fresh of `copse help rules`


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *lines])


class Data:
    def __init__(self, folder, validate):
        self.folder = folder
        self.evidence = defaultdict(dict)  # topic -> member -> weight
        for row in read(folder / "expertise.csv"):
            self.evidence[row["topic_id"]][row["member_id"]] = float(row["weight"])
        self.ties = defaultdict(dict)
        for row in read(folder / "collaborations.csv"):
            a, b = row["member_a"], row["member_b"]
            self.ties[a][b] = self.ties[b][a] = float(row["weight"])
        teams = [(row["topics"].split(), row["members"].split(), row["split"]) for row in read(folder / "teams.csv")]
        self.train = [(t, m) for t, m, split in teams if split != "test"]
        asked = [(t, m) for t, m, split in teams if split == "test"]
        if validate:
            n = len(self.train) * 85 // 100
            self.go_back(self.train[:n])
            self.train, asked = self.train[:n], self.train[n:]
        self.steps = {m: [(other, w / sum(near.values())) for other, w in near.items()]
                      for m, near in self.ties.items()}
        self.count = Counter(m for _, members in self.train for m in members)
        self.last = {}  # (member, topic) -> number of the last team
        for number, (topics, members) in enumerate(self.train):
            self.last.update(((m, t), number) for m in members for t in topics)
        self.tests = []
        for topics, members in asked:
            topics = [t for t in dict.fromkeys(topics) if t in self.evidence]
            known = {m for m in members if m in self.count}
            if topics and known:
                self.tests.append((topics, known))
        self.length = Counter()
        for holders in self.evidence.values():
            for member, weight in holders.items():
                self.length[member] += weight
        self.mass = {t: sum(h.values()) for t, h in self.evidence.items()}
        self.total = sum(self.mass.values())
        self.faded = self.fade()

    def go_back(self, train):
        """What was known when there were only these teams."""
        then, now = (Counter((m, t) for topics, members in teams for m in members for t in topics)
                     for teams in (train, self.train))
        for t in list(self.evidence):
            self.evidence[t] = {m: w * then[m, t] / now[m, t] for m, w in self.evidence[t].items() if then[m, t]}
            if not self.evidence[t]:
                del self.evidence[t]
        self.ties = defaultdict(dict)
        for _, members in train:
            for a, b in itertools.permutations(members, 2):
                self.ties[a][b] = self.ties[a].get(b, 0.0) + 1.0

    def days_ago(self, member, topic):
        return len(self.train) - self.last[member, topic]

    def fade(self):
        """Evidence as standing counts it: docs/formulas.md."""
        latest = {}
        for (m, _), number in self.last.items():
            latest[m] = max(latest.get(m, 0), number)
        return {t: {m: w / (1 + self.days_ago(m, t) / FRESH) / (1 + (len(self.train) - latest[m]) / FRESH)
                    for m, w in holders.items()} for t, holders in self.evidence.items()}

    def native(self, folder, is_dated):
        write(folder / "members.csv", ["member_id"], [[row["member_id"]] for row in read(self.folder / "experts.csv")])
        write(folder / "topics.csv", ["topic_id"], [[t] for t in sorted(self.evidence)])
        write(folder / "expertise.csv", ["member_id", "topic_id", "weight", "last_active"],
              [[m, t, w, AS_OF - datetime.timedelta(days=self.days_ago(m, t)) if is_dated else ""]
               for t in sorted(self.evidence) for m, w in sorted(self.evidence[t].items())])
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
    return cover_by(data.evidence, topics)


def cover_fresh(data, topics):
    return cover_by(data.faded, topics)


def cover_by(evidence, topics):
    chosen, lacking = [], {t: 1.0 for t in topics}
    largest = {t: max(evidence[t].values()) for t in topics}
    while len(chosen) < TOP:
        gain = Counter()
        for t in topics:
            for m, w in evidence[t].items():
                if m not in chosen:
                    gain[m] += lacking[t] * w / largest[t]
        if not gain:
            break
        best = min(gain, key=lambda m: (-gain[m], m))
        chosen.append(best)
        for t in topics:
            lacking[t] *= 1.0 - 0.9 * evidence[t].get(best, 0.0) / largest[t]
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


def found(program, store, questions):
    """The groups for many questions, in one process: lists of people, None where no group of so many can be."""
    asked = "".join(" ".join(topics) + "\n" for topics in questions)
    done = subprocess.run([program, store, str(TOP), AS_OF.isoformat()], input=asked, capture_output=True, text=True,
                          check=True)
    return [line.split() or None for line in done.stdout.splitlines()]


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
    parser.add_argument("--many", required=True, help="the program of many.c")
    parser.add_argument("--data", required=True, type=Path, help="the folder that holds founding/")
    parser.add_argument("--sets", nargs="+", default=["se-dba", "se-history"])
    parser.add_argument("--most", type=int, help="only so many test teams of each set")
    parser.add_argument("--validate", action="store_true", help="predict training teams, and leave the test teams alone")
    parser.add_argument("--undated", action="store_true", help="do not say when anybody was active")
    options = parser.parse_args()
    rankers = {"popularity": popularity, "pagerank": pagerank, "balog-1": balog_1, "balog-2": balog_2,
               "cover": cover, "rarest-first": rarest_first, "cover-fresh": cover_fresh}
    for name in options.sets:
        data = Data(options.data / "founding" / name, options.validate)
        questions = data.tests[:options.most]
        with tempfile.TemporaryDirectory(prefix="copse-bench-") as scratch:
            folder = Path(scratch) / "native"
            folder.mkdir()
            data.native(folder, not options.undated)
            store = str(Path(scratch) / "bench.copse")
            subprocess.run([options.copse, "import", str(folder), "--store", store, "--as-of", AS_OF.isoformat(),
                            "--quiet"], check=True, stdout=subprocess.DEVNULL)
            groups = found(options.many, store, [topics for topics, _ in questions])
        recall = defaultdict(list)
        for (topics, known), group in zip(questions, groups, strict=True):
            if group is None:  # fewer than ten hold these topics: all of them
                group = sorted(by_evidence(data, topics))
            recall["copse"].append(len(known & set(group)) / len(known))
            for ranker, rank in rankers.items():
                recall[ranker].append(len(known & set(rank(data, topics))) / len(known))
        print(f"{name}: {len(recall['copse'])} teams, recall@{TOP}")
        for ranker, values in sorted(recall.items(), key=lambda item: -sum(item[1])):
            difference = [a - b for a, b in zip(recall["copse"], values)]
            p = "" if ranker == "copse" else f"   copse {sum(difference) / len(difference):+.4f}, p = {paired_p(difference):.4f}"
            print(f"  {ranker:13s} {sum(values) / len(values):.4f}{p}", flush=True)


if __name__ == "__main__":
    main()
