"""Did a benchmark become slower? Two sets of its --json files side by side, with how much runs of one set differ among themselves.

    python3 tests/bench/regress.py --before a1.json a2.json a3.json --after b1.json b2.json b3.json

Each number that both have is a line: medians, the ratio after/before, and the noise, the widest range of either side as a share
of its median. "larger" and "smaller" stand only where the two ranges do not touch; with one file a side the noise is not known and
nothing is judged. What a number means, and whether more of it is worse, its name says. Nothing here passes or fails.
"""

import argparse
import json
import statistics
from pathlib import Path


def numbers(value, path=""):
    """{"step/size/wall": 1.5, …}: a row is named by its texts, or where it has none by its place."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return {}
    if isinstance(value, (int, float)):
        return {path: float(value)}
    if isinstance(value, dict):
        return {name: number for key, inner in value.items() for name, number in numbers(inner, f"{path}/{key}".strip("/")).items()}
    found = {}
    for place, row in enumerate(value):
        texts = [text for text in row.values() if isinstance(text, str)] if isinstance(row, dict) else []
        found |= numbers(row, f"{path}/{'/'.join(texts) or place}".strip("/"))
    return found


def judge(before, after):
    """(median before, median after, ratio, noise or None, word) of the runs of each side."""
    then, now = statistics.median(before), statistics.median(after)
    ratio = now / then if then else float("nan")
    if len(before) < 2 or len(after) < 2:
        return then, now, ratio, None, ""
    noise = max((max(side) - min(side)) / abs(middle) if middle else 0.0 for side, middle in ((before, then), (after, now)))
    word = "larger" if min(after) > max(before) else "smaller" if max(after) < min(before) else ""
    return then, now, ratio, noise, word


def table(before, after):
    """Markdown of what both sides have, in the order of the first file."""
    lines = ["| what | before | after | ratio | noise | |", "|---|--:|--:|--:|--:|---|"]
    for name in before[0]:
        if all(name in run for run in before + after):
            then, now, ratio, noise, word = judge([run[name] for run in before], [run[name] for run in after])
            lines.append(f"| {name} | {then:.4g} | {now:.4g} | {ratio:.3f} | {'' if noise is None else f'{100 * noise:.0f} %'} | {word} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for side in ("--before", "--after"):
        parser.add_argument(side, type=Path, nargs="+", required=True, metavar="JSON")
    given = parser.parse_args()
    print(table(*([numbers(json.loads(path.read_text(encoding="utf-8"))) for path in paths] for paths in (given.before, given.after))))


if __name__ == "__main__":
    main()
