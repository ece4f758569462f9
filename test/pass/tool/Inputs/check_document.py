# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_document.py DOCUMENT: runs its commands here, and compares what they print.

In a block of code "$ " begins a command, and what follows is its output; "..." stands
for any lines. A time, as 120.5 ms, is the machine's own, and any is right. A ratio, as
1.50x, is the program's: see about_equal().
"""
import math
import re
import subprocess
import sys


def commands(text):
    for block in re.findall(r"^```\n(.*?)^```", text, re.S | re.M):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip("\n").split("\n") if output.strip() else []


MEASURED = re.compile(r" *(\d+\.\d+)(?=(x | ms))")


def pattern(lines):
    any_lines = r"(?:[^\n]*\n)*?"

    def one(line):
        text, end = "", 0
        for number in MEASURED.finditer(line):
            is_ratio = number[2] == "x "
            text += re.escape(line[end:number.start()])
            text += r" *(\d+\.\d+)" if is_ratio else r" *\d+\.\d+"
            end = number.end()
        return text + re.escape(line[end:].rstrip()) + "\n"
    return "".join(any_lines if line == "..." else one(line) for line in lines)


def ratios(lines):
    return [float(n[1]) for line in lines for n in MEASURED.finditer(line) if n[2] == "x "]


def about_equal(seen, said):
    """How much faster, on a machine that other programs use as well: what is said to be 1.5
    may be 1.1 or 2.0, and what is said to be 4 may be 1.6 or 8.8."""
    return 0.4 * math.log(said) - 0.1 <= math.log(seen) <= 1.5 * math.log(said) + 0.1


def differs(expected, seen):
    match = re.fullmatch(pattern(expected), seen)
    return not match or not all(about_equal(float(is_now), said)
                                for is_now, said in zip(match.groups(), ratios(expected)))


checked = 0
for command, expected in commands(open(sys.argv[1]).read()):
    done = subprocess.run(command, shell=True, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    seen = "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())
    if done.returncode != 0 or differs(expected, seen):
        sys.exit(f"$ {command}\nexit code {done.returncode}; expected\n" + "\n".join(expected)
                 + "\nbut it printed\n" + seen)
    checked += 1
assert checked > 5, f"only {checked} commands found"
