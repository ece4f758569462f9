# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Containers of values as places: each operation of theirs reads or writes the whole.

Two containers of one type may exchange elements: swap, splice, move, assign, insert.
What elements own goes with them or is copied. What they share by a `shared_ptr` is a
place of its own, and that of both containers from then on.
"""

from places import Place
from ways import fresh

# Element types: a value from the u64 v, and a u64 from the element e.
ELEMENTS = {
    "number": ("u64", "u64({v})", "{e}"),
    "string": ("std::string", "std::string(1 + {v} % 30, char('a' + {v} % 26))", "text({e})"),
    "unique": ("std::unique_ptr<u64>", "std::make_unique<u64>({v})", "({e} ? *{e} : 7)"),
    "shared": ("std::shared_ptr<u64>", "std::make_shared<u64>({v})", "({e} ? *{e} : 7)"),
    "vector": ("std::vector<u64>", "std::vector<u64>(1 + {v} % 5, {v})", "({e}.empty() ? 3 : {e}.size() + {e}.back())"),
    "pair": ("std::pair<u64, std::string>", "std::make_pair(u64({v}), std::string(1 + {v} % 30, 'x'))",
             "({e}.first + text({e}.second))"),
    "map": ("std::map<int, std::string>", "std::map<int, std::string>{{{{int({v} % 9), \"a value of some length\"}}}}",
            "({e}.empty() ? 3 : {e}.begin()->first + text({e}.begin()->second))"),
}
# What has containers in containers takes long to analyse.
USUAL = ["number", "number", "number", "string", "string", "unique", "unique", "shared", "shared", "pair"]
CONTAINERS = ["vector"] * 5 + ["deque"] * 3 + ["list"] * 4 + ["map"] * 2 + ["unordered_map"]


class Box:
    def __init__(self, rng, out, name, owner, kind, element):
        self.name, self.owner, self.kind, self.element = name, owner, kind, element
        self.type = f"{name}_t"
        self.place = Place(name, owner, False, None, T=self.type)
        E, self._make, self._read = ELEMENTS[element]
        self.copies = element != "unique"
        self.map = "map" in kind
        # Of those that hold shared_ptrs: what these lead to; see `join`.
        self.shared = Place(f"{name} elements", "", False, None) if element == "shared" else None
        self.E = E
        self.C = f"std::{kind}<{'int, ' if self.map else ''}{E}>"
        self.full = (kind, element)

    def make(self, v):
        return self._make.format(v=v)

    def value(self, e):
        return self._read.format(e=e)

    def digest(self, b):
        e = "e.second" if self.map else "e"
        if self.kind == "unordered_map":
            return f"{{ u64 sum = 0; for (auto &e : {b}) sum += {self.value(e)} * (e.first + 1); d = d * 31 + sum; }}"
        return f"for (auto &e : {b}) d = d * 1099511628211ul + {self.value(e)};"

    # Statements on the container b, an lvalue; all leave it with at most a few elements. Each
    # that writes may write the container itself too, so it conflicts with whatever reads of it.

    def write(self, rng, b):
        v = self.make("work(k)")
        if self.map:
            ways = [f"{b}[k % 5] = {v};", f"{b}.insert_or_assign(int(k % 5), {v});", f"{b}.erase(int(k % 3)); {b}.emplace(int(k % 3), {v});",
                    f"if (!{b}.empty()) {b}.erase({b}.begin()); {b}.try_emplace(int(k % 5), {v});",
                    f"if (auto i = {b}.find(2); i != {b}.end()) i->second = {v}; else {b}.emplace(2, {v});",
                    f"{{ {self.type} n; n.emplace(int(k % 5), {v}); {b}.swap(n); }}",
                    f"{{ {self.type} n; n.emplace(int(k % 5), {v}); {b} = std::move(n); }}",
                    f"{{ {self.type} n; n.emplace(int(k % 5), {v}); {b}.merge(n); }}"]
            if self.kind == "map":
                ways.append(f"for (auto &e : {b}) e.second = {v}; if ({b}.empty()) {b}.emplace(1, {v});")
            return f"{{ {rng.choice(ways)} }}"
        limit = f"if ({b}.size() > 5) {b}.clear(); "
        first = f"if ({b}.empty()) {b}.emplace_back(); "
        ways = [limit + f"{b}.push_back({v});", limit + f"{b}.emplace_back({v});", limit + f"{b}.insert({b}.begin(), {v});",
                limit + f"{b}.emplace({b}.end(), {v});", f"{b}.resize(1 + k % 3); {b}.back() = {v};",
                f"if (!{b}.empty()) {b}.erase({b}.begin()); {b}.push_back({v});", f"if (!{b}.empty()) {b}.pop_back(); {b}.push_back({v});",
                first + f"{b}.front() = {v};", first + f"*{b}.begin() = {v};", first + f"auto i = std::prev({b}.end()); *i = {v};",
                first + f"auto &e = {b}.back(); e = {v};", first + f"{self.E} *e = &{b}.front(); *e = {v};",
                f"for (auto &e : {b}) e = {v}; if ({b}.empty()) {b}.resize(1);", f"{{ {self.type} n; n.push_back({v}); {b}.swap(n); }}",
                f"{{ {self.type} n; n.push_back({v}); {b} = std::move(n); }}"]
        if self.copies:
            ways += [f"{b}.assign(1 + k % 3, {v});", limit + f"{b}.insert({b}.end(), 2, {v});", f"{b} = {{{v}}};",
                     f"std::fill({b}.begin(), {b}.end(), {v}); if ({b}.empty()) {b}.resize(1);"]
        if self.kind == "list":
            ways += [limit + f"{{ {self.type} n; n.push_back({v}); {b}.splice({b}.begin(), n); }}", f"{b}.reverse(); " + first + f"{b}.back() = {v};"]
        if self.kind != "list":
            ways += [first + f"{b}[{b}.size() - 1] = {v};", first + f"{b}.at(0) = {v};"]
        if self.kind == "vector":
            ways += [first + f"{b}.data()[0] = {v};", f"{b}.reserve(20); {b}.resize(2); {b}[k & 1] = {v};"]
        return f"{{ {rng.choice(ways)} }}"

    def read(self, rng, b):
        e = "e.second" if self.map else "e"
        ways = [f"r = r * 31 + work({b}.size());"]
        if self.kind != "unordered_map":
            ways += [f"for (auto &e : {b}) r = r * 31 + {self.value(e)};", f"for (auto &e : {b}) r = r * 31 + {self.value(e)};",
                     f"if (!{b}.empty()) {{ auto &e = *{b}.begin(); r = r * 31 + work({self.value(e)}); }}"]
        if self.map:
            ways += [f"if (auto i = {b}.find(int(k % 5)); i != {b}.end()) r = r * 31 + work({self.value('i->second')});",
                     f"if ({b}.count(2)) r = r * 31 + work({self.value(b + '.at(2)')});"]
        else:
            ways += [f"if (!{b}.empty()) r = r * 31 + work({self.value(b + '.back()')});",
                     f"for (auto i = {b}.rbegin(); i != {b}.rend(); ++i) r = r * 31 + {self.value('(*i)')};"]
        if self.copies:
            ways.append(f"{{ {self.type} n = {b}; r = r * 31 + work(n.size()); }}")
        return rng.choice(ways)

    def change_shared(self, rng, b):
        """Changes what shared elements lead to, and not the container."""
        e = "e.second" if self.map else "e"
        return f"for (auto &e : {b}) if ({e}) *{e} = *{e} * 31 + work(k);"

    def exchange(self, rng, a, b):
        """A statement that takes elements from b to a, and whether b is written."""
        ways = [(f"std::swap({a}, {b});", True), (f"{a}.swap({b});", True),
                (f"if (&{a} != &{b}) {{ {a} = std::move({b}); {b}.clear(); }}", True),
                (f"if (&{a} != &{b}) {{ {self.type} n = std::move({b}); {b} = std::move({a}); {a} = std::move(n); }}", True)]
        limit = f"if ({a}.size() > 5) {a}.clear(); "
        if self.copies:
            ways.append((f"{a} = {b};", False))
        if self.map:
            if self.kind == "map":
                ways.append((f"if (&{a} != &{b} && !{b}.empty()) {a}.insert({b}.extract({b}.begin()));", True))
            ways.append((f"if (&{a} != &{b}) {a}.merge({b});", True))
            if self.copies:
                ways.append((f"if (&{a} != &{b}) {a}.insert({b}.begin(), {b}.end());", False))
        else:
            ways += [(limit + f"if (!{b}.empty()) {{ {self.E} e = std::move({b}.back()); {b}.pop_back(); {a}.push_back(std::move(e)); }}", True),
                     (limit + f"if (&{a} != &{b}) {{ std::move({b}.begin(), {b}.end(), std::back_inserter({a})); {b}.clear(); }}", True),
                     (f"if (!{a}.empty() && !{b}.empty()) std::swap({a}.front(), {b}.back()); else {a}.swap({b});", True)]
            if self.copies:
                ways += [(limit + f"if (&{a} != &{b}) {a}.insert({a}.end(), {b}.begin(), {b}.end());", False),
                         (f"if (&{a} != &{b}) {a}.assign({b}.begin(), {b}.end());", False),
                         (limit + f"if (&{a} != &{b} && !{b}.empty()) {a}.push_back({b}.front());", False)]
        if self.kind == "list":
            ways += [(limit + f"if (&{a} != &{b}) {a}.splice({a}.begin(), {b});", True),
                     (limit + f"if (&{a} != &{b} && !{b}.empty()) {a}.splice({a}.end(), {b}, {b}.begin());", True)]
        return rng.choice(ways)


def join(a, b):
    """What a's and b's elements share is one place from now on."""
    if a.shared and a.shared.root() is not b.shared.root():
        a.shared.root().same = b.shared.root()


def make(rng, out, name, context, full=None):
    kind, element = full or (rng.choice(CONTAINERS), rng.choice(USUAL if rng.randrange(16) else list(ELEMENTS)))
    box = Box(rng, out, name, context.name if context else "", kind, element)
    out.header.append(f"using {box.type} = {box.C};")
    if context:
        context.members.append(f"{box.type} {name};")
    else:
        out.header.append(f"extern {box.type} {name};")
        out.source[rng.randrange(out.units)].append(f"{box.type} {name};")
    return box
