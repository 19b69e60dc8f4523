"""The target `docs` builds the pages as a site, strictly, and no page of it asks another host for anything."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

BUILD = Path(os.environ.get("COPSE_BUILD", "build"))
# What a browser fetches by itself: scripts, pictures, frames, style sheets, fonts. A link that a reader follows is none.
FETCHES = re.compile(
    r"<(?:script|img|iframe|source|embed)\b[^>]*\bsrc\s*=\s*[\"'](?:https?:)?//[^\"'>]+"
    r"|<link\b[^>]*\bhref\s*=\s*[\"'](?:https?:)?//[^\"'>]+"
    r"|url\(\s*[\"']?(?:https?:)?//\w[^)]*|@import\s+[\"'](?:https?:)?//[^;]+"
)


@unittest.skipUnless(shutil.which("mkdocs"), "skipped: mkdocs is not installed")
class Site(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = subprocess.run(["cmake", "--build", str(BUILD), "--target", "docs"], text=True, capture_output=True)
        if done.returncode != 0:
            raise AssertionError(done.stdout[-3000:] + done.stderr[-3000:])
        cls.html = BUILD / "site" / "html"

    def test_every_page_is_there(self):
        for page in ["index.html", "docs/index.html", "docs/tutorial.html", "docs/install/index.html", "docs/architecture.svg",
                     "datasets/trust/index.html", "docs/schema/join.schema.json"]:
            self.assertTrue((self.html / page).is_file(), page)

    @unittest.skipUnless(shutil.which("doxygen"), "skipped: doxygen is not installed")
    def test_the_reference_has_the_header(self):
        self.assertIn("copse_question_isolated", (self.html / "api" / "copse_8h.html").read_text(encoding="utf-8"))

    def test_it_asks_no_other_host(self):
        files = [f for f in self.html.rglob("*") if f.suffix in (".html", ".css", ".js", ".svg")]
        self.assertGreater(len(files), 30)
        found = [(str(f.relative_to(self.html)), m[0][:120]) for f in files
                 for m in FETCHES.finditer(f.read_text(encoding="utf-8", errors="replace"))]
        self.assertEqual(found, [])

    def test_one_that_asked_would_be_noticed(self):
        for asks in ['<link rel="stylesheet" href="https://fonts.example/a.css">', '<script async src="//cdn.example/x.js">',
                     "@font-face{src:url('https://fonts.example/b.woff')}"]:
            self.assertTrue(FETCHES.search(asks), asks)
        self.assertFalse(FETCHES.search('<a href="https://semver.org/">Semantic Versioning</a>'))


if __name__ == "__main__":
    unittest.main()
