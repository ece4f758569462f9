#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""fuzz.py N [--seed S] [--bin DIR] [--batch B] [--keep DIR] [--jobs J]: random handler programs.

Makes N programs from seeds S, S+1, ..., B of them in one executable, and checks of each
 - its cells against what they are by construction: a conflict that is missed is an
   error at every optimisation level, a conflict that is invented from -O1 on, and
 - its results with two and four threads against those with one, and
 - with --audit, its accesses against its cells: the same program, built with
   --polychrome=audit, must run without a violation. With --audit=5, of every fifth batch.
The level, the number of units, the loop and the shape come from a batch's first seed. A
failure says them, so that `fuzz.py 1 --seed S --level L --units U --loop O --shape P
--keep DIR` makes that program alone.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import generate
from statements import SOUND

RIGHT = {
    "conflict": lambda bits: bits[1] == "1",
    "by-key": lambda bits: bits != "00",
    "apart": lambda bits: bits[1] == "0",
    "free": lambda bits: bits == "00",
}


def run(command, directory, environment=None):
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=300,
                          env=dict(os.environ, **(environment or {})))
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr[:400]}")
    return done.stdout


class Headers:
    """The includes of each kind of program, compiled once."""

    def __init__(self, directory):
        self.directory = directory
        self.lock = threading.Lock()
        self.made = {}

    def flags(self, batch, command):
        # What a precompiled header may be used with: -O1 to -O3 are alike.
        sort = (batch.loop, batch.level == "-O0", *command[1:])
        with self.lock:
            if sort not in self.made:
                stem = f"includes{len(self.made)}"
                with open(os.path.join(self.directory, stem + ".hpp"), "w") as f:
                    f.write(batch.includes())
                run([*command, "-x", "c++-header", stem + ".hpp", "-o", stem + ".pch"], self.directory)
                self.made[sort] = os.path.join(self.directory, stem + ".pch")
        return ["-include-pch", self.made[sort]]


def build(batch, directory, options, audit):
    files = batch.files()
    for name, text in files.items():
        with open(os.path.join(directory, name), "w") as f:
            f.write(text)
    sources = sorted(n for n in files if n.endswith(".cpp"))
    compiler = os.path.join(options.bin, "polychrome-clang++")
    for program, flags in [("program", [])] + ([("audited", ["--polychrome=audit"])] if audit else []):
        command = [compiler, *flags, "-std=c++20", "-w", batch.level]
        command += options.headers.flags(batch, command)
        objects = [f"{s[:-4]}.{program}.o" for s in sources]
        for s, o in zip(sources, objects):
            run([*command, "-c", s, "-o", o], directory)
        run([compiler, *flags, *objects, "-o", program, "-pthread"], directory)


def kind(batch):
    return f"{batch.level} {batch.units} {batch.loop} {batch.shape}"


def name(batch, seed):
    return f"{seed.prefix} {kind(batch)}"


def wrong_union(batch, matrix, pretend, checked):
    """The same where the handlers are coroutines, which have rows together."""
    seed, = batch.seeds
    bits = {(c["a"], c["b"]): pretend or c["bits"] for c in matrix["cells"]}
    resumed = [h["id"] for h in matrix["handlers"] if h["name"].startswith("coroutine") and h["effects"]]
    beside = any(bits.get((i, i), "00")[1] == "0" for i in resumed)
    alone = any(not h["effects"] for h in matrix["handlers"])
    checked["programs with coroutines side by side"] += beside
    words = [want for _, _, want in seed.expectations()]
    pairs = len(seed.handlers) * (len(seed.handlers) + 1) // 2
    wrong = []
    if seed.local and seed.home is not None and batch.level != "-O0" and words.count("apart") == pairs:
        checked["apart"] += 1
        if not beside:
            wrong.append(f"coarse {name(batch, seed)}: no coroutine may run beside another one")
    want = next((w for w in SOUND if w in words), None)
    checked[want] += want is not None
    if want and not alone and not any(RIGHT[want](b) for b in bits.values()):
        wrong.append(f"UNSOUND {name(batch, seed)}: no cell is {want}")
    return wrong


