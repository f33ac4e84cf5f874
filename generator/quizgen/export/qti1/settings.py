"""A blueprint → what QTI 1.2 files say of the whole, and what they cannot say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.export.lms.words import INVALID
from quizgen.export.qti1.reasons import of_nodes
from quizgen.model import Exam, Markup, Place, walk
from quizgen.problem import Problem, warning

_MINUTES = re.compile(r"(\d{1,5})\s*(?:min\.?|min[a-zäöüéíóúý]*|['′])", re.IGNORECASE)


def minutes(duration: str) -> int | None:
    """A duration such as “90 minutes” (Minuten, minutos, min.) in minutes; None for anything else."""
    match = _MINUTES.fullmatch(duration.strip())
    return (int(match.group(1)) or None) if match else None


def problems(exam: Exam, target: str) -> Iterator[Problem]:
    """What of the whole is wrong or not understood."""
    blueprint = exam.blueprint
    if blueprint.duration and minutes(blueprint.duration) is None:
        yield warning(
            blueprint.place,
            f"{target} gets no time limit: “{blueprint.duration}” is no number of minutes",
            "write the duration in minutes, such as 90 minutes, or set the limit there",
        )
    yield from _title(blueprint.title, blueprint.place)
    yield from _passage(exam, blueprint.instructions, blueprint.place)
    for section in exam.forms[0].sections if exam.forms else ():
        yield from _title(section.title, blueprint.place)
        yield from _passage(exam, section.instructions, blueprint.place)


def _title(title: str, place: Place) -> Iterator[Problem]:
    if INVALID.search(title):
        yield Problem(
            place,
            "a title has an invisible character that cannot stand in an XML file",
            "write the title anew",
        )


def _passage(exam: Exam, markup: Markup, place: Place) -> Iterator[Problem]:
    for reason in dict.fromkeys(of_nodes(walk(markup), exam.pictures)):
        yield Problem(place, f"the instructions cannot be written: {reason}", "change them")
