"""An exam → the papers, the keys and the marking guide as PDF files."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.document import Document, NotMade
from quizgen.export.exporter import Exporter
from quizgen.export.pdf_keys import composed_keys
from quizgen.export.pdf_papers import SLOW_HINT, SLOWLY, composed_papers, whole_papers
from quizgen.export.pdf_printing import printed
from quizgen.materials import Materials
from quizgen.model import KINDS, Exam
from quizgen.paper.checks import proof, wording
from quizgen.paper.culprits import traced
from quizgen.paper.fonts import characters, lengths
from quizgen.paper.pool import Printers
from quizgen.paper.printing import guide, keys, press
from quizgen.paper.styles.obstacles import style_obstacles
from quizgen.paper.views import answer_sheet
from quizgen.paper.views.content import Content
from quizgen.problem import Problem, warning


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
    """The documents, each found to be as planned; raises NotMade, by what the fault was traced to."""
    try:
        yield from _documents(exam, materials)
    except NotMade as failure:
        raise NotMade(traced(failure, exam, materials)) from failure


def _documents(exam: Exam, materials: Materials) -> Iterator[Document]:
    content = Content(exam, materials)
    proof.require_none(wording.differences(content), "the papers", content)
    with Printers(press(exam, materials)) as printers:
        if any(_slow(materials)):
            yield from whole_papers(content, printers, exam.forms)
            yield from printed(printers, tuple(keys(content, exam.forms)))
        else:
            yield from composed_papers(content, printers)
            yield from composed_keys(content, printers)
        if materials.printing.guide:
            yield from printed(printers, (guide(content),))


def _slow(materials: Materials) -> tuple[Problem, ...]:
    """Warnings of what keeps blocks from being laid out once for all papers."""
    found = style_obstacles(materials.theme.style)
    return tuple(warning(each.place, f"{SLOWLY}: {each.message}", SLOW_HINT) for each in found)


PDF = Exporter(
    name="pdf",
    summary="papers to print, with answer keys and a marking guide",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
    papers=True,
)
