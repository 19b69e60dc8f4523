"""A large memberships.csv imports in bounded memory: peak resident set, as the kernel counted it."""

import os
import subprocess
import unittest

from support import AS_OF, COPSE, SystemTest, measured

ROWS = 1_000_000
LIMIT_MB = 200


def peak_megabytes(command):
    """Run to the end; the kernel's own figure for this one child."""
    with open(os.devnull, "r+b") as nowhere:
        process = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=subprocess.PIPE)
    error = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / 1024, error


class MillionRows(SystemTest):
    def write_trust(self, folder, n_rows):
        """100,000 people in 2,000 CoPs; each row a distinct pair."""
        folder.mkdir()
        people, communities = n_rows // 10, 2000
        with open(folder / "members.csv", "w", encoding="ascii") as file:
            file.write("member_id,name\n")
            file.writelines(f"m{i:07},Person number {i}\n" for i in range(people))
        with open(folder / "communities.csv", "w", encoding="ascii") as file:
            file.write("community_id,name\n")
            file.writelines(f"c{i:05},Community {i}\n" for i in range(communities))
        with open(folder / "memberships.csv", "w", encoding="ascii") as file:
            file.write("member_id,community_id,role,since\n")
            file.writelines(f"m{i % people:07},c{(i // people * 211 + i) % communities:05},member,2024-01-{i % 28 + 1:02}\n"
                            for i in range(n_rows))

    def test_million_memberships_in_under_200_megabytes(self):
        folder = self.folder / "large"
        self.write_trust(folder, ROWS)
        status, peak, error = peak_megabytes(
            [COPSE, "import", str(folder), "--store", str(self.store), "--as-of", AS_OF])
        self.assertEqual(status, 0, error)
        measured(f"import of {ROWS} memberships: peak memory {peak:.0f} MB (limit {LIMIT_MB})")
        self.assertLess(peak, LIMIT_MB)
        counts = self.copse("status", "--json").stdout
        self.assertIn(str(ROWS), counts)


if __name__ == "__main__":
    unittest.main()
