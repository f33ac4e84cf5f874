"""What we write, the official Anki imports: every note, card and picture, and no note twice."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from anki_client import ALWAYS, Side, Stored, client, squeezed, words
from builders import (
    PICTURE,
    bank,
    choice,
    gaps,
    numeric,
    one_of_each,
    open_question,
    options,
    ordering,
    picture_node,
    short,
    text,
)
from golden_files import check_golden
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam

from quizgen.assemble import bank_exam
from quizgen.document import NotMade
from quizgen.export.anki import ANKI, LIMITS
from quizgen.export.anki.readback import differences, verify
from quizgen.export.lms.losses import kept
from quizgen.export.lms.package import package
from quizgen.model import Choice, Exam, Gaps, Markup, Matching, Open, Option, Question, walk


def exported(planned: Exam) -> bytes:
    (document,) = ANKI.export(planned, MATERIALS)
    return document.data


def of(*questions: Question) -> Exam:
    return bank_exam(bank(*questions), "All")


def fields(question: Question) -> dict[str, str]:
    """The fields of a note as Anki has them."""
    with client() as anki:
        anki.add(exported(of(question)))
        return anki.notes()[question.id].fields


def front(question: Question) -> str:
    """What is read on the front of the first card."""
    with client() as anki:
        anki.add(exported(of(question)))
        return words(anki.notes()[question.id].cards[0].front)


# --- the official client


def test_anki_imports_everything() -> None:
    with client() as anki:
        assert anki.add(exported(everything())) == {"new": 18}
        notes = anki.notes()
        assert set(notes) == {question.id for question in everything().questions}
        assert sum(len(note.cards) for note in notes.values()) == 16 + 3 + 1
        assert anki.complaints() == ""
        assert anki.missing_pictures() == []
        for picture in everything().pictures.values():
            assert anki.picture(picture.name) == picture.data


def test_the_notes_are_the_golden_ones() -> None:
    with client() as anki:
        anki.add(exported(everything()))
        notes = {
            id: note.__dict__ | {"cards": len(note.cards)} for id, note in anki.notes().items()
        }
    shown = json.dumps(notes, indent=1, ensure_ascii=False, sort_keys=True)
    check_golden("anki/notes.json", shown.encode() + b"\n")


def test_a_second_import_finds_every_note() -> None:
    with client() as anki:
        anki.add(exported(everything()))
        assert anki.add(exported(everything())) == {"duplicate": 18}
        assert anki.add(exported(everything()), ALWAYS) == {"duplicate": 18}


def test_an_edited_question_updates_its_note() -> None:
    questions = one_of_each()
    edited = (replace(questions[0], stem=text("Which now?"), tags=("new",)), *questions[1:])
    with client() as anki:
        anki.add(exported(of(*questions)))
        assert anki.add(exported(of(*edited)), ALWAYS) == {"updated": 1, "duplicate": 7}
        note = anki.notes()["choice"]
    assert words(note.fields["Question"]) == "Whichnow?"
    assert note.tags == ("new",)


def test_a_question_that_becomes_one_of_another_kind_is_the_same_note() -> None:
    with client() as anki:
        anki.add(exported(of(choice("a"))))
        assert anki.add(exported(of(short("a"))), ALWAYS) == {"updated": 1}


def test_two_courses_may_use_the_same_id() -> None:
    other = of(choice("a"))
    decks = tuple(replace(deck, course="History") for deck in other.decks)
    questions = of(replace(choice("a"), deck="week5"))
    theirs = replace(of(replace(choice("a"), deck="week5")), decks=decks)
    with client() as anki:
        anki.add(exported(questions))
        assert anki.add(exported(theirs)) == {"new": 1}


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(QUESTIONS, min_size=3, max_size=5, unique_by=lambda question: question.id))
def test_whatever_passes_the_checks_is_read_in_anki(questions: list[Question]) -> None:
    planned = exam(*questions)
    asked = kept(planned, LIMITS)
    with client() as anki:
        assert anki.add(exported(planned)) == {"new": len(asked)}
        notes = {squeezed(id): note for id, note in anki.notes().items()}
        assert anki.missing_pictures() == []
    for each in asked:
        assert_whole(each.question, notes[squeezed(each.question.id)])


def assert_whole(question: Question, note: Stored) -> None:
    whole = "".join(map(words, note.fields.values()))
    for leaf in leaves(question):
        assert leaf in whole
    if isinstance(question, Gaps):
        assert_gaps(question, note.cards)
        return
    (card,) = note.cards
    assert words(note.fields["Answer"]) in words(card.back)
    assert words(note.fields["Choices"]) in words(card.front)
    if isinstance(question, Choice):
        assert note.fields["Answer"].count('<li class="right">✓') == len(rights(question))


def rights(question: Choice) -> list[Option]:
    return [option for option in question.options if option.right]


def leaves(question: Question) -> list[str]:
    """Words that must be somewhere in the note."""
    shown: list[Markup] = [question.stem, *(note.text for note in question.notes), *question.hints]
    if isinstance(question, Choice):
        shown += [text for option in question.options for text in (option.text, option.feedback)]
    if isinstance(question, Matching):
        shown += [text for pair in question.pairs for text in (pair.left, pair.right)]
        shown += question.distractors
    nodes = [node for markup in shown for node in walk(markup)]
    return [squeezed(n.text) for n in nodes if n.kind in {"text", "code", "code_block"}]


def assert_gaps(question: Gaps, cards: tuple[Side, ...]) -> None:
    assert len(cards) == len(question.gaps)
    for number, (gap, card) in enumerate(zip(question.gaps, cards, strict=True), start=1):
        _, shown = card.back.split(f'<span class="cloze" data-ordinal="{number}">', 1)
        answer = squeezed(str(gap.answers[0]))
        assert words(shown).startswith(answer)
        assert (f"[{squeezed(gap.hint)}]" if gap.hint.strip() else "[...]") in words(card.front)


# --- what becomes what


def test_options_stand_in_an_order_that_tells_nothing() -> None:
    made = options("10 km", "9 km", "Both", "Alpha", pins={2: "last"})
    shown = front(choice(options=made, stem=text("Q")))
    assert shown.endswith("9km10kmAlphaBoth")


def test_entries_of_an_ordering_are_not_in_their_order() -> None:
    entries = (text("wash"), text("rinse"), text("dry"))
    question = replace(ordering(), entries=entries)
    assert front(question).endswith("dryrinsewash")
    assert words(fields(question)["Answer"]) == "washrinsedry"


def test_a_word_is_typed_unless_it_has_wildcards() -> None:
    assert fields(short("a", "lasso", "L1*"))["Typed"] == "lasso"
    assert fields(short("a", "L1*"))["Typed"] == ""


def test_numbers_are_shown_with_their_tolerance_and_unit() -> None:
    made = fields(numeric("a", "3.5", unit="km", language="de"))
    assert words(made["Answer"]) == "3,5±0,01km"
    assert words(made["Choices"]) == "____km"


@pytest.mark.parametrize(
    "nasty",
    [
        "[sound:a.mp3]",
        "[latex]x[/latex]",
        "[$]x[/$]",
        "[[type:Typed]]",
        "[anki:tts lang=en]x[/anki:tts]",
        "{{c1::a}}",
        "{{Front}}",
        "}}",
        "<script>alert(1)</script>",
        "a::b",
    ],
)
def test_words_that_anki_takes_for_commands_stay_words(nasty: str) -> None:
    wanted = "".join(nasty.split())
    gapped = gaps("g", nasty, stem=(*text(nasty), *gaps("x", "a").stem))
    with client() as anki:
        anki.add(exported(of(choice("c", stem=text(nasty)), gapped)))
        notes = anki.notes()
    (card,) = notes["c"].cards
    assert wanted in words(card.front) and "[anki:play" not in card.front
    (card,) = notes["g"].cards
    assert words(card.front).count(wanted) == 1
    assert words(card.back).count(wanted) == 2


def test_decks_and_topics_are_decks_within_decks() -> None:
    deck = replace(bank().decks[0], title="Rivers :: and seas")
    planned = replace(of(choice("a", deck="week5", topic="Big: ones::")), decks=(deck,))
    with client() as anki:
        anki.add(exported(planned))
        assert anki.notes()["a"].deck == "Rivers : and seas::Big: ones"


def test_tags_have_no_blanks() -> None:
    with client() as anki:
        anki.add(exported(of(choice("a", tags=("two words", "Two_words", "c++")))))
        assert set(anki.notes()["a"].tags) == {"Two_words", "c++"}


# --- what is told


def test_a_card_without_a_back_is_left_out() -> None:
    bare = Open(id="bare", stem=text("Why?"))
    (problem,) = [p for p in ANKI.check(of(choice(), bare), MATERIALS) if "back" in p.message]
    assert "the question is left out" in problem.message
    assert kept(of(choice(), bare), LIMITS)[0].question.id == "choice"


def test_a_rubric_alone_is_a_back() -> None:
    question = open_question(answer=())
    assert "Thereason" in words(fields(question)["Answer"])


def test_too_many_gaps_and_control_characters_are_told() -> None:
    many = gaps("many", *("a",) * 501)
    odd = choice("odd", stem=text("a\x1fb"))
    told = [problem.message for problem in ANKI.check(of(choice(), many, odd), MATERIALS)]
    assert any("500 gaps" in message for message in told)
    assert any("control characters" in message for message in told)


# --- the same bytes, and broken ones


def test_the_bytes_do_not_tell_the_version_of_sqlite() -> None:
    with zipfile.ZipFile(io.BytesIO(exported(everything()))) as archive:
        head = archive.read("collection.anki2")[:100]
    assert int.from_bytes(head[96:100], "big") == 3_000_000
    assert head[24:28] == head[92:96]
    assert head[18:21] == b"\x01\x01\x00"


def changed(data: bytes, change: Callable[[sqlite3.Connection], Any]) -> bytes:
    """The package with its database changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(parts["collection.anki2"])
        change(connection)
        connection.commit()
        parts["collection.anki2"] = connection.serialize()
    return package(parts)


