"""The rooms of the engine, held against their includes and against the symbols they link to.

Usage: check_rooms.py PROJECT_DIR LIBCOPSE_A

A room includes `base` and rooms to its left (DESIGN: store -> network -> measure
-> model -> choose -> question -> report -> cli), each library has one room, and
the command line sees copse.h only. Includes alone would not catch a call through
copse.h to a room on the right, so the symbols of each object are checked as well:
copse_<room>_… says where a function lives.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOMS = ["base", "store", "network", "measure", "model", "choose", "question", "report"]
LIBRARIES = {
    "sqlite3.h": {"base", "store"},
    "csv.h": {"store"},
    "sodium.h": {"store", "report"},
    "igraph.h": {"base", "network", "measure"},
    "gsl/": {"base", "measure", "model"},
    "cblas.h": {"model"},
    "lapacke.h": {"model"},
    "cholmod.h": {"model"},
    "glpk.h": {"base", "choose"},
    "cJSON.h": {"report"},
    "cjson/": {"report"},
    "xlsxwriter.h": {"report"},
    "utf8proc.h": {"base"},
    "zlib.h": {"report"},
    "cairo.h": {"report"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
SYMBOL = re.compile(r"\bcopse_(%s)_\w+" % "|".join(ROOMS[1:]))


def allowed(room: str, other: str) -> bool:
    return ROOMS.index(other) <= ROOMS.index(room)


def include_faults(project: Path) -> list[str]:
    faults = []
    for path in sorted((project / "engine").rglob("*.[ch]")):
        parts = path.relative_to(project / "engine").parts
        if len(parts) < 2:
            continue
        room = parts[0]
        for _, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            first = name.split("/")[0]
            if first in ROOMS and not allowed(room, first):
                faults.append(f"{path}: {room} includes {name}, a room to its right")
            for library, rooms in LIBRARIES.items():
                if name.startswith(library) and room not in rooms:
                    faults.append(f"{path}: {room} includes {name}; only {sorted(rooms)} may")
    for path in sorted((project / "cli").rglob("*.[ch]")):
        for kind, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if kind == '"' and name != "copse.h" and not (path.parent / name).exists():
                faults.append(f"{path}: the command line includes {name}; only copse.h is public")
            if any(name.startswith(library) for library in LIBRARIES):
                faults.append(f"{path}: the command line includes {name}, a library of the engine")
    return faults


def objects_by_room(project: Path) -> dict[str, str]:
    """Object name -> room; two rooms must not share a file name, or one would hide the other."""
    rooms = {}
    for path in (project / "engine").rglob("*.c"):
        name = path.name + ".o"
        room = path.relative_to(project / "engine").parts[0]
        if rooms.get(name, room) != room:
            rooms[name] = "ambiguous"
        else:
            rooms[name] = room
    return rooms


def symbol_faults(project: Path, library: Path) -> list[str]:
    listing = subprocess.run(["nm", "-A", "--undefined-only", str(library)],
                             check=True, capture_output=True, text=True).stdout
    rooms = objects_by_room(project)
    faults = []
    for line in listing.splitlines():
        member = line.split(":")[1]
        room = rooms.get(member)
        symbol = line.split()[-1]
        found = SYMBOL.fullmatch(symbol)
        if room in ROOMS and found and not allowed(room, found.group(1)):
            faults.append(f"{member} ({room}) calls {symbol}, a room to its right")
    return faults


def main() -> int:
    project, library = Path(sys.argv[1]), Path(sys.argv[2])
    faults = include_faults(project) + symbol_faults(project, library)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
