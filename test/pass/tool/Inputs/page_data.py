# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that the page on standard input has its data as JSON that no markup can leave.

--at-most BYTES: and is no larger than that.
"""
import json
import re
import sys

page = sys.stdin.read()
if sys.argv[1:2] == ["--at-most"]:
    size = len(page.encode())
    assert size <= int(sys.argv[2]), f"{size} bytes"
text = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.S).group(1)
assert "<" not in text
data = json.loads(text)
n = len(data["handlers"])
assert len(data["matrix"]) == n * (n + 1) // 2
for count, reasons in data["cells"].values():
    assert 0 < len(reasons) <= count
    for context, region, a, b, advice in reasons:
        assert context in (0, 1) and data["regions"][region] and data["names"][advice]
        for mode, place, chain, assumed in (data["effects"][a], data["effects"][b]):
            assert mode in (0, 1, 2) and data["places"][place], place
if "measured" in data:
    assert len(data["measured"]["handlers"]) == n
    for pair, (count, time) in data["measured"]["waits"].items():
        assert all(int(row) < n for row in pair.split(",")) and count > 0 <= time
