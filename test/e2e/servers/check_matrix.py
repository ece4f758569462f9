#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Compares a program's conflict matrix with the file that says what it must be.
#
#   check_matrix.py TOOL FILE EXPECTED
#
# A line of EXPECTED is `<bits>  <handler>  <handler>`, in any order. Handlers are
# whole names as the tool prints them; a handler that is not mentioned is not checked,
# except after a line `complete`, which says that every pair is listed.

import json
import re
import subprocess
import sys


def expected_cells(path):
    cells, complete = {}, False
    with open(path) as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line == "complete":
                complete = True
                continue
            words = re.split(r"\s{2,}", line)
            if len(words) != 3 or words[0] not in ("00", "01", "10", "11"):
                sys.exit(f"{path}:{number}: expected '<bits>  <handler>  <handler>'")
            cells[frozenset(words[1:])] = words[0]
    return cells, complete


def actual_cells(tool, program):
    done = subprocess.run([tool, "matrix", program, "--format=json"], capture_output=True,
                          text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{tool} matrix failed: {done.stderr.strip()}")
    matrix = json.loads(done.stdout)
    names = {handler["id"]: handler["name"] for handler in matrix["handlers"]}
    cells = {frozenset((a, b)): "00" for a in names.values() for b in names.values()}
    for cell in matrix["cells"]:
        cells[frozenset((names[cell["a"]], names[cell["b"]]))] = cell["bits"]
    return cells


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: check_matrix.py TOOL FILE EXPECTED")
    expected, complete = expected_cells(sys.argv[3])
    actual = actual_cells(sys.argv[1], sys.argv[2])
    wrong = []
    for pair, bits in expected.items():
        if actual.get(pair) != bits:
            wrong.append(f"{'  '.join(sorted(pair))}: {actual.get(pair, 'no such handlers')}, "
                         f"expected {bits}")
    if complete:
        wrong += [f"{'  '.join(sorted(pair))}: {bits}, not expected at all"
                  for pair, bits in actual.items() if pair not in expected]
    if wrong:
        sys.exit("\n".join(sorted(wrong)))
    print(f"{len(expected)} cells as expected")


if __name__ == "__main__":
    main()
