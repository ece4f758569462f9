# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ways through the language itself, and through small library types."""

from ways import KR, USE, Way, decoy, fresh, helper


def direct(rng, out, T, address, op):
    return op(f"(*{address})")


def local_pointer(rng, out, T, address, op):
    p = fresh(out, "p")
    return f"{T} *{p} = {address}; {op(f'(*{p})')}"


def by_helper(rng, out, T, address, op):
    name = helper(rng, out, f"{T} *p, {KR}", USE + op("(*p)"))
    return f"{name}({address}, k, r);"


def two_helpers(rng, out, T, address, op):
    inner = helper(rng, out, f"{T} &p, {KR}", USE + op("p"))
    name = helper(rng, out, f"{T} *p, {KR}", f"{inner}(*p, k, r);")
    return f"{name}({address}, k, r);"


def by_lambda(rng, out, T, address, op):
    p, f = fresh(out, "p"), fresh(out, "f")
    return f"{T} *{p} = {address}; auto {f} = [&] {{ {op(f'(*{p})')} }}; {f}();"


def by_moved_lambda(rng, out, T, address, op):
    f, g = fresh(out, "f"), fresh(out, "g")
    return (f"auto {f} = [p = std::unique_ptr<{T} *>(new {T} *({address}))]({KR}) {{ {USE}{op('(**p)')} }}; "
            f"auto {g} = std::move({f}); {g}(k, r);")


def by_integer(rng, out, T, address, op):
    n, p = fresh(out, "n"), fresh(out, "p")
    return (f"std::uintptr_t {n} = (std::uintptr_t){address} + 24; {T} *{p} = ({T} *)({n} - 24); "
            + op(f"(*{p})"))


def by_halves(rng, out, T, address, op):
    n, p = fresh(out, "n"), fresh(out, "p")
    return (f"std::uintptr_t {n} = (std::uintptr_t){address}; std::uint32_t lo{n} = std::uint32_t({n}), "
            f"hi{n} = std::uint32_t({n} >> 32); {T} *{p} = ({T} *)((std::uintptr_t(hi{n}) << 32) | lo{n}); "
            + op(f"(*{p})"))


def by_tag(rng, out, T, address, op):
    n = fresh(out, "n")
    return (f"std::uintptr_t {n} = ((std::uintptr_t){address} << 8) | (k & 7); "
            + op(f"(*({T} *)({n} >> 8))"))


def by_copy(rng, out, T, address, op):
    q, p = fresh(out, "q"), fresh(out, "p")
    return f"{T} *{q} = {address}, *{p}; std::memcpy(&{p}, &{q}, sizeof {p}); {op(f'(*{p})')}"


def by_bytes(rng, out, T, address, op):
    q, p = fresh(out, "q"), fresh(out, "p")
    return (f"{T} *{q} = {address}, *{p}; for (unsigned i = 0; i < sizeof {p}; ++i) "
            f"((unsigned char *)&{p})[i] = ((unsigned char *)&{q})[i]; {op(f'(*{p})')}")


def by_struct(rng, out, T, address, op):
    t, s = fresh(out, "s"), fresh(out, "v")
    out.header.append(f"struct {t} {{ {T} *one; {T} *two; {T} *three; }};")
    name = helper(rng, out, f"{t} s, {KR}", USE + op("(*s.three)"))
    mine, other = decoy(rng, out, T)
    return f"{mine}{t} {s} = {{{other}, {other}, {address}}}; {name}({s}, k, r);"


def by_struct_bytes(rng, out, T, address, op):
    """A struct with a pointer, copied as bytes, maybe through a buffer or by another function."""
    t, a, b = fresh(out, "s"), fresh(out, "v"), fresh(out, "v")
    out.header.append(f"struct {t} {{ int tag; {T} *p; }};")
    how = rng.randrange(4)
    if how == 0:
        copy = f"{t} {b}; std::memcpy(&{b}, &{a}, sizeof {a});"
    elif how == 1:
        copy = (f"unsigned char raw{b}[sizeof {a}]; std::memcpy(raw{b}, &{a}, sizeof {a}); "
                f"{t} {b}; std::memcpy(&{b}, raw{b}, sizeof {b});")
    elif how == 2:
        name = helper(rng, out, "void *to, const void *from, std::size_t n", "std::memmove(to, from, n);")
        copy = f"{t} {b}; {name}(&{b}, &{a}, sizeof {a});"
    else:
        copy = (f"alignas({t}) unsigned char raw{b}[sizeof {a}]; {t} &{b} = *new (raw{b}) {t}{{2, nullptr}}; "
                f"{b} = {a};")
    return f"{t} {a} = {{1, {address}}}; {copy} {op(f'(*{b}.p)')}"


def by_array(rng, out, T, address, op):
    v, p = fresh(out, "v"), fresh(out, "p")
    mine, other = decoy(rng, out, T)
    return (f"{mine}{T} *{v}[4] = {{{other}, {other}, {address}, {address}}}; {T} *{p} = {v}[2 + (k & 1)]; "
            + op(f"(*{p})"))


