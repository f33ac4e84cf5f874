"""The fields that are not on the front of a card → its answer, hints and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from quizgen.labels import labels, languages
from quizgen.model import Markup, Node, Note

_MORE: Mapping[str, frozenset[str]] = {
    "feedback": frozenset({"extra", "back extra", "rückseite extra", "remarks", "comments"}),
    "memory_tip": frozenset({"mnemonics"}),
    "source": frozenset({"sources", "reference", "references"}),
    "hint": frozenset({"hints"}),
}
"""Names of fields, besides the words by which authors label parts of a card."""

_NOTES = ("feedback", "memory_tip", "analogy", "source")
_ANSWERS = ("back", "answer", "definition", "solution")


@dataclass(frozen=True, slots=True)
class Back:
    """What is asked for, what helps to find it, and what is told afterwards."""

    answer: Markup = ()
    hints: tuple[Markup, ...] = ()
    notes: tuple[Note, ...] = ()


def back(fields: Iterable[tuple[str, Markup]]) -> Back:
    """All fields that hold something. Of several that are the answer, each bears its name."""
    found = Back()
    sections: list[tuple[str, Markup]] = []
    for name, text in fields:
        meaning = _meanings().get(name.strip().casefold(), "")
        if meaning == "hint":
            found = replace(found, hints=(*found.hints, text))
        elif meaning in _NOTES:
            found = replace(found, notes=(*found.notes, Note(meaning, text)))
        else:
            sections.append(("" if meaning else name, text))
    if not sections and found.notes:
        return Back(found.notes[0].text, found.hints, found.notes[1:])
    return replace(found, answer=_joined(sections))


def _joined(sections: list[tuple[str, Markup]]) -> Markup:
    if len(sections) == 1:
        return sections[0][1]
    return tuple(block for name, text in sections for block in _labelled(name, text))


def _labelled(name: str, text: Markup) -> Markup:
    """The passage with the name of its field in bold in front."""
    if not name:
        return text
    label = Node("strong", children=(Node("text", f"{name.strip()}:"),))
    first = text[0]
    if first.kind != "paragraph":
        return (Node("paragraph", children=(label,)), *text)
    return (replace(first, children=(label, Node("text", " "), *first.children)), *text[1:])


@cache
def _meanings() -> Mapping[str, str]:
    """What a field means, by its name in lower case, in any of our languages."""
    found: dict[str, str] = {}
    for meaning in ("hint", *_NOTES, *_ANSWERS):
        words = [word for name in languages() for word in labels(name).read.get(meaning, ())]
        found |= {word.casefold(): meaning for word in words}
    return found | {word: meaning for meaning, words in _MORE.items() for word in words}
