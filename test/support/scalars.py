"""Type and value of each text of a JSON list, as PyYAML reads it in a block sequence."""
import datetime
import json
import sys

import yaml


def tell(text):
    try:
        value = yaml.safe_load("- " + text)[0]
    except (yaml.YAMLError, ValueError, OverflowError):
        return "invalid " + text
    if value is None:
        return "null null"
    if isinstance(value, bool):
        return "bool " + str(value).lower()
    if isinstance(value, int):
        return "int " + str(value)
    if isinstance(value, float):
        return "float " + repr(value)
    if isinstance(value, datetime.datetime):
        return "timestamp " + value.isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return "timestamp " + value.isoformat()
    if isinstance(value, str):
        return "str " + value
    return "other " + repr(value)


json.dump([tell(text) for text in json.load(sys.stdin)], sys.stdout)
