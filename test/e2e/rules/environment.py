#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What a program says of the variables that it finds.
#
#   environment.py PROGRAM PLAIN BLOCKING: PROGRAM and PLAIN print something; PLAIN uses the
#   library, and was compiled without the pass; BLOCKING has a coroutine that reads stdin

import os
import re
import subprocess
import sys


def environment(variables):
    return {**{name: value for name, value in os.environ.items()
               if not name.startswith("POLYCHROME_")}, **variables}


def run(program, **variables):
    """Exit code, output and lines on stderr."""
    done = subprocess.run([program], capture_output=True, text=True, timeout=60,
                          env=environment(variables))
    return done.returncode, done.stdout, done.stderr.splitlines()


def check(what, so):
    if not so:
        sys.exit(f"not so: {what}")


def check_slip(program):
    code, out, said = run(program, POLYCHROME_THREDS="4")
    check("a slip in a name is an error, and nothing is run", code == 2 and not out)
    check("it is said which and what is right",
          said == ["polychrome: POLYCHROME_THREDS: no such variable: is POLYCHROME_THREADS meant?"])


def check_names(program):
    code, out, said = run(program, POLYCHROME_NUM_THREADS="4", POLYCHROME_CLANG="clang",
                          POLYCHROME="off")
    check("what may be somebody else's is no error", code == 0 and out)
    check("only what nobody reads is said", said == [
        "polychrome: warning: POLYCHROME_NUM_THREADS is not read: "
        "the nearest is POLYCHROME_THREADS"])


def check_full_disk(program):
    for variable in ("POLYCHROME_TRACE", "POLYCHROME_RECORD"):
        code, out, said = run(program, **{variable: "/dev/full"})
        check("the program does what it does", code == 0 and out)
        check(f"what {variable} could not write is said", said == [
            f"polychrome: {variable}=/dev/full: not all could be written: "
            "No space left on device"])


def check_watchdog(program):
    with subprocess.Popen([program], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=environment({"POLYCHROME_WATCHDOG": "20"})) as blocked:
        said = blocked.stderr.readline()
        blocked.stdin.close()
    check("a coroutine that blocks is called by its name", re.fullmatch(
        r"polychrome: watchdog: coroutine.*: .*reader \(.*blocking_coroutine\.cpp:\d+\) "
        r"has been running for 20 ms\n", said))


def main():
    program, plain, blocking = sys.argv[1:]
    check_slip(program)
    check_slip(plain)
    check_names(program)
    check_full_disk(program)
    check_watchdog(blocking)


if __name__ == "__main__":
    main()
