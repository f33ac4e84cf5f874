"""The teacher's style sheet and what is wrong on paper → the declarations that may be the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from tinycss2.color3 import RGBA, parse_color  # type: ignore[import-untyped]

from quizgen.model import Place
from quizgen.paper.styles.own_files import STYLE
from quizgen.paper.styles.selectors import shown

MOST = 3
"""So many declarations are named at most."""

FAINT = 0.3
"""Of black: what is not darker, or covers no more of what is below it, may be overlooked."""

_MOST_LEVELS = 30
_NONE = frozenset("none hidden transparent".split())


class Fault(Enum):
    """What may be wrong with something that stands on paper."""

    OVER = "it lies over something else"
    TINY = "it is too small"
    HIDDEN = "it cannot be seen"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A declaration: as it is quoted, and where it stands."""

    code: str
    place: Place


def suspects(style: str, fault: Fault) -> tuple[Suspect, ...]:
    """The declarations that may be the reason, in order of place."""
    try:
        rules = tinycss2.parse_stylesheet(style, skip_comments=True)
    except ValueError:  # a number of thousands of digits
        return ()
    return tuple(
        Suspect(f"{each.name}: {shown(each.value)}", _place(each))
        for each in _declarations(rules, _MOST_LEVELS)
        if any(
            pattern.fullmatch(each.lower_name) and may(each.value)
            for pattern, may in _REASONS[fault]
        )
    )


def hint(found: tuple[Suspect, ...]) -> str:
    """What to tell of them; nothing if there are none."""
    named = [f"“{each.code}” (line {each.place.line})" for each in found[:MOST]]
    more = " or others" if len(found) > MOST else ""
    return f"look at {' and '.join(named)}{more} in your own {STYLE}" if named else ""


def _place(node: Any) -> Place:
    return Place(STYLE, node.source_line, node.source_column)


def _declarations(nodes: list[Any], levels: int) -> Iterator[Any]:
    for node in nodes:
        if node.type == "declaration":
            yield node
        elif levels and getattr(node, "content", None):
            yield from _declarations(tinycss2.parse_blocks_contents(node.content), levels - 1)


def _values(tokens: list[Any]) -> Iterator[Any]:
    """The tokens of a value, and those within its functions."""
    for token in tokens:
        yield token
        yield from _values(getattr(token, "arguments", None) or [])


def _always(value: list[Any]) -> bool:
    return True


def _pale(value: list[Any]) -> bool:
    """Whether there is a colour that is hardly seen on white, or nothing to be seen at all."""
    for token in value:
        colour = parse_color(token)
        if getattr(token, "lower_value", "") in _NONE or getattr(token, "value", None) == 0:
            return True
        if isinstance(colour, RGBA) and (colour.alpha < FAINT or min(colour[:3]) > 1 - FAINT):
            return True
    return False


def _unless(words: str) -> Callable[[list[Any]], bool]:
    """Whether the value is none of these words."""
    usual = frozenset(words.split())
    return lambda value: any(
        token.type != "whitespace" and getattr(token, "lower_value", "") not in usual
        for token in value
    )


def _below(limits: dict[str, float]) -> Callable[[list[Any]], bool]:
    """Whether there is a length, or a number, that is less than the limit of its unit."""

    def is_below(value: list[Any]) -> bool:
        numbers = (each for each in _values(value) if hasattr(each, "int_value"))
        return any(each.value < limits.get(_unit(each), 0.0) for each in numbers)

    return is_below


def _unit(number: Any) -> str:
    return str(getattr(number, "lower_unit", "%" if number.type == "percentage" else ""))


_NEGATIVE = _below({})
_LOW = _below({"": 0.7, "em": 0.7, "rem": 0.7, "%": 70, "pt": 6, "px": 8})
_SMALL = _below({"em": 0.6, "rem": 0.6, "%": 60, "pt": 5, "px": 7, "mm": 2, "": 0.6})
_NEARLY_NONE = _below(dict.fromkeys(("", "em", "rem", "%", "pt", "px", "mm", "cm", "in"), 0.3))

_Reason = tuple[re.Pattern[str], Callable[[list[Any]], bool]]
_TURNED: _Reason = (re.compile("transform|translate|rotate|scale|zoom"), _unless("none"))
_REASONS: dict[Fault, tuple[_Reason, ...]] = {
    Fault.OVER: (
        _TURNED,
        (re.compile("position"), _unless("static")),
        (re.compile("top|right|bottom|left|inset.*"), _unless("auto")),
        (re.compile("margin.*|text-indent|(letter|word)-spacing"), _NEGATIVE),
        (re.compile("line-height|font"), _LOW),
        (re.compile("(max-)?(height|width|block-size|inline-size)"), _unless("auto none")),
        (re.compile("float"), _unless("none")),
    ),
    Fault.TINY: (_TURNED, (re.compile("font(-size)?|(max-)?(width|height)"), _SMALL)),
    Fault.HIDDEN: (
        _TURNED,
        (re.compile("display|content"), lambda value: not _unless("none")(value)),
        (re.compile("visibility"), _unless("visible")),
        (re.compile("(max-)?(height|width|block-size|inline-size)|font-size"), _NEARLY_NONE),
        (re.compile("border.*|color|background.*"), _pale),
        (re.compile("opacity|clip.*|overflow.*"), _always),
        (re.compile("position"), _unless("static relative")),
        (re.compile("margin.*|text-indent|top|right|bottom|left|inset.*"), _NEGATIVE),
    ),
}
"""Properties that may be the reason of a fault, with those of their values that may."""
