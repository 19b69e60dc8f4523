#!/usr/bin/env python3
"""Hold `copse decide` against labelled scenarios: decide_scenarios.py PROGRAM FOLDER [NAME...]

Each file of the folder (README.md there says what is in one) is made into an import and asked about. The verdict must be as
labelled. Then the change that the answer names is made to the data, which are imported and asked about again: the
verdict must be what the answer said it would be. Both for the steward, to whom numbers are exact, and for the trust.
"""
import copy
import csv
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

DAY = "2026-06-30"
KEYS = {"communities": "community_id", "sites": "site_id", "teams": "team_id", "topics": "topic_id"}


def fail(message):
    raise AssertionError(message)


def read(path):
    """The head as a dict, and each table as a list of dicts."""
    head, tables, name, columns = {}, {}, None, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        if line.startswith("["):
            name, columns = line.strip("[] "), None
            tables[name] = []
        elif name is None:
            key, _, value = line.partition(":")
            head[key.strip()] = value.strip()
        else:
            cells = [cell.strip() for cell in line.split("|")]
            if columns is None:
                columns = cells
            else:
                tables[name].append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)))))
    return head, tables


def add(tables, table, **row):
    tables.setdefault(table, []).append(row)


def ensure(tables, name, key):
    column = KEYS[name]
    if key and all(row[column] != key for row in tables.setdefault(name, [])):
        tables[name].append({column: key, "name": key.replace("-", " ").capitalize()})


def as_import(tables, line):
    """The tables of an import: who is alike is written out, what is only mentioned, or asked about, is made."""
    out = {name: [dict(row) for row in rows] for name, rows in tables.items() if name not in ("people", "communities")}
    for row in tables.get("communities", []):
        row = dict(row)
        topics = row.pop("topics", "")
        row["community_id"] = row.pop("community")
        row["name"] = row["community_id"].replace("-", " ").capitalize()
        row["site_id"] = row.pop("site", "")
        row.setdefault("sensitive", "")
        row["sensitive"] = row["sensitive"] or "no"
        add(out, "communities", **row)
        for topic in filter(None, (part.strip() for part in topics.split(";"))):
            key, _, weight = topic.partition("=")
            add(out, "community_topics", community_id=row["community_id"], topic_id=key, weight=weight or "1")
    n = 0
    for group in tables.get("people", []):
        for _ in range(int(group["n"])):
            n += 1
            member = f"m{n:03}"
            add(out, "members", member_id=member, name=f"Person {n}", team_id=group.get("team", ""),
                site_id=group.get("site", ""), objected=group.get("objected", ""))
            for column, table in (("knows", "expertise"), ("wants", "interests")):
                for topic in filter(None, (part.strip() for part in group.get(column, "").split(";"))):
                    add(out, table, member_id=member, topic_id=topic)
            for seat in filter(None, (part.strip() for part in group.get("in", "").split(";"))):
                community, _, when = seat.partition(" ")
                since, _, until = when.partition("..")
                add(out, "memberships", member_id=member, community_id=community, since=since, until=until)
    mentioned = {"sites": ["site_id", "from_site_id", "to_site_id"], "teams": ["team_id"], "topics": ["topic_id"]}
    for name, columns in mentioned.items():
        for table in list(out):
            for row in list(out[table]):
                for column in columns:
                    ensure(out, name, row.get(column, ""))
    words = shlex.split(line)
    for topic in (word.partition("=")[0] for option, word in zip(words, words[1:]) if option == "--topic"):
        known = (row["topic_id"] + ";" + row.get("synonyms", "") for row in out.get("topics", []))
        if not any(topic in map(str.strip, names.split(";")) for names in known):
            ensure(out, "topics", topic)
    return {name: rows for name, rows in out.items() if rows}


def write(out, folder):
    folder.mkdir()
    for name, rows in out.items():
        columns = sorted({column for row in rows for column in row})
        with open(folder / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)


