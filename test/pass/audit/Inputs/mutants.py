#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""mutants.py SOURCE DIR [--least N] [--only KIND] [flags]: does the audit notice what the analysis forgets?

Builds SOURCE with --polychrome=audit. The program must run without a violation. Then,
one after the other, each of its mutants: the same executable, but a handler's summary
lacks one effect, or all effects on one path, or all from one variable or parameter
(KIND: "one effect", "a path", "a root"). A mutant is to be noticed if
 - its matrix has a cell that lets two handlers run together where the program's has not,
 - and invocations of these two met in the run of the program itself, when nothing but
   this cell had put them in order.
Those must end with exit code 3 and a violation that names two lines of SOURCE; where no
cell changed so, there must be none. At least N mutants must be noticed.
"""
import argparse
import json
import os
import re
import subprocess
import sys


def run(*command, check=True):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if check and done.returncode:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return done


def cells(program):
    matrix = json.loads(run("polychrome", "matrix", program, "--format=json").stdout)
    names = {h["id"]: h["name"] for h in matrix["handlers"]}
    rows = [h["name"] for h in matrix["handlers"]]
    found = {frozenset((names[c["a"]], names[c["b"]])): c["bits"] for c in matrix["cells"]}
    return {frozenset((a, b)): found.get(frozenset((a, b)), "00") for a in rows for b in rows}


def met(report):
    """For each pair of handlers: how often invocations that nothing but the matrix kept
    apart met, and how often of these without a key in common."""
    pairs = {}
    for line in report.splitlines():
        m = re.match(r"polychrome: audit: pair kept-apart \d+ met \d+ alone (\d+) sharing-no-key (\d+) lost \d+: (.*), (.*)$",
                     line)
        if m:
            pairs[frozenset(m.group(3, 4))] = (int(m.group(1)), int(m.group(2)))
    return pairs


def weaker(before, after):
    """Which meetings a changed cell no longer keeps in order: all, those without a common
    key, or none."""
    if before == after or after[1] == "1":
        return None
    if after == "00":
        return "all"
    return "strangers" if before[1] == "1" else None


def must_be_noticed(before, after, meetings):
    for pair, bits in before.items():
        all_of_them, strangers = meetings.get(pair, (0, 0))
        kind = weaker(bits, after[pair])
        if (kind == "all" and all_of_them) or (kind == "strangers" and strangers):
            return True
    return False


def may_be_noticed(before, after):
    return any(weaker(bits, after[pair]) for pair, bits in before.items())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("directory")
    parser.add_argument("--least", type=int, default=1)
    parser.add_argument("--only", default="")
    options, flags = parser.parse_known_args()
    os.makedirs(options.directory, exist_ok=True)
    program = os.path.join(options.directory, "program")
    mutant = os.path.join(options.directory, "mutant")
    compiler = "polychrome-clang" if options.source.endswith(".c") else "polychrome-clang++"
    run(compiler, "--polychrome=audit", "-O2", *flags, options.source, "-pthread", "-o", program)
    before, report = cells(program), run(program).stderr
    meetings = met(report)
    name = re.escape(os.path.basename(options.source))
    two_lines = re.compile(rf"audit: violation: .*{name}:\d+:\d+ .*{name}:\d+:\d+:")
    noticed = wrong = 0
    mutants = [m for m in run("mutate-records", program).stdout.splitlines()
               if f": {options.only}" in m]
    for line in mutants:
        run("mutate-records", program, line.split()[0], mutant)
        os.chmod(mutant, 0o755)
        after = cells(mutant)
        expected = must_be_noticed(before, after, meetings)
        done = run(mutant, check=False)
        if expected and (done.returncode != 3 or not two_lines.search(done.stderr)):
            print(f"not noticed: {line}\n{done.stderr}")
            wrong += 1
        elif done.returncode != 0 and not may_be_noticed(before, after):
            print(f"exit code {done.returncode}, but nothing changed: {line}\n{done.stderr}")
            wrong += 1
        noticed += done.returncode == 3
    print(f"{len(mutants)} mutants, {noticed} noticed, {wrong} wrong")
    if wrong or noticed < options.least:
        sys.exit(f"{wrong} wrong, {noticed} noticed, at least {options.least} must be\n{report}")


main()
