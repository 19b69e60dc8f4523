"""A page of docs as commands and what they are to print: read from its ```console blocks, run in order, compared."""

import re
import subprocess

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
HERE_DOCUMENT = re.compile(r"<<'(\w+)'")


def commands_of(page):
    """[(command, expected output)] in the order of the page."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        ends_with = None
        for line in block.splitlines(keepends=True):
            if ends_with:
                found[-1] = (found[-1][0] + "\n" + line.rstrip("\n"), "")
                ends_with = None if line.strip() == ends_with else ends_with
            elif line.startswith("$ "):
                found.append((line[2:].strip(), ""))
                opened = HERE_DOCUMENT.search(line)
                ends_with = opened[1] if opened else None
            elif found:
                command, expected = found[-1]
                found[-1] = (command, expected + line)
    return found


def matches(expected, printed):
    """Equal but for "..." lines, each of which stands for any number of whole lines."""
    parts = re.split(r"^\s*\.\.\.\n", expected, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


def run(page, shell=("bash", "-c"), **where):
    """(command, expected output, printed output) of each, run by the words of shell; where is subprocess.run's."""
    for command, expected in commands_of(page):
        done = subprocess.run([*shell, command], text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8", **where)
        yield command, expected, done.stdout
