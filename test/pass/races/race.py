#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""race.py [--levels=-O0,-O2] SOURCE DIR [flags]: are the cells of a small program right?

The program is compiled and linked as a user would do it, at each level, and its
cells are read by `polychrome matrix` from the executable. The source says what
they have to be, and thereby which of its functions are handlers:

  // EXPECT: A B conflict   they may touch the same memory, whatever their arguments
  // EXPECT: A B by-key     they may if they share an argument: bit 1 or bit 0
  // EXPECT: A B apart      only if they share an argument: bit 0 must not be set
  // EXPECT: A B free       never: no bit may be set

`conflict` and `by-key` are soundness, `apart` and `free` are sharpness. A line
`//--- NAME` begins another translation unit; what stands before the first such line
is in all of them.
"""
import json
import os
import re
import subprocess
import sys

RIGHT = {
    "conflict": lambda bits: bits[1] == "1",
    "by-key": lambda bits: bits != "00",
    "apart": lambda bits: bits[1] == "0",
    "free": lambda bits: bits == "00",
}


def fail(text):
    sys.exit("race.py: " + text)


def expectations(source):
    out = []
    for line in source.splitlines():
        if "EXPECT:" not in line:
            continue
        words = line.split("EXPECT:")[1].split()
        if len(words) != 3 or words[2] not in RIGHT:
            fail(f"cannot understand '{line}'")
        out.append(tuple(words))
    return out or fail("nothing is expected")


def units(source, name, directory):
    """Writes the units and returns their file names; the first one gets a main."""
    extension = os.path.splitext(name)[1]
    parts = re.split(r"^//--- (\S+)\n", source, flags=re.M)
    if len(parts) == 1:
        texts = {"program" + extension: source}
    else:
        texts = {parts[i]: parts[0] + parts[i + 1] for i in range(1, len(parts), 2)}
    if not re.search(r"\bmain\s*\(", source):
        first = next(iter(texts))
        texts[first] += "\nint main() { return 0; }\n"
    for path, text in texts.items():
        path = os.path.join(directory, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text)
    return list(texts)


def run(command, directory):
    made = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    if made.returncode:
        fail(" ".join(command) + "\n" + made.stderr)


def cells(directory, files, level, flags, handlers):
    compiler = "polychrome-clang" if files[0].endswith(".c") else "polychrome-clang++"
    program = os.path.join(directory, "program" + level)
    options = [level, "-w", "--polychrome-handlers=" + ",".join(sorted(handlers)), *flags]
    objects = []
    for f in files:
        # In its own folder: units of one name are told apart by nothing else.
        folder, base = os.path.split(f)
        objects.append(f"{f}{level}.o")
        run([compiler, *options, "-c", base, "-o", os.path.join(directory, objects[-1])],
            os.path.join(directory, folder))
    run([compiler, *options, *objects, "-o", program, "-pthread"], directory)
    shown = subprocess.run(["polychrome", "matrix", program, "--format=json"], capture_output=True,
                           text=True)
    if shown.returncode:
        fail(shown.stderr)
    matrix = json.loads(shown.stdout)
    names = {}
    for h in matrix["handlers"]:
        names[h["name"]] = h["id"]
    for h in handlers:
        if h not in names:
            fail(f"{h} is no handler; there are {', '.join(sorted(names))}")
    found = {(c["a"], c["b"]): c["bits"] for c in matrix["cells"]}
    return lambda a, b: found.get(tuple(sorted((names[a], names[b]))), "00")


def main():
    levels = ["-O0", "-O2"]
    arguments = sys.argv[1:]
    if arguments[0].startswith("--levels="):
        levels = arguments.pop(0)[len("--levels="):].split(",")
    name, directory, *flags = arguments
    with open(name) as f:
        source = f.read()
    os.makedirs(directory, exist_ok=True)
    expected = expectations(source)
    handlers = {h for a, b, _ in expected for h in (a, b)}
    files = units(source, name, directory)
    wrong = []
    for level in levels:
        bits = cells(directory, files, level, flags, handlers)
        for a, b, what in expected:
            if not RIGHT[what](bits(a, b)):
                wrong.append(f"{level}: cell {a} {b} is {bits(a, b)}, must be {what}")
    if wrong:
        print("\n".join(wrong))
        sys.exit(1)


main()
