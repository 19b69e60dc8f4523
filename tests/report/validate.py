#!/usr/bin/env python3
"""Validate what a command prints against a JSON Schema: validate.py SCHEMA COMMAND [ARGUMENT...]

Beyond the schema: the bytes are strict JSON (no NaN, no repeated key), and
wherever an object holds a score and its reasons, the reasons as printed add up
to the score as printed.
"""
import json
import subprocess
import sys
from decimal import Decimal

import jsonschema


def refuse(word):
    raise ValueError(f"{word} is not JSON")


def object_of(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key is repeated in {keys}")
    return dict(pairs)


def parts_add_up(node):
    if isinstance(node, dict):
        if "score" in node and "reasons" in node:
            total = sum((reason["value"] for reason in node["reasons"]), Decimal(0))
            if total != node["score"]:
                raise ValueError(f"parts add up to {total}, the score is {node['score']}")
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            parts_add_up(child)


def main():
    schema_path, command = sys.argv[1], sys.argv[2:]
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    value = json.loads(text, parse_constant=refuse, object_pairs_hook=object_of)
    jsonschema.Draft202012Validator(schema).validate(value)
    parts_add_up(json.loads(text, parse_float=Decimal))


if __name__ == "__main__":
    try:
        main()
    except (ValueError, jsonschema.ValidationError, subprocess.CalledProcessError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
