# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What all the ways from an address to an access have in common.

A way takes the address of an object of type T as an expression and returns statements
that apply the operation `op`, a function from an lvalue to statements, to what is there.
The statements of an operation name nothing but that lvalue, `k`, `r` and globals, so
they may stand in any function that has those two. `exact` ways lose nothing that the
analysis is expected to know; those that `call` do if the function is in another unit, where
nobody knows what object a pointer to a number leads into.
"""


class Way:
    def __init__(self, make, exact=False, calls=False):
        self.make = make
        self.exact = exact
        self.calls = calls

    def is_exact(self, out):
        return self.exact and not (self.calls and out.units > 1)


# The types of places that are numbers.
SCALARS = ("u64", "std::uint32_t", "short", "unsigned char")

# The parameters that every operation needs, and a use of them.
KR = "u64 k, u64 &r"
USE = "(void)r; (void)k; "


def fresh(out, stem):
    """A name that no other function, type or variable of the seed has."""
    out.counter += 1
    return f"{out.prefix}_{stem}{out.counter}"


def in_unit(rng, out, signature, body):
    """A function in a unit of its own choice, which is never inlined there."""
    out.header.append(f"{signature};")
    out.source[rng.randrange(out.units)].append(f"__attribute__((noinline)) {signature} {{ {body} }}")


def helper(rng, out, parameters, body, result="void"):
    """The name of a function in some unit, or static in each, or a template."""
    name = fresh(out, "fn")
    kind = rng.choice(["unit", "unit", "inline", "template"])
    if kind == "unit":
        out.header.append(f"{result} {name}({parameters});")
        out.source[rng.randrange(out.units)].append(f"{result} {name}({parameters}) {{ {body} }}")
        return name
    template = "template <class U> " if kind == "template" else "inline "
    out.header.append(f"{template}{result} {name}({parameters}) {{ {body} }}")
    return name + ("<int>" if kind == "template" else "")


def decoy(rng, out, T):
    """Statements, and a pointer to an object that is nobody else's and never reached."""
    if T not in SCALARS:
        return "", f"({T} *)nullptr"
    name = fresh(out, "mine")
    return f"{T} {name}{{}}; ", f"&{name}"


def through(rng, out, ways, T, address, op, depth=1):
    """`op` at the end of as many ways; and whether these are all exact."""
    way = rng.choice(ways)
    if depth == 1:
        return way.make(rng, out, T, address, op), way.is_exact(out)
    name = fresh(out, "q")

    def rest(lv):
        return f"{{ {T} *{name} = &{lv}; " + through(rng, out, ways, T, name, op, depth - 1)[0] + " }"

    return way.make(rng, out, T, address, rest), False
