"""A picture's token → its address, description and size, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token

from quizgen.markup.braces import SIZES, Braces
from quizgen.markup.characters import forbidden
from quizgen.model import Place
from quizgen.problem import Problem, warning

_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|px|em|%)")
_CENTIMETRES = {"cm": 1, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "px": 2.54 / 96, "em": 0.4}
_SMALLEST, _LARGEST = 0.1, 60
"""Centimetres: what can be seen, and more than twice what fits on the paper."""


def image_attributes(token: Token, place: Place) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The attributes src, alt, width and height of an image; the latter two only where they are right."""
    braces: Braces = token.meta.get("braces") or Braces()
    alt = "".join(child.content for child in token.children or ())
    sizes = {name: value for name, value in braces.values if name in SIZES}
    wrong = {name: found for name, value in sizes.items() if (found := _wrong(value))}
    problems = (
        *(_forbidden(alt, place)),
        *(_bad_size(place, name, sizes[name], found) for name, found in wrong.items()),
        *_ignored(token, braces, place),
    )
    right = {name: value for name, value in sizes.items() if name not in wrong}
    return {"src": str(token.attrs.get("src", "")), "alt": alt} | right, problems


def _forbidden(alt: str, place: Place) -> Iterator[Problem]:
    for _, description in forbidden(alt):
        yield Problem(place, f"this description holds {description}", "delete it")


def _bad_size(place: Place, name: str, value: str, wrong: str) -> Problem:
    return Problem(place, f"{name}={value} {wrong}", "write it so: {width=6cm}")


def _ignored(token: Token, braces: Braces, place: Place) -> Iterator[Problem]:
    names = [name for name, _ in braces.values]
    unknown = {name for name in (*names, *braces.words) if name not in SIZES}
    unknown |= {"class"} if braces.tags else set()
    unknown |= {"id"} if braces.id else set()
    unknown |= {"title"} if "title" in token.attrs else set()
    if unknown:
        message = f"a picture cannot have {', '.join(sorted(unknown))}: left out"
        yield warning(place, message, "only width and height")
    for name, number in Counter(names).items():
        if name in SIZES and number > 1:
            yield Problem(place, f"{name} stands here twice", "delete one of the two")


def _wrong(text: str) -> str:
    """What is wrong with a length, in words that follow it; empty if nothing is."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return "is no length"
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return "" if 1 <= number <= 100 else "must be from 1% to 100%"
    fits = _SMALLEST <= number * _CENTIMETRES[unit] <= _LARGEST
    return "" if fits else "does not fit: a picture measures from 1 mm to 60 cm"
