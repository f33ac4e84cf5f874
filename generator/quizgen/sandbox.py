"""Calls → their results, from a child process with limits of time and memory.

What is called is ours, but what it is given comes from anyone, and libraries in C may hang, crash or eat
memory over it. So it runs in a process (`sandboxed.py`) that is watched, and ended, from here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final
from weakref import WeakSet, finalize

from quizgen.child_process import module_path

WORKER: Final = "quizgen.sandboxed"
MEGABYTE: Final = 1024 * 1024
_CHUNK: Final = MEGABYTE
_KINDS: Final = frozenset(("result", "failure", "exhausted"))


class SandboxFailure(Exception):
    """A call has no result: what was called says why, or its process was lost over it."""


class NotStarted(SandboxFailure):
    """There is no process to call: that is not the fault of what it was to be given."""


class TooSlow(SandboxFailure):
    """The process was killed, for it took too long."""


class TooGreedy(SandboxFailure):
    """The process asked for more memory than it may have, and was killed."""


class Lost(SandboxFailure):
    """The process crashed, or answered nonsense."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a process may cost: it is killed, or gets no more."""

    seconds: float
    """By the clock, to start and for each call."""
    memory: int
    """Bytes of addresses, which is more than the memory in use: every thread reserves some."""
    answer: int = 64 * MEGABYTE
    """Bytes of an answer."""


class Sandbox:
    """What answers calls, in a process that is started at the first one and whenever it was lost.

    `servant` names a module whose function `start` is given `arguments` there, and returns what is
    called. A sandbox may be used from several threads. A fork's copy starts a process of its own.
    """

    def __init__(self, allowance: Allowance, servant: str, *arguments: object) -> None:
        self.allowance = allowance
        self._order = {"servant": servant, "arguments": arguments, "memory": allowance.memory}
        self._child: _Child | None = None
        self._lock = Lock()
        _SANDBOXES.add(self)

    def call(self, *arguments: str | float | bool) -> Any:
        """The result for these arguments, which is plain data of JSON; raises SandboxFailure."""
        with self._lock:
            try:
                answer = self._answer(arguments)
            except BaseException:
                # After Ctrl-C, too: an answer that comes late is not that to the next call.
                self._end()
                raise
        return _result(answer)

    def after_fork(self) -> None:
        """In the copy: leave the process to those who started it, and a lock to who holds it."""
        self._lock = Lock()
        if self._child is not None:
            self._child.leave()
            self._child = None

    def _answer(self, request: Sequence[object]) -> dict[str, Any]:
        try:
            child = self._living()
        except (OSError, RuntimeError, ValueError, SandboxFailure) as error:
            raise NotStarted(str(error)) from error
        answer = child.ask(request)
        if "exhausted" in answer:
            raise TooGreedy("it needs too much memory")
        return answer

    def _living(self) -> "_Child":
        if self._child is None or self._child.is_over():
            self._end()
            self._child = _Child(self.allowance)
            _result(self._child.ask(self._order))
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """A process that answers one line with another."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance, self._overdue = allowance, False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", WORKER],
            bufsize=0,  # no buffers, whose locks a fork might copy while they are held
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent,
            env={**os.environ, "PYTHONPATH": module_path()},
        )
        self.end = finalize(self, _end, self._process)

    def is_over(self) -> bool:
        """Whether the process has ended, or is about to."""
        return self._overdue or self._process.poll() is not None

    def ask(self, request: object) -> dict[str, Any]:
        """The answer; raises TooSlow or Lost when there is none in time, or it is nonsense.

        NotStarted where the system has no room for who watches over it.
        """
        timer = self._timer()
        try:
            self._send(json.dumps(request).encode() + b"\n")
            return _decoded(self._receive())
        except (EOFError, OSError, ValueError, RuntimeError) as error:
            raise TooSlow("it took too long") if self._overdue else Lost(str(error)) from error
        finally:
            timer.cancel()
            timer.join()  # so that it does not stop the next call

    def leave(self) -> None:
        """In a fork's copy: be not the parent of the process."""
        self.end.detach()
        self._process.returncode = 0  # nothing to be waited for
        _close(self._process)

    def _timer(self) -> Timer:
        timer = Timer(self._allowance.seconds, self._stop)
        try:
            timer.start()
        except RuntimeError as error:  # the system gives us no thread
            raise NotStarted(str(error)) from error
        return timer

    def _stop(self) -> None:
        self._overdue = True
        self._process.kill()

    def _send(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            assert self._process.stdin
            rest = rest[self._process.stdin.write(rest) :]

    def _receive(self) -> bytes:
        answer = bytearray()
        while not answer.endswith(b"\n"):
            assert self._process.stdout
            chunk = self._process.stdout.read(_CHUNK)
            if not chunk or len(answer) > self._allowance.answer:
                raise EOFError("it does not answer")
            answer += chunk
        return bytes(answer)


_SANDBOXES: WeakSet[Sandbox] = WeakSet()


def _decoded(line: bytes) -> dict[str, Any]:
    answer = json.loads(line)
    if not isinstance(answer, dict) or not answer.keys() & _KINDS:
        raise ValueError("it answers nonsense")
    return answer


def _result(answer: Mapping[str, Any]) -> Any:
    if "result" not in answer:
        raise SandboxFailure(str(answer.get("failure")))
    return answer["result"]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    _close(process)


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            if pipe is not None:
                pipe.close()


def _after_fork() -> None:
    for sandbox in list(_SANDBOXES):
        sandbox.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
