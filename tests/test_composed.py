"""Composed papers of random exams against the same papers printed as a whole by WeasyPrint."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pdf_checks
import pikepdf
import pypdfium2
import pytest
from builders import (
    PICTURE,
    blueprint,
    choice,
    numeric,
    open_question,
    ordering,
    picture_node,
    short,
    text,
    truefalse,
)
from PIL import Image, ImageChops, ImageFilter
from random_exams import FORMS, WORDS, Maker
from test_paper import materials, md, theme

from quizgen.model import (
    Asked,
    Exam,
    Form,
    FormSection,
    Option,
    Paper,
    Question,
)
from quizgen.paper.checks import readback
from quizgen.paper.checks.reading import Token, read
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.composition import Composition
from quizgen.paper.layout.job import Job
from quizgen.paper.orders import Maker as PaperMaker
from quizgen.paper.papers import Papers
from quizgen.paper.pool import Printers
from quizgen.paper.printing import papers, press
from quizgen.paper.views.content import Content

SEEDS = range(20)
ODD = frozenset({11})
"""Where WeasyPrint leaves room beside a head empty: see `test_pages`."""

NEAR = 0.5
"""Points by which things may stand elsewhere."""

RESOLUTION, FAINT = 100, 112
"""Pixels an inch, and steps of 255 by which a pixel may be lighter or darker than all around it."""


RULE = re.compile(rb"0\.6 0\.6 0\.6 rg\s((?:[\d.]+ ){4})re")


SHADED = b"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><defs>
<linearGradient id="a"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient>
<pattern id="b" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="4" height="4"/></pattern>
</defs><rect width="90" height="30" fill="url(#a)"/>
<rect y="30" width="90" height="30" fill="url(#b)"/></svg>"""


@dataclass(frozen=True)
class Case:
    """An exam, its papers as they are composed, and one of them printed as a whole."""

    exam: Exam
    composed: tuple[bytes, ...]
    jobs: tuple[Job, ...]
    picked: int
    printed: bytes
    targets: tuple[tuple[PlacedTarget, ...], tuple[PlacedTarget, ...]]
    """Of the one as composed, and as printed."""


@cache
def case(seed: int) -> Case:
    return printed_twice(Maker(seed).exam(), seed % FORMS)


def printed_twice(exam: Exam, picked: int) -> Case:
    content = Content(exam, materials(exam))
    jobs = tuple(papers(content, exam.forms))
    all_papers = Papers(content)
    with Printers(press(exam, content.materials)) as printers:
        (cast,) = printers.print_all([all_papers.casting()])
        assert cast.galley is not None, (cast.unsuitable, cast.problems)
        (printed,) = printers.print_all([jobs[picked]])
        assert not printed.problems, printed.problems
    orders = Composition(all_papers, cast.galley).orders()
    maker = PaperMaker(cast.galley, exam.blueprint.language)
    composed = tuple(paper.data for paper in maker.make(orders) if paper)
    paper = maker.composed(orders[picked])
    assert paper is not None and printed.targets is not None
    return Case(exam, composed, jobs, picked, printed.data, (paper.targets, printed.targets))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_composed_paper_is_the_printed_one(seed: int) -> None:
    found = case(seed)
    if seed not in ODD:
        require_same(found.composed[found.picked], found.printed)
        require_same_targets(*found.targets)
    for data, job in zip(found.composed, found.jobs, strict=True):
        assert readback.check(data, job.plan) == ()
    assert pdf_checks.complaints(found.composed[found.picked]) == ()
    for number, data in enumerate(found.composed):
        require_nothing_of_others(found.exam.forms, number, data)


def require_same_targets(
    composed: tuple[PlacedTarget, ...], printed: tuple[PlacedTarget, ...]
) -> None:
    """The same squares and lines of the same questions, in the same places and order."""
    for ours, theirs in zip(composed, printed, strict=True):
        assert (ours.question, ours.kind, ours.page) == (theirs.question, theirs.kind, theirs.page)
        sides = zip(astuple(ours.box), astuple(theirs.box), strict=True)
        assert max(abs(side - other) for side, other in sides) <= NEAR, (ours, theirs)


