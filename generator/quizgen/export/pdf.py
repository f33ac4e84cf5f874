"""An exam → the papers, the keys and the marking guide as PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.document import Document, NotMade
from quizgen.export.exporter import Exporter
from quizgen.materials import Materials
from quizgen.model import KINDS, Exam, Form
from quizgen.paper import answer_sheet, characters, lengths, readback
from quizgen.paper.content import Content
from quizgen.paper.job import Job
from quizgen.paper.obstacles import style_obstacles
from quizgen.paper.own_files import LARGE, advice, own_files
from quizgen.paper.papers import Papers
from quizgen.paper.pool import Printers
from quizgen.paper.printing import for_markers, papers, press
from quizgen.problem import Problem, warning

_SLOWLY = "papers are printed slowly, each by itself"
_SLOW_HINT = "see “Fast printing” in the manual's page on templates"


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What can be told before printing: characters that no font has, words too long for any line,
    an answer sheet without answers, a style that makes printing slow."""
    return (
        *_slow(materials),
        *characters.check(exam, materials.theme),
        *lengths.check(exam),
        *answer_sheet.check(exam),
    )


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The documents, each found to be as planned; raises NotMade."""
    content = Content(exam, materials)
    with Printers(press(exam, materials)) as printers:
        if any(_slow(materials)):
            yield from _slowly(content, printers, exam.forms)
        else:
            yield from _papers(content, printers)
        yield from _printed(printers, for_markers(content))


def _slow(materials: Materials) -> tuple[Problem, ...]:
    """Warnings of what keeps blocks from being laid out once for all papers."""
    found = style_obstacles(materials.theme.style)
    return tuple(warning(each.place, f"{_SLOWLY}: {each.message}", _SLOW_HINT) for each in found)


def _papers(content: Content, printers: Printers) -> Iterator[Document]:
    """The papers, composed of blocks; those with which that cannot be done are laid out as a whole."""
    made = Papers(content)
    (outcome,) = printers.print_all([made.casting()])
    if outcome.problems:
        raise NotMade(outcome.problems)
    if outcome.galley is None:
        yield from _slowly(content, printers, content.exam.forms, outcome.unsuitable)
        return
    for form, data in made.composed(outcome.galley):
        if data is None:
            yield from _slowly(content, printers, (form,))
        else:
            (planned,) = papers(content, (form,))
            _require_as_planned(data, planned, advice(own_files(content.materials.theme), LARGE))
            yield Document(planned.path, data)


def _slowly(
    content: Content, printers: Printers, forms: tuple[Form, ...], why: str = ""
) -> Iterator[Document]:
    documents = _printed(printers, tuple(papers(content, forms)))
    if why:
        told = warning(content.exam.blueprint.place, f"{_SLOWLY}: {why}", _SLOW_HINT)
        yield replace(next(documents), warnings=(told,))
    yield from documents


def _require_as_planned(data: bytes, planned: Job, hint: str) -> None:
    """Read a paper back; raises NotMade."""
    found = readback.check(data, planned.plan)
    problems = (
        Problem(
            each.place if each.place.path else planned.place,
            f"{planned.path}: {each.message}",
            hint,
        )
        for each in found
    )
    if told := tuple(problems):
        raise NotMade(told)


def _printed(printers: Printers, jobs: tuple[Job, ...]) -> Iterator[Document]:
    for job, outcome in zip(jobs, printers.print_all(jobs), strict=False):
        if outcome.problems:
            raise NotMade(outcome.problems)
        yield Document(job.path, outcome.data)


PDF = Exporter(
    name="pdf",
    summary="papers to print, with answer keys and a marking guide",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
