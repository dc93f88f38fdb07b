"""The proof of config-inherit by the user's own Python and PyYAML (`--with-python`, docs/python.md).

Reads JSON lines on standard input, so that one session at a time is held:

    {"kind": "options", "keyOrder": "nested" | "strict" | "ignore", "reserved": [key], "required": [key]}
    {"kind": "parent", "path": path, "text": YAML, "sessions": [name]}
    {"kind": "session", "name": name, "legacy": {"path": path, "text": YAML}, "session": {the same}}

A session belongs to the parent before it. Each text is read by `yaml.safe_load`, the session is merged over the
parent, and types, values and the order of keys are compared with the legacy config. Writes JSON lines:

    {"difference": {"session", "path", "kind", "before", "after"}}
    {"byTag": {"session", "reason"}}      safe_load refuses it, before and after: see `Opaque`
    {"missing": "yaml"}                   PyYAML is not installed; nothing else is written
    {"done": {"sessions", "differences", "python", "pyyaml"}}

It writes no file, opens none, and runs nothing that a text holds. Needs Python 3.6 and PyYAML, nothing else: it is
one long file, so that it imports nothing of its own wherever it is installed.
"""

import json
import math
import platform
import sys
from collections import Counter, namedtuple

try:
    import yaml
except ImportError as import_error:
    if import_error.name != "yaml":
        raise
    print(json.dumps({"missing": "yaml"}))
    sys.exit(0)

# Rows that are written for one session; the rest is counted.
MOST = 20
LONGEST = 60
MERGE = "tag:yaml.org,2002:merge"

# A node that is only compared: its tag, its content as it stands, and whether that is a plain scalar.
Tagged = namedtuple("Tagged", "tag content plain")


class Opaque(yaml.SafeLoader):
    """safe_load for texts that safe_load refuses: what it cannot construct becomes a `Tagged`. Nothing is executed.

    That is a tag it does not know, a scalar that is not what its tag says (2022-02-30), a merge key with something
    that cannot be merged (`<<: !include x`). What is no YAML to PyYAML is refused here too.
    """

    def flatten_mapping(self, node):
        kept = [pair for pair in node.value if stays(*pair)]
        node.value = [pair for pair in node.value if not stays(*pair)]
        super().flatten_mapping(node)
        node.value = kept + node.value


def stays(key, value):
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    return key.tag == MERGE and not all(isinstance(item, yaml.MappingNode) for item in items)


def opaque(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return Tagged(node.tag, node.value, node.style is None)
    if isinstance(node, yaml.SequenceNode):
        return Tagged(node.tag, loader.construct_sequence(node, deep=True), False)
    return Tagged(node.tag, loader.construct_mapping(node, deep=True), False)


def or_opaque(constructor, kind):
    """The constructor of a tag, made to keep what it would refuse."""

    def construct(loader, node):
        if not isinstance(node, kind):
            return opaque(loader, "", node)
        try:
            return constructor(loader, node)
        except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, AttributeError):
            return opaque(loader, "", node)

    return construct


KINDS = {
    yaml.ScalarNode: ("null", "bool", "int", "float", "binary", "timestamp", "str"),
    yaml.SequenceNode: ("seq", "omap", "pairs"),
    yaml.MappingNode: ("map", "set"),
}

Opaque.add_multi_constructor("", opaque)
for node_kind, names in KINDS.items():
    for tag in ("tag:yaml.org,2002:" + name for name in names):
        Opaque.add_constructor(tag, or_opaque(yaml.SafeLoader.yaml_constructors[tag], node_kind))


class Refused(Exception):
    """A text that cannot be read; the message says why."""


def safe_load(text):
    try:
        return yaml.safe_load(text)
    except Exception as error:  # whatever it is, the consumer would get it too
        raise Refused(reason(error)) from None


def opaque_load(text):
    try:
        return yaml.load(text, Loader=Opaque)
    except Exception as error:
        raise Refused(reason(error)) from None


def reason(error):
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return "%s (%d:%d)" % (error.problem, mark.line + 1, mark.column + 1)
    lines = str(error).splitlines() or [""]
    return "%s: %s" % (type(error).__name__, lines[0])


def merge(base, override, known):
    """The merge of the loader. Neither argument changes; what aliases share is merged once."""
    pair = (id(base), id(override))
    if pair not in known:
        result = dict(base)
        for key, value in override.items():
            both = isinstance(result.get(key), dict) and isinstance(value, dict)
            result[key] = merge(result[key], value, known) if both else value
        known[pair] = result
    return known[pair]