def by_choice(rng, out, T, address, op):
    p = fresh(out, "p")
    mine, other = decoy(rng, out, T)
    return f"{mine}{T} *{p} = {other}; if (k < 100000) {p} = {address}; {op(f'(*{p})')}"


def by_recursion(rng, out, T, address, op):
    name = fresh(out, "fn")
    out.header.append(f"void {name}({T} *p, {KR}, int depth);")
    out.source[rng.randrange(out.units)].append(
        f"void {name}({T} *p, {KR}, int depth) {{ {USE}"
        f"if (depth) return {name}(p, k, r, depth - 1); {op('(*p)')} }}")
    return f"{name}({address}, k, r, int(k & 3));"


def by_out_parameter(rng, out, T, address, op):
    p = fresh(out, "p")
    name = helper(rng, out, f"{T} *in, {T} **to", "*to = in;")
    return f"{T} *{p}; {name}({address}, &{p}); {op(f'(*{p})')}"


def by_result(rng, out, T, address, op):
    p = fresh(out, "p")
    name = helper(rng, out, f"{T} *in, {T} *other, u64 k", "return k == 77777 ? other : in;", f"{T} *")
    mine, other = decoy(rng, out, T)
    return f"{mine}{T} *{p} = {name}({address}, {other}, k); {op(f'(*{p})')}"


def by_ellipsis(rng, out, T, address, op):
    name = fresh(out, "fn")
    out.header.append(f"{T} *{name}(int n, ...);")
    out.source[rng.randrange(out.units)].append(
        f"{T} *{name}(int n, ...) {{ va_list l; va_start(l, n); {T} *p = nullptr; "
        f"for (int i = 0; i < n; ++i) p = va_arg(l, {T} *); va_end(l); return p; }}")
    p = fresh(out, "p")
    return f"{T} *{p} = {name}(1 + int(k & 1), {address}, {address}); {op(f'(*{p})')}"


def by_union(rng, out, T, address, op):
    u = fresh(out, "u")
    return f"union {{ {T} *p; u64 n; }} {u}; {u}.p = {address}; {op(f'(*{u}.p)')}"


def by_optional(rng, out, T, address, op):
    o = fresh(out, "o")
    return f"std::optional<{T} *> {o} = {address}; {op(f'(**{o})')}"


def by_variant(rng, out, T, address, op):
    o = fresh(out, "o")
    if rng.randrange(2):
        return f"std::variant<int, {T} *> {o} = {address}; {op(f'(*std::get<{T} *>({o}))')}"
    return (f"std::variant<int, {T} *> {o}; {o} = {address}; "
            f"if (auto *p{o} = std::get_if<1>(&{o})) {{ {op(f'(**p{o})')} }}")


def by_any(rng, out, T, address, op):
    o = fresh(out, "o")
    return f"std::any {o} = {address}; {op(f'(*std::any_cast<{T} *>({o}))')}"


def by_tuple(rng, out, T, address, op):
    t = fresh(out, "t")
    return f"auto {t} = std::make_tuple(1, {address}, 'c'); {op(f'(*std::get<1>({t}))')}"


def by_shared(rng, out, T, address, op):
    s, t = fresh(out, "s"), fresh(out, "t")
    return f"auto {s} = std::make_shared<{T} *>({address}); auto {t} = {s}; {op(f'(**{t})')}"


def by_unique(rng, out, T, address, op):
    s, t = fresh(out, "s"), fresh(out, "t")
    return f"auto {s} = std::make_unique<{T} *>({address}); auto {t} = std::move({s}); {op(f'(**{t})')}"


def by_reference_wrapper(rng, out, T, address, op):
    w = fresh(out, "w")
    return f"std::reference_wrapper<{T}> {w}(*{address}); {op(f'{w}.get()')}"


def by_exception(rng, out, T, address, op):
    t, e = fresh(out, "e"), fresh(out, "x")
    out.header.append(f"struct {t} {{ {T} *p; }};")
    if rng.randrange(2):
        throw = f"throw {t}{{{address}}};"
    else:
        name = helper(rng, out, f"{T} *p, u64 k", f"if (k < 100000) throw {t}{{p}};")
        throw = f"{name}({address}, k);"
    return f"try {{ {throw} }} catch (const {t} &{e}) {{ {op(f'(*{e}.p)')} }}"


WAYS = [
    Way(direct, True), Way(direct, True), Way(local_pointer, True), Way(by_helper, True, calls=True),
    Way(by_helper, True, calls=True), Way(two_helpers, True, calls=True), Way(by_lambda, True), Way(by_copy, True),
    Way(by_tuple, True), Way(by_reference_wrapper, True), Way(by_moved_lambda), Way(by_integer),
    Way(by_halves), Way(by_tag), Way(by_bytes), Way(by_struct), Way(by_struct_bytes), Way(by_array),
    Way(by_choice), Way(by_recursion), Way(by_out_parameter), Way(by_result), Way(by_ellipsis),
    Way(by_union), Way(by_optional), Way(by_variant), Way(by_any), Way(by_shared), Way(by_unique),
    Way(by_exception),
]
