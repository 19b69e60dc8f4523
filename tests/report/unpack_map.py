"""The data of a map's page, unpacked with no code of the engine's or of the page's: docs/map.md describes the bytes.

Usage: unpack_map.py PAGE prints all strings, a line each; unpack_map.py PAGE ANSWER.json fails unless the page holds the
marks and links of `copse map --json`.
"""

import base64
import json
import re
import sys
import zlib

KINDS = ["unit", "site", "topic", "team", "community", "person"]


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self, n):
        self.at += n
        return self.data[self.at - n:self.at]


def read_column(reader):
    length = reader.number()
    return Reader(reader.take(length))


def read_strings(reader):
    """Words, each after the ASCII characters that it shares with the one before; strings of words."""
    n_words, n_strings = reader.number(), reader.number()
    shared, rests, counts, chosen = (read_column(reader) for _ in range(4))
    words, last = [], ""
    for rest in rests.data.decode("utf-8").split("\n")[:n_words]:
        last = last[:shared.number()] + rest
        words.append(last)
    strings, new = [], 0
    for _ in range(n_strings):
        string = []
        for _ in range(counts.number()):
            which = chosen.number()
            string.append(words[which - 1 if which else new])
            new += which == 0
        strings.append(" ".join(string))
    assert new == n_words and all(column.at == len(column.data) for column in (shared, counts, chosen))
    return strings


def unpack(page):
    packed = re.search(r'<script type="application/octet-stream" id="copse-data">([^<]*)</script>', page).group(1)
    reader = Reader(zlib.decompress(base64.b64decode(packed, validate=True)))
    assert reader.take(4) == b"CPM2"
    strings = read_strings(reader)
    tables = {}
    for _ in range(reader.number()):
        name, rows, columns = strings[reader.number()], reader.number(), {}
        for _ in range(reader.number()):
            title, is_delta, length = strings[reader.number()], reader.number(), reader.number()
            end, values, last = reader.at + length, [], 0
            for _ in range(rows):
                raw = reader.number()
                last = last + (-(raw + 1) // 2 if raw % 2 else raw // 2) if is_delta else raw
                values.append(last)
            assert reader.at == end
            columns[title] = values
        tables[name] = columns
    assert reader.at == len(reader.data)
    return strings, tables


def ends(tables):
    """CoPs of links: the first of each mark counted from the first CoP, the others from the one before."""
    first = tables["marks"]["kind"].index(KINDS.index("community")) if tables["links"]["to"] else 0
    found, before = [], None
    for mark, step in zip(tables["links"]["from"], tables["links"]["to"]):
        found.append(step + (found[-1] if mark == before else first))
        before = mark
    return found


def month(day):
    return 12 * (int(day[:4]) - 1970) + int(day[5:7]) if day else 0


def shown(count):
    return 0 if count is None else count + 1


def check(strings, tables, answer):
    marks, links = tables["marks"], tables["links"]
    to, now = ends(tables), month(answer["counted"])
    assert len(marks["kind"]) == len(answer["marks"]) and len(links["from"]) == len(answer["links"])
    for i, mark in enumerate(answer["marks"]):
        assert KINDS[marks["kind"][i]] == mark["kind"] and strings[marks["key"][i]] == mark["key"]
        assert strings[marks["name"][i]] == (mark["name"] or "")
        assert strings[marks["description"][i]] == (mark.get("description") or "")
        assert marks["people"][i] == shown(mark.get("people")) or mark["kind"] in ("topic", "person")
        assert (marks["x"][i] == 0) == (mark["x"] is None)
        above = marks["above"][i]
        assert (strings[marks["key"][above - 1]] if above else None) == mark["above"]
        assert marks["since"][i] == month(mark.get("founded"))
    for i, link in enumerate(answer["links"]):
        assert strings[marks["key"][links["from"][i]]] == link["from"]
        assert strings[marks["key"][to[i]]] == link["community"]
        assert links["people"][i] == (shown(link["people"]) if link["kind"] == "team" else 0)
        assert links["age"][i] == (now - month(link["since"]) + 1 if link["since"] else 0)
    placed = [i for i, mark in enumerate(answer["marks"]) if mark["x"] is not None]
    for name, origin in (("x", "left"), ("y", "top")):
        for i in placed:
            assert (marks[name][i] - 1 + tables["map"][origin][0]) / 64 == answer["marks"][i][name]


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        strings, tables = unpack(file.read())
    if len(sys.argv) == 2:
        print("\n".join(strings))
        return
    with open(sys.argv[2], encoding="utf-8") as file:
        check(strings, tables, json.load(file)["answer"])


if __name__ == "__main__":
    main()
