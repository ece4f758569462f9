# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where pointers are kept between handlers: one handler leaves an address, another one
goes on from there, so that what it touches is nowhere in its own text.

A slot is a place of its own, a global or a member of a context, and remembers the
`targets` that anybody has left in it: whoever follows it may touch each of them.
"""

from places import Place
from ways import fresh, in_unit


class First:
    """In the place of a generator of random numbers: a slot's first way to be filled always fills it."""

    def choice(self, ways):
        return ways[0]


class Slot:
    """put(rng, s, a): statements that leave the address a in the lvalue s;
    follow(s, op): statements that do the operation on what the slot leads to."""

    def __init__(self, name, owner, T, put, follow):
        self.place = Place(name, owner, False, f"C->{name}" if owner else name, T=f"{name}_t")
        self.T, self.put, self.follow = T, put, follow
        self.targets = []  # (place, scope)


KINDS = ["raw", "struct", "chain", "chain", "bytes", "number", "union", "optional", "variant", "any",
         "vector", "deque", "list", "map", "hash", "nested", "structs", "shared", "unique", "base",
         "function", "array"]


def kind_of(rng, out, T):
    """A type, put and follow, for pointers to T."""
    kind = rng.choice(KINDS)
    t = fresh(out, "k")

    def header(text):
        out.header.append(text)

    def null_or(p, op):
        """The operation, if the pointer expression is not null."""
        return f"if ({T} *p{t} = {p}) {{ {op(f'(*p{t})')} }}"

    def done(type, put, follow):
        return type, put, follow

    if kind == "raw":
        return done(f"{T} *", lambda rng, s, a: f"{s} = {a};", lambda s, op: null_or(s, op))
    if kind == "struct":
        header(f"struct {t} {{ u64 pad = 0; {T} *p = nullptr; {t} *other = nullptr; }};")
        return done(t, lambda rng, s, a: rng.choice([f"{s}.p = {a};", f"{s} = {t}{{1, {a}}};",
                                                f"{{ {t} n{{2, {a}}}; std::memcpy((void *)&{s}, &n, sizeof n); }}"]),
                    lambda s, op: rng.choice([null_or(f"{s}.p", op),
                                              f"{{ {t} n = {s}; {null_or('n.p', op)} }}"]))
    if kind == "chain":
        header(f"struct {t} {{ {t} *next = nullptr; {T} *p = nullptr; u64 pad = 0; }};")
        make, find = fresh(out, "make"), fresh(out, "find")
        depth = rng.randint(2, 5)
        in_unit(rng, out, f"{t} *{make}({T} *p)",
                f"{t} *h = new {t}; h->p = p; for (int i = 0; i < {depth}; ++i) {{ {t} *n = new {t}; n->next = h; h = n; }} return h;")
        in_unit(rng, out, f"{T} *{find}({t} *h)",
                rng.choice(["while (h && !h->p) h = h->next; return h ? h->p : nullptr;",
                            f"return !h ? nullptr : h->p ? h->p : {find}(h->next);"]))
        named = f"{'->next' * depth}->p"
        return done(f"{t} *", lambda rng, s, a: rng.choice([f"{s} = {make}({a});", f"if ({s}) {s}{named} = {a};"]),
                    lambda s, op: rng.choice([null_or(f"{find}({s})", op), f"if ({s}) {{ {null_or(s + named, op)} }}"]))
    if kind == "bytes":
        header(f"struct {t} {{ alignas(8) unsigned char b[8] = {{}}; }};")
        return done(t, lambda rng, s, a: f"{{ {T} *q{t} = {a}; std::memcpy({s}.b, &q{t}, 8); }}",
                    lambda s, op: f"{T} *n{t}; std::memcpy(&n{t}, {s}.b, 8); {null_or(f'n{t}', op)}")
    if kind == "number":
        return done("std::uintptr_t", lambda rng, s, a: f"{s} = (std::uintptr_t){a} + 1;",
                    lambda s, op: f"if ({s}) {{ {op(f'(*({T} *)({s} - 1))')} }}")
    if kind == "union":
        header(f"union {t} {{ {T} *p = nullptr; u64 n; }};")
        return done(t, lambda rng, s, a: f"{s}.p = {a};", lambda s, op: null_or(f"{s}.p", op))
    if kind == "optional":
        return done(f"std::optional<{T} *>", lambda rng, s, a: rng.choice([f"{s} = {a};", f"{s}.emplace({a});"]),
                    lambda s, op: f"if ({s}) {{ {op(f'(**{s})')} }}")
    if kind == "variant":
        return done(f"std::variant<int, {T} *>", lambda rng, s, a: f"{s} = {a};",
                    lambda s, op: f"if ({s}.index() == 1) {{ {op(f'(*std::get<1>({s}))')} }}")
    if kind == "any":
        return done("std::any", lambda rng, s, a: f"{s} = {a};",
                    lambda s, op: f"if ({s}.has_value()) {{ {op(f'(*std::any_cast<{T} *>({s}))')} }}")
    if kind == "array":
        header(f"struct {t} {{ {T} *p[4] = {{}}; }};")
        return done(t, lambda rng, s, a: f"{s}.p[k & 3] = {a};", lambda s, op: null_or(f"{s}.p[(k + 1) & 3]", op))
    if kind in ("vector", "deque", "list"):
        C = f"std::{kind}<{T} *>"
        return done(C, lambda rng, s, a: rng.choice([
            f"if ({s}.size() < 4) {s}.push_back({a}); else {s}.front() = {a};",
            f"if ({s}.size() > 3) {s}.erase({s}.begin()); {s}.insert({s}.begin(), {a});",
            f"{s}.assign(2, {a});", f"{{ {C} n{{{a}}}; {s}.swap(n); }}",
            f"{{ {C} n; n.push_back({a}); {s} = std::move(n); }}"]),
                    lambda s, op: rng.choice([
                        f"for ({T} *e{t} : {s}) {{ {op(f'(*e{t})')} }}",
                        f"if (!{s}.empty()) {{ {op(f'(*{s}.back())')} }}",
                        f"if (!{s}.empty()) {{ {T} *&e{t} = {s}.front(); {op(f'(*e{t})')} }}",
                        f"{{ {C} n{t} = {s}; for ({T} *e{t} : n{t}) {{ {op(f'(*e{t})')} }} }}"]))
    if kind in ("map", "hash"):
        C = f"std::{'map' if kind == 'map' else 'unordered_map'}<int, {T} *>"
        return done(C, lambda rng, s, a: rng.choice([f"{s}[k & 1] = {a};", f"{s}.insert_or_assign(int(k & 1), {a});",
                                                f"{s}.erase(1); {s}.emplace(1, {a});"]),
                    lambda s, op: f"if (auto i{t} = {s}.find(k & 1); i{t} != {s}.end()) {{ {op(f'(*i{t}->second)')} }}")
    if kind == "nested":
        C = f"std::vector<std::list<{T} *>>"
        return done(C, lambda rng, s, a: f"{s}.resize(2); {s}[k & 1].assign(1, {a});",
                    lambda s, op: f"for (auto &l{t} : {s}) for ({T} *e{t} : l{t}) {{ {op(f'(*e{t})')} }}")
    if kind == "structs":
        header(f"struct {t} {{ int tag = 0; {T} *p = nullptr; std::string text; }};")
        C = f"std::{rng.choice(['vector', 'deque', 'list'])}<{t}>"
        return done(C, lambda rng, s, a: rng.choice([
            f"if ({s}.size() > 2) {s}.clear(); {s}.push_back({t}{{1, {a}, \"some text that is long\"}});",
            f"if ({s}.empty()) {s}.emplace_back(); {s}.front().p = {a};",
            f"if ({s}.empty()) {s}.emplace_back(); {t} *e{t} = &{s}.back(); e{t}->p = {a};"]),
                    lambda s, op: rng.choice([
                        f"for ({t} &e{t} : {s}) {{ {null_or(f'e{t}.p', op)} }}",
                        f"if (!{s}.empty()) {{ {t} e{t} = {s}.back(); {null_or(f'e{t}.p', op)} }}"]))
    if kind in ("shared", "unique"):
        header(f"struct {t} {{ u64 pad = 0; {T} *p = nullptr; explicit {t}({T} *q) : p(q) {{}} }};")
        type = f"std::{kind}_ptr<{t}>"
        made = f"std::make_{kind}<{t}>"

        def follow(s, op):
            if kind == "shared" and rng.randrange(2):
                return f"if (auto n{t} = {s}) {{ {op(f'(*n{t}->p)')} }}"
            return f"if ({s}) {{ {op(f'(*{s}->p)')} }}"

        return done(type, lambda rng, s, a: rng.choice([
            f"{s} = {made}({a});", f"{s}.reset(new {t}({a}));", f"if ({s}) {s}->p = {a};",
            f"{{ auto n = {made}({a}); {s} = std::move(n); }}"]), follow)
    if kind == "base":
        header(f"struct {t} {{ virtual ~{t}() = default; virtual {T} *get() = 0; }};")
        make = fresh(out, "make")
        out.header.append(f"std::unique_ptr<{t}> {make}({T} *p);")
        out.source[rng.randrange(out.units)].append(
            f"namespace {{ struct {t}_d : {t} {{ {T} *p; {T} *get() override {{ return p; }} }}; }}\n"
            f"std::unique_ptr<{t}> {make}({T} *p) {{ auto d = std::make_unique<{t}_d>(); d->p = p; return d; }}")
        return done(f"std::unique_ptr<{t}>", lambda rng, s, a: f"{s} = {make}({a});",
                    lambda s, op: f"if ({s}) {{ {null_or(f'{s}->get()', op)} }}")
    return done(f"std::function<{T} *()>", lambda rng, s, a: f"{s} = [a = {a}] {{ return a; }};",
                lambda s, op: f"if ({s}) {{ {null_or(f'{s}()', op)} }}")


def make(rng, out, name, context, T):
    """A slot for pointers to T, in a context or, without one, global."""
    type, put, follow = kind_of(rng, out, T)
    slot = Slot(name, context.name if context else "", T, put, follow)
    out.header.append(f"using {name}_t = {type};")
    if context:
        context.members.append(f"{name}_t {name}{{}};")
    else:
        out.header.append(f"extern {name}_t {name};")
        out.source[rng.randrange(out.units)].append(f"{name}_t {name};")
    return slot