class Comparison:
    """Compares two values and keeps a row for each difference. 1, 1.0 and True are three values, as keys too."""

    def __init__(self, key_order):
        self.key_order = key_order
        self.rows = []
        self.known = set()

    def compare(self, path, a, b):
        if type(a) is not type(b):
            self.add(path, "type", shown(a), shown(b))
        elif isinstance(a, (dict, list, tuple)):
            # Aliases lead to the same pair again and again, and recursive ones into it.
            if (id(a), id(b)) in self.known:
                return
            self.known.add((id(a), id(b)))
            if isinstance(a, dict):
                self.mappings(path, a, b)
            elif isinstance(a, Tagged):
                self.tagged(path, a, b)
            else:
                self.lists(path, a, b)
        elif identity(a) != identity(b):
            self.add(path, "value", shown(a), shown(b))

    def tagged(self, path, a, b):
        if a.tag != b.tag or a.plain != b.plain:
            self.add(path, "type", shown(a), shown(b))
        else:
            self.compare(path, a.content, b.content)

    def mappings(self, path, a, b):
        before = {identity(key): key for key in a}
        after = {identity(key): key for key in b}
        for key in before:
            if key not in after:
                self.add(path + (before[key],), "lost", shown(a[before[key]]), "")
        for key in after:
            if key not in before:
                self.add(path + (after[key],), "appeared", "", shown(b[after[key]]))
        for key in before:
            if key in after:
                self.compare(path + (before[key],), a[before[key]], b[after[key]])
        counts = self.key_order == "strict" or (self.key_order == "nested" and path != ())
        if counts and list(before) != list(after) and set(before) == set(after):
            self.add(path, "order", ", ".join(map(key_text, a)), ", ".join(map(key_text, b)))

    def lists(self, path, a, b):
        if is_flat(a) and is_flat(b):
            before, after = [identity(item) for item in a], [identity(item) for item in b]
            if before != after:
                self.add(path, "list", "%d items" % len(a), list_text(a, b, before, after))
            return
        for at in range(max(len(a), len(b))):
            if at >= len(b):
                self.add(path + (Index(at),), "lost", shown(a[at]), "")
            elif at >= len(a):
                self.add(path + (Index(at),), "appeared", "", shown(b[at]))
            else:
                self.compare(path + (Index(at),), a[at], b[at])

    def add(self, path, kind, before, after):
        self.rows.append({"path": path_text(path), "kind": kind, "before": before, "after": after})


class Index(int):
    """A place in a list, told apart from a key that is a number."""


def is_flat(items):
    return not any(isinstance(item, (dict, list, tuple)) for item in items)


def identity(value):
    """A string that two scalars (or sets) share when they are the same typed value."""
    if isinstance(value, (set, frozenset)):
        return "set " + json.dumps(sorted(identity(item) for item in value))
    if isinstance(value, (Tagged, tuple)):  # as a key
        return "%s %s" % (type(value).__name__, json.dumps([identity(item) for item in value]))
    if isinstance(value, int) and not isinstance(value, bool):
        return "int " + hex(value)  # newer Pythons refuse to write long ones in decimal
    if isinstance(value, float) and math.isnan(value):
        return "float nan"
    if isinstance(value, str):
        return "str " + value
    return "%s %r" % (type(value).__name__, value)


def list_text(a, b, before, after):
    added = without(b, after, Counter(before))
    removed = without(a, before, Counter(after))
    if not added and not removed:
        return "%d items (other order of %d)" % (len(b), len(a))
    some = ["+" + shown(item) for item in added] + ["-" + shown(item) for item in removed]
    examples = " ".join(some[:6]) + (" ..." if len(some) > 6 else "")
    return "%d items (+%d -%d of %d: %s)" % (len(b), len(added), len(removed), len(a), examples)


def without(items, identities, others):
    """The items of one list that are not in the other, counted as often as they stand there."""
    left = []
    for item, key in zip(items, identities):
        if others[key] == 0:
            left.append(item)
        others[key] -= others[key] > 0
    return left