BREAKS = {
    "another key": "UPDATE notes SET flds = replace(flds, 'class=\"right\"', 'class=\"wrong\"')",
    "another word": "UPDATE notes SET flds = replace(flds, 'Option 1', 'Option 7')",
    "another gap": "UPDATE notes SET flds = replace(flds, '{{c1::L1', '{{c1::L2')",
    "another order": "UPDATE notes SET flds = replace(flds, 'Step 0', 'Step 1')",
    "another number": "UPDATE notes SET flds = replace(flds, '3.14', '3.15')",
    "a note less": "DELETE FROM notes WHERE id = (SELECT max(id) FROM notes)",
    "a card less": "DELETE FROM cards WHERE id = (SELECT max(id) FROM cards)",
    "another guid": "UPDATE notes SET guid = 'x' || guid",
    "other tags": "UPDATE notes SET tags = ' x '",
    "another picture": "UPDATE notes SET flds = replace(flds, 'picture-', 'pictures-')",
    "no table": "DROP TABLE cards",
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_read_back_finds(name: str) -> None:
    shown = choice("shown", stem=(*text("See"), *picture()))
    planned = of(*one_of_each(), shown)
    asked = kept(planned, LIMITS)
    data = exported(planned)
    assert differences(planned, asked, data) == ()
    broken = changed(data, lambda connection: connection.execute(BREAKS[name]))
    with pytest.raises(NotMade):
        verify(planned, asked, broken)


def picture() -> Markup:
    return text("", picture_node())


def test_a_lost_picture_is_found() -> None:
    planned = of(choice("shown", stem=picture()))
    with zipfile.ZipFile(io.BytesIO(exported(planned))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts["0"] == PICTURE.data
    del parts["0"]
    assert differences(planned, kept(planned, LIMITS), package(parts))
    assert differences(planned, kept(planned, LIMITS), package({**parts, "0": b"", "1": b"x"}))
    assert differences(planned, kept(planned, LIMITS), b"no zip")


def test_credit_and_feedback_stand_beside_their_option() -> None:
    half = Option(
        text=text("half"),
        right=False,
        credit=Decimal("0.5"),
        feedback=text("Nearly."),
    )
    made = fields(choice(options=(*options("whole"), half)))
    assert "half(50%ofthepoints)Nearly." in words(made["Answer"])
