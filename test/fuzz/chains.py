# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ways along three to six pointers through linked structs of the program's own.

Only one node of a chain has a pointer to the place; where walks are not by name, it is
looked for. Links are set, reversed and followed here or in functions of other units.
"""

from ways import KR, USE, Way, fresh, helper, in_unit


def maybe_elsewhere(rng, out, signature, body):
    """A function that may be inlined or not."""
    if rng.randrange(3):
        in_unit(rng, out, signature, body)
    else:
        out.header.append(f"inline {signature} {{ {body} }}")


def node_type(rng, out, T):
    """A node's type, which may inherit its link, or have it behind other members."""
    t = fresh(out, "n")
    how = rng.randrange(4)
    if how == 0:
        out.header.append(f"struct {t} {{ {t} *next = nullptr; {T} *p = nullptr; u64 pad = 0; }};")
    elif how == 1:
        out.header.append(f"struct {t} {{ u64 pad = 0; {T} *p = nullptr; int tag = 0; {t} *next = nullptr; }};")
    elif how == 2:
        out.header.append(f"struct {t}; struct {t}_l {{ {t} *next = nullptr; }};\n"
                          f"struct {t} : {t}_l {{ u64 pad = 0; {T} *p = nullptr; }};")
    else:
        out.header.append(f"struct {t} {{ struct {{ {T} *p = nullptr; u64 more = 0; }} in; {t} *next = nullptr; "
                          f"{T} *&at() {{ return in.p; }} }};")
        return t, "in.p"
    return t, "p"


def build(rng, out, T, t, p, depth, end, address):
    """Statements that make a chain, of which node `end` has the address; its head."""
    h = fresh(out, "h")
    how = rng.choice(["locals", "array", "heap", "factory", "factory", "pool"])
    if how == "factory":
        name = fresh(out, "make")
        body = f"{t} *n = new {t}; n->next = next; n->{p} = p; return n;"
        maybe_elsewhere(rng, out, f"{t} *{name}({t} *next, {T} *p)", body)
        code = f"{t} *{h} = nullptr; "
        for i in reversed(range(depth)):
            code += f"{h} = {name}({h}, {address if i == end else 'nullptr'}); "
        return code, h
    nodes = [f"{h}[{i}]" if how == "array" else f"(*{h}{i})" if how == "heap" else f"{h}{i}" for i in range(depth)]
    code = {"array": f"{t} {h}[{depth}]; ",
            "locals": "".join(f"{t} {n}; " for n in nodes),
            "pool": f"std::deque<{t}> {h}p; " + "".join(f"{t} &{n} = {h}p.emplace_back(); " for n in nodes),
            "heap": "".join(f"{t} *{h}{i} = new {t}; " for i in range(depth))}[how]
    link = None
    if rng.randrange(2):
        link = fresh(out, "link")
        maybe_elsewhere(rng, out, f"void {link}({t} *a, {t} *b)", "a->next = b;")
    order = list(range(depth - 1))
    rng.shuffle(order)
    stores = [f"{link}(&{nodes[i]}, &{nodes[i + 1]}); " if link else f"{nodes[i]}.next = &{nodes[i + 1]}; "
              for i in order]
    if rng.randrange(2):
        put = fresh(out, "put")
        maybe_elsewhere(rng, out, f"void {put}({t} *n, {T} *p)", f"n->{p} = p;")
        store = f"{put}(&{nodes[end]}, {address}); "
    else:
        store = f"{nodes[end]}.{p} = {address}; "
    # The end may be linked first, last or between.
    stores.insert(rng.randrange(len(stores) + 1), store)
    return code + "".join(stores) + f"{t} *{h}h = &{nodes[0]}; ", f"{h}h"


def changed(rng, out, t, h):
    """Statements that turn a chain about, or copy a node's bytes; its new head, if its order is the same."""
    how = rng.randrange(5)
    x = fresh(out, "h")
    if how == 0:
        name = fresh(out, "reverse")
        maybe_elsewhere(rng, out, f"{t} *{name}({t} *h)",
                        f"{t} *r = nullptr; while (h) {{ {t} *n = h->next; h->next = r; r = h; h = n; }} return r;")
        return f"{t} *{x} = {name}({h}); ", x, False
    if how == 1:
        return f"{t} {x}n; std::memcpy((void *)&{x}n, {h}, sizeof {x}n); {t} *{x} = &{x}n; ", x, True
    if how == 2:
        name = fresh(out, "copy")
        maybe_elsewhere(rng, out, f"{t} *{name}({t} *h)",
                        f"if (!h) return nullptr; {t} *n = new {t}(*h); n->next = {name}(h->next); return n;")
        return f"{t} *{x} = {name}({h}); ", x, True
    return "", h, True


