"""Notes, as teachers paste them → the cards in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Refused
from quizgen.importers.notes import canonical
from quizgen.importers.notes.backs import Style
from quizgen.importers.notes.cards import Reading, question
from quizgen.importers.notes.columns import unfolded
from quizgen.importers.notes.fronts import front
from quizgen.importers.notes.inline import is_markdown
from quizgen.importers.notes.keylines import SHARED, SHARED_HINT, ambiguous
from quizgen.importers.notes.keys import Key, without_key
from quizgen.importers.notes.lines import Line, lines_of
from quizgen.importers.notes.outline import Chunk, Outline, outline
from quizgen.importers.notes.pages import without_pages
from quizgen.importers.notes.quotes import balanced
from quizgen.importers.notes.rows import cards_of
from quizgen.importers.notes.split import divided
from quizgen.importers.notes.twins import Found, merged
from quizgen.importers.notes.words import language_of
from quizgen.importers.notes.wrapped import joined
from quizgen.importers.shared.text import opened
from quizgen.problem import has_errors

_SHOWN = 60
_LONGEST_LINE = 100_000
"""Characters."""


def read(file: File) -> Imported:
    """What the notes hold; refused where no card is in them."""
    text, found = opened(file)
    _check_lines(text)
    if not canonical.read(found, text):
        _read_loose(found, text)
    if not _has_cards(found):
        hint = "begin each question with Q: and each answer with A:"
        raise Refused("there is no question in it", 0, hint)
    return found.imported()


def _check_lines(text: str) -> None:
    """Refuse what nobody wrote as notes, before it is looked at for minutes."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            message = f"a line of {len(line):,} characters; at most {_LONGEST_LINE:,} are read"
            raise Refused(message, number, "break it into lines, or export the file again")


def _has_cards(found: Gathering) -> bool:
    imported = found.imported()
    return any(entry.question for entry in imported.entries) or has_errors(imported.problems)


def _read_loose(found: Gathering, text: str) -> None:
    lines, gone = without_pages(unfolded(lines_of(text)))
    _tell_pages(found, gone)
    notes, key = _divided(divided(joined(lines)))
    found.title, found.language = notes.title, language_of(text)
    _tell_chatter(found, notes)
    style = Style(is_markdown(text), found.language or "en")
    chunks = _in_order(found, notes)
    questions, broken = _questions(found, chunks, Reading(style, key))
    kept, twins = merged(questions)
    for twin in twins:
        _tell_twin(found, twin.first, twin.second, twin.merged)
    _tell_count(found, notes, len(kept) + len(broken), sum(twin.merged for twin in twins))
    _gather(found, kept, broken)
    _tell_key(found, key, chunks)


def _divided(lines: Sequence[Line]) -> tuple[Outline, Key]:
    """The notes divided, and the key at their end, if its numbers are those of questions."""
    above, key = without_key(lines)
    if key.answers:
        notes = outline(above, frozenset(key.answers))
        if any(chunk.number in key.answers for chunk in notes.chunks):
            return notes, key
    return outline(lines, ()), Key()


def _in_order(found: Gathering, notes: Outline) -> list[Chunk]:
    """All cards; a text that belongs to none is kept and told."""
    chunks: list[Chunk] = []
    topics = {chunk.topic for chunk in notes.chunks if not chunk.stray}
    alone = all(chunk.stray for chunk in notes.chunks)
    for chunk in notes.chunks:
        cards, left = cards_of(chunk, alone) if chunk.stray else ([chunk], [])
        chunks += cards
        if left:
            found.at(left[0].number)
            lost = [chunk.topic] if chunk.topic not in topics and not cards else []
            found.keep("\n".join([*lost, *(line.text for line in left)]))
            shown = _short(left[0].text)
            hint = "write Q: before it, if it is a question"
            number = f" ({len(left)} lines)" if len(left) > 1 else ""
            told = f"this text belongs to no question, and is kept as a note{number}: {shown}"
            found.warn(told, hint)
    return chunks


