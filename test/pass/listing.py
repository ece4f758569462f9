#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""listing.py PASS INCLUDE SOURCE IR [clang flags]: what the analysis says of one file."""
import subprocess
import sys

plugin, include, source, ir, *flags = sys.argv[1:]
clang = "clang" if source.endswith(".c") else "clang++"
level = [] if any(f.startswith("-O") for f in flags) else ["-O2"]
subprocess.run([clang, *level, "-gline-tables-only", "-I", include, "-Xclang",
                "-disable-llvm-passes", "-Xclang", "-fwhole-program-vtables", "-Xclang",
                "-flto-unit", "-emit-llvm", "-c", source, "-o", ir, *flags], check=True)
subprocess.run(["opt", "-load-pass-plugin=" + plugin, "-passes=print<polychrome>",
                "-disable-output", ir], check=True)
