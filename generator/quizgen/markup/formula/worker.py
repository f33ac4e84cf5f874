"""The process that runs scripts: calls on standard input → results on standard output, in lines of JSON.

The first line names a world: a module with a function `start`, its arguments, and the limits. That is
answered as soon as the world has started, and then every line that holds a function and its arguments.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from queue import SimpleQueue
from threading import Thread, stack_size
from typing import IO, Any

from quizgen.child_process import limit, take_standard_output
from quizgen.markup.formula.limits import Limits
from quizgen.markup.formula.world import FAILURES, THREAD_STACK, World


def main() -> None:
    """Answer until there is nobody to ask: then end at once, even in the middle of a call."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is heeded by those who started us
    requests, answers = sys.stdin.buffer, take_standard_output()
    lines: SimpleQueue[bytes] = SimpleQueue()
    stack_size(THREAD_STACK)
    Thread(target=_serve, args=(iter(lines.get, b""), answers), daemon=True).start()
    for line in requests:
        lines.put(line)
    os._exit(0)


def _serve(lines: Iterator[bytes], answers: IO[bytes]) -> None:
    """Whatever goes wrong here is the end of the process, which tells enough."""
    try:
        script = _script(json.loads(next(lines)))
        _send(answers, script.answer())
        for line in lines:
            _send(answers, script.answer(*json.loads(line)))
    finally:
        os._exit(1)


def _script(order: dict[str, Any]) -> "_Script":
    limits = Limits(**order["limits"])
    limit("RLIMIT_AS", limits.process_memory)
    limit("RLIMIT_CORE", 0)  # a crash leaves no file
    module, arguments = import_module(order["world"]), order["arguments"]
    return _Script(lambda world: module.start(world, *arguments), limits)


def _send(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


class _Script:
    """One world after the other: a new one after every failure, and after so many calls."""

    def __init__(self, start: Callable[[World], None], limits: Limits) -> None:
        self._start, self._limits = start, limits
        self._world: World | None = None

    def answer(self, function: str = "", *arguments: str | float | bool) -> dict[str, Any]:
        """The result of a function, or why there is none; without a function, a world is started."""
        try:
            world = self._living()
            return {"result": world.call(function, *arguments) if function else None}
        except FAILURES as error:
            self._world = None
            return {"failure": str(error)}

    def _living(self) -> World:
        if self._world is None or self._world.calls >= self._limits.calls:
            self._world = None  # the old one goes before the new one comes
            world = World(self._limits)
            self._start(world)
            self._world = world
        return self._world


if __name__ == "__main__":
    main()
