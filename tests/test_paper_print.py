"""The PDF files as a whole: what is in them, the same everywhere, within limits, and nothing by halves."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    in_memory,
    one_of_each,
    open_question,
    sample_exam,
    text,
)
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from test_paper import asked, exam, materials, md, our_theme, rich_exam, theme

from quizgen.document import NotMade
from quizgen.export.pdf import PDF
from quizgen.materials import Theme
from quizgen.model import Exam, Form, FormSection, Paper, Picture, Place
from quizgen.paper.checks.reading import read
from quizgen.paper.checks.strand import Strand
from quizgen.paper.fonts import lengths
from quizgen.paper.layout import engine, font_names
from quizgen.paper.layout.engine import Engine
from quizgen.paper.layout.failures import LayoutFailure
from quizgen.paper.pool import print_all
from quizgen.paper.printing import jobs, press
from quizgen.paper.views.plan import Passage, Piece
from quizgen.problem import Problem


def export(made: Exam, theme: Theme | None = None) -> dict[str, bytes]:
    files = map(in_memory, PDF.export(made, materials(made, theme)))
    return {file.path: file.data for file in files}


def paper_of(made: Exam, theme: Theme | None = None) -> bytes:
    """The first paper alone, which must come out without a problem."""
    used = materials(made, theme)
    (outcome,) = print_all(press(made, used), jobs(made, used)[:1])
    assert outcome.problems == ()
    return outcome.data


def failure(made: Exam, theme: Theme | None = None) -> Problem:
    with pytest.raises(NotMade) as raised:
        export(made, theme)
    return raised.value.problems[0]


@cache
def sample() -> dict[str, bytes]:
    return export(rich_exam(title="Norms & dots", forms=1))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def text_of(data: bytes) -> str:
    return "\n".join(read(data).pages)


def test_there_is_a_paper_for_each_form_a_key_and_a_guide() -> None:
    files = export(assembled(bank(choice()), blueprint(forms=2)))
    assert list(files) == ["paper-A.pdf", "paper-B.pdf", "key.pdf", "marking-guide.pdf"]
    assert len(opened(files["key.pdf"]).pages) == 2
    assert "Version B" in text_of(files["paper-B.pdf"])


def test_a_candidates_paper_names_no_one_else() -> None:
    files = export(exam(choice(), candidates=candidates(2)))
    assert list(files)[:2] == ["paper-001.pdf", "paper-002.pdf"]
    assert "Person 2" in text_of(files["paper-002.pdf"])
    assert b"Person 1" not in b"".join(
        stream.read_bytes()
        for stream in opened(files["paper-002.pdf"]).objects
        if isinstance(stream, pikepdf.Stream)
    )
    assert "Person 1" not in text_of(files["paper-002.pdf"])


def test_the_file_is_tagged_titled_and_in_a_language() -> None:
    document = opened(sample()["paper-A.pdf"])
    assert document.Root.Lang == "en"
    assert document.Root.MarkInfo.Marked
    assert document.docinfo["/Title"] == "Norms & dots"
    assert b'pdfuaid:part="1"' in document.Root.Metadata.read_bytes()
    assert "/CreationDate" not in document.docinfo and "/ModDate" not in document.docinfo
    with document.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Norms & dots"]
        assert [entry.title for entry in outline.root[0].children] == ["All kinds"]


def test_only_our_fonts_are_embedded() -> None:
    for data in sample().values():
        document = opened(data)
        names = {
            str(thing.BaseFont).partition("+")[2]
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        }
        assert names and all(name.startswith("Quizgen-") for name in names), names


def test_the_names_of_fonts_hang_on_the_fonts_alone() -> None:
    made = rich_exam(title="Norms & dots")
    used = press(made, materials(made)).assets
    fonts = [asset.data for asset in used if asset.media_type == "font/ttf"]
    for data in sample().values():
        for thing in opened(data).objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                found, _, name = str(thing.BaseFont)[1:].partition("+")
                assert found in {font_names.tag(font, name.encode(), {}) for font in fonts}


@pytest.mark.parametrize(("size", "expected"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_pages_are_numbered_and_sized(size: str, expected: tuple[int, int]) -> None:
    data = paper_of(exam(choice(), paper=Paper(size=size)))
    document = opened(data)
    box = document.pages[0].mediabox
    assert (round(float(box[2])), round(float(box[3]))) == expected
    assert "Page 1 of 1" in text_of(data)


@pytest.mark.parametrize(
    "paper",
    [
        Paper(columns=2),
        Paper(font_size=Decimal(18), answer_sheet=True),
        Paper(columns=2, answer_sheet=True),
        Paper(size="Letter", answer_space="box"),
    ],
)
def test_every_layout_is_read_back(paper: Paper) -> None:
    assert paper_of(rich_exam(paper=paper, language="de"))


def test_the_answer_sheet_is_a_page_of_its_own_and_says_whose_it_is() -> None:
    sheet = Paper(answer_sheet=True)
    personal = exam(*one_of_each(), paper=sheet, candidates=candidates(1))
    version = assembled(bank(choice()), blueprint(forms=2, paper=sheet))
    for made, names in ((personal, ("Person 1", "0001")), (version, ("Version A",))):
        *before, last = read(paper_of(made)).pages
        assert last.count("Answer sheet") == 1 and all(name in last for name in names)
        assert "Answer sheet" not in "".join(before)


def long_exam(**values: object) -> Exam:
    """Two sections of questions of different lengths, on several pages."""
    questions = [
        choice(f"c{i}", stem=text(f"Question {i}: " + "word " * (7 * i % 90))) for i in range(24)
    ]
    rows = [asked(question, i) for i, question in enumerate(questions, start=1)]
    parts = (
        FormSection(title="First part", questions=tuple(rows[:11])),
        FormSection(title="Second part", questions=tuple(rows[11:])),
    )
    made = blueprint(**values)
    return Exam(blueprint=made, forms=(Form(label="A", sections=parts),))


@pytest.mark.parametrize("columns", [1, 2])
def test_a_question_stays_on_a_page_and_a_heading_with_its_first_question(columns: int) -> None:
    made = long_exam(paper=Paper(columns=columns))
    plan = jobs(made, materials(made))[0].plan
    reading = read(paper_of(made))
    strand = Strand(reading.tokens)
    assert len(reading.pages) > 2
    position = 0
    for question in plan.parts[0].questions:
        stem = strand.find_stem(question.stem, question.points, position)
        assert stem is not None
        last = strand.find(question.lists[0][-1], stem.stop)
        assert last is not None
        assert len(pages_of(strand, range(stem.start, last.stop))) == 1
        position = last.stop
    for title, first in (("First part", 0), ("Second part", 11)):
        found = strand.find(Passage("", (Piece(title),)), 0)
        stem = strand.find_stem(plan.parts[0].questions[first].stem, "1 point", 0)
        assert found and stem
        assert pages_of(strand, found) == pages_of(strand, range(stem.start, stem.start + 1))


def pages_of(strand: Strand, span: range) -> set[int]:
    return {token.page for token in strand.tokens(span)}


def test_the_text_of_a_question_longer_than_a_page_is_whole() -> None:
    made = exam(choice(stem=text("word " * 2500)), open_question(answer=text("word " * 900)))
    assert len(read(paper_of(made)).pages) > 3


def test_a_form_does_not_depend_on_what_was_printed_before() -> None:
    made = assembled(bank(*one_of_each()), blueprint(forms=2))
    used = materials(made)
    first, second = jobs(made, used)[:2]
    shared = press(made, used)
    (alone,) = print_all(shared, [second])
    after = list(print_all(shared, [first, replace(second), first, second]))
    assert after[1] == after[3] == alone and after[0] == after[2]


SCRIPT = """
import hashlib, json, sys
sys.path.insert(0, {tests!r})
from test_paper_print import export, rich_exam
files = export(rich_exam(title="Norms & dots", forms=1))
print(json.dumps({{path: hashlib.sha256(data).hexdigest() for path, data in files.items()}}))
"""


PLACE = Place("content/week5.md", 7)
ELSEWHERE = {
    "PYTHONHASHSEED": "7",
    "TZ": "Pacific/Auckland",
    "FONTCONFIG_FILE": "nowhere",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


def test_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Whatever the hash seed, folder, time zone, locale, and the fonts of the machine."""
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    modules = os.pathsep.join(entry for entry in sys.path if entry)
    environment = {**os.environ, "PYTHONPATH": modules, **ELSEWHERE}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    expected = {path: hashlib.sha256(data).hexdigest() for path, data in sample().items()}
    assert json.loads(done.stdout) == expected


