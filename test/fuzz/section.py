#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""section.py MAKE_RECORDS FUZZER COMPILER OBJCOPY: mutates real sections, a bounded number of times."""
import os
import subprocess
import sys
import tempfile

make_records, fuzzer, compiler, objcopy = sys.argv[1:]
with tempfile.TemporaryDirectory() as directory:
    corpus = os.path.join(directory, "corpus")
    os.mkdir(corpus)
    for scenario in ("shared", "other"):
        path = os.path.join(directory, scenario)
        with open(path + ".s", "w") as f:
            subprocess.run([make_records, scenario], stdout=f, check=True)
        subprocess.run([compiler, "-c", path + ".s", "-o", path + ".o"], check=True)
        section = os.path.join(corpus, scenario)
        subprocess.run([objcopy, "--dump-section", "polychrome_records=" + section, path + ".o",
                        os.devnull], check=True)
    sys.exit(subprocess.run([fuzzer, corpus, "-runs=200000", "-seed=1", "-max_len=8192",
                             "-timeout=20", "-rss_limit_mb=2000", "-print_final_stats=1"],
                            cwd=directory).returncode)
