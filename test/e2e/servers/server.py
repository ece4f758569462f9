# Part of Polychrome, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A server as a child process: started on a free port, found when it listens, ended
# by its pid, with what it printed and the runtime's statistics.
#
# Servers are told port 0; which port they got is read from /proc, so programs that
# do not print it need no change and two runs never fight for a port.

import os
import signal
import subprocess
import tempfile
import time


class ServerFailure(Exception):
    """The server did something that no correct server does."""


class NotStarted(Exception):
    """The server never came to listen."""


LISTENING = "0A"  # the state's code in /proc/net/tcp


def _sockets(pid):
    found = set()
    try:
        for fd in os.listdir(f"/proc/{pid}/fd"):
            try:
                target = os.readlink(f"/proc/{pid}/fd/{fd}")
            except OSError:
                continue
            if target.startswith("socket:["):
                found.add(target[len("socket:["):-1])
    except OSError:
        pass
    return found


def listening_port(pid):
    """The TCP port that the process listens on, or None."""
    mine = _sockets(pid)
    for table in ("tcp", "tcp6"):
        try:
            with open(f"/proc/{pid}/net/{table}") as lines:
                next(lines)
                for line in lines:
                    fields = line.split()
                    if fields[3] == LISTENING and fields[9] in mine:
                        return int(fields[1].rsplit(":", 1)[1], 16)
        except (OSError, StopIteration):
            pass
    return None


def descendants(pid):
    """The process and everything that it forked, as pids."""
    found, new = [], [pid]
    while new:
        found += new
        children = []
        for parent in new:
            try:
                with open(f"/proc/{parent}/task/{parent}/children") as f:
                    children += [int(child) for child in f.read().split()]
            except OSError:
                pass
        new = children
    return found


class Server:
    """`with Server([...]) as server:` has it running and listening on server.port.

    threads: POLYCHROME_THREADS, None for all cores. preload: a library to load
    first. environment: more variables. The command line says 0 where the port goes.
    """

    start_limit = 20
    stop_limit = 20

    def __init__(self, command, threads=None, preload=None, environment=None):
        self.command = [str(part) for part in command]
        self.environment = dict(os.environ, POLYCHROME_STATS="1")
        self.environment.pop("POLYCHROME_THREADS", None)
        if threads is not None:
            self.environment["POLYCHROME_THREADS"] = str(threads)
        if preload is not None:
            self.environment["LD_PRELOAD"] = str(preload)
        self.environment.update(environment or {})
        self.process = None
        self.port = None
        self.cpu_seconds = 0.0

    def __enter__(self):
        self._log = tempfile.TemporaryFile()
        # A session of its own: a Ctrl-C ends us, and we end the server.
        try:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=self._log, start_new_session=True)
        except OSError as error:
            raise NotStarted(f"{self.command[0]} cannot be started: {error.strerror}") from None
        try:
            self._wait_until_it_listens()
        except BaseException:
            self._kill()
            raise
        return self

    def _wait_until_it_listens(self):
        end = time.monotonic() + self.start_limit
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise NotStarted(f"{self.command[0]} ended at once ({self._fate()}): "
                                 f"{self.log().strip()}")
            self.port = listening_port(self.process.pid)
            if self.port:
                return
            time.sleep(0.005)
        raise NotStarted(f"{self.command[0]} does not listen on any port")

    def _fate(self):
        code = self.process.returncode
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def log(self):
        """What it has written to stderr."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Ends the server as a user would, and returns its statistics."""
        if not self.alive():
            raise ServerFailure(f"{self.command[0]} died ({self._fate()}): {self.log().strip()}")
        self.cpu_seconds = cpu_seconds(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(self.stop_limit)
        except subprocess.TimeoutExpired:
            raise ServerFailure(f"{self.command[0]} does not end on SIGTERM") from None
        if self.process.returncode not in (0, -signal.SIGTERM):
            raise ServerFailure(f"{self.command[0]} ended badly ({self._fate()}): "
                                f"{self.log().strip()}")
        return statistics(self.log())

    def _kill(self):
        # The group is the session that was started for it: its pid, and its forks.
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def __exit__(self, *_):
        self._kill()
        self._log.close()


def statistics(log):
    """The runtime's summary as a dictionary: {"invocations": 12, ...}."""
    found = {}
    for line in log.splitlines():
        words = line.split()
        if len(words) >= 3 and words[0] == "polychrome:" and words[2].isdigit():
            found.setdefault(words[1], int(words[2]))
    return found


def cpu_seconds(pid):
    """User and system time that a running process has used."""
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
