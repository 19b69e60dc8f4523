"""check_rooms.py finds each kind of fault in a small made-up engine, so that its silence means something."""

import tempfile
import unittest
from pathlib import Path

import check_rooms


class CheckRooms(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.project = Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def test_left_is_allowed(self):
        self.write("engine/model/fit.c", '#include "base/error.h"\n#include "network/network.h"\n')
        self.assertEqual(check_rooms.include_faults(self.project), [])

    def test_right_is_a_fault(self):
        self.write("engine/network/find.c", '#include "model/model.h"\n')
        self.assertEqual(len(check_rooms.include_faults(self.project)), 1)

    def test_library_outside_its_room_is_a_fault(self):
        self.write("engine/question/join.c", "#include <sqlite3.h>\n#include <gsl/gsl_math.h>\n")
        self.assertEqual(len(check_rooms.include_faults(self.project)), 2)

    def test_command_line_sees_the_public_header_only(self):
        self.write("cli/join.c", '#include "copse.h"\n#include "base/error.h"\n')
        self.assertEqual(len(check_rooms.include_faults(self.project)), 1)


if __name__ == "__main__":
    unittest.main()
