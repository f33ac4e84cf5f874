"""Texts of SVG attributes → the same values in one spelling; ValueError for what is no such value.

What a browser and WeasyPrint read differently, or WeasyPrint gives up on without a word, does not
get past here.
"""

from __future__ import annotations

import re
from math import isfinite, radians

from fontTools.misc.transform import Identity, Transform
from tinycss2.color5 import parse_color  # type: ignore[import-untyped]

_LARGEST = 1e9
_LARGEST_FONT = 10_000
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"({_NUMBER})\s*(px|pt|pc|mm|cm|in|em|ex|%)?")
_PIXELS = {"px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "": 1}
_EM = 16.0
_FONT_SIZES = {
    "xx-small": 9,
    "x-small": 10,
    "small": 13,
    "medium": 16,
    "large": 18,
    "x-large": 24,
    "xx-large": 32,
}
_STEP = re.compile(r"([a-zA-Z]{4,9})\s*\(([^()]*)\)[\s,]*")
_SERIF = re.compile(r"serif|times|roman|georgia|garamond|cambria|palatino|bookman|stix|cmr", re.I)
_MONO = re.compile(r"mono|courier|consol|menlo|code|typewriter", re.I)


def show(value: float) -> str:
    """A number in nine digits, the shortest way."""
    if not isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(value)
    return f"{value + 0.0:.9g}"


def number(text: str) -> float:
    """A number without unit."""
    if not re.fullmatch(_NUMBER, text.strip()):
        raise ValueError(text)
    return float(text)


def numbers(text: str) -> list[float]:
    """Numbers between blanks or commas, or directly behind each other as in 1-2.5.5."""
    if re.sub(rf"{_NUMBER}|[\s,]", "", text):
        raise ValueError(text)
    return [float(found) for found in re.findall(_NUMBER, text)]


def length(text: str) -> str:
    """A length: absolute ones in CSS pixels without unit; em, ex and % as they are."""
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    value, unit = float(match[1]), match[2] or ""
    return show(value * _PIXELS[unit]) if unit in _PIXELS else show(value) + unit


def side(text: str) -> str:
    """A length of more than nothing."""
    plain = length(text)
    if float(plain.rstrip("emx%")) <= 0:
        raise ValueError(text)
    return plain


def fixed_length(text: str) -> str:
    """A length that is no share of another."""
    if text.strip().endswith("%"):
        raise ValueError(text)
    return length(text)


def lengths(text: str) -> str:
    """A list of lengths."""
    return " ".join(length(part) for part in re.split(r"[\s,]+", text.strip()))


def pixels(text: str) -> float | None:
    """The size of a picture in CSS pixels, or None for a share of an unknown whole."""
    plain = length(text)
    if plain.endswith("%"):
        return None
    factor = {"em": _EM, "ex": _EM / 2}.get(plain[-2:])
    return float(plain[:-2]) * factor if factor else float(plain)


def ratio(text: str) -> str:
    """An opacity or an offset, as a number from 0 to 1."""
    plain = text.strip()
    value = number(plain[:-1]) / 100 if plain.endswith("%") else number(plain)
    return show(min(1.0, max(0.0, value)))


def colour(text: str) -> str:
    """A colour as #rrggbb, as rgba(…) where it is translucent, or currentColor."""
    parsed = parse_color(text)
    if parsed is None:
        raise ValueError(text)
    if parsed == "currentcolor":
        return "currentColor"
    try:
        shares = [min(1.0, max(0.0, share or 0.0)) for share in parsed.to("srgb").coordinates]
    except NotImplementedError:
        raise ValueError(text) from None
    red, green, blue = (round(255 * share) for share in shares)
    if parsed.alpha == 1:
        return f"#{red:02x}{green:02x}{blue:02x}"
    return f"rgba({red},{green},{blue},{parsed.alpha:.4g})"


def paint(text: str) -> str:
    """A colour, none, or the paint of what refers to a marker."""
    plain = text.strip()
    return plain if plain in ("none", "context-fill", "context-stroke") else colour(plain)


def is_transparent(text: str) -> bool:
    """Whether a paint leaves no trace."""
    try:
        plain = paint(text)
    except ValueError:
        return False
    return plain == "none" or plain.endswith(",0)")


def dashes(text: str) -> str:
    """The lengths of dashes and gaps; none for a solid line."""
    return "none" if text.strip() == "none" else lengths(text)


def font_size(text: str) -> str:
    """A length; the words of CSS become one, for WeasyPrint knows none of them."""
    plain = text.strip()
    plain = {"larger": "1.2em", "smaller": "0.83em"}.get(plain, plain)
    size = show(_FONT_SIZES[plain]) if plain in _FONT_SIZES else length(plain)
    if not 0 <= float(size.rstrip("emx%")) <= _LARGEST_FONT:
        raise ValueError(text)
    return size


def font_weight(text: str) -> str:
    """normal, bold or a number from 1 to 1000."""
    plain = {"bolder": "bold", "lighter": "normal"}.get(text.strip(), text.strip())
    if plain not in ("normal", "bold") and not 1 <= number(plain) <= 1000:
        raise ValueError(text)
    return plain


def font_family(text: str) -> str:
    """serif, sans-serif or monospace, whichever the first family is.

    Fonts by name are other fonts, or none, on other machines; documents have their own for these.
    """
    first = text.partition(",")[0]
    if not first.strip(" '\""):
        raise ValueError(text)
    if _MONO.search(first):
        return "monospace"
    return "serif" if _SERIF.search(first) and "sans" not in first.lower() else "sans-serif"


def spacing(text: str) -> str:
    """The space between letters."""
    return "0" if text.strip() == "normal" else length(text)


def view_box(text: str) -> str:
    """Left, top, width and height; the latter positive."""
    values = numbers(text)
    if len(values) != 4 or min(values[2:]) <= 0:
        raise ValueError(text)
    return " ".join(map(show, values))


def aspect(text: str) -> str:
    """How a drawing fits its frame."""
    plain = " ".join(text.split())
    if not re.fullmatch(r"none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max)(?: (?:meet|slice))?", plain):
        raise ValueError(text)
    return plain


def orientation(text: str) -> str:
    """The angle of a marker, in degrees, or auto."""
    plain = text.strip()
    if plain in ("auto", "auto-start-reverse"):
        return plain
    return show(number(plain.removesuffix("deg")))


def transform(text: str) -> Transform:
    """A list of transforms, of SVG or of CSS, as one matrix."""
    total, rest, at = Identity, text.strip(), 0
    while at < len(rest) and rest != "none":
        found = _STEP.match(rest, at)
        if not found:
            raise ValueError(text)
        values = numbers(re.sub(r"px|deg", "", found[2]))
        total, at = total.transform(_step(found[1], values)), found.end()
    return total


def _step(name: str, values: list[float]) -> Transform:
    match name, values:
        case "matrix", [_, _, _, _, _, _]:
            return Transform(*values)
        case "translate", [_] | [_, _]:
            return Identity.translate(*values)
        case "scale", [_] | [_, _]:
            return Identity.scale(*values)
        case "rotate", [angle]:
            return Identity.rotate(radians(angle))
        case "rotate", [angle, x, y]:
            return Identity.translate(x, y).rotate(radians(angle)).translate(-x, -y)
        case "skewX", [angle]:
            return Identity.skew(radians(angle), 0)
        case "skewY", [angle]:
            return Identity.skew(0, radians(angle))
    raise ValueError(name)


def around(matrix: Transform, origin: str) -> Transform:
    """The matrix with another fixed point than 0 0."""
    plain = origin.strip().replace("left", "0").replace("top", "0")
    x, y = (float(part) for part in lengths(plain).split()[:2])
    return Identity.translate(x, y).transform(matrix).translate(-x, -y)


def show_transform(matrix: Transform) -> str:
    """The matrix as SVG writes it."""
    return f"matrix({' '.join(map(show, matrix))})"
