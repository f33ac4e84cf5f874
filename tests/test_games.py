"""Workbooks for Kahoot and Wayground, read with openpyxl: right keys, nothing cut, no formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import ModuleType

import openpyxl
import pytest
from builders import (
    choice,
    numeric,
    open_question,
    options,
    picture_node,
    short,
    text,
    truefalse,
)
from hypothesis import HealthCheck, given, settings
from random_exams import Maker
from sample_bank import MATERIALS
from tables import ATTACKS, PLAIN_QUESTIONS, attack, exam_of, formulas_in_workbook, letters, said
from test_paper import md

from quizgen.document import NotMade
from quizgen.export.exporter import Exporter
from quizgen.export.spreadsheets import kahoot, wayground
from quizgen.export.spreadsheets.kahoot import KAHOOT
from quizgen.export.spreadsheets.wayground import WAYGROUND
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Form,
    FormSection,
    Markup,
    Note,
    Open,
    Question,
    ShortAnswer,
    TrueFalse,
)

GAMES = (KAHOOT, WAYGROUND)
Row = Mapping[str, object]
each_game = pytest.mark.parametrize("game", GAMES, ids=lambda game: game.name)


def exported(game: Exporter, exam: Exam) -> bytes:
    (document,) = game.export(exam, MATERIALS)
    return document.data


def rows(game: Exporter, data: bytes) -> Iterator[Row]:
    """The rows below the headings, by the beginning of the heading."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    (_, *headings), *found = list(
        sheet.iter_rows(min_row=8 if game is KAHOOT else 1, values_only=True)
    )
    for number, (first, *cells) in enumerate(found, 1):
        if game is KAHOOT:
            assert first == number
        else:
            cells, headings = [first, *cells], ["Question Text", *headings[-10:]]
        yield {str(name): cell for name, cell in zip(headings, cells, strict=True)}


