"""The report on benchmarks calls a difference one only where it is larger than what runs differ by."""

import sys
import unittest

from support import PROJECT

sys.path.insert(0, str(PROJECT / "tests" / "bench"))
from regress import judge, numbers, table  # noqa: E402


class Regress(unittest.TestCase):
    def test_rows_are_named_by_their_texts(self):
        self.assertEqual(numbers({"rows": [{"step": "import", "wall": 2, "ok": True}, {"wall": 3}], "staff": 5}),
                         {"rows/import/wall": 2.0, "rows/1/wall": 3.0, "staff": 5.0})

    def test_ranges_that_touch_are_no_difference(self):
        self.assertEqual(judge([1.0, 1.1, 1.2], [1.2, 1.3, 1.4])[4], "")
        self.assertEqual(judge([1.0, 1.1, 1.2], [1.3, 1.4, 1.5])[4], "larger")
        self.assertEqual(judge([1.0, 1.1, 1.2], [0.5, 0.6, 0.7])[4], "smaller")
        then, now, ratio, noise, _ = judge([1.0, 2.0, 3.0], [4.0, 4.0, 4.0])
        self.assertEqual((then, now, ratio, noise), (2.0, 4.0, 2.0, 1.0))

    def test_one_run_a_side_is_not_judged(self):
        self.assertEqual(judge([1.0], [9.0])[3:], (None, ""))
        self.assertIn("| a | 1 | 9 | 9.000 |  |  |", table([{"a": 1.0, "b": 1.0}], [{"a": 9.0}]))


if __name__ == "__main__":
    unittest.main()
