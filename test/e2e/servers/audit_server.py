#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# audit_server.py KIND --server FILE --clients DIR [--amount N]: runs a server that was
# built with --polychrome=audit under its client. Fails if there is a violation, which
# ends the server with exit code 3, or if the audit saw next to nothing.
#
# With --preload LIB --expect-violation it is the control: with a library for which
# nothing conflicts, there must be violations that name two lines each.

import argparse
import re
import sys

import drivers
from server import Server, ServerFailure


def count(report, what):
    found = re.search(rf"^polychrome: audit: {what} (\d+)", report, re.M)
    return int(found.group(1)) if found else sys.exit(f"no line on {what} in the report:\n{report}")


def expect_violation(driver, options):
    with Server(driver.command(options.server), preload=options.preload) as server:
        driver.answers(server.port, options.amount)
        try:
            server.stop()
        except ServerFailure:
            pass
        report, code = server.log(), server.process.returncode
    found = re.findall(r"violation: .* at \S+:\d+:\d+ what .* at \S+:\d+:\d+: the matrix has 00", report)
    if code != 3 or not found:
        sys.exit(f"exit code {code} and {len(found)} violations: nobody noticed\n{report}")
    print(f"{len(found)} violations")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(drivers.DRIVERS))
    parser.add_argument("--server", required=True)
    parser.add_argument("--clients", required=True)
    parser.add_argument("--amount", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="print the whole report")
    parser.add_argument("--preload")
    parser.add_argument("--expect-violation", action="store_true")
    options = parser.parse_args()
    driver = drivers.make(options.kind, options.clients)
    if options.expect_violation:
        return expect_violation(driver, options)
    with Server(driver.command(options.server)) as server:
        try:
            driver.answers(server.port, options.amount)
            server.stop()
        except (drivers.WrongAnswer, ServerFailure) as failure:
            sys.exit(f"{failure}\n{server.log()}")
        report = server.log()
    if options.verbose:
        print(report)
    if count(report, "violations"):
        sys.exit("there are violations, and the exit code does not say so")
    for what, least in (("invocations", 100), ("accesses", 1000)):
        if count(report, what) < least:
            sys.exit(f"too few {what}: is it audited at all?\n{report}")
    if not re.search(r"^polychrome: audit: units (\d+) of \1$", report, re.M):
        sys.exit(f"some units are not audited:\n{report}")
    print(f"{count(report, 'invocations')} invocations, {count(report, 'accesses')} accesses, no violation")


main()
