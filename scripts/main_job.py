#!/usr/bin/env python3
# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The main job, shown: Boost.Asio's unmodified example servers, as built by
# scripts/run, with their matrices, one explanation, and each under a real client
# with one worker and with all cores. Exits non-zero if any answer differs from the
# serial program's.
#
#   main_job.py BUILD_DIR [--seconds N]

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "test/e2e/servers"))

import drivers  # noqa: E402
from server import NotStarted, Server, ServerFailure  # noqa: E402

EXAMPLES = [  # name, kind of client, what the client checks
    ("echo_server", "echo", "every byte comes back to the connection that sent it"),
    ("chat_server", "chat", "every member gets every message once, all in the same order"),
    ("http_server", "http-example", "status, headers and body of every page"),
]


def heading(text):
    print(f"\n== {text}", flush=True)


def show(command):
    """Runs a command and shows both it and its output, as in a terminal."""
    print("$ " + " ".join(str(part) for part in command), flush=True)
    if subprocess.run([str(part) for part in command]).returncode != 0:
        sys.exit(f"{command[0]} failed")


def compilation(build, program):
    """The commands that made a program, as seen from the build folder."""
    out = subprocess.run(["ninja", "-C", str(build), "-t", "commands", program],
                         capture_output=True, text=True, check=True).stdout
    for command in (part.split() for line in out.splitlines() for part in line.split(" && ")):
        if not command or not command[0].endswith("/polychrome-clang++"):
            continue
        if "-MF" in command:
            at = command.index("-MF")
            del command[at - 1:at + 2]
        print("$ " + " ".join(command).replace(f"{build}/", ""))


def handler(tool, program, part):
    """The number of the first handler whose name has this part: parts alone may be
    ambiguous, where a handler has a row for success and one for errors."""
    out = subprocess.run([tool, "matrix", program, "--format=json"], capture_output=True, text=True,
                         check=True).stdout
    for entry in json.loads(out)["handlers"]:
        if part in entry["name"]:
            return entry["id"]
    sys.exit(f"{program} has no handler named {part}")


def run(driver, binary, threads, seconds):
    """Answers, then throughput, of one server; with the runtime's statistics."""
    with Server(driver.command(binary), threads) as server:
        try:
            answers = driver.answers(server.port, 1)
            rate = driver.rate(server.port, seconds)
        except drivers.WrongAnswer:
            if server.alive():
                raise
            server.stop()  # says how it died
        stats = server.stop()
        return answers, rate, stats


def measure(build, name, kind, checked, seconds):
    driver = drivers.make(kind, build / "test/clients")
    plain = build / "examples/plain" / name
    ours = build / "examples/polychrome" / name
    heading(f"{name} under load: {checked}")
    expected, serial_rate, _ = run(driver, plain, None, seconds)
    print(f"{'plain clang++':22}{serial_rate:>12.0f} {driver.unit}")
    for label, threads in (("Polychrome, 1 worker", 1),
                           (f"Polychrome, all {os.cpu_count()} cores", None)):
        answers, rate, stats = run(driver, ours, threads, seconds)
        if answers != expected:
            sys.exit(f"{name}: {label}: answers differ from the serial program's")
        if "invocations" not in stats:
            sys.exit(f"{name}: {label}: the runtime printed no statistics")
        # One worker is the program's own loop, which counts when it returns.
        beside = (f"; {stats.get('parallel', 0)} of {stats['invocations']} invocations "
                  "beside another one") if threads != 1 else ""
        print(f"{label:22}{rate:>12.0f} {driver.unit}; answers as in the serial run{beside}",
              flush=True)


def main():
    parser = argparse.ArgumentParser(description="Shows the main job.")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=2)
    options = parser.parse_args()
    build = options.build.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tool = os.path.relpath(build / "bin/polychrome")
    for name, _, _ in EXAMPLES:
        heading(f"Boost.Asio's {name}, unmodified")
        compilation(build, f"examples/polychrome/{name}")
        show([tool, "matrix", os.path.relpath(build / "examples/polychrome" / name)])
    heading("Why do reading and writing conflict in the chat server?")
    chat = os.path.relpath(build / "examples/polychrome/chat_server")
    show([tool, "why", chat, handler(tool, chat, "do_read_body"), handler(tool, chat, "do_write")])
    try:
        for name, kind, checked in EXAMPLES:
            measure(build, name, kind, checked, options.seconds)
    except (drivers.WrongAnswer, ServerFailure, NotStarted) as error:
        sys.exit(f"main job failed: {error}")
    print("\nThe load comes from this machine too: client and server share its "
          f"{os.cpu_count()} cores.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
