#!/usr/bin/env python3
"""Hold an SVG map against what `copse map --json` shows: check_svg.py MAP.svg MAP.json

It is well-formed, has nothing that runs or asks for anything, a shape with a title for each team and CoP, a line for each
tie of a team, a legend, and names that cover neither one another nor the sheet's edge.
"""
import json
import sys
import unicodedata
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "rect", "text", "g", "path", "circle"}
ATTRIBUTES = {"role", "width", "height", "viewBox", "font-family", "font-size", "font-weight", "fill", "x", "y", "stroke",
              "stroke-opacity", "stroke-width", "stroke-linejoin", "paint-order", "d", "cx", "cy", "r", "unicode-bidi"}


def width(text, size):
    """Of a sans-serif face, from the least that its letters take: narrower than any, so that what overlaps does so surely."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else 0.45 * size for c in text)


def main():
    root = tree.parse(sys.argv[1]).getroot()
    with open(sys.argv[2], encoding="utf-8") as file:
        answer = json.load(file)["answer"]
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
    placed = [m for m in answer["marks"] if m["kind"] in ("team", "community")]
    groups = root.findall(f"{SVG}g")
    ties, names = groups[0], groups[-1]
    marks = [g for g in groups[1:-1] if g.find(f"{SVG}title") is not None]
    assert len(marks) == len(placed), (len(marks), len(placed))
    titles = [g.find(f"{SVG}title").text for g in marks]
    for mark, title in zip(placed, titles):
        assert title.startswith((mark["name"] or mark["key"]) + ":"), (mark, title)
        assert mark["people"] is None or f"people {mark['people']}" in title
    assert len(ties) == sum(l["kind"] == "team" for l in answer["links"])
    size = float(root.get("font-size"))
    boxes = []
    for text in names.iter(f"{SVG}text"):
        x, y = float(text.get("x")), float(text.get("y"))
        boxes.append((x, y - 0.7 * size, x + width(text.text, size), y, text.text))
    assert boxes or not placed
    for i, a in enumerate(boxes):
        assert a[0] >= 0 and a[2] <= float(root.get("width")), a
        for b in boxes[:i]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (a, b)
    assert any("Community of practice" in (t.text or "") for t in root.iter(f"{SVG}text"))
    print(f"{len(marks)} marks, {len(ties)} ties, {len(boxes)} names")


if __name__ == "__main__":
    main()
