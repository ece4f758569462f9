# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_document.py DOCUMENT: runs its commands here, and compares what they print.

In a block of code "$ " begins a command, and what follows is its output; "..." stands
for any lines, and any number may stand for one that is measured: 1.50x, 120.5 ms.
"""
import re
import subprocess
import sys


def commands(text):
    for block in re.findall(r"^```\n(.*?)^```", text, re.S | re.M):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip("\n").split("\n") if output.strip() else []


def pattern(lines):
    any_lines = r"(?:[^\n]*\n)*?"
    measured = re.compile(r"[ ]*\d+\.\d+(?=x | ms)")
    def one(line):
        texts = [re.escape(text) for text in measured.split(line.rstrip())]
        return r" *\d+\.\d+".join(texts) + "\n"
    return "".join(any_lines if line == "..." else one(line) for line in lines)


checked = 0
for command, expected in commands(open(sys.argv[1]).read()):
    done = subprocess.run(command, shell=True, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    seen = "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())
    if done.returncode != 0 or not re.fullmatch(pattern(expected), seen):
        sys.exit(f"$ {command}\nexit code {done.returncode}; expected\n" + "\n".join(expected)
                 + "\nbut it printed\n" + seen)
    checked += 1
assert checked > 5, f"only {checked} commands found"
