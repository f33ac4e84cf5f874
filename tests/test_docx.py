"""Word papers and keys, read as Word does: lists, equations, pictures, nothing of the key."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import PICTURE, blueprint, choice, open_question, options, short
from lxml import etree
from PIL import Image
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle import md

from quizgen.document import NotMade
from quizgen.export.docx import DOCX, pandoc
from quizgen.export.lms import drawing as drawings
from quizgen.export.lms.drawing import NotDrawn, png_of
from quizgen.materials import Printing
from quizgen.model import Exam, Picture
from quizgen.problem import ERROR
from quizgen.sandbox import Allowance, Sandbox

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def written(exam: Exam) -> dict[str, bytes]:
    return {each.path: each.data for each in DOCX.export(exam, MATERIALS)}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])


def paragraphs(data: bytes) -> list[str]:
    """The text of each paragraph, with that of its equations."""
    texts = (
        "".join(t.text or "" for t in p.iter(f"{W}t", f"{M}t")) for p in body(data).iter(f"{W}p")
    )
    return [text for text in texts if text]


def lettered(data: bytes) -> Iterator[str]:
    """The texts in lists that count A, B, C."""
    numbering = etree.fromstring(parts(data)["word/numbering.xml"])
    capital = {
        abstract.get(f"{W}abstractNumId")
        for abstract in numbering.iter(f"{W}abstractNum")
        for format in abstract.iter(f"{W}numFmt")
        if format.get(f"{W}val") == "upperLetter"
    }
    lists = {
        number.get(f"{W}numId")
        for number in numbering.iter(f"{W}num")
        for kind in number.iter(f"{W}abstractNumId")
        if kind.get(f"{W}val") in capital
    }
    for paragraph in body(data).iter(f"{W}p"):
        if any(each.get(f"{W}val") in lists for each in paragraph.iter(f"{W}numId")):
            yield "".join(t.text or "" for t in paragraph.iter(f"{W}t", f"{M}t"))


def test_a_bank_becomes_a_paper_and_a_key() -> None:
    files = written(everything())
    assert list(files) == ["paper.docx", "key.docx"]
    assert DOCX.check(everything(), MATERIALS) == ()


def test_options_are_a_list_with_letters_in_the_drawn_order() -> None:
    exam = Maker(4).exam()
    files = written(exam)
    for form in exam.forms:
        found = list(lettered(files[f"paper-{form.label}.docx"]))
        for asked in form.questions:
            if asked.question.kind != "choice":
                continue
            words = [plain_words(option.text) for option in asked.options]
            start = next(i for i, text in enumerate(found) if text.startswith(words[0]))
            for text, wanted in zip(found[start:], words, strict=False):
                assert text.startswith(wanted)


def plain_words(markup: object) -> str:
    """The first words of a passage, up to anything that is no text."""
    node = markup[0]  # type: ignore[index]
    while node.children:
        node = node.children[0]
    return str(node.text)


def test_formulas_are_equations_that_can_be_edited() -> None:
    exam = one(choice("a", stem=md(r"What is $\frac{a}{2}$?")))
    (paper, _) = written(exam).values()
    (fraction,) = body(paper).iter(f"{M}f")
    assert [t.text for t in fraction.iter(f"{M}t")] == ["a", "2"]


def test_a_formula_that_word_gets_as_tex_is_told() -> None:
    exam = one(choice("a", stem=md("What is $x$ or $\\ddddot{x}$ or $\\ce{H2O}$?")))
    told = DOCX.check(exam, MATERIALS)
    assert [problem.message for problem in told] == [r"Word shows this formula as TeX: \ce{H2O}"]
    assert r"\ce{H2O}" in "".join(paragraphs(written(exam)["paper-A.docx"]))


@pytest.mark.parametrize("tex", [r"m\phantom{c^2}", r"\color{white}{c^2}", r"\textcolor{red}b"])
def test_a_formula_that_hides_something_is_an_error(tex: str) -> None:
    made = one(choice("a", stem=md(f"Complete $E = {tex}$")))
    problem, *_ = DOCX.check(made, MATERIALS)
    assert problem.severity == ERROR and "Word would show what \\" in problem.message


def test_pictures_are_in_the_file_and_drawings_are_pixels() -> None:
    media = [name for name in parts(written(everything())["paper.docx"]) if "/media/" in name]
    assert len(media) == 2 and all(name.endswith(".png") for name in media)


def test_words_of_a_drawing_are_drawn_whatever_fonts_there_are() -> None:
    assert png_of(drawing("<text x='5' y='20'>River</text>")) != png_of(drawing(""))


def test_words_that_cannot_be_drawn_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawings, "_faces", lambda words: iter(()))
    with pytest.raises(NotDrawn, match="words"):
        png_of(drawing("<text x='5' y='20'>River</text>"))


def test_a_drawing_that_cannot_be_drawn_is_an_error() -> None:
    with pytest.raises(NotDrawn, match="could not be drawn"):
        png_of(replace(drawing(""), data=b"<x/>"))


def test_a_drawing_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = Sandbox(Allowance(seconds=0.001, memory=drawings.ALLOWANCE.memory), drawings.SERVANT)
    monkeypatch.setattr(drawings, "_sandbox", lambda: hurried)
    with pytest.raises(NotDrawn, match="could not be drawn"):
        png_of(drawing("<rect width='9' height='9'/>"))


def test_a_large_drawing_gets_no_more_pixels_than_anybody_needs() -> None:
    large = replace(drawing("<rect width='9' height='9'/>"), width=8_000, height=6_000)
    source = large.data.replace(b"'60'", b"'8000'").replace(b"'30'", b"'6000'")
    with Image.open(io.BytesIO(png_of(replace(large, data=source)))) as drawn:
        assert drawn.size == (4_000, 3_000)


def drawing(inside: str) -> Picture:
    source = f"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='30'>{inside}</svg>"
    return Picture("0" * 64, "image/svg+xml", source.encode(), 60, 30)


@pytest.mark.parametrize("seed", range(4))
def test_no_paper_holds_a_key_and_each_holds_its_questions(seed: int) -> None:
    exam = Maker(seed).exam()
    files = written(exam)
    assert set(files) == {*(f"paper-{form.label}.docx" for form in exam.forms), "key.docx"}


def test_a_paper_without_a_question_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pandoc.converted
    monkeypatch.setattr(
        pandoc, "converted", lambda html, *limits: whole(html.replace("Nile", "Rhine"), *limits)
    )
    with pytest.raises(NotMade, match="is missing, or not in its place"):
        written(one(choice("a", options=options("Nile", "Thames"))))


def test_a_paper_with_an_answer_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pandoc.converted
    monkeypatch.setattr(
        pandoc, "converted", lambda html, *limits: whole(f"{html}<p>seminorm</p>", *limits)
    )
    with pytest.raises(NotMade, match="of the key is in it"):
        written(one(short("a", "seminorm")))


def test_a_lost_picture_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pandoc.converted
    monkeypatch.setattr(
        pandoc, "converted", lambda html, *limits: whole(html.replace("<img", "<i"), *limits)
    )
    with pytest.raises(NotMade, match="pictures are there"):
        written(everything())


def test_the_key_names_answers_and_the_guide_has_the_rubric() -> None:
    text = "\n".join(paragraphs(written(everything())["key.docx"]))
    assert "Pacific | Pacific Ocean | Stiller Ozean" in text
    assert "names the two motions, rotation and revolution" in text


@pytest.mark.parametrize(("size", "width"), [("A4", "11906"), ("Letter", "12240")])
def test_the_sheet_has_the_size_of_the_exam(size: str, width: str) -> None:
    exam = one(open_question("a"))
    paper = replace(exam.blueprint.paper, size=size)
    data = written(replace(exam, blueprint=replace(exam.blueprint, paper=paper)))["paper-A.docx"]
    assert [each.get(f"{W}w") for each in body(data).iter(f"{W}pgSz")] == [width]


def test_the_same_bytes_twice() -> None:
    assert written(Maker(1).exam()) == written(Maker(1).exam())


def test_without_pandoc_the_way_to_install_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    (problem,) = DOCX.check(everything(), MATERIALS)
    assert problem.severity == ERROR and "pip install 'quizgen[word]'" in problem.hint


def test_a_limit_of_time_is_kept() -> None:
    hurried = replace(MATERIALS, printing=Printing(seconds=0))
    with pytest.raises(NotMade, match="within 0 seconds"):
        tuple(DOCX.export(everything(), hurried))


def one(*questions: object) -> Exam:
    """These questions as one form asks them."""
    from test_moodle import exam

    made = exam(*questions)  # type: ignore[arg-type]
    return replace(made, blueprint=blueprint(), pictures={PICTURE.key: PICTURE})
