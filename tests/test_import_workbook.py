"""Workbooks are read as they look in a spreadsheet, under limits, and never computed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any

import pytest
import xlsxwriter
from builders import text

from quizgen.author.seen import seen
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.importers.table import workbook
from quizgen.markup.plain import plain
from quizgen.model import Choice, Node, Numeric, Question, TrueFalse
from quizgen.problem import show

Fill = Callable[[Any, Any], None]
HEADINGS = ("Question", "A", "B", "C", "Correct")


def book(fill: Fill, name: str = "Questions") -> bytes:
    """The bytes of a workbook of one sheet that `fill` fills, given the book and the sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        fill(made, made.add_worksheet(name))
    return file.getvalue()


def rows(*cells: tuple[Any, ...]) -> bytes:
    def fill(made: Any, sheet: Any) -> None:
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)

    return book(fill)


def read(data: bytes) -> Imported:
    file = File("bank.xlsx", data)
    importer = servant.recognised(file)
    assert importer is not None
    return servant.read(importer, file)


def questions(data: bytes) -> list[Question]:
    found = read(data)
    assert not found.problems, show(found.problems, {})
    return [entry.question for entry in found.entries if entry.question]


def options(question: Question) -> list[str]:
    assert isinstance(question, Choice)
    return [plain(option.text) for option in question.options]


def told(data: bytes) -> list[str]:
    return [problem.message for problem in read(data).problems]


def changed(data: bytes, files: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The workbook with other files in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, files.get(name, bytes)(old.read(name)))
    return out.getvalue()


def test_numbers_look_as_in_the_spreadsheet() -> None:
    found = questions(rows(HEADINGS, ("How many?", 3.0, 2.5, 0.1 + 0.2, "A")))
    assert options(found[0]) == ["3", "2.5", "0.3"]
    german = questions(rows(("Frage", "A", "B", "Richtig"), ("Wie viele?", 3.0, 2.5, "A")))
    assert options(german[0]) == ["3", "2,5"]


def test_a_key_may_be_a_number() -> None:
    (found,) = questions(rows(HEADINGS, ("Which?", "x", "y", "z", 2.0)))
    assert isinstance(found, Choice) and [option.right for option in found.options] == [
        False,
        True,
        False,
    ]


def test_a_number_to_be_found_is_exact_in_any_language() -> None:
    (found,) = questions(
        rows(("Frage", "Typ", "Lösung", "Toleranz"), ("Wie viele?", "Zahl", 1.125, 0.5))
    )
    assert isinstance(found, Numeric) and (str(found.value), str(found.tolerance)) == (
        "1.125",
        "0.5",
    )


def test_truth_and_percent() -> None:
    statement, share = questions(
        rows(
            ("Question", "A", "B", "Correct", "Difficulty"),
            ("Is it?", True, False, "B", "60%"),
            ("Q?", "x", "y", "A", 0.3),
        )
    )
    assert isinstance(statement, TrueFalse) and not statement.answer
    assert str(share.difficulty) == "0.3"

    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ("Which share?", "x", "y", "", "B"))
        sheet.write(1, 1, 0.5, made.add_format({"num_format": "0%"}))

    assert options(questions(book(fill))[0]) == ["50%", "y"]


def test_words_that_are_set_off_stay_so() -> None:
    def fill(made: Any, sheet: Any) -> None:
        low, high, bold = (
            made.add_format(each)
            for each in ({"font_script": 2}, {"font_script": 1}, {"bold": True})
        )
        sheet.write_row(0, 0, ("Question", "Answer"))
        sheet.write_rich_string(1, 0, "CO", low, "2", " is ", bold, "not ", "m", high, "2", "?")
        sheet.write(1, 1, "x")

    (found,) = questions(book(fill))
    assert seen(found.stem)[0].children == (
        Node("text", "CO₂ is "),
        Node("strong", children=(Node("text", "not"),)),
        Node("text", " m²?"),
    )


