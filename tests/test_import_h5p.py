"""H5P packages become questions; what we exported comes back, as far as H5P holds it."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from builders import PICTURE, bank, in_memory
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, assume, given, settings
from import_reading import format_of, found, notes, questions, told
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS

from quizgen.assemble import bank_exam
from quizgen.author.seen import differences
from quizgen.cli import main
from quizgen.export import EXPORTERS
from quizgen.export.h5p.media import picture_words
from quizgen.export.h5p.simple import simplified
from quizgen.importers.importer import Imported
from quizgen.markup.plain import plain
from quizgen.markup.seen import squeezed
from quizgen.model import (
    Choice,
    Exam,
    Gaps,
    Matching,
    Node,
    Numeric,
    Open,
    Question,
    ShortAnswer,
    TrueFalse,
    nodes,
    walk,
)
from quizgen.problem import has_errors

NAME = "set.h5p"
LOST = {"tags", "points", "difficulty", "rubric", "id"}
"""What no H5P package holds."""


def package(library: str, params: Any, **files: bytes) -> bytes:
    title = {"title": "Rivers", "language": "de", "mainLibrary": library}
    held = {"h5p.json": json.dumps(title), "content/content.json": json.dumps(params)}
    return zipped({**{name: text.encode() for name, text in held.items()}, **files})


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def one(library: str, params: Any) -> Question:
    imported = found("h5p", package(library, params), NAME)
    assert not imported.problems, told(imported)
    (question,) = questions(imported)
    return question


def choice(*right: bool, **more: Any) -> dict[str, Any]:
    answers = [{"text": f"<div>option {i}</div>", "correct": r} for i, r in enumerate(right)]
    return {"question": "<p>Which?</p>", "answers": answers, **more}


def inner(library: str, params: Any) -> dict[str, Any]:
    return {"library": f"{library} 1.14", "params": params, "metadata": {"title": "T"}}


@pytest.mark.parametrize(
    ("right", "kind", "multiple"),
    [
        ((True, False), "auto", False),
        ((True, True), "auto", True),
        ((True, False), "multi", True),
        ((True, False), "single", False),
    ],
)
def test_a_choice(right: tuple[bool, ...], kind: str, multiple: bool) -> None:
    question = one("H5P.MultiChoice", choice(*right, behaviour={"type": kind}))
    assert isinstance(question, Choice)
    assert question.multiple == multiple
    assert tuple(option.right for option in question.options) == right
    assert plain(question.options[1].text) == "option 1"


def test_true_or_false() -> None:
    question = one("H5P.TrueFalse", {"question": "<p>Wet.</p>", "correct": "false"})
    assert isinstance(question, TrueFalse)
    assert not question.answer


def test_blanks() -> None:
    params = {
        "text": "<p>Fill in:</p>",
        "questions": ["<p>The *Rhine/Rhein:a river* &amp; the</p>", "<p>*&#39;Elbe* flow.</p>"],
        "behaviour": {"caseSensitive": False},
    }
    question = one("H5P.Blanks", params)
    assert isinstance(question, Gaps)
    assert plain(question.stem) == "Fill in:\nThe ____ & the\n____ flow."
    assert [[str(a) for a in gap.answers] for gap in question.gaps] == [
        ["Rhine", "Rhein"],
        ["'Elbe"],
    ]
    assert question.gaps[0].hint == "a river"
    assert not question.case


def test_a_lone_blank_is_a_short_answer_or_a_number() -> None:
    params = {"text": "<p>Which river?</p>", "questions": ["<p>*Rhine:wet*</p>"]}
    question = one("H5P.Blanks", params)
    assert isinstance(question, ShortAnswer)
    assert question.case
    assert [plain(hint) for hint in question.hints] == ["wet"]
    number = one("H5P.Blanks", {**params, "questions": ["<p>*1.5/1,5* km</p>"]})
    assert isinstance(number, Numeric)
    assert (number.value, number.unit) == (Decimal("1.5"), "km")


def test_words_to_drag() -> None:
    params = {"taskDescription": "<p>Match.</p>", "distractors": "*sea* *lake*"}
    question = one("H5P.DragText", {**params, "textField": "Rhine: *Bonn:tip*\nElbe: *Dresden*"})
    assert isinstance(question, Matching)
    assert [(plain(p.left), plain(p.right)) for p in question.pairs] == [
        ("Rhine", "Bonn"),
        ("Elbe", "Dresden"),
    ]
    assert [plain(other) for other in question.distractors] == ["sea", "lake"]
    imported = found(
        "h5p", package("H5P.DragText", {**params, "textField": "A *b* and *c* d"}), NAME
    )
    assert isinstance(questions(imported)[0], Gaps)
    assert "some of them fit nowhere: sea, lake" in told(imported)[0][2]


def test_an_essay() -> None:
    keyword = {"keyword": "water", "options": {"points": 2}}
    params = {"taskDescription": "<p>Why?</p>", "solution": {"sample": "<p>So.</p>"}}
    question = one("H5P.Essay", {**params, "keywords": [keyword]})
    assert isinstance(question, Open)
    assert plain(question.answer) == "So."
    assert [(plain(line.text), line.points) for line in question.rubric] == [("water", Decimal(2))]


def test_sets_of_single_choices_and_cards() -> None:
    choices = {"choices": [{"question": "Which?", "answers": ["<p>a</p>", "b"]}]}
    question = one("H5P.SingleChoiceSet", choices)
    assert isinstance(question, Choice)
    assert [option.right for option in question.options] == [True, False]
    card = one("H5P.Dialogcards", {"dialogs": [{"text": "front", "answer": "back"}]})
    assert isinstance(card, Open)
    flash = one("H5P.Flashcards", {"cards": [{"text": "front", "answer": "one/two"}]})
    assert isinstance(flash, ShortAnswer)
    assert len(flash.answers) == 2


def test_wrapped_contents_and_what_is_none_of_ours() -> None:
    book = {
        "chapters": [
            inner("H5P.Column", {"content": [{"content": inner("H5P.MultiChoice", choice(True))}]}),
            inner("H5P.AdvancedText", {"text": "<p>Read <b>this</b>.</p>"}),
            inner(
                "H5P.MarkTheWords", {"textField": "<p>Mark *this*.</p>", "behaviour": {"a": "b"}}
            ),
        ]
    }
    imported = found("h5p", package("H5P.InteractiveBook", book), NAME)
    assert len(questions(imported)) == 1
    assert notes(imported) == ["Read this.", "Mark *this*."]
    assert told(imported) == [
        (
            "warning",
            0,
            "question 3 “T”: a MarkTheWords is no question of ours: its words are kept as a note",
        )
    ]
    assert (imported.title, imported.language) == ("Rivers", "de")


def test_pictures_and_videos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    image = {"file": {"path": "images/a.png"}, "alt": "A &amp; B"}
    params = choice(True, False, media={"type": {"library": "H5P.Image 1.1", "params": image}})
    data = package("H5P.MultiChoice", params, **{"content/images/a.png": PICTURE.data})
    Path(NAME).write_bytes(data)
    assert CliRunner().invoke(main, ["import", NAME]).exit_code == 0
    assert "![A & B](set-pictures/a.png)" in Path("content/set.md").read_text("utf-8")
    (entry,) = found("h5p", package("H5P.MultiChoice", params), NAME).problems
    assert entry.message == "question 1 “Rivers”: the picture images/a.png is not in the package"
    video = {"type": {"library": "H5P.Video 1.5", "params": {"sources": []}}}
    imported = found("h5p", package("H5P.MultiChoice", choice(True, media=video)), NAME)
    assert "the video or sound above it is left out" in told(imported)[0][2]


def test_what_is_lost_is_told() -> None:
    params = choice(
        True,
        False,
        overallFeedback=[{"from": 0, "to": 50, "feedback": "No"}, {"feedback": "Yes"}],
    )
    params["answers"][0]["tipsAndFeedback"] = {"tip": "<p>Look</p>", "chosenFeedback": "<p>Ha</p>"}
    imported = found("h5p", package("H5P.MultiChoice", params), NAME)
    assert [message.partition(": ")[2] for _, _, message in told(imported)] == [
        "the tip of an option is left out: Look",
        "feedback that hangs on the score is left out: No / Yes",
    ]
    (question,) = questions(imported)
    assert isinstance(question, Choice)
    assert plain(question.options[0].feedback) == "Ha"


BROKEN: dict[str, tuple[str, Any, str]] = {
    "no right": ("MultiChoice", choice(False, False), "no option is right"),
    "no options": ("MultiChoice", {"question": "x"}, "no option is right"),
    "strange right": ("MultiChoice", {"answers": [{"text": "a", "correct": "yes"}]}, "no option is right"),
    "empty option": ("MultiChoice", {"answers": [{"text": "", "correct": True}]}, "an option is empty"),
    "no question": ("MultiChoice", {**choice(True), "question": None}, "it asks nothing"),
    "no truth": ("TrueFalse", {"question": "x"}, "it does not say whether its statement is true"),
    "no gap": ("Blanks", {"questions": ["<p>x * y</p>"]}, "it has no gap"),
    "an empty gap": ("Blanks", {"questions": ["<p>x * * y</p>"]}, "a gap has no answer"),
    "a gap in a formula": (
        "Blanks",
        {"questions": [r"<p>\(x = *1*\) is *2*</p>"]},
        "gap 1 stands in a formula, in code or in a link",
    ),
    "nothing to drag": ("DragText", {"textField": "a b"}, "it has no gap"),
    "no solution": ("Essay", {"taskDescription": "x"}, "it has neither a sample solution nor keywords"),
    "one option": ("SingleChoiceSet", {"choices": [{"answers": ["a"]}]}, "a question has fewer than two options"),  # noqa: E501
    "no back": ("Dialogcards", {"dialogs": [{"text": "a"}]}, "a card has no back"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_question_is_told_and_the_others_are_read(name: str) -> None:
    library, params, message = BROKEN[name]
    pair = [inner(f"H5P.{library}", params), inner("H5P.MultiChoice", choice(True, False))]
    imported = found("h5p", package("H5P.QuestionSet", {"questions": pair}), NAME)
    assert told(imported) == [("error", 0, f"question 1 “T”: {message}")]
    assert len(questions(imported)) == 1


def deep() -> bytes:
    value: Any = {}
    for _ in range(200):
        value = {"a": value}
    return package("H5P.Column", value)


GOOD = package("H5P.MultiChoice", choice(True, False))
REFUSED = {
    "cut off": (GOOD[:-40], "it is a damaged zip file"),
    "no content": (zipped({"h5p.json": b"{}"}), "there is no content/content.json in it"),
    "no title": (zipped({"content/content.json": b"{}"}), "there is no h5p.json in it"),
    "no JSON": (
        zipped({"h5p.json": b"{", "content/content.json": b""}),
        "h5p.json in it is no JSON",
    ),
    "a list": (
        zipped({"h5p.json": b"[]", "content/content.json": b"1"}),
        "its h5p.json names no main library",
    ),
    "deep JSON": (
        zipped({"h5p.json": b"[" * 100_000, "content/content.json": b"1"}),
        "h5p.json in it is no JSON",
    ),
    "deep": (deep(), "its content is nested too deep"),
    "traversal": (zipped({"../x": b"", "h5p.json": b"{}"}), "this file cannot be imported"),
    "not UTF-8": (
        zipped({"h5p.json": b"\xff", "content/content.json": b""}),
        "h5p.json in it is no JSON",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_damaged_package_is_refused(name: str) -> None:
    data, message = REFUSED[name]
    imported = found("h5p", data, NAME)
    assert not questions(imported)
    assert message in told(imported)[0][2]


@pytest.mark.parametrize("params", [None, 1, "x", [], [1, [2]], {"questions": {"library": "x"}}])
def test_strange_contents_give_no_question(params: Any) -> None:
    assert not questions(found("h5p", package("H5P.QuestionSet", params), NAME))


def test_packages_are_recognised() -> None:
    assert format_of(GOOD, "x.zip") == "h5p"
    assert format_of(zipped({"a.txt": b"h5p.json"}), NAME) == ""


def exported(exam: Exam) -> Imported:
    (document,) = map(in_memory, EXPORTERS["h5p"].export(exam, MATERIALS))
    return found("h5p", document.data, NAME)


def words(question: Question) -> str:
    """The stem as H5P shows it, without a picture of its own."""
    stem = simplified(question.stem, picture_words(question))
    return squeezed(plain(stem))


def alts(question: Question) -> str:
    return squeezed("".join(n.get("alt") for n in walk(question.stem) if n.kind == "image"))


def test_a_whole_bank_comes_back() -> None:
    exam = everything()
    imported = exported(exam)
    assert not imported.problems
    originals = {words(question): question for question in exam.questions}
    compared = 0
    for question in questions(imported):
        original = originals[squeezed(plain(question.stem)).removesuffix(alts(question))]
        lost = {*LOST, "hints", "stem", "options"} if alts(question) else LOST
        # A footnote is written out, and so is a link's address.
        written_out = any(n.kind in ("footnote", "link") for n in nodes(original.notes))
        lost = {*lost, "notes"} if written_out else lost
        assert set(differences(question, original)) <= lost
        compared += 1
    assert compared == 9


@settings(
    max_examples=40,
    phases=[Phase.generate],  # making a failing question smaller takes minutes
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(QUESTIONS)
def test_any_question_comes_back_with_its_words_and_its_key(question: Question) -> None:
    if isinstance(question, Choice):
        assume(
            sum(option.right for option in question.options)
            in ((1, 2) if question.multiple else (1,))
        )
    exam = bank_exam(bank(question), "All")
    problems = EXPORTERS["h5p"].check(exam, MATERIALS)
    if has_errors(problems) or any(
        "left out" in p.message and "question" in p.message for p in problems
    ):
        return
    imported = exported(exam)
    assert not [p for p in imported.problems if p.severity == "error"], told(imported)
    (back,) = questions(imported)
    assert key(back) == key(question)


def key(question: Question) -> object:
    """What makes an answer right, in letters."""
    match question:
        case Choice():
            return [(seen(o.text), o.right) for o in question.options], question.multiple
        case TrueFalse():
            return question.answer
        case ShortAnswer():
            return [squeezed(str(a)) for a in question.answers], question.case
        case Numeric():
            return question.value, question.unit
        case Gaps():
            return [[squeezed(str(a)) for a in gap.answers] for gap in question.gaps]
        case Matching():
            return [(seen(p.left), seen(p.right)) for p in question.pairs]
        case _:
            return type(question)


def seen(text: tuple[Node, ...]) -> str:
    return squeezed(plain(simplified(text)))
