#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A program without input prints the same with one thread, with eight and with all.
#
#   same_output.py PROGRAM

import os
import subprocess
import sys


def output(program, threads):
    environment = dict(os.environ)
    environment.pop("POLYCHROME_THREADS", None)
    if threads:
        environment["POLYCHROME_THREADS"] = str(threads)
    done = subprocess.run([program], env=environment, capture_output=True, text=True, timeout=60)
    if done.returncode != 0 or not done.stdout:
        sys.exit(f"{program} with {threads or 'all'} threads: exit code {done.returncode}: "
                 f"{done.stderr.strip()}")
    return done.stdout


serial = output(sys.argv[1], 1)
for several in [8, None] * 5:
    if output(sys.argv[1], several) != serial:
        sys.exit(f"with {several or 'all'} threads the output is not the serial one")
print("the same output in 11 runs")
