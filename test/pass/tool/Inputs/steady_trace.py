# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A trace of one thread on which a handler that never runs beside itself takes 1 us each time,
stamped and started 400 ns after the one before it.

usage: steady_trace.py NAME > FILE
"""
import json
import sys

count = 256
events = []
for n in range(count):
    events.append({
        "ph": "X", "cat": "invocation", "name": sys.argv[1], "pid": 1, "tid": 0,
        "ts": 0.4 * count + 1.4 * n, "dur": 1.0,
        "args": {"ticket": n + 1, "row": 0, "stamped": 0.4 * n, "op": hex(0x900000 + n),
                 "keys": [[hex(0x10000 + 0x1000 * n), 8, "read"]], "created": [],
                 "waited_for": []}})
rows = [{"name": sys.argv[1], "never": [0], "context": []}]
json.dump({"otherData": {"polychrome-trace": 1, "threads": 1, "dropped": 0, "rows": rows},
           "traceEvents": events}, sys.stdout)
