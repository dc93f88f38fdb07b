"""Judges migrations with PyYAML, sharing nothing with the tool: reads a JSON list of
{old: folder, parent: file, names: {session: legacy file}, order: nested|strict|ignore} on stdin, prints one
difference a line and nothing when all are equal. Tags that safe_load does not know are compared by tag and content."""

import json
import math
import os
import sys

import yaml


class Loader(yaml.SafeLoader):
    pass


def opaque(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return ("tagged", node.tag, node.value)
    if isinstance(node, yaml.SequenceNode):
        return ("tagged", node.tag, loader.construct_sequence(node, deep=True))
    return ("tagged", node.tag, loader.construct_mapping(node, deep=True))


Loader.add_multi_constructor("", opaque)


def read(path):
    with open(path, "rb") as file:
        return yaml.load(file, Loader=Loader)


def merge(base, override):
    result = dict(base)
    for key, value in override.items():
        both = isinstance(result.get(key), dict) and isinstance(value, dict)
        result[key] = merge(result[key], value) if both else value
    return result


def same(a, b, order, root=True):
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        counts = order == "strict" or (order == "nested" and not root)
        # 1, 1.0 and True are one key to a dict, and three here.
        keys, others = ([(type(key), key) for key in value] for value in (a, b))
        return (keys == others if counts else set(keys) == set(others)) and all(same(a[key], b[key], order, False) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y, order, False) for x, y in zip(a, b))
    if isinstance(a, float):
        if math.isnan(a) or math.isnan(b):
            return math.isnan(a) and math.isnan(b)
        return a == b and math.copysign(1, a) == math.copysign(1, b)
    return a == b and repr(a) == repr(b)


def main():
    for case in json.load(sys.stdin):
        parent = read(case["parent"])
        folder = os.path.join(os.path.dirname(case["parent"]), parent["session_dir"])
        if parent["sessions"] != list(case["names"]):
            print(case["old"], "sessions", parent["sessions"], list(case["names"]))
        base = {key: value for key, value in parent.items() if key not in ("session_dir", "sessions")}
        for name, legacy in case["names"].items():
            try:
                original = read(os.path.join(case["old"], legacy))
            except yaml.YAMLError:
                continue  # PyYAML has no reading of it to keep (`<<: !include x`)
            try:
                merged = merge(base, read(os.path.join(folder, f"{name}.yaml")))
            except yaml.YAMLError as error:
                print(case["old"], name, error)
                continue
            if not same(original, merged, case["order"]):
                print(case["old"], name, original, merged)


if __name__ == "__main__":
    main()