# Characters


def test_a_character_that_no_font_has_is_an_error_at_its_place() -> None:
    made = exam(choice(stem=md("One\n\nTwo \ue123 three")), title="Title 😀")
    found = PDF.check(made, materials(made))
    assert {(problem.place.path, problem.place.line) for problem in found} == {
        ("", 0),
        ("deck.md", 3),
    }
    assert any("U+E123" in problem.message for problem in found)
    assert any("U+1F600" in problem.message for problem in found)
    assert all("fonts/" in problem.hint for problem in found)


def test_a_word_that_is_too_long_to_be_set_is_an_error_at_its_place() -> None:
    long = "x" * 2001
    for question in (
        choice(stem=md(f"One\n\n{long}")),
        choice(stem=md(f"Code\n\n```\n{long}\n```")),
    ):
        (problem,) = PDF.check(exam(question), materials(exam(question)))
        assert problem.place.path == "deck.md" and problem.place.line == 3
        assert "2,001 characters" in problem.message


@pytest.mark.parametrize("words", ["word " * 900, "re-" * 900, "漢字。" * 900, "ภาษา" * 900])
def test_a_long_text_that_can_be_broken_is_none(words: str) -> None:
    assert lengths.check(exam(choice(stem=text(words)))) == ()


def test_an_answer_sheet_without_answers_is_a_warning() -> None:
    made = exam(open_question(), paper=Paper(answer_sheet=True), place=Place("exam.yaml"))
    (problem,) = PDF.check(made, materials(made))
    assert problem.place == Place("exam.yaml") and problem.severity == "warning"


