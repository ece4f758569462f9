# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks the objects on standard input against a model generated from SARIF's own schema.

Debian's python3-sarif-python-om has one class for each of the schema's definitions. Each
object of the log is made from its members: a name that the schema does not have, or a
required one that is missing, is an error. What check_sarif.py says of values was written
by hand; this is somebody else's reading of the names.
"""
import json
import sys

import attr
import sarif_om

# The class of what stands behind a member's name; of a list, the class of its elements.
CLASSES = {
    "artifactLocation": sarif_om.ArtifactLocation,
    "codeFlows": sarif_om.CodeFlow,
    "defaultConfiguration": sarif_om.ReportingConfiguration,
    "description": sarif_om.Message,
    "driver": sarif_om.ToolComponent,
    "fullDescription": sarif_om.MultiformatMessageString,
    "help": sarif_om.MultiformatMessageString,
    "location": sarif_om.Location,
    "locations": sarif_om.Location,
    "message": sarif_om.Message,
    "physicalLocation": sarif_om.PhysicalLocation,
    "region": sarif_om.Region,
    "relatedLocations": sarif_om.Location,
    "results": sarif_om.Result,
    "rules": sarif_om.ReportingDescriptor,
    "runs": sarif_om.Run,
    "shortDescription": sarif_om.MultiformatMessageString,
    "threadFlows": sarif_om.ThreadFlow,
    "tool": sarif_om.Tool,
}
# Whose members are names of the tool's own choice.
BAGS = {"partialFingerprints", "properties"}


def names(model):
    """The schema's names of a class's members, and the attributes that hold them."""
    return {field.metadata["schema_property_name"]: field.name for field in attr.fields(model)}


def class_of(name, inside):
    # Two definitions have `locations`.
    if name == "locations" and inside is sarif_om.ThreadFlow:
        return sarif_om.ThreadFlowLocation
    return CLASSES[name]


def check(thing, model):
    known = names(model)
    for name, value in thing.items():
        if name not in known:
            sys.exit(f"{model.__name__} has no {name}")
        if name in BAGS:
            continue
        if name == "originalUriBaseIds":
            for location in value.values():
                check(location, sarif_om.ArtifactLocation)
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                check(one, class_of(name, model))
    try:
        model(**{known[name]: value for name, value in thing.items()})
    except TypeError as error:
        sys.exit(f"{model.__name__}: {error}")


check(json.load(sys.stdin), sarif_om.SarifLog)