def test_formulas_are_what_the_spreadsheet_saved() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Question", "Answer"))
        sheet.write_formula(1, 0, '="What is "&A9', None, "What is x?")
        sheet.write_row(1, 1, ("y",))

    assert plain(questions(book(fill))[0].stem) == "What is x?"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("#DIV/0!", "sheet Questions, row 2: the formula in A2 gives #DIV/0!"),
        ("", "sheet Questions, row 2: a formula in it has no value, for it was never computed"),
    ],
)
def test_formulas_without_a_value_are_errors(value: str, message: str) -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Question", "Answer"))
        sheet.write_formula(1, 0, "=1/0", None, value)
        sheet.write_row(1, 1, ("y",))
        sheet.write_row(2, 0, ("Good?", "yes"))

    found = read(book(fill))
    assert [problem.message for problem in found.problems] == [message]
    assert "y" in found.entries[0].kept and found.entries[1].question is not None


def test_dates_are_told() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Question", "A", "B", "Correct"))
        sheet.write_row(1, 0, ("When?", "", "never", "B"))
        sheet.write_datetime(1, 1, datetime(2024, 1, 2), made.add_format({"num_format": "dd.mm."}))
        sheet.write_row(2, 0, ("At what time?", "", "never", "B"))
        sheet.write_datetime(2, 1, time(9, 30), made.add_format({"num_format": "hh:mm"}))

    found = read(book(fill))
    assert [options(e.question) for e in found.entries if e.question] == [
        ["2024-01-02", "never"],
        ["09:30", "never"],
    ]
    assert [problem.message for problem in found.problems] == [
        "sheet Questions, row 2: it holds a date, which is written as 2024-01-02",
        "sheet Questions, row 3: it holds a date, which is written as 09:30",
    ]


def test_titles_empty_rows_and_merged_topics() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:E1", "My quiz")
        sheet.write_row(3, 1, ("Chapter", "Question", "", "A", "B", "Correct"))
        sheet.merge_range("B5:B6", "Rivers")
        sheet.write_row(4, 2, ("First?", "", "x", "y", "A"))
        sheet.write_row(5, 2, ("Second?", "", "x", "y", "B"))
        sheet.write_row(8, 2, ("Third?", "", "x", "y", "B"))

    found = questions(book(fill))
    assert [(plain(q.stem), q.topic) for q in found] == [
        ("First?", "Rivers"),
        ("Second?", "Rivers"),
        ("Third?", ""),
    ]


def test_several_sheets() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Question", "Answer"))
        sheet.write_row(1, 0, ("What?", ""))
        made.add_worksheet("Remarks").write(0, 0, "mine")
        cards = made.add_worksheet("Karten")
        cards.write_row(0, 0, ("Begriff", "Definition"))
        cards.write_row(1, 0, ("Fluss", "ein Gewässer"))
        made.add_worksheet("Empty")

    found = read(book(fill))
    assert [plain(e.question.stem) for e in found.entries if e.question] == ["What?", "Fluss"]
    assert [e.name for e in found.entries] == ["sheet Questions, row 2", "sheet Karten, row 2"]
    assert [p.message for p in found.problems] == [
        "sheet Remarks is left out: no row of it names the columns"
    ]