def require_same(composed: bytes, printed: bytes) -> None:
    """The same tokens in the same places, and the same pictures of the pages."""
    ours, theirs = read(composed), read(printed)
    assert len(ours.pages) == len(theirs.pages)
    pairs = tuple(zip(_tokens(ours.tokens), _tokens(theirs.tokens), strict=True))
    assert [ours.text for ours, _ in pairs] == [theirs.text for _, theirs in pairs]
    for our, their in pairs:
        sides = zip(our.box, their.box, strict=True)
        off = max(abs(side - other) for side, other in sides)
        assert our.page == their.page and off <= NEAR, (our, their)
    for our_rule, their_rule in zip(column_rules(composed), column_rules(printed), strict=True):
        # WeasyPrint leaves room below for what it had tried to place there: see `test_pages`.
        assert our_rule[:4] == their_rule[:4] and our_rule[4] <= their_rule[4]
    for number, (our_page, their_page) in enumerate(
        zip(pictures(composed), pictures(printed), strict=True)
    ):
        assert stray(our_page, their_page) is None, f"page {number + 1}"


def column_rules(data: bytes) -> list[list[float]]:
    """Page, left, top, width and height of the lines between columns, which are too faint to see."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages):
            page.contents_coalesce()
            for sides in RULE.findall(page.Contents.read_bytes()):
                rule = [number, *(round(float(side), 1) for side in sides.split())]
                found += [rule] if rule[4] > rule[3] else []
    return found


def _tokens(tokens: tuple[Token, ...]) -> list[Token]:
    """All but blanks, of which PDFium makes its own where words stand apart."""
    return [token for token in tokens if not token.text.isspace()]


def pictures(data: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page.render(scale=RESOLUTION / 72, grayscale=True).to_pil().convert("L")
    document.close()


def stray(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around pixels of one picture that are like none around there in the other."""
    for ours, theirs in ((one, other), (other, one)):
        lighter = ImageChops.subtract(ours, theirs.filter(ImageFilter.MaxFilter(3)))
        darker = ImageChops.subtract(theirs.filter(ImageFilter.MinFilter(3)), ours)
        worst = ImageChops.lighter(lighter, darker).point(lambda step: 255 * (step > FAINT))
        if box := worst.getbbox():
            return box
    return None


def test_pictures_are_told_apart() -> None:
    page = next(pictures(case(0).printed))
    assert stray(page, page) is None
    assert stray(page, ImageChops.offset(page, 0, 4)) is not None
    assert stray(page, ImageChops.offset(page, 4, 0)) is not None


def test_papers_with_another_letter_are_told_apart() -> None:
    pages = [
        next(pictures(printed_twice(plain_exam(f"A {word} word"), 0).printed))
        for word in ("cold", "gold")
    ]
    assert stray(*pages) is not None


def plain_exam(words: str, **values: Any) -> Exam:
    """An exam of two forms, with one question of these words."""
    question = choice("plain", stem=md(words))
    return two_forms(question, **values)


def two_forms(*questions: Question, **values: Any) -> Exam:
    """An exam that asks the questions twice, the options in one order and in the other."""
    forms = tuple(Form(label=label, sections=(_section(questions, label),)) for label in "AB")
    made = blueprint(forms=2, **values)
    return Exam(blueprint=made, forms=forms, pictures={PICTURE.key: PICTURE})


def _section(questions: tuple[Question, ...], label: str) -> FormSection:
    rows = []
    for number, question in enumerate(questions, start=1):
        size = len(getattr(question, "options", getattr(question, "entries", ())))
        order = tuple(range(size)) if label == "A" else tuple(reversed(range(size)))
        rows.append(Asked(number=number, question=question, points=Decimal(1), order=order))
    return FormSection(title="All", questions=tuple(rows))


