"""A note of any type → the questions that its cards ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.importers.anki.clozes import clozed, has_clozes
from quizgen.importers.anki.gaps import gaps
from quizgen.importers.anki.notes import Note, Template
from quizgen.importers.anki.passages import Passages
from quizgen.importers.anki.sections import Back, back
from quizgen.importers.anki.templates import is_blank, named, rendered
from quizgen.importers.gathering import Gathering
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Open, Pattern, Question, ShortAnswer, walk

_TYPED = frozenset({"paragraph", "text", "strong", "emphasis", "mark", "softbreak"})
_LONGEST_TYPED = 120


@dataclass(frozen=True, slots=True)
class Cards:
    """Asks what the cards of notes ask; `common` are the fields that all questions of a note have."""

    found: Gathering
    passages: Passages

    def questions(self, note: Note, common: Mapping[str, Any]) -> Iterator[Question]:
        """A question for each kind of card that the note has; one for all gaps of a text."""
        with_gaps = _text_with_gaps(note)
        if with_gaps:
            yield self._gaps(note, with_gaps, dict(common))
            return
        if note.kind.cloze:
            hint = "put {{c1:: and }} around the words to ask for"
            self.found.error("there are no gaps in it", hint)
            return
        for template in _templates(note):
            question = self._question(note, template, dict(common))
            if question:
                yield question

    def _gaps(self, note: Note, name: str, common: dict[str, Any]) -> Question:
        text = clozed(note.fields[name])
        if text.nested:
            self.found.warn("of gaps within gaps, only the outer ones are asked for")
        rest = self._back(note, {name})
        notes = {"hints": rest.hints, "notes": rest.notes}
        question = gaps(text, self.passages, {**common, **notes})
        return _with_more(question, rest.answer)

    def _question(self, note: Note, template: Template, common: dict[str, Any]) -> Question | None:
        """What a card asks; None if its front shows nothing."""
        stem = self.passages(rendered(template.front, note.fields))
        if not stem:
            self._blank(note, template)
            return None
        typed = [name for name in named(template.front, "type") if note.fields.get(name)]
        rest = self._back(note, set(named(template.front)))
        common |= {"stem": stem, "hints": rest.hints, "notes": rest.notes}
        answer = self.passages(note.fields[typed[0]]) if len(typed) == 1 else ()
        if _is_word(answer):
            word = self._short(answer, common)
            return _with_more(word, () if rest.answer == answer else rest.answer)
        if not rest.answer:
            self.found.warn("there is nothing on its back: write the answer into the deck")
        return Open(answer=rest.answer, **common)

    def _short(self, answer: Markup, common: dict[str, Any]) -> Question:
        return ShortAnswer(answers=(Pattern((one_line(answer),)),), **common)

    def _blank(self, note: Note, template: Template) -> None:
        shown = [name for name in named(template.front) if note.fields.get(name)]
        if shown:
            self.found.warn("its front has no words and no pictures, so that it cannot be asked")

    def _back(self, note: Note, shown: set[str]) -> Back:
        """What is in the other fields."""
        rest = ((n, text) for n, text in note.fields.items() if n not in shown)
        passages = ((n, self.passages(text)) for n, text in rest if not is_blank(text))
        return back((name, passage) for name, passage in passages if passage)


def _text_with_gaps(note: Note) -> str:
    """The name of the field with gaps; of a note whose type is not known, by what is in it."""
    names = [name for each in note.kind.templates for name in named(each.front, "cloze")]
    if note.kind.templates and not note.kind.cloze:
        return ""
    fields = [name for name in names if name in note.fields] or list(note.fields)
    return next((name for name in fields if has_clozes(note.fields[name])), "")


def _templates(note: Note) -> Iterator[Template]:
    """Those of the note's cards. Without templates, the first field is the front."""
    found = [note.kind.templates[n] for n in note.cards if n < len(note.kind.templates)]
    first = next((n for n, text in note.fields.items() if not is_blank(text)), "")
    yield from found or ([Template(f"{{{{{first}}}}}", "")] if first else [])


def _is_word(answer: Markup) -> bool:
    """Whether it can be typed."""
    words = one_line(answer)
    plain = all(node.kind in _TYPED for node in walk(answer))
    return len(answer) == 1 and plain and 0 < len(words) <= _LONGEST_TYPED
