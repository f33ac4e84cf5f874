"""Lines that are rows of a table or of a glossary → the lines of cards, as other notes have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, marked
from quizgen.importers.notes.outline import Chunk
from quizgen.importers.notes.tables import cells, is_rule, rows_of
from quizgen.importers.notes.terms import term
from quizgen.importers.notes.words import means

_SEPARATOR = re.compile(r"\s+(?P<sign>[-–—]+>?|→|=>?|::?)\s+")
_OPTION = re.compile(r"(?:option|choice|antwort|answer)?\s*(?P<letter>[A-Ha-h1-8])", re.IGNORECASE)
_FRONTS = ("question", "front", "term")
_BACKS = ("back", "definition", "key")
_NUMBERS = frozenset(("#", "no", "no.", "nr", "nr.", ""))
_FEWEST, _FEWEST_WITH_COLON, _FEWEST_BESIDE = 2, 3, 5
_MOST_TERM_WORDS, _MOST_PAIR_WORDS = 10, 6
_SHARE = 0.8


def cards_of(stray: Chunk, alone: bool = True) -> tuple[list[Chunk], list[Line]]:
    """The cards that stand in lines under no question, and the lines that are none.

    `alone` tells that there are no questions beside them; else `Teacher: …` and `Date: …` are no terms.
    """
    found: list[Chunk] = []
    left: list[Line] = []
    rest = list(stray.lines)
    while rest:
        number = rows_of(rest)
        if number:
            found += (Chunk(lines, stray.topic) for lines in _table(rest[:number]))
            rest = rest[number:]
            continue
        end = next((i for i in range(1, len(rest)) if rows_of(rest[i:])), len(rest))
        found += (Chunk(lines, stray.topic) for lines in _cards(rest[:end], alone, left))
        rest = rest[end:]
    return found, left


def _table(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """The rows, each as the lines of a card: question, options, answer, and what else the head names."""
    rows = [(line, cells(line)) for line in lines if not is_rule(line)]
    ruled = any(is_rule(line) for line in lines)
    named = _roles(rows[0][1])
    if named or ruled:
        rows = rows[1:]
    heads = [bare(cell) for cell in cells(lines[0])] if named or ruled else []
    roles = named or ["question", "answer", *(heads[2:] or ["" for _ in cells(lines[0])[2:]])]
    for line, row in rows:
        yield tuple(_row(line, row if named else _with_head(row, heads), roles, heads))


def _with_head(row: Sequence[str], heads: Sequence[str]) -> list[str]:
    """A row of three columns or more, whose head names no question, with the head before the second cell."""
    if len(heads) < 3 or len(row) < 2 or not (heads[1] and row[1]):
        return list(row)
    return [row[0], f"{heads[1]}: {row[1]}", *row[2:]]


def _roles(head: Sequence[str]) -> list[str]:
    """What the columns are, if the head names a question and an answer; else nothing."""
    names = [bare(cell).lower() for cell in head]
    roles = [_role(name) for name in names]
    if "question" not in roles or "answer" not in roles:
        return []
    return roles


def _role(name: str) -> str:
    if any(means(name, meaning) for meaning in _FRONTS):
        return "question"
    if any(means(name, meaning) for meaning in _BACKS):
        return "answer"
    if name in _NUMBERS:
        return ""
    option = _OPTION.fullmatch(name)
    return f"option {option['letter'].upper()}" if option else name


def _row(
    line: Line, row: Sequence[str], roles: Sequence[str], heads: Sequence[str]
) -> Iterator[Line]:
    cells_of = [
        (role, cell, i) for i, (role, cell) in enumerate(zip(roles, row, strict=False)) if cell
    ]
    options = [cell for role, cell, _ in cells_of if role.startswith("option ")]
    order = {"question": 0, "answer": 2}
    for role, cell, index in sorted(
        cells_of, key=lambda each: order.get(each[0], 1 if each[0].startswith("option ") else 3)
    ):
        text = cell
        if role == "question":
            text = f"Question: {bare(cell)}"
        elif role == "answer":
            text = f"Answer: {_lettered(cell)}" if options else f"Back: {cell}"
        elif role.startswith("option "):
            text = f"{chr(65 + options.index(cell))}) {cell}"
        elif not role and heads:
            continue
        elif heads and heads[index]:
            text = f"{heads[index]}: {cell}"
        yield replace(line, text=text, indent=0, after_blank=False)


def _lettered(cell: str) -> str:
    return chr(64 + int(cell)) if cell in set("12345678") else cell


def _cards(lines: Sequence[Line], alone: bool, left: list[Line]) -> list[tuple[Line, ...]]:
    """The cards of a glossary; what stands above it, or everything, goes to what is `left`."""
    above = next((i for i, line in enumerate(lines) if _divided(line)), 0)
    found = list(_glossary(lines[above:], alone))
    if found:
        left += lines[:above]
        return found
    found = list(_pairs(lines))
    left += [] if found else lines
    return found


def _glossary(lines: Sequence[Line], alone: bool) -> Iterator[tuple[Line, ...]]:
    """Lines such as `Delta – land that a river builds` as cards; none where not nearly all are so."""
    divided = [_divided(line) for line in lines]
    number = sum(each is not None for each in divided)
    with_colon = all(each is None or each[2] == ":" for each in divided)
    fewest = (_FEWEST_WITH_COLON if alone else _FEWEST_BESIDE) if with_colon else _FEWEST
    if number < fewest or number < _SHARE * len(lines):
        return
    card: list[Line] = []
    for line, pair in zip(lines, divided, strict=True):
        if pair is None:
            card.append(line)
            continue
        if card:
            yield tuple(card)
        front, back, _ = pair
        card = [replace(line, text=f"Front: {front}"), replace(line, text=f"Back: {back}")]
    yield tuple(card)


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Blocks between empty lines as cards, each a short term and a definition below it; at least three."""
    starts = [i for i, line in enumerate(lines) if line.after_blank or not i]
    blocks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(blocks) < _FEWEST_WITH_COLON or not all(map(_is_pair, blocks)):
        return
    for first, *below in blocks:
        yield replace(first, text=f"Front: {bare(first.text)}"), *below


def _is_pair(block: Sequence[Line]) -> bool:
    first, *below = block
    short = len(first.text.split()) <= _MOST_PAIR_WORDS and first.text[-1:] not in ".:;,!"
    return bool(below) and short and not first.block and not marked(first.text).kind


def _divided(line: Line) -> tuple[str, str, str] | None:
    """Term, definition and the sign between them."""
    if line.block:
        return None
    mark = marked(line.text)
    text = mark.text if mark.kind else line.text
    found = _SEPARATOR.search(text)
    pair = term(text)
    if (
        pair
        and not (means(pair[0], "hint") or means(pair[0], "source"))
        and not (found and found.end() <= text.find(":"))
    ):
        return pair[0], pair[1], ":"
    if not found or found.start() == 0 or not text[found.end() :].strip():
        return None
    front = bare(text[: found.start()])
    return (
        (front, text[found.end() :].strip(), found["sign"])
        if len(front.split()) <= _MOST_TERM_WORDS
        else None
    )
