"""The first lines of a card → what it asks, and the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, heading, marked
from quizgen.importers.notes.quotes import unwrapped
from quizgen.importers.notes.starts import (
    answered_at_once,
    caption_pattern,
    numbered_label,
    unlisted,
)
from quizgen.importers.notes.words import TASKS, means, split_label

_MOST_WORDS = 4
"""Of an answer right behind a question, where other lines follow."""

_DIGITS = "0123456789 "
_POINTS = re.compile(
    r"\s*[(\[]\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:points?|pts?\.?|marks?|punkte?|pkt\.?|p\.?|pt\.?)\s*[)\]]\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Front:
    """What a card asks, in the words of one line; `caption` is a name it has besides.

    `below` are the lines that follow. `answered` tells that a label marked where the answer begins;
    the lines before it, `stem`, then belong to the question.
    """

    text: str
    line: int
    below: tuple[Line, ...]
    caption: str = ""
    stem: tuple[Line, ...] = ()
    answered: bool = False
    points: Decimal | None = None


def front(lines: Sequence[Line]) -> Front:
    """The front of a card, freed of labels, numbers, marks and quotation marks around it."""
    caption, points, rest = _captioned(lines)
    if not rest:
        rest, caption = [replace(lines[0], text=caption)], ""
    paired = split_label(unlisted(bare(rest[0].text)))[0].rstrip(_DIGITS).upper() in ("Q", "F")
    first, below = _labelled(rest)
    text, worth = _worth(unwrapped(_unnumbered(first.text)))
    if not text and below:
        first, *below = below
        text, worth = _worth(unwrapped(_unnumbered(first.text)))
    stem, answered, below = _answered(below, paired)
    at_once = answered_at_once(text) if not stem and not answered else None
    if at_once and (not below or _is_answer(at_once["answer"], below)):
        text, answered = at_once["question"], True
        below = [replace(first, text=at_once["answer"]), *below]
    return Front(text, first.number, tuple(below), caption, tuple(stem), answered, worth or points)


def _is_answer(text: str, below: Sequence[Line]) -> bool:
    """Whether the text behind a question mark answers it, though lines follow: no options, no answer."""
    if (
        "?" in text
        or bare(text).split()[0].lower().strip(",") in TASKS
        or len(text.split()) > _MOST_WORDS
    ):
        return False
    return not any(
        _is_option(line) or means(split_label(bare(line.text))[0], "key") for line in below
    )


def _is_option(line: Line) -> bool:
    return bool(marked(line.text).kind) or line.text.startswith(("[", "☐", "☑", "☒", "*"))


def _captioned(lines: Sequence[Line]) -> tuple[str, Decimal | None, list[Line]]:
    """The text behind `Flashcard 2:`, and the lines below; no lines where that text is the front."""
    found = caption_pattern().fullmatch(unlisted(bare(lines[0].text)))
    if not found or lines[0].block:
        return "", None, list(lines)
    _, points = _worth(lines[0].text)
    text, below = (found["text"] or "").strip(), list(lines[1:])
    if not text:
        return "", points, below
    following = bare(below[0].text) if below else ""
    label = split_label(following)[0]
    named = label and (means(label, "front") or means(label, "question"))
    if named or (following.rstrip('”"*_ ').endswith("?") and text[-1] not in ".!?"):
        return text, points, below
    return "", points, [replace(lines[0], text=text), *below]


def _labelled(lines: Sequence[Line]) -> tuple[Line, list[Line]]:
    """The first line without a label such as `Q:`; with nothing behind it, the next one."""
    first = lines[0]
    text = unlisted(bare(first.text)) if not first.block else first.text
    numbered = numbered_label().fullmatch(text)
    label, rest = split_label(text)
    if numbered:
        rest = numbered["text"].strip()
    elif not (label and (means(label, "front") or means(label, "question"))):
        return replace(first, text=text), list(lines[1:])
    if rest or len(lines) == 1:
        return replace(first, text=rest), list(lines[1:])
    return replace(lines[1], text=bare(lines[1].text)), list(lines[2:])


def _unnumbered(text: str) -> str:
    mark = marked(heading(text)[1])
    return bare(mark.text) if mark.kind in ("number", "bullet") else bare(text)


def _worth(text: str) -> tuple[str, Decimal | None]:
    found = _POINTS.search(text)
    if not found or found.start() == 0:
        return text, None
    return text[: found.start()], Decimal(found["points"].replace(",", "."))


def _answered(lines: Sequence[Line], paired: bool) -> tuple[list[Line], bool, list[Line]]:
    """The lines before the label `Back:`, whether there is one, and those behind it.

    `A:` is one where `Q:` came before (`paired`); else it may be an option.
    """
    for index, line in enumerate(lines):
        if line.block:
            continue
        label, rest = split_label(unlisted(bare(line.text)))
        short = paired and label.rstrip(_DIGITS).upper() == "A"
        if label and (short or means(label, "back")):
            kept = [replace(line, text=rest)] if rest else []
            return list(lines[:index]), True, [*kept, *lines[index + 1 :]]
    return [], False, list(lines)
