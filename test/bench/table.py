# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The figures of the scheduler, each as a method that returns rows. Where several rows
# come from one comparison, it is measured once, with all peers, and kept in `compared` for the
# plots and the table of peers.

import itertools
import json
import math
import statistics

from measure import BUILD, NotMeasurable, Row, output, ratios, rounds

PEERS = ["strands 2", "shards 2", "mutex 2", "tasks 2", "transactions 2"]


class Scheduler:
    def __init__(self, handlers, quick):
        self.handlers = handlers
        self.pairs = 11
        self.seconds = 0.1 if quick else 0.4  # serial time of one run
        self.quick = quick
        self.compared = {}  # {case: {side: [figure of each round]}}
        self.lengths = []  # (ns, median speed-up)
        self.parts = [self.empty_on_one, self.short_on_one, self.disjoint, self.disjoint_short,
                      self.smallest, self.conflicting, self.one_in_ten, self.readers,
                      self.open_loop, self.strict, self.memory]

    # How a case is measured.

    def count(self, ns):
        """Handlers of that length that fill a run, for 64 actors and for two halves."""
        return max(1280, round(self.seconds * 1e9 / (ns + 150) / 384) * 384)

    def compare(self, title, case, ns, sides, walking=False, count=None, **numbers):
        numbers = {"handlers": count or self.count(ns),
                   "rounds": self.handlers.rounds_of(ns, walking), **numbers}
        found = rounds({side: self.handlers.side(side, case, **numbers) for side in sides},
                       self.pairs)
        self.compared[title] = found
        self.last = (case, numbers)
        return found

    def speed(self, name, found, over, under, must, aim):
        """Throughput of `over` against `under`, with the share of the ceiling."""
        row = Row(name, must, aim, "higher", ratios(found[under], found[over]))
        if "ceiling 2" in found:
            ceiling = statistics.median(ratios(found["serial"], found["ceiling 2"]))
            share = statistics.median(ratios(found["ceiling 2"], found[over]))
            busy = "" if ceiling > 1.8 else ": THE MACHINE IS BUSY, two threads do not get two cores"
            row.note(f"{100 * share:.0f} % of the ceiling, which is {ceiling:.2f} x serial{busy}")
        if row.verdict == "MISSED" and over.endswith(" 2"):
            case, numbers = self.last
            row.note(f"one run more: {self.handlers.profile(case, **numbers)}")
        return row

    # The rows.

    def empty_on_one(self):
        found = self.compare("empty handlers, one thread", "disjoint", 0,
                             ["serial", "ours 1", "strands 1", "mutex 1", "tasks 1"])
        each = statistics.median(found["ours 1"]) / self.count(0)
        return [Row("1 worker, empty handler: time against strands", 1.0, 0.6, "lower",
                    ratios(found["ours 1"], found["strands 1"]))
                .note(f"{1e9 * each:.0f} ns an invocation")]

    def short_on_one(self):
        found = self.compare("5 us, one thread", "disjoint", 5000, ["serial", "ours 1"],
                             count=4 * self.count(5000))
        return [self.speed("1 worker, 5 us: throughput against serial", found, "ours 1", "serial",
                           0.97, 0.99)]

    def disjoint(self):
        found = self.compare("disjoint, 10 us", "disjoint", 10000,
                             ["serial", "ours 2", *PEERS, "ceiling 2"])
        return [self.speed("2 workers, disjoint, 10 us: against serial", found, "ours 2", "serial",
                           1.8, 1.92),
                self.speed("2 workers, disjoint, 10 us: against strands", found, "ours 2",
                           "strands 2", 0.98, 1.05)]

    def disjoint_short(self):
        found = self.compare("disjoint, 1 us", "disjoint", 1000,
                             ["serial", "ours 2", *PEERS, "ceiling 2"])
        return [self.speed("2 workers, disjoint, 1 us: against serial", found, "ours 2", "serial",
                           1.2, 1.5)]

    def smallest(self):
        """In every round the length from which on 2 workers are faster than the serial loop."""
        lengths = [100, 200, 300, 500, 700, 1000, 1500, 2500, 4000, 7000, 12000, 20000]
        sides, numbers = {}, {}
        for ns in lengths:
            numbers[ns] = {"handlers": max(1280, self.count(ns) // 2),
                           "rounds": self.handlers.rounds_of(ns)}
            for side in ("serial", "ours 2"):
                sides[ns, side] = self.handlers.side(side, "disjoint", **numbers[ns])
        found = rounds(sides, self.pairs)
        by_length = [ratios(found[ns, "serial"], found[ns, "ours 2"]) for ns in lengths]
        self.lengths = [(ns, statistics.median(r)) for ns, r in zip(lengths, by_length)]
        values = [break_even(lengths, [r[number] for r in by_length]) / 1000
                  for number in range(self.pairs)]
        row = Row("smallest handler that beats serial with 2 workers", 0.7, 0.3, "lower", values,
                  "us")
        row.note("speed-up by length: " +
                 ", ".join(f"{ns / 1000:g} us {ratio:.2f}" for ns, ratio in self.lengths))
        if row.verdict == "MISSED":
            row.note("one run more at 1 us: " + self.handlers.profile("disjoint", **numbers[1000]))
        return [row]

    def conflicting(self):
        sides = ["serial", "ours 2", "strands 2", "mutex 2", "tasks 2", "transactions 2"]
        long = self.compare("everything conflicts, 1 us", "conflicting", 1000, sides)
        first = self.speed("everything conflicts, 1 us: against serial", long, "ours 2", "serial",
                           0.95, 0.99)
        empty = self.compare("everything conflicts, empty", "conflicting", 0, sides)
        return [first, self.speed("everything conflicts, empty: against serial", empty, "ours 2",
                                  "serial", 0.7, 0.9)]

    def one_in_ten(self):
        found = self.compare("one in ten conflicts with all, 10 us", "one-in-ten", 10000,
                             ["serial", "ours 2", *PEERS, "ceiling 2"])
        return [self.speed("one in ten conflicts with all, 10 us: against serial", found, "ours 2",
                           "serial", 1.55, 1.7)]

    def readers(self):
        found = self.compare("90 % readers of one object, 10 us", "readers", 10000,
                             ["serial", "ours 2", *PEERS, "ceiling 2"], walking=True)
        return [self.speed("90 % readers of one object, 10 us: against strands", found, "ours 2",
                           "strands 2", 1.5, 1.75),
                self.speed("90 % readers of one object, 10 us: against libitm, 2 threads", found,
                           "ours 2", "transactions 2", 1.5, 3)]

    def open_loop(self):
        sides = {name: self.light_beside_heavy(name, 0.6)
                 for name in ("serial", "ours 2", "strands 2")}
        found = rounds(sides, self.pairs)
        self.compared["p99 of light handlers beside heavy ones"] = found
        row = Row("p99 of 5 us handlers beside 2 ms ones, open loop: against serial", 0.6, 0.4,
                  "lower", ratios(found["ours 2"], found["serial"]))
        return [row.note(", ".join(f"{name} {1000 * statistics.median(found[name]):.2f} ms"
                                   for name in found))]

    def light_beside_heavy(self, side, load, **more):
        """Measures with other arrivals every round, the same for all sides; the load is a share
        of what one thread can do."""
        light, heavy, share = 5e3, 2e6, 0.05
        mean = (1 - share) * light + share * heavy
        numbers = {"per_second": round(load * 1e9 / mean), "heavy_share": share,
                   "seconds": 1 if self.quick else 4, "light": self.handlers.rounds_of(light),
                   "heavy": self.handlers.rounds_of(heavy), **more}
        seeds = itertools.count(1)
        return lambda: self.handlers.side(side, "open-loop", seed=next(seeds), **numbers)()

    def priorities(self):
        """What high priority buys light handlers where two threads have plenty to do."""
        found = rounds({"normal": self.light_beside_heavy("ours 2", 1.7),
                        "urgent": self.light_beside_heavy("ours 2", 1.7, urgent=1)}, self.pairs)
        median = {name: 1000 * statistics.median(values) for name, values in found.items()}
        spread = {name: f"{1000 * min(values):.2f} .. {1000 * max(values):.2f}"
                  for name, values in found.items()}
        return [f"p99 of 5 us handlers beside 2 ms ones, two threads at 85 % of what they can do: "
                f"{median['normal']:.2f} ms ({spread['normal']}), with high priority "
                f"{median['urgent']:.2f} ms ({spread['urgent']})"]

    def strict(self):
        name = "strict against causal, 10 us disjoint with children"
        try:
            found = self.compare("strict and causal, with children", "children", 10000,
                                 ["serial", "ours 2", "strict 2", "strands 2", "ceiling 2"])
        except NotMeasurable as error:
            return [Row(name, 0.9, 0.97, "higher", None, why=str(error))]
        return [self.speed(name, found, "strict 2", "ours 2", 0.9, 0.97)]

    def memory(self):
        """Bytes, by what malloc has given out; the operation that Asio queues is counted."""
        count = 40000
        numbers = {"contexts": count, "pending": count, "handlers": count,
                   "rounds": self.handlers.rounds_of(10000)}
        rows = []
        for case, name, must in (
                ("memory-contexts", "memory of a live context with nothing pending", 64),
                ("memory-pending", "memory of a pending invocation", 192)):
            found = rounds({side: self.handlers.side(side, case, **numbers)
                            for side in ("serial", "ours 2")}, 3 if self.quick else self.pairs)
            row = Row(name, must, must, "lower", found["ours 2"], "B")
            rows.append(row.note(f"serial {statistics.median(found['serial']):.0f} B"))
        return rows

    # What the analysis says of the measured handlers.

    def matrix(self):
        """The derived cell of each case's handlers, for the record: nothing here is forced."""
        found = json.loads(output([BUILD / "bin/polychrome", "matrix", self.handlers.ours,
                                   "--format=json"]))
        bits = {(cell["a"], cell["b"]): cell["bits"] for cell in found["cells"]}
        lines = []
        for kind in ("disjoint", "children", "conflicting", "one_in_ten", "readers", "job"):
            ids = [h["id"] for h in found["handlers"] if h["name"].startswith(f"bench::{kind}<")]
            cells = sorted({bits.get((a, b), "00") for a in ids for b in ids if a <= b})
            lines.append(f"{kind.replace('_', '-')} {' '.join(cells) or 'no handler'}")
        return lines


def break_even(lengths, speed_ups):
    """The length from which on every longer one is faster, interpolated on a logarithmic scale;
    twice the longest one if none is."""
    if speed_ups[-1] <= 1:
        return 2.0 * lengths[-1]
    at = len(lengths) - 1
    while at > 0 and speed_ups[at - 1] > 1:
        at -= 1
    if at == 0:
        return float(lengths[0])
    low, high = speed_ups[at - 1], speed_ups[at]
    part = (1 - low) / (high - low)
    return math.exp(math.log(lengths[at - 1]) * (1 - part) + math.log(lengths[at]) * part)
