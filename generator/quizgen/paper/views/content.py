"""Authored text of an exam → HTML for print, each passage rendered once however many forms use it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup as Html

from quizgen.labels import labels
from quizgen.markup import html
from quizgen.markup.formula import Formula
from quizgen.materials import Materials
from quizgen.model import Exam, Gap, Gaps, Markup, Picture, Question
from quizgen.paper.views.media import PaperMedia
from quizgen.paper.views.view import Layout, Sheet
from quizgen.paper.views.words import Labels

LARGE_PRINT = 15
"""From this font size on, in points, few words fit on a line."""

_LINE_END = re.compile("[\u2028\u2029]")

# WeasyPrint breaks a line too early where a formula after a blank does not fit on it any more;
# not so after a zero-width space.
_BREAK = re.compile(r'(?<=\s)(?=<img |<span class="gap )')


Show = Callable[
    [Mapping[tuple[str, bool], Formula], Mapping[str, Picture], str, tuple[Gap, ...]], html.Media
]
"""How formulas, pictures, code and gaps are shown: see `PaperMedia`, which is for print."""


@dataclass(frozen=True, slots=True)
class Content:
    """The exam's texts as HTML; all documents of one exam share one."""

    exam: Exam
    materials: Materials
    show: Show = PaperMedia
    _rendered: dict[tuple[Markup, tuple[Gap, ...], bool], Html] = field(default_factory=dict)

    @property
    def labels(self) -> Labels:
        """The printed words of the exam's language."""
        return labels(self.exam.blueprint.language).print

    def blocks(self, markup: Markup, question: Question | None = None) -> Html:
        """A passage as blocks; the question tells the gaps in it."""
        return self._render(markup, question, False)

    def inline(self, markup: Markup) -> Html:
        """A passage to stand beside a letter or a label."""
        return self._render(markup, None, True)

    def _render(self, markup: Markup, question: Question | None, inline: bool) -> Html:
        gaps = question.gaps if isinstance(question, Gaps) else ()
        key = (markup, gaps, inline)
        if key not in self._rendered:
            media = self._media(gaps)
            render = html.render_inline if inline else html.render
            source = _LINE_END.sub("<br>", render(markup, media).strip())
            self._rendered[key] = Html(_BREAK.sub("\u200b", source))
        return self._rendered[key]

    def _media(self, gaps: tuple[Gap, ...]) -> html.Media:
        label = self.labels["picture"]
        return self.show(self.materials.formulas, self.exam.pictures, label, gaps)

    @property
    def sheet(self) -> Sheet:
        """What every document of the exam shows."""
        blueprint = self.exam.blueprint
        paper = blueprint.paper
        return Sheet(
            title=blueprint.title,
            course=blueprint.course,
            date=blueprint.date,
            duration=blueprint.duration,
            language=blueprint.language,
            layout=Layout(
                size=paper.size,
                columns=paper.columns,
                font_size=f"{paper.font_size:f}",
                answer_space=paper.answer_space,
                narrow=paper.columns > 1 or paper.font_size >= LARGE_PRINT,
            ),
            labels=dict(self.labels),
        )