def test_pictures_in_it_are_told() -> None:
    data = rows(("Question", "Answer"), ("Q?", "x"))
    with zipfile.ZipFile(io.BytesIO(data), "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    assert any("pictures in the workbook are left out" in line for line in told(out.getvalue()))


def test_without_headings() -> None:
    pairs = read(rows(("Paris", "France"), ("Rome", "Italy")))
    assert len(pairs.entries) == 2 and "taken for fronts and backs" in pairs.problems[0].message
    assert told(
        rows(
            ("a", "b", "c"),
        )
    ) == [
        "this file cannot be imported: sheet Questions: no row names the columns, and there are 3"
    ]


DATA = rows(("Question", "Answer"), ("What?", "x"))
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (DATA[: len(DATA) // 2], "damaged zip file"),
        (
            changed(DATA, {SHEET: lambda xml: xml.replace(b"?>", b"?>" + ENTITY, 1)}),
            "document type",
        ),
        (changed(DATA, {SHEET: lambda xml: xml[: len(xml) // 2]}), "sheet Questions is damaged"),
        (changed(DATA, {"xl/workbook.xml": lambda xml: b"<x/>"}), "its sheets are empty"),
        (changed(DATA, {"xl/sharedStrings.xml": lambda xml: b"<sst/>"}), "damaged"),
        (changed(DATA, {"xl/styles.xml": lambda xml: xml[:50]}), "damaged workbook"),
        (
            changed(
                DATA,
                {
                    SHEET: lambda xml: xml.replace(b'r="A1"', b'r="A0"').replace(
                        b'r="B1"', b'r="99"'
                    )
                },
            ),
            "",
        ),
        (rows(()), "its sheets are empty"),
    ],
)
def test_damaged_and_hostile_workbooks_are_refused(data: bytes, message: str) -> None:
    found = servant.read(IMPORTERS["table"], File("x.xlsx", data))
    if message:
        assert len(found.problems) == 1 and message in found.problems[0].message
        assert found.problems[0].hint and not found.entries


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO(DATA)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/x.xml", bytes(401_000_000))
    assert "unpacked, it would have more than 300 MB" in told(out.getvalue())[0]


def test_sheets_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    data = rows(("Question", "Answer"), ("a", "x"), ("b", "y"))
    monkeypatch.setattr(workbook.sheets, "__defaults__", (2,))
    assert told(data) == ["this file cannot be imported: sheet Questions has more than 2 rows"]


def test_a_cell_far_away_costs_nothing() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Question", "Answer"))
        sheet.write_row(1, 0, ("What?", "x"))
        sheet.write(1, 16_000, "far")

    (found,) = questions(book(fill))
    assert found.stem == text("What?")


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        (
            "kahoot",
            (
                "Question - max 120 characters",
                "Answer 1 - max 75 characters",
                "Answer 2 - max 75 characters",
                "Time limit (sec) – 5, 10, 20",
                "Correct answer(s) – choose at least one",
            ),
        ),
        (
            "wayground",
            (
                "Question Text",
                "Question Type",
                "Option 1",
                "Option 2",
                "Correct Answer",
                "Time in seconds",
            ),
        ),
    ],
)
def test_workbooks_of_games(name: str, headings: tuple[str, ...]) -> None:
    kind = ("Checkbox",) if name == "wayground" else ()
    row = ("Which?", *kind, "x", "y", *((20, "1,2") if name == "kahoot" else ("1,2", 30)))
    file = File("game.xlsx", rows(("Title",), headings, row))
    importer = servant.recognised(file)
    assert importer is not None and importer.name == name
    (entry,) = servant.read(importer, file).entries
    assert isinstance(entry.question, Choice) and all(
        option.right for option in entry.question.options
    )


def test_numbers_of_games_are_never_texts() -> None:
    headings = (
        "Question Text",
        "Question Type",
        "Option 1",
        "Option 2",
        "Option 3",
        "Correct Answer",
        "Time in seconds",
    )
    (found,) = questions(rows(headings, ("1 + 1?", "Multiple Choice", 2, 3, 1, 1, 20)))
    assert isinstance(found, Choice) and [option.right for option in found.options] == [
        True,
        False,
        False,
    ]


def test_what_stands_above_the_headings_is_title_and_note() -> None:
    given = (("My exam",), ("Ask", "Ada first"), ("Question", "Answer"), ("What?", "x"))
    found = read(rows(*given))
    assert found.title == "My exam"
    assert [entry.kept for entry in found.entries] == ["Ask | Ada first", ""]
    assert [problem.message for problem in found.problems] == [
        "sheet Questions: what stands above the headings is kept as a note"
    ]
