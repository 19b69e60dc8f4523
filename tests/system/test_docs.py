"""Every page can be followed: its links and anchors are there, its words are spelt, and nothing in it waits to be written.

That what it prints is so, test_readme.py sees.
"""

import re
import shutil
import subprocess
import unittest
from urllib.parse import unquote

from support import COPSE, PROJECT

LEFT_OUT = re.compile(r"(^|/)(build[^/]*|node_modules|dist|\.git|shared)(/|$)")
CODE = re.compile(r"^(```|~~~).*?^\1[ ]*$|`[^`\n]*`", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
COMMAND = re.compile(r"(?:^    |^\$ |`)(?:build\S*/)?copse ([a-z][a-z-]+\b(?: [^`\n]*)?)", re.M)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)


def pages():
    return [p for p in sorted(PROJECT.rglob("*.md")) if not LEFT_OUT.search(str(p.relative_to(PROJECT).parent))]


def prose(page):
    return CODE.sub("", page.read_text(encoding="utf-8"))


def anchors(text):
    """As the viewers of Markdown make them: small letters, no punctuation, dashes for blanks, -1 for the second."""
    seen, found = {}, set()
    fences = re.sub(r"^```.*?^```[ ]*$", "", text, flags=re.M | re.S)
    for heading in HEADING.findall(fences):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        n = seen.get(slug, 0)
        seen[slug] = n + 1
        found.add(slug if n == 0 else f"{slug}-{n}")
    return found


def broken(page):
    for target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        aim = (page.parent / path).resolve() if path else page
        if not aim.exists():
            yield f"{page.relative_to(PROJECT)}: {target} is not there"
        elif anchor and aim.suffix == ".md" and anchor not in anchors(aim.read_text(encoding="utf-8")):
            yield f"{page.relative_to(PROJECT)}: {target} has no such heading"


def text_alone(page):
    """Prose without addresses and without what stands in from the margin as code does."""
    return re.sub(r"\]\([^)]*\)|https?:\S+|^    .*$", " ", prose(page), flags=re.M)


def unknown_words(text):
    said = subprocess.run(["aspell", "list", "--lang=en_GB", "--encoding=utf-8", "--mode=none"], input=text, text=True,
                          capture_output=True, encoding="utf-8", check=True)
    return set(said.stdout.split())


class Docs(unittest.TestCase):
    def test_links_lead_somewhere(self):
        found = pages()
        self.assertIn(PROJECT / "docs" / "index.md", found)
        self.assertGreater(sum(len(LINK.findall(prose(p))) for p in found), 50)
        self.assertEqual([fault for page in found for fault in broken(page)], [])

    def test_every_page_is_found_from_the_index(self):
        reached, waiting = set(), [PROJECT / "docs" / "index.md"]
        while waiting:
            page = waiting.pop()
            if page in reached or page.suffix != ".md" or not page.is_file():
                continue
            reached.add(page)
            for target in LINK.findall(prose(page)):
                if not re.match(r"[a-z]+:", target):
                    waiting.append((page.parent / unquote(target).partition("#")[0]).resolve())
        self.assertEqual(sorted(set((PROJECT / "docs").rglob("*.md")) - reached), [])

    def test_a_broken_link_would_be_noticed(self):
        self.assertEqual(anchors("# Two *words*, `one`\n\n## Same\n## Same\n"), {"two-words-one", "same", "same-1"})
        self.assertEqual(LINK.findall("see [a](b.md#c), ![d](e.svg)"), ["b.md#c", "e.svg"])

    def test_commands_and_options_are_those_of_the_program(self):
        """A line that is not run (it would need data that the page has not) names what there is, at least."""
        helps, faults = {}, []
        for page in set(pages()) - {PROJECT / "CHANGELOG.md", PROJECT / "docs/adding-a-command.md"}:  # what was, and will be
            for line in COMMAND.findall(page.read_text(encoding="utf-8")):
                name, *words = line.split("#")[0].split("|")[0].split(";")[0].split()
                if name not in helps:
                    done = subprocess.run([COPSE, "help", name], text=True, capture_output=True)
                    helps[name] = done.stdout if done.returncode == 0 else None
                for word in words:
                    option = re.match(r"\[?(--[a-z-]+)", word)
                    if helps[name] and option and not re.search(rf"{option[1]}\b", helps[name]):
                        faults.append(f"{page.relative_to(PROJECT)}: copse {name} has no {option[1]}")
                if helps[name] is None:
                    faults.append(f"{page.relative_to(PROJECT)}: there is no command copse {name}")
        self.assertGreater(len(helps), 25)
        self.assertEqual(sorted(set(faults)), [])

    def test_nothing_waits_to_be_written(self):
        waits = [p.name for p in pages() if re.search(r"\b(TODO|FIXME|TBD|XXX|lorem ipsum)\b", prose(p))]
        self.assertEqual(waits, [])

    @unittest.skipUnless(shutil.which("codespell"), "skipped: codespell is not installed")
    def test_words_are_spelt(self):
        words = PROJECT / "docs" / "words.txt"
        done = subprocess.run(["codespell", "--ignore-words", str(words), *map(str, pages())], text=True,
                              capture_output=True)
        self.assertEqual(done.stdout + done.stderr, "")
        wrong = subprocess.run(["codespell", "--ignore-words", str(words), "-"], input="teh comunity\n", text=True,
                               capture_output=True)
        self.assertIn("comunity ==> community", wrong.stdout)

    @unittest.skipUnless(shutil.which("aspell"), "skipped: aspell is not installed")
    def test_words_are_words(self):
        """Names, codes and the project's own words are in docs/spelling.txt, one a line."""
        known = set((PROJECT / "docs" / "spelling.txt").read_text(encoding="utf-8").split())
        self.assertEqual(sorted(unknown_words("\n".join(map(text_alone, pages()))) - known), [])
        self.assertEqual(unknown_words("a comunity of practise and colour"), {"comunity"})


if __name__ == "__main__":
    unittest.main()
