"""docs/measures.md is made of the table that the program runs on, and its pictures of answers: test_measures_page.py [--write]"""

import json
import os
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"
HEAD = """# Measures

Made from the table in `engine/measure/table.c` (`tests/system/test_measures_page.py --write`); `copse help measures`
prints the same. One file in `engine/measure` holds each formula; a test holds it against a slow plain program, by hand
or from print. To add one: [adding-a-measure](adding-a-measure.md).

    copse measure NAME --of teams|communities|topics
    copse measure NAME --of members --for steward --reason TEXT

What ties things together:

- **members**: ties, and questions that somebody answered; where none is recorded, being in one CoP (or else team) of s
  people, at most 150, adds 1/(s − 1) to the tie of each two;
- **teams**: how many of their people are tied; where no tie is recorded, each CoP of s people adds n₁n₂/(s − 1), with
  n₁ and n₂ from the two teams;
- **communities**: each person who is in k of them adds 1/(k − 1);
- **topics**: each CoP that holds k of them adds 1/(k − 1).

So a crowded CoP does not outweigh many small ones (Newman 2001, *Physical Review E* 64, 016132). For measures of pairs, what
two have in common are CoPs (of members, teams and topics) or members (of CoPs). Sensitive and closed CoPs take no part.

For anybody but the steward values have three digits and counts of people are rounded to the threshold, units of fewer
people than that are left out, and so are pairs of CoPs of which only a few people are in both, or in one of them only.
The steward has nine digits, of members as well, gives a reason, and the audit log has it.

Each picture is the program's answer about the same ten people (`docs/pictures/draw_measures.py`): a circle grows with its figure and is
hollow below zero, of pairs the first have the thickest lines. It shows who stands out and why; it says nothing of whether that is good.
"""


def page(measures):
    parts = [HEAD]
    for m in measures:
        of = ", ".join(m["of"])
        parts.append(
            f"## {m['name']}\n\n{m['meaning']} *But:* {m['caution']}\n\n"
            f"![{m['name']} of ten people in three teams](pictures/measure-{m['name']}.svg)\n\n    {m['formula']}\n\n"
            f"- **of** {'pairs of ' if m['of_pairs'] else ''}{of}; **unit:** {m['unit']}; "
            f"the {'smallest' if m['less_is_more'] else 'largest'} stands first\n"
            f"- **isolates and several connected parts:** {m['apart']}\n"
            f"- **cost:** {m['cost']}\n- **source:** {m['source']}\n"
        )
    return "\n".join(parts)


def main():
    listed = subprocess.run([os.environ["COPSE_BIN"], "measure", "--list", "--json"], check=True, capture_output=True)
    subprocess.run([sys.executable, "-B", PAGE.parent / "pictures" / "draw_measures.py", *sys.argv[1:]], check=True)
    text = page(json.loads(listed.stdout)["answer"]["measures"])
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(text, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != text:
        sys.exit("docs/measures.md is not what the table says: run this with --write and read the difference")


if __name__ == "__main__":
    main()
