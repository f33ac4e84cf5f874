"""What is drawn → only what is seen: hidden parts go, and references stand on what they paint.

Hidden layers, texts of no colour and the like are not printed, but they would be in the files that
candidates get, and they may hold the solution.
"""

from __future__ import annotations

import re
from copy import deepcopy

from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.tree import (
    HREF,
    SVG,
    Element,
    local,
    remove,
    take,
    unprintable,
    where,
)

DEFINITIONS = frozenset(
    "defs symbol marker clipPath pattern linearGradient radialGradient filter mask".split()
)
"""Elements that are drawn only where something refers to them."""

_SILENT = frozenset({"title", "desc", "metadata", "script", "view", "cursor", "style"})
_LINES = frozenset({"path", "line", "polyline", "polygon"})
_SHAPES = _LINES | {"rect", "circle", "ellipse"}
_TEXTS = frozenset({"text", "tspan", "textPath"})
_LEAVES = _SHAPES | {"use", "image"}
_MARKERS = ("marker-start", "marker-mid", "marker-end")
_OF_GROUPS = frozenset(
    {"id", "transform", "transform-origin", "opacity", "clip-path", "mask", "filter"}
)
_INHERITED = (
    "clip-rule color direction dominant-baseline fill fill-opacity fill-rule font-family font-size "
    "font-style font-variant font-weight letter-spacing paint-order stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity "
    "stroke-width text-anchor visibility writing-mode"
).split()
_REFERENCE = re.compile(r"#([^'\")\s]+)")

State = dict[str, str]


def settle(root: Element) -> None:
    """Remove from the tree, in place, what no candidate sees and what is no drawing."""
    _Settler(root).settle(root, {}, True)


class _Settler:
    def __init__(self, root: Element) -> None:
        found = (
            _REFERENCE.findall(str(value))
            for element in root.iter()
            for name, value in element.attrib.items()
            if name in ("href", HREF) or "url(" in str(value)
        )
        self._referenced = frozenset(id_ for ids in found for id_ in ids)

    def settle(self, element: Element, inherited: State, certain: bool) -> None:
        """Settle the element and all in it.

        `inherited` is what it has from around it; `certain` whether that holds wherever it is
        drawn: what is referred to may be drawn elsewhere in another state.
        """
        name = local(element)
        if not name or name in _SILENT:
            remove(element)
            return
        _forget_inherit(element)
        certain = certain and element.get("id") not in self._referenced and name != "defs"
        own = {key: str(element.get(key)) for key in (*_INHERITED, *_MARKERS) if element.get(key)}
        state = inherited | own
        if name not in DEFINITIONS and self._is_hidden(element, state if certain else own):
            _bury(element)
            name, state, certain = "defs", {}, False
        if _has_line_below(state):
            _put_line_below(element, name)
        _push_down(element, local(element), state)
        if name in DEFINITIONS:
            state = {key: value for key, value in state.items() if "url(" not in value}
        for child in list(element):
            self.settle(child, state, certain)

    def _is_hidden(self, element: Element, state: State) -> bool:
        name = local(element)
        if element.get("display") == "none" or _is_zero(element.get("opacity")):
            return True
        if name in _TEXTS:
            if state.get("visibility", "visible") != "visible" or not _is_painted(state):
                _silence(element)
            return False
        return name in _LEAVES and state.get("visibility", "visible") != "visible"


def _push_down(element: Element, name: str, state: State) -> None:
    """Move arrowheads and gradients from a group to what they are on.

    Left on the group they would also be on the arrowheads and patterns themselves.
    """
    painted = [key for key in ("fill", "stroke") if "url(" in state.get(key, "")]
    wanted = [key for key in _MARKERS if name in _LINES and state.get(key, "none") != "none"]
    if name in _SHAPES or name == "text":
        wanted += painted
    if name not in ("use", "tspan"):
        for key in (*_MARKERS, *painted):
            take(element, key)
    for key in wanted:
        element.set(key, state[key])
    if name in DEFINITIONS and name != "defs":
        for key, value in state.items():
            if "url(" not in value:
                element.set(key, value)


def _forget_inherit(element: Element) -> None:
    """What is inherited anyway needs no word for it."""
    for key in _INHERITED:
        if element.get(key) in ("inherit", "unset"):
            del element.attrib[key]


def _is_zero(value: str | None) -> bool:
    try:
        return value is not None and float(values.ratio(value)) == 0
    except ValueError:
        return False


def _is_painted(state: State) -> bool:
    fill = state.get("fill", "black")
    stroke = state.get("stroke", "none")
    filled = not values.is_transparent(fill) and not _is_zero(state.get("fill-opacity"))
    return filled or (
        not values.is_transparent(stroke) and not _is_zero(state.get("stroke-opacity"))
    )


def _has_line_below(state: State) -> bool:
    """Whether the line is to be drawn before the fill, and that makes a difference."""
    order = [word for word in state.get("paint-order", "").split() if word != "markers"]
    both = (state.get("fill", "black"), state.get("stroke", "none"))
    return order[:1] == ["stroke"] and not any(map(values.is_transparent, both))


def _put_line_below(element: Element, name: str) -> None:
    """Make a shape a group of its line and its fill, for WeasyPrint always draws the line last."""
    if name in _TEXTS:
        raise unprintable(f"paint-order of {where(element)}")
    if name not in _SHAPES:
        return
    line, fill = deepcopy(element), deepcopy(element)
    for key in map(str, list(element.attrib)):
        for part in (line, fill) if key in _OF_GROUPS else (element,):
            take(part, key)
    line.set("fill", "none")
    fill.set("stroke", "none")
    line.tail = fill.tail = None
    element.tag = f"{{{SVG}}}g"
    element[:] = [line, fill]


def _silence(element: Element) -> None:
    """Take the element's own characters away; parts of it may be visible on their own."""
    element.text = None
    for child in element:
        child.tail = None


def _bury(element: Element) -> None:
    """Hide the element, but keep what is in it for those that refer to it."""
    if not len(element):
        remove(element)
        return
    for key in list(element.attrib):
        del element.attrib[key]
    element.tag = f"{{{SVG}}}defs"
    _silence(element)
