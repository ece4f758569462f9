# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Seeded handler programs of which the right matrix is known.

One seed makes a few handlers, their globals and contexts, spread over some units, and
says of each pair of handlers what their cell must be (as in test/pass/races/race.py).
A batch puts many seeds into one program, since most of a compilation is headers.
Every name begins with the seed's, so cells of different seeds do not matter.
"""
import random

import boxes
import coroutines
import places
import slots
from statements import OBJECTS, Access, Statements, expectation

INVOCATIONS = 40

# How handlers are posted and run, by the kind of program.
OWN_POSTS = """#define HANDLER POLYCHROME_HANDLER
#define POST(h, ...) polychrome::post(h, __VA_ARGS__)
"""
OWN_RUN = "polychrome_run();"
ASIO_POSTS = """#define HANDLER
#define POST(h, ...) boost::asio::post(io, [=] { h(__VA_ARGS__); })
"""
ASIO_LOOP = "static boost::asio::io_context io;"
OWN_INCLUDE = "#include <polychrome/polychrome.hpp>\n"
ASIO_INCLUDE = "#include <boost/asio.hpp>\n"
ASIO_RUN = "io.run();"
LOOPS = ["asio", "own", "coroutines"]

# What a unit includes; it goes into a precompiled header.
INCLUDES = "\n".join(f"#include <{name}>" for name in (
    "algorithm any array atomic cstdarg cstdint cstdio cstring deque forward_list functional iterator list "
    "map memory optional queue set stack string tuple unordered_map variant vector").split()) + "\n"

HEADER = """#define ONCE __attribute__((optnone, noinline))
typedef unsigned long u64;
// Long enough for another thread to get between a read and a write.
inline u64 work(u64 x) {
  for (int i = 0; i < 6000; ++i)
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
        self.objects = []
        self.setup = []
        self.posters = []
        self.counter = 0


class Handler:
    def __init__(self, name, context, keyed=False):
        self.name = name
        self.context = context
        self.keyed = keyed # touches nothing but its contexts
        self.accesses = []
        self.body = []
        self.child = None


class Seed:
    def __init__(self, seed, units, deep, resumed):
        self.rng = rng = random.Random(f"polychrome {seed}")
        self.resumed = resumed
        self.home = resumed and random.Random(seed).choice([0, 0, 0, None]) # the unit of its coroutines
        self.prefix = prefix = f"s{seed}"
        self.out = out = Output(prefix, units)
        self.deep = deep
        self.contexts = [places.Context(f"{prefix}_c{i}") for i in range(1 if resumed else rng.randint(1, 2))]
        out.header += [f"struct {c.name}_base; struct {c.name};" for c in self.contexts]
        # Where all handlers share a row, one conflict hides what there is to see of the others.
        self.keyed = resumed and rng.randrange(4) != 0
        self.places = [] if self.keyed else [places.global_place(rng, prefix, i, out) for i in range(rng.randint(3, 6))]
        for context in self.contexts:
            for i in range(rng.randint(3, 5)):
                self.places.append(places.context_place(rng, context, i))
        self.slots, self.boxes = [], []
        if self.deep:
            for i in range(rng.randint(1, 3)):
                self.slots.append(self.slot(f"{prefix}_l{i}"))
        if self.deep or rng.randrange(2):
            for i in range(rng.randint(1, 2)):
                self.add_boxes(f"{prefix}_b{i}")
        # The coroutines have their contexts in their frames.
        self.local = self.keyed and not self.slots and rng.randrange(4) != 0
        self.types_at = len(out.header)
        self.statements = Statements(self)
        self.handlers = [self.handler(i) for i in range(rng.randint(1, 3) if resumed else rng.randint(3, 5))]
        self.add_children()
        self.fill_slots()
        self.emit()

    def somewhere(self):
        return self.rng.choice(self.contexts if self.keyed else [None] + self.contexts)

    def slot(self, name):
        numbers = [p.T for p in self.places if p.lvalue and not p.commutes]
        T = self.rng.choice(numbers + [c.name for c in self.contexts if any(p.owner == c.name and p.lvalue for p in self.places)])
        return slots.make(self.rng, self.out, name, self.somewhere(), T)

    def add_boxes(self, name):
        """A few containers of one type, which may exchange elements."""
        full = None
        for i in range(self.rng.randint(1, 3)):
            box = boxes.make(self.rng, self.out, f"{name}_{i}", self.somewhere(), full)
            full = box.full
            self.boxes.append(box)

    def fill_slots(self):
        """What each slot holds at first; that is not told apart from what handlers leave there."""
        rng, first = self.rng, slots.First()
        nobody = Handler("", [])
        for slot in self.slots:
            for i in range(OBJECTS if slot.place.owner else 1):
                address, target, _ = self.statements.target(slot, nobody)
                slot.targets.append(target)
                lvalue = slot.place.lvalue.replace("C->", f"{slot.place.owner}_objects[{i}].")
                self.out.setup.append(f"{{ u64 k = {i}; {slot.put(first, lvalue, address)} }}")

    def handler(self, number):
        rng = self.rng
        contexts = [rng.choice(self.contexts) for _ in range(rng.choice([1, 1, 1, 2]))]
        h = Handler(f"{self.prefix}_h{number}", contexts, self.keyed)
        # One statement of which nothing is known hides what is wrong with the others.
        for _ in range(rng.choice([1, 1, 1, 2]) if self.deep else rng.randint(1, 3)):
            self.statements.any_of(h)
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
        if self.keyed or len(self.handlers) < 3 or rng.randrange(3):
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
            out.objects.append(f"for (int i = 0; i < {OBJECTS}; ++i) {{ {c.name}_all[i] = &{c.name}_objects[{OBJECTS - 1} - i]; "
                             f"{c.name}_objects[i].peer = &{c.name}_objects[(i + 1) % {OBJECTS}]; }}")
        out.header[self.types_at:self.types_at] = types
        # Of all contexts, before what the slots need of them.
        out.setup[:0] = out.objects
        for h in self.handlers:
            parameters = ", ".join([f"{c.name} *c{i}" for i, c in enumerate(h.context)] + ["u64 k"])
            out.header.insert(self.types_at + len(types), f"void {h.name}_post({parameters});")
            names = ", ".join([f"c{i}" for i in range(len(h.context))] + ["k"])
            poster = f"void {h.name}_post({parameters}) {{ POST({h.name}, {names}); }}"
            if self.resumed:
                own = self.digest_of(lambda owner: ["own."]) if self.local else None
                coroutines.emit(rng, out, h, parameters, names, poster, self.home, own)
                continue
            out.header.append(f"HANDLER void {h.name}({parameters});")
            out.posters.append(poster)
            body = "\n  ".join(h.body)
            out.source[rng.randrange(out.units)].append(
                f"HANDLER void {h.name}({parameters}) {{\n  u64 r = 0;\n  {body}\n}}")
        self.posts = []
        if self.local:
            coroutines.emit_total(out)
        for i in range(INVOCATIONS):
            h = rng.choice(self.handlers)
            arguments = [f"&{c.name}_objects[{rng.randrange(OBJECTS)}]" for c in h.context]
            self.posts.append(f"{h.name}_post({', '.join(arguments)}, {rng.randrange(1000)});")
        digest = self.digest_of(lambda owner: [f"{owner}_objects[{i}]." for i in range(OBJECTS)])
        if self.local:
            digest += f" d += {coroutines.total(self.prefix)};"
        self.digest = f"{{ u64 d = 0; {digest} std::printf(\"{self.prefix} %lx\\n\", d); }}"

    def digest_of(self, objects):
        """Statements that mix all values into d: those of globals, and of the contexts that
        `objects` gives for a type."""
        digest = []
        for p in self.places + [p for c in self.contexts for p in c.places if p.name.startswith("sink")]:
            for o in objects(p.owner) if p.owner else [""]:
                read = p.read.replace("C->", o).replace("k & 3", "0")
                digest.append(f"d = d * 1099511628211ul + {read};")
        for box in self.boxes:
            for o in objects(box.owner) if box.owner else [""]:
                digest.append(box.digest(o + box.name))
        return " ".join(digest)

    def expectations(self):
        for i, a in enumerate(self.handlers):
            for b in self.handlers[i:]:
                wanted = expectation(a, b)
                for word in wanted.split("+"):
                    if word:
                        yield a.name, b.name, word


class Batch:
    """Seeds first, first + 1, ... in one program of as many units as the first says, and
    of the kind that it says.

    A program of the shape "plain" keeps to what the analysis is expected to know exactly, and
    some of its cells have to be free. A "deep" one may use bytes as two types, which then are
    not told apart anywhere in it: only conflicts are known of its cells.

    All handlers of a loop of "coroutines" are resumed in one way and share a row, so its programs
    have one seed each."""

    def __init__(self, seeds, level=None, units=None, loop=None, shape=None):
        rng = random.Random(f"polychrome batch {seeds[0]}")
        self.units = units or rng.randint(1, 2 if loop == "coroutines" else 4)
        self.level = level or rng.choice(["-O0", "-O1", "-O1", "-O1", "-O2"])
        self.loop = loop or rng.choice(["asio", "own", "own", "own"])
        self.coroutines = self.loop == "coroutines"
        self.asio = self.coroutines or self.loop == "asio"
        self.shape = shape or rng.choice(["plain", "plain", "deep", "deep", "deep"])
        self.seeds = [Seed(s, self.units, self.shape == "deep", self.coroutines) for s in seeds]
        self.rng = rng

    def includes(self):
        """What all units include, and what may be compiled once for all batches of this kind."""
        return INCLUDES + (ASIO_INCLUDE if self.asio else OWN_INCLUDE)

    def files(self):
        posts = coroutines.POSTS if self.coroutines else ASIO_POSTS if self.asio else OWN_POSTS
        loop = coroutines.LOOP if self.coroutines else ASIO_LOOP if self.asio else ""
        header = [l for s in self.seeds for l in s.out.header]
        files = {"program.hpp": HEADER + posts + "\n".join(header) + "\n"}
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
            ['#include "program.hpp"', loop]
            + [l for s in self.seeds for l in s.out.posters]
            + ["ONCE static void setup() {"] + [l for s in self.seeds for l in s.out.setup]
            + ["}", "ONCE static void digest() {"] + [s.digest for s in self.seeds]
            + ["}", "ONCE int main() {", "setup();"] + mixed
            + [ASIO_RUN if self.asio else OWN_RUN, "digest();", "}"]) + "\n"
        return files

    def row(self, handler):
        """The name that the matrix has for a handler."""
        return f"{handler}_post::lambda#1" if self.asio else handler