def shown(value):
    if isinstance(value, Tagged):
        content = value.content if value.plain else shown(value.content)
        text = "%s %s" % (value.tag, content)
    elif isinstance(value, dict):
        text = "mapping of %d" % len(value)
    elif isinstance(value, (list, tuple, set)):
        text = "%s of %d" % (type(value).__name__, len(value))
    elif isinstance(value, str):
        text = json.dumps(value, ensure_ascii=False)
    elif value is None:
        text = "null"
    elif isinstance(value, bool):
        text = "bool " + str(value).lower()
    elif isinstance(value, int) and value.bit_length() > 1000:
        text = "int " + hex(value)
    else:
        text = "%s %s" % (type(value).__name__, value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


def key_text(key):
    return key if isinstance(key, str) else shown(key)


def path_text(path):
    return ".".join(str(int(key)) if isinstance(key, Index) else key_text(key) for key in path)


class Layout:
    """A parent as its sessions see it, read once by each loader that is needed."""

    def __init__(self, given, reserved):
        self.given = given
        self.reserved = reserved
        self.read = {}

    def root(self, load):
        """The parent's mapping. Raises Refused."""
        if load not in self.read:
            try:
                self.read[load] = load(self.given["text"])
            except Refused as refused:
                self.read[load] = refused
        root = self.read[load]
        if isinstance(root, Refused):
            raise root
        if not isinstance(root, dict):
            raise Refused("%s is not a mapping" % self.given["path"])
        return root

    def base(self, load):
        """What sessions are merged over. Raises Refused."""
        return {key: value for key, value in self.root(load).items() if key not in self.reserved}

    def wrong_sessions(self):
        """What is wrong with the keys of the layout itself, as before and after; None when nothing is."""
        try:
            parent = self.root(opaque_load)
        except Refused:
            return None  # said with the sessions
        if not isinstance(parent.get("session_dir"), str):
            return "a string session_dir", shown(parent.get("session_dir"))
        names, items = self.given["sessions"], parent.get("sessions")
        items = items if isinstance(items, list) else []
        for at in range(max(len(names), len(items))):
            if names[at : at + 1] != items[at : at + 1]:
                before = names[at] if at < len(names) else "no more sessions"
                return before, shown(items[at]) if at < len(items) else "no name"
        return None


class Proof:
    def __init__(self, options):
        self.options = options
        self.layout = None
        self.sessions = 0
        self.differences = 0

    def parent(self, given):
        self.layout = Layout(given, self.options["reserved"])
        wrong = self.layout.wrong_sessions()
        if wrong is not None:
            self.differ("", [row("sessions", "sessions", *wrong)])

    def session(self, given):
        self.sessions += 1
        try:
            before = safe_load(given["legacy"]["text"])
        except Refused as refused:
            self.refused(given, str(refused))
            return
        try:
            self.judge(given, safe_load, before)
        except Refused as refused:
            self.differ(given["name"], [row("", "unreadable", "", str(refused))])

    def refused(self, given, why):
        """The consumer cannot read the legacy config. Its text may still be compared, by tag and content."""
        name = given["name"]
        try:
            before = opaque_load(given["legacy"]["text"])
        except Refused:
            why = "safe_load cannot read it, so nothing could be compared: " + why
            self.differ(name, [row("", "unreadable", why, "")])
            return
        try:
            self.layout.root(safe_load)
            safe_load(given["session"]["text"])
        except Refused:
            pass
        else:
            self.differ(name, [row("", "unreadable", why, "safe_load reads it")])
            return
        try:
            self.judge(given, opaque_load, before)
        except Refused as refused:
            self.differ(name, [row("", "unreadable", "", str(refused))])
            return
        write({"byTag": {"session": name, "reason": why}})

    def judge(self, given, load, before):
        base = self.layout.base(load)
        own = load(given["session"]["text"])
        if not isinstance(own, dict):
            raise Refused("%s is not a mapping" % given["session"]["path"])
        missing = [key for key in self.options["required"] if key not in own]
        rows = [row(key, "missing", "in the session file", "") for key in missing]
        comparison = Comparison(self.options["keyOrder"])
        # PyYAML takes more frames for a level than this does: what it could read can be compared.
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(limit * 5)
        try:
            comparison.compare((), before, merge(base, own, {}))
        finally:
            sys.setrecursionlimit(limit)
        self.differ(given["name"], rows + comparison.rows)

    def differ(self, session, rows):
        more = len(rows) - MOST
        if more > 0:
            rows = rows[:MOST] + [row("", "value", "%d more differences" % more, "")]
        self.differences += len(rows)
        for found in rows:
            write({"difference": dict(found, session=session)})


def row(path, kind, before, after):
    return {"path": path, "kind": kind, "before": before, "after": after}


def write(message):
    sys.stdout.write(json.dumps(message) + "\n")


def main():
    lines = (json.loads(line.decode("utf-8")) for line in sys.stdin.buffer)
    proof = Proof(next(lines))
    for given in lines:
        if given["kind"] == "parent":
            proof.parent(given)
        else:
            proof.session(given)
    write(
        {
            "done": {
                "sessions": proof.sessions,
                "differences": proof.differences,
                "python": platform.python_version(),
                "pyyaml": yaml.__version__,
            }
        }
    )


main()
