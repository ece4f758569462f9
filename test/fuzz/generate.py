# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Seeded handler programs of which the right matrix is known.

One seed makes a few handlers, their globals and contexts, spread over some units, and
says of each pair of handlers what their cell must be (as in test/pass/races/race.py).
A batch puts many seeds into one program, since most of a compilation is headers.
Every name begins with the seed's, so cells of different seeds do not matter.
"""
import random

import places
import reaches

INVOCATIONS = 40
OBJECTS = 3

# How handlers are posted and run, by the kind of program.
OWN_LOOP = """#include <polychrome/polychrome.hpp>
#define HANDLER POLYCHROME_HANDLER
#define POST(h, ...) polychrome::post(h, __VA_ARGS__)
"""
OWN_RUN = "polychrome_run();"
ASIO = """#define HANDLER
#define POST(h, ...) boost::asio::post(io, [=] { h(__VA_ARGS__); })
"""
ASIO_INCLUDE = """#include <boost/asio.hpp>
static boost::asio::io_context io;
"""
ASIO_RUN = "io.run();"

HEADER = """#pragma once
#include <atomic>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>
typedef unsigned long u64;
// Long enough for another thread to get between a read and a write.
inline u64 work(u64 x) {
  for (int i = 0; i < 20000; ++i)
    x = x * 6364136223846793005ul + 1442695040888963407ul;
  return x >> 3;
}
inline u64 text(const std::string &s) { return s.empty() ? 0 : s.size() * 256 + (unsigned char)s[0]; }
"""


class Output:
    """What one seed adds to the program."""

    def __init__(self, prefix, units):
        self.prefix = prefix
        self.units = units
        self.header = []
        self.source = [[] for _ in range(units)]
        self.setup = []
        self.posters = []
        self.counter = 0


class Access:
    def __init__(self, place, scope, mode, exact):
        self.place = place
        self.scope = scope  # "key": through the handler's argument; "any": otherwise
        self.mode = mode  # "read", "write", "commute"
        self.exact = exact


class Handler:
    def __init__(self, name, context):
        self.name = name
        self.context = context
        self.accesses = []
        self.body = []
        self.child = None


def operation(rng, place):
    """A mode, and the statements that do it to an lvalue (None: to the place itself)."""
    if place.commutes:
        mode = rng.choice(["commute", "commute", "read"])
        if mode == "commute":
            return mode, lambda lv: place.write("work(k)")
        return mode, lambda lv: f"r = r * 31 + {place.read};"
    mode = rng.choice(["read", "write", "mix", "mix"])
    if mode == "read":
        return "read", lambda lv: f"r = r * 31 + work({lv or place.read});"
    if mode == "write":
        return "write", lambda lv: f"{lv} = work(k);" if lv else place.write("work(k)")
    return "write", lambda lv: (f"{{ u64 mixed = work({lv or place.read} + k); "
                                + (f"{lv} = mixed * 31 + k;" if lv else place.write("mixed")) + " }")


def address(rng, place, handler, contexts):
    """The place's address in this handler, the scope, and whether exactly known."""
    if not place.owner:
        return f"(&{place.lvalue})" if place.lvalue else None, "global", True
    own = [f"c{i}" for i, c in enumerate(handler.context) if c.name == place.owner]
    how = rng.randrange(10)
    if own and how < 8:
        context, scope = rng.choice(own), "key"
    elif own and how == 8:
        context, scope = f"{own[0]}->peer", "any"
    else:
        context, scope = f"{place.owner}_all[k % {OBJECTS}]", "any"
    lvalue = place.lvalue and place.lvalue.replace("C->", context + "->")
    return (f"(&{lvalue})" if lvalue else context), scope, scope == "key"


def statement(rng, out, place, handler, contexts):
    mode, op = operation(rng, place)
    where, scope, exact = address(rng, place, handler, contexts)
    if place.lvalue and not place.commutes:
        reach = rng.choice(reaches.REACHES)
        code = reach.make(rng, out, where, op)
        exact = exact and reach.exact
    else:
        code = op(None)
        if place.owner:
            code = code.replace("C->", where + "->")
    handler.body.append("{ " + code + " }")
    handler.accesses.append(Access(place, scope, mode, exact and place.exact))


