"""A galley and the outlines of papers → orders for each of them, and files with all or with a proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from quizgen.document import PrintedForm
from quizgen.garbage import collection_paused
from quizgen.model import Form
from quizgen.paper.checks.proof import whole
from quizgen.paper.checks.unmarked import unmarked
from quizgen.paper.codes.page_stamp import codes
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import Composed, Page, PlacedTarget
from quizgen.paper.composing.fitting import mismatch
from quizgen.paper.orders import Maker, Order
from quizgen.paper.outlines.names import role
from quizgen.paper.papers import Papers
from quizgen.paper.pdf.file import PdfFile
from quizgen.paper.printing import paper_title
from quizgen.paper.spots import printed
from quizgen.paper.styles.own_files import own_files
from quizgen.problem import Problem


class Composition:
    """The papers of an exam, composed from one galley."""

    def __init__(self, papers: Papers, galley: Galley) -> None:
        self._papers, self.galley = papers, galley
        self._blueprint = papers.content.exam.blueprint
        self._maker = Maker(galley, self._blueprint.language)

    def orders(self) -> tuple[Order, ...]:
        """An order for the paper of each form."""
        return tuple(map(self._order, self._papers.content.exam.forms))

    def _order(self, form: Form) -> Order:
        papers = self._papers
        return Order(
            label=form.label,
            title=paper_title(form, papers.content),
            uses=papers.outlines[form.label],
            running=papers.running_texts(form),
            code=codes(papers.content.exam, form),
        )

    def together(self, both_sides: bool, file: BinaryIO) -> tuple[PrintedForm, ...]:
        """Write a file with all papers that could be composed, to be printed at once; what is in it.

        For printing on both sides, blank pages let every paper begin on a sheet of its own.
        """
        forms: list[PrintedForm] = []
        papers = self._noted(forms, both_sides)
        with collection_paused():
            self._write(papers, file)
        return tuple(forms)

    def _noted(self, forms: list[PrintedForm], both_sides: bool) -> Iterator[tuple[Composed, str]]:
        for form in self._papers.content.exam.forms:
            paper = self._maker.composed(self._order(form))
            if paper is not None:
                forms.append(printed(form.label, len(paper.pages), paper.targets))
                yield _padded(paper) if both_sides else paper, self._name(form)

    def unsuitable(self) -> str:
        """Why the galley does not serve, in a teacher's words; nothing if it does."""
        for name, use in self._papers.sheets.uses.items():
            if why := mismatch(self.galley.blocks[name], use):
                return f"{why} ({role(name)})"
        return "" if self._whole() else "the first name does not fit into its place"

    def proof(self) -> tuple[bytes, tuple[PlacedTarget, ...]]:
        """A file with every block on it, and its targets: see `proof.whole`."""
        made = self._whole()
        assert made, "asked for only where the galley serves"
        file = BytesIO()
        self._write([(made, "")], file)
        return file.getvalue(), made.targets

    def _whole(self) -> Composed | None:
        """Nothing if a name does not fit."""
        first = self._order(self._papers.content.exam.forms[0])
        return self._maker.composed(replace(first, uses=whole(self._papers.sheets), code=None))

    def targets(self, form: Form) -> tuple[PlacedTarget, ...]:
        """Where on its paper a candidate marks or fills in something."""
        made = self._maker.composed(self._order(form))
        return made.targets if made else ()

    def warnings(self) -> tuple[Problem, ...]:
        """What templates leave out that scanners need."""
        own = own_files(self._papers.content.materials.theme)
        found = (unmarked(plan, self.galley.blocks, own) for plan in self._papers.sheets.plans)
        return tuple(dict.fromkeys(each for told in found for each in told))

    def _write(self, papers: Iterable[tuple[Composed, str]], file: BinaryIO) -> None:
        title, language = self._blueprint.title, self._blueprint.language
        PdfFile(self.galley).write(papers, title, language, file)

    def _name(self, form: Form) -> str:
        return self._papers.whose(form) or form.label or self._blueprint.title


def _padded(paper: Composed) -> Composed:
    """The paper with an even number of pages."""
    if len(paper.pages) % 2 == 0:
        return paper
    last = paper.pages[-1]
    return replace(paper, pages=(*paper.pages, Page(b"", 0, last.width, last.height)))
