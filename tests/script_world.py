"""A small world for the tests of the sandbox: functions that misbehave within quickjs and outside of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from quizgen.markup.formula.world import World

SCRIPT = """
globalThis.spin = () => { for (;;) {} };
globalThis.hoard = () => { const all = []; for (;;) all.push(new Array(1000).fill(1)); };
globalThis.dive = () => dive() + 1;
globalThis.answer = () => '42';
globalThis.echo = (text) => JSON.stringify(text);
"""


def start(world: World, behaviour: str = "") -> None:
    """Add the functions of SCRIPT and OUTSIDE, or fail in one of them at once."""
    world.run(SCRIPT)
    within = world.call

    def call(function: str, *arguments: str | float | bool) -> Any:
        return OUTSIDE[function]() if function in OUTSIDE else within(function, *arguments)

    setattr(world, "call", call)  # noqa: B010 - a method, to mypy
    if behaviour:
        call(behaviour)


def _eat() -> str:
    """Far more addresses than are allowed, hardly any of which become memory."""
    return str(len([bytes(100_000_000) for _ in range(100)]))


OUTSIDE: dict[str, Callable[[], Any]] = {
    "number": os.getpid,
    "sleep": lambda: time.sleep(600),
    "crash": lambda: signal.raise_signal(signal.SIGSEGV),
    "leave": lambda: os._exit(0),
    "eat": _eat,
    "raise": lambda: 1 / 0,
    "nothing": object,
    "print": lambda: print("not an answer", flush=True),
}
"""What these do, quickjs neither sees nor stops."""