def wrong_cells(batch, matrix, pretend, checked):
    """Lines on the cells that are not what they have to be; counts what was checked."""
    if batch.coroutines:
        return wrong_union(batch, matrix, pretend, checked)
    ids = {h["name"]: h["id"] for h in matrix["handlers"]}
    bits = {(c["a"], c["b"]): c["bits"] for c in matrix["cells"]}
    wrong = []
    for seed in batch.seeds:
        for a, b, want in seed.expectations():
            # Types say little at -O0; posting through Asio is more than the handler.
            if want not in SOUND and (batch.level == "-O0" or batch.asio or batch.shape == "deep"):
                continue
            checked[want] += 1
            pair = tuple(sorted((ids[batch.row(a)], ids[batch.row(b)])))
            found = pretend or bits.get(pair, "00")
            if not RIGHT[want](found):
                fault = "UNSOUND" if want in SOUND else "coarse"
                wrong.append(f"{fault} {name(batch, seed)}: cell {a} {b} is {found}, must be {want}")
    return wrong


def wrong_results(batch, directory, library):
    program = os.path.join(directory, "program")
    if batch.coroutines: # What two of them resume next has no order but the strict one.
        library = {"POLYCHROME_ORDER": "strict", **library}
    serial = run([program], directory, {"POLYCHROME_THREADS": "1"}).splitlines()
    wrong = []
    for threads in ("2", "4"):
        other = run([program], directory, {"POLYCHROME_THREADS": threads, **library}).splitlines()
        wrong += [f"RESULT {name(batch, seed)}: {s} with one thread, {o} with {threads}"
                  for seed, s, o in zip(batch.seeds, serial, other) if s != o]
    return wrong


def violations(batch, directory):
    """Lines on accesses that met although the matrix lets their handlers run together."""
    done = subprocess.run([os.path.join(directory, "audited")], cwd=directory, capture_output=True,
                          text=True, timeout=300)
    first = f"AUDIT {name(batch, batch.seeds[0])}: "
    found = [first + line.split("audit: violation: ")[1]
             for line in done.stderr.splitlines() if "audit: violation: " in line]
    if done.returncode not in (0, 3) or (done.returncode == 3) != bool(found):
        found.append(first + f"exit code {done.returncode}: {done.stderr[-300:]}")
    return found


def fuzz(number, seeds, options, checked):
    batch = generate.Batch(seeds, options.level, options.units, options.loop, options.shape)
    audit = options.audit and number % options.audit == 0
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.keep or temporary
        os.makedirs(directory, exist_ok=True)
        try:
            build(batch, directory, options, audit)
            matrix = json.loads(run([os.path.join(options.bin, "polychrome"), "matrix", "program",
                                     "--format=json"], directory))
            wrong = wrong_cells(batch, matrix, options.pretend, checked)
            alone = [h for h in matrix["handlers"] if not h["effects"]]
            checked["handlers"] += len(matrix["handlers"])
            checked["handlers that run alone"] += len(alone)
            checked["audited programs"] += len(seeds) if audit else 0
            checked["programs through Asio"] += len(seeds) if batch.asio else 0
            library = {"LD_LIBRARY_PATH": options.library} if options.library else {}
            wrong += wrong_results(batch, directory, library)
            return wrong + (violations(batch, directory) if audit else [])
        except (RuntimeError, KeyError, subprocess.TimeoutExpired) as e:
            return [f"seeds {seeds[0]} to {seeds[-1]} {kind(batch)}: {e}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--batch", type=int, default=25)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    parser.add_argument("--level")
    parser.add_argument("--units", type=int)
    parser.add_argument("--loop", choices=generate.LOOPS)
    parser.add_argument("--shape", choices=["plain", "deep"])
    parser.add_argument("--audit", type=int, nargs="?", const=1, default=0, metavar="N",
                        help="run every Nth batch audited as well")
    # Would a wrong matrix be noticed?
    parser.add_argument("--pretend", metavar="BITS", help="every cell is this")
    parser.add_argument("--library", help="the parallel runs use this runtime")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    options.library = options.library and os.path.abspath(options.library)
    options.keep = options.keep and os.path.abspath(options.keep)
    if options.loop == "coroutines":
        options.batch = 1
    seeds = list(range(options.seed, options.seed + options.count))
    batches = [seeds[i:i + options.batch] for i in range(0, len(seeds), options.batch)]
    failed, checked = 0, Counter()
    with ThreadPoolExecutor(options.jobs) as pool, tempfile.TemporaryDirectory() as headers:
        options.headers = Headers(headers)
        for wrong in pool.map(lambda b: fuzz(*b, options, checked), enumerate(batches)):
            failed += len(wrong)
            for line in wrong:
                print(line, flush=True)
    cells = ", ".join(f"{n} {what}" for what, n in sorted(checked.items()) if n)
    print(f"{len(seeds)} programs, {failed} failures; checked: {cells}")
    sys.exit(1 if failed else 0)


main()
