# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ways through a local container: the address is put into an element by one operation,
the container is moved, swapped, spliced or copied, and the element is found by another.
"""

from ways import Way, fresh, helper, in_unit


class Element:
    """type; make(address): an expression; deref(e): the lvalue that element e leads to."""

    def __init__(self, type, make, deref, copies=True):
        self.type, self.make, self.deref, self.copies = type, make, deref, copies


def element(rng, out, T):
    # What has containers in containers takes long to analyse.
    kind = rng.choice(["raw", "raw", "raw", "struct", "struct", "shared", "unique", "optional", "variant", "pair",
                       "derived"] if rng.randrange(12) else ["vector", "list", "map", "function"])
    if kind in ("struct", "shared", "unique", "derived"):
        e = fresh(out, "e")
        out.header.append(f"struct {e}_b {{ int tag; }}; struct {e} : {e}_b {{ {T} *p; {e}({T} *q = nullptr) : {e}_b{{1}}, p(q) {{}} }};")
    if kind == "struct":
        return Element(e, lambda a: f"{e}({a})", lambda x: f"(*{x}.p)")
    if kind == "shared":
        return Element(f"std::shared_ptr<{e}>", lambda a: f"std::make_shared<{e}>({a})", lambda x: f"(*{x}->p)")
    if kind == "unique":
        return Element(f"std::unique_ptr<{e}>", lambda a: f"std::make_unique<{e}>({a})", lambda x: f"(*{x}->p)", False)
    if kind == "derived":
        return Element(f"{e}_b *", lambda a: f"new {e}({a})", lambda x: f"(*static_cast<{e} *>({x})->p)")
    if kind == "optional":
        return Element(f"std::optional<{T} *>", lambda a: f"std::optional<{T} *>({a})", lambda x: f"(**{x})")
    if kind == "variant":
        return Element(f"std::variant<int, {T} *>", lambda a: f"std::variant<int, {T} *>({a})",
                       lambda x: f"(*std::get<1>({x}))")
    if kind == "pair":
        return Element(f"std::pair<int, {T} *>", lambda a: f"std::pair<int, {T} *>(1, {a})", lambda x: f"(*{x}.second)")
    if kind == "vector":
        return Element(f"std::vector<{T} *>", lambda a: f"std::vector<{T} *>{{{a}}}", lambda x: f"(*{x}.back())")
    if kind == "list":
        return Element(f"std::list<{T} *>", lambda a: f"std::list<{T} *>(1, {a})", lambda x: f"(*{x}.front())")
    if kind == "map":
        return Element(f"std::map<int, {T} *>", lambda a: f"std::map<int, {T} *>{{{{5, {a}}}}}",
                       lambda x: f"(*{x}.find(5)->second)")
    if kind == "function":
        return Element(f"std::function<{T} *()>", lambda a: f"std::function<{T} *()>([a = {a}] {{ return a; }})",
                       lambda x: f"(*{x}())")
    return Element(f"{T} *", lambda a: a, lambda x: f"(*{x})")


SEQUENCES = ["std::vector", "std::vector", "std::deque", "std::list"]
MAPS = ["std::map", "std::map", "std::unordered_map", "std::multimap"]


def sequence_put(rng, C, E, c, a):
    v = E.make(a)
    ways = [f"{c}.push_back({v});", f"{c}.emplace_back({v});", f"{c}.insert({c}.begin(), {v});",
            f"{c}.emplace({c}.end(), {v});", f"{c}.resize(1); {c}.front() = {v};",
            f"{{ auto e{c} = {v}; {c}.push_back(std::move(e{c})); }}"]
    if E.copies:
        ways += [f"{c}.assign(1, {v});", f"{c}.insert({c}.end(), 1, {v});", f"{{ auto e{c} = {v}; {c}.push_back(e{c}); }}",
                 f"{{ {E.type} const e{c}[] = {{{v}}}; {c}.assign(e{c}, e{c} + 1); }}"]
    if "vector" not in C:
        ways += [f"{c}.push_front({v});", f"{c}.emplace_front({v});"]
    return rng.choice(ways)


def map_put(rng, C, E, c, a):
    v = E.make(a)
    ways = [f"{c}.emplace(1, {v});", f"{c}.insert(std::make_pair(1, {v}));"]
    if "multi" not in C:
        ways += [f"{c}[1] = {v};", f"{c}.try_emplace(1, {v});", f"{c}.insert_or_assign(1, {v});"]
    return rng.choice(ways)


def transfer(rng, C, E, c, d):
    """A statement that brings c's elements to d, an empty one."""
    ways = [f"{d} = std::move({c});", f"{d}.swap({c});", f"std::swap({c}, {d});"]
    if E.copies:
        ways += [f"{d} = {c};"]
    if "map" in C:
        ways += [f"{d}.merge({c});", f"{d}.insert({c}.extract({c}.begin()));"]
        if E.copies:
            ways += [f"{d}.insert({c}.begin(), {c}.end());", f"{d}.insert(*{c}.begin());"]
    else:
        ways += [f"{d}.push_back(std::move({c}.front()));",
                 f"std::move({c}.begin(), {c}.end(), std::back_inserter({d}));",
                 f"{d}.insert({d}.begin(), std::make_move_iterator({c}.begin()), std::make_move_iterator({c}.end()));",
                 f"{d}.emplace_back(); std::swap({d}.back(), {c}.back());"]
        if E.copies:
            ways += [f"std::copy({c}.begin(), {c}.end(), std::back_inserter({d}));",
                     f"{d}.assign({c}.begin(), {c}.end());", f"{d}.insert({d}.end(), {c}.begin(), {c}.end());"]
    if "list" in C:
        ways += [f"{d}.splice({d}.begin(), {c});", f"{d}.splice({d}.end(), {c}, {c}.begin());"]
    return rng.choice(ways)


