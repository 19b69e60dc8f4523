"""A workbook holds what the CSV holds: read back by a program that is not ours, cell by cell."""

import csv
import io
import shutil
import subprocess
import unittest
import zipfile

from support import AS_OF, PROJECT, SystemTest

# Names, shares, days, counts that are not shown, and a table of the store's.
ASKED = [("isolated",), ("map",), ("status",), ("export", "--format", "csv-gephi", "--table", "ties")]


def same(cell, other):
    try:
        return abs(float(cell) - float(other)) <= 1e-9 * max(1.0, abs(float(cell)))
    except ValueError:
        return cell == other


@unittest.skipUnless(shutil.which("xlsx2csv"), "xlsx2csv is not there")
class Workbook(SystemTest):
    def rows(self, path):
        read = subprocess.run(["xlsx2csv", "--ignoreempty", path], capture_output=True, text=True, encoding="utf-8", check=True)
        return list(csv.reader(io.StringIO(read.stdout)))

    def test_it_holds_the_cells_of_the_csv(self):
        self.copse("import", PROJECT / "datasets" / "trust")
        book = self.folder / "answer.xlsx"
        for words in ASKED:
            with self.subTest(words[0]):
                table = list(csv.reader(io.StringIO(self.copse(*words, *(() if words[0] == "export" else ("--csv",))).stdout)))
                self.copse(*words, "--xlsx", book)
                read = self.rows(book)
                self.assertGreater(len(table), 1)
                self.assertEqual(len(read), len(table))
                for row, expected in zip(read, table):
                    row += [""] * (len(expected) - len(row))
                    self.assertTrue(len(row) == len(expected) and all(map(same, row, expected)), (row, expected))

    def test_numbers_are_numbers_texts_are_texts_and_none_is_a_formula(self):
        data = self.folder / "data"
        shutil.copytree(PROJECT / "datasets" / "southern-women", data)
        with open(data / "communities.csv", encoding="utf-8", newline="") as file:
            text = file.read()
        name = next(csv.DictReader(io.StringIO(text)))["name"]
        (data / "communities.csv").write_text(text.replace(name, "=1+1"), encoding="utf-8")
        self.copse("import", data, as_of="1936-06-30")
        book = self.folder / "answer.xlsx"
        self.copse("query", "SELECT name, 1 + 1 AS two, '007' AS code, '2026-06-30' AS day, '1931-02-30' AS none FROM communities "
                   "ORDER BY name LIMIT 1", "-o", book, as_of="1936-06-30")
        sheet = zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").decode()
        self.assertNotIn("<f>", sheet)
        self.assertIn('<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>', sheet)
        self.assertRegex(sheet, r'<c r="B2"><v>2</v></c>')
        self.assertIn('<c r="C2" t="inlineStr"><is><t>007</t></is></c>', sheet)
        self.assertIn('<c r="D2" s="2"><v>46203</v></c>', sheet)  # 30 June 2026, counted as Excel does
        self.assertIn('<c r="E2" t="inlineStr"><is><t>1931-02-30</t></is></c>', sheet)
        self.assertIn('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>', sheet)

    def test_same_table_same_bytes(self):
        self.copse("import", PROJECT / "datasets" / "southern-women", as_of="1936-06-30")
        books = []
        for zone in ("UTC", "Asia/Kolkata"):
            path = self.folder / f"{len(books)}.xlsx"
            self.copse("isolated", "--level", "community", "--xlsx", path, environment={"TZ": zone}, as_of="1936-06-30")
            books.append(path.read_bytes())
        self.assertEqual(*books)

    def test_one_format_at_a_time(self):
        for words in (("--json",), ("--csv",), ("-o", "x")):
            self.copse("isolated", "--xlsx", self.folder / "y.xlsx", *words, status=2)
        self.copse("isolated", "-o", self.folder / "y.svg", status=2)


if __name__ == "__main__":
    unittest.main()
