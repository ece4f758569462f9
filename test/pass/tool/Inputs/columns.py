# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The handlers of the JSON matrix on standard input, one a line, with the columns where they begin."""
import json
import re
import sys

for handler in json.load(sys.stdin)["handlers"]:
    name = re.sub(r"( \(\d+\))?( \[\w+\])?$", "", handler["name"])
    print(f"{name}: {json.dumps(handler['location']['column'])}")
