#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A program's trace agrees with its statistics and with itself: every invocation has its
# slice, slices of a track do not overlap, invocations that conflict do not overlap and run
# in the order of their tickets, arrows go from an end to a later beginning.
#
#   check_trace.py [--server CLIENTS] PROGRAM     --server: an echo server, ended by SIGTERM

import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "servers"))

import drivers  # noqa: E402
from server import Server, statistics  # noqa: E402


def run(program, environment):
    done = subprocess.run([program], env={**os.environ, **environment}, capture_output=True,
                          text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"{program}: exit code {done.returncode}: {done.stderr.strip()}")
    return statistics(done.stderr)


def serve(program, clients, environment):
    with Server([program, "0"], environment=environment) as server:
        drivers.make("echo", clients).answers(server.port, 1)
        return server.stop()


def conflicts(rows, a, b):
    """Whether two slices' rows and keys say that they conflict."""
    row_a, row_b = a["args"]["row"], b["args"]["row"]
    if row_b in rows[row_a]["never"]:
        return True
    if row_b not in rows[row_a]["context"]:
        return False
    return any(overlap(x, y) for x in a["args"]["keys"] for y in b["args"]["keys"])


def overlap(x, y):
    a, b = int(x[0], 16), int(y[0], 16)
    return (a < b + y[1] and b < a + x[1] and "write" in (x[2], y[2]) and len(x) == len(y))


def begin(s):
    return s["ts"]


def end(s):
    return s["ts"] + s["dur"]


ROUNDING = 0.0005  # half of a trace's smallest unit


def check_tracks(slices):
    tracks = collections.defaultdict(list)
    for s in slices:
        tracks[s["pid"], s["tid"]].append(s)
    for track in tracks.values():
        track.sort(key=begin)
        for a, b in zip(track, track[1:]):
            assert end(a) <= begin(b) + ROUNDING, f"two at a time on one track: {a} {b}"


def check_conflicts(rows, slices):
    """Two that overlap, or ran in another order than that of their tickets, do not conflict.
    So many are never stamped and unfinished at a time that none further back can matter."""
    window = 512
    times = [(s["pid"], begin(s), end(s)) for s in slices]
    for i, (domain, began, _) in enumerate(times):
        for j in range(max(0, i - window), i):
            if times[j][2] > began + ROUNDING and times[j][0] == domain:
                assert not conflicts(rows, slices[j], slices[i]), \
                    f"they conflict, but the later did not wait: {slices[j]} {slices[i]}"


def check_arrows(trace):
    ends = {(e["ph"], e["id"]): e for e in trace["traceEvents"] if e["ph"] in "sf"}
    for (phase, number), event in ends.items():
        other = ends["f" if phase == "s" else "s", number]
        assert phase == "f" or event["ts"] <= other["ts"], f"an arrow into the past: {event}"
    return len(ends) // 2


def check(path, stats):
    trace = json.loads(path.read_text())
    slices = [e for e in trace["traceEvents"] if e["ph"] == "X"]
    slices.sort(key=lambda s: (s["pid"], s["args"]["ticket"]))
    kept = len(slices) + trace["otherData"]["dropped"]
    assert kept == stats["invocations"], f"{kept} of {stats['invocations']} invocations"
    check_tracks(slices)
    check_conflicts(trace["otherData"]["rows"], slices)
    return f"{len(slices)} slices, {check_arrows(trace)} arrows"


def main():
    arguments = sys.argv[1:]
    clients = arguments[1] if arguments[0] == "--server" else None
    with tempfile.TemporaryDirectory() as folder:
        for threads in 1, 2, 4:
            path = pathlib.Path(folder) / f"{threads}.json"
            environment = {"POLYCHROME_TRACE": str(path), "POLYCHROME_THREADS": str(threads),
                           "POLYCHROME_STATS": "1"}
            if clients:
                stats = serve(arguments[2], clients, environment)
            else:
                stats = run(arguments[0], environment)
            print(f"{threads} threads: {check(path, stats)}")


main()
