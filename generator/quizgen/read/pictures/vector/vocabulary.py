"""The elements and attributes of SVG that are kept, and what spells their values."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.read.pictures.vector import values

Spelling = Callable[[str], str]
"""A value → its one spelling; ValueError if it is none."""


def _one_of(words: str) -> Spelling:
    allowed = frozenset(words.split())

    def spell(text: str) -> str:
        if text.strip() not in allowed:
            raise ValueError(text)
        return text.strip()

    return spell


def _number(text: str) -> str:
    return values.show(values.number(text))


def _reference(text: str) -> str:
    if not text.startswith("url(#"):
        raise ValueError(text)
    return text


def _paint(text: str) -> str:
    return text if text.startswith("url(#") else values.paint(text)


def _own_colour(text: str) -> str:
    """What currentColor means further down; of itself it means what is inherited anyway."""
    if values.colour(text) == "currentColor":
        raise ValueError(text)
    return values.colour(text)


PROPERTIES: dict[str, Spelling] = {
    "fill": _paint,
    "stroke": _paint,
    "color": _own_colour,
    "stop-color": values.colour,
    "opacity": values.ratio,
    "fill-opacity": values.ratio,
    "stroke-opacity": values.ratio,
    "stop-opacity": values.ratio,
    "fill-rule": _one_of("nonzero evenodd"),
    "stroke-width": values.length,
    "stroke-linecap": _one_of("butt round square"),
    "stroke-linejoin": _one_of("miter round bevel"),
    "stroke-miterlimit": _number,
    "stroke-dasharray": values.dashes,
    "stroke-dashoffset": values.length,
    "clip-path": _reference,
    "marker-start": _reference,
    "marker-mid": _reference,
    "marker-end": _reference,
    "font-family": values.font_family,
    "font-size": values.font_size,
    "font-style": _one_of("normal italic oblique"),
    "font-weight": values.font_weight,
    "letter-spacing": values.spacing,
    "text-anchor": _one_of("start middle end"),
    "dominant-baseline": _one_of(
        "auto alphabetic middle central hanging text-before-edge text-after-edge"
    ),
    "overflow": _one_of("visible hidden"),
}
"""What any element may have and style sheets may set: a wrong value is left out, as CSS demands."""

_UNITS = _one_of("userSpaceOnUse objectBoundingBox")
_BOX = dict.fromkeys(("x", "y", "width", "height"), values.length)
_FITTED: dict[str, Spelling] = {"viewBox": values.view_box, "preserveAspectRatio": values.aspect}
_PLACED: dict[str, Spelling] = {
    "x": values.lengths,
    "y": values.lengths,
    "dx": values.lengths,
    "dy": values.lengths,
    "rotate": lambda text: " ".join(map(values.show, values.numbers(text))),
    "textLength": values.length,
    "lengthAdjust": _one_of("spacing spacingAndGlyphs"),
}


def _lengths_of(names: str) -> dict[str, Spelling]:
    return dict.fromkeys(names.split(), values.length)


ELEMENTS: dict[str, dict[str, Spelling]] = {
    "svg": {**_BOX, **_FITTED},
    "g": {},
    "defs": {},
    "symbol": _FITTED,
    "pattern": {
        **_lengths_of("width height"),
        "patternUnits": _UNITS,
    },
    "use": {**_BOX},
    "path": {},
    "rect": {**_BOX, "rx": values.fixed_length, "ry": values.fixed_length},
    "circle": _lengths_of("cx cy r"),
    "ellipse": _lengths_of("cx cy rx ry"),
    "line": _lengths_of("x1 y1 x2 y2"),
    "text": _PLACED,
    "tspan": _PLACED,
    "linearGradient": {**_lengths_of("x1 y1 x2 y2"), "gradientUnits": _UNITS},
    "radialGradient": {**_lengths_of("cx cy r fx fy fr"), "gradientUnits": _UNITS},
    "stop": {"offset": values.ratio},
    "clipPath": {},
    "marker": {
        **_FITTED,
        **_lengths_of("refX refY"),
        "markerWidth": values.side,
        "markerHeight": values.side,
        "markerUnits": _one_of("strokeWidth userSpaceOnUse"),
        "orient": values.orientation,
    },
}
"""The elements, with the attributes that only they have: a wrong value there is an error."""
