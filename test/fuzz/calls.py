# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ways through functions of which only a pointer, a base class or a wrapper is known."""

from ways import KR, USE, Way, decoy, fresh, helper, in_unit


def action(rng, out, T, op):
    """A function void(T *, u64, u64 &) that does the operation."""
    return helper(rng, out, f"{T} *p, {KR}", USE + op("(*p)"))


def by_table(rng, out, T, address, op):
    t = fresh(out, "table")
    one, two = action(rng, out, T, op), action(rng, out, T, op)
    return (f"static void (*const {t}[])({T} *, u64, u64 &) = {{{one}, {two}}}; "
            f"{t}[k & 1]({address}, k, r);")


def by_operations(rng, out, T, address, op):
    """A struct of function pointers, in a constant or a variable of some unit."""
    t, v = fresh(out, "ops"), fresh(out, "ops")
    out.header.append(f"struct {t} {{ int tag; void (*go)({T} *, u64, u64 &); }};")
    const = rng.choice(["const ", ""])
    f = action(rng, out, T, op)
    out.header.append(f"extern {const}{t} {v};")
    out.source[rng.randrange(out.units)].append(f"extern {const}{t} {v}; {const}{t} {v} = {{1, {f}}};")
    return f"{v}.go({address}, k, r);"


def by_virtual(rng, out, T, address, op):
    t = fresh(out, "v")
    unit = rng.randrange(out.units)
    one, two = op("(*p)"), op("(*p)")
    go = f"go({T} *p, {KR}) const"
    out.header.append(f"struct {t} {{ virtual ~{t}() = default; virtual void {go}; }};\n"
                      f"struct {t}_d : {t} {{ void {go} override; }};")
    out.source[unit].append(f"void {t}::{go} {{ {USE}{one} }}")
    out.source[rng.randrange(out.units)].append(f"void {t}_d::{go} {{ {USE}{two} }}")
    return (f"{t} one{t}; {t}_d two{t}; const {t} &v{t} = k & 1 ? one{t} : two{t}; "
            f"v{t}.go({address}, k, r);")


def by_factory(rng, out, T, address, op):
    """An object of a derived class, which another unit makes and which keeps the pointer."""
    t = fresh(out, "o")
    body = op("(*p)")
    out.header.append(
        f"struct {t} {{ u64 tag = 0; virtual ~{t}() = default; virtual void go({KR}) = 0; "
        f"virtual {T} *get() {{ return nullptr; }} }};")
    owner = rng.choice([f"{t} *", f"std::unique_ptr<{t}>", f"std::shared_ptr<{t}>"])
    new = {f"{t} *": f"new {t}_d(p)", f"std::unique_ptr<{t}>": f"std::make_unique<{t}_d>(p)",
           f"std::shared_ptr<{t}>": f"std::make_shared<{t}_d>(p)"}[owner]
    name = fresh(out, "make")
    out.header.append(f"{owner} {name}({T} *p);")
    out.source[rng.randrange(out.units)].append(
        f"namespace {{ struct {t}_d : {t} {{ {T} *p; explicit {t}_d({T} *q) : p(q) {{}} "
        f"void go({KR}) override {{ {USE}{body} }} {T} *get() override {{ return p; }} }}; }}\n"
        f"{owner} {name}({T} *p) {{ return {new}; }}")
    made = f"auto o{t} = {name}({address}); "
    gone = f" delete o{t};" if owner.endswith("*") and rng.randrange(2) else ""
    if rng.randrange(2):
        return made + f"o{t}->go(k, r);" + gone
    return made + op(f"(*o{t}->get())") + gone


def by_cast(rng, out, T, address, op):
    """A derived object that is known as its base, or as a member of it."""
    t = fresh(out, "o")
    base = rng.choice(["u64 tag = 0;", "u64 tag = 0; virtual ~BASE() = default;"]).replace("BASE", t)
    out.header.append(f"struct {t} {{ {base} }}; struct {t}_x {{ u64 x = 0; }};\n"
                      f"struct {t}_d : {t}_x, {t} {{ {T} *p = nullptr; }};")
    cast = "dynamic_cast" if "virtual" in base and rng.randrange(2) else "static_cast"
    name = helper(rng, out, f"{t} *b", f"return {cast}<{t}_d *>(b)->p;", f"{T} *")
    p = fresh(out, "p")
    return f"{t}_d d{t}; d{t}.p = {address}; {T} *{p} = {name}(&d{t}); {op(f'(*{p})')}"


def by_member_pointer(rng, out, T, address, op):
    t = fresh(out, "o")
    one, two = op("(*p)"), op("(*p)")
    out.header.append(f"struct {t} {{ {T} *p; void one({KR}); void two({KR}); }};")
    for f, body in (("one", one), ("two", two)):
        out.source[rng.randrange(out.units)].append(f"void {t}::{f}({KR}) {{ {USE}{body} }}")
    return (f"{t} o{t} = {{{address}}}; void ({t}::*m{t})(u64, u64 &) = k & 1 ? &{t}::one : &{t}::two; "
            f"(o{t}.*m{t})(k, r);")


def by_callback(rng, out, T, address, op):
    name = fresh(out, "each")
    in_unit(rng, out, f"void {name}({T} *p, {KR}, void (*f)({T} *, u64, u64 &))", "f(p, k, r);")
    return f"{name}({address}, k, r, {action(rng, out, T, op)});"


def by_environment(rng, out, T, address, op):
    """A callback of C's kind: its environment goes by as a void pointer."""
    t, f, name = fresh(out, "env"), fresh(out, "call"), fresh(out, "each")
    out.header.append(f"struct {t} {{ u64 k; u64 *r; {T} *p; }};")
    body = f"{t} *env = static_cast<{t} *>(x); u64 k = env->k; u64 &r = *env->r; {USE}{op('(*env->p)')}"
    in_unit(rng, out, f"void {f}(void *x)", body)
    in_unit(rng, out, f"void {name}(void (*f)(void *), void *x)", "f(x);")
    return f"{t} e{t} = {{k, &r, {address}}}; {name}({f}, &e{t});"


def by_function(rng, out, T, address, op):
    f, p = fresh(out, "f"), fresh(out, "p")
    return f"std::function<void({T} *)> {f} = [&]({T} *{p}) {{ {op(f'(*{p})')} }}; {f}({address});"


def by_function_elsewhere(rng, out, T, address, op):
    """A std::function that another unit calls, copies or makes."""
    f, p, name = fresh(out, "f"), fresh(out, "p"), fresh(out, "each")
    if rng.randrange(2):
        body = rng.choice(["f(p);", f"auto g = f; g(p);", f"std::function<void({T} *)> g; g = f; g(p);"])
        in_unit(rng, out, f"void {name}(const std::function<void({T} *)> &f, {T} *p)", body)
        return f"{name}([&]({T} *{p}) {{ {op(f'(*{p})')} }}, {address});"
    in_unit(rng, out, f"std::function<void(u64, u64 &)> {name}({T} *p)",
            f"return [p]({KR}) {{ {USE}{op('(*p)')} }};")
    return f"auto {f} = {name}({address}); {f}(k, r);"


def by_bind(rng, out, T, address, op):
    return f"std::bind({action(rng, out, T, op)}, {address}, k, std::ref(r))();"


WAYS = [Way(w) for w in (
    by_table, by_operations, by_virtual, by_factory, by_factory, by_cast, by_member_pointer, by_callback,
    by_environment, by_function, by_function_elsewhere, by_function_elsewhere, by_bind)]
