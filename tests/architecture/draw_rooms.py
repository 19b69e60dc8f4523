"""docs/architecture.svg is drawn from the rules that check_rooms.py enforces: draw_rooms.py [--write]"""

import sys
from html import escape
from pathlib import Path

from check_rooms import LIBRARIES, ROOMS

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "architecture.svg"
OWNS = {
    "store": ["the SQLite file", "import, checks", "what is shown"],
    "network": ["who is where", "on one day", "who is named"],
    "measure": ["one formula", "a file"],
    "model": ["fit, score,", "explain"],
    "choose": ["groups, seats,", "pairings"],
    "question": ["one file", "a question"],
    "report": ["text, JSON,", "CSV, pages"],
}
NAMES = {"sqlite3.h": "SQLite", "csv.h": "libcsv", "sodium.h": "libsodium", "igraph.h": "igraph", "gsl/": "GSL",
         "cblas.h": "OpenBLAS", "lapacke.h": "LAPACK", "cholmod.h": "CHOLMOD", "glpk.h": "GLPK", "cJSON.h": "cJSON",
         "cjson/": "cJSON", "xlsxwriter.h": "libxlsxwriter", "utf8proc.h": "utf8proc", "zlib.h": "zlib"}
WIDTH, GAP, TOP, HIGH = 104, 18, 92, 150


def text(x, y, words, kind=""):
    return f'<text x="{x}" y="{y}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(words)}</text>'


def box(x, y, width, height):
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'


def arrow(x1, y1, x2, y2):
    return f'<path d="M{x1} {y1}L{x2} {y2}" marker-end="url(#tip)"/>'


def used_in(root, room):
    """Libraries whose headers a room includes, by the names that people know."""
    sources = "".join(p.read_text(encoding="utf-8") for p in sorted((root / "engine" / room).rglob("*.[ch]")))
    return sorted({NAMES.get(h, h.removesuffix(".h").rstrip("/")) for h, rooms in LIBRARIES.items() if room in rooms and f"<{h}" in sources}, key=str.lower)


def room(root, x, name):
    lines = [box(x, TOP, WIDTH, HIGH), text(x + WIDTH / 2, TOP + 24, name, "name")]
    lines += [text(x + WIDTH / 2, TOP + 46 + 15 * i, owns) for i, owns in enumerate(OWNS[name])]
    lines += [text(x + WIDTH / 2, TOP + 102 + 14 * i, library, "library") for i, library in enumerate(used_in(root, name))]
    return lines


def picture(root):
    rooms = ROOMS[1:]
    step = WIDTH + GAP
    wide = len(rooms) * step - GAP
    left, middle = 20, TOP + HIGH / 2
    cli = left + wide + GAP
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cli + WIDTH + 20} 330" role="img" aria-labelledby="t">',
        '<title id="t">The rooms of Copse: data flows from store to report, and a room includes only what is to its left</title>',
        "<style>text{font:12px Arial,sans-serif;text-anchor:middle;fill:#212b32}.name{font-weight:bold;font-size:15px}"
        ".library{fill:#4c6272;font-style:italic}rect{fill:#fff;stroke:#4c6272;stroke-width:1.5}"
        "path{stroke:#005eb8;stroke-width:2;fill:none}</style>",
        '<defs><marker id="tip" markerWidth="7" markerHeight="7" refX="5" refY="3.5" orient="auto">'
        '<path d="M0 0.5L6 3.5L0 6.5z" style="fill:#005eb8;stroke:none"/></marker></defs>',
        '<rect x="0" y="0" width="100%" height="100%" style="stroke:none"/>',
        text(left + WIDTH / 2, 34, "exports, CSV, .xlsx"), arrow(left + WIDTH / 2, 44, left + WIDTH / 2, TOP - 4),
        text(cli + WIDTH / 2, 34, "page, text, JSON, CSV"), arrow(cli + WIDTH / 2, TOP - 4, cli + WIDTH / 2, 44),
    ]
    for i, name in enumerate(rooms):
        lines += room(root, left + i * step, name)
        lines.append(arrow(left + i * step + WIDTH + 2, middle, left + (i + 1) * step - 4, middle))
    lines += [box(cli, TOP, WIDTH, HIGH), text(cli + WIDTH / 2, TOP + 24, "cli", "name"),
              text(cli + WIDTH / 2, TOP + 46, "one file"), text(cli + WIDTH / 2, TOP + 61, "a command"),
              text(cli + WIDTH / 2, TOP + 102, "copse.h only", "library"),
              box(left, TOP + HIGH + 18, wide, 46), text(left + wide / 2, TOP + HIGH + 38, "base", "name"),
              text(left + wide / 2, TOP + HIGH + 56, "status and errors, memory, text, days, random numbers, handlers of libraries"), "</svg>"]
    return "\n".join(lines) + "\n"


def main():
    drawn = picture(PICTURE.parents[1])
    if sys.argv[1:] == ["--write"]:
        PICTURE.write_text(drawn, encoding="utf-8")
    elif PICTURE.read_text(encoding="utf-8") != drawn:
        sys.exit("docs/architecture.svg is not what the rules say: run this with --write and look at it")


if __name__ == "__main__":
    main()
