"""Options that each earn a percentage of the points, as in Moodle → the options of a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizgen.importers.broken import Broken
from quizgen.model import Markup, Option, walk

Warn = Callable[[str, str], None]

_EVEN = Decimal("10.1")
"""Percent by which shares may differ that are meant to be the same: Moodle knows no third of three."""

_SHOWS = frozenset({"text", "code", "code_block", "formula", "formula_block", "image"})


@dataclass(frozen=True, slots=True)
class Graded:
    """An option, and what it earns in percent, which may be negative."""

    text: Markup
    percent: Decimal
    feedback: Markup = ()


def judged(graded: Sequence[Graded], single: bool, warn: Warn) -> tuple[tuple[Option, ...], bool]:
    """The options, and whether several may be picked; `single` says that only one could.

    Raises Broken where it is not certain which are right, or where there is nothing to choose.
    """
    if len(graded) < 2:
        raise Broken("a choice needs at least two options")
    if any(_empty(each.text) for each in graded):
        raise Broken("an option is empty")
    best = max(each.percent for each in graded)
    if best <= 0:
        raise Broken("no option is marked as right", "mark it, and import again")
    if not single:
        _tell_shares([each.percent for each in graded if each.percent > 0], warn)
        return tuple(_option(each, each.percent > 0) for each in graded), True
    if best < 100:
        raise Broken(f"no option earns all points: the best one earns {best.normalize():f} %")
    several = sum(each.percent >= 100 for each in graded) > 1
    if several:
        _tell_several(warn)
    return tuple(_option(each, each.percent >= 100, not several) for each in graded), several


def _empty(text: Markup) -> bool:
    return not any(node.kind in _SHOWS for node in walk(text))


def _option(graded: Graded, right: bool, credited: bool = False) -> Option:
    credit = graded.percent / 100 if credited and not right and graded.percent else None
    return Option(text=graded.text, right=right, credit=credit, feedback=graded.feedback)


def _tell_shares(rights: list[Decimal], warn: Warn) -> None:
    even = max(rights) - min(rights) < _EVEN
    if not even or abs(sum(rights, Decimal(-100))) > 2:
        shares = ", ".join(f"{share.normalize():f} %" for share in rights)
        warn(
            f"what its right options earn ({shares}) is not kept: in an exam all earn the same",
            "look whether all of them are right",
        )


def _tell_several(warn: Warn) -> None:
    warn(
        "any one of its right options was enough: here all of them are to be picked",
        "mark only one as right, or say in the text that several are",
    )
