# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that standard input is the JSON matrix, version 1."""
import json
import sys


def check_location(location):
    if location is None:
        return
    assert set(location) == {"file", "line", "column"}, location
    assert location["column"] is None or location["column"] > 0, location


def check_effect(effect):
    assert set(effect) == {"mode", "region", "bits", "location", "via", "assumed"}, effect
    assert effect["mode"] in ("read", "write", "commute"), effect
    assert effect["bits"] in ("00", "01", "10", "11"), effect
    check_location(effect["location"])
    for frame in effect["via"]:
        assert set(frame) == {"function", "location"}, frame
        check_location(frame["location"])


def check_handler(handler, number):
    needed = {"id", "name", "location", "kind", "keys", "effects"}
    assert needed <= set(handler) <= needed | {"exclusive", "pinned", "why"}, handler
    assert handler["id"] == number
    assert handler["kind"] in ("asio", "function", "coroutine")
    check_location(handler["location"])
    for effect in handler["effects"]:
        check_effect(effect)


def check_cell(cell, handlers):
    assert set(cell) == {"a", "b", "bits", "reasons"}, cell
    assert cell["a"] <= cell["b"] and cell["bits"] in ("01", "10", "11"), cell
    for reason in cell["reasons"]:
        assert set(reason) == {"bit", "region", "a", "b"}, reason
        assert reason["bit"] in ("context", "global"), reason
        assert reason["a"] < len(handlers[cell["a"]]["effects"]), reason
        assert reason["b"] < len(handlers[cell["b"]]["effects"]), reason


matrix = json.load(sys.stdin)
assert set(matrix) == {"version", "units", "handlers", "cells"}, set(matrix)
assert matrix["version"] == 1
for unit in matrix["units"]:
    assert set(unit) == {"name", "instrumented"}, unit
for number, handler in enumerate(matrix["handlers"]):
    check_handler(handler, number)
for cell in matrix["cells"]:
    check_cell(cell, matrix["handlers"])
pairs = [(cell["a"], cell["b"]) for cell in matrix["cells"]]
assert pairs == sorted(set(pairs)), pairs
assert matrix["units"] == sorted(matrix["units"], key=lambda unit: unit["name"])
