#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""fuzz.py N [--seed S] [--bin DIR] [--batch B] [--keep DIR] [--jobs J]: random handler programs.

Makes N programs from seeds S, S+1, ..., B of them in one executable, and checks of each
 - its cells against what they are by construction: a conflict that is missed is an
   error at every optimisation level, a conflict that is invented from -O1 on, and
 - its results with two and four threads against those with one, and
 - with --audit, its accesses against its cells: the same program, built with
   --polychrome=audit, must run without a violation.
A failure names the seed; `fuzz.py 1 --seed S --keep DIR` makes that program alone.
The level and the number of units come from a batch's first seed.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import generate

RIGHT = {
    "conflict": lambda bits: bits[1] == "1",
    "by-key": lambda bits: bits != "00",
    "apart": lambda bits: bits[1] == "0",
    "free": lambda bits: bits == "00",
}
SOUND = ("conflict", "by-key")


def run(command, directory, environment=None):
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=300,
                          env=dict(os.environ, **(environment or {})))
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[:400]}")
    return done.stdout


def build(batch, directory, tools, level, audit):
    files = batch.files()
    for name, text in files.items():
        with open(os.path.join(directory, name), "w") as f:
            f.write(text)
    sources = sorted(n for n in files if n.endswith(".cpp"))
    compiler = os.path.join(tools, "polychrome-clang++")
    for program, flags in [("program", [])] + ([("audited", ["--polychrome=audit"])] if audit else []):
        objects = [f"{s[:-4]}.{program}.o" for s in sources]
        for s, o in zip(sources, objects):
            run([compiler, *flags, "-std=c++20", "-w", level, "-c", s, "-o", o], directory)
        run([compiler, *flags, *objects, "-o", program, "-pthread"], directory)


def wrong_cells(batch, matrix, level, pretend):
    """Lines on the cells that are not what they have to be, and how many were checked."""
    ids = {h["name"]: h["id"] for h in matrix["handlers"]}
    bits = {(c["a"], c["b"]): c["bits"] for c in matrix["cells"]}
    wrong, checked = [], 0
    for seed in batch.seeds:
        for a, b, want in seed.expectations():
            # Types say little at -O0; posting through Asio is more than the handler.
            if want not in SOUND and (level == "-O0" or batch.asio):
                continue
            checked += 1
            pair = tuple(sorted((ids[batch.row(a)], ids[batch.row(b)])))
            found = pretend or bits.get(pair, "00")
            if not RIGHT[want](found):
                kind = "UNSOUND" if want in SOUND else "coarse"
                wrong.append(f"{kind} {seed.prefix} {level}: cell {a} {b} is {found}, must be {want}")
    return wrong, checked


def wrong_results(directory, library):
    program = os.path.join(directory, "program")
    serial = run([program], directory, {"POLYCHROME_THREADS": "1"}).splitlines()
    wrong = []
    for threads in ("2", "4"):
        other = run([program], directory, {"POLYCHROME_THREADS": threads, **library}).splitlines()
        wrong += [f"RESULT {s.split()[0]}: {s} with one thread, {o} with {threads}"
                  for s, o in zip(serial, other) if s != o]
    return wrong


def violations(batch, directory, level):
    """Lines on accesses that met although the matrix lets their handlers run together."""
    done = subprocess.run([os.path.join(directory, "audited")], cwd=directory, capture_output=True,
                          text=True, timeout=300)
    found = [f"AUDIT {batch.seeds[0].prefix} {level}: {line.split('audit: violation: ')[1]}"
             for line in done.stderr.splitlines() if "audit: violation: " in line]
    if done.returncode not in (0, 3) or (done.returncode == 3) != bool(found):
        found.append(f"AUDIT {batch.seeds[0].prefix} {level}: exit code {done.returncode}: {done.stderr[-300:]}")
    return found


def fuzz(seeds, options):
    batch = generate.Batch(seeds)
    level = options.level or batch.level
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.keep or temporary
        os.makedirs(directory, exist_ok=True)
        try:
            build(batch, directory, options.bin, level, options.audit)
            matrix = json.loads(run([os.path.join(options.bin, "polychrome"), "matrix", "program",
                                     "--format=json"], directory))
            wrong, checked = wrong_cells(batch, matrix, level, options.pretend)
            library = {"LD_LIBRARY_PATH": options.library} if options.library else {}
            wrong += wrong_results(directory, library)
            return wrong + (violations(batch, directory, level) if options.audit else []), checked
        except (RuntimeError, KeyError, subprocess.TimeoutExpired) as e:
            return [f"seeds {seeds[0]} to {seeds[-1]}: {e}"], 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--batch", type=int, default=25)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    parser.add_argument("--level")
    parser.add_argument("--audit", action="store_true", help="run each program audited as well")
    # Would a wrong matrix be noticed?
    parser.add_argument("--pretend", metavar="BITS", help="every cell is this")
    parser.add_argument("--library", help="the parallel runs use this runtime")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    options.keep = options.keep and os.path.abspath(options.keep)
    seeds = list(range(options.seed, options.seed + options.count))
    batches = [seeds[i:i + options.batch] for i in range(0, len(seeds), options.batch)]
    failed = checked = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for wrong, n in pool.map(lambda b: fuzz(b, options), batches):
            checked += n
            failed += len(wrong)
            for line in wrong:
                print(line, flush=True)
    print(f"{len(seeds)} programs, {checked} cells checked, {failed} failures")
    sys.exit(1 if failed else 0)


main()
