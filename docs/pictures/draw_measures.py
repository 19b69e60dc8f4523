"""A picture for each measure: what the program says of ten people whom everybody can see at once. draw_measures.py [--write]

COPSE_BIN names the program. The ten and their ties are Krackhardt's kite (Krackhardt 1990, Administrative Science Quarterly 35,
342-369), drawn because degree, closeness and betweenness each put somebody else first; teams, CoPs and topics are ours. Circles grow
with the value and have it beneath; of pairs the first have the thickest lines. Nothing here is computed: every figure is the engine's.
"""

import json
import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
DAY = "2026-06-30"
PLACES = {"Ann": (70, 60), "Bob": (70, 180), "Cat": (150, 30), "Dan": (160, 120), "Eve": (150, 210), "Fay": (250, 65),
          "Gus": (250, 175), "Hal": (335, 120), "Ivy": (405, 120), "Jo": (475, 120)}
TIES = ["Ann Bob", "Ann Cat", "Ann Dan", "Ann Fay", "Bob Dan", "Bob Eve", "Bob Gus", "Cat Dan", "Cat Fay", "Dan Eve", "Dan Fay",
        "Dan Gus", "Eve Gus", "Fay Gus", "Fay Hal", "Gus Hal", "Hal Ivy", "Ivy Jo"]
TEAMS = {"ward": ["Ann", "Bob", "Cat", "Dan", "Eve"], "clinic": ["Fay", "Gus"], "lab": ["Hal", "Ivy", "Jo"]}
MARKS = {"ward": "#005eb8", "clinic": "#d5840f", "lab": "#4c6272"}
COPS = {"falls": ["Ann", "Bob", "Cat", "Dan"], "wounds": ["Dan", "Eve", "Fay", "Gus"], "sepsis": ["Ann", "Cat", "Dan", "Fay"],
        "data": ["Hal", "Ivy", "Jo"], "imaging": ["Gus", "Hal", "Ivy"]}
KNOW = {"feet": ["Ann", "Bob", "Dan"], "pumps": ["Dan", "Fay", "Gus"], "scans": ["Hal", "Ivy"], "records": ["Ivy", "Jo", "Gus"]}
WIDTH, HEIGHT = 540, 270


def tables():
    pairs = {"memberships": ("member_id,community_id", COPS), "assignments": ("member_id,team_id", TEAMS),
             "expertise": ("member_id,topic_id", KNOW)}
    yield "members", ["member_id,name,visibility"] + [f"{name.lower()},{name},trust" for name in PLACES]
    for table, key, names in (("teams", "team_id", TEAMS), ("communities", "community_id", COPS), ("topics", "topic_id", KNOW)):
        yield table, [f"{key},name"] + [f"{name},{name.capitalize()}" for name in names]
    for table, (header, groups) in pairs.items():
        yield table, [header] + [f"{name.lower()},{group}" for group, names in groups.items() for name in names]
    yield "ties", ["member_a,member_b"] + [pair.lower().replace(" ", ",") for pair in TIES]


def copse(*words):
    done = subprocess.run([os.environ["COPSE_BIN"], *words, "--quiet"], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def value_text(value):
    return "n/a" if value is None else f"{value:.3g}"


def line(a, b, width, colour="#768692"):
    (x, y), (u, v) = PLACES[a], PLACES[b]
    return f'<path d="M{x} {y}L{u} {v}" stroke="{colour}" stroke-width="{width:.1f}"/>'


def text(x, y, words, kind=""):
    return f'<text x="{x:.0f}" y="{y:.0f}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(words)}</text>'


def team_of(name):
    return next(team for team, names in TEAMS.items() if name in names)


def circle(name, radius, is_below=False):
    (x, y), colour = PLACES[name], MARKS[team_of(name)]
    return f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{"#fff" if is_below else colour}" stroke="{colour if is_below else "#fff"}" stroke-width="2"/>'


def of_people(rows):
    """Circles grow with the value, and are hollow where it is below zero."""
    values = {row["a"]["name"]: row["value"] for row in rows}
    largest = max((abs(value) for value in values.values() if value is not None), default=0) or 1
    parts = [line(*pair.split(), 1.5) for pair in TIES]
    for name, (x, y) in PLACES.items():
        radius = 5 + 15 * abs(values.get(name) or 0) / largest
        parts += [circle(name, radius, (values.get(name) or 0) < 0), text(x, y + radius + 13, f"{name} {value_text(values.get(name))}")]
    return parts


def of_pairs(rows):
    """The first eight pairs, the earlier the thicker; the figures of five in a column."""
    first = rows[:8]
    parts = [line(row["a"]["name"], row["b"]["name"], 8 - row["place"] * 0.8, "#8fb4dc") for row in first]
    parts += [part for name, (x, y) in PLACES.items() for part in (circle(name, 6), text(x, y + 20, name))]
    parts += [text(WIDTH - 8, 24 + 15 * i, f"{row['a']['name']}, {row['b']['name']} {value_text(row['value'])}", "end")
              for i, row in enumerate(first[:5])]
    return parts


def of_teams(rows):
    parts = [line(*pair.split(), 1.5) for pair in TIES]
    parts += [part for name, (x, y) in PLACES.items() for part in (circle(name, 7), text(x, y + 21, name))]
    return parts + [text(WIDTH - 8, 24 + 15 * i, f"{row['a']['name']} {value_text(row['value'])}", "end") for i, row in enumerate(rows)]


def picture(measure, store):
    of = "members" if "members" in measure["of"] else "teams"
    answer = json.loads(copse("measure", measure["name"], "--of", of, "--for", "steward", "--reason", "the picture", "--json",
                              "--store", store, "--as-of", DAY))["answer"]
    draw = of_pairs if measure["of_pairs"] else of_people if of == "members" else of_teams
    legend = [f'<circle cx="{14 + 92 * i}" cy="{HEIGHT - 11}" r="5" fill="{colour}"/>' + text(24 + 92 * i, HEIGHT - 7, f"{team} team", "start")
              for i, (team, colour) in enumerate(MARKS.items())]
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t">',
                      f'<title id="t">{escape(measure["name"])} of ten people in three teams: {escape(measure["meaning"])}</title>',
                      "<style>text{font:12px Arial,sans-serif;text-anchor:middle;fill:#212b32;stroke:#fff;stroke-width:3px;paint-order:stroke}.end{text-anchor:end}.start{text-anchor:start}"
                      "path{fill:none}</style>", f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
                      *draw(answer["rows"]), *legend, text(WIDTH - 8, HEIGHT - 7, measure["unit"], "end"), "</svg>", ""])


def pictures():
    """{file name: SVG} of every measure that the program lists."""
    with tempfile.TemporaryDirectory(prefix="copse-pictures-") as folder:
        data, store = Path(folder) / "data", str(Path(folder) / "kite.copse")
        data.mkdir()
        for table, lines in tables():
            (data / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        copse("import", str(data), "--store", store, "--as-of", DAY)
        listed = json.loads(copse("measure", "--list", "--json"))["answer"]["measures"]
        return {f"measure-{measure['name']}.svg": picture(measure, store) for measure in listed}


def main():
    drawn = pictures()
    if sys.argv[1:] == ["--write"]:
        for name, svg in drawn.items():
            (FOLDER / name).write_text(svg, encoding="utf-8")
        return
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("measure-*.svg")}
    if kept != drawn:
        sys.exit("docs/pictures/measure-*.svg are not what the program says: run this with --write and look at them")


if __name__ == "__main__":
    main()
