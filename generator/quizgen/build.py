"""A plan and a secret → an assembled exam, checked for its formats → the documents to write.

Everything here is pure: what is read, drawn or written is handed in or handed out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen import __version__, positions
from quizgen.assemble import fingerprint
from quizgen.export.exporter import Document, Exporter
from quizgen.markup.formula import Formula
from quizgen.materials import EACH, Materials, Printing, Theme
from quizgen.model import Bank, Exam, Form
from quizgen.problem import Problem, has_errors
from quizgen.record import dump
from quizgen.write import RECORD

Formulas = Mapping[tuple[str, bool], Formula]
Draw = Callable[[object, str], tuple[Formulas, tuple[Problem, ...]]]
"""Anything authored and its language → their formulas, drawn; see `quizgen.read.formulas`."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An exam with all that its documents need, found to be printable in these formats."""

    exam: Exam
    materials: Materials
    exporters: tuple[Exporter, ...]


def prepare(
    exam: Exam,
    exporters: Sequence[Exporter],
    theme: Theme,
    draw: Draw,
    cache: Path | None = None,
    printing: Printing = EACH,
) -> tuple[Prepared | None, tuple[Problem, ...]]:
    """Draw the exam's formulas and let every exporter check it; None where it cannot be exported.

    `cache` is a folder where exporters may keep what takes long to make, `printing` says which files
    the papers become.
    """
    shown = exam.blueprint.instructions, exam.blueprint.sections, exam.questions
    formulas, problems = draw(shown, exam.blueprint.language)
    materials = Materials(formulas, theme, cache, printing)
    # Where a formula is missing, an exporter would only say so again.
    if not has_errors(problems):
        checks = (exporter.check(exam, materials) for exporter in exporters)
        problems = (*problems, *(problem for found in checks for problem in found))
    if has_errors(problems):
        return None, problems
    return Prepared(exam, materials, tuple(exporters)), problems


def documents(prepared: Prepared) -> Iterator[Document]:
    """All documents of the exam, format by format."""
    for exporter in prepared.exporters:
        yield from exporter.export(prepared.exam, prepared.materials)


def record(exam: Exam, secret: bytes) -> Document:
    """What was printed, to grade it later; of the secret it holds the fingerprint only."""
    text = dump(exam, quizgen=__version__, secret=fingerprint(secret))
    return Document(RECORD, text.encode())


def with_positions(document: Document, entries: Iterable[str]) -> Document:
    """The record with the places of everything that candidates mark: see `positions.entry`."""
    text = positions.with_positions(document.data.decode(), entries)
    return replace(document, data=text.encode())


def only(exam: Exam, labels: Iterable[str]) -> Exam:
    """The exam with the forms of these labels and no others."""
    wanted = frozenset(labels)
    return replace(exam, forms=tuple(form for form in exam.forms if form.label in wanted))


def named(exam: Exam, name: str) -> tuple[Form, ...]:
    """The forms that somebody may mean: by label (case does not count), or by a candidate's id."""
    return tuple(
        form
        for form in exam.forms
        if form.label.casefold() == name.casefold()
        or (form.candidate is not None and form.candidate.id == name)
    )


def bank_title(bank: Bank) -> str:
    """What a whole bank is called: the course or title that all its decks share."""
    for names in ({deck.course for deck in bank.decks}, {deck.title for deck in bank.decks}):
        if len(names) == 1 and (name := names.pop()):
            return name
    return "Question bank"
