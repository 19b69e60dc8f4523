#!/usr/bin/env python3
"""Open exported graphs with programs that are not ours and hold them against the map: check_graph.py MAP.json DIR MODE

DIR holds graph.graphml, graph.gexf, graph.dot, graph.json, kumu-nodes.csv, kumu-ties.csv, gephi-nodes.csv and
gephi-ties.csv. MAP.json is what `copse map --json` shows to the same audience. One-mode ties are worked out here anew
from the map's links. GEXF is read by networkx, GraphML by networkx and python-igraph, DOT by Graphviz.
"""
import csv
import itertools
import json
import math
import subprocess
import sys

import igraph
import networkx

KINDS = {"teams": "team", "communities": "community", "topics": "topic", "people": "person"}
TEXTS = ["kind", "key", "name", "above", "site", "connections", "mode", "status", "openness", "activity", "founded",
         "description", "contact", "meets"]


def expected_nodes(answer, mode):
    """id -> the attributes that the map shows."""
    marks = {(m["kind"], m["key"]): m for m in answer["marks"]}

    def name(kinds, key):
        found = next((marks[k, key] for k in kinds if (k, key) in marks), None)
        return found and (found["name"] or found["key"])

    nodes = {}
    for (kind, key), mark in marks.items():
        if kind in ("unit", "site") or (mode != "two-mode" and kind != KINDS[mode]):
            continue
        above = {"team": ["unit"], "person": ["team"], "topic": ["topic"]}.get(kind, ["unit"])
        has_size = kind in ("team", "community")
        node = {"kind": kind, "key": key, "name": mark["name"] or key, "above": name(above, mark["above"]),
                "site": name(["site"], mark["site"]), "people": mark["people"] if has_size else None,
                "connections": mark.get("links") if mark.get("links") != "not judged" else None}
        for field in ("mode", "status", "openness", "activity", "founded", "description", "contact", "meets"):
            node[field] = mark.get(field) or None
        node["place"] = (mark["x"], mark["y"]) if mark["x"] is not None else None
        nodes[f"{kind}:{key}"] = node
    return nodes


def expected_ties(answer, mode):
    """pair of ids -> weight, shared, people, since."""
    two = {frozenset((f"{l['kind']}:{l['from']}", f"community:{l['community']}")): l for l in answer["links"]}
    if mode == "two-mode":
        return {pair: {"weight": 1.0 if l.get("people") is None else float(l["people"]), "shared": None,
                       "people": l.get("people"), "since": l.get("since")} for pair, l in two.items()}
    kind = KINDS[mode]
    through = {}
    for link in answer["links"]:
        ends = (f"{link['kind']}:{link['from']}", f"community:{link['community']}")
        if kind == "community" and link["kind"] == "team":
            through.setdefault(ends[0], set()).add(ends[1])
        if link["kind"] == kind:
            through.setdefault(ends[1], set()).add(ends[0])
    ties = {}
    for members in through.values():
        for a, b in itertools.combinations(sorted(members), 2):
            tie = ties.setdefault(frozenset((a, b)), {"weight": 0.0, "shared": 0, "people": None, "since": None})
            tie["weight"] += 1 / (len(members) - 1)
            tie["shared"] += 1
    return ties


def same(found, wanted, what):
    if wanted is None:
        assert found in (None, ""), f"{what}: {found!r} where nothing is known"
    elif isinstance(wanted, float):
        assert math.isclose(float(found), wanted, rel_tol=1e-8), f"{what}: {found} is not {wanted}"
    elif isinstance(wanted, int):
        assert int(found) == wanted, f"{what}: {found} is not {wanted}"
    else:
        assert found == wanted, f"{what}: {found!r} is not {wanted!r}"


def compare(title, nodes, ties, found_nodes, found_ties):
    """found_*: the same as the expected ones, as far as a format holds them."""
    assert set(found_nodes) == set(nodes), f"{title}: {set(found_nodes) ^ set(nodes)}"
    assert set(found_ties) == set(ties), f"{title}: {set(found_ties) ^ set(ties)}"
    for key, node in nodes.items():
        for field in TEXTS + ["people"]:
            if field in found_nodes[key] or node[field] is not None:
                same(found_nodes[key].get(field), node[field], f"{title} {key} {field}")
        x, y = float(found_nodes[key]["x"]), float(found_nodes[key]["y"])
        assert math.isfinite(x) and math.isfinite(y), f"{title} {key} has no place"
        if node["place"]:
            assert (x, y) == tuple(node["place"]), f"{title} {key} stands elsewhere"
        assert int(found_nodes[key]["community"]) >= 0
    for pair, tie in ties.items():
        for field in tie:
            same(found_ties[pair].get(field), tie[field], f"{title} {sorted(pair)} {field}")


