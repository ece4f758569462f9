# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The places that generated handlers touch.

A place is memory that two accesses either share or do not: by construction, so that
the right cell of two handlers is known without any analysis. `exact` says that the
analysis is expected to tell it from every other exact place; places that are not are
only used to check that no conflict is missed.
"""


# Numbers of several sizes, so that types keep some of them apart.
TYPES = ("u64", "u64", "u64", "std::uint32_t", "short", "unsigned char")


class Place:
    """read: an expression; write: a statement that stores the expression V."""

    def __init__(self, name, owner, exact, lvalue=None, read=None, write=None, T="u64"):
        self.name = name
        self.T = T
        self.same = None  # another place, which this one turned out to be
        self.owner = owner  # "" for a global, else the context type's name
        # Bytes may be storage of other objects.
        self.exact = exact and T != "unsigned char"
        self.lvalue = lvalue  # None: no u64 that a pointer could point to
        self.read = read or lvalue
        self.write = write or (lambda v: f"{lvalue} = {v};")
        self.commutes = False

    def root(self):
        return self.same.root() if self.same else self


def global_place(rng, prefix, number, out):
    """Adds a global's declaration to out.header and its definition to some unit."""
    name = f"{prefix}_g{number}"
    kind = rng.choice(["plain", "plain", "field", "element", "static", "file", "heap", "vector", "map",
                       "list", "deque", "hash", "string", "unique", "counter"])
    unit = rng.randrange(out.units)
    T = rng.choice(TYPES)

    def define(declaration, definition):
        out.header.append(declaration)
        out.source[unit].append(definition)

    def setup(statement):
        out.setup.append(statement)

    def place(exact, lvalue):
        return Place(name, "", exact, lvalue, T=T)

    if kind == "plain":
        define(f"extern {T} {name};", f"{T} {name};")
        return place(True, name)
    if kind == "field":
        define(f"struct {name}_t {{ {T} pad; {T} one; {T} two; }}; extern {name}_t {name};",
               f"{name}_t {name};")
        return place(True, f"{name}.{rng.choice(['one', 'two'])}")
    if kind == "element":
        define(f"extern {T} {name}[8];", f"{T} {name}[8];")
        return place(True, f"{name}[{rng.randrange(8)}]")
    if kind == "static":
        define(f"{T} &{name}();", f"{T} &{name}() {{ static {T} v; return v; }}")
        return place(False, f"{name}()")
    if kind == "file":
        define(f"{T} *{name}();", f"static {T} {name}_v; {T} *{name}() {{ return &{name}_v; }}")
        return place(True, f"(*{name}())")
    if kind == "heap":
        define(f"extern {T} *{name};", f"{T} *{name};")
        setup(f"{name} = new {T}(0);")
        return place(False, f"(*{name})")
    if kind == "unique":
        define(f"extern std::unique_ptr<{T}> {name};", f"std::unique_ptr<{T}> {name};")
        setup(f"{name} = std::make_unique<{T}>(0);")
        return place(False, f"(*{name})")
    if kind == "vector":
        define(f"extern std::vector<{T}> {name};", f"std::vector<{T}> {name}(8);")
        return place(True, f"{name}[{rng.randrange(8)}]")
    if kind == "deque":
        define(f"extern std::deque<{T}> {name};", f"std::deque<{T}> {name}(8);")
        return place(False, f"{name}[{rng.randrange(8)}]")
    if kind == "list":
        define(f"extern std::list<{T}> {name};", f"std::list<{T}> {name}(2);")
        return place(False, f"{name}.{rng.choice(['front', 'back'])}()")
    if kind == "map":
        define(f"extern std::map<int, {T}> {name};", f"std::map<int, {T}> {name};")
        setup(f"{name}[3] = 0;")
        return place(False, rng.choice([f"{name}[3]", f"{name}.find(3)->second"]))
    if kind == "hash":
        define(f"extern std::unordered_map<int, {T}> {name};", f"std::unordered_map<int, {T}> {name};")
        setup(f"{name}[3] = 0;")
        return place(False, rng.choice([f"{name}[3]", f"{name}.find(3)->second"]))
    if kind == "string":
        define(f"extern std::string {name};", f"std::string {name};")
        return Place(name, "", False, read=f"text({name})", write=lambda v: f"{name}.assign(1 + {v} % 40, char('a' + {v} % 26));")
    define(f"extern std::atomic<u64> {name};", f"std::atomic<u64> {name};")
    place = Place(name, "", False, read=f"u64({name})", write=lambda v: f"{name} += {v};")
    place.commutes = True
    return place


class Context:
    """A struct type whose objects are handed to handlers."""

    def __init__(self, name):
        self.name = name
        self.base = []
        self.members = []
        self.places = []

    def definition(self):
        base = f"struct {self.name}_base {{ u64 head; {' '.join(self.base)} }};\n"
        return (base + f"struct {self.name} : {self.name}_base {{ {' '.join(self.members)} "
                f"{self.name} *peer; }};")


def context_place(rng, context, number):
    name = f"f{number}"
    kind = rng.choice(["plain", "plain", "base", "nested", "element", "index", "vector", "map",
                       "string", "optional", "unique", "union"])
    owner = context.name
    T = rng.choice(TYPES)
    add = context.members.append

    def place(exact, lvalue):
        return Place(name, owner, exact, lvalue, T=T)

    if kind == "plain":
        add(f"{T} {name} = 0;")
        return place(True, f"C->{name}")
    if kind == "base":
        # By a pointer to it the object around may be of any class that is derived from the base:
        # only its type tells it from a variable.
        context.base.append(f"{T} {name} = 0;")
        return place(False, f"C->{name}")
    if kind == "nested":
        add(f"struct {name}_i {{ {T} v = 0; }}; struct {name}_o {{ u64 pad; {name}_i in; }} {name};")
        return place(True, f"C->{name}.in.v")
    if kind == "element":
        add(f"{T} {name}[4] = {{}};")
        return place(True, f"C->{name}[{rng.randrange(4)}]")
    if kind == "index":
        add(f"{T} {name}[4] = {{}};")
        return place(True, f"C->{name}[k & 3]")
    if kind == "vector":
        # Its elements and those of a global vector are told apart by their type alone.
        add(f"std::vector<{T}> {name} = std::vector<{T}>(4);")
        return place(False, f"C->{name}[{rng.randrange(4)}]")
    if kind == "map":
        add(f"std::map<int, {T}> {name} = {{{{3, 0}}}};")
        return place(False, f"C->{name}.find(3)->second")
    if kind == "optional":
        add(f"std::optional<{T}> {name} = 0;")
        return place(True, f"(*C->{name})")
    if kind == "unique":
        add(f"std::unique_ptr<{T}> {name} = std::make_unique<{T}>(0);")
        return place(False, f"(*C->{name})")
    if kind == "union":
        add(f"union {{ {T} v = 0; unsigned char bytes[8]; }} {name};")
        return place(False, f"C->{name}.v")
    add(f"std::string {name};")
    return Place(name, owner, False, read=f"text(C->{name})",
                 write=lambda v: f"C->{name}.assign(1 + {v} % 40, char('a' + {v} % 26));")
