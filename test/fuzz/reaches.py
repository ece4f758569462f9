# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ways in which a generated handler gets from an address to an access.

Each takes the address of a u64 as an expression and returns statements that apply the
operation `op`, a function from an lvalue to statements, to what is there. `exact` ways
lose nothing that the analysis is expected to know.
"""


class Reach:
    def __init__(self, make, exact):
        self.make = make
        self.exact = exact


def helper(rng, out, parameters, body, result="void"):
    """A function in a unit of its own choice, or static in each, or a template."""
    out.counter += 1
    name = f"{out.prefix}_fn{out.counter}"
    kind = rng.choice(["unit", "unit", "inline", "template"])
    if kind == "unit":
        out.header.append(f"{result} {name}({parameters});")
        out.source[rng.randrange(out.units)].append(f"{result} {name}({parameters}) {{ {body} }}")
        return name
    template = "template <class T> " if kind == "template" else "inline "
    out.header.append(f"{template}{result} {name}({parameters}) {{ {body} }}")
    return name + ("<int>" if kind == "template" else "")


def direct(rng, out, address, op):
    return op(f"(*{address})")


def local_pointer(rng, out, address, op):
    return f"u64 *p = {address}; {op('(*p)')}"


def by_helper(rng, out, address, op):
    name = helper(rng, out, "u64 *p, u64 k, u64 &r", "(void)r; (void)k; " + op("(*p)"))
    return f"{name}({address}, k, r);"


def two_helpers(rng, out, address, op):
    inner = helper(rng, out, "u64 &p, u64 k, u64 &r", "(void)r; (void)k; " + op("p"))
    name = helper(rng, out, "u64 *p, u64 k, u64 &r", f"{inner}(*p, k, r);")
    return f"{name}({address}, k, r);"


def by_lambda(rng, out, address, op):
    return f"u64 *p = {address}; auto f = [&] {{ {op('(*p)')} }}; f();"


def by_integer(rng, out, address, op):
    return f"std::uintptr_t n = (std::uintptr_t){address} + 24; u64 *p = (u64 *)(n - 24); {op('(*p)')}"


def by_halves(rng, out, address, op):
    return (f"std::uintptr_t n = (std::uintptr_t){address}; std::uint32_t lo = std::uint32_t(n), "
            f"hi = std::uint32_t(n >> 32); u64 *p = (u64 *)((std::uintptr_t(hi) << 32) | lo); {op('(*p)')}")


def by_copy(rng, out, address, op):
    return (f"u64 *q = {address}, *p; std::memcpy(&p, &q, sizeof p); {op('(*p)')}")


def by_bytes(rng, out, address, op):
    return (f"u64 *q = {address}, *p; for (unsigned i = 0; i < sizeof p; ++i) "
            f"((unsigned char *)&p)[i] = ((unsigned char *)&q)[i]; {op('(*p)')}")


def by_struct(rng, out, address, op):
    out.counter += 1
    t = f"{out.prefix}_s{out.counter}"
    out.header.append(f"struct {t} {{ u64 *one; u64 *two; u64 *three; }};")
    name = helper(rng, out, f"{t} s, u64 k, u64 &r", "(void)r; (void)k; " + op("(*s.three)"))
    return f"u64 mine = 0; {t} s = {{&mine, &mine, {address}}}; {name}(s, k, r);"


def by_array(rng, out, address, op):
    return (f"u64 mine = 0; u64 *v[4] = {{&mine, &mine, {address}, {address}}}; u64 *p = v[2 + (k & 1)]; "
            + op("(*p)"))


def by_table(rng, out, address, op):
    one = helper(rng, out, "u64 *p, u64 k, u64 &r", "(void)p; (void)r; (void)k; " + op("(*p)"))
    two = helper(rng, out, "u64 *p, u64 k, u64 &r", "(void)r; (void)k; " + op("(*p)"))
    return (f"static void (*const table[])(u64 *, u64, u64 &) = {{{one}, {two}}}; "
            f"table[k & 1]({address}, k, r);")


def by_virtual(rng, out, address, op):
    out.counter += 1
    t = f"{out.prefix}_v{out.counter}"
    unit = rng.randrange(out.units)
    out.header.append(f"struct {t} {{ virtual ~{t}() = default; virtual void go(u64 *p, u64 k, u64 &r) const; }};\n"
                      f"struct {t}_d : {t} {{ void go(u64 *p, u64 k, u64 &r) const override; }};")
    out.source[unit].append(f"void {t}::go(u64 *p, u64 k, u64 &r) const {{ (void)r; (void)k; {op('(*p)')} }}")
    out.source[rng.randrange(out.units)].append(
        f"void {t}_d::go(u64 *p, u64 k, u64 &r) const {{ (void)r; (void)k; {op('(*p)')} }}")
    return f"{t} one; {t}_d two; const {t} &v = k & 1 ? one : two; v.go({address}, k, r);"


def by_recursion(rng, out, address, op):
    out.counter += 1
    name = f"{out.prefix}_fn{out.counter}"
    out.header.append(f"void {name}(u64 *p, u64 k, u64 &r, int depth);")
    out.source[rng.randrange(out.units)].append(
        f"void {name}(u64 *p, u64 k, u64 &r, int depth) {{ (void)r; (void)k; "
        f"if (depth) return {name}(p, k, r, depth - 1); {op('(*p)')} }}")
    return f"{name}({address}, k, r, int(k & 3));"


def by_function(rng, out, address, op):
    return f"std::function<void(u64 *)> f = [&](u64 *p) {{ {op('(*p)')} }}; f({address});"


def by_out_parameter(rng, out, address, op):
    name = helper(rng, out, "u64 *in, u64 **to", "*to = in;")
    return f"u64 *p; {name}({address}, &p); {op('(*p)')}"


def by_result(rng, out, address, op):
    name = helper(rng, out, "u64 *in, u64 *other, u64 k", "return k == 77 ? other : in;", "u64 *")
    return f"u64 mine = 0; u64 *p = {name}({address}, &mine, k); {op('(*p)')}"


def by_optional(rng, out, address, op):
    return f"std::optional<u64 *> o = {address}; {op('(**o)')}"


def by_variant(rng, out, address, op):
    return f"std::variant<int, u64 *> o = {address}; {op('(*std::get<u64 *>(o))')}"


def by_tuple(rng, out, address, op):
    return f"auto t = std::make_tuple(1, {address}, 'c'); {op('(*std::get<1>(t))')}"


def by_vector(rng, out, address, op):
    return f"std::vector<u64 *> v; v.push_back({address}); for (u64 *p : v) {{ {op('(*p)')} }}"


def by_map(rng, out, address, op):
    return f"std::map<int, u64 *> v; v[1] = {address}; for (auto &e : v) {{ {op('(*e.second)')} }}"


def by_shared(rng, out, address, op):
    return f"auto s = std::make_shared<u64 *>({address}); auto t = s; {op('(**t)')}"


def by_unique(rng, out, address, op):
    return f"auto s = std::make_unique<u64 *>({address}); auto t = std::move(s); {op('(**t)')}"


def by_reference_wrapper(rng, out, address, op):
    return f"std::reference_wrapper<u64> w(*{address}); {op('w.get()')}"


def by_exception(rng, out, address, op):
    out.counter += 1
    t = f"{out.prefix}_e{out.counter}"
    out.header.append(f"struct {t} {{ u64 *p; }};")
    return f"try {{ throw {t}{{{address}}}; }} catch (const {t} &e) {{ {op('(*e.p)')} }}"


REACHES = [
    Reach(direct, True), Reach(direct, True), Reach(local_pointer, True), Reach(by_helper, True),
    Reach(by_helper, True), Reach(two_helpers, True), Reach(by_lambda, True), Reach(by_integer, False),
    Reach(by_halves, False), Reach(by_copy, True), Reach(by_bytes, False), Reach(by_struct, False),
    Reach(by_array, False), Reach(by_table, False), Reach(by_virtual, False), Reach(by_recursion, False),
    Reach(by_function, False), Reach(by_out_parameter, False), Reach(by_result, False),
    Reach(by_optional, False), Reach(by_variant, False), Reach(by_tuple, True), Reach(by_vector, False),
    Reach(by_map, False), Reach(by_shared, False), Reach(by_unique, False),
    Reach(by_reference_wrapper, True), Reach(by_exception, False),
]
