"""A process and its children → what they share: modules, limits, a channel for answers."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

THREAD_STACK = 32 * 1024 * 1024
"""Bytes for the thread that does a child's work, where libraries in C may go deep."""


class Refusal(Exception):
    """A call in a child has no result, for a reason that is to be told; the child goes on."""


def module_path() -> str:
    """The PYTHONPATH with which a child finds our modules and no others: nothing is relative."""
    return os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)


def take_standard_output() -> IO[bytes]:
    """Standard output for our answers alone: what libraries print there goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def limit(name: str, value: int) -> None:
    """Set a limit of this process, on systems that have such."""
    try:
        import resource
    except ImportError:  # Windows
        return
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(ValueError, OSError):  # macOS knows some limits by name only
        resource.setrlimit(kind, (value, hard))
