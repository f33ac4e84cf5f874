"""What a table says of the right answer → which options are meant: by letter, by number or by their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from quizgen.importers.table.words import truth

LETTER, NUMBER, FROM_ZERO, TEXT = "letter", "number", "number from 0", "text"
STYLES: Final = (LETTER, NUMBER, TEXT, FROM_ZERO)
"""The likeliest first."""

Places = tuple[int, ...]

_COUNTS = frozenset({NUMBER, FROM_ZERO})
_COUNTED = "number from 0 or 1"

_PARTED = re.compile(r"\s*(?:[,;/&+|\n]|\b(?:and|und|et|y)\b)\s*|\s+")
_PREFIX = re.compile(
    r"^(?:option|answer|choice|antwort|möglichkeit|réponse|opción|respuesta)s?\s*[:#]?\s*(?=[a-z0-9]{1,2}\b)",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*[;|\n]\s*")
_SIGNS = re.compile(r"^[(\[]?([A-Za-z]|\d{1,2})[.)\]:]*$")


def readings(key: str, options: Sequence[str]) -> Mapping[str, Places]:
    """The options that a key may mean, from 0, in each of the ways to read it."""
    found = {style: _READERS[style](key, options) for style in STYLES}
    return {style: places for style, places in found.items() if places}


def agreed(found: Iterable[Mapping[str, Places]]) -> frozenset[str]:
    """The ways that a table surely uses: those by which alone one of its keys can be read."""
    return frozenset(way for ways in found for way in _sure(frozenset(ways)))


def _sure(ways: frozenset[str]) -> frozenset[str]:
    return ways if len(ways) == 1 else frozenset({_COUNTED} if ways == _COUNTS else ())


def meant(ways: Mapping[str, Places], sure: frozenset[str]) -> Places | None:
    """The options that a key means in a table with these ways; None where that is not certain.

    Numbers count from 1, unless a 0 tells that they do not.
    """
    unlikely = NUMBER if FROM_ZERO in sure else FROM_ZERO
    if sure >= _COUNTS and len(_COUNTS & set(ways)) == 2:
        return None
    usual = {way: places for way, places in ways.items() if way != unlikely or len(ways) == 1}
    told = {way for way in usual if way in sure or (way in _COUNTS and _COUNTED in sure)}
    for chosen in (set(usual), told):
        places = {usual[way] for way in chosen}
        if len(places) == 1:
            return places.pop()
    return None


def flags(cells: Sequence[str]) -> Places | None:
    """The options beside which yes, x, 1 or the like stands; None if these are no such marks."""
    said = [truth(cell) for cell in cells]
    if None in said or True not in said:
        return None
    return tuple(place for place, right in enumerate(said) if right)


def _signs(key: str) -> Iterator[str]:
    """The letters and numbers in a key; "" for what is neither."""
    for part in _PARTED.split(_PREFIX.sub("", key.strip())):
        found = _SIGNS.match(_PREFIX.sub("", part))
        yield found[1] if found else ""


def _letters(key: str, options: Sequence[str]) -> Places:
    signs = list(_signs(key))
    together = key.strip()
    if re.fullmatch("[A-Z]{2,10}", together) and list(together) == sorted(set(together)):
        signs = list(together)
    return _places([ord(s.upper()) - 65 if s.isalpha() else -1 for s in signs], options)


def _numbers(key: str, options: Sequence[str], first: int = 1) -> Places:
    return _places([int(s) - first if s.isdecimal() else -1 for s in _signs(key)], options)


def _places(found: list[int], options: Sequence[str]) -> Places:
    fits = all(0 <= place < len(options) for place in found)
    return tuple(sorted(set(found))) if fits else ()


def _texts(key: str, options: Sequence[str]) -> Places:
    known: dict[str, int] = {}
    for place, option in enumerate(options):
        known.setdefault(_plain(option), place)
    if _plain(key) in known:
        return (known[_plain(key)],)
    for separator in (_LIST, re.compile(r"\s*,\s*")):
        parts = [_plain(part) for part in separator.split(key.strip()) if part.strip()]
        if len(parts) > 1 and all(part in known for part in parts):
            return tuple(sorted({known[part] for part in parts}))
    return ()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


_READERS: Mapping[str, Callable[[str, Sequence[str]], Places]] = {
    LETTER: _letters,
    NUMBER: _numbers,
    FROM_ZERO: lambda key, options: _numbers(key, options, 0),
    TEXT: _texts,
}
