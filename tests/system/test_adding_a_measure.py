"""docs/adding-a-measure.md, done word for word in a copy of the tree: what it makes builds, passes its tests, and runs."""

import os
import sys
import unittest

import recipe


# A build of the whole tree: in the full tier.
@unittest.skipUnless(os.environ.get("COPSE_TIER") == "full", "skipped: in the full tier only")
class AddingAMeasure(recipe.Recipe):
    page = "adding-a-measure.md"

    def test_what_it_says_works(self):
        self.apply(1, 5)
        build = self.build("test_measure_table", "test_measure_vertex")
        for test in ("table", "vertex"):
            recipe.run(str(build / f"tests/measure/test_measure_{test}"), cwd=build)
        recipe.run(sys.executable, "-B", "tests/system/test_measures_page.py", "--write", cwd=self.tree,
                   COPSE_BIN=str(build / "copse"))
        self.assertIn("\n## reach\n", (self.tree / "docs/measures.md").read_text(encoding="utf-8"))
        self.follow_console(build)


if __name__ == "__main__":
    unittest.main()
