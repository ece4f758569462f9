# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""cells.py FILE [WORD]: is the matrix on stdin what the file's comments say?

`// CELL: A B bits`, and behind `WORD:` on the same line the bits of another way to
compile; `// ASSUMED: A text`: an effect of A's is assumed so, `NOT` before it: none is;
only without WORD.
"""
import json
import re
import sys

matrix = json.load(sys.stdin)
word = sys.argv[2] if len(sys.argv) > 2 else "CELL"
ids = {h["name"].split("(")[0]: h["id"] for h in matrix["handlers"]}
cells = {(c["a"], c["b"]): c["bits"] for c in matrix["cells"]}
assumed = {h["name"]: {a for e in h.get("effects", []) for a in e["assumed"]}
           for h in matrix["handlers"]}
wrong, looked = [], 0
for line in open(sys.argv[1]):
    if cell := re.search(r"// CELL: (\S+) (\S+) (\d\d)", line):
        want = re.search(word + r":[^:]*?(\d\d)\b", line)
        if not want:
            continue
        looked += 1
        pair = tuple(sorted((ids[cell[1]], ids[cell[2]])))
        got = cells.get(pair, "00")
        if got != want[1]:
            wrong.append(f"{cell[1]} {cell[2]}: {got} instead of {want[1]}")
    if word == "CELL" and (claim := re.search(r"// ASSUMED: (NOT )?(\S+) (.+)", line)):
        looked += 1
        found = any(claim[3].strip() in a for a in assumed[claim[2]])
        if found == bool(claim[1]):
            wrong.append(f"{claim[2]}: assumed {sorted(assumed[claim[2]])}")
if wrong or not looked:
    sys.exit("\n".join(wrong) or "nothing to look at")
