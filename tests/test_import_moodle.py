"""Moodle XML as Moodle and others write it → decks."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from builders import PICTURE
from click.testing import CliRunner

from quizgen.cli import main
from quizgen.importers import IMPORTERS
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read, recognised
from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Gaps,
    Node,
    Numeric,
    Open,
    Question,
    TrueFalse,
    walk,
)

SAMPLES = Path(__file__).parent / "imports" / "moodle"
PIXEL = base64.b64encode(PICTURE.data).decode()
TWO = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'


def quiz(*questions: str, head: str = "") -> bytes:
    return "\n".join((f"{head}<quiz>", *questions, "</quiz>\n")).encode()


def one(kind: str, inner: str, text: str = "What?", name: str = "Some name") -> str:
    """A question whose text is HTML."""
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>{inner}</question>"
    )


def imported(*questions: str) -> Imported:
    return read(IMPORTERS["moodle"], File("bank.xml", quiz(*questions)))


def only(*questions: str) -> Question:
    """The only question, about which nothing is to be told."""
    found = imported(*questions)
    assert not found.problems
    (entry,) = found.entries
    assert entry.question
    return entry.question


def told(found: Imported) -> list[str]:
    return [f"{problem.place.line}: {problem.message}" for problem in found.problems]


# Whole files


def test_all_types_become_a_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("all-types.xml").write_bytes((SAMPLES / "all-types.xml").read_bytes())
    result = CliRunner().invoke(main, ["import", "all-types.xml", "--to", "all-types.md"])
    assert result.exit_code == 0, result.output
    check(SAMPLES / "all-types.md", Path("all-types.md").read_text())
    check(SAMPLES / "all-types.txt", result.stderr + result.stdout)
    checked = CliRunner().invoke(main, ["check", "all-types.md"])
    assert checked.exit_code == 0, checked.output


def check(path: Path, text: str) -> None:
    if os.environ.get("QUIZGEN_UPDATE_GOLDEN") == "1":
        path.write_text(text)
    assert text == path.read_text()


def test_the_format_is_seen_in_the_content() -> None:
    comments = b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> -->\n"
    for data in (quiz(), comments + quiz(), '<?xml version="1.0"?><quiz/>'.encode("utf-16")):
        assert recognised(File("questions.txt", data)) is IMPORTERS["moodle"], data
    for data in (b"<html><quiz></quiz></html>", b"quiz", b"", b"<!-- <quiz> -->", b"<quizzes/>"):
        assert recognised(File("questions.xml", data)) is not IMPORTERS["moodle"], data


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "UTF-8"),
        ("latin-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("utf-16", "UTF-16"),
    ],
)
def test_encodings_are_those_that_files_declare(encoding: str, declared: str) -> None:
    text = one("essay", "", "Été, Größe?")
    data = f'<?xml version="1.0" encoding="{declared}"?><quiz>{text}</quiz>'.encode(encoding)
    (entry,) = read(IMPORTERS["moodle"], File("bank.xml", data)).entries
    assert entry.question and plain(entry.question.stem) == "Été, Größe?"


# Categories


def category(path: str) -> str:
    return f'<question type="category"><category><text>{path}</text></category></question>'


@pytest.mark.parametrize(
    ("paths", "title", "topics"),
    [
        (["$course$/top/Deck/One", "$course$/top/Deck/Two"], "Deck", ["One", "Two"]),
        (["$course$/Alone"], "Alone", [""]),
        (["$module$/top/A//B/C", "$module$/top/A//B"], "A/B", ["C", ""]),
        (["x/A/Z", "x/B/Z", "x/Y"], "x", ["A / Z", "B / Z", "Y"]),
        (["top"], "", [""]),
    ],
)
def test_categories_are_title_and_topics(paths: list[str], title: str, topics: list[str]) -> None:
    parts = [
        part
        for number, path in enumerate(paths)
        for part in (category(path), one("essay", "", f"Why {number}?"))
    ]
    found = imported(*parts)
    assert found.title == title
    assert [entry.question.topic for entry in found.entries if entry.question] == topics


# Texts and pictures


@pytest.mark.parametrize(
    ("format", "source", "expected"),
    [
        ("html", "<p>a\nb</p><p>c</p>", "a b\nc"),
        ("html", "a\nb", "a b"),
        ("moodle_auto_format", "a\nb\n\nc", "a\nb\nc"),
        ("moodle_auto_format", "<p>a\nb</p>", "a b"),
        ("plain_text", "1 &lt; 2 &lt;b&gt;\nnext", "1 < 2 <b>\nnext"),
        ("markdown", "*a*\n\n- b", "a\n- b"),
    ],
)
def test_text_formats(format: str, source: str, expected: str) -> None:
    text = source if "&" in source else f"<![CDATA[{source}]]>"
    stem = f'<questiontext format="{format}"><text>{text}</text></questiontext>'
    assert plain(only(f'<question type="essay">{stem}</question>').stem) == expected


def image(question: Question) -> Node:
    (found,) = (node for node in walk(question.stem) if node.kind == "image")
    return found


def test_pictures_come_from_the_element_that_shows_them() -> None:
    shown = '<img src="@@PLUGINFILE@@/sub/a%20b.png" alt="dot" width="50%">'
    file = f'<file name="a b.png" path="/sub/" encoding="base64">{PIXEL[:20]}\n {PIXEL[20:]}</file>'
    inner = f"<questiontext><text><![CDATA[<p>Q {shown}</p>]]></text>{file}</questiontext>"
    found = image(only(f'<question type="essay">{inner}</question>'))
    assert (found.get("picture"), found.get("alt"), found.get("width")) == (
        PICTURE.key,
        "dot",
        "50%",
    )


def test_pictures_of_old_versions_stand_below_the_text() -> None:
    inner = f"<image>old/dot.png</image><image_base64>\n{PIXEL}\n</image_base64>"
    assert image(only(one("essay", inner))).get("picture") == PICTURE.key
    cloze = one("cloze", f"{inner}<defaultgrade>1</defaultgrade>", "A {1:SA:=b}.")
    assert image(only(cloze)).get("picture") == PICTURE.key


@pytest.mark.parametrize(
    ("text", "file", "message"),
    [
        (
            '<img src="@@PLUGINFILE@@/a.png">',
            "",
            "the picture @@PLUGINFILE@@/a.png is not in the file",
        ),
        (
            '<img src="@@PLUGINFILE@@/a.png">',
            "%%%",
            "the picture a.png is damaged: it is no Base64",
        ),
        ('<img src="https://example.org/a.png">', "", "is on the web"),
        ('<img src="file:///etc/passwd">', "", "is not in the file"),
    ],
)
def test_a_missing_picture_is_an_error_of_its_question(text: str, file: str, message: str) -> None:
    attached = f'<file name="a.png" path="/" encoding="base64">{file}</file>' if file else ""
    stem = f"<questiontext><text><![CDATA[Who? {text}]]></text>{attached}</questiontext>"
    found = imported(
        f'<question type="truefalse"><name><text>N</text></name>{stem}{TRUE}</question>'
    )
    assert [problem.severity for problem in found.problems] == ["error"]
    assert "2: the question “N”: " in told(found)[0] and message in told(found)[0]
    (entry,) = found.entries
    assert entry.broken and entry.question and plain(entry.question.stem).startswith("Who?")


def test_files_that_no_text_shows_are_told() -> None:
    stem = '<questiontext><text>Q</text><file name="a.mp3" encoding="base64">AAAA</file></questiontext>'
    found = imported(f'<question type="essay">{stem}</question>')
    assert told(found) == [
        "2: the file a.mp3 is left out: a deck holds text, and pictures that it shows"
    ]


# Kinds

TRUE = (
    '<answer fraction="100"><text>true</text></answer>'
    '<answer fraction="0"><text>false</text></answer>'
)


def answers(*shares: str) -> str:
    return "".join(
        f'<answer fraction="{share}"><text>o{place}</text></answer>'
        for place, share in enumerate(shares)
    )


def test_shares_become_credit() -> None:
    question = only(
        one("multichoice", answers("0", "100", "33.33333", "-100") + "<single>true</single>")
    )
    assert isinstance(question, Choice) and not question.multiple
    assert [option.right for option in question.options] == [False, True, False, False]
    credit = [option.credit for option in question.options]
    assert credit == [None, None, Decimal("0.3333333"), Decimal(-1)]


@pytest.mark.parametrize("shares", [("50", "50", "0"), ("40", "30", "30", "-100"), ("100", "-100")])
def test_several_right_answers_share(shares: tuple[str, ...]) -> None:
    question = only(one("multichoice", answers(*shares) + "<single>false</single>"))
    assert isinstance(question, Choice) and question.multiple
    assert [option.right for option in question.options] == [float(share) > 0 for share in shares]
    assert all(option.credit is None for option in question.options)


@pytest.mark.parametrize("kind", ["multichoiceset", "oumultiresponse"])
def test_types_of_add_ons_with_several_right_answers(kind: str) -> None:
    question = only(one(kind, answers("100", "100", "0")))
    assert isinstance(question, Choice) and question.multiple
    assert [option.right for option in question.options] == [True, True, False]


def test_the_answer_of_true_or_false_is_what_earns_everything() -> None:
    swapped = TRUE.replace("true", "@").replace("false", "true").replace("@", "false")
    for source, answer in ((TRUE, True), (swapped, False)):
        question = only(one("truefalse", source))
        assert isinstance(question, TrueFalse) and question.answer is answer


@pytest.mark.parametrize(
    ("given", "value", "tolerance", "unit"),
    [
        ("<text>-1.5e3</text><tolerance>0.5</tolerance>", "-1500", "0.5", ""),
        ("<text>.5</text><tolerance></tolerance>", "0.5", "0", ""),
        ("<text>\N{MINUS SIGN}4</text><tolerance>-1</tolerance>", "-4", "1", ""),
        ("<text>10</text><tolerance>0.20000000001</tolerance>", "10", "0.2", ""),
    ],
)
def test_numbers(given: str, value: str, tolerance: str, unit: str) -> None:
    question = only(one("numerical", f'<answer fraction="100">{given}</answer>'))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (Decimal(value), Decimal(tolerance))


def test_ranges_that_overlap_are_one() -> None:
    right = '<answer fraction="100"><text>{}</text><tolerance>1</tolerance></answer>'
    question = only(one("numerical", right.format(5) + right.format("6.5")))
    assert isinstance(question, Numeric)
    assert (question.low, question.high) == (Decimal(4), Decimal("7.5"))


def test_a_range_may_lie_within_another() -> None:
    right = '<answer fraction="100"><text>{}</text><tolerance>{}</tolerance></answer>'
    answers = (right.format(0, 10), right.format(1, 1), right.format(9, 2))
    question = only(one("numerical", "".join(answers)))
    assert isinstance(question, Numeric)
    assert (question.low, question.high) == (Decimal(-10), Decimal(11))


def test_where_any_answer_is_right_own_words_are_asked_for() -> None:
    right = '<answer fraction="100"><text>{}</text></answer>'
    for kind in ("shortanswer", "numerical"):
        found = imported(one(kind, right.format("7") + right.format("*")))
        (entry,) = found.entries
        assert isinstance(entry.question, Open) and plain(entry.question.answer) == "7"
        assert "any answer earns 100 %" in told(found)[0]


def test_notes_and_rubrics_of_our_own_are_found_again() -> None:
    feedback = (
        "<generalfeedback><text><![CDATA[<p>First.</p><p><strong>Merkhilfe:</strong> <em>m</em></p>"
        "<p><strong>Feedback:</strong></p><ul><li>x</li></ul>]]></text></generalfeedback>"
    )
    graders = (
        "<graderinfo><text><![CDATA[<ul><li>(1,5 Punkte) one</li><li>two (1 point)</li></ul>"
        "<p><strong>Model answer:</strong> All.</p>]]></text></graderinfo>"
    )
    found = imported(one("essay", feedback + graders))
    (entry,) = found.entries
    question = entry.question
    assert found.language == "de" and isinstance(question, Open)
    notes = [(note.label, plain(note.text)) for note in question.notes]
    assert notes == [("feedback", "First."), ("memory_tip", "m"), ("feedback", "- x")]
    rubric = [(plain(line.text), line.points) for line in question.rubric]
    assert rubric == [("one", Decimal("1.5")), ("two", Decimal(1))]
    assert plain(question.answer) == "All."


def gaps(text: str) -> Gaps:
    question = only(one("cloze", "<defaultgrade>1</defaultgrade>", text))
    assert isinstance(question, Gaps)
    return question


@pytest.mark.parametrize(
    ("source", "answers", "hint"),
    [
        ("{:SA:=a~=b~c}", ["a", "b"], ""),
        ("{1:MW:%100%a*~%100%\\#1 \\} &#126;}", ["a*", "#1 } ~"], ""),
        ("{ 1 : SHORTANSWER : = a&amp;b }", ["a&b"], ""),
        ("{1:SA:=a} <em>(a &lt; b)</em>", ["a"], "a < b"),
        ("{1:NM:=5:0~=5.50}", ["5", "5.50"], ""),
        ("{1:MCH:b~=a~<i>c</i>}", ["a"], "a, b, c"),
    ],
)
def test_gaps(source: str, answers: list[str], hint: str) -> None:
    question = gaps(f"<p>One {source} two {{1:SA:=x}}</p>")
    assert list(map(str, question.gaps[0].answers)) == answers
    assert question.gaps[0].hint == hint
    numbers = [node.get("number") for node in walk(question.stem) if node.kind == "gap"]
    assert numbers == ["0", "1"]


def test_a_cloze_question_is_worth_its_gaps() -> None:
    question = only(one("multianswer", "", "{2:SA:=a} {2:SA:=b}"))
    assert question.points == 4


def test_names_that_teachers_gave_are_kept() -> None:
    def ids(*names: str) -> list[str]:
        found = imported(*(one("essay", "", f"Why {n}?", name) for n, name in enumerate(names)))
        return [entry.question.id for entry in found.entries if entry.question]

    assert ids("Q1", "Q2") == ["Q1", "Q2"]
    assert ids("Q1", "Q1", "Two words", "Why", "") == [""] * 5


# What is broken, and what is not ours

BROKEN = {
    "no answer is right": (
        one("multichoice", answers("0", "0")),
        "no answer earns 100 %; the most is 0 %",
    ),
    "halves": (one("multichoice", answers("50", "50")), "no answer earns 100 %, though only one"),
    "none of several": (
        one("multichoice", answers("0", "-50") + "<single>0</single>"),
        "none earns",
    ),
    "one answer": (one("multichoice", answers("100")), "it has fewer than two answers"),
    "empty answer": (
        one("shortanswer", '<answer fraction="100"><text> </text></answer>'),
        "no answer earns",
    ),
    "share": (one("multichoice", answers("100", "1e9")), "'1e9' %: that is no share"),
    "share of words": (one("multichoice", answers("100", "half")), "'half' %: that is no share"),
    "true and false": (one("truefalse", TRUE.replace('"0"', '"100"')), "whether “true” or “false”"),
    "neither": (one("truefalse", ""), "whether “true” or “false”"),
    "comma": (
        one("numerical", '<answer fraction="100"><text>3,5</text></answer>'),
        "'3,5' is no number",
    ),
    "unit": (
        one("numerical", '<answer fraction="100"><text>10 m</text></answer>'),
        "'10 m' is no number",
    ),
    "ranges": (
        one(
            "numerical",
            '<answer fraction="100"><text>1</text><tolerance>0.1</tolerance></answer>'
            '<answer fraction="100"><text>9</text></answer>',
        ),
        "several ranges are right",
    ),
    "nothing to match": (one("matching", ""), "there is nothing to match"),
    "no match": (
        one(
            "matching", "<subquestion><text>Rome</text><answer><text></text></answer></subquestion>"
        ),
        "nothing matches 'Rome'",
    ),
    "one to order": (one("ordering", answers("1")), "fewer than two entries"),
    "no gap": (one("multianswer", "", "no gap"), "there is no gap in its text"),
    "open gap": (one("multianswer", "", "a {1:SA:=b and on"), "a gap has no }"),
    "gap without right": (
        one("multianswer", "", "{1:SA:b} {1:SA:=c}"),
        "nothing is right for a gap",
    ),
    "gap of no number": (one("multianswer", "", "{1:NM:=1,5:0} {1:SA:=c}"), "'1,5' is no number"),
    "no word": (
        one("ddwtos", "<dragbox><text>a</text></dragbox>", "[[1]] [[2]]"),
        "no word for the gap [[2]]",
    ),
    "no drop": (one("gapselect", "", "text"), "there is no gap such as [[1]]"),
    "no text": ('<question type="cloze"/>', "it has no text"),
}


@pytest.mark.parametrize(("source", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_question_is_an_error_and_the_others_are_read(source: str, message: str) -> None:
    found = imported(one("essay", "", "Before?"), source, one("essay", "", "Behind?"))
    (problem,) = found.problems
    assert problem.severity == "error" and message in problem.message and problem.hint
    assert problem.place.line == 3
    before, broken, behind = found.entries
    assert before.question and behind.question and behind.line == 4
    assert broken.question is None and broken.kept.startswith("(")


NOT_OURS = {
    "calculated": (one("calculated", answers("100")), "a question of the type calculated"),
    "description": (one("description", ""), "a text without a question"),
    "random": (one("random", ""), "a place for a random question"),
    "no type": ("<question><name><text>N</text></name></question>", "a question without a type"),
    "several at once": (one("cloze", "", "{1:MR:=a~=b} {1:SA:=c}"), "several answers at once"),
    "gap of an add-on": (one("cloze", "", "{1:REGEXP:=a}"), "a gap of the type REGEXP"),
    "gap in a formula": (one("cloze", "", r"\(x = {1:SA:=2}\) {1:SA:=c}"), "stands in a formula"),
    "gap for anything": (one("cloze", "", "{1:SA:=*} {1:SA:=c}"), "whatever is written into gap 1"),
}


@pytest.mark.parametrize(("source", "message"), NOT_OURS.values(), ids=NOT_OURS)
def test_what_no_deck_holds_is_kept_and_told(source: str, message: str) -> None:
    found = imported(source)
    assert {problem.severity for problem in found.problems} == {"warning"}
    assert any(message in each and "it is kept as a note" in each for each in told(found))
    (entry,) = found.entries
    assert entry.question is None and entry.kept


def test_what_is_no_question_is_told() -> None:
    found = imported("<other/>", one("essay", ""))
    assert told(found) == ["2: <other> is no question, and is left out"]
    assert len(found.entries) == 1


@pytest.mark.parametrize("grade", ["1e999999999", "-1", "NaN", "a", "1e-99999"])
def test_absurd_points_are_told(grade: str) -> None:
    found = imported(one("essay", f"<defaultgrade>{grade}</defaultgrade>"))
    (entry,) = found.entries
    assert entry.question and entry.question.points == 1
    assert "no number that a deck could hold" in told(found)[0]


# Files that are refused


def refused() -> Iterator[tuple[str, bytes, int, str]]:
    good = quiz(one("essay", ""))
    yield "cut off", good[: len(good) // 2], 2, "no well-formed XML"
    yield "entity", quiz("<question>a&nbsp;b</question>"), 2, "no well-formed XML"
    yield "control", quiz("<question>&#7;</question>"), 2, "no well-formed XML"
    yield "encoding", quiz(head='<?xml version="1.0" encoding="no-such"?>'), 1, "no well-formed XML"
    yield "wrong encoding", quiz("<a>\xe4</a>").decode().encode("latin-1"), 2, "no well-formed XML"
    yield "deep", quiz("<a>" * 300 + "</a>" * 300), 2, "nested more than"
    bomb = '<!DOCTYPE quiz [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>\n'
    yield "bomb", quiz("<question>&b;</question>", head=f"<!-- c -->\n{bomb}"), 2, "a document type"
    foreign = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    yield "foreign", quiz("<question>&x;</question>", head=foreign), 1, "a document type"
    yield "other", b"<activity><quiz/></activity>", 1, "it holds <activity>, no <quiz>"


@pytest.mark.parametrize(
    ("data", "line", "message"), [row[1:] for row in refused()], ids=[row[0] for row in refused()]
)
def test_files_that_cannot_be_read(data: bytes, line: int, message: str) -> None:
    found = read(IMPORTERS["moodle"], File("bank.xml", data))
    (problem,) = found.problems
    assert problem.severity == "error" and message in problem.message and problem.hint
    assert problem.place.line == line and not found.entries


def test_keep_going_brings_in_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bank.xml").write_bytes(quiz(*(source for source, _ in BROKEN.values()), one("essay", "")))
    result = CliRunner().invoke(main, ["import", "bank.xml"])
    assert result.exit_code == 1 and not Path("content").exists()
    result = CliRunner().invoke(main, ["import", "bank.xml", "--keep-going"])
    assert result.exit_code == 0 and "1 question from bank.xml" in result.stdout
    deck = Path("content/bank.md").read_text()
    assert deck.count("```note") == len(BROKEN) and "## What?" in deck
