"""Judges layouts with PyYAML, sharing nothing with the tool: reads a JSON list of JSON texts
{"order": nested|strict|ignore, "parent": text, "sessions": [{"name", "legacy": text, "session": text}]} on stdin, and
writes a list with {"unread": sessions whose legacy text PyYAML does not read as a mapping, "differences": [text]} for each.
Tags that safe_load does not know are compared by tag and content. Where the parent is null nothing is compared."""

import json
import os
import sys

import yaml

sys.path.insert(0, os.path.dirname(__file__))
from roundtrip import Loader, merge, same  # noqa: E402


known = {}


def read(text):
    """Texts that come again are read once; nobody changes what is read."""
    if text not in known:
        try:
            known[text] = (yaml.load(text, Loader=Loader), None)
        # What is read as a type it is not (2022-02-30) is a ValueError, `!!float x` too, a key that is a list is a
        # ConstructorError, and deep nesting a RecursionError.
        except (yaml.YAMLError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError) as error:
            known[text] = (None, "%s: %s" % (type(error).__name__, " ".join(str(error).split())))
    value, error = known[text]
    if error is not None:
        raise Unread(error)
    if not isinstance(value, dict):
        raise Unread("not a mapping")
    return value


class Unread(Exception):
    pass


def reads(text):
    try:
        read(text)
        return True
    except Unread:
        return False


def judge(case):
    unread, differences = [], []
    if case["parent"] is None:
        return {"unread": [one["name"] for one in case["sessions"] if not reads(one["legacy"])], "differences": []}
    parent, why = None, ""
    try:
        parent = read(case["parent"])
        names = [session["name"] for session in case["sessions"]]
        if parent["sessions"] != names or not isinstance(parent["session_dir"], str):
            differences.append("sessions: %r" % (parent["sessions"],))
        parent = {key: value for key, value in parent.items() if key not in ("session_dir", "sessions")}
    except Unread as error:
        parent, why = None, "parent: " + str(error)
    for session in case["sessions"]:
        try:
            original = read(session["legacy"])
        except Unread:
            unread.append(session["name"])
            continue
        try:
            if parent is None:
                raise Unread(why)
            merged = merge(parent, read(session["session"]))
        except Unread as error:
            differences.append("%s: %s" % (session["name"], error))
            continue
        if not same(original, merged, case["order"]):
            differences.append("%s: %r, not %r" % (session["name"], merged, original))
    return {"unread": unread, "differences": differences}


json.dump([judge(json.loads(text)) for text in json.load(sys.stdin)], sys.stdout)
