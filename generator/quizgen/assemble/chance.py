"""The project's secret and a path of names → random streams, equal on every machine and Python.

Every decision has a stream of its own: its key is the SHA-256 of the secret and the names on the path
to it (scheme, exam, seed, form or candidate, purpose, question), each preceded by its length, so that
different paths never run together. A stream is SHA-256 in counter mode. The random module is not used:
of it only `random()` itself is promised to stay the same across Python versions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from struct import unpack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from hashlib import _Hash

SCHEME = 1
"""Changes whenever the same secret and exam would give other forms than before."""

SECRET_BYTES = 16
_WORDS = 2**64

T = TypeVar("T")


class Stream:
    """Random numbers from a key: block n is SHA-256(key, n as 8 bytes), read as four 64-bit words.

    All numbers are big-endian; n counts from 0.
    """

    def __init__(self, key: bytes) -> None:
        self._words = _words(key)

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, each as likely.

        Words beyond the last full round of limits are skipped. Raises ValueError for no or too many.
        """
        if not 0 < limit <= _WORDS:
            raise ValueError(f"limit {limit} is not within 1 .. 2**64")
        fair = _WORDS - _WORDS % limit
        return next(word for word in self._words if word < fair) % limit

    def shuffled(self, things: Iterable[T]) -> tuple[T, ...]:
        """The things in random order, each order as likely (Fisher and Yates, from the last place down)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)


def _words(key: bytes) -> Iterator[int]:
    for number in count():
        yield from unpack(">4Q", hashlib.sha256(key + number.to_bytes(8, "big")).digest())


@dataclass(frozen=True, slots=True)
class Chance:
    """A branch of the tree of all decisions; `at` goes down it, by names."""

    _path: _Hash = field(repr=False)

    def at(self, *names: str) -> Chance:
        """The branch below this one."""
        path = self._path.copy()
        path.update(b"".join(_prefixed(name.encode()) for name in names))
        return Chance(path)

    def stream(self, *names: str) -> Stream:
        """The random numbers of the decision at that path."""
        return Stream(self.at(*names)._path.digest())

    def rank(self, *names: str) -> bytes:
        """A random rank: sorting by it shuffles, and a newcomer leaves the order of the others alone."""
        return self.at(*names)._path.digest()


def root(secret: bytes, exam: str, seed: str) -> Chance:
    """All the chance of one exam. The teacher's seed is only mixed in: a short one could be guessed.

    Raises ValueError for a secret of under 128 bits.
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"the secret has {len(secret)} bytes; it needs {SECRET_BYTES}")
    return Chance(hashlib.sha256(_prefixed(secret))).at(str(SCHEME), exam, seed)


def fingerprint(secret: bytes) -> str:
    """16 hex digits that tell whether two secrets are the same, and nothing else about them."""
    return hashlib.sha256(b"quizgen secret fingerprint" + _prefixed(secret)).hexdigest()[:16]


def _prefixed(data: bytes) -> bytes:
    return len(data).to_bytes(8, "big") + data
