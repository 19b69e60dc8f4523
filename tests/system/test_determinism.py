"""Same data and seed, same bytes: over BLAS threads, BLAS kernels and Copse's own threads.

OpenBLAS gives other last bits for another kernel or thread count; what Copse prints
must not show it. Kernels that this processor lacks fall back to one that it has, so
asking for them is safe and at worst repeats another: those that were used are counted.
One run is left as the machine has it.
"""

import itertools
import os
import re
import subprocess
import unittest

from support import COPSE, FULL, PROJECT, SystemTest, measured

KERNELS = ["Prescott", "Nehalem", "Sandybridge", "Haswell"] + (["Zen", "SkylakeX"] if FULL else [])
THREADS = ["1", "2"]


def kernel_of(environment):
    """The kernel that OpenBLAS takes, as it says itself when it is asked to be talkative."""
    said = subprocess.run([COPSE, "version"], env={**os.environ, **environment, "OPENBLAS_VERBOSE": "2"},
                          capture_output=True, text=True, check=True)
    return re.search(r"^Core: (\w+)", said.stdout + said.stderr, re.M).group(1)


class Determinism(SystemTest):
    def answers(self, name, environment):
        store = self.folder / f"{name}.copse"
        self.copse("import", PROJECT / "datasets" / "debian-teams", store=store, environment=environment)
        self.copse("fit", "--seed", 7, store=store, environment=environment)
        everybody = self.copse("join", "--all", "--top", 10, "--csv", "--for", "steward", "--reason",
                               "test of determinism", store=store, environment=environment).stdout
        one = self.copse("join", "m0001", "--json", store=store, environment=environment).stdout
        return everybody + one

    def test_same_bytes_over_threads_and_kernels(self):
        seen, used = {("as it is", "as many as there are"): self.answers("unset", {})}, {kernel_of({})}
        for kernel, threads in itertools.product(KERNELS, THREADS):
            environment = {"OPENBLAS_CORETYPE": kernel, "OPENBLAS_NUM_THREADS": threads,
                           "OMP_NUM_THREADS": threads}
            used.add(kernel_of(environment))
            seen[kernel, threads] = self.answers(f"{kernel}-{threads}", environment)
        first = next(iter(seen.values()))
        self.assertGreater(len(first.splitlines()), 1000)
        for run, bytes_of_run in seen.items():
            self.assertEqual(bytes_of_run, first, f"kernel and threads {run}")
        measured(f"import, fit and join give the same bytes in {len(seen)} runs over "
                 f"{len(used)} BLAS kernels and {len(THREADS)} thread counts")


if __name__ == "__main__":
    unittest.main()
