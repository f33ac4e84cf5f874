"""A text of capitals, digits and a few signs → its QR code as bits; some microseconds once warm.

For codes of one version, level and mask, each module is an affine function over GF(2) of the data's
bits: Reed-Solomon codes are linear, and padding and mask are the same for all texts of one length. So
segno draws the code of 000…0, and for each bit that comes up what it changes; all other codes are
exclusive ors of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""The characters that QR packs two by two into 11 bits, in the order of their numbers."""

LEVEL = "m"
"""A code can be read with 15 % of it lost: toner flakes, and pens slip."""

MASK = 0
"""The one that segno finds best most often for texts such as ours."""


@dataclass(frozen=True, slots=True)
class QrImage:
    """A QR code without its quiet zone, which must be four modules of white on each side.

    `size` is the number of modules per side. `bits` has a row after the other, each padded with 0 to
    whole bytes; 1 is dark. As a PDF's image mask it needs /Decode [1 0], since by default 0 is painted.
    """

    size: int
    bits: bytes


def draw(text: str) -> QrImage:
    """The QR code of a text, of the smallest version that holds it. Raises ValueError if none can."""
    return _printer(len(text)).draw(text)


class _Printer:
    """Draws texts of one length."""

    def __init__(self, length: int) -> None:
        zeros = "0" * length
        self._zeros, self._size = _drawn(zeros)
        self._bytes = self._size * ((self._size + 7) // 8)
        places = (slice(start, start + 2) for start in range(0, length, 2))
        self._spots = tuple((_Spot(zeros, self._zeros, place), place) for place in places)

    def draw(self, text: str) -> QrImage:
        """The code of a text, which must have this printer's length."""
        code = self._zeros
        for spot, place in self._spots:
            code ^= spot[text[place]]
        return QrImage(self._size, code.to_bytes(self._bytes, "big"))


class _Spot(dict[str, int]):
    """A pair of characters (or the last one) at one place → what it changes in the code of zeros."""

    def __init__(self, zeros: str, code_of_zeros: int, place: slice) -> None:
        super().__init__({zeros[place]: 0})
        self._before, self._after = zeros[: place.start], zeros[place.stop :]
        self._length = len(zeros[place])
        self._zeros = code_of_zeros

    def __missing__(self, pair: str) -> int:
        """Learns a single bit from segno, and several bits from the single ones."""
        number = _number(pair)
        rest = number & (number - 1)
        if rest:
            change = self[self._pair(rest)] ^ self[self._pair(number - rest)]
        else:
            change = _drawn(self._before + pair + self._after)[0] ^ self._zeros
        self[pair] = change
        return change

    def _pair(self, number: int) -> str:
        high, low = divmod(number, len(ALPHABET))
        return (ALPHABET[high] + ALPHABET[low])[-self._length :]


@lru_cache(maxsize=64)
def _printer(length: int) -> _Printer:
    return _Printer(length)


def _number(pair: str) -> int:
    """As QR counts it, 45 characters to the place."""
    number = 0
    for character in pair:
        if character not in ALPHABET:
            raise ValueError(f"a QR code of capitals and digits cannot hold {character!r}")
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def _drawn(text: str) -> tuple[int, int]:
    """segno's drawing as one number, row after row, and its size."""
    code = segno.make_qr(text, error=LEVEL, mode="alphanumeric", mask=MASK, boost_error=False)
    size = len(code.matrix)
    padding = "0" * (-size % 8)
    rows = ("".join(map(str, row)) + padding for row in code.matrix)
    return int("".join(rows), 2), size
