"""The attributes of an element that was found printable → those of its copy, in one spelling."""

from __future__ import annotations

from collections.abc import Callable

from fontTools.misc.transform import Identity, Transform

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.tree import (
    HREF,
    PLAIN,
    SPACE,
    Element,
    local,
    unprintable,
    where,
)
from quizgen.read.pictures.vector.vocabulary import ELEMENTS, PROPERTIES

_FITTING = frozenset({"svg", "symbol", "marker"})
_TILED = {
    "linearGradient": "gradientTransform",
    "radialGradient": "gradientTransform",
    "pattern": "patternTransform",
}


def matrix_of(element: Element, name: str) -> Transform:
    """The transform in an attribute, the identity if there is none. Unusable if unreadable."""
    written, origin = element.get(name), element.get("transform-origin")
    if written is None:
        return Identity
    try:
        matrix = values.transform(written)
        matrix = values.around(matrix, origin) if origin else matrix
        values.show_transform(matrix)
        return matrix
    except ValueError:
        raise _unreadable(element, name, written) from None


def copy_attributes(element: Element, written: Element) -> None:
    """What is known of the element's attributes, in one spelling."""
    for name in ("id", HREF):
        value = element.get(name)
        if value is not None:
            written.set(name, value)
    for name, spell in ELEMENTS[local(written)].items():
        value = element.get(name)
        if value is not None:
            written.set(name, spelled(element, name, value, spell))
    for name, spell in PROPERTIES.items():
        if element.get(name) is not None:
            _set_property(element, written, name, spell)


def _set_property(
    element: Element, written: Element, name: str, spell: Callable[[str], str]
) -> None:
    """CSS demands that a wrong value be ignored; but a function may be right and only unknown here."""
    value = element.get(name, "")
    try:
        written.set(name, spell(value))
    except ValueError:
        if "(" in value:
            raise _unreadable(element, name, value) from None


def spelled(element: Element, name: str, value: str, spell: Callable[[str], str]) -> str:
    """The value in its one spelling. Unusable, naming the attribute, if it is none."""
    try:
        return spell(value)
    except ValueError:
        raise _unreadable(element, name, value) from None


def _unreadable(element: Element, name: str, value: str) -> Unusable:
    return Unusable(f"has an unreadable {name}=“{value[:40]}” of {where(element)}", PLAIN)


def is_flat(matrix: Transform) -> bool:
    """Whether the transform leaves no area of anything."""
    return not matrix[0] * matrix[3] - matrix[1] * matrix[2]


def complete(element: Element, written: Element, by_id: dict[str, Element]) -> None:
    """Say what SVG has by default where WeasyPrint has another default or inherits by mistake."""
    name = local(written)
    if name in _FITTING and written.get("preserveAspectRatio") is None:
        written.set("preserveAspectRatio", "xMidYMid meet")
    if name == "svg":
        _complete_size(element, written, None)
    target = by_id.get(element.get(HREF, "")[1:])
    if name == "use" and target is not None and local(target) in ("svg", "symbol"):
        _complete_size(element, written, target if local(target) == "svg" else None)
    if name in _TILED:
        _copy_tiling(element, written, _TILED[name])
    if name == "text" and element.get(SPACE):
        written.set(SPACE, "preserve")


def _complete_size(element: Element, written: Element, given: Element | None) -> None:
    """Width and height: of what is used, or all there is."""
    for side in ("width", "height"):
        default = "100%" if given is None else given.get(side, "100%")
        if written.get(side) is None:
            written.set(side, spelled(element, side, default, values.length))


def _copy_tiling(element: Element, written: Element, name: str) -> None:
    if element.get(name) is None:
        return
    matrix = matrix_of(element, name)
    if is_flat(matrix):
        raise unprintable(f"{name} of {where(element)}")
    written.set(name, values.show_transform(matrix))
