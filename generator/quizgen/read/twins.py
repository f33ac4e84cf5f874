"""Cards of a project → those to use: two with one name are an error, two that ask the same a warning."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.markup.plain import one_line, plain
from quizgen.problem import Problem, warning
from quizgen.read.question import Reading


def without_twins(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """The readings, each id once.

    Of cards of one deck that their author did not name and whose fronts are the same text, only the
    one with the longest back is used.
    """
    kept: dict[str, Reading] = {}
    problems: list[Problem] = []
    for reading in readings:
        before = kept.get(reading.card.id)
        if before is None:
            kept[reading.card.id] = reading
        elif not plain(reading.card.front):
            continue  # an empty front is an error already
        elif reading.card.named or before.card.named:
            problems.append(_same_name(before, reading))
        else:
            kept[reading.card.id] = max(before, reading, key=_fullness)
            problems.append(_same_front(before, reading, kept[reading.card.id]))
    return tuple(kept.values()), tuple(problems)


def _fullness(reading: Reading) -> int:
    return len(plain(reading.card.back))


def _same_name(first: Reading, second: Reading) -> Problem:
    place = first.card.place
    return Problem(
        second.card.place,
        f"the name {second.card.id!r} is taken: {place.path}:{place.line} has it too",
        "every question needs a name of its own behind the #",
    )


def _same_front(first: Reading, second: Reading, kept: Reading) -> Problem:
    place = first.card.place
    return warning(
        second.card.place,
        f"this card asks the same as {place.path}:{place.line}: {one_line(second.card.front, 50)!r}",
        f"only the fuller one, in line {kept.card.place.line}, is used: delete the other,"
        " or give each a name: {#name}",
    )
