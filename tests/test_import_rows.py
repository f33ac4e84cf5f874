"""Files for Blackboard and Brightspace are read as those platforms would, and what is broken is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import text

from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Gaps,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import show


def read(name: str, data: str | bytes) -> Imported:
    return servant.read(
        IMPORTERS[name], File("bank.txt", data if isinstance(data, bytes) else data.encode())
    )


def one(name: str, data: str) -> Question:
    found = read(name, data)
    assert not found.problems, show(found.problems, {})
    (entry,) = found.entries
    assert entry.question is not None
    return entry.question


def recognised(data: str) -> str:
    found = servant.recognised(File("bank.txt", data.encode()))
    return found.name if found else ""


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("MC\tWhich?\tx\tCorrect\ty\tincorrect\t\t", Choice),
        ("ma\tWhich?\tx\tcorrect\ty\tcorrect", Choice),
        ("TF\tIs it?\tTRUE", TrueFalse),
        ("FIB\tWho?\tAnn\tBob", ShortAnswer),
        ("NUM\tHow many?\t5\t0.5", Numeric),
        ("NUM\tHow many?\t5", Numeric),
        ("MAT\tMatch.\ta\tb\tc\td", Matching),
        ("ORD\tOrder.\ta\tb\tc", Ordering),
        ("FIB_PLUS\tA [x] and [y].\tx\tone\teins\t\ty\ttwo", Gaps),
        ("ESS\tWhy?\tBecause.", Open),
        ("ESS\tWhy?", Open),
        ("SR\tWhy?\tBecause.", Open),
    ],
)
def test_kinds_of_blackboard(line: str, wanted: type[Question]) -> None:
    assert type(one("blackboard", line)) is wanted
    assert recognised(line) == "blackboard"


def test_html_in_blackboard() -> None:
    found = one(
        "blackboard", 'MC\t"What is ""x""<sup>2</sup> &lt; 1?"\t<b>x</b>\tcorrect\ta < b\tincorrect'
    )
    assert isinstance(found, Choice)
    assert plain(found.stem) == 'What is "x"² < 1?'
    assert found.options[0].text[0].children[0].kind == "strong"
    assert found.options[1].text == text("a < b")


def test_gaps_of_blackboard_take_other_brackets_for_text() -> None:
    found = one("blackboard", "FIB_PLUS\tSee [1]: a [x] (yes).\tx\tone")
    assert isinstance(found, Gaps) and plain(found.stem) == "See [1]: a ____ (yes)."
    ours = one("blackboard", "FIB_PLUS\tIn [g1] (a year) it was.\tg1\t1969")
    assert isinstance(ours, Gaps) and ours.gaps[0].hint == "a year"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("MC\tWhich?\tx\tcorrect\ty", "it has an odd number of fields"),
        ("MC\tWhich?\tx\tcorrect\ty\tperhaps", "“perhaps” is neither correct nor incorrect"),
        ("MC\tWhich?\tx\tincorrect\ty\tincorrect", "no option is marked as correct"),
        ("MC\tWhich?", "it has an odd number of fields"),
        ("MC", "it has no question"),
        ("TF\tIs it?\tmaybe", "“maybe” is neither true nor false"),
        ("FIB\tWho?", "it has no answer"),
        ("NUM\tHow many?\tfive", "“five” is no number"),
        ("NUM\tHow many?\tNaN", "it has not one number"),
        ("NUM\tHow many?", "“” is no number"),
        ("MAT\tMatch.\ta\tb\tc", "it has an odd number of fields"),
        ("ORD\tOrder.\ta", "it has fewer than two entries"),
        ("FIB_PLUS\tNo gap.\tx\tone", "[x] does not stand in its text"),
        ("FIB_PLUS\tA [x].\tx\tone\t\tx\ttwo", "the gap [x] is there twice"),
        ("FIB_PLUS\tA [x] [x].\tx\tone", "a gap stands twice in its text"),
        ("FIB_PLUS\tA [x].\tx", "a gap has no answer"),
        ("FIB_PLUS\tNothing.", "[variables] does not stand"),
        ("QQ\tWhat?", "it begins with “QQ”, which is no kind"),
        (
            'ESS\tSee <img src="https://example.org/a.png">',
            "it shows a picture that is not in the file",
        ),
    ],
)
def test_broken_lines_of_blackboard_are_told_and_kept(line: str, message: str) -> None:
    found = read("blackboard", f"TF\tGood?\ttrue\n\n{line}\nTF\tFine?\tfalse\n")
    (problem,) = found.problems
    assert problem.place.line == 3 and problem.message.startswith(message) and problem.hint
    assert [entry.question is None for entry in found.entries] == [False, True, False]
    assert found.entries[1].kept.startswith(line.split("\t")[0])


@pytest.mark.parametrize("kind", ["OP", "JUMBLED_SENTENCE", "QUIZ_BOWL", "FIL"])
def test_kinds_of_blackboard_that_are_none_of_ours_are_kept(kind: str) -> None:
    found = read("blackboard", f"{kind}\tDo you agree?\n")
    assert found.problems[0].severity == "warning" and "Do you agree?" in found.entries[0].kept


@pytest.mark.parametrize(
    "data",
    [
        "MC is short\n",
        "Mc\nTF\n",
        "Question\tAnswer\na\tb\n",
        "MC\tQ?\tx\nSome prose\nMore\nMore\n",
    ],
)
def test_what_is_not_blackboard(data: str) -> None:
    assert recognised(data) != "blackboard"


COMMON = "Title,T\nQuestionText,Which?\nPoints,2\nDifficulty,2\nHint,Think.\nFeedback,Good.\n"


def block(kind: str, rows: str) -> str:
    return f"NewQuestion,{kind}\n{COMMON}{rows}\n"


def test_the_fields_of_brightspace() -> None:
    rows = "ID,chem-1\nAnswerKey,Because."
    found = one("brightspace", f"//My questions\n{block('WR', rows)}")
    assert isinstance(found, Open) and found.answer == text("Because.")
    assert (found.id, found.points, found.difficulty) == ("chem-1", Decimal(2), Decimal("0.8"))
    assert found.hints == (text("Think."),) and [n.text for n in found.notes] == [text("Good.")]


@pytest.mark.parametrize(
    ("kind", "rows", "wanted"),
    [
        ("MC", "Option,100,x,,Yes.\nOption,0,y", Choice),
        ("mc", "Option,100,x\nOption,50,y", Choice),
        ("MS", "Scoring,RightMinusWrong\nOption,1,x\nOption,1,y\nOption,0,z", Choice),
        ("TF", "TRUE,100\nFALSE,0", TrueFalse),
        ("SA", "InputBox,1,40\nAnswer,100,x\nAnswer,100,y", ShortAnswer),
        ("M", "Choice,1,a\nChoice,2,b\nMatch,2,d\nMatch,1,c\nMatch,3,e", Matching),
        ("O", "Item,a\nItem,b", Ordering),
        ("WR", "", Open),
    ],
)
def test_kinds_of_brightspace(kind: str, rows: str, wanted: type[Question]) -> None:
    assert type(one("brightspace", block(kind, rows))) is wanted
    assert recognised(block(kind, rows)) == "brightspace"


def test_options_of_brightspace() -> None:
    found = one(
        "brightspace", block("MC", "Option,100,x,HTML,Yes.\nOption,50,<b>y</b>,HTML\nOption,0,<b>")
    )
    assert isinstance(found, Choice)
    assert [(o.right, o.credit) for o in found.options] == [
        (True, None),
        (False, Decimal("0.5")),
        (False, None),
    ]
    assert found.options[0].feedback == text("Yes.") and found.options[2].text == text("<b>")
    assert found.options[1].text[0].children == (Node("strong", children=(Node("text", "y"),)),)


def test_matches_of_brightspace_belong_by_their_numbers() -> None:
    found = one(
        "brightspace", block("M", "Choice,1,a\nChoice,2,b\nMatch,2,d\nMatch,1,c\nMatch,3,e")
    )
    assert isinstance(found, Matching)
    assert [(plain(p.left), plain(p.right)) for p in found.pairs] == [("a", "c"), ("b", "d")]
    assert found.distractors == (text("e"),)


def test_what_is_left_of_brightspace_is_kept() -> None:
    (entry,) = read("brightspace", block("WR", "InitialText,I think")).entries
    assert entry.kept == "InitialText: I think"
    found = read("brightspace", block("SA", "Answer,100,x\nAnswer,50,y"))
    assert "earns a part" in found.problems[0].message


@pytest.mark.parametrize(
    ("kind", "rows", "message"),
    [
        ("MC", "Option,50,x\nOption,0,y", "no option of it earns 100 %"),
        ("MC", "Option,100,x", "it has fewer than two options"),
        ("MC", "Option,all,x\nOption,0,y", "“all” is no percentage"),
        ("MC", "Option,1000,x\nOption,0,y", "“1000” is no percentage"),
        ("MS", "Option,0,x\nOption,0,y", "none of its options is right"),
        ("TF", "TRUE,50\nFALSE,50", "it is not certain whether it is true"),
        ("TF", "TRUE,100", "it is not certain whether it is true"),
        ("SA", "InputBox,1,40", "it has no answer that earns 100 %"),
        ("SA", "Answer,100,a.*b,regexp", "its answer is a regular expression"),
        ("M", "Choice,1,a\nChoice,2,b\nMatch,1,c", "it has a choice without a match"),
        ("O", "Item,a", "it has fewer than two entries"),
        ("XX", "", "“XX” is no kind of question"),
        ("", "", "“” is no kind of question"),
    ],
)
def test_broken_blocks_of_brightspace_are_told_and_kept(kind: str, rows: str, message: str) -> None:
    found = read("brightspace", f"{block('WR', '')},,,,\n{block(kind, rows)}{block('WR', '')}")
    (problem,) = found.problems
    assert problem.place.line == 9 + 1 and problem.message.startswith(message) and problem.hint
    assert [entry.question is None for entry in found.entries] == [False, True, False]
    assert "QuestionText, Which?" in found.entries[1].kept


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("brightspace", 'NewQuestion,MC\nTitle,"open\n'),
        ("brightspace", "NewQuestion\0,MC\n"),
        ("blackboard", "MC\0\tQ?\n"),
    ],
)
def test_files_that_are_no_text_are_refused(name: str, data: str) -> None:
    (problem,) = read(name, data).problems
    assert problem.message.startswith("this file cannot be imported: ") and problem.hint


@pytest.mark.parametrize("name", ["blackboard", "brightspace"])
def test_an_old_encoding_is_told(name: str) -> None:
    data = (
        "ESS\tWie groß?\tso" if name == "blackboard" else "NewQuestion,WR\nQuestionText,Wie groß?"
    )
    found = read(name, data.encode("cp1252"))
    assert found.problems[0].message == "this file is not in UTF-8: it is read as Windows-1252"
    assert found.entries[0].question and plain(found.entries[0].question.stem) == "Wie groß?"
