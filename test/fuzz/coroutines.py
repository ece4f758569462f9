# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Generated handlers as Asio's coroutines: their statements lie between suspensions, some of them
in coroutines that are awaited, which may be another unit's.

They all wait in the same way, so that what resumes one of them is in the same row as what resumes
the others: a cell of that row with itself is the union of all.
"""

import re

POSTS = """extern boost::asio::io_context io;
#define POST(h, ...) boost::asio::co_spawn(io, h(__VA_ARGS__), boost::asio::detached)
using task = boost::asio::awaitable<void>;
"""
LOOP = "boost::asio::io_context io;"
# Of these the last has no order of its own: for coroutines that nobody could tell the order of.
PAUSES = [
    "co_await boost::asio::post(io, boost::asio::use_awaitable);",
    "co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);",
    "{ boost::asio::steady_timer t(co_await boost::asio::this_coro::executor); "
    "t.expires_at(t.expiry().min()); co_await t.async_wait(boost::asio::use_awaitable); }",
]


class Pauses:
    def __init__(self, rng, ordered):
        self.rng = rng
        self.which = PAUSES[:2] if ordered else rng.choice([PAUSES, PAUSES[2:]])

    def __call__(self, likely=1):
        return self.rng.choice(self.which) if self.rng.randrange(likely + 1) else ""


def child(rng, out, pause, parameters, statement, where, home):
    """A coroutine of the statement's own, awaited with what its parent has."""
    out.counter += 1
    name = f"{out.prefix}_part{out.counter}"
    r = rng.choice(["u64 &r", "u64 *held"])
    use = "u64 &r = *held; " if r.endswith("held") else ""
    if home is None:
        out.header.append(f"task {name}({parameters}, {r});")
    out.source[where].append(f"{'' if home is None else 'static '}task {name}({parameters}, {r}) {{\n  {pause()} {use}\n  {statement}\n"
                             f"  {pause()}\n  co_return;\n}}")
    return name, "r" if not use else "&r"


def total(prefix):
    """The sum of what all frames' contexts held in the end: an atomic that is only added to."""
    return f"{prefix}_total"


def emit_total(out):
    out.header.append(f"extern std::atomic<u64> {total(out.prefix)};")
    out.source[0].insert(0, f"std::atomic<u64> {total(out.prefix)};")


def emit(rng, out, handler, parameters, names, poster, home, own):
    """Awaits and posts across units only without a `home`: then all coroutines run alone. `own`:
    the digest of a context in the frame, which the handler then has instead of its parameter."""
    unit = rng.randrange(out.units) if home is None else home
    pause = Pauses(rng, own is None)
    body = [pause(3)]
    given = parameters
    if own is not None:
        given = re.sub(r"\*c(\d)", r"*given\1", parameters)
        body = ["".join(f"{c.name} own{i}; auto *c{i} = &own{i}; " for i, c in enumerate(handler.context))] + body
    for statement in handler.body:
        if rng.randrange(3) == 0:
            where = unit if home is not None or rng.randrange(4) else rng.randrange(out.units)
            name, r = child(rng, out, pause, parameters, statement, where, home)
            statement = f"co_await {name}({names}, {r});"
        body += [statement, pause()]
    if own is not None:
        for i in range(len(handler.context)):
            digest = own.replace("own.", f"own{i}.")
            body.append(f"{{ u64 d = k; {digest} {total(out.prefix)}.fetch_add(d, std::memory_order_relaxed); }}")
    text = "\n  ".join(line for line in body if line)
    if home is None:
        out.header.append(f"task {handler.name}({given});")
    out.source[unit].append(f"{'' if home is None else 'static '}task {handler.name}({given}) {{\n  u64 r = 0;\n  {text}\n  co_return;\n}}")
    out.source[unit if home is not None or rng.randrange(4) else rng.randrange(out.units)].append(poster)