def by_chain(rng, out, T, address, op):
    t, p = node_type(rng, out, T)
    depth = rng.randint(3, 6)
    end = rng.choice([depth - 1, depth - 1, rng.randrange(depth)])
    code, h = build(rng, out, T, t, p, depth, end, address)
    more, h, same = changed(rng, out, t, h)
    code += more
    how = rng.choice(["name", "loop", "find", "recursive", "steps", "slot", "visit", "visit"])
    x = fresh(out, "x")
    if how == "name" and same:
        return code + op(f"(*{h}{'->next' * end}->{p})")
    if how == "steps" and same:
        name = fresh(out, "step")
        maybe_elsewhere(rng, out, f"{t} *{name}({t} *n)", "return n->next;")
        return code + op("(*" + f"{name}(" * end + h + ")" * end + f"->{p})")
    if how in ("find", "recursive", "slot"):
        name = fresh(out, "find")
        result, star = (f"{T} *&", "*") if how == "slot" else (f"{T} *", "*")
        if how == "recursive":
            body = f"return h->{p} ? h->{p} : {name}(h->next);"
        else:
            body = f"while (!h->{p}) h = h->next; return h->{p};"
        maybe_elsewhere(rng, out, f"{result}{name}({t} *h)", body)
        return code + f"{T} *{x} = {name}({h}); " + op(f"({star}{x})")
    if how == "visit":
        name = fresh(out, "visit")
        body = f"{USE}for (; h; h = h->next) if (h->{p}) {{ {op(f'(*h->{p})')} }}"
        maybe_elsewhere(rng, out, f"void {name}({t} *h, {KR})", body)
        return code + f"{name}({h}, k, r);"
    return code + f"{t} *{x} = {h}; while (!{x}->{p}) {x} = {x}->next; " + op(f"(*{x}->{p})")


def by_levels(rng, out, T, address, op):
    """Each pointer leads to a struct of another type; some are owned."""
    t = fresh(out, "l")
    depth = rng.randint(3, 6)
    out.header.append(f"struct {t}_0 {{ u64 pad = 0; {T} *p = nullptr; }};")
    kinds = []
    for i in range(1, depth):
        kind = rng.choice(["raw", "raw", "unique", "shared", "value"])
        kinds.append(kind)
        inner = f"{t}_{i - 1}"
        member = {"raw": f"{inner} *in = new {inner};", "unique": f"std::unique_ptr<{inner}> in = std::make_unique<{inner}>();",
                  "shared": f"std::shared_ptr<{inner}> in = std::make_shared<{inner}>();", "value": f"{inner} in;"}[kind]
        out.header.append(f"struct {t}_{i} {{ {'u64 pad = 0; ' * rng.randrange(2)}{member} }};")
    path = "->" + "".join("in" + ("." if k == "value" else "->") for k in reversed(kinds)) + "p"
    top = f"{t}_{depth - 1}"
    put = fresh(out, "put")
    maybe_elsewhere(rng, out, f"void {put}({top} *o, {T} *p)", f"o{path} = p;")
    own = rng.choice([f"{top} v{t}; {top} *o{t} = &v{t}; ", f"{top} *o{t} = new {top}; ",
                      f"auto u{t} = std::make_unique<{top}>(); {top} *o{t} = u{t}.get(); "])
    code = own + f"{put}(o{t}, {address}); "
    if rng.randrange(2):
        act = fresh(out, "act")
        maybe_elsewhere(rng, out, f"void {act}({top} *o, {KR})", f"{USE}{op(f'(*o{path})')}")
        return code + f"{act}(o{t}, k, r);"
    get = fresh(out, "get")
    maybe_elsewhere(rng, out, f"{T} *{get}({top} *o)", f"return o{path};")
    return code + f"{T} *g{t} = {get}(o{t}); " + op(f"(*g{t})")


WAYS = [Way(by_chain), Way(by_chain), Way(by_levels)]
