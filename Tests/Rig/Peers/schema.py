# SPDX-License-Identifier: Apache-2.0
"""schema.py SCHEMA FILE...: which YAML files another reader finds valid by a JSON Schema."""
import json
import re
import sys

import jsonschema
import yaml


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors use it; keys stay as they are written."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


for tag, pattern in [
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


def integer(loader, node):
    text = node.value
    return int(text, 16) if text.startswith("0x") else int(text)


Core.add_constructor("tag:yaml.org,2002:int", integer)
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        tree = yaml.load(file, Core)
    problem = jsonschema.exceptions.best_match(validator.iter_errors(tree))
    if problem is None:
        print("valid", path)
    else:
        place = "/".join(str(part) for part in problem.absolute_path)
        print("invalid", path, place, problem.message[:200].replace("\n", " "))