def asked_and_keyed(game: Exporter, row: Row) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The question, its options and those that are right."""
    cells = {name: "" if cell is None else str(cell) for name, cell in row.items()}
    question = next(cell for name, cell in cells.items() if name.startswith("Question"))
    offered = [cell for name, cell in cells.items() if re.match(r"(Answer|Option) \d", name)]
    right = next(cell for name, cell in cells.items() if name.startswith("Correct"))
    places = [int(place) for place in right.split(",") if place]
    return question, tuple(filter(None, offered)), tuple(offered[place - 1] for place in places)


def told(game: Exporter, question: Question) -> list[str]:
    return [problem.message for problem in game.check(exam_of(question), MATERIALS)]


def left_out(game: Exporter, question: Question) -> str:
    """Why a question is left out."""
    return next((m for m in told(game, question) if "left out" in m and ": " in m), "")


def test_the_headings_are_those_of_the_templates() -> None:
    (row,) = rows(KAHOOT, exported(KAHOOT, exam_of(choice())))
    assert list(row) == [
        "Question - max 120 characters",
        "Answer 1 - max 75 characters",
        "Answer 2 - max 75 characters",
        "Answer 3 - max 75 characters",
        "Answer 4 - max 75 characters",
        "Time limit (sec) - 5, 10, 20, 30, 60, 90, 120, or 240",
        "Correct answer(s) - 1, 2, 3, or 4",
    ]
    (row,) = rows(WAYGROUND, exported(WAYGROUND, exam_of(choice())))
    assert list(row) == [
        "Question Text",
        "Question Type",
        *(f"Option {number}" for number in range(1, 6)),
        "Correct Answer",
        "Time in seconds",
        "Image Link",
        "Answer explanation",
    ]


@each_game
def test_a_choice_keeps_the_order_of_its_author_and_its_key(game: Exporter) -> None:
    (row,) = rows(game, exported(game, exam_of(choice(right=(2,), count=4))))
    offered = tuple(f"Option {place} of choice" for place in range(4))
    assert asked_and_keyed(game, row) == ("Which of choice?", offered, (offered[2],))


@each_game
def test_several_right_options_stand_between_commas(game: Exporter) -> None:
    question = choice(right=(0, 2), count=3, multiple=True)
    (row,) = rows(game, exported(game, exam_of(question)))
    assert asked_and_keyed(game, row)[2] == ("Option 0 of choice", "Option 2 of choice")
    assert row.get("Question Type", "Checkbox") == "Checkbox"


def test_kahoot_takes_one_of_several_for_enough_and_says_so() -> None:
    (message,) = told(KAHOOT, choice(right=(0, 2), multiple=True))
    assert message.startswith("Kahoot lets players pick one option")
    assert told(KAHOOT, choice(right=(0, 2))) == []
    assert "several options are right" in left_out(WAYGROUND, choice(right=(0, 2)))


@each_game
@pytest.mark.parametrize(
    ("language", "words"), [("en", ("True", "False")), ("de", ("Wahr", "Falsch"))]
)
def test_a_statement_becomes_two_options(
    game: Exporter, language: str, words: tuple[str, str]
) -> None:
    for answer in (True, False):
        question = truefalse(answer=answer, language=language)
        (row,) = rows(game, exported(game, exam_of(question)))
        assert asked_and_keyed(game, row)[1:] == (words, (words[0] if answer else words[1],))


def test_wayground_takes_words_and_texts() -> None:
    questions = short("s", "lasso", "L1"), open_question(rubric=(), hints=(), notes=())
    first, second = rows(WAYGROUND, exported(WAYGROUND, exam_of(*questions)))
    assert first["Question Type"] == "Fill-in-the-Blank"
    assert asked_and_keyed(WAYGROUND, first)[1:] == (("lasso", "L1"), ())
    assert second["Question Type"] == "Open-Ended"
    assert second["Time in seconds"] == 300


def test_the_explanation_is_the_feedback() -> None:
    question = choice(notes=(Note("feedback", md("See **5**:\n\n- one $x$\n- two")),))
    (row,) = rows(WAYGROUND, exported(WAYGROUND, exam_of(question)))
    assert row["Answer explanation"] == "See 5: • one x • two"


def test_longer_questions_get_more_time() -> None:
    texts = ("Why?", "Why is it so? " * 8)
    limits = [
        row["Time limit (sec) - 5, 10, 20, 30, 60, 90, 120, or 240"]
        for row in rows(
            KAHOOT,
            exported(
                KAHOOT,
                exam_of(
                    *(
                        choice(words, stem=text(words), options=options(words[:60], words[:50]))
                        for words in texts
                    )
                ),
            ),
        )
    ]
    assert limits == [20, 30]


@pytest.mark.parametrize(("characters", "limit"), [(120, 20), (121, 30), (9000, 300)])
def test_time_is_for_thinking_and_for_reading_everything(characters: int, limit: int) -> None:
    question = choice(stem=text("x" * (characters - 6)), options=options("one", "two"))
    (row,) = rows(WAYGROUND, exported(WAYGROUND, exam_of(question)))
    assert row["Time in seconds"] == limit


def test_pinned_options_stand_as_they_are_asked() -> None:
    question = choice(count=3, pins={0: "last"})
    asked = Asked(number=1, question=question, points=Decimal(1), order=(1, 2, 0))
    form = Form(label="A", sections=(FormSection(questions=(asked,)),))
    for game in GAMES:
        (row,) = rows(game, exported(game, replace(exam_of(question), forms=(form,))))
        _, offered, right = asked_and_keyed(game, row)
        assert right == (offered[2],) == ("Option 0 of choice",)


@pytest.mark.parametrize(("letter", "fits"), [("x", 120), ("😀", 60)])
def test_nothing_is_cut(letter: str, fits: int) -> None:
    """Browsers count characters beyond the first 65,536 twice."""
    assert told(KAHOOT, choice(stem=text(letter * fits))) == []
    reason = left_out(KAHOOT, choice(stem=text(letter * (fits + 1))))
    assert re.search(r"its text has 12[12] characters, and may have 120", reason)
    long_option = choice(options=options("x" * 76, "b"))
    assert "an option has 76 characters, and may have 75" in left_out(KAHOOT, long_option)
    assert told(KAHOOT, choice(options=options("x" * 75, "b"))) == []
    assert told(WAYGROUND, long_option) == []
    assert "32,767 characters" in left_out(WAYGROUND, choice(stem=text("x" * 32_768)))


@each_game
@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (choice(stem=md("A $x$")), "one plain line"),
        (choice(stem=md("A\n\n- b\n- c")), "one plain line"),
        (choice(stem=md("A\n\n```\nb\n```")), "one plain line"),
        (choice(stem=text("A", picture_node())), "one plain line"),
        (choice(options=options("a", "")), "is empty"),
        (choice(options=options("a")), "it has 1 options, and must have 2 to"),
        (choice(count=6), "it has 6 options, and must have 2 to"),
        (choice(right=()), "none of its options is right"),
        (choice(stem=text("a\x07")), "the character <U+0007>"),
        (numeric(), "it has no questions of kind numeric"),
    ],
)
def test_why_a_question_is_left_out(game: Exporter, question: Question, reason: str) -> None:
    assert reason in left_out(game, question)
    exam = exam_of(question, truefalse())
    assert len(list(rows(game, exported(game, exam)))) == 1


def test_limits_of_wayground() -> None:
    assert told(WAYGROUND, choice(count=5)) == []
    assert "it has 5 options" in left_out(KAHOOT, choice(count=5))
    many = short("s", *map(str, range(6)))
    assert "it accepts 6 answers, and may accept 5" in left_out(WAYGROUND, many)
    assert "wildcards" in left_out(WAYGROUND, short("s", "a*"))


@each_game
@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(question=PLAIN_QUESTIONS)
def test_what_is_written_has_the_words_and_the_key(game: Exporter, question: Question) -> None:
    exam = exam_of(question, truefalse())
    data = exported(game, exam)
    assert list(formulas_in_workbook(data)) == []
    row, *more = (asked_and_keyed(game, row) for row in rows(game, data))
    assert more or left_out(game, question)
    if more:
        assert letters(row[0]) == said(question.stem)
        assert [letters(option) for option in row[2]] == [said(key) for key in keys(question)]


def keys(question: Question) -> list[Markup]:
    if isinstance(question, Choice):
        placed = sorted(
            question.options, key=lambda option: ("first", "", "last").index(option.pin)
        )
        pinned = any(option.pin for option in question.options)
        return [o.text for o in (placed if pinned else question.options) if o.right]
    if isinstance(question, TrueFalse):
        return (
            [text("True" if question.answer else "False")]
            if question.language == "en"
            else [text("Wahr" if question.answer else "Falsch")]
        )
    assert isinstance(question, ShortAnswer | Open)
    return []


@each_game
@pytest.mark.parametrize("words", ATTACKS)
def test_attacks_are_no_formulas(game: Exporter, words: str) -> None:
    data = exported(game, exam_of(*attack(words), truefalse("plain")))
    assert list(formulas_in_workbook(data)) == []


@each_game
@pytest.mark.parametrize("seed", range(4))
def test_random_exams_are_read_back(game: Exporter, seed: int) -> None:
    exam = Maker(seed).exam()
    exam = replace(exam, forms=(*exam.forms, *exam_of(truefalse("always")).forms))
    assert len(list(rows(game, exported(game, exam)))) >= 1


@each_game
def test_the_file_knows_no_clock(game: Exporter) -> None:
    data = exported(game, exam_of(choice()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        dates = re.findall(rb">(\d{4}-[^<]*)<", archive.read("docProps/core.xml"))
    assert dates == [b"2000-01-01T00:00:00Z"] * 2


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(result, "w") as copy:
        for part in archive.namelist():
            content = archive.read(part)
            if part.endswith(name):
                assert old in content
                content = content.replace(old, new, 1)
            copy.writestr(part, content)
    return result.getvalue()


@each_game
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("sharedStrings.xml", b"Which of", b"Which if", "text"),
        ("sharedStrings.xml", b"Option 1 of", b"Option 2 of", "options"),
        ("sharedStrings.xml", b"max 120", b"max 121", ""),
        ("sharedStrings.xml", b"Correct", b"Right", "other headings"),
        ("sheet1.xml", b"<v>20</v>", b"<v>21</v>", "limit of time"),
        ("sheet1.xml", b"<v>20</v>", b"<v>soon</v>", "cannot be read"),
        ("sheet1.xml", b"><v>2</v></c></row>", b"><v>1</v></c></row>", ""),
        ("sheet1.xml", b"<v>20</v>", b"<f>1+1</f><v>20</v>", "is a formula"),
        ("core.xml", b"2000-01-01", b"2026-01-01", "a date"),
    ],
)
def test_a_changed_file_is_noticed(
    game: Exporter, name: str, old: bytes, new: bytes, said: str
) -> None:
    exam = exam_of(choice(right=(1,), stem=text("Which of these?")))
    module = kahoot if game is KAHOOT else wayground
    data = module.write(exam)
    assert list(module.differences(exam, data)) == []
    if game is WAYGROUND and (b"120" in old or b"</row>" in old):
        old, new = b"Option 3", b"Option 9"
        name = "sharedStrings.xml"
    assert said in "\n".join(module.differences(exam, changed(data, name, old, new))) != ""
    assert list(module.differences(exam, b"no zip"))


@pytest.mark.parametrize(("module", "cell"), [(kahoot, b"H9"), (wayground, b"H2")])
def test_options_that_are_not_there_are_noticed(module: ModuleType, cell: bytes) -> None:
    exam = exam_of(choice(options=options("One", "Two", "Three", right=(2,))))
    data = module.write(exam)
    key = b'r="%s"><v>' % cell
    for name, old, new in (
        ("sheet1.xml", key + b"3<", key + b"4<"),
        ("sharedStrings.xml", b">Two<", b"><"),
    ):
        (told,) = module.differences(exam, changed(data, name, old, new))
        assert "options that are not there" in told


@each_game
def test_a_fault_of_ours_is_never_handed_out(
    game: Exporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.export.spreadsheets.games.right", lambda asked: (2,))
    with pytest.raises(NotMade, match="could not be verified"):
        exported(game, exam_of(choice()))
