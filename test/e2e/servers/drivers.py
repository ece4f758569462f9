# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How to talk to each server: its command line, what it must answer, and how fast it
# is. Answers are compared between runs, rates are only shown.

import concurrent.futures
import hashlib
import http.client
import json
import os
import pathlib
import re
import subprocess


class WrongAnswer(Exception):
    """A client saw something that the serial program never answers."""


def run_tool(command, limit=120, **options):
    """Output of a client program; WrongAnswer with its own words if it fails."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, **options)
    except FileNotFoundError:
        raise SystemExit(f"{command[0]} is not there: run scripts/install-deps") from None
    except subprocess.TimeoutExpired:
        raise WrongAnswer(f"{command[0]} got no answer within {limit} s") from None
    if done.returncode != 0:
        raise WrongAnswer((done.stderr or done.stdout).strip() or f"{command[0]} failed")
    return done.stdout


class Driver:
    """One kind of server. `amount` scales how much is asked of it."""

    unit = "requests/s"

    def __init__(self, clients):
        self.clients = pathlib.Path(clients)

    def command(self, binary):
        return [binary, "0"]

    def answers(self, port, amount):
        """A full check; the result is the same for every correct run."""
        raise NotImplementedError

    def rate(self, port, seconds):
        """Work per second, answers checked as far as the load generator can."""
        raise NotImplementedError


class Echo(Driver):
    unit = "messages/s"

    def answers(self, port, amount):
        out = json.loads(run_tool([
            self.clients / "echo_client", f"--port={port}", "--connections=48",
            f"--messages={300 * amount}", "--largest=4096", "--window=3"]))
        return {"messages": out["messages"], "bytes": out["bytes"]}

    def rate(self, port, seconds):
        return json.loads(run_tool([
            self.clients / "echo_client", f"--port={port}", "--connections=32",
            "--messages=100000000", "--largest=1024", "--window=1",
            f"--seconds={seconds}"]))["per_second"]


class Chat(Driver):
    unit = "deliveries/s"

    def answers(self, port, amount):
        out = json.loads(run_tool([
            self.clients / "chat_client", f"--port={port}", "--members=32",
            f"--messages={100 * amount}", "--visitors=3"]))
        return {"messages": out["messages"], "deliveries": out["deliveries"]}

    def rate(self, port, seconds):
        return json.loads(run_tool([
            self.clients / "chat_client", f"--port={port}", "--members=24",
            "--messages=1000000", "--visitors=0", f"--seconds={seconds}"]))["per_second"]


def fetch(port, target, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        body = response.read()
        return [response.status, sorted(response.getheaders()), hashlib.sha256(body).hexdigest()]
    except (OSError, http.client.HTTPException) as error:
        raise WrongAnswer(f"GET {target}: {error!r}") from None
    finally:
        connection.close()


def fetch_all(port, targets, rounds):
    """Status, headers and body of every target, the same however often and beside
    whatever else it is asked for."""
    answers = {}
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        work = [(target, pool.submit(fetch, port, target, {}))
                for _ in range(rounds) for target in targets]
        for target, result in work:
            if answers.setdefault(target, result.result()) != result.result():
                raise WrongAnswer(f"GET {target} was answered in two different ways")
    return answers


def wrk(port, target, seconds, connections=16, headers=()):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s"]
    for header in headers:
        command += ["-H", header]
    out = run_tool(command + [f"http://127.0.0.1:{port}{target}"])
    bad = re.search(r"Non-2xx or 3xx responses: .*|Socket errors: .*", out)
    if bad:
        raise WrongAnswer(f"GET {target}: {bad.group(0)}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


class HttpExample(Driver):
    """Boost.Asio's example: files from a folder, a connection a request."""

    def __init__(self, clients):
        super().__init__(clients)
        self.root = self.clients / "document-root"
        self.root.mkdir(exist_ok=True)
        for name, size in (("index.html", 300), ("a.txt", 5000), ("b.html", 70000), ("c.png", 1)):
            text = (name * (size // len(name) + 1))[:size]
            page = self.root / name
            if not page.exists() or page.read_text() != text:
                page.write_text(text)

    def command(self, binary):
        return [binary, "127.0.0.1", "0", self.root]

    def answers(self, port, amount):
        targets = ["/", "/a.txt", "/b.html", "/c.png", "/none", "/%61.txt", "/../x", "/%zz"]
        found = fetch_all(port, targets, 40 * amount)
        for name in ("a.txt", "b.html", "c.png"):
            expected = hashlib.sha256((self.root / name).read_bytes()).hexdigest()
            if found["/" + name][0] != 200 or found["/" + name][2] != expected:
                raise WrongAnswer(f"GET /{name} did not return that file")
        return found

    def rate(self, port, seconds):
        return wrk(port, "/a.txt", seconds)


class HttpSample(Driver):
    """samples/http."""

    def answers(self, port, amount):
        targets = [f"/page?customer={n}" for n in range(12)] + ["/ping", "/none", "/page?customer=x"]
        found = fetch_all(port, targets, 20 * amount)
        if found["/ping"][0] != 200 or found["/page?customer=1"][0] != 200:
            raise WrongAnswer("samples/http does not serve its own routes")
        return found

    @staticmethod
    def tag(port, target):
        """The page's ETag: whoever sends it gets 304 and no body."""
        return dict(fetch(port, target, {})[1])["ETag"]

    def rate(self, port, seconds):
        target = "/page?customer=7"
        return wrk(port, target, seconds, headers=[f"If-None-Match: {self.tag(port, target)}"])


class Store(Driver):
    """samples/kv, with our own client and Redis' tools."""

    unit = "commands/s"

    script = """\
SET greeting hello
GET greeting
GET nothing
INCR count
INCR count
GET count
INCR greeting
DEL count
DEL count
GET count
PING
PING again
SET
NOSUCH command
INFO
CONFIG GET save
"""

    def answers(self, port, amount):
        out = json.loads(run_tool([
            self.clients / "kv_client", f"--port={port}", "--connections=32",
            f"--rounds={1000 * amount}", "--pipeline=4"]))
        said = run_tool(["redis-cli", "-p", port], input=self.script)
        first = ["OK", "hello", "", "1", "2", "2"]
        if said.split("\n")[:len(first)] != first:
            raise WrongAnswer(f"redis-cli was answered: {said}")
        return {"commands": out["commands"], "redis-cli": said,
                "redis-benchmark": sorted(self.benchmark(port, 20000 * amount))}

    def benchmark(self, port, requests, pipeline=1):
        out = run_tool(["redis-benchmark", "-p", port, "-c", "24", "-n", requests, "-r", "10000",
                        "-P", pipeline, "-t", "ping_inline,ping_mbulk,set,get,incr", "--csv"])
        rates = dict(re.findall(r'^"([A-Z_]+)","([\d.]+)"', out, re.MULTILINE))
        if not {"SET", "GET", "INCR"} <= rates.keys() or "ERR" in out:
            raise WrongAnswer(f"redis-benchmark said: {out}")
        return rates

    def rate(self, port, seconds):
        return json.loads(run_tool([
            self.clients / "kv_client", f"--port={port}", "--connections=32",
            "--rounds=100000000", "--pipeline=4", f"--seconds={seconds}"]))["per_second"]


DRIVERS = {
    "echo": Echo,
    "chat": Chat,
    "http-example": HttpExample,
    "http": HttpSample,
    "kv": Store,
}


def make(kind, clients):
    return DRIVERS[kind](os.path.abspath(clients))
