# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Measuring: sides of a comparison are run in rounds, each round runs every side once, and
# the order changes from round to round. A ratio is formed within a round, so that what
# disturbs the machine for longer than that disturbs both of its sides.

import os
import pathlib
import resource
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/release"

sys.path.insert(0, str(ROOT / "test/e2e/servers"))


class NotMeasurable(Exception):
    """Why a figure cannot be had; the others can."""


def child_cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def output(command, environment=None, **options):
    """What the command prints; NotMeasurable with its own words if it fails."""
    command = [str(part) for part in command]
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith("POLYCHROME_")}
    done = subprocess.run(command, capture_output=True, text=True,
                          env={**clean, **(environment or {})}, **options)
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip() or f"exit code {done.returncode}"
        raise NotMeasurable(f"{pathlib.Path(command[0]).name} {' '.join(command[1:])}: {words}")
    return done.stdout


def rounds(sides, count):
    """{name: [figure of each round]} for sides {name: function that measures one}."""
    names = list(sides)
    found = {name: [] for name in names}
    for number in range(count):
        turn = number // 2 % len(names)
        order = names[turn:] + names[:turn]
        if number % 2:
            order.reverse()
        for name in order:
            found[name].append(sides[name]())
    return found


def ratios(over, under):
    return [a / b for a, b in zip(over, under)]


class Row:
    """A figure with its demands. `values` is one value a pair, or None with `why`."""

    def __init__(self, name, must, aim, better, values, unit="x", why=None):
        self.name, self.must, self.aim, self.better = name, must, aim, better
        self.values, self.unit, self.why = values, unit, why
        self.notes = []

    @property
    def ratio(self):
        return statistics.median(self.values) if self.values else None

    def reaches(self, bound):
        if self.ratio is None:
            return False
        return self.ratio >= bound if self.better == "higher" else self.ratio <= bound

    @property
    def verdict(self):
        if self.ratio is None:
            return "not measured"
        if self.reaches(self.aim):
            return "aim" if self.aim != self.must else "met"
        return "must" if self.reaches(self.must) else "MISSED"

    def note(self, text):
        self.notes.append(text)
        return self

    def as_json(self):
        spread = [round(min(self.values), 5), round(max(self.values), 5)] if self.values else None
        return {"name": self.name, "ratio": round(self.ratio, 5) if self.values else None,
                "must": self.must, "aim": self.aim, "better": self.better, "spread": spread,
                "pairs": len(self.values or [])}

    def as_text(self):
        sign = ">=" if self.better == "higher" else "<="
        demand = f"{sign} {self.must:g}"
        if self.aim != self.must:
            demand += f" / {self.aim:g}"
        if self.ratio is None:
            figures = f"{'-':>9}   {'':21}"
        else:
            spread = f"{min(self.values):.3g} .. {max(self.values):.3g}"
            figures = f"{self.ratio:>9.3f}{self.unit:<3}{spread:21}"
        return f"{self.name:62} {figures} {demand:15} {self.verdict}"


class Handlers:
    """The programs of test/bench, and how many rounds of their work take how long."""

    def __init__(self):
        self.plain = BUILD / "bench/plain/handlers"
        self.ours = BUILD / "bench/polychrome/handlers"
        self.scale = {kind: int(output([self.plain, kind, "ns=1000000"])) / 1e6
                      for kind in ("calibrate", "calibrate-walk")}
        self._checksums = {}

    def rounds_of(self, ns, walking=False):
        return round(self.scale["calibrate-walk" if walking else "calibrate"] * ns)

    def run(self, program, case, check=True, environment=None, **numbers):
        """The figure that the program prints. All runs of a case with the same numbers,
        threads aside, must have the same result."""
        command = [*program, case, *(f"{name.replace('_', '-')}={value}"
                                     for name, value in numbers.items())]
        figure, checksum = output(command, environment).split()
        if check:
            numbers.pop("threads", None)
            key = (case, *sorted(numbers.items()))
            if self._checksums.setdefault(key, checksum) != checksum:
                raise NotMeasurable(f"{' '.join(map(str, command))}: another result than "
                                    f"{self.plain.name}'s")
        return float(figure)

    def side(self, name, case, **numbers):
        """A function that measures one run of a side: "serial", "ours 2", "strands 2"..."""
        kind, _, threads = name.partition(" ")
        if kind == "serial":
            return lambda: self.run([self.plain], case, **numbers)
        if kind in ("ours", "strict"):
            environment = {"POLYCHROME_THREADS": threads}
            if kind == "strict":
                environment["POLYCHROME_ORDER"] = "strict"
            return lambda: self.run([self.ours], case, environment=environment, **numbers)
        if kind in ("transactions", "ceiling"):
            program = [BUILD / "bench" / kind]
        else:
            program = [BUILD / "bench/peers", kind]
        # Neither a mutex nor a transaction keeps an order; the ceiling is two halves.
        check = kind not in ("transactions", "ceiling", "mutex")
        return lambda: self.run(program, case, check, threads=threads, **numbers)

    def profile(self, case, **numbers):
        """Our counters in one more run with two workers: why a figure is what it is."""
        environment = {"POLYCHROME_THREADS": "2", "POLYCHROME_STATS": "1"}
        command = [self.ours, case, *(f"{name.replace('_', '-')}={value}"
                                      for name, value in numbers.items())]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                              env={**os.environ, **environment})
        shown = [line.removeprefix("polychrome: ") for line in done.stderr.splitlines()
                 if line.startswith("polychrome: ")]
        return ", ".join(shown[2:])
