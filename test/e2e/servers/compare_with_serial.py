#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Runs a server with some number of threads under its client and compares every answer
# with those of the same source compiled plainly, which is the serial program.
#
#   compare_with_serial.py KIND --server FILE --plain FILE --clients DIR
#                          [--threads N] [--parallel] [--amount N]
#   compare_with_serial.py KIND --server FILE --clients DIR --preload LIB --expect-failure
#
# The second form is the control: with a library that lets everything run beside
# everything, the client must notice within a few tries, or it checks nothing.

import argparse
import sys

import drivers
from server import NotStarted, Server, ServerFailure


def one_run(driver, binary, amount, threads=None, preload=None):
    with Server(driver.command(binary), threads, preload) as server:
        try:
            answers = driver.answers(server.port, amount)
        except drivers.WrongAnswer:
            if server.alive():
                raise
            server.stop()  # says how it died
        return answers, server.stop()


def expect_same(options, driver):
    expected, _ = one_run(driver, options.plain, options.amount)
    found, stats = one_run(driver, options.server, options.amount, options.threads)
    if found != expected:
        sys.exit(f"answers differ from the serial program's:\n{found}\n{expected}")
    if "invocations" not in stats:
        sys.exit("the runtime printed no statistics: does it run at all?")
    print(f"same answers; {stats['invocations']} invocations, "
          f"{stats.get('parallel', 0)} beside another one, "
          f"{stats.get('exclusive', 0)} exclusive, {stats.get('without-row', 0)} without a row")
    if options.parallel and not stats.get("parallel"):
        sys.exit("no invocation ran beside another one: everything is serial")
    if stats.get("without-row"):
        sys.exit("some handlers have no row: every source was compiled with Polychrome")


def expect_failure(options, driver):
    for attempt in range(1, options.tries + 1):
        try:
            one_run(driver, options.server, options.amount, options.threads or 8, options.preload)
        except (drivers.WrongAnswer, ServerFailure) as seen:
            print(f"noticed in run {attempt}: {seen}")
            return
    sys.exit(f"{options.tries} runs without any rule and nobody noticed: the client is too weak")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(drivers.DRIVERS))
    parser.add_argument("--server", required=True)
    parser.add_argument("--plain")
    parser.add_argument("--clients", required=True)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--amount", type=int, default=1)
    parser.add_argument("--parallel", action="store_true")
    parser.add_argument("--preload")
    parser.add_argument("--expect-failure", action="store_true")
    parser.add_argument("--tries", type=int, default=10)
    options = parser.parse_args()
    driver = drivers.make(options.kind, options.clients)
    try:
        (expect_failure if options.expect_failure else expect_same)(options, driver)
    except (drivers.WrongAnswer, ServerFailure, NotStarted) as error:
        sys.exit(f"{options.kind}: {error}")


if __name__ == "__main__":
    main()