def meet(a, b):
    """What two accesses make of their handlers' cell."""
    if a.place is not b.place or a.mode == b.mode == "read" or a.mode == b.mode == "commute":
        return "free"
    return "by-key" if a.scope == b.scope == "key" else "conflict"


def expectation(a, b):
    """What the cell must be; nothing where the analysis may say what it likes."""
    kinds = {meet(x, y) for x in a.accesses for y in b.accesses}
    if "conflict" in kinds:
        return "conflict"
    exact = all(x.exact for h in (a, b) for x in h.accesses)
    # Each handler has a context, and keys are compared at run time: bit 1 costs nothing.
    words = (["by-key"] if "by-key" in kinds else []) + (["apart"] if exact else [])
    return "+".join(words)


class Seed:
    def __init__(self, seed, units):
        self.rng = rng = random.Random(f"polychrome {seed}")
        self.prefix = prefix = f"s{seed}"
        self.out = out = Output(prefix, units)
        self.places = [places.global_place(rng, prefix, i, out) for i in range(rng.randint(3, 6))]
        self.contexts = [places.Context(f"{prefix}_c{i}") for i in range(rng.randint(1, 2))]
        for context in self.contexts:
            for i in range(rng.randint(3, 5)):
                place = places.context_place(rng, context, i)
                context.places.append(place)
                self.places.append(place)
        self.handlers = [self.handler(i) for i in range(rng.randint(3, 6))]
        self.add_children()
        self.emit()

    def handler(self, number):
        rng = self.rng
        contexts = [rng.choice(self.contexts) for _ in range(rng.choice([1, 1, 1, 2]))]
        h = Handler(f"{self.prefix}_h{number}", contexts)
        for _ in range(rng.randint(1, 3)):
            statement(rng, self.out, rng.choice(self.places), h, self.contexts)
        # What was read shows in a member of the handler's own.
        sink = places.Place(f"sink{number}", contexts[0].name, True, f"C->sink{number}")
        contexts[0].members.append(f"u64 {sink.name} = 0;")
        contexts[0].places.append(sink)
        h.body.append(f"c0->{sink.name} = c0->{sink.name} * 31 + r;")
        h.accesses.append(Access(sink, "key", "write", True))
        return h

    def add_children(self):
        """Some handlers post others. These parents are ordered by a global that all of them
        write: children of parents that are not would have no order either."""
        rng = self.rng
        if rng.randrange(3):
            return
        order = places.Place(f"{self.prefix}_order", "", True, f"{self.prefix}_order")
        self.out.header.append(f"extern u64 {order.name};")
        self.out.source[0].append(f"u64 {order.name};")
        self.places.append(order)
        parents = rng.sample(self.handlers, rng.randint(1, 2))
        leaves = [h for h in self.handlers if h not in parents]
        for h in parents:
            h.body.append(f"{order.name} = {order.name} * 31 + k;")
            h.accesses.append(Access(order, "global", "write", True))
            for _ in range(rng.randint(1, 2)):
                child = rng.choice(leaves)
                arguments = [next((f"c{i}" for i, have in enumerate(h.context) if have is c),
                                  f"&{c.name}_objects[k % {OBJECTS}]") for c in child.context]
                h.body.append(f"{child.name}_post({', '.join(arguments)}, k + 1);")

    def emit(self):
        rng, out = self.rng, self.out
        types = []
        for c in self.contexts:
            types.append(c.definition())
            types.append(f"extern {c.name} {c.name}_objects[{OBJECTS}]; extern {c.name} *{c.name}_all[{OBJECTS}];")
            unit = out.source[rng.randrange(out.units)]
            unit.insert(0, f"{c.name} {c.name}_objects[{OBJECTS}]; {c.name} *{c.name}_all[{OBJECTS}];")
            out.setup.append(f"for (int i = 0; i < {OBJECTS}; ++i) {{ {c.name}_all[i] = &{c.name}_objects[{OBJECTS - 1} - i]; "
                             f"{c.name}_objects[i].peer = &{c.name}_objects[(i + 1) % {OBJECTS}]; }}")
        out.header[:0] = types
        for h in self.handlers:
            parameters = ", ".join([f"{c.name} *c{i}" for i, c in enumerate(h.context)] + ["u64 k"])
            out.header.append(f"HANDLER void {h.name}({parameters});")
            out.header.insert(len(types), f"void {h.name}_post({parameters});")
            names = ", ".join([f"c{i}" for i in range(len(h.context))] + ["k"])
            out.posters.append(f"void {h.name}_post({parameters}) {{ POST({h.name}, {names}); }}")
            body = "\n  ".join(h.body)
            out.source[rng.randrange(out.units)].append(
                f"HANDLER void {h.name}({parameters}) {{\n  u64 r = 0;\n  {body}\n}}")
        self.posts = []
        for i in range(INVOCATIONS):
            h = rng.choice(self.handlers)
            arguments = [f"&{c.name}_objects[{rng.randrange(OBJECTS)}]" for c in h.context]
            self.posts.append(f"{h.name}_post({', '.join(arguments)}, {rng.randrange(1000)});")
        digest = []
        for p in self.places + [p for c in self.contexts for p in c.places if p.name.startswith("sink")]:
            for i in range(OBJECTS if p.owner else 1):
                read = p.read.replace("C->", f"{p.owner}_objects[{i}].").replace("k & 3", "0")
                digest.append(f"d = d * 1099511628211ul + {read};")
        self.digest = f"{{ u64 d = 0; {' '.join(digest)} std::printf(\"{self.prefix} %lx\\n\", d); }}"

    def expectations(self):
        for i, a in enumerate(self.handlers):
            for b in self.handlers[i:]:
                wanted = expectation(a, b)
                for word in wanted.split("+"):
                    if word:
                        yield a.name, b.name, word


