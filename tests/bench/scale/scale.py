"""What does it cost from one trust to a whole health service, and how does that grow?

    python3 tests/bench/scale/scale.py --copse build/copse --asked build-bench/tests/bench/bench-scale-asked --data DIR

Sizes: trust (5,000 staff), large (20,000), system (40,000), national (1.5 million); `copse generate trust --size`
makes each once, into DIR/NAME/csv. Steps:

reference  `sqlite3 .import` of the same files into untyped tables, nothing checked, synced once at the end
import     `copse import` of them into a new store, synced once at the end; ratio to the reference
unchanged  the same once more, when nothing has changed; ratio to the first import
load       rows of the store, and the network of the day
isolated   teams judged, after load;  remedies: with what would help;  map: the page of teams and CoPs
fit, join  only with --model: a model, and ten CoPs for everybody (`join --all --top 10`)

Reference and import take turns, files are read once before. The growth exponent is the slope of log processor seconds
over log staff, by least squares over the sizes that ran. Prints Markdown; --json FILE writes the same as JSON.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DAY = "2026-06-30"
STAFF = {"trust": 5_000, "large": 20_000, "system": 40_000, "national": 1_500_000}


class Cost:
    """One run: seconds by the clock and of the processor, peak memory in MB."""

    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak


def run(command, **kwargs):
    started = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], **kwargs)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed with {process.returncode}")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def sync(path):
    started = time.monotonic()
    with open(path, "rb") as file:
        os.fsync(file.fileno())
    return time.monotonic() - started


def read_through(folder):
    for path in sorted(folder.glob("*.csv")):
        with open(path, "rb") as file:
            while file.read(1 << 22):
                pass


def reference(folder, database):
    """The fastest that SQLite's own program puts the files anywhere at all."""
    database.unlink(missing_ok=True)
    script = ".mode csv\n" + "".join(f'.import "{path}" {path.stem}\n' for path in sorted(folder.glob("*.csv")))
    with tempfile.TemporaryFile("w+") as commands:
        commands.write(script)
        commands.seek(0)
        cost = run(["sqlite3", database], stdin=commands, stdout=subprocess.DEVNULL)
    cost.wall += sync(database)
    return cost


def copse(program, store, *words, **kwargs):
    return run([program, *words, "--store", store, "--as-of", DAY, "--quiet"], stdin=subprocess.DEVNULL,
               stdout=kwargs.get("stdout", subprocess.DEVNULL))


def median(costs):
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "peak")))


def measure(size, options):
    folder = options.data / size
    folder.mkdir(parents=True, exist_ok=True)
    steps = {}
    if not (folder / "csv" / "members.csv").exists():
        steps["generate"] = run([options.copse, "generate", "trust", folder / "csv", "--size", size, "--as-of", DAY,
                                 "--quiet"])
    store, plain = folder / "store.copse", folder / "plain.db"
    runs = {"reference": [], "import": [], "unchanged": []}
    for _ in range(options.repeats):
        read_through(folder / "csv")
        runs["reference"].append(reference(folder / "csv", plain))
        store.unlink(missing_ok=True)
        runs["import"].append(copse(options.copse, store, "import", folder / "csv"))
        runs["unchanged"].append(copse(options.copse, store, "import", folder / "csv"))
    plain.unlink()
    steps.update({name: median(costs) for name, costs in runs.items()})
    if options.asked:
        asked = [ask(options.asked, store, folder) for _ in range(options.repeats)]
        for name in ("load", "isolated", "remedies", "map"):
            steps[name] = median([Cost(a[name]["wall"], a[name]["cpu"], a[name]["peak_mb"]) for a in asked])
        steps["map"].megabytes = asked[0]["map_bytes"] / 1e6
    if options.model:
        steps["fit"] = copse(options.copse, store, "fit")
        with open(os.devnull, "w") as nowhere:
            steps["join"] = copse(options.copse, store, "join", "--all", "--top", "10", "--csv", stdout=nowhere)
    return steps


def ask(program, store, folder):
    said = subprocess.run([program, store, DAY, folder / "map.html"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def ratio(steps, name):
    to = {"import": "reference", "unchanged": "import"}.get(name)
    return steps[name].wall / steps[to].wall if to in steps else None


def exponent(points):
    """Slope of log seconds over log staff; None where there are fewer than three sizes."""
    if len(points) < 3:
        return None
    x, y = [math.log(staff) for staff, _ in points], [math.log(max(seconds, 1e-3)) for _, seconds in points]
    mx, my = statistics.fmean(x), statistics.fmean(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def show(results):
    print("| size | step | wall s | CPU s | peak MB | ratio |")
    print("|---|---|---|---|---|---|")
    for size, steps in results.items():
        for name, cost in steps.items():
            to = ratio(steps, name)
            print(f"| {size} | {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.peak:.0f} | "
                  f"{'' if to is None else f'{to:.2f}'} |")
    print("\n| step | growth exponent |")
    print("|---|---|")
    for name, slope in exponents(results).items():
        print(f"| {name} | {slope:.2f} |")
    for size, steps in results.items():
        if hasattr(steps.get("map"), "megabytes"):
            print(f"\nmap of {size}: {steps['map'].megabytes:.2f} MB")


def exponents(results):
    names = dict.fromkeys(name for steps in results.values() for name in steps)
    slopes = {name: exponent([(STAFF[size], steps[name].cpu) for size, steps in results.items() if name in steps])
              for name in names}
    return {name: slope for name, slope in slopes.items() if slope is not None}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copse", type=Path, required=True)
    parser.add_argument("--asked", type=Path, help="the program bench-scale-asked; without it only imports are timed")
    parser.add_argument("--data", type=Path, required=True, help="where trusts are kept")
    parser.add_argument("--sizes", default="trust,large,system,national")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = {}
    for size in options.sizes.split(","):
        results[size] = measure(size, options)
        print(f"{size}: done", file=sys.stderr)
    show(results)
    if options.json:
        options.json.write_text(json.dumps({
            "sizes": {size: {name: vars(cost) for name, cost in steps.items()} for size, steps in results.items()},
            "exponents": exponents(results)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
