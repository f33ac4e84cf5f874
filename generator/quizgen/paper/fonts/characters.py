"""An exam → every character that its documents show, and those that no font can print."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator

from quizgen.labels import labels
from quizgen.materials import Theme
from quizgen.model import Exam, Gap, Node, Numeric, Pattern, Place, Question, nodes
from quizgen.paper.fonts import subsets
from quizgen.paper.fonts.drawing import words_of
from quizgen.problem import Problem

OURS = f"{string.printable}·•◦▪–−±×⁻⁰¹²³⁴⁵⁶⁷⁸⁹…“”→✓\u202f\xa0"
"""What our own templates and numbers show, and what every document may need."""

MOST_NAMED = 8
"""Of so many characters at most a message tells the names."""

_DRAWN = {"formula", "formula_block"}


def shown(exam: Exam, theme: Theme) -> Iterator[str]:
    """All texts of the exam's documents, also as capitals and small letters, for style sheets."""
    yield OURS
    yield from labels(exam.blueprint.language).print.values()
    yield from theme.templates.values()
    yield theme.style
    for _, text in texts(exam):
        yield from (text, text.upper(), text.lower())


def check(exam: Exam, theme: Theme) -> tuple[Problem, ...]:
    """A problem for each character that would come out blank, at its place."""
    if not all(map(subsets.readable, theme.fonts)):
        number = next(i for i, font in enumerate(theme.fonts, 1) if not subsets.readable(font))
        hint = "it must be a TrueType or OpenType font with a name"
        return (Problem(Place("fonts"), f"font file {number} here cannot be read", hint),)
    sources = (*texts(exam), *_theme(theme))
    return tuple(
        problem for place, text in sources for problem in _missing(place, text, theme.fonts)
    )


def _missing(place: Place, text: str, extra: tuple[bytes, ...]) -> Iterator[Problem]:
    lost = subsets.missing(text, extra)
    if lost:
        names = ", ".join(f"{c} U+{ord(c):04X}" for c in lost[:MOST_NAMED])
        more = ", …" if len(lost) > MOST_NAMED else ""
        noun = "character" if len(lost) == 1 else "characters"
        hint = "put a font file that has them (.ttf or .otf) into the folder fonts/ of the project"
        if any(unicodedata.east_asian_width(c) == "W" and c.isalpha() for c in lost):
            hint = f"Chinese, Japanese, Korean: pip install quizgen[cjk]; else {hint}"
        yield Problem(place, f"no font has the {noun} {names}{more}", hint)


def _theme(theme: Theme) -> Iterator[tuple[Place, str]]:
    yield Place("style.css"), theme.style
    for name, source in theme.templates.items():
        yield Place(f"templates/{name}"), source


def texts(exam: Exam) -> Iterator[tuple[Place, str]]:
    """Every text of the exam that any document prints as letters, and its place."""
    blueprint = exam.blueprint
    place = blueprint.place
    for text in (blueprint.title, blueprint.course, blueprint.date, blueprint.duration):
        yield place, text
    for section in blueprint.sections:
        yield section.place, section.title
    for candidate in blueprint.candidates:
        yield place, f"{candidate.name}{candidate.id}"
    for node in nodes((blueprint.instructions, *(s.instructions for s in blueprint.sections))):
        yield node.place, _printed(node, exam)
    for question in exam.questions:
        yield from _question(question, exam)


def _question(question: Question, exam: Exam) -> Iterator[tuple[Place, str]]:
    for node in nodes(question):
        yield node.place, _printed(node, exam)
    yield question.place, question.id
    if isinstance(question, Numeric):
        yield question.place, question.unit
    for pattern in _patterns(question):
        yield question.place, str(pattern)
    for gap in getattr(question, "gaps", ()):
        yield question.place, gap.hint if isinstance(gap, Gap) else ""


def _patterns(question: Question) -> Iterator[Pattern]:
    yield from getattr(question, "answers", ())
    for gap in getattr(question, "gaps", ()):
        yield from gap.answers


def _printed(node: Node, exam: Exam) -> str:
    """The text that a node prints as letters: formulas are drawn, drawings may have words."""
    if node.kind == "image":
        picture = exam.pictures.get(node.get("picture"))
        return words_of(picture) if picture else ""
    return "" if node.kind in _DRAWN else node.text
