# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How the cost of an invocation grows: with the objects that a handler touches, with the
# contexts that there are, with the handlers that are pending.

import statistics

from measure import rounds

CURVES = {
    "tokens": [1, 2, 4, 8, 16],
    "contexts": [1, 10, 100, 1000, 10000, 100000, 1000000],
    "pending": [1, 10, 100, 1000, 10000, 100000, 1000000],
}


def numbers_of(curve, size):
    if curve == "tokens":
        return {"tokens": size, "handlers": 40000}
    if curve == "contexts":
        return {"contexts": size, "pending": 20000, "handlers": max(40000, size)}
    return {"contexts": 1000, "pending": size, "handlers": max(20000, size) if size > 10 else 5000}


def measure(handlers, pairs, length=2000):
    """{curve: [(size, nanoseconds an invocation serially, and with 2 workers)]}, the handler's own
    time taken off the serial one and half of it off the other."""
    found = {}
    for curve, sizes in CURVES.items():
        found[curve] = []
        for size in sizes:
            numbers = {**numbers_of(curve, size), "rounds": handlers.rounds_of(length)}
            case = "tokens" if curve == "tokens" else "contexts"
            times = rounds({side: handlers.side(side, case, **numbers)
                            for side in ("serial", "ours 2")}, pairs)
            each = [1e9 * statistics.median(times[side]) / numbers["handlers"]
                    for side in ("serial", "ours 2")]
            found[curve].append((size, each[0], each[1]))
    return found
