"""The fields that are not on the front of a card → its answer, hints and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from quizgen.importers.shared.remarks import apart, led
from quizgen.labels import labels, languages
from quizgen.model import Markup, Note
from quizgen.read.kinds.common import NOTES

_MORE: Mapping[str, frozenset[str]] = {
    "feedback": frozenset({"extra", "back extra", "rückseite extra", "remarks", "comments"}),
    "memory_tip": frozenset({"mnemonics"}),
    "source": frozenset({"sources", "reference", "references"}),
    "hint": frozenset({"hints"}),
}
"""Names of fields, besides the words by which authors label parts of a card."""

_ANSWERS = ("back", "answer", "definition", "solution", "front", "question", "term")
"""Fields that need no name."""


Section = tuple[str, Markup]
"""The name of a field, and what it says."""


@dataclass(frozen=True, slots=True)
class Back:
    """What is asked for, what helps to find it, and what is told afterwards."""

    answer: Markup = ()
    hints: tuple[Markup, ...] = ()
    notes: tuple[Note, ...] = ()


def back(asked: Iterable[Section], more: Iterable[Section] = ()) -> Back:
    """What `asked`, the fields on the back, and `more`, all others, say; none of them is empty.

    Fields that our decks have labels for become hints and notes.
    """
    first, second = _sorted(asked), _sorted(more)
    notes = (*first.notes, *second.notes, *apart("feedback", second.answer))
    answer = first.answer
    if not answer and notes:  # what is on the back is what is asked for
        answer, notes = notes[0].text, notes[1:]
    return Back(answer, (*first.hints, *second.hints), notes)


def _sorted(fields: Iterable[Section]) -> Back:
    hints: list[Markup] = []
    notes: list[Note] = []
    rest: list[Section] = []
    for name, text in fields:
        meaning = _meanings().get(name.strip().casefold(), "")
        if meaning == "hint":
            hints += ((block,) for block in text)
        elif meaning in NOTES:
            notes += apart(meaning, text)
        else:
            rest.append(("" if meaning else name, text))
    return Back(_joined(rest), tuple(hints), tuple(notes))


def _joined(sections: list[Section]) -> Markup:
    if len(sections) == 1:
        return sections[0][1]
    return tuple(
        block for name, text in sections for block in led(name and f"{name.strip()}:", text)
    )


@cache
def _meanings() -> Mapping[str, str]:
    """What a field means, by its name in lower case, in any of our languages."""
    found: dict[str, str] = {}
    for meaning in ("hint", *NOTES, *_ANSWERS):
        words = [word for name in languages() for word in labels(name).read.get(meaning, ())]
        found |= {word.casefold(): meaning for word in words}
    return found | {word: meaning for meaning, words in _MORE.items() for word in words}
