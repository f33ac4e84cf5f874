"""Parts of an SVG that WeasyPrint loses, or draws otherwise than a browser, without a word.

Each was found by drawing it with WeasyPrint 70 and with a reference renderer side by side. An exam
whose picture lacks an arrow, an exponent or a label is worse than an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from quizgen.read.pictures.vector import values
from quizgen.read.pictures.vector.outline import outline
from quizgen.read.pictures.vector.pattern import refuse_pattern
from quizgen.read.pictures.vector.reach import references
from quizgen.read.pictures.vector.tree import HREF, Element, local, unprintable, where
from quizgen.read.pictures.vector.vocabulary import ELEMENTS

_FORMATTED = "switch formatted text and word wrap off where it was drawn, or save it as PNG"
_ELEMENTS = {
    "foreignObject": _FORMATTED,
    "switch": _FORMATTED,
    "image": "a picture in a picture: save the whole as PNG",
    "animate": "save what is to be printed, without motion",
}
_NEUTRAL = {
    "filter": {"none"},
    "mask": {"none"},
    "mix-blend-mode": {"normal"},
    "vector-effect": {"none"},
    "text-decoration": {"none"},
    "text-decoration-line": {"none"},
    "text-transform": {"none"},
    "font-variant": {"normal"},
    "font-variant-caps": {"normal"},
    "font-variant-position": {"normal"},
    "baseline-shift": {"baseline", "0", "0px", "0%"},
    "writing-mode": {"lr", "lr-tb", "horizontal-tb"},
    "direction": {"ltr"},
    "unicode-bidi": {"normal", "isolate", "embed", "plaintext"},
    "glyph-orientation-vertical": {"auto", "0", "0deg"},
    "transform-box": {"view-box"},
    "animation": {"none"},
    "animation-name": {"none"},
    "offset-path": {"none"},
}
"""Properties that are lost, with the values at which nothing is lost."""

_WHITE = {"none", "transparent", "white"}
_KNOWN = frozenset(ELEMENTS) | {"a", "polyline", "polygon", "textPath"}
_LISTS = ("x", "y", "dx", "dy", "rotate", "textLength")


def refuse_unprintable(root: Element) -> None:
    """Unusable, naming the first part of the tree that would be lost or wrong on paper."""
    by_id = {element.get("id", ""): element for element in root.iter()}
    for element in root.iter():
        if local(element) not in _KNOWN:
            _refuse_element(element)
        _refuse_properties(element, element is root)
        _refuse_references(element, by_id)
        check = _CHECKS.get(local(element))
        if check:
            check(element)
        if 0 < _opacity(element) < 1:
            _refuse_in_transparency(element, by_id)


def _refuse_element(element: Element) -> None:
    name = local(element)
    hint = _ELEMENTS.get("animate" if name.startswith("animate") or name == "set" else name)
    raise unprintable(where(element), hint) if hint else unprintable(where(element))


def _refuse_properties(element: Element, is_root: bool) -> None:
    for name, neutral in _NEUTRAL.items():
        value = element.get(name)
        if value is not None and value.strip() not in neutral | {"inherit", "initial", "unset"}:
            raise unprintable(f"{name}: {value[:60]} of {where(element)}")
    if is_root:
        _refuse_of_root(element)
    for key, found in element.attrib.items():
        if "var(" in str(found):
            raise unprintable(f"a variable in {key!s} of {where(element)}")


def _refuse_of_root(root: Element) -> None:
    for name in ("background", "background-color"):
        if not _is_white(root.get(name, "none")):
            raise unprintable(f"the {name} of the drawing", "draw a rectangle instead")
    if root.get("transform", "none") != "none":
        raise unprintable("a transform of the whole drawing")


def _is_white(value: str) -> bool:
    try:
        return value in _WHITE or values.is_transparent(value) or values.colour(value) == "#ffffff"
    except ValueError:
        return False


def _refuse_references(element: Element, by_id: dict[str, Element]) -> None:
    for name, id_ in references(element):
        target = by_id[id_]
        if name == "stroke":
            raise unprintable(f"a line with a gradient or pattern, {where(element)}")
        if name == "fill" and local(target) == "pattern" and local(element) in ("text", "use"):
            raise unprintable(f"a pattern on {where(element)}")
        expected = _TARGETS.get(name if name != HREF else local(element))
        if expected is not None and local(target) not in expected:
            raise unprintable(f"{where(element)} refers to {where(target)}")
        if name.startswith("marker-") and "auto" in target.get("orient", ""):
            _refuse_arrowhead(element, name)


def _refuse_arrowhead(element: Element, name: str) -> None:
    """Of arrowheads, WeasyPrint turns only those at the ends of one open line as SVG says."""
    data = element.get("d", "").lower()
    if data.count("m") > 1 or ("z" in data and name != "marker-mid"):
        raise unprintable(f"arrowheads on a path of several parts, {where(element)}")
    if name == "marker-mid" and re.search("[acsqt]", data):
        raise unprintable(f"arrowheads along a curve, {where(element)}")


_GRADIENTS = frozenset({"linearGradient", "radialGradient"})
_SHAPES = frozenset("path rect circle ellipse line polyline polygon".split())
_TARGETS = {
    "fill": _GRADIENTS | {"pattern"},
    "clip-path": {"clipPath"},
    "marker-start": {"marker"},
    "marker-mid": {"marker"},
    "marker-end": {"marker"},
    "linearGradient": _GRADIENTS,
    "radialGradient": _GRADIENTS,
    "pattern": frozenset(),
    "use": _SHAPES | {"g", "symbol", "svg", "use", "text", "a"},
}


def _refuse_gradient(element: Element) -> None:
    if element.get("spreadMethod", "pad") != "pad":
        raise unprintable(f"the repeated gradient {where(element)}")
    if local(element) == "linearGradient" and element.get("x2") is not None:
        start = [element.get(name, "0") for name in ("x1", "y1")]
        if start == [element.get(name, "0") for name in ("x2", "y2")]:
            raise unprintable(f"the gradient of no length {where(element)}")


def _refuse_clip(element: Element) -> None:
    """WeasyPrint clips by the winding of all shapes together, in the units of the drawing."""
    if element.get("clipPathUnits", "userSpaceOnUse") != "userSpaceOnUse":
        raise unprintable(f"clipPathUnits of {where(element)}")
    if len(element) > 1:
        raise unprintable(f"{where(element)} of several shapes")
    for child in element:
        if local(child) not in _SHAPES | {"use"} or child.get("clip-path"):
            raise unprintable(f"{where(child)} in a clipPath")
        if child.get("clip-rule") == "evenodd" or element.get("clip-rule") == "evenodd":
            _refuse_winding(child)


def _refuse_winding(shape: Element) -> None:
    """The rules differ only for what winds twice; with four corners nothing does."""
    if local(shape) in ("path", "polygon", "polyline", "use"):
        try:
            commands = [c for c in outline(shape.get("d", "")) if c.isalpha() and c != "e"]
        except ValueError:
            commands = []
        if not commands or commands.count("M") > 1 or len(commands) > 6 or "C" in commands:
            raise unprintable(f"clip-rule: evenodd of {where(shape)}")


def _refuse_text(element: Element) -> None:
    """Letters are placed one by one: scripts that join or turn their letters come out wrong."""
    for piece in (element.text or "", *(child.tail or "" for child in element)):
        for character in unicodedata.normalize("NFC", piece):
            if not _stands_alone(character):
                name = unicodedata.name(character, f"U+{ord(character):04X}")
                raise unprintable(f"the text {piece.strip()[:40]!r} in {where(element)} ({name})")
    many = [name for name in _LISTS if len(element.get(name, "").replace(",", " ").split()) > 1]
    if len(element) and (many or element.get("textLength") or element.get("rotate")):
        raise unprintable(f"letters placed one by one in {where(element)}")


def _stands_alone(character: str) -> bool:
    return (
        unicodedata.bidirectional(character) not in ("R", "AL", "AN")
        and unicodedata.category(character)[0] != "M"
        and unicodedata.category(character) not in ("Cf", "Co", "Cn")
    )


def _refuse_text_path(element: Element) -> None:
    raise unprintable(f"text along a path, {where(element)}")


def _opacity(element: Element) -> float:
    try:
        return float(values.ratio(element.get("opacity", "1")))
    except ValueError:
        return 1.0


def _refuse_in_transparency(element: Element, by_id: dict[str, Element]) -> None:
    """Of what is together translucent, WeasyPrint cuts off parts whose size it does not know."""
    for part in _drawn(element, by_id):
        if local(part) in ("svg", "symbol"):
            raise unprintable(f"{where(part)} in the translucent {where(element)}")
        if any(name.startswith("marker-") for name, _ in references(part)):
            raise unprintable(f"arrowheads in the translucent {where(element)}")


def _drawn(element: Element, by_id: dict[str, Element]) -> Iterator[Element]:
    for part in element.iter():
        yield part
        target = by_id.get(part.get(HREF, "")[1:]) if local(part) == "use" else None
        if target is not None:
            yield from _drawn(target, by_id)


_CHECKS: dict[str, Callable[[Element], None]] = {
    "linearGradient": _refuse_gradient,
    "radialGradient": _refuse_gradient,
    "clipPath": _refuse_clip,
    "pattern": refuse_pattern,
    "text": _refuse_text,
    "tspan": _refuse_text,
    "textPath": _refuse_text_path,
}
