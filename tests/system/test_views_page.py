"""docs/views.md is made of the table that `copse query` runs on: test_views_page.py [--write]"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "views.md"
HEAD = """# What `copse query` may read

Made from the table in `engine/store/views.c` (`tests/system/test_views_page.py --write`); `copse query --views` prints the
same. Every column is named after what it is in the [import format](import.md); keys join one view to another.

    copse query "SELECT name, members FROM communities ORDER BY members DESC LIMIT 5"
    copse query "SELECT topic, count(*) AS cops FROM community_topics GROUP BY topic" --csv -o topics.csv

One SELECT in SQLite's dialect, with everything that it has: joins, window functions, recursive queries. What is refused:
other statements, the store's own tables, functions that reach files, and chance (`random`), since the same question on the
same data has the same answer. For that reason, too, ask `about` for the day instead of `date('now')`.

**Counts of people** are the published ones. NULL means: some, and not published; adding up other rows does not give it
back. A row that is missing from `team_communities` or `site_communities` is nobody, or a sensitive CoP.
**People** are those who agreed to be named in the trust; with `--for steward --reason TEXT`, which the audit log keeps, all
but who objected. **Sensitive CoPs** are in none of the views.

These views are a contract: columns are added, and none is taken away or given another meaning, until the schema
`copse/query/1` of the JSON becomes another.
"""


def page(views):
    parts = [HEAD]
    for view in views:
        columns = "\n".join(f"- `{column}`" for column in view["columns"].split(", "))
        parts.append(f"## {view['view']}\n\nA row is {view['a_row_is']}.\n\n{columns}\n")
    return "\n".join(parts)


def main():
    copse = Path(os.environ.get("COPSE_BIN", PROJECT / "build" / "copse"))
    with tempfile.TemporaryDirectory(prefix="copse-test-") as folder:
        store = Path(folder) / "empty.copse"
        subprocess.run([copse, "init", "--store", store, "--quiet"], check=True)
        said = subprocess.run([copse, "query", "--views", "--json", "--store", store], check=True, capture_output=True)
    wanted = page(json.loads(said.stdout)["answer"]["sections"][0]["rows"])
    if "--write" in sys.argv:
        PAGE.write_text(wanted, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != wanted:
        sys.exit("docs/views.md is not what the program's table says: run tests/system/test_views_page.py --write")


if __name__ == "__main__":
    main()
