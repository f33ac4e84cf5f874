"""A process for pictures that misbehaves where a drawing asks for it, and is as always with all others."""

from __future__ import annotations

import os
import signal
import time
from base64 import b64decode
from collections.abc import Callable
from typing import Any

from quizgen.read.pictures import servant


def _eat() -> object:
    """Far more addresses than are allowed, hardly any of which become memory."""
    return [bytes(100_000_000) for _ in range(100)]


BEHAVIOURS: dict[bytes, Callable[[], Any]] = {
    b"hang": lambda: time.sleep(600),
    b"eat": _eat,
    b"crash": lambda: signal.raise_signal(signal.SIGSEGV),
    b"leave": lambda: os._exit(0),
    b"raise": lambda: 1 / 0,
    b"nonsense": lambda: {"media_type": "image/png", "data": 5, "width": 1, "height": 1},
    b"nothing": object,
}


def start() -> Callable[[str], Any]:
    """What behaves as the comment says that a file begins with."""
    real = servant.start()

    def answer(data: str) -> Any:
        for name, behaviour in BEHAVIOURS.items():
            if b64decode(data).startswith(b"<!--" + name):
                return behaviour()
        return real(data)

    return answer
