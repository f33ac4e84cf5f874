"""The process of a sandbox: calls on standard input → results on standard output, in lines of JSON.

The first line names a module with a function `start`, its arguments, and a limit of memory. That is
answered as soon as `start` has returned a function, and then every line that holds arguments for it.
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

from quizgen.child_process import THREAD_STACK, Refusal, limit, take_standard_output

Servant = Callable[..., Any]
"""Arguments → a result that JSON can hold. Refusal if there is none, and the next call may come."""


def main() -> None:
    """Answer until there is nobody to ask: then end at once, even in the middle of a call."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is heeded by those who started us
    requests, answers = sys.stdin.buffer, take_standard_output()
    lines: SimpleQueue[bytes] = SimpleQueue()
    stack_size(THREAD_STACK)
    Thread(target=_serve, args=(iter(lines.get, b""), answers), daemon=True).start()
    try:
        for line in requests:
            lines.put(line)
    finally:
        os._exit(0)


def _serve(lines: Iterator[bytes], answers: IO[bytes]) -> None:
    """Whatever else goes wrong here is the end of the process, which tells enough."""
    try:
        servant = _servant(json.loads(next(lines)))
        _send(answers, {"result": None})
        for line in lines:
            _send(answers, _answer(servant, line))
    finally:
        os._exit(1)


def _servant(order: dict[str, Any]) -> Servant:
    limit("RLIMIT_AS", order["memory"])
    limit("RLIMIT_CORE", 0)  # a crash leaves no file
    servant: Servant = import_module(order["servant"]).start(*order["arguments"])
    return servant


def _answer(servant: Servant, line: bytes) -> dict[str, Any]:
    try:
        return {"result": servant(*json.loads(line))}
    except Refusal as refusal:
        return {"failure": str(refusal)}
    except MemoryError:
        return {"exhausted": True}


def _send(answers: IO[bytes], answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