def run(program, *words):
    done = subprocess.run([program, *map(str, words), "--quiet", "--as-of", DAY],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fail(f"copse {' '.join(map(str, words))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Stores:
    """One store for each set of data that is asked about."""

    def __init__(self, program):
        self.program, self.base, self.made = program, tempfile.TemporaryDirectory(), {}

    def ask(self, out, line, audience):
        key = json.dumps(out, sort_keys=True)
        if key not in self.made:
            folder = pathlib.Path(self.base.name, f"data{len(self.made)}")
            write(out, folder)
            self.made[key] = folder.with_suffix(".copse")
            run(self.program, "import", folder, "--store", self.made[key])
        words = ["decide", *shlex.split(line), "--json", *audience, "--store", self.made[key]]
        return json.loads(run(self.program, *words))["answer"]


def verdict_of(answer):
    return answer["verdict"] + (f" {answer['community']}" if answer["community"] else "")


# ---- the change that is named, made to the data ----

def row_of(out, community):
    return next(row for row in out["communities"] if row["community_id"] == community)


def members_now(out, community):
    objected = {row["member_id"] for row in out["members"] if row.get("objected")}
    return len({row["member_id"] for row in out.get("memberships", []) if row["community_id"] == community
                and row["member_id"] not in objected and (not row.get("until") or row["until"] > DAY)})


def asked_topics(answer):
    return [topic["key"] for topic in answer["topics"]]


def wake(out, community, answer):
    row_of(out, community)["status"] = "active"
    home = next(home for home in answer["communities"] if home["key"] == community)
    if home["activity"] == "quiet":
        add(out, "exchanges", exchange_id="woken", from_member_id=out["members"][0]["member_id"],
            to_community_id=community, kind="shared", on=DAY)


def more_people(out, answer, change):
    for i in range(change["people"]):
        team = f"new-{i if i < change['teams'] else 0}"
        ensure(out, "teams", team)
        add(out, "members", member_id=f"new{i}", name=f"New {i}", team_id=team)
        add(out, "interests", member_id=f"new{i}", topic_id=asked_topics(answer)[0])


def fewer_people(out, answer, most):
    """Leave so many who know or want a topic; who is in any CoP is kept out of it only after all others."""
    asked, kept = set(asked_topics(answer)), set()
    seated = {row["member_id"] for row in out.get("memberships", [])}
    rows = sorted(out.get("expertise", []) + out.get("interests", []), key=lambda row: row["member_id"] in seated)
    for row in rows:
        if row["topic_id"] in asked and (row["member_id"] in kept or len(kept) < most):
            kept.add(row["member_id"])
    for table in ("expertise", "interests"):
        out[table] = [row for row in out.get(table, []) if row["topic_id"] not in asked or row["member_id"] in kept]
        if not out[table]:
            del out[table]


def turned(out, answer):
    out, change = copy.deepcopy(out), answer["counterfactual"]
    kind, community = change["change"], change["community"]
    if kind == "place":
        row_of(out, community)["capacity"] = str(members_now(out, community) + 1)
    elif kind == "no-place":
        row_of(out, community)["capacity"] = str(members_now(out, community))
    elif kind == "openness":
        row_of(out, community)["openness"] = "request"
    elif kind == "meets":
        wake(out, community, answer)
    elif kind == "mode":
        row_of(out, community)["mode"] = change["mode"]
    elif kind == "site":
        row_of(out, community)["site_id"] = change["site"]
    elif kind == "topic":
        out["community_topics"] = [row for row in out["community_topics"]
                                   if (row["community_id"], row["topic_id"]) != (community, change["topic"])]
        add(out, "community_topics", community_id=community, topic_id=change["topic"], weight="1")
    elif kind == "people":
        more_people(out, answer, change)
    elif kind == "fewer-people":
        fewer_people(out, answer, change["people"])
    else:
        fail(f"the change '{kind}' is not known")
    return out


# ---- one scenario ----

def hold(program, path):
    stores, (head, tables) = Stores(program), read(path)
    out = as_import(tables, head["ask"])
    for audience in (["--for", "steward", "--reason", "test"], ["--for", "trust"]):
        answer = stores.ask(out, head["ask"], audience)
        verdict, change = verdict_of(answer), answer["counterfactual"]
        if verdict != head["label"]:
            fail(f"says '{verdict}', the label is '{head['label']}': {answer['headline']}")
        said = verdict_of(change["then"])
        if said == verdict:
            fail(f"the change does not turn it: {change['sentence']}")
        if head.get("flip", said) != said:
            fail(f"would be '{said}', the label is '{head['flip']}': {change['sentence']}")
        then = verdict_of(stores.ask(turned(out, answer), head["ask"], audience))
        if then != said:
            fail(f"after the change it is '{then}': {change['sentence']}")
    return verdict, change


def main():
    program, folder, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    paths = [path for path in sorted(folder.glob("*.txt")) if not names or path.stem in names]
    failed, kinds, verdicts = 0, {}, {}
    for path in paths:
        try:
            verdict, change = hold(program, path)
            kinds[change["change"]] = kinds.get(change["change"], 0) + 1
            verdicts[verdict.split()[0]] = verdicts.get(verdict.split()[0], 0) + 1
            if names:
                print(f"{path.stem}: {verdict}. {change['sentence']}")
        except AssertionError as error:
            failed += 1
            print(f"{path.stem}: {error}", file=sys.stderr)
    print(f"{len(paths) - failed} of {len(paths)} as labelled, and turned as said; "
          f"verdicts {verdicts}, changes {kinds}")
    sys.exit(1 if failed or not paths else 0)


if __name__ == "__main__":
    main()