def require_nothing_of_others(forms: tuple[Form, ...], number: int, data: bytes) -> None:
    """Neither names and numbers of other candidates nor questions that were not asked."""
    mine = forms[number]
    asked = {each.question.id for each in mine.questions}
    others = {each.question.id for form in forms for each in form.questions} - asked
    people = [form.candidate for form in forms if form.candidate and form is not mine]
    others |= {word for person in people for word in (*person.name.split(), person.id)}
    held = everything(data)
    found = {word for word in others if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", held)}
    assert not found
    assert all(name in held for name in asked)


def everything(data: bytes) -> str:
    """All text of the pages, and all strings of the file's objects."""
    with pikepdf.open(io.BytesIO(data)) as document:
        strings = [text for each in document.objects for text in _strings(each)]
    return "\n".join((*read(data).pages, *strings))


def _strings(thing: Any) -> Iterator[str]:
    """The strings in an object; objects that it refers to have their turn."""
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    inner: list[Any] = list(thing) if isinstance(thing, pikepdf.Array) else []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        inner = [each for _, each in thing.items()]
    for each in inner:
        if not getattr(each, "is_indirect", False):
            yield from _strings(each)


def test_what_authors_write_is_tagged() -> None:
    source = (
        "- a\n\n    - b [link](https://example.org)\n\n| x | y |\n|---|---|\n| 1 | $x^2$ |\n\n> `c`"
    )
    listed = Option(text=md(source), right=True)
    shown = Option(text=(*md("A dot: "), *text("", picture_node())), right=False)
    data = printed_twice(two_forms(choice("c", options=(listed, shown))), 0).composed[1]
    with pikepdf.open(io.BytesIO(data)) as document:
        tree = tuple(_elements(document.Root.StructTreeRoot.K))
        assert not any("/Annots" in page for page in document.pages)
    kinds = Counter(str(element.S) for element in tree)
    assert kinds["/L"] == 3 and kinds["/Lbl"] == 4 and kinds["/BlockQuote"] == 1
    assert "/Link" not in kinds and "/Div" not in kinds
    assert {str(each.A.Scope) for each in tree if each.S == "/TH"} == {"/Column", "/Row"}
    (formula,), (figure,) = ([e for e in tree if kind == e.S] for kind in ("/Formula", "/Figure"))
    assert str(formula.Alt) == str(formula.ActualText) == "x squared"
    assert str(figure.Alt) == "A dot"


def _elements(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _elements(kid)


# Questions that no page has room for

DRAWN = random.Random(7)


def many(count: int) -> str:
    """So many words, never the same."""
    return " ".join(DRAWN.choices(WORDS, k=count))


OPTIONS = tuple(Option(text=md(f"O{i} {many(180)}"), right=i == 0) for i in range(6))
TALL = (
    choice("options", options=OPTIONS),
    choice("sentence", stem=md(many(1800))),
    short("paragraphs", stem=md("\n\n".join(many(150) for _ in range(9)))),
    open_question("lines", stem=md(many(400)), points=Decimal(10)),
    replace(ordering("steps"), entries=tuple(md(many(180)) for _ in range(6))),
    choice("code", stem=md("```\n" + "\n".join(many(3) for _ in range(90)) + "\n```")),
    numeric("list", stem=md("\n".join(f"- entry {many(25)}" for _ in range(60)))),
    truefalse("terms", stem=md("\n\n".join(f"{many(2)}\n: {many(50)}" for _ in range(20)))),
)


@pytest.mark.parametrize("columns", [1, 2])
def test_questions_longer_than_a_page_are_broken(columns: int) -> None:
    paper = Paper(columns=columns, font_size=Decimal(12 - columns))
    found = printed_twice(two_forms(short(), *TALL, truefalse(), paper=paper), 1)
    for data, job in zip(found.composed, found.jobs, strict=True):
        assert readback.check(data, job.plan) == ()
    assert pdf_checks.complaints(found.composed[1]) == ()
    if columns == 1:
        require_same(found.composed[1], found.printed)


def test_a_picture_with_gradients_and_patterns_is_composed() -> None:
    made = two_forms(choice("c", stem=text("What is ", picture_node())))
    shaded = replace(PICTURE, media_type="image/svg+xml", data=SHADED, width=90, height=60)
    found = printed_twice(replace(made, pictures={PICTURE.key: shaded}), 1)
    require_same(found.composed[1], found.printed)


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        (".option { display: inline-block; width: 30% }", "below each other"),
        (".option { float: left }", "below each other"),
        (".options { display: flex }", "below each other"),
        (".question { background: linear-gradient(white, #ddd) }", "a gradient"),
        (".option:has(pre) { margin-bottom: 3em }", "equal distances"),
        ("@page :left { margin-left: 50mm }", "width"),
        ("@page :left { margin-top: 50mm }", "height"),
    ],
)
def test_what_cannot_be_composed_is_told(style: str, reason: str) -> None:
    options = (*OPTIONS[:2], Option(text=md("```\nx = 1\n```"), right=False))
    made = two_forms(choice("c", options=options))
    content = Content(made, materials(made, theme(style)))
    with Printers(press(made, content.materials)) as printers:
        (cast,) = printers.print_all([Papers(content).casting()])
    assert cast.galley is None and reason in cast.unsuitable
