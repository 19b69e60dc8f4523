"""Real foundings: who starts a group, told from what was known before the day?

For every founding of data/organisations/rust and kubernetes that is linked to a community which exists already (a
parent team; stakeholder SIGs at the founding), each community is a topic; years of membership in it up to the day before,
and proposals written for it, are the evidence, dated by the last day of either; memberships of that day are who is in
contact. `copse found` is asked for twelve people on the linked communities; its seats come first, then their
runners-up, then whoever has most evidence, to twenty names.
recall@20 is the share of founders, of those known before, among them; beside it

  activity      evidence in the linked communities
  popularity    memberships that day
  balog-1       candidate language model over communities, smoothing 0.5

Renames and splits are as SOURCE.md of each set has them. Nothing is chosen here; weights are the program's.
"""

import argparse
import csv
import datetime
import json
import math
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from teams import paired_p, read, write

TOP, SEATS = 20, 12


def day(text):
    return datetime.date.fromisoformat(text) if text else None


class Organisation:
    def __init__(self, folder):
        self.history = [(r["member_id"], r["community_id"], day(r["since"]), day(r["until"]))
                        for r in read(folder / "membership_history.csv")]
        # Proposals written for a community; of reviewers the day is not certain (SOURCE.md).
        papers = folder / "participation.csv"
        self.papers = [(r["member_id"], r["community_id"], day(r["date"]), float(r["count"]))
                       for r in (read(papers) if papers.exists() else []) if r["role"] == "kep-author"]
        linked = defaultdict(set)
        links = read(folder / "community_links.csv")
        at_founding = any(r["kind"].endswith("-at-founding") for r in links)
        for r in links:
            if not at_founding or r["kind"].endswith("-at-founding"):
                linked[r["community_id"]].add(r["linked_id"])
        self.foundings = {}
        for r in read(folder / "foundings.csv"):
            is_founder = r["role"] != "early-member-180d"
            if is_founder and linked[r["community_id"]]:
                group = self.foundings.setdefault(r["community_id"], (day(r["created"]), linked[r["community_id"]], set()))
                group[2].add(r["member_id"])

    def before(self, when):
        """Years in each community before a day, the last day of them, and who is where on the day before."""
        years, last, current = defaultdict(dict), {}, []
        eve = when - datetime.timedelta(days=1)
        for member, community, since, until in self.history:
            start = since or datetime.date(2018, 1, 1)
            if start > eve:
                continue
            end = min(until or eve, eve)
            length = max(1, (end - start).days) / 365.25
            years[community][member] = years[community].get(member, 0.0) + length
            last[member, community] = max(end, last.get((member, community), end))
            if not until or until > eve:
                current.append((member, community))
        for member, community, written, count in self.papers:
            if written and written <= eve:
                years[community][member] = years[community].get(member, 0.0) + count
                last[member, community] = max(written, last.get((member, community), written))
        return years, last, current


def rank(score):
    return sorted(score, key=lambda m: (-score[m], m))


def ask(copse, folder, when, known, linked):
    years, last, current = known
    as_of = when.isoformat()
    native = folder / "native"
    native.mkdir()
    members = sorted({m for holders in years.values() for m in holders})
    communities = sorted(years)
    write(native / "members.csv", ["member_id"], [[m] for m in members])
    write(native / "topics.csv", ["topic_id"], [[c] for c in communities])
    write(native / "communities.csv", ["community_id", "name", "sensitive"], [[c, c, "no"] for c in communities])
    write(native / "expertise.csv", ["member_id", "topic_id", "weight", "last_active"],
          [[m, c, f"{w:.4f}", last[m, c]] for c in communities for m, w in sorted(years[c].items())])
    write(native / "memberships.csv", ["member_id", "community_id"], sorted(set(current)))
    store = str(folder / "bench.copse")
    subprocess.run([copse, "import", str(native), "--store", store, "--as-of", as_of, "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    words = [word for c in sorted(linked) for word in ("--topic", c)]
    done = subprocess.run([copse, "found", *words, "--size", str(SEATS), "--alternatives", "0", "--for", "steward",
                           "--reason", "benchmark", "--json", "--store", store, "--as-of", as_of],
                          capture_output=True, text=True, check=True)
    seats = json.loads(done.stdout)["answer"]["seats"]
    people = [s["person"]["key"] for s in seats]
    return people + [s["details"]["runner_up"]["key"] for s in seats if s["details"]["runner_up"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--copse", required=True)
    parser.add_argument("--data", required=True, type=Path, help="the folder that holds organisations/")
    parser.add_argument("--until", type=day, default=datetime.date.max, help="leave out foundings from this day on")
    options = parser.parse_args()
    for name in ("rust", "kubernetes"):
        organisation = Organisation(options.data / "organisations" / name)
        recall, late = defaultdict(list), defaultdict(list)
        for community, (when, linked, founders) in sorted(organisation.foundings.items()):
            before = years, _, current = organisation.before(when)
            linked = {c for c in linked if c in years}
            known = founders & {m for holders in years.values() for m in holders}
            if not linked or not known or when >= options.until:
                continue
            activity = Counter()
            for c in linked:
                for m, w in years[c].items():
                    activity[m] += w
            total = Counter()
            for holders in years.values():
                for m, w in holders.items():
                    total[m] += w
            everything = sum(total.values())
            with tempfile.TemporaryDirectory(prefix="copse-bench-") as scratch:
                ours = ask(options.copse, Path(scratch), when, before, linked)
            balog = {m: sum(math.log(0.5 * years[c].get(m, 0.0) / total[m]
                                     + 0.5 * sum(years[c].values()) / everything) for c in linked) for m in total}
            lists = {"copse": list(dict.fromkeys(ours + rank(activity))), "activity": rank(activity),
                     "popularity": rank(Counter(m for m, _ in current)), "balog-1": rank(balog)}
            for ranker, people in lists.items():
                value = len(known & set(people[:TOP])) / len(known)
                recall[ranker].append(value)
                if when.year >= 2025:
                    late[ranker].append(value)
        print(f"{name}: {len(recall['copse'])} foundings, recall@{TOP} of founders known before")
        for ranker, values in sorted(recall.items(), key=lambda item: -sum(item[1])):
            difference = [a - b for a, b in zip(recall["copse"], values)]
            since = f"{sum(late[ranker]) / len(late[ranker]):.3f} of the {len(late[ranker])} from 2025 on" if late[ranker] else ""
            p = "" if ranker == "copse" else f"   copse {sum(difference) / len(difference):+.3f}, p = {paired_p(difference):.4f}"
            print(f"  {ranker:11s} {sum(values) / len(values):.3f}   {since}{p}")


if __name__ == "__main__":
    main()