class Batch:
    """Seeds first, first + 1, ... in one program of as many units as the first says."""

    def __init__(self, seeds):
        rng = random.Random(f"polychrome batch {seeds[0]}")
        self.units = rng.randint(1, 4)
        self.level = rng.choice(["-O0", "-O1", "-O2", "-O2", "-O3"])
        self.asio = rng.randrange(4) == 0
        self.seeds = [Seed(s, self.units) for s in seeds]
        self.rng = rng

    def files(self):
        loop = ASIO if self.asio else OWN_LOOP
        header = [l for s in self.seeds for l in s.out.header]
        files = {"program.hpp": HEADER + loop + "\n".join(header) + "\n"}
        for u in range(self.units):
            lines = ['#include "program.hpp"'] + [l for s in self.seeds for l in s.out.source[u]]
            files[f"unit{u}.cpp"] = "\n".join(lines) + "\n"
        # A few seeds at a time: one handler that runs alone holds up all that are mixed with it.
        mixed = []
        for i in range(0, len(self.seeds), 6):
            posts = [list(s.posts) for s in self.seeds[i:i + 6]]
            while any(posts):
                mixed.append(self.rng.choice([p for p in posts if p]).pop(0))
        files["main.cpp"] = "\n".join(
            ['#include "program.hpp"', "#include <cstdio>", ASIO_INCLUDE if self.asio else ""]
            + [l for s in self.seeds for l in s.out.posters]
            + ["static void setup() {"] + [l for s in self.seeds for l in s.out.setup]
            + ["}", "static void digest() {"] + [s.digest for s in self.seeds]
            + ["}", "int main() {", "setup();"] + mixed
            + [ASIO_RUN if self.asio else OWN_RUN, "digest();", "}"]) + "\n"
        return files

    def row(self, handler):
        """The name that the matrix has for a handler."""
        return f"{handler}_post::lambda#1" if self.asio else handler