def own_font() -> bytes:
    """A font named Own, of a square for the letter e and for U+E123."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 700), (500, 700), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({0xE123: "square", ord("e"): "square"})
    builder.setupGlyf({".notdef": square, "square": square})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "square": (600, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def test_a_font_of_the_teachers_adds_its_characters() -> None:
    made = exam(choice(stem=text("A private \ue123 sign")))
    own = replace(theme(), fonts=(own_font(),))
    assert PDF.check(made, materials(made, own)) == ()
    assert paper_of(made, own)


def test_a_font_of_the_teachers_can_be_asked_for_by_its_name() -> None:
    own = replace(theme(".stem { font-family: Own, var(--serif) }"), fonts=(own_font(),))
    document = opened(paper_of(exam(choice(stem=text("Where? Here."))), own))
    names = [str(thing.get("/BaseFont")) for thing in document.objects if "/BaseFont" in thing]
    assert any(name.endswith("+Own") for name in names)


def test_a_font_that_is_none_is_an_error() -> None:
    own = replace(theme(), fonts=(own_font(), b"no font"))
    (problem,) = PDF.check(exam(choice()), materials(exam(choice()), own))
    assert problem.place == Place("fonts") and "font file 2" in problem.message


# What teachers' own templates and style sheets can do


def test_an_own_style_sheet_wins() -> None:
    bold = paper_of(rich_exam(title="Norms & dots"), theme(".stem { font-weight: bold }"))
    assert bold != sample()["paper-A.pdf"]


@pytest.mark.parametrize(
    ("style", "line", "message"),
    [
        ("\n@import url(http://127.0.0.1:9/a.css);", 0, "refused"),
        ("p {}\np { colour: red }", 2, "unknown property"),
        ("p {}\n" + "a { " * 600, 2, "cannot be read"),
    ],
)
def test_a_style_sheet_that_does_harm_is_an_error(style: str, line: int, message: str) -> None:
    with pytest.raises(LayoutFailure) as raised:
        Engine("", style, {})
    assert message in raised.value.message
    assert line in (0, raised.value.place.line)


def test_problems_of_a_style_sheet_have_their_line() -> None:
    problem = failure(exam(choice()), theme("\n@import url(http://127.0.0.1:9/a.css);"))
    assert "refused" in problem.message and problem.place == Place("style.css", 2)


def test_text_that_a_style_sheet_hides_is_missed() -> None:
    problem = failure(exam(choice(place=PLACE)), theme(".stem { color: white }"))
    assert "cannot be seen" in problem.message and problem.place == Place("style.css", 1, 9)


def test_a_template_that_fails_is_an_error_at_its_line() -> None:
    problem = failure(exam(choice()), theme(title="\n{{ paper.titel }}"))
    assert problem.place == Place("templates/paper/title.html.j2", 2)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("paper.sections|map(attribute='title')", "generator"),
        ("cycler('a')", "Cycler"),
        ("paper", "PaperView"),
        ("[paper.sections]", "list"),
        ("{'a': paper}", "dict"),
        ("paper.sheet.title.index", "builtin_function_or_method"),
    ],
)
def test_an_object_of_the_program_is_no_text(printed: str, kind: str) -> None:
    """It would be printed with its place in memory, which is another one in every run."""
    problem = failure(exam(choice()), theme(title=f"\n\n{{{{ {printed} }}}}"))
    assert problem.place == Place("templates/paper/title.html.j2", 3)
    assert f"{kind} is no text" in problem.message


def test_plain_lists_may_be_printed() -> None:
    plain = "{{ paper.sheet.title }} {{ [1, 2.5, none, ('a', {'b': true})] }}"
    paper_of(exam(choice()), theme(title=f"<h1>{plain}</h1>"))


@pytest.mark.parametrize(
    ("own", "named"),
    [
        (theme(title="<h1>Another title</h1>"), ["templates/paper/title.html.j2"]),
        (theme(".stem { color: white }"), ["style.css"]),
        (
            theme(".stem { color: white }", marks="", identity=""),
            ["templates/paper/identity.html.j2, templates/paper/marks.html.j2, style.css"],
        ),
    ],
)
def test_the_hint_names_the_files_that_are_the_teachers_own(own: Theme, named: list[str]) -> None:
    made = exam(choice(place=PLACE), place=Place("exam.yaml"))
    used = materials(made, own)
    (outcome,) = print_all(press(made, used), jobs(made, used)[:1])
    for problem in outcome.problems:
        assert problem.hint.endswith(f"look at your own {named[0]}")
        assert problem.place in (PLACE, Place("exam.yaml"))


def test_a_hint_names_no_files_where_all_are_ours() -> None:
    wide = "|" + "column|" * 40 + "\n|" + "--|" * 40 + "\n|" + "value|" * 40
    problem = failure(exam(choice(), choice("wide", stem=md(wide), place=PLACE)))
    assert problem.place == Place("deck.md", 1) and "cannot be seen" in problem.message
    assert problem.hint == "is it too large for the page?"


def test_what_is_hidden_of_a_stem_has_the_place_of_its_block() -> None:
    wide = "|" + "column|" * 40 + "\n|" + "--|" * 40
    stem = md(f"One\n\nTwo\\\n2\n\n---\n\n- a\n- b\n\n{wide}\n\nThree")
    problem = failure(exam(choice(stem=stem, place=PLACE)))
    assert problem.place == replace(stem[4].place, path=problem.place.path)
    assert (stem[4].kind, problem.place.line) == ("table", 11)


def test_what_is_about_no_question_has_the_place_of_the_exam() -> None:
    made = exam(choice(), place=Place("exam.yaml"))
    used = materials(made, theme(title=nested(600)))
    job = jobs(made, used)[0]
    (deep,) = next(iter(print_all(press(made, used), [job]))).problems
    assert deep.place == Place("exam.yaml") and "templates/paper/title.html.j2" in deep.hint
    (late,) = next(iter(print_all(press(made, used), [replace(job, seconds=0)]))).problems
    assert late.place == Place("exam.yaml") and "templates/paper/title.html.j2" in late.hint


@pytest.mark.parametrize("name", ["key.pdf", "marking-guide.pdf"])
def test_a_question_that_a_key_or_guide_lacks_is_named_by_its_place(name: str) -> None:
    made = exam(choice("one"), choice("two", place=PLACE))
    own = theme(
        guide_question="{% if question.id == 'one' %}"
        + our_theme().templates["paper/guide_question.html.j2"]
        + "{% endif %}",
        key=our_theme().templates["paper/key.html.j2"].replace("form.rows", "form.rows[:1]"),
    )
    used = materials(made, own)
    (job,) = (job for job in jobs(made, used) if job.path == name)
    (outcome,) = print_all(press(made, used), [job])
    assert [problem.place for problem in outcome.problems] == [PLACE]


def nested(depth: int) -> str:
    return "<div>" * depth + "x" + "</div>" * depth


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (nested(600), "nested too deep"),
        ("{{ 'x' * 9000000000 }}", "too much memory"),
        (
            "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
            "seconds",
        ),
        ('<link rel="attachment" href="asset:1">', "attachments"),
    ],
)
def test_limits(source: str, message: str) -> None:
    made = exam(choice())
    used = materials(made, theme(title="<h1>Week 5 test</h1>" + source))
    job = replace(jobs(made, used)[0], seconds=4 if message == "seconds" else 60)
    (outcome,) = print_all(press(made, used), [job])
    assert outcome.data == b"" and message in outcome.problems[0].message


def test_a_document_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_PAGES", 3)
    page = '<html lang="en"><body>' + '<p style="break-before: page">x</p>' * 4
    with pytest.raises(LayoutFailure, match="4 pages"):
        Engine("", "", {}).print(page, "Long")


def test_a_picture_that_would_take_for_ever_is_stopped() -> None:
    uses = "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 20 + "</g>" for i in range(1, 9))
    data = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<g id="a0"><rect width="1" height="1"/></g>{uses}</svg>'
    ).encode()
    key = hashlib.sha256(data).hexdigest()
    node = replace(
        text("")[0], kind="image", children=(), attributes=(("alt", "Bomb"), ("picture", key))
    )
    made = exam(choice(stem=text("What? ", node)))
    made = replace(made, pictures={key: Picture(key, "image/svg+xml", data, 9, 9)})
    job = replace(jobs(made, materials(made))[0], seconds=5)
    (outcome,) = print_all(press(made, materials(made)), [job])
    assert "took longer than 5 seconds" in outcome.problems[0].message


def test_after_a_problem_nothing_more_is_printed() -> None:
    made = sample_exam(forms=3)
    used = materials(made, theme(title="{{ nosuch }}"))
    outcomes = list(print_all(press(made, used), jobs(made, used)))
    assert len(outcomes) == 1 and outcomes[0].problems


def test_no_jobs_no_documents() -> None:
    made = exam(choice())
    assert list(print_all(press(made, materials(made)), [])) == []
