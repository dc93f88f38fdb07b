"""What one would write for the migration in plain Python: load all, intersect, dump, load again, compare.

    plain.py c|pure parse|migrate FOLDER [OUT]

`parse` prints seconds, processor seconds in user mode and peak memory in MB as JSON; a thousand texts at a time are
read while the clock stands. `migrate` prints nothing.
"""

import json
import os
import resource
import sys
import time

import yaml


def merge(base, override):
    merged = dict(base)
    for key, value in override.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def intersect(configs):
    first = configs[0]
    return {
        key: value
        for key, value in first.items()
        if key not in ("cids", "session") and all(key in one and one[key] == value for one in configs)
    }


def load(path, loader):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)


def migrate(folder, out, loader, dumper):
    names = sorted(name for name in os.listdir(folder) if name.endswith(".yaml") and "base" not in name)
    configs = [load(os.path.join(folder, name), loader) for name in names]
    shared = intersect(configs)
    os.makedirs(os.path.join(out, "sessions"), exist_ok=True)
    parent = {"session_dir": "./sessions", "sessions": [name[:-5] for name in names], **shared}
    with open(os.path.join(out, "parent.yaml"), "w", encoding="utf-8") as file:
        yaml.dump(parent, file, Dumper=dumper, sort_keys=False)
    for name, config in zip(names, configs):
        own = {key: value for key, value in config.items() if key not in shared}
        with open(os.path.join(out, "sessions", name), "w", encoding="utf-8") as file:
            yaml.dump(own, file, Dumper=dumper, sort_keys=False)
    base = load(os.path.join(out, "parent.yaml"), loader)
    base = {key: value for key, value in base.items() if key not in ("session_dir", "sessions")}
    for name, config in zip(names, configs):
        if merge(base, load(os.path.join(out, "sessions", name), loader)) != config:
            sys.exit(f"{name} differs")


def parse(folder, loader):
    names = os.listdir(folder)
    seconds = user = 0
    for at in range(0, len(names), 1000):
        texts = []
        for name in names[at : at + 1000]:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                texts.append(file.read())
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        start = time.perf_counter()
        for text in texts:
            yaml.load(text, Loader=loader)
        seconds += time.perf_counter() - start
        user += resource.getrusage(resource.RUSAGE_SELF).ru_utime - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "user": user, "megabytes": peak}))


def main():
    kind, what, folder = sys.argv[1:4]
    loader = yaml.CSafeLoader if kind == "c" else yaml.SafeLoader
    dumper = yaml.CSafeDumper if kind == "c" else yaml.SafeDumper
    if what == "parse":
        parse(folder, loader)
    else:
        migrate(folder, sys.argv[4], loader, dumper)


main()
