#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Compares a program's conflict matrix with the file that says what it must be.
#
#   check_matrix.py TOOL FILE EXPECTED
#
# A line of EXPECTED is `<bits>  <handler>  <handler>`, the handlers in any order. A `*`
# in a name stands for any text, in the bits for either. The line holds for all pairs
# that it matches, and must match one. After a line `complete` every pair of the
# program has to be matched by some line.

import json
import re
import subprocess
import sys


def pattern(text):
    return re.compile(".*".join(re.escape(part) for part in text.split("*")))


def expected_cells(path):
    cells, complete = [], False
    with open(path) as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line == "complete":
                complete = True
                continue
            words = re.split(r"\s{2,}", line)
            if len(words) != 3 or not re.fullmatch(r"[01*]{2}", words[0]):
                sys.exit(f"{path}:{number}: expected '<bits>  <handler>  <handler>'")
            cells.append((line, re.compile(words[0].replace("*", ".")), *map(pattern, words[1:])))
    return cells, complete


def actual_cells(tool, program):
    done = subprocess.run([tool, "matrix", program, "--format=json"], capture_output=True,
                          text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{tool} matrix failed: {done.stderr.strip()}")
    matrix = json.loads(done.stdout)
    names = {handler["id"]: handler["name"] for handler in matrix["handlers"]}
    bits = {(cell["a"], cell["b"]): cell["bits"] for cell in matrix["cells"]}
    return [(names[a], names[b], bits.get((a, b), "00")) for a in names for b in names if a <= b]


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: check_matrix.py TOOL FILE EXPECTED")
    expected, complete = expected_cells(sys.argv[3])
    actual = actual_cells(sys.argv[1], sys.argv[2])
    wrong, matched = [], set()
    for line, bits, one, other in expected:
        found = [cell for cell in actual
                 if one.fullmatch(cell[0]) and other.fullmatch(cell[1])
                 or one.fullmatch(cell[1]) and other.fullmatch(cell[0])]
        matched.update(cell[:2] for cell in found)
        if not found:
            wrong.append(f"no handlers match: {line}")
        wrong += [f"{a}  {b}: {is_}, but expected: {line}"
                  for a, b, is_ in found if not bits.fullmatch(is_)]
    if complete:
        wrong += [f"{a}  {b}: {is_}, not expected at all"
                  for a, b, is_ in actual if (a, b) not in matched]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(expected)} lines hold")


if __name__ == "__main__":
    main()
