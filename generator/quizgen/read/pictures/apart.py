"""Bytes of a picture → the checked picture, decoded in a process of its own under limits."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from functools import cache
from typing import Final

from quizgen.model import Picture
from quizgen.read.pictures.unusable import Unusable
from quizgen.sandbox import (
    MEGABYTE,
    Allowance,
    NotStarted,
    Sandbox,
    SandboxFailure,
    TooGreedy,
    TooSlow,
)

SERVANT: Final = "quizgen.read.pictures.servant"
ALLOWANCE: Final = Allowance(seconds=40, memory=1536 * MEGABYTE, answer=256 * MEGABYTE)
"""The largest picture that is read needs 2 seconds and half of the memory; its answer, 20 bytes for
3 pixels at worst."""

_SMALLER: Final = "make it smaller or simpler; a drawing may be saved as PNG"
_AGAIN: Final = "export or download it again"


@cache
def shared() -> Sandbox:
    """The sandbox of all pictures of this process; it is started with the first of them."""
    return Sandbox(ALLOWANCE, SERVANT)


def rewritten(data: bytes, sandbox: Sandbox) -> Picture:
    """The picture, with nothing but what it shows. Unusable if it is damaged or breaks a limit."""
    try:
        answer = sandbox.call(b64encode(data).decode())
    except SandboxFailure as failure:
        raise _reason(failure, sandbox.allowance) from failure
    match answer:
        case {"unusable": str(message), "hint": str(hint)}:
            raise Unusable(message, hint)
        case {"media_type": str(form), "data": str(made), "width": int(), "height": int()}:
            return _picture(form, b64decode(made), answer["width"], answer["height"])
    raise _damaged()


def _picture(form: str, data: bytes, width: int, height: int) -> Picture:
    return Picture(hashlib.sha256(data).hexdigest(), form, data, width, height)


def _reason(failure: SandboxFailure, allowance: Allowance) -> Unusable:
    """Which limit was broken; what ends its process otherwise is damaged."""
    if isinstance(failure, NotStarted):
        return Unusable(
            "cannot be read now: the program that reads pictures does not start",
            "try again when the computer has less to do and more memory; else install quizgen anew",
        )
    if isinstance(failure, TooSlow):
        return Unusable(f"took longer than {allowance.seconds:g} seconds to read", _SMALLER)
    if isinstance(failure, TooGreedy):
        memory = allowance.memory // MEGABYTE
        return Unusable(f"needs more than {memory:,} MiB of memory to be read", _SMALLER)
    return _damaged()


def _damaged() -> Unusable:
    return Unusable("is damaged: it brings down the program that reads it", _AGAIN)
