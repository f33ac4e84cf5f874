"""An exam → what must be laid out for its papers, once for all forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quizgen.model import Form
from quizgen.paper.layout.job import Casting
from quizgen.paper.outlines.names import is_fixed
from quizgen.paper.outlines.outline import Outliner
from quizgen.paper.outlines.sheets import SheetPlan, sheets, texts
from quizgen.paper.printing import seconds
from quizgen.paper.styles.margins import DIGITS, page_digits, sample_margins
from quizgen.paper.views.candidate import version_of
from quizgen.paper.views.content import Content
from quizgen.paper.views.people import is_plain, named, typical
from quizgen.paper.views.view import CandidateView, PaperView


class Papers:
    """The papers of an exam's forms before anything is laid out: what they will be made of."""

    def __init__(self, content: Content) -> None:
        self.content = content
        outliner = Outliner(content)
        self.outlines = {form.label: outliner.outline(form) for form in content.exam.forms}
        outlines = [(form, self.outlines[form.label]) for form in content.exam.forms]
        self.sheets = sheets(content, outlines)
        self._typical = typical(content.exam.forms)

    def casting(self) -> Casting:
        """The job that makes the galley."""
        plans = self.sheets.plans
        return Casting(
            path="papers",
            template="paper/paper.html.j2",
            documents=tuple(map(self._document, plans)),
            running=self._running(),
            texts=self._texts(),
            seconds=seconds(self.content, sum(len(plan.names) for plan in plans)),
            place=self.content.exam.blueprint.place,
            apart=self._apart(),
        )

    def _document(self, plan: SheetPlan) -> tuple[Mapping[str, object], tuple[str, ...]]:
        view = self._with_samples(plan.paper, fixed=any(map(is_fixed, plan.names)))
        context = {"paper": view, "sheet": view.sheet, "labels": view.sheet.labels}
        return context, plan.names

    def _with_samples(self, view: PaperView, fixed: bool) -> PaperView:
        """The view with texts in its slots that are typical of all, or the widest.

        `fixed` keeps the candidate, whose name is not to be set in a slot.
        """
        content, forms = self.content, self.content.exam.forms
        version = max((version_of(form, content) for form in forms), key=lambda v: (len(v), v))
        sample = self._typical
        known = CandidateView(sample.id, sample.name) if sample and not fixed else view.candidate
        marks = tuple(replace(mark, points=view.total) for mark in view.marks)
        sheet = view.answer_sheet
        if sheet is not None and sheet.notice:
            sheet = replace(sheet, notice=self._notice)
        return replace(view, version=version, candidate=known, marks=marks, answer_sheet=sheet)

    @property
    def _notice(self) -> str:
        """What the answer sheet says of other questions, with all that their numbers are written with."""
        return self.content.labels["in_paper"].format(numbers=f"{DIGITS}, –")

    def _running(self) -> str:
        personal = any(form.candidate for form in self.content.exam.forms)
        sample = named(self._typical) if self._typical else DIGITS
        return sample_margins(self.content, sample if personal else self._longest_version())

    def _apart(self) -> Mapping[str, str]:
        """The styles of the margins for candidates whose names are not set in slots."""
        candidates = (form.candidate for form in self.content.exam.forms if form.candidate)
        names = [named(candidate) for candidate in candidates if not is_plain(candidate)]
        return {name: sample_margins(self.content, name) for name in names}

    def _longest_version(self) -> str:
        return max((self.whose(form) for form in self.content.exam.forms), key=len)

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        forms = self.content.exam.forms
        margins = {"whose": tuple(map(self.whose, forms)), "page": (page_digits(self.content),)}
        found = texts(self.outlines.values())
        notice = {"notice": (self._notice,)} if "notice" in found else {}
        return {**found, **notice, **margins}

    def whose(self, form: Form) -> str:
        """Whose paper it is: a candidate's, or a version."""
        return named(form.candidate) if form.candidate else version_of(form, self.content)

    def running_texts(self, form: Form) -> Mapping[str, str]:
        """What stands in the margins of a form's pages."""
        return {"whose": self.whose(form), "page": self.content.labels["page"]}
