# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What a trace costs, and how close `polychrome simulate` comes: a trace of a run with one
# worker is replayed on one and on two, and real runs of both are measured beside it.

import json
import pathlib
import statistics
import tempfile

from measure import BUILD, output, ratios, rounds

CASES = [("disjoint", 10000, False), ("children", 10000, False), ("one-in-ten", 10000, False),
         ("readers", 10000, True), ("conflicting", 10000, False)]


def numbers_of(handlers, ns, walking, count):
    return {"handlers": count, "rounds": handlers.rounds_of(ns, walking)}


def cost(handlers, pairs, count=19968, ns=5000):
    """Time with a trace against without, each with one and with two workers."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for threads in "1", "2":
            plain = {"POLYCHROME_THREADS": threads}
            traced = {**plain, "POLYCHROME_TRACE": f"{folder}/trace.json"}
            numbers = numbers_of(handlers, ns, False, count)
            found = rounds({name: lambda e=environment: handlers.run(
                [handlers.ours], "disjoint", environment=e, **numbers)
                for name, environment in (("plain", plain), ("traced", traced))}, pairs)
            values = ratios(found["traced"], found["plain"])
            lines.append(f"{threads} worker{'s' * (threads != '1')}, {ns / 1000:g} us: "
                         f"{statistics.median(values):.3f} ({min(values):.3f} .. {max(values):.3f})")
    return lines


def forecast(handlers, pairs, count=9984):
    """For each case: predicted over real time with 1 and with 2 workers, and both speed-ups."""
    lines = []
    for case, ns, walking in CASES:
        numbers = numbers_of(handlers, ns, walking, count)
        with tempfile.TemporaryDirectory() as folder:
            trace = pathlib.Path(folder) / "trace.json"

            def predicted():
                handlers.run([handlers.ours], case, environment={
                    "POLYCHROME_THREADS": "1", "POLYCHROME_TRACE": str(trace)}, **numbers)
                told = json.loads(output([BUILD / "bin/polychrome", "simulate", trace,
                                          "--workers=1,2", "--format=json"]))
                return [line["seconds"] for line in told["workers"]]

            found = rounds({"predicted": predicted,
                            "ours 1": handlers.side("ours 1", case, **numbers),
                            "ours 2": handlers.side("ours 2", case, **numbers)}, pairs)
        one = ratios([p[0] for p in found["predicted"]], found["ours 1"])
        two = ratios([p[1] for p in found["predicted"]], found["ours 2"])
        speed_up = statistics.median(p[0] / p[1] for p in found["predicted"])
        real = statistics.median(ratios(found["ours 1"], found["ours 2"]))
        lines.append(f"{case}, {ns / 1000:g} us: predicted / real time {statistics.median(one):.2f} "
                     f"with 1 worker, {statistics.median(two):.2f} with 2; speed-up {speed_up:.2f} "
                     f"predicted, {real:.2f} real")
    return lines