def found(rng, C, E, c, op):
    """Statements that do the operation on what the element leads to."""
    i = f"i{c}"
    if "map" in C:
        ways = [lambda: op(E.deref(f"{c}.find(1)->second")), lambda: op(E.deref(f"{c}.begin()->second")),
                lambda: f"for (auto &{i} : {c}) {{ {op(E.deref(f'{i}.second'))} }}",
                lambda: f"for (auto {i} = {c}.begin(); {i} != {c}.end(); ++{i}) {{ {op(E.deref(f'{i}->second'))} }}"]
        if "multi" not in C:
            ways += [lambda: op(E.deref(f"{c}.at(1)")), lambda: op(E.deref(f"{c}[1]"))]
        return rng.choice(ways)()
    ways = [lambda: op(E.deref(f"{c}.front()")), lambda: op(E.deref(f"{c}.back()")),
            lambda: op(E.deref(f"(*{c}.begin())")), lambda: op(E.deref(f"(*std::prev({c}.end()))")),
            lambda: op(E.deref(f"(*{c}.rbegin())")),
            lambda: f"for (auto &{i} : {c}) {{ {op(E.deref(i))} }}",
            lambda: f"for (auto {i} = {c}.begin(); {i} != {c}.end(); ++{i}) {{ {op(E.deref(f'(*{i})'))} }}",
            lambda: f"std::for_each({c}.begin(), {c}.end(), [&]({E.type} &{i}) {{ {op(E.deref(i))} }});",
            lambda: f"{{ auto {i} = std::move({c}.back()); {c}.pop_back(); {op(E.deref(i))} }}"]
    if "list" not in C:
        ways += [lambda: op(E.deref(f"{c}[{c}.size() - 1]")), lambda: op(E.deref(f"{c}.at(0)"))]
    if "vector" in C:
        ways += [lambda: op(E.deref(f"{c}.data()[0]")), lambda: f"{E.type} *{i} = {c}.data(); {op(E.deref(f'(*{i})'))}"]
    return rng.choice(ways)()


def by_container(rng, out, T, address, op):
    E = element(rng, out, T)
    t = fresh(out, "ct")
    template = rng.choice(SEQUENCES * 2 + MAPS)
    C = template[5:]
    out.header.append(f"using {t} = {template}<{'int, ' if 'map' in C else ''}{E.type}>;")
    put = map_put if "map" in C else sequence_put
    c = fresh(out, "c")
    fill = rng.randrange(3)
    if fill == 0:
        name = fresh(out, "fill")
        in_unit(rng, out, f"void {name}({t} &c, {T} *p)", put(rng, C, E, "c", "p"))
        code = f"{t} {c}; {name}({c}, {address}); "
    elif fill == 1:
        name = fresh(out, "filled")
        in_unit(rng, out, f"{t} {name}({T} *p)", f"{t} c; {put(rng, C, E, 'c', 'p')} return c;")
        code = f"{t} {c} = {name}({address}); "
    else:
        code = f"{t} {c}; {put(rng, C, E, c, address)} "
    for _ in range(rng.randrange(3)):
        d = fresh(out, "c")
        if rng.randrange(2):
            name = helper(rng, out, f"{t} &c, {t} &d", transfer(rng, C, E, "c", "d"))
            code += f"{t} {d}; {name}({c}, {d}); "
        else:
            code += f"{t} {d}; {transfer(rng, C, E, c, d)} "
        c = d
    how = rng.randrange(3)
    if how == 0:
        name = helper(rng, out, f"{t} &c, u64 k, u64 &r", "(void)k; (void)r; " + found(rng, C, E, "c", op))
        return code + f"{name}({c}, k, r);"
    if how == 1:
        name, p = fresh(out, "get"), fresh(out, "p")
        in_unit(rng, out, f"{T} *{name}({t} &c)",
                f"{T} *p = nullptr; {found(rng, C, E, 'c', lambda lv: f'p = &{lv};')} return p;")
        return code + f"{T} *{p} = {name}({c}); " + op(f"(*{p})")
    return code + found(rng, C, E, c, op)


def by_adaptor(rng, out, T, address, op):
    c = fresh(out, "c")
    kind = rng.choice(["std::queue", "std::stack", "std::priority_queue", "std::set", "std::array", "std::forward_list"])
    if kind == "std::array":
        return f"std::array<{T} *, 2> {c} = {{nullptr, {address}}}; {op(f'(*{c}[1 + (k & 0)])')}"
    if kind == "std::set":
        return f"std::set<{T} *> {c}; {c}.insert({address}); for ({T} *p{c} : {c}) {{ {op(f'(*p{c})')} }}"
    if kind == "std::forward_list":
        return f"std::forward_list<{T} *> {c}; {c}.push_front({address}); {op(f'(*{c}.front())')}"
    top = "front" if kind == "std::queue" else "top"
    return f"{kind}<{T} *> {c}; {c}.push({address}); {op(f'(*{c}.{top}())')}"


WAYS = [Way(by_container), Way(by_container), Way(by_container), Way(by_container), Way(by_adaptor)]
