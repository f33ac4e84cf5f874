"""What the GIFT exporter writes, what it tells of losses, and what its read-back finds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import (
    choice,
    gaps,
    matching,
    numeric,
    one_of_each,
    open_question,
    options,
    ordering,
    picture_node,
    short,
    text,
    truefalse,
)
from gift_importer import Stored, imported
from test_moodle import MATERIALS, exam, md

from quizgen.document import NotMade
from quizgen.export import gift
from quizgen.export.gift import GIFT, differences, in_order
from quizgen.model import Deck, Gap, Node, Note, Option, Ordering, Place, Question
from quizgen.problem import has_errors


def messages(*questions: Question, **settings: Any) -> list[str]:
    return [problem.message for problem in GIFT.check(exam(*questions, **settings), MATERIALS)]


def source(*questions: Question, **settings: Any) -> str:
    (document,) = GIFT.export(exam(*questions, **settings), MATERIALS)
    assert document.path == "week5-gift.txt"
    return document.data.decode()


def stored(question: Question, **settings: Any) -> Stored:
    (found,) = imported(source(question, **settings).encode())
    return found


def left_out(question: Question) -> str:
    """Why it is left out, as the author is told."""
    (message,) = [m for m in messages(question, truefalse("other")) if "left out" in m]
    assert "::truefalse" not in source(question, truefalse("other"))
    assert len(imported(source(question, truefalse("other")).encode())) == 1
    return message.removeprefix("GIFT: ").removesuffix("; the question is left out")


# --- nasty words

NASTY = (
    r"\: \# \= \{ \} \~ \n \\ \\n",
    "~a =b #c {d} ::e:: ####f",
    "%50%half",
    "%-100%",
    "[plain]text",
    "[html]",
    "[",
    "0",
    "// no comment",
    "$CATEGORY: x",
    "=> -> <-",
    "&&058; &&092;n &amp;",
    "TRUE",
    "T#F",
    "<b>bold</b> <script>",
    "}{",
    "\\",
    "a\\",
    "#8:1",
)


@pytest.mark.parametrize("words", NASTY)
def test_words_come_through_as_they_are(words: str) -> None:
    made = choice(
        stem=text(words),
        options=tuple(
            Option(text=text(f"{words}{i}" if i else words), right=i == 1, feedback=text(words))
            for i in range(3)
        ),
        notes=(Note("feedback", text(words)),),
    )
    found = stored(made)
    seen = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").strip()
    assert found.html == f"<p>{seen}</p>"
    assert found.feedback == f"<p>{seen}</p>"
    assert [a.text.replace("&#37;", "%").replace("&#91;", "[") for a in found.answers] == [
        seen,
        f"{seen}1",
        f"{seen}2",
    ]
    assert [answer.fraction for answer in found.answers] == [0, 1, 0]
    assert {answer.feedback for answer in found.answers} == {f"<p>{seen}</p>"}


PLAIN = [words for words in NASTY if "->" not in words and "&&" not in words]


@pytest.mark.parametrize("words", PLAIN)
def test_accepted_answers_come_through_as_they_are(words: str) -> None:
    found = stored(short("a", words, "other"))
    assert [answer.text for answer in found.answers] == [words, "other"]
    assert found.best() == 1


@pytest.mark.parametrize("words", NASTY)
def test_pairs_come_through_as_they_are(words: str) -> None:
    made = matching()
    first, *others = made.pairs
    found = stored(
        replace(made, pairs=(replace(first, left=text(words), right=text(words)), *others))
    )
    seen = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    left, right = found.pairs[0]
    assert (left.replace("&#37;", "%").replace("&#91;", "["), right) == (seen, seen)
    assert found.pairs[-1] == ("", "Distractor 0")


def test_categories_and_names_come_through() -> None:
    place = Place("deck.md")
    deck = Deck("week5", r"a/b \n: {c} &&092;", "", "en", place)
    found = stored(
        truefalse("x", deck="week5", topic="T & U", stem=text("a::b &&058;")), decks=(deck,)
    )
    joiner = "\N{WORD JOINER}"
    assert found.category == (rf"a/b \n: {{c}} &{joiner}&092;", "T & U")
    assert found.name == f"a::b &{joiner}&058;"


def test_tags_are_kept_where_they_can_be() -> None:
    made = truefalse(
        "a.b:c", tags=("plain", "with ] bracket", "a < b", "back\\", "x" * 256, "y" * 255)
    )
    found = stored(made)
    assert found.tags == ["plain", "with ] bracket", "y" * 255]
    assert found.idnumber == "a.b:c"
    told = [message for message in messages(made) if "tag" in message]
    assert len(told) == 3
    assert all("GIFT cannot hold the tag" in message for message in told)


# --- kinds


def test_no_question_is_mistaken_for_one_of_another_kind() -> None:
    both = choice(options=options("a", "b", right=(0, 1)))
    assert stored(both).kind == "multichoice"
    assert [answer.fraction for answer in stored(both).answers] == [1, 1]
    assert stored(both).single
    one_of_several = choice(multiple=True)
    assert not stored(one_of_several).single
    assert stored(short("t", "TRUE")).kind == "short"


def test_a_number_is_never_a_mere_0() -> None:
    assert stored(numeric(value="0", tolerance=Decimal(0))).number == (0, 0)
    assert "#0:0" in source(numeric(value="0", tolerance=Decimal(0)))
    assert stored(numeric(value="-0.5")).number == (-0.5, 0.01)


def test_wrong_answers_cost_what_the_scoring_says() -> None:
    found = stored(choice(), wrong="-0.25")
    assert [answer.fraction for answer in found.answers] == [1, -0.25, -0.25, -0.25]


def test_an_ordering_becomes_a_matching_of_numbers() -> None:
    made = Ordering(id="o", stem=text("Sort."), entries=(text("b"), text("c"), text("a")))
    found = stored(made)
    assert found.pairs == [("a", "3"), ("b", "1"), ("c", "2")]
    assert "Number the entries in the right order, beginning with 1." in found.html
    assert "Numm" in stored(replace(made, language="de")).html
    assert "GIFT gets this question as a matching of numbers" in messages(made)


def test_one_gap_becomes_a_missing_word() -> None:
    made = gaps("g", "Paris")
    stem = (Node("paragraph", children=(*made.stem[0].children, Node("text", " is it."))),)
    made = replace(made, stem=stem, gaps=(Gap(made.gaps[0].answers, "a {town}"),))
    found = stored(made)
    assert found.kind == "short"
    assert found.html == "<p>g: fill _____ <em>(a {town})</em> is it.</p>"
    assert found.answers[0].text == "Paris"


def test_a_picture_in_feedback_is_replaced_by_its_description() -> None:
    shown = text("See ", picture_node())
    made = choice(
        notes=(Note("feedback", shown),),
        options=tuple(replace(o, feedback=shown) for o in options("a", "b")),
    )
    assert stored(made).feedback == "<p>See [A dot]</p>"
    assert stored(made).answers[1].feedback == "<p>See [A dot]</p>"
    assert "GIFT cannot hold pictures in the feedback: left out here" in messages(made)


def test_pinned_options_are_written_as_they_were_drawn() -> None:
    made = choice(options=options("Last", "b", "c", pins={0: "last"}))
    planned = exam(made)
    (form,) = planned.forms
    (section,) = form.sections
    asked = replace(section.questions[0], order=(2, 1, 0))
    drawn = replace(
        planned, forms=(replace(form, sections=(replace(section, questions=(asked,)),)),)
    )
    (document,) = GIFT.export(drawn, MATERIALS)
    (found,) = imported(document.data)
    assert [answer.text for answer in found.answers] == ["c", "b", "Last"]
    assert "GIFT cannot hold options that keep their place: left out here" in messages(made)


# --- what is left out


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (choice(stem=text("a ", picture_node())), "it cannot hold pictures"),
        (
            choice(options=(*options("a", "b"), Option(text=text("", picture_node()), right=False))),
            "it cannot hold pictures in the options or entries",
        ),
        (short("a", "CO2", case=True), "it cannot hold that upper and lower case count"),
        (gaps(), "it cannot hold texts with several gaps"),
        (replace(gaps("g", "x"), stem=text("none")), "the gaps of the text and their answers do not agree"),
        (short("a", "x -> y"), "the -> in “x -> y” would make it a matching"),
        (short("a", "&&058;"), "Moodle would read a part of “&&058;” as an escaped character"),
        (ordering(count=2), "an ordering becomes a matching, for which Moodle wants at least three entries"),
        (
            Ordering(id="o", stem=text("x"), entries=(text("a"), text("a"), text("b"))),
            "“a” stands twice: the right order could not be told",
        ),
        (truefalse(stem=()), "the question has no text"),
        (truefalse(stem=text("a\0b")), "the character <U+0000> cannot stand in a text file (delete it)"),
        (short("a", "x\ud800"), "the character <U+D800> cannot stand in a text file (delete it)"),
        (choice(options=options("a")), "Moodle wants at least two options (add a wrong option)"),
        (
            choice(options=(*options("a"), Option(text=text("b"), right=False, credit=Decimal("0.37")))),
            "Moodle has no grade of 37 % (write credit=33.33333% or credit=40%)",
        ),
        (choice(options=options("a", "b", right=())), "no option earns all points: Moodle demands one"),
        (matching(pairs=2, distractors=0), "Moodle wants at least three answers to choose from"
         " (add a pair, or a right-hand entry that belongs to none)"),
        (truefalse(stem=md(r"$\href{x}{y}$")), r"\href in a formula can link or run something on"
         " Moodle's page (write the formula without it)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_written_is_left_out(question: Question, reason: str) -> None:
    assert left_out(question) == reason


def test_what_nobody_sees_leaves_no_question_out() -> None:
    made = open_question(hints=(md(r"$\href{x}{y}$"),), answer=md(r"$\href{x}{y}$"))
    assert stored(made).kind == "essay"
    assert stored(numeric(unit="x" * 60)).kind == "numerical"


def test_nothing_but_losses_is_an_error() -> None:
    assert has_errors(GIFT.check(exam(gaps()), MATERIALS))
    assert not has_errors(GIFT.check(exam(gaps(), truefalse()), MATERIALS))


# --- what Moodle does in another way


def test_what_changes_is_told() -> None:
    three = choice(multiple=True, right=(0, 1, 2), topic="t" * 256)
    told = messages(three, truefalse(), wrong="-0.25", shuffle=False)
    for words in (
        "no equal grades for 3 right options",
        "the topic is longer than 255 characters",
        "Moodle takes no points off for a wrong true or false",
        "GIFT cannot tell a platform to keep options in their order",
    ):
        assert [message for message in told if words in message], words
    long_title = Deck("week5", "d" * 256, "", "en", Place("deck.md"))
    assert "the title is longer" in " ".join(messages(truefalse(), decks=(long_title,)))
    assert messages(choice(topic="t"), decks=(Deck("week5", "Short", "", "en"),)) == []
    assert "becomes the idnumber" in " ".join(messages(truefalse("A"), truefalse("a")))


def test_forms_that_mark_a_question_differently_are_told() -> None:
    one, other = (exam(choice(), truefalse(), wrong=wrong).forms[0] for wrong in ("0", "-0.25"))
    both = replace(exam(choice()), forms=(one, other))
    told = [problem.message for problem in GIFT.check(both, MATERIALS)]
    assert [m for m in told if "different points off for wrong answers to “choice”" in m]
    same = replace(exam(choice()), forms=(one, one))
    assert GIFT.check(same, MATERIALS) == ()


# --- the read-back

EXAM = exam(
    *one_of_each(tags=("t",), topic="Topic"), gaps("one", "gap"), choice("m", multiple=True)
)
DATA = source(
    *one_of_each(tags=("t",), topic="Topic"), gaps("one", "gap"), choice("m", multiple=True)
).encode()


def test_what_was_written_is_what_was_planned() -> None:
    assert differences(in_order(EXAM), DATA) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[id:choice]", "[id:other]"),
        ("[tag:t]", "[tag:u]"),
        ("::Which of choice?::", "::Which of it?::"),
        ("[html]<p>Which", "[html]<p>What"),
        ("[html]<p>Which", "<p>Which"),
        ("\t=Option 0 of choice\n", "\t~Option 0 of choice\n"),
        ("\t~Option 1 of choice\n", "\t~%50%Option 1 of choice\n"),
        ("\t~Option 1 of choice\n", ""),
        ("\t~Option 1 of choice\n", "\t~[plain]Option 1 of choice\n"),
        ("\t~Option 1 of choice\n", "\t~Option 1 of choice#Bravo\n"),
        ("\tTRUE\n", "\tFALSE\n"),
        ("\t=%100%lasso\n", "\t=%50%lasso\n"),
        ("\t=%100%lasso\n", "\t=%100%lass\n"),
        ("\t=%100%L1*\n", "\t=%100%L1\\\\*\n"),
        ("#3.14:0.01", "#3.14:0.02"),
        ("#3.14:0.01", "#3,14:0.01"),
        ("=Left 0 -> Right 0", "=Left 0 -> Right 1"),
        ("= -> Distractor 0", "=More -> Distractor 0"),
        ("=Step 0 -> 1", "=Step 0 -> 2"),
        ("}</p>", "</p>}"),
        ("\t####<p>See week 5.</p>\n", ""),
        ("$CATEGORY: $course$/top/Topic", "$CATEGORY: $course$/top/Other"),
        ("// [id:truefalse]", "\n// [id:truefalse]\n"),
        ("\n\n// [id:truefalse]", "\n// [id:truefalse]"),
        ("<p>Which of choice?</p>", "<p>Which of choice?<img src='x'></p>"),
        ("}\n", "\n"),
    ],
)  # fmt: skip
def test_every_difference_is_found(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = DATA.decode()
    assert old in text
    broken = text.replace(old, new, 1).encode()
    assert differences(in_order(EXAM), broken)
    monkeypatch.setattr(gift, "write", lambda listed: broken)
    with pytest.raises(NotMade, match="GIFT"):
        tuple(GIFT.export(EXAM, MATERIALS))


def test_the_line_that_cannot_be_read_is_told() -> None:
    (told,) = differences(in_order(EXAM), DATA.replace(b"=Left 1 -> Right 1", b"=Left 1"))
    line = DATA.decode().split("\n").index("\t=Left 1 -> Right 1") + 1
    assert told == f"the file cannot be read: line {line}: a pair without ->"


def test_a_file_that_is_no_text_is_found() -> None:
    assert differences(in_order(EXAM), b"\xff\xfe") != ()
