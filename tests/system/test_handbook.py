"""docs/handbook.md says what the program says, and every command and test that it names is there.

docs/a-project.md, whose lines test_readme.py runs and compares, goes through all of a project: each sentence
about one stands in its output.
"""

import re
import subprocess
import unittest

from support import COPSE, PROJECT

ROW = re.compile(r"^\| `([a-z-]+)` \| (.+?) \| `(copse [a-z-]+)` \| `(tests/[a-z_/.]+)`: (.+?) \|$", re.M)


def copse(*words):
    return subprocess.run([COPSE, *words], capture_output=True, text=True, check=True, encoding="utf-8").stdout


def printed():
    """[(id, sentence, command)] of `copse help handbook`, whose lines are wrapped."""
    items = re.findall(r"^([a-z-]+) +(.*\n(?: {2,}.*\n)*)", copse("help", "handbook"), re.M)
    found = []
    for key, text in items:
        sentence, command = re.fullmatch(r"(.+) \((copse [a-z-]+)\)", " ".join(text.split())).groups()
        found.append((key, sentence, command))
    return found


class Handbook(unittest.TestCase):
    def setUp(self):
        self.page = (PROJECT / "docs" / "handbook.md").read_text(encoding="utf-8")
        self.rows = ROW.findall(self.page)

    def test_the_page_has_the_programs_sentences_and_no_other(self):
        self.assertGreater(len(self.rows), 20)
        self.assertEqual(len(self.rows), self.page.count("\n| `"))
        self.assertEqual([row[:3] for row in self.rows], printed())
        self.assertEqual(len({row[0] for row in self.rows}), len(self.rows))

    def test_every_command_is_one(self):
        commands = re.findall(r"^  ([a-z-]+) ", copse("help"), re.M)
        for key, _, command, _, _ in self.rows:
            with self.subTest(sentence=key):
                self.assertIn(command.removeprefix("copse "), commands)

    def test_every_test_is_there_and_is_run(self):
        for key, _, _, path, name in self.rows:
            with self.subTest(sentence=key):
                text = (PROJECT / path).read_text(encoding="utf-8")
                subject = re.sub(r"^test_|\.(c|bats)$", "", path.rsplit("/", 1)[1])
                listed = (PROJECT / path).with_name("CMakeLists.txt").read_text(encoding="utf-8")
                self.assertRegex(listed, rf"\({subject}\)| {subject}\b")
                if path.endswith(".bats"):
                    self.assertIn(f'@test "{name}" {{', text)
                else:
                    self.assertIn(f"static void {name}(void **state)", text)
                    self.assertGreater(text.count(name), 1)

    def test_the_story_serves_every_sentence_of_a_project(self):
        story = (PROJECT / "docs" / "a-project.md").read_text(encoding="utf-8")
        for key, *_ in self.rows:
            if re.match(r"(before|during|after)-", key):
                with self.subTest(sentence=key):
                    self.assertIn(f"[{key}]", story)
        for phase in ("Before (now)", "During (now)", "After (now)"):
            self.assertIn(phase, story)


if __name__ == "__main__":
    unittest.main()
