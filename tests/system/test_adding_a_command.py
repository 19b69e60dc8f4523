"""docs/adding-a-command.md, done word for word in a copy of the tree: what it makes builds, passes its tests, and runs."""

import os
import shutil
import unittest

import recipe


# A build of the whole tree: in the full tier.
@unittest.skipUnless(os.environ.get("COPSE_TIER") == "full", "skipped: in the full tier only")
@unittest.skipUnless(shutil.which("bats"), "skipped: bats is not installed")
class AddingACommand(recipe.Recipe):
    page = "adding-a-command.md"

    def test_what_it_says_works(self):
        self.apply(3, 5)
        build = self.build()
        program = str(build / "copse")
        recipe.run("bats", "tests/cli/size.bats", cwd=self.tree, COPSE=program)
        recipe.run("bats", "-f", "opens with two examples|wider than", "tests/cli/help.bats", cwd=self.tree, COPSE=program)
        recipe.run("bats", "-f", "no command is forgotten", "tests/cli/canary.bats", cwd=self.tree, COPSE=program)
        self.assertIn("complete -c copse -n __fish_use_subcommand -a size", recipe.run(program, "help", "--as", "fish", cwd=build))
        self.follow_console(build)


if __name__ == "__main__":
    unittest.main()
