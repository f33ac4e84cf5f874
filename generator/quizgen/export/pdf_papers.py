"""An exam → the papers of its forms as PDF files: one for each, one with all of them, or both."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from functools import partial

from quizgen.document import Document, long_file
from quizgen.export.pdf_printing import galley, outcomes
from quizgen.export.pdf_spread import spread
from quizgen.model import Form
from quizgen.paper.checks import proof
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composition import Composition
from quizgen.paper.layout.job import Job, Outcome
from quizgen.paper.papers import Papers
from quizgen.paper.pool import Printers
from quizgen.paper.printing import paper_path, papers
from quizgen.paper.spots import printed
from quizgen.paper.views.content import Content
from quizgen.problem import Problem, warning

TOGETHER = "papers.pdf"
"""The file with all papers."""

SLOWLY = "papers are printed slowly, each by itself"
SLOW_HINT = "see “Fast printing” in the manual's page on templates"


def composed_papers(content: Content, printers: Printers) -> Iterator[Document]:
    """The papers, composed of blocks; those with which that cannot be done are laid out as a whole."""
    made = Papers(content)
    outcome = galley(made.casting(), content, printers, partial(_prove, made))
    found = outcome.galley
    why = Composition(made, found).unsuitable() if found else outcome.unsuitable
    if found is None or why:
        missing = f"; there is no {TOGETHER}" if content.materials.printing.together else ""
        yield from whole_papers(content, printers, content.exam.forms, why + missing)
        return
    composition = Composition(made, found)
    wanted = content.materials.printing
    apart: tuple[Form, ...] = ()
    if wanted.together:
        apart = yield from _together(content, composition)
    if wanted.each:
        apart = ()
    yield from whole_papers(content, printers, apart)
    yield from _each(content, printers, composition)


def _prove(made: Papers, found: Galley) -> None:
    """Read every block back; raises NotMade."""
    composition = Composition(made, found)
    if not composition.unsuitable():
        plan = proof.whole_plan(made.sheets, made.content)
        proof.require(composition.proof(), plan, made.casting().path, made.content)


def _together(
    content: Content, composition: Composition
) -> Generator[Document, None, tuple[Form, ...]]:
    """All papers in one file, with a warning of those that could not be composed; returns the latter."""
    wanted = content.materials.printing
    with long_file() as file:
        forms = composition.together(wanted.both_sides, file)
        there = {form.label for form in forms}
        apart = tuple(form for form in content.exam.forms if form.label not in there)
        told = _missing(content, apart)
        yield Document(TOGETHER, b"", told, () if wanted.each else forms, file)
    return apart


def _missing(content: Content, apart: tuple[Form, ...]) -> tuple[Problem, ...]:
    names = ", ".join(form.label for form in apart)
    message = f"not in {TOGETHER}, but in files of their own: {names}"
    return (warning(content.exam.blueprint.place, message),) if apart else ()


def _each(content: Content, printers: Printers, composition: Composition) -> Iterator[Document]:
    """A file for each paper that was not composed, and for all others if they are wanted."""
    exam, wanted = content.exam, content.materials.printing
    sampled = proof.sampled(exam.forms, content)
    forms = [form for form in exam.forms if wanted.each or form.label in sampled]
    kept = {form.label for form in forms}
    orders = [order for order in composition.orders() if order.label in kept]
    made = spread(composition.galley, exam.blueprint.language, orders, wanted.scheduler)
    for form, paper in zip(forms, made, strict=True):
        if paper is None:
            if wanted.each:
                yield from whole_papers(content, printers, (form,))
            continue
        if form.label in sampled:
            (planned,) = papers(content, (form,))
            proof.require(paper.data, planned.plan, planned.path, content)
        if wanted.each:
            yield Document(paper_path(form), paper.data, printed=(paper.printed,))


def whole_papers(
    content: Content, printers: Printers, forms: tuple[Form, ...], why: str = ""
) -> Iterator[Document]:
    """Papers that are laid out as a whole; if all are, `why` is told in a warning."""
    jobs = outcomes(printers, tuple(papers(content, forms)))
    documents = (_whole(form, *each) for form, each in zip(forms, jobs, strict=True))
    if why:
        told = warning(content.exam.blueprint.place, f"{SLOWLY}: {why}", SLOW_HINT)
        yield replace(next(documents), warnings=(told,))
    yield from documents


def _whole(form: Form, job: Job, outcome: Outcome) -> Document:
    if outcome.targets is None:
        return Document(job.path, outcome.data)
    there = printed(form.label, outcome.pages, outcome.targets)
    return Document(job.path, outcome.data, printed=(there,))
