# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Damages FILE in a few hundred ways; `polychrome matrix` must survive each.

It may answer (not every byte matters) or say in one line what is wrong.
"""
import os
import subprocess
import sys

COPIES = 150


def check(name, data, what):
    with open(name, "wb") as copy:
        copy.write(data)
    run = subprocess.run(["polychrome", "matrix", name], capture_output=True, timeout=60)
    assert run.returncode in (0, 1), (what, run.returncode, run.stderr)
    if run.returncode == 1:
        assert run.stderr.count(b"\n") == 1, (what, run.stderr)
        assert run.stderr.startswith(b"polychrome: error: "), (what, run.stderr)


original = open(sys.argv[1], "rb").read()
copy_name = sys.argv[1] + ".damaged"
step = max(1, len(original) // COPIES)
for at in range(0, len(original), step):
    check(copy_name, original[:at], f"cut after {at} bytes")
for count, at in enumerate(range(0, len(original), step)):
    flipped = bytearray(original)
    flipped[at] ^= 1 << count % 8
    check(copy_name, bytes(flipped), f"bit {count % 8} of byte {at} flipped")
os.remove(copy_name)
