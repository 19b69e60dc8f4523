"""Damaged folders leave the store exactly as it was; the same rows in another order change nothing."""

import random
import shutil
import unittest

from support import PROJECT, SystemTest

DATA = PROJECT / "datasets" / "southern-women"


class Untouched(SystemTest):
    def setUp(self):
        super().setUp()
        self.copse("import", DATA)
        self.before = self.store.read_bytes()

    def folder_like_data(self):
        folder = self.folder / "again"
        shutil.copytree(DATA, folder)
        return folder

    def refuse(self, folder, status=3):
        said = self.copse("import", folder, status=status).stderr
        self.assertEqual(self.store.read_bytes(), self.before)
        left = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual([name for name in left if name not in ("again", "trust.copse")], [])
        return said

    def test_file_cut_in_the_middle_of_a_key(self):
        folder = self.folder_like_data()
        whole = (folder / "memberships.csv").read_bytes()
        # Two bytes of "e14" are gone: the last row names a CoP that does not exist.
        (folder / "memberships.csv").write_bytes(whole.rstrip(b"\n")[:-2])
        said = self.refuse(folder)
        self.assertRegex(said, r"memberships\.csv:\d+:\d+")

    def test_file_cut_within_quotes(self):
        folder = self.folder_like_data()
        with open(folder / "communities.csv", "ab") as file:
            file.write(b'e99,"The quote that never')
        self.assertRegex(self.refuse(folder), r"communities\.csv:\d+")

    def test_binary_garbage(self):
        draw = random.Random(41)
        for name in ("members.csv", "communities.csv", "memberships.csv"):
            with self.subTest(name):
                folder = self.folder_like_data()
                (folder / name).write_bytes(bytes(draw.randrange(256) for _ in range(4096)))
                self.assertIn(name, self.refuse(folder))
                shutil.rmtree(folder)

    def test_header_without_its_key_column(self):
        folder = self.folder_like_data()
        text = (folder / "memberships.csv").read_text(encoding="utf-8")
        (folder / "memberships.csv").write_text(text.replace("member_id", "person", 1), encoding="utf-8")
        self.assertIn("member_id", self.refuse(folder))

    def test_rows_in_another_order_and_twice_change_no_fact(self):
        facts = self.dump()
        folder = self.folder_like_data()
        draw = random.Random(7)
        for path in folder.glob("*.csv"):
            header, *lines = path.read_text(encoding="utf-8").splitlines()
            lines += lines
            draw.shuffle(lines)
            path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        self.copse("import", folder)
        self.assertEqual(self.dump(), facts)

    def test_the_same_folder_again_changes_no_byte_of_the_facts(self):
        facts = self.dump()
        self.copse("import", DATA)
        self.assertEqual(self.dump(), facts)


if __name__ == "__main__":
    unittest.main()
