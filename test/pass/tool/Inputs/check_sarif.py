# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that standard input is SARIF 2.1.0 as far as Polychrome writes it.

Written after the schema: for each object that occurs, its members and which of them
the schema requires, and the rules of the text (section 3.30.5: columns from 1;
3.27.7: ruleIndex belongs to ruleId; 3.4.3: relative URIs have a base). A member that
the table does not know is an error, so that the table has to follow the writer.
"""
import json
import re
import sys
from urllib.parse import urlparse

LEVELS = ("none", "note", "warning", "error")


def members(thing, required, optional=()):
    assert isinstance(thing, dict), thing
    assert set(required) <= set(thing) <= set(required) | set(optional), sorted(thing)


def message(thing):
    members(thing, ["text"])
    assert isinstance(thing["text"], str) and thing["text"], thing


def artifact_location(thing, bases):
    members(thing, ["uri"], ["uriBaseId"])
    uri = urlparse(thing["uri"])
    assert re.fullmatch(r"[\w.~%/:-]+", thing["uri"]), thing
    if uri.scheme:
        assert uri.scheme == "file" and uri.path.startswith("/"), thing
        assert "uriBaseId" not in thing, thing
    else:
        assert not thing["uri"].startswith("/") and ".." not in thing["uri"].split("/"), thing
        assert thing["uriBaseId"] in bases, thing


def location(thing, bases, needs=()):
    members(thing, ["physicalLocation", *needs], ["message", "id"])
    place = thing["physicalLocation"]
    members(place, ["artifactLocation", "region"])
    artifact_location(place["artifactLocation"], bases)
    members(place["region"], ["startLine"], ["startColumn"])
    assert all(isinstance(n, int) and n >= 1 for n in place["region"].values()), place
    if "message" in thing:
        message(thing["message"])


def code_flow(flow, bases):
    members(flow, ["threadFlows", "message"])
    message(flow["message"])
    for thread in flow["threadFlows"]:
        members(thread, ["locations"])
        assert thread["locations"], thread
        for step in thread["locations"]:
            members(step, ["location"])
            location(step["location"], bases, needs=["message"])
    assert flow["threadFlows"]


def result(thing, rules, bases):
    members(thing, ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints",
                    "properties"], ["relatedLocations", "codeFlows"])
    assert rules[thing["ruleIndex"]]["id"] == thing["ruleId"], thing
    assert thing["level"] in LEVELS, thing
    message(thing["message"])
    for one in thing["locations"]:
        location(one, bases)
    for one in thing.get("relatedLocations", []):
        location(one, bases, needs=["id", "message"])
    for flow in thing.get("codeFlows", []):
        code_flow(flow, bases)
    assert re.fullmatch("[0-9a-f]{16}", thing["partialFingerprints"]["polychrome/v2"]), thing
    assert isinstance(thing["properties"], dict)


def check(log):
    members(log, ["version", "runs", "$schema"])
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    run = log["runs"][0]
    members(run, ["tool", "results", "originalUriBaseIds"], ["invocations"])
    for invocation in run.get("invocations", []):
        members(invocation, ["executionSuccessful", "toolExecutionNotifications"])
        for notification in invocation["toolExecutionNotifications"]:
            assert notification["level"] in LEVELS, notification
            message(notification["message"])
    members(run["tool"], ["driver"])
    driver = run["tool"]["driver"]
    members(driver, ["name", "semanticVersion", "rules"])
    for rule in driver["rules"]:
        members(rule, ["id", "name", "shortDescription", "fullDescription", "help",
                       "defaultConfiguration"])
        for text in ("shortDescription", "fullDescription", "help"):
            message(rule[text])
        assert rule["defaultConfiguration"]["level"] in LEVELS, rule
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted(set(ids)), ids
    for one in run["results"]:
        result(one, driver["rules"], run["originalUriBaseIds"])
    prints = [one["partialFingerprints"]["polychrome/v2"] for one in run["results"]]
    assert len(prints) == len(set(prints)), "fingerprints are not unique"


check(json.load(sys.stdin))
