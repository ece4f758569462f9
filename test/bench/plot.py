# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The measurements as SVG, by gnuplot.

import statistics
import subprocess

from measure import NotMeasurable, ratios

TERMINAL = "set terminal svg size {},{} dynamic background '#ffffff' font 'sans-serif,13'\n"


def gnuplot(target, script):
    try:
        subprocess.run(["gnuplot"], input=f"set output '{target}'\n{script}", text=True, check=True,
                       capture_output=True)
    except FileNotFoundError:
        raise NotMeasurable("gnuplot is not there: run scripts/install-deps") from None
    except subprocess.CalledProcessError as error:
        raise NotMeasurable(f"gnuplot: {error.stderr.strip()}") from None


def quoted(text):
    return '"' + text.replace('"', "'") + '"'


def speed_ups(target, compared):
    """A group of bars for each case, a bar for each side: throughput against the serial loop."""
    cases = [case for case in compared if "ours 2" in compared[case] and "p99" not in case]
    sides = []
    for case in cases:
        sides += [side for side in compared[case] if side != "serial" and side not in sides]
    lines = [" ".join(["case", *map(quoted, sides)])]
    for case in cases:
        found = compared[case]
        values = [f"{statistics.median(ratios(found['serial'], found[s])):.4f}" if s in found
                  else "-" for s in sides]
        lines.append(" ".join([quoted(case.replace(", ", "\\n")), *values]))
    gnuplot(target, TERMINAL.format(1200, 560) + "$data << END\n" + "\n".join(lines) + "\nEND\n"
            "set title 'Throughput of two threads against the serial loop (medians)'\n"
            "set style data histogram\nset style histogram clustered gap 1\n"
            "set style fill solid 0.85 noborder\nset datafile missing '-'\n"
            "set yrange [0:*]\nset grid y\nset key outside top center horizontal\n"
            "set arrow from graph 0,first 1 to graph 1,first 1 nohead lc 'black' dt 2\n"
            f"plot for [i=2:{len(sides) + 1}] $data using i:xtic(1) title columnheader(i)\n")


def lengths(target, points):
    data = "\n".join(f"{ns / 1000:g} {ratio:.4f}" for ns, ratio in points)
    gnuplot(target, TERMINAL.format(800, 480) + f"$data << END\n{data}\nEND\n"
            "set title 'Two workers against the serial loop, by length of a handler'\n"
            "set logscale x\nset xlabel 'handler, microseconds'\nset ylabel 'speed-up'\n"
            "set yrange [0:*]\nset grid\nset key off\n"
            "set arrow from graph 0,first 1 to graph 1,first 1 nohead lc 'black' dt 2\n"
            "plot $data using 1:2 with linespoints lw 2 pt 7\n")


def growth(target, curves):
    script = TERMINAL.format(1200, 420) + (
        f"set multiplot layout 1,{len(curves)} title 'Time of an invocation, handler included'\n"
        "set logscale x\nset ylabel 'ns'\nset yrange [0:*]\nset grid\nset key bottom left\n"
        "set format x '%.0s%c'\n")
    for name, points in curves.items():
        data = "\n".join(f"{size} {serial:.1f} {ours:.1f}" for size, serial, ours in points)
        script += (f"${name} << END\n{data}\nEND\nset xlabel '{name}'\n"
                   f"plot ${name} using 1:2 with linespoints lw 2 pt 7 title 'serial', "
                   f"${name} using 1:3 with linespoints lw 2 pt 5 title '2 workers'\n")
    gnuplot(target, script + "unset multiplot\n")
