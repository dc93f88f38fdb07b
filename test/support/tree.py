"""Each text of a JSON list as PyYAML's SafeLoader reads it, as a tree of typed texts; null where it refuses."""
import datetime
import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    """Remembers which tags are written in the text, and how scalars are written."""

    def compose_node(self, parent, index):
        event = self.peek_event()
        tag = getattr(event, "tag", None)
        style = getattr(event, "style", None)
        node = super().compose_node(parent, index)
        if not isinstance(event, yaml.AliasEvent):
            node.written = tag
            node.plain = style is None
        return node


def instant(value):
    zone = value.utcoffset()
    shown = "no zone" if zone is None else str(int(zone.total_seconds() // 60))
    numbers = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
    return "timestamp " + " ".join(map(str, numbers)) + " " + shown


def scalar(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool " + str(value).lower()
    if isinstance(value, (int, float)):
        return type(value).__name__ + " " + repr(value)
    if isinstance(value, datetime.datetime):
        return instant(value)
    if isinstance(value, datetime.date):
        return "timestamp " + value.isoformat()
    if isinstance(value, str):
        return "str " + value
    raise ValueError("not a scalar")


def tree(loader, node, known):
    """A scalar is a string; a list [0, items]; a mapping [1, pairs]; a tagged node [2, tag, content]."""
    if node in known:
        if known[node] is None:
            raise ValueError("recursive")
        return known[node]
    known[node] = None
    known[node] = content(loader, node, known)
    return known[node]


def content(loader, node, known):
    tag = node.written
    if isinstance(node, yaml.ScalarNode):
        if tag is not None:
            if tag == "!":
                loader.construct_object(node)
            empty = node.plain and node.value == ""
            inner = "null" if empty else ("text " if node.plain else "quoted ") + node.value
            return [2, tag, inner]
        return scalar(loader.construct_object(node))
    if isinstance(node, yaml.SequenceNode):
        plain = [0, [tree(loader, item, known) for item in node.value]]
    else:
        loader.flatten_mapping(node)
        pairs = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or key_node.written is not None:
                raise ValueError("a key this check does not know")
            key = loader.construct_object(key_node)
            first = pairs[key][0] if key in pairs else scalar(key)
            pairs[key] = (first, tree(loader, value_node, known))
        plain = [1, list(pairs.values())]
    return plain if tag in (None, "!") else [2, tag, plain]


def read(text):
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        return "null" if node is None else tree(loader, node, {})
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError):
        return None


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
