"""A galley and the outlines of papers → the papers as files: each by itself, or all in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.document import PrintedForm, Spot
from quizgen.model import Form
from quizgen.paper.blocks import Galley
from quizgen.paper.compose import Composed, Composer, Page, PlacedTarget, Unfit
from quizgen.paper.garbage import collection_paused
from quizgen.paper.page_stamp import codes
from quizgen.paper.papers import Papers
from quizgen.paper.pdf_file import PdfFile
from quizgen.paper.printing import paper_title
from quizgen.paper.proof import whole

MM = 25.4 / 96
"""Millimetres of a pixel."""


class Composition:
    """The papers of an exam, composed from one galley."""

    def __init__(self, papers: Papers, galley: Galley) -> None:
        self._papers = papers
        self._composer, self._writer = Composer(galley), PdfFile(galley)
        self._blueprint = papers.content.exam.blueprint

    def papers(self) -> Iterator[tuple[Form, Composed | None]]:
        """Each form and its paper; none where a text does not fit into its slot on a single line."""
        with collection_paused():
            for form in self._papers.content.exam.forms:
                yield form, self._composed(form)

    def _composed(self, form: Form) -> Composed | None:
        papers = self._papers
        code = codes(papers.content.exam, form)
        try:
            return self._composer.compose(
                papers.outlines[form.label], papers.running_texts(form), code
            )
        except Unfit:
            return None

    def file(self, form: Form, paper: Composed) -> bytes:
        """A file with the one paper."""
        return self._file([(paper, "")], paper_title(form, self._papers.content))

    def together(self, both_sides: bool) -> tuple[bytes, tuple[PrintedForm, ...]]:
        """A file with all papers that could be composed, to be printed at once, and what is in it.

        For printing on both sides, blank pages let every paper begin on a sheet of its own.
        """
        forms: list[PrintedForm] = []
        papers = self._noted(forms, both_sides)
        return self._file(papers, self._blueprint.title), tuple(forms)

    def _noted(self, forms: list[PrintedForm], both_sides: bool) -> Iterator[tuple[Composed, str]]:
        for form, paper in self.papers():
            if paper is not None:
                forms.append(printed(form, paper))
                yield _padded(paper) if both_sides else paper, self._name(form)

    def proof(self) -> bytes:
        """A file with every block on it: see `proof.whole`."""
        papers = self._papers
        form = papers.content.exam.forms[0]
        paper = self._composer.compose(whole(papers.sheets), papers.running_texts(form))
        return self.file(form, paper)

    def _name(self, form: Form) -> str:
        return self._papers.whose(form) or form.label or self._blueprint.title

    def _file(self, papers: Iterable[tuple[Composed, str]], title: str) -> bytes:
        return self._writer.write(papers, title, self._blueprint.language)


def printed(form: Form, paper: Composed) -> PrintedForm:
    """Where a candidate marks or writes something, in millimetres."""
    return PrintedForm(form.label, len(paper.pages), tuple(map(_spot, paper.targets)))


def _spot(target: PlacedTarget) -> Spot:
    box = target.box
    sides = (box.x * MM, box.y * MM, box.width * MM, box.height * MM)
    return Spot(target.question, target.kind, target.page + 1, *sides)


def _padded(paper: Composed) -> Composed:
    """The paper with an even number of pages."""
    if len(paper.pages) % 2 == 0:
        return paper
    last = paper.pages[-1]
    return replace(paper, pages=(*paper.pages, Page(b"", 0, last.width, last.height)))
