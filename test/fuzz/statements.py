# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The statements of generated handlers, and what each is known to access.

An access has a scope: "key" where it goes through the handler's argument, "any" where it
may be to any object, "global", and "own" where it is one or the other: what a slot of the
argument's leads to, of which somebody may have made the argument itself.
"""

import boxes
import calls
import chains
import containers
import reaches
import ways
from places import Place
from ways import helper, through

OBJECTS = 3
WAYS = reaches.WAYS + chains.WAYS * 4 + containers.WAYS * 2 + calls.WAYS
EXACT = [w for w in WAYS if w.exact]
# Those that use no bytes as two types.
PLAIN = [w for w in reaches.WAYS if w.make not in (
    reaches.by_union, reaches.by_struct_bytes, reaches.by_any, reaches.by_tag)]
# Of the words for a cell: a conflict must not be missed.
SOUND = ("conflict", "by-key")


class Access:
    def __init__(self, place, scope, mode, exact):
        self.place, self.scope, self.mode, self.exact = place, scope, mode, exact

    def expand(self):
        return [self]


class Followed:
    """Accesses to all that a slot may lead to; who leaves what there may be generated later."""

    def __init__(self, slot, place, mode):
        self.slot, self.place, self.mode = slot, place, mode

    def expand(self):
        return [Access(self.place or place, scope, self.mode, False) for place, scope in self.slot.targets]


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


def object_of(rng, owner, handler):
    """A pointer to a context of that type, and its scope."""
    own = [f"c{i}" for i, c in enumerate(handler.context) if c.name == owner]
    how = rng.randrange(10)
    if own and (how < 7 or handler.keyed):
        return rng.choice(own), "key"
    if own and how == 7:
        return f"{own[0]}->peer", "any"
    return elsewhere(rng, owner), "any"


def elsewhere(rng, owner):
    """A pointer to any context of that type, in terms of globals."""
    return rng.choice([f"{owner}_all[k % {OBJECTS}]", f"(&{owner}_objects[k % {OBJECTS}])"])


class Statements:
    def __init__(self, seed):
        self.rng, self.out = seed.rng, seed.out
        self.seed = seed
        self.deep = seed.deep

    def add(self, handler, code, *accesses):
        handler.body.append("{ " + code + " }")
        handler.accesses += accesses

    def depth(self):
        return self.rng.choice([1, 1, 1, 2]) if self.deep else 1

    def reached(self, T, where, op):
        some = WAYS if self.deep else EXACT if self.rng.randrange(4) else PLAIN
        return through(self.rng, self.out, some, T, where, op, self.depth())

    def on(self, place, handler, op, lvalue):
        """op on the place's lvalue; its scope, and whether all of the way is exact."""
        rng = self.rng
        if not place.owner:
            code, exact = self.reached(place.T, f"(&{lvalue})", op)
            return code, "global", exact
        where, scope = object_of(rng, place.owner, handler)
        if self.deep and rng.randrange(2):
            # The way leads to the context, and to its member only at the end.
            code, exact = self.reached(place.owner, where, lambda lv: op(lvalue.replace("C->", f"(&{lv})->")))
        else:
            code, exact = self.reached(place.T, f"(&{lvalue.replace('C->', where + '->')})", op)
        return code, scope, exact and scope == "key"

    def plain(self, handler):
        places = self.seed.places
        if not self.deep and self.rng.randrange(8):
            places = [p for p in places if p.exact] or places
        place = self.rng.choice(places)
        mode, op = operation(self.rng, place)
        if place.lvalue and not place.commutes:
            code, scope, exact = self.on(place, handler, op, place.lvalue)
        else:
            code, scope = op(None), "global"
            if place.owner:
                where, scope = object_of(self.rng, place.owner, handler)
                code = code.replace("C->", where + "->")
            exact = scope == "key"
        self.add(handler, code, Access(place, scope, mode, exact and place.exact))

    def target(self, slot, handler):
        """An address that the slot may hold, its target, and whether it needs the handler's parameters."""
        rng = self.rng
        if slot.T.startswith(self.seed.prefix + "_c"):
            where, scope = object_of(rng, slot.T, handler)
            return where, (None, scope), "c" == where[0]
        place = rng.choice([p for p in self.seed.places if p.T == slot.T and p.lvalue and not p.commutes])
        if not place.owner:
            return f"(&{place.lvalue})", (place, "global"), False
        where, scope = object_of(rng, place.owner, handler)
        return f"(&{place.lvalue.replace('C->', where + '->')})", (place, scope), "c" == where[0]

    def put(self, handler):
        rng, slot = self.rng, self.rng.choice(self.seed.slots)
        address, (place, scope), local = self.target(slot, handler)
        slot.targets.append((place, ("own" if slot.place.owner else "any") if scope == "key" else scope))
        lvalue = slot.place.lvalue
        if local:
            where, scope = object_of(rng, slot.place.owner, handler) if slot.place.owner else ("", "global")
            name = helper(rng, self.out, f"{slot.place.T} &s, {slot.T} *p, u64 k", slot.put(rng, "s", "p"))
            code = f"{name}({lvalue.replace('C->', where + '->')}, {address}, k);"
        else:
            code, scope, _ = self.on(slot.place, handler, lambda lv: slot.put(rng, lv, address), lvalue)
        self.add(handler, code, Access(slot.place, scope, "write", False))

    def follow(self, handler):
        rng, slot = self.rng, self.rng.choice(self.seed.slots)
        place = None
        if slot.T.startswith(self.seed.prefix + "_c"):
            place = rng.choice([p for p in self.seed.places if p.owner == slot.T and p.lvalue])
            mode, do = operation(rng, place)
            op = lambda lv: do(place.lvalue.replace("C->", f"(&{lv})->"))
        else:
            mode, op = operation(rng, next(p for p in self.seed.places if p.T == slot.T and not p.commutes))
        ending = op
        if rng.randrange(2):
            # From there on by another way.
            ending = lambda lv: self.reached(slot.T, f"(&{lv})", op)[0]
        code, scope, _ = self.on(slot.place, handler, lambda lv: slot.follow(lv, ending), slot.place.lvalue)
        self.add(handler, code, Access(slot.place, scope, "read", False), Followed(slot, place, mode))

    def box(self, handler):
        rng, box = self.rng, self.rng.choice(self.seed.boxes)
        accesses = []
        how = rng.randrange(3 if box.shared else 2)
        lvalue = f"C->{box.name}" if box.owner else box.name
        op = [box.write, box.read, box.change_shared if box.shared else None][how]
        code, scope, _ = self.on(box.place, handler, lambda lv: op(rng, lv), lvalue)
        accesses.append(Access(box.place, scope, "write" if how == 0 else "read", False))
        if how == 2:
            accesses.append(Access(box.shared, "own" if box.owner else "global", "write", False))
        self.add(handler, code, *accesses)

    def exchange(self, handler):
        rng = self.rng
        a = rng.choice(self.seed.boxes)
        others = [x for x in self.seed.boxes if x.full == a.full and x is not a]
        if not others:
            return self.box(handler)
        b = rng.choice(others)
        what = []

        def act(x, y):
            code, written = a.exchange(rng, x, y)
            what.append(written)
            return code

        left = f"C->{a.name}" if a.owner else a.name
        if b.owner and rng.randrange(2):
            where, b_scope = object_of(rng, b.owner, handler)
            if a.owner:
                here, a_scope = object_of(rng, a.owner, handler)
                left = left.replace("C->", here + "->")
            else:
                a_scope = "global"
            name = helper(rng, self.out, f"{a.type} &a, {b.type} &b", act("a", "b"))
            code = f"{name}({left}, {where}->{b.name});"
        else:
            right = f"{elsewhere(rng, b.owner)}->{b.name}" if b.owner else b.name
            b_scope = "any" if b.owner else "global"
            code, a_scope, _ = self.on(a.place, handler, lambda lv: act(lv, right), left)
        if not all(what):
            boxes.join(a, b)
        self.add(handler, code, Access(a.place, a_scope, "write", False),
                 Access(b.place, b_scope, "write" if all(what) else "read", False))

    def local(self, handler):
        """Nothing that anybody else could notice."""
        box = self.rng.choice(self.seed.boxes)
        name = ways.fresh(self.out, "b")
        other = ways.fresh(self.out, "b")
        exact = (box.kind, box.element) == ("vector", "number")
        self.add(handler, f"{box.type} {name}, {other}; {box.write(self.rng, name)} {box.write(self.rng, other)} "
                 f"{box.exchange(self.rng, name, other)[0]} {box.read(self.rng, name)}",
                 Access(Place(name, "", exact), "key", "write", exact))

    def any_of(self, handler):
        """Those that take long to analyse are rarer."""
        kinds = [self.plain] * 6
        if self.seed.slots:
            kinds += [self.put, self.put, self.follow, self.follow, self.follow]
        if self.seed.boxes:
            kinds += [self.box, self.box, self.exchange] if self.deep else [self.local]
        self.rng.choice(kinds)(handler)


def meet(a, b):
    """What two accesses make of their handlers' cell."""
    if a.place.root() is not b.place.root() or a.mode == b.mode == "read" or a.mode == b.mode == "commute":
        return "free"
    return "by-key" if {a.scope, b.scope} <= {"key", "own"} else "conflict"


def expectation(a, b):
    """What the cell must be; nothing where the analysis may say what it likes."""
    accesses = [[y for x in h.accesses for y in x.expand()] for h in (a, b)]
    kinds = {meet(x, y) for x in accesses[0] for y in accesses[1]}
    if "conflict" in kinds:
        return "conflict"
    exact = all(x.exact for side in accesses for x in side)
    # Each handler has a context, and keys are compared at run time: bit 1 costs nothing.
    words = (["by-key"] if "by-key" in kinds else []) + (["apart"] if exact else [])
    return "+".join(words)
