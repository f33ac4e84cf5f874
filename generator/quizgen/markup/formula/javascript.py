"""Calls of JavaScript functions → their results, from a child process with limits of time and memory.

Scripts are ours, but what they are given comes from anyone, and quickjs is written in C: it may hang,
crash or eat memory. So it runs in a process that is watched, and ended, from here.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Final
from weakref import WeakSet, finalize

from quizgen.child_process import module_path
from quizgen.markup.formula.limits import LIMITS

WORKER: Final = "quizgen.markup.formula.worker"
LONGEST_ANSWER: Final = 64 * 1024 * 1024
_CHUNK: Final = 1024 * 1024


class ScriptFailure(Exception):
    """A script broke a limit or failed in a way that is not the author's TeX mistake."""


class NotStarted(ScriptFailure):
    """There is no process to run scripts: that is not the fault of what they were to be given."""


class Sandbox:
    """One JavaScript world, in a process that is started at the first call and whenever it was lost.

    `world` names a module whose function `start` fills a new world; `arguments` are given to it. A
    sandbox may be used from several threads. A fork's copy starts a process of its own.
    """

    def __init__(self, world: str, *arguments: str) -> None:
        self._order = {"world": world, "arguments": arguments}
        self._child: _Child | None = None
        self._lock = Lock()
        _SANDBOXES.add(self)

    def call(self, function: str, *arguments: str | float | bool) -> Any:
        """The result of a global function, which returns it as JSON; raises ScriptFailure."""
        with self._lock:
            try:
                answer = self._answer((function, *arguments))
            except (
                BaseException
            ):  # Ctrl-C, too: an answer that comes late is not that to the next call
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
        except (*_LOST, ScriptFailure) as error:
            raise NotStarted(str(error)) from error
        try:
            return child.ask(request)
        except _LOST as error:
            raise ScriptFailure(str(error)) from error

    def _living(self) -> "_Child":
        if self._child is None or self._child.is_over():
            self._end()
            self._child = _Child(LIMITS.seconds + LIMITS.grace)
            _result(self._child.ask({**self._order, "limits": asdict(LIMITS)}))
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """A process that answers one line with another."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._overdue = seconds, False
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
        """The answer; raises one of _LOST when there is none in time, or it is nonsense."""
        timer = Timer(self._seconds, self._stop)
        timer.start()
        try:
            self._send(json.dumps(request).encode() + b"\n")
            return _decoded(self._receive())
        finally:
            timer.cancel()
            timer.join()  # so that it does not stop the next call

    def leave(self) -> None:
        """In a fork's copy: be not the parent of the process."""
        self.end.detach()
        self._process.returncode = 0  # nothing to be waited for
        _close(self._process)

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
            if not chunk or len(answer) > LONGEST_ANSWER:
                raise EOFError("it took too long" if self._overdue else "it does not answer")
            answer += chunk
        return bytes(answer)


_LOST: Final = (EOFError, OSError, ValueError, RuntimeError)
_SANDBOXES: WeakSet[Sandbox] = WeakSet()


def _decoded(line: bytes) -> dict[str, Any]:
    answer = json.loads(line)
    if not isinstance(answer, dict) or not answer.keys() & {"result", "failure"}:
        raise ValueError("it answers nonsense")
    return answer


def _result(answer: Mapping[str, Any]) -> Any:
    if "failure" in answer:
        raise ScriptFailure(str(answer["failure"]))
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
