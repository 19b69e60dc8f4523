#!/usr/bin/env python3
"""Check that a page that a command prints is closed in every sense: check_page.py COMMAND [ARGUMENT...]

Its tags balance, its tables have captions and heads, it holds only elements and attributes that a page of ours may
have, its policy allows the one style by its hash and nothing else, headings go
down one level at a time, and links go to mail or https only.
"""
import base64
import hashlib
import html.parser
import subprocess
import sys

VOID = {"meta"}
ELEMENTS = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "http-equiv", "content", "name"},
    "title": set(), "style": set(), "body": set(), "main": set(), "section": {"class"},
    "footer": set(), "h1": set(), "h2": {"id"}, "h3": set(), "p": set(), "ul": set(), "li": set(),
    "bdi": set(), "span": {"class"}, "a": {"href"},
    "div": {"class", "role", "tabindex", "aria-label"}, "table": set(), "caption": set(), "thead": set(),
    "tbody": set(), "tr": set(), "th": {"scope", "class"}, "td": {"class"},
}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.levels = [], [], []
        self.style = self.policy = self.title = ""
        self.columns, self.cells = 0, 0
        self.lang = None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}> may not be in a page")
        elif not set(attributes) <= ELEMENTS[tag]:
            self.faults.append(f"<{tag}> may not have {set(attributes) - ELEMENTS[tag]}")
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = attributes.get("lang")
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        self.look_at_table(tag, attributes)
        if tag in ("h1", "h2", "h3"):
            self.levels.append(int(tag[1]))
        if tag == "a" and not attributes.get("href", "").startswith(("mailto:", "https://")):
            self.faults.append(f"a link goes to {attributes.get('href')}")

    def look_at_table(self, tag, attributes):
        """A table has a caption first and heads of columns, each row as many cells, its first one a head."""
        if tag == "table":
            self.columns, self.parts = 0, []
        if tag in ("caption", "thead", "tbody"):
            self.parts.append(tag)
        if tag == "tr":
            self.cells = 0
        if tag == "th" and attributes.get("scope") != ("col" if self.parts[-1] == "thead" else "row"):
            self.faults.append(f"a head has the scope {attributes.get('scope')}")
        if tag == "td" and self.cells == 0:
            self.faults.append("a row has no head")
        if tag in ("th", "td"):
            self.cells += 1

    def end_table(self, tag):
        if tag == "tr" and self.parts[-1] == "thead":
            self.columns = self.cells
        elif tag == "tr" and self.cells != self.columns:
            self.faults.append(f"a row has {self.cells} cells under {self.columns} heads")
        if tag == "table" and self.parts != ["caption", "thead", "tbody"]:
            self.faults.append(f"a table has {self.parts}")

    def handle_endtag(self, tag):
        self.end_table(tag)
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        if self.open and self.open[-1] == "title":
            self.title += data

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data}")


def faults_of(text):
    page = Page()
    page.feed(text)
    page.close()
    faults = page.faults
    if page.open:
        faults.append(f"not closed: {page.open}")
    digest = base64.b64encode(hashlib.sha256(page.style.encode("utf-8")).digest()).decode()
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    if page.policy != expected:
        faults.append(f"the policy is {page.policy}, not {expected}")
    if not text.startswith("<!doctype html>\n") or page.lang != "en-GB" or not page.title:
        faults.append("no doctype, language or title")
    if page.levels[:1] != [1] or page.levels.count(1) != 1:
        faults.append("not one h1 at the start")
    if any(below > above + 1 for above, below in zip(page.levels, page.levels[1:])):
        faults.append(f"heading levels jump: {page.levels}")
    return faults


if __name__ == "__main__":
    output = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    found = faults_of(output)
    if found:
        sys.exit("\n".join(found))
