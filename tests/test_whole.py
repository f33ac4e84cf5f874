"""Documents that are laid out as a whole: guides, and papers and keys that cannot be composed."""

from __future__ import annotations

import io
import random
from functools import cache

import pikepdf
import pypdfium2
import pytest
from builders import choice, picture_node, text
from pdf_checks import complaints
from random_exams import WORDS
from test_composed import pictures, stray
from test_paper import exam, materials, md, rich_exam, theme
from test_pdf_checks import elements

from quizgen.model import Exam, Note, Paper
from quizgen.paper.checks.reading import read
from quizgen.paper.layout import templates
from quizgen.paper.layout.engine import Engine
from quizgen.paper.printing import jobs, press

MIXED = "- one\n- two\n  1. deep\n  2. **deeper**\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |"
TABLE = "|  | L1 | L2 |\n|---|---|---|\n| sparse | yes | no |"
ADDRESS = "https://example.org/a?b=c&d"
LINKED = rf"Let $\lambda^2$ be [as *here*]({ADDRESS}), [](https://example.org)."
LONG = "\n\n".join(" ".join(random.Random(n).choices(WORDS, k=120)) for n in range(9))

OURS = ""
OWN = """
@page { background: #eee; border: 1pt solid }
@page { @top-center { content: "SAMPLE"; z-index: -1 } @bottom-left { content: element(course) } }
.course { position: running(course) }
.cue { float: footnote }
.question { counter-increment: q; background: linear-gradient(white, #ddd) }
.answer-sheet { page: wide }
@page wide { size: A4 landscape }
"""
"""Much of what keeps papers from being composed."""


def sample() -> Exam:
    notes = (Note("memory_tip", md(TABLE)), Note("feedback", md(LONG)))
    more = (
        choice("linked", stem=md(LINKED), notes=notes),
        choice("mixed", stem=md(MIXED), language="de"),
        choice("picture", stem=text("What is ", picture_node())),
    )
    return exam(*rich_exam().questions, *more, section="All", paper=Paper(answer_sheet=True))


@cache
def documents(style: str) -> dict[str, tuple[bytes, bytes]]:
    """All documents of the sample, as we write them and as WeasyPrint does."""
    made, found = sample(), {}
    shared = press(made, materials(made, theme(style)))
    engine = Engine(shared.style, style, {asset.address: asset for asset in shared.assets})
    for job in jobs(made, materials(made)):
        html = templates.render(templates.environment(shared.templates), job.template, job.context)
        ours = engine.print(html, job.title, job.running).data
        found[job.path] = ours, engine.lay_out(html, before=job.running).write_pdf()
    return found


@pytest.mark.parametrize("style", [OURS, OWN], ids=["ours", "own"])
@pytest.mark.parametrize("path", ["paper-A.pdf", "key.pdf", "marking-guide.pdf"])
def test_a_document_looks_as_weasyprint_draws_it_and_nothing_is_wrong_with_it(
    path: str, style: str
) -> None:
    ours, theirs = documents(style)[path]
    assert complaints(ours) == ()
    both = zip(pictures(ours), pictures(theirs), strict=True)
    assert [stray(our_page, their_page) for our_page, their_page in both] == [None] * pages(ours)


def pages(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


@pytest.mark.parametrize("path", ["paper-A.pdf", "marking-guide.pdf"])
def test_formulas_can_be_selected_and_found_by_their_words(path: str) -> None:
    shown = " ".join(" ".join(read(documents(OURS)[path][0]).pages).split())
    assert "Let lamda squared" in shown


def test_what_runs_in_the_margins_is_not_read_out() -> None:
    found = read(documents(OURS)["marking-guide.pdf"][0])
    told = "".join(token.text for token in found.tokens if not token.text.isspace())
    assert "Page 2 of" in found.pages[1] and "Page2of" not in told


def test_a_guide_has_a_bookmark_for_each_question() -> None:
    guide = pypdfium2.PdfDocument(documents(OURS)["marking-guide.pdf"][0])
    marks = [(mark.level, mark.get_title()) for mark in guide.get_toc()]
    ids = [question.id for question in sample().questions]
    assert marks == [(0, "Week 5 test"), *((1, name) for name in ids)]


@pytest.mark.parametrize("path", ["paper-A.pdf", "marking-guide.pdf"])
def test_links_can_be_clicked(path: str) -> None:
    with pikepdf.open(io.BytesIO(documents(OURS)[path][0])) as pdf:
        found = [note.A.URI for page in pdf.pages for note in page.get("/Annots", ())]
    assert list(map(str, found)) == [ADDRESS]


def test_questions_in_another_language_say_so() -> None:
    with pikepdf.open(io.BytesIO(documents(OURS)["paper-A.pdf"][0])) as pdf:
        found = [str(each.Lang) for each in elements(pdf, "Sect") if "/Lang" in each]
    assert found == ["de"]


def test_what_is_transparent_is_printed() -> None:
    data, theirs = documents(".stem { opacity: .8 }")["paper-A.pdf"]
    both = zip(pictures(data), pictures(theirs), strict=True)
    assert [stray(our_page, their_page) for our_page, their_page in both] == [None] * pages(data)