def _questions(
    found: Gathering, chunks: Sequence[Chunk], reading: Reading
) -> tuple[list[Found], list[tuple[int, Chunk]]]:
    """The questions of the cards, and the cards of which none can be made, which are told."""
    made: list[Found] = []
    broken: list[tuple[int, Chunk]] = []
    shared = ambiguous(chunks, reading.key)
    for order, chunk in enumerate(chunks):
        clean = _balanced(found, chunk)
        twice = _twice(chunk, reading, chunks)
        try:
            if order in shared:
                raise Broken(SHARED, SHARED_HINT)
            if twice:
                raise Broken(twice, "number the questions through, and the key in the same way")
            made.append(Found(question(clean, reading), chunk.line, order))
        except Broken as why:
            found.at(chunk.line, f"the question {_short(front(clean.lines).text)}")
            found.error(why.message, why.hint)
            broken.append((order, chunk))
    return made, broken


def _twice(chunk: Chunk, reading: Reading, chunks: Sequence[Chunk]) -> str:
    """Why the key at the end cannot tell which question it means; "" where it can."""
    if chunk.number not in reading.key.answers:
        return ""
    same = sum(each.number == chunk.number for each in chunks)
    return (
        f"{same} questions have the number {chunk.number}, and the key at the end one"
        if same > 1
        else ""
    )


def _balanced(found: Gathering, chunk: Chunk) -> Chunk:
    lines, strays = balanced(chunk.lines)
    for number in strays:
        found.at(number)
        found.warn("a quotation mark without its partner is left out")
    return replace(chunk, lines=lines)


def _gather(found: Gathering, kept: Sequence[Found], broken: Sequence[tuple[int, Chunk]]) -> None:
    """The questions in the order of the notes, and the words of the broken ones."""
    topics = {each.question.topic for each in kept}
    every: list[tuple[int, Found | Chunk]] = [*((each.order, each) for each in kept), *broken]
    for _, each in sorted(every, key=lambda pair: pair[0]):
        found.at(each.line)
        if isinstance(each, Found):
            found.add(each.question, each.kept)
        else:
            lost = [each.topic] if each.topic not in topics else []
            found.keep("\n".join([*lost, *(part.text for part in each.lines)]))


def _tell_count(found: Gathering, notes: Outline, number: int, twins: int) -> None:
    if not notes.promised or notes.promised == number:
        return
    found.at(notes.headline)
    twice = f", {twins} of them twice" if twins else ""
    found.warn(
        f"the headline promises {notes.promised} cards; {number} were found{twice}",
        "look whether one is missing, or two have become one",
    )


def _tell_twin(found: Gathering, first: int, second: int, one: bool) -> None:
    found.at(second)
    if one:
        found.warn(f"this is the same question as in line {first}: the fuller answer is kept")
    else:
        hint = "delete one of them, or say in the questions what sets them apart"
        found.warn(f"this is the same question as in line {first}, with another answer", hint)


def _tell_pages(found: Gathering, gone: Sequence[Line]) -> None:
    if gone:
        found.at(gone[0].number)
        shown = ", ".join(dict.fromkeys(_short(re.sub(r"\d+", "…", line.text)) for line in gone))
        number = len(gone)
        lines = "1 line" if number == 1 else f"{number} lines"
        found.warn(f"headers, footers and numbers of pages are left out ({lines}): {shown}")


def _tell_chatter(found: Gathering, notes: Outline) -> None:
    for line in notes.chatter:
        found.at(line.number)
        found.warn(f"left out, for it is said about the cards: {line.text}")


def _tell_key(found: Gathering, key: Key, chunks: Sequence[Chunk]) -> None:
    numbers = {chunk.number for chunk in chunks}
    for number, (answer, line) in key.answers.items():
        if number not in numbers:
            found.at(line)
            found.warn(f"the key answers number {number} ({answer}), and no question has it")


def _short(text: str) -> str:
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
    return f"“{shown}”"
