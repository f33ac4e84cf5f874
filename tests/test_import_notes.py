"""Notes of all sorts → decks: samples with the decks and reports that are expected, and promises for any text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from golden_files import check_golden
from quizgen.cli import main
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.apart import Reading
from quizgen.importers.drafting import Draft, draft
from quizgen.importers.importer import File, Imported
from quizgen.importers.notes.maths.grammar import tex
from quizgen.markup.plain import plain
from quizgen.model import Choice, Gaps, Open, Picture, Place, Question, TrueFalse
from quizgen.problem import show
from reading import read as read_deck

SAMPLES = Path(__file__).parent / "imports" / "notes"
NOTES = IMPORTERS["notes"]


def imported(text: str | bytes, name: str = "notes.txt") -> Imported:
    """What the importer finds, with the places that the parent process gives."""
    data = text if isinstance(text, bytes) else text.encode()
    file = File(name, data)
    found = servant.read(NOTES, file)
    entries = tuple(
        replace(e, question=replace(e.question, place=Place(name, e.line))) if e.question else e
        for e in found.entries
    )
    return replace(found, entries=entries)


def drafted(text: str | bytes, name: str = "notes.txt") -> Draft:
    data = text if isinstance(text, bytes) else text.encode()
    reading = Reading(File(name, data), "notes", imported(data, name))
    return draft([reading], Path(name).stem, no_pictures)


def no_pictures(data: bytes) -> Picture:
    raise AssertionError("these notes have no pictures")


def questions(text: str) -> tuple[Question, ...]:
    return tuple(entry.question for entry in imported(text).entries if entry.question)


def question(text: str) -> Question:
    (only,) = questions(text)
    return only


def messages(text: str) -> list[str]:
    return [problem.message for problem in imported(text).problems]


def right(found: Question) -> list[str]:
    assert isinstance(found, Choice)
    return [plain(option.text) for option in found.options if option.right]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_become_the_decks_beside_them(path: Path) -> None:
    made = drafted(path.read_bytes(), path.name)
    report = show(made.problems, {path.name: path.read_text(encoding="utf-8")})
    check_golden(f"../imports/notes/{path.stem}.md", made.text.encode())
    check_golden(f"../imports/notes/{path.stem}.report", (report.strip() + "\n").encode())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_decks_of_samples_have_no_problems(path: Path) -> None:
    readings, problems = read_deck(path.read_text(encoding="utf-8"))
    assert readings
    assert not problems


# Every word of the notes is in the deck or in the report

WORD = re.compile(r"[^\W\d_]{2,}")
_MARKERS = frozenset(
    "flashcard flashcards card cards front back answer question question frage antwort karten".split()
)


def told(found: Imported) -> str:
    """All words of what was imported, and of what is said about it."""
    parts = [found.title, *(problem.message for problem in found.problems)]
    for entry in found.entries:
        parts.append(entry.kept)
        parts += words_of(entry.question) if entry.question else []
    return "\n".join(parts).lower()


def words_of(found: Question) -> list[str]:
    passages = [found.stem, *found.hints, *(note.text for note in found.notes)]
    passages += [criterion.text for criterion in found.rubric]
    parts = [found.topic, *found.tags]
    match found:
        case Choice():
            passages += [option.text for option in found.options]
        case Open():
            passages.append(found.answer)
        case Gaps():
            parts += [str(answer) for gap in found.gaps for answer in gap.answers]
        case TrueFalse():
            parts.append("true" if found.answer else "false")
    return [*parts, *map(plain, passages)]


def test_every_word_of_the_sample_is_in_its_deck() -> None:
    source = (SAMPLES / "week5-flashcards.txt").read_text(encoding="utf-8").lower()
    deck = (SAMPLES / "week5-flashcards.md").read_text(encoding="utf-8").lower()
    missing = set(WORD.findall(source)) - set(WORD.findall(deck))
    # Marks of cards, labels of formulas that became TeX, and letters with accents that became \hat.
    assert missing == {"flashcards", "flashcard", "cards", "front", "back", "argmin", "ŵ"} - {"ŵ"}


MARKS = [
    "", "", "", "- ", "* ", "• ", "1. ", "2. ", "3) ", "a) ", "b) ", "c) ", "A. ", "B. ", "*b) ", "# ", "## ", "### ",
    "Q: ", "A: ", "Q1: ", "A1: ", "Front: ", "Back: ", "Answer: ", "Frage: ", "Antwort: ", "Hint: ", "Memory Tip: ",
    "Analogy: ", "Explanation: ", "Source: ", "Rubric: ", "Flashcard 2: ", "Question 1 ", "Chapter 1: ", "Sure! ",
    "Would you like ", "Answers: ", "Answer key", "True or false: ", "(T) ", "[x] ", "[ ] ", "> ", "“", "**", "Explain ",
    "Describe ", "What is ", "| ", "|---|---|", "---", "\t", "    ", "  - ", "o\t", "\uf0b7\t", "Page 3", "\f", "```", "$$", "\\[",
]  # fmt: skip
ENDS = [
    "", "", "", "?", "?", ".", ":", ":", "”", "**", " (T)", " ✓", " (2 points)", "-", " |", " | ", "\t", " ____", "…", " – ",
    " = ", "\\]",
]  # fmt: skip
NAMES = st.integers(0, 400).map(lambda number: f"w{''.join(chr(97 + int(d)) for d in str(number))}x")
PIECES = st.one_of(
    NAMES, NAMES, NAMES, NAMES, st.sampled_from([": ", " – ", "\t", "   ", " | ", " :: ", "“", "”", "λ", "a) ", "Answer: "])
)
LINES = st.one_of(
    st.just(""),
    st.tuples(
        st.sampled_from(MARKS), st.lists(PIECES, min_size=1, max_size=6).map(" ".join), st.sampled_from(ENDS)
    ).map("".join),
)
NOTES_OF_ANY_SORT = st.lists(LINES, min_size=1, max_size=25).map("\n".join)
searching = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
INVENTED = re.compile(r"w[a-j]{1,3}x")


@searching
@given(NOTES_OF_ANY_SORT)
def test_no_word_is_lost_whatever_the_notes_look_like(text: str) -> None:
    found = imported(text)
    if any(problem.message.startswith("this file cannot be imported") for problem in found.problems):
        return
    assert set(INVENTED.findall(text)) <= set(INVENTED.findall(told(found)))


@searching
@given(st.one_of(st.text(max_size=300), NOTES_OF_ANY_SORT))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    found = imported(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert found.entries or found.problems
    assert all(0 <= problem.place.line <= lines for problem in found.problems)


@settings(searching, max_examples=30)
@given(NOTES_OF_ANY_SORT)
def test_the_deck_of_any_notes_is_read_without_errors(text: str) -> None:
    made = drafted(text)
    if made.questions:
        readings, problems = read_deck(made.text)
        assert len(readings) == len(made.questions)
        assert not [problem for problem in problems if problem.severity == "error"]