def unset(value):
    return None if value is None or (isinstance(value, float) and math.isnan(value)) or value == "" else value


def of_networkx(graph):
    return (dict(graph.nodes(data=True)), {frozenset((a, b)): data for a, b, data in graph.edges(data=True)})


def of_igraph(path):
    graph = igraph.Graph.Read_GraphML(path)
    clean = [{k: unset(v) for k, v in vertex.attributes().items()} for vertex in graph.vs]
    ids = [c["id"] for c in clean]
    return ({c["id"]: c for c in clean},
            {frozenset((ids[e.source], ids[e.target])): {k: unset(v) for k, v in e.attributes().items()}
             for e in graph.es})


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def check_tables(folder, nodes, ties):
    """As far as their columns go: a name that a spreadsheet would run has an apostrophe before it."""
    def plain(text):
        return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text

    rows = read_csv(f"{folder}/gephi-nodes.csv")
    assert {plain(r["Id"]) for r in rows} == set(nodes)
    for row in rows:
        same(plain(row["Label"]), nodes[plain(row["Id"])]["name"], "gephi")
    found = {frozenset((plain(r["Source"]), plain(r["Target"]))): r for r in read_csv(f"{folder}/gephi-ties.csv")}
    assert set(found) == set(ties)
    for pair, tie in ties.items():
        same(found[pair]["Weight"], tie["weight"], f"gephi {sorted(pair)}")
    labels = [r["Label"] for r in read_csv(f"{folder}/kumu-nodes.csv")]
    assert len(labels) == len(set(labels)) == len(nodes), "labels of Kumu that are not one thing's"
    ends = [(r["From"], r["To"]) for r in read_csv(f"{folder}/kumu-ties.csv")]
    assert len({frozenset(e) for e in ends}) == len(ties) and set(itertools.chain(*ends)) <= set(labels)


def check_dot(folder, nodes, ties):
    # Where the nodes stand is in the file, so nothing is laid out.
    out = subprocess.run(["neato", "-n", "-Tjson", f"{folder}/graph.dot"], check=True, capture_output=True, text=True).stdout
    # Graphviz keeps a backslash doubled in what it does not draw itself.
    drawn = json.loads(out.replace("\\\\\\\\", "\\\\"))
    objects = drawn.get("objects", [])
    assert {o["name"] for o in objects} == set(nodes)
    ids = {o["_gvid"]: o["name"] for o in objects}
    found_nodes = {o["name"]: {k[6:]: v for k, v in o.items() if k.startswith("copse_")} for o in objects}
    found_ties = {frozenset((ids[e["tail"]], ids[e["head"]])): {k[6:]: v for k, v in e.items() if k.startswith("copse_")}
                  for e in drawn.get("edges", [])}
    compare("dot", nodes, ties, found_nodes, found_ties)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        answer = json.load(file)["answer"]
    folder, mode = sys.argv[2:4]
    nodes, ties = expected_nodes(answer, mode), expected_ties(answer, mode)
    compare("gexf", nodes, ties, *of_networkx(networkx.read_gexf(f"{folder}/graph.gexf")))
    compare("graphml", nodes, ties, *of_networkx(networkx.read_graphml(f"{folder}/graph.graphml")))
    compare("igraph", nodes, ties, *of_igraph(f"{folder}/graph.graphml"))
    with open(f"{folder}/graph.json", encoding="utf-8") as file:
        graph = json.load(file)["answer"]
    compare("json", nodes, ties, {n["id"]: n for n in graph["nodes"]},
            {frozenset((t["source"], t["target"])): t for t in graph["ties"]})
    check_tables(folder, nodes, ties)
    check_dot(folder, nodes, ties)
    print(f"{mode}: {len(nodes)} nodes, {len(ties)} ties, the same in every format")


if __name__ == "__main__":
    main()
