#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Records runs of a program whose result is chance, with several numbers of threads, and
# replays each with others: the result is the recorded one. And the control: without the
# recording it is not. The same of runs that end with a crash, or with operations outstanding,
# and of a parent whose child goes on. A replay that lacks something, or has more, says so.
#
#   replayed.py PROGRAM

import os
import signal
import subprocess
import sys
import tempfile


def run(program, threads, ends, **environment):
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, env={
        **os.environ, "POLYCHROME_THREADS": str(threads), **environment})
    if done.returncode != ends or done.stderr:
        sys.exit(f"with {threads} threads and {environment}: exit code {done.returncode}, "
                 f"{done.stderr.strip()}")
    return done.stdout


def check(program, ends):
    results = set()
    with tempfile.TemporaryDirectory() as folder:
        for threads in (1, 2, 8):
            file = f"{folder}/{threads}"
            recorded = run(program, threads, ends, POLYCHROME_RECORD=file)
            results.add(recorded)
            for others in (1, 2, 8):
                again = run(program, others, ends, POLYCHROME_REPLAY=file)
                if again != recorded:
                    sys.exit(f"recorded with {threads} threads: {recorded.strip()}; replayed "
                             f"with {others}: {again.strip()}")
    results.add(run(program, 2, ends))
    if len(results) == 1:
        sys.exit("every run has the same result: there is nothing to replay")


def check_what_never_comes(program, environment):
    """It is waited for, and somebody is told; and who ends that is told how much."""
    with subprocess.Popen([program, "less"], env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True) as waiting:
        said = waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        ended = waiting.stderr.readline()
    if "has not come" not in said:
        sys.exit(f"not told what a replay waits for: {said}")
    if not ended.startswith("polychrome: replay: the program ends without having done all that"):
        sys.exit(f"not told what was missing: {ended}")


def check_divergence(program, mode, text, environment):
    """Said, and the exit code is not the program's; what it prints is all there."""
    done = subprocess.run([program, mode], env=environment, capture_output=True, text=True,
                          timeout=60)
    if done.returncode != 4 or done.stderr.count("\n") != 1 or not done.stderr.startswith(
            f"polychrome: replay: the program {text}"):
        sys.exit(f"{mode}: exit code {done.returncode}, {done.stderr.strip()}")
    if len(done.stdout.splitlines()) != 2 or not done.stdout.endswith("over\n"):
        sys.exit(f"{mode}: not all has been printed: {done.stdout}")


def check_other_input(program):
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/recording"
        run([program], 2, 0, POLYCHROME_RECORD=file)
        environment = {**os.environ, "POLYCHROME_THREADS": "2", "POLYCHROME_REPLAY": file}
        check_what_never_comes(program, environment)
        check_divergence(program, "more", "does what was not recorded: an operation that the "
                         "program outside of its handlers created: ", environment)
        check_divergence(program, "none", "ends without having done all that was recorded: "
                         "600 of 600 operations have not come\n", environment)


def main():
    check([sys.argv[1]], 0)
    check([sys.argv[1], "fork"], 0)
    check([sys.argv[1], "stop"], 0)
    check([sys.argv[1], "crash"], -signal.SIGABRT)
    check_other_input(sys.argv[1])


if __name__ == "__main__":
    main()
