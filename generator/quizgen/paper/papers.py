"""An exam → the papers of its forms, composed from blocks that are laid out once for all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from quizgen.model import Candidate, Form
from quizgen.paper import style
from quizgen.paper.blocks import Galley
from quizgen.paper.candidate import version_of
from quizgen.paper.compose import Composer, Unfit
from quizgen.paper.content import Content
from quizgen.paper.job import Casting
from quizgen.paper.outline import Outliner
from quizgen.paper.pdf_file import PdfFile
from quizgen.paper.printing import SECONDS, SECONDS_A_QUESTION, paper_title
from quizgen.paper.sheets import SheetPlan, sheet_plans, texts
from quizgen.paper.view import CandidateView, PaperView

DIGITS = "0123456789"
WIDE = 88
"""A number of pages that takes as much room as any of two digits."""

LATIN = "\u024f"
"""The last of the letters that most names are written with."""


class Papers:
    """The papers of an exam's forms: what must be laid out for them, and then each of them."""

    def __init__(self, content: Content) -> None:
        self._content = content
        outliner = Outliner(content)
        self._outlines = {form.label: outliner.outline(form) for form in content.exam.forms}

    def casting(self) -> Casting:
        """The job that makes the galley."""
        content = self._content
        forms = content.exam.forms
        plans = sheet_plans(content, [(form, self._outlines[form.label]) for form in forms])
        return Casting(
            path="papers",
            template="paper/paper.html.j2",
            documents=tuple(map(self._document, plans)),
            running=self._running(),
            texts=self._texts(),
            seconds=SECONDS + SECONDS_A_QUESTION * sum(len(plan.names) for plan in plans),
            place=content.exam.blueprint.place,
        )

    def _document(self, plan: SheetPlan) -> tuple[Mapping[str, object], tuple[str, ...]]:
        view = self._with_samples(plan.paper)
        context = {"paper": view, "sheet": view.sheet, "labels": view.sheet.labels}
        return context, plan.names

    def _with_samples(self, view: PaperView) -> PaperView:
        """The view with texts in its slots that are typical of all, or the widest."""
        content, forms = self._content, self._content.exam.forms
        version = max((version_of(form, content) for form in forms), key=lambda v: (len(v), v))
        candidate = self._sample
        known = CandidateView(candidate.id, candidate.name) if candidate else None
        return replace(view, version=version, candidate=known)

    @property
    def _sample(self) -> Candidate | None:
        """A candidate with a name as most have."""
        candidates = [form.candidate for form in self._content.exam.forms if form.candidate]
        return min(candidates, key=_strangeness, default=None)

    def _running(self) -> str:
        labels, sample = self._content.labels, self._sample
        shown = _whose(sample) if sample else self._with_longest_version()
        page = labels["page"].format(page=WIDE, pages=WIDE)
        title = self._content.exam.blueprint.title
        return style.running_style(style.text(title), style.text(shown), style.text(page))

    def _with_longest_version(self) -> str:
        return max((self.whose(form) for form in self._content.exam.forms), key=len)

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        forms = self._content.exam.forms
        page = self._content.labels["page"].format(page=DIGITS, pages=DIGITS)
        margins = {"whose": tuple(map(self.whose, forms)), "page": (page,)}
        return {**texts(self._outlines.values()), **margins}

    def whose(self, form: Form) -> str:
        """Whose paper it is: a candidate's, or a version."""
        return _whose(form.candidate) if form.candidate else version_of(form, self._content)

    def composed(self, galley: Galley) -> Iterator[tuple[Form, bytes | None]]:
        """Each form and its file; none where a text does not fit into its slot on a single line."""
        composer, writer = Composer(galley), PdfFile(galley)
        page = self._content.labels["page"]
        with collection_paused():
            for form in self._content.exam.forms:
                running = {"whose": self.whose(form), "page": page}
                try:
                    paper = composer.compose(self._outlines[form.label], running)
                except Unfit:
                    yield form, None
                else:
                    title = paper_title(form, self._content)
                    yield form, writer.write(paper, title, self._content.exam.blueprint.language)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Without the search for circular garbage, of which composing makes none: twice as fast."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _whose(candidate: Candidate) -> str:
    return f"{candidate.name} · {candidate.id}"


def _strangeness(candidate: Candidate) -> tuple[int, int, str]:
    text = candidate.name + candidate.id
    return sum(c > LATIN for c in text), len(text), text
