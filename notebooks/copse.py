"""Copse from a notebook: run a command, get its JSON; an evaluation as tables; how its pictures look.

COPSE names the program; without it ../build/copse is run.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import pandas

PROJECT = Path(__file__).resolve().parents[1]
PROGRAM = os.environ.get("COPSE", str(PROJECT / "build" / "copse"))
FOLDER = tempfile.TemporaryDirectory(prefix="copse-notebook-")
MEASURES = ["recall", "hit", "ndcg", "mrr"]


def run(*words):
    """The text that `copse WORDS` prints; what it says on stderr is the error that is raised."""
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def store_of(folder, as_of):
    """Import a folder of CSV into a store of its own. Returns the options that name it and the day."""
    path = tempfile.mktemp(suffix=".copse", dir=FOLDER.name)
    options = ["--store", path, "--as-of", as_of]
    run("import", folder, *options)
    return options


def ask(store, *words):
    """The answer of `copse WORDS` as JSON has it."""
    return json.loads(run(*words, "--json", *store))["answer"]


def evaluate(store, *options):
    """The answer of `copse evaluate`."""
    return ask(store, "evaluate", *options)


def _table(rows, names):
    return pandas.DataFrame(
        [{**{name: row[name] for name in names}, "measure": measure, **row[measure]} for row in rows for measure in MEASURES])


def figures(answer):
    """model, slice, members, measure, mean, lower, upper: one row a figure."""
    return _table(answer["figures"], ["model", "slice", "members"])


def differences(answer):
    """baseline, measure, mean, lower, upper of what was put to the test less the baseline."""
    return _table(answer["differences"], ["baseline"])
