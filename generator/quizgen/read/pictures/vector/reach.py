"""What is seen → only the definitions that it needs, within limits, under names that tell nothing.

A reference repeats what it refers to; ten files of ten lines have been made that draw ten million
elements. So everything is counted as often as it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product
from math import prod

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector.settle import DEFINITIONS
from quizgen.read.pictures.vector.tree import (
    DEEPEST,
    HREF,
    MOST_ELEMENTS,
    PLAIN,
    SVG,
    Element,
    local,
    remove,
    take,
    too_complex,
    too_deep,
    where,
)

_PAINTS = (
    "fill",
    "stroke",
    "clip-path",
    "mask",
    "filter",
    "marker-start",
    "marker-mid",
    "marker-end",
)
_USERS = frozenset({"use", "linearGradient", "radialGradient", "pattern", "textPath"})
_BYTES_PER_ELEMENT = 500
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def reach(root: Element) -> None:
    """Remove from the tree, in place, definitions that nothing drawn refers to; rename the others.

    Unusable if something refers to another file or to itself, or too much is drawn.
    """
    named = _named(root)
    for element in list(root.iter()):
        _join(element, named)
    measure = _Measure(named)
    measure.cost(root, 0, set())
    _keep(root, measure.reached, True)
    _rename(root, measure.reached)


def references(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes that refer, and the ids they refer to."""
    for name in (*_PAINTS, HREF):
        value = element.get(name, "")
        if value.startswith("#" if name == HREF else "url(#"):
            yield name, value.removeprefix("url(").removesuffix(")")[1:]


def _named(root: Element) -> dict[str, Element]:
    """The elements by id, the first of each."""
    named: dict[str, Element] = {}
    for element in root.iter():
        if element.get("id"):
            named.setdefault(element.get("id", ""), element)
    return named


def _join(element: Element, named: dict[str, Element]) -> None:
    """Spell references one way; drop those to nothing, as browsers do."""
    for name in _PAINTS:
        value = element.get(name, "").strip()
        if value.startswith("url("):
            address, _, fallback = value[4:].partition(")")
            address = address.strip(" \t\r\n'\"")
            known = _target(address, element) in named
            element.set(name, f"url({address})" if known else fallback.strip() or "none")
    plain, linked = take(element, "href"), take(element, HREF)
    href = linked if plain is None else plain
    if href is None or local(element) not in _USERS:
        return
    if _target(href.strip(), element) in named:
        element.set(HREF, href.strip())


def _target(address: str, element: Element) -> str:
    if not address.startswith("#"):
        raise Unusable(f"refers to another file: {address[:60]} in {where(element)}", PLAIN)
    return address[1:]


class _Measure:
    """How much an element draws, with all that it refers to."""

    def __init__(self, named: dict[str, Element]) -> None:
        self.reached: set[str] = set()
        self._named = named
        self._known: dict[Element, tuple[int, int]] = {}

    def cost(self, element: Element, level: int, open_: set[str]) -> tuple[int, int]:
        """The elements drawn and the depth reached. `open_` are the definitions being drawn."""
        cost, height = self._known.get(element, (0, 0))
        if level + height > DEEPEST:
            raise too_deep()
        if not cost:
            cost, height = self._fresh(element, level, open_)
            self._known[element] = cost, height
        if cost > MOST_ELEMENTS:
            raise too_complex()
        return cost, height

    def _fresh(self, element: Element, level: int, open_: set[str]) -> tuple[int, int]:
        cost, height = _own_cost(element), 0
        for child in element:
            if local(child) not in DEFINITIONS:
                inner, depth = self.cost(child, level + 1, open_)
                cost, height = cost + inner, max(height, depth + 1)
        drawn = []
        for name, id_ in references(element):
            inner, depth = self._referred(id_, element, level, open_)
            drawn.append(inner * _repeats(element, name))
            height = max(height, depth + 1)
        return cost + _together(element, drawn), height

    def _referred(self, id_: str, element: Element, level: int, open_: set[str]) -> tuple[int, int]:
        if id_ in open_:
            raise Unusable(f"refers to itself in {where(element)}", PLAIN)
        self.reached.add(id_)
        return self.cost(self._named[id_], level + 1, open_ | {id_})


def _together(element: Element, drawn: list[int]) -> int:
    """What several references draw: the paints of a `use` may be drawn for each of its parts."""
    return prod(1 + cost for cost in drawn) if local(element) == "use" else sum(drawn)


def _own_cost(element: Element) -> int:
    characters = len(element.text or "") + len(element.tail or "")
    if local(element) not in ("text", "tspan"):
        characters = 0
    data = len(element.get("d", "")) + len(element.get("points", ""))
    return 1 + characters + data // _BYTES_PER_ELEMENT


def _repeats(element: Element, name: str) -> int:
    """How often a reference is drawn: arrowheads in the middle once for each corner."""
    if name != "marker-mid":
        return 1
    return max(1, len(re.findall(r"\d+", element.get("d", "") + element.get("points", ""))) // 2)


def _keep(element: Element, reached: set[str], drawn: bool) -> bool:
    """Remove what is not drawn; whether anything of the element is."""
    drawn = (drawn and local(element) not in DEFINITIONS) or element.get("id") in reached
    kept = [_keep(child, reached, drawn) for child in list(element)]
    if not drawn and not any(kept):
        remove(element)
        return False
    if not drawn:
        element.tag, element.text = f"{{{SVG}}}defs", None
    return True


def _rename(root: Element, reached: set[str]) -> None:
    """Names in the order of the file: a, b, … z, aa. Those nobody refers to go."""
    fresh = ("".join(letters) for size in count(1) for letters in product(_LETTERS, repeat=size))
    names: dict[str, str] = {}
    for element in root.iter():
        old = take(element, "id")
        if old in reached and old not in names:
            names[old] = next(fresh)
            element.set("id", names[old])
    for element in root.iter():
        for name, id_ in list(references(element)):
            element.set(name, f"#{names[id_]}" if name == HREF else f"url(#{names[id_]})")
