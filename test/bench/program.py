# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The figures of whole programs: samples/http under a load generator, and what compiling
# with the pass costs.

import pathlib
import re
import shutil
import statistics
import tempfile

import drivers
from measure import BUILD, Row, child_cpu_seconds, output, ratios, rounds
from server import Server


class Programs:
    def __init__(self, quick):
        self.quick = quick
        self.parts = [self.http, self.compile_time]

    def http(self):
        seconds = 1 if self.quick else 4
        driver = drivers.make("http", BUILD / "test/clients")
        target = "/page?customer=7"
        shares = []

        def rate(threads, library=None):
            binary = BUILD / "samples/http/polychrome/server"
            environment = {"LD_LIBRARY_PATH": str(library)} if library else {}
            with Server(driver.command(binary), threads, environment=environment) as server:
                tag = driver.tag(server.port, target)
                before = child_cpu_seconds()
                found = drivers.wrk(server.port, target, seconds, connections=8,
                                    headers=[f"If-None-Match: {tag}"])
                client = child_cpu_seconds() - before
                server.stop()
                shares.append(client / (client + server.cpu_seconds))
                return found

        # By hand: no two handlers share anything but the session, and a session never has two
        # operations under way. So they may all run together.
        by_hand = BUILD / "lib/forced_never"
        found = rounds({"two": lambda: rate(2), "one": lambda: rate(1),
                        "by hand": lambda: rate(2, by_hand)}, 11)
        by = f"requests/s by wrk, 8 connections, with {100 * statistics.median(shares):.1f} % of the CPU"
        return [Row("derived matrix against one by hand, samples/http", 0.9, 0.98, "higher",
                    ratios(found["two"], found["by hand"]))
                .note(f"{by}; the matrix by hand is a forced one: every cell 00"),
                Row("samples/http, CPU-bound route, 2 workers against 1", 1.7, 1.7, "higher",
                    ratios(found["two"], found["one"])).note(by)]

    def compile_time(self):
        examples = examples_folder()
        programs = [
            ("echo", [examples / "echo/async_tcp_echo_server.cpp"], 3 if self.quick else 11),
            ("http", sorted((examples / "http/server").glob("*.cpp")), 1 if self.quick else 7)]
        wrapper, plain = BUILD / "bin/polychrome-clang++", shutil.which("clang++-19")
        rows = []
        for name, sources, pairs in programs:
            with tempfile.TemporaryDirectory() as scratch:
                def seconds(compiler, sources=sources, scratch=scratch):
                    before = child_cpu_seconds()
                    for source in sources:
                        output([compiler, "-std=c++11", "-O2", "-c", source, "-o",
                                f"{scratch}/out.o"])
                    return child_cpu_seconds() - before

                found = rounds({"with": lambda: seconds(wrapper),
                                "without": lambda: seconds(plain)}, pairs)
            rows.append(Row(f"compile time of the {name} example, with the plugin against without",
                            1.25, 1.25, "lower", ratios(found["with"], found["without"]))
                        .note(f"CPU time of `-O2 -c` over {len(sources)} source(s), against "
                              "clang++-19 with the same options"))
        return rows


def examples_folder():
    """Where the build found Boost.Asio's examples."""
    cache = (BUILD / "CMakeCache.txt").read_text()
    return pathlib.Path(re.search(r"^POLYCHROME_ASIO_EXAMPLES:PATH=(.*)$", cache, re.M).group(1))
