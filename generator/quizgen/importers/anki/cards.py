"""A note of any type → the questions that its cards ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizgen.importers.anki.clozes import clozed, has_clozes
from quizgen.importers.anki.gaps import gaps
from quizgen.importers.anki.notes import Note, Template
from quizgen.importers.anki.passages import Passages
from quizgen.importers.anki.sections import Back, Section, back
from quizgen.importers.anki.templates import is_blank, named, rendered, switches
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.remarks import apart
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
        if all(map(is_blank, note.fields.values())):
            self.found.warn("all its fields are empty")
            return
        for template in _templates(note):
            question = self._question(note, template, dict(common))
            if question:
                yield question

    def _gaps(self, note: Note, name: str, common: dict[str, Any]) -> Question:
        text = clozed(note.fields[name])
        if text.nested:
            self.found.warn("of gaps within gaps, only the outer ones are asked for")
        made = gaps(text, self.passages, common)
        rest = back(self._sections(note, [n for n in note.fields if n != name]))
        return _with_more(made, rest)

    def _question(self, note: Note, template: Template, common: dict[str, Any]) -> Question | None:
        """What a card asks; None if a side of it is empty, which is told."""
        common["stem"] = self.passages(rendered(template.front, note.fields))
        if not common["stem"]:
            self.found.warn("its front has no words and no pictures, so that it cannot be asked")
            return None
        typed = self._typed(note, template)
        rest = self._back(note, template, {*named(template.front), typed})
        if typed:
            word = one_line(self.passages(note.fields[typed]))
            return _with_more(ShortAnswer(answers=(Pattern((word,)),), **common), rest)
        if not rest.answer:
            self.found.warn("there is no answer on its back, so that it cannot be asked")
            return None
        return Open(answer=rest.answer, hints=rest.hints, notes=rest.notes, **common)

    def _typed(self, note: Note, template: Template) -> str:
        """The field with the words to type, if that is what the card asks for."""
        names = [name for name in named(template.front, "type") if note.fields.get(name)]
        return (
            names[0] if len(names) == 1 and _is_word(self.passages(note.fields[names[0]])) else ""
        )

    def _back(self, note: Note, template: Template, asked: set[str]) -> Back:
        """What is in the other fields; those that the back shows are the answer."""
        left = [name for name in note.fields if name not in asked | _switches(note)]
        shown = set(named(template.back)) & {n for n in left if not is_blank(note.fields[n])}
        answer = [name for name in left if name in shown or not shown]
        more = [name for name in left if name not in answer]
        return back(self._sections(note, answer), self._sections(note, more))

    def _sections(self, note: Note, names: Iterable[str]) -> Iterator[Section]:
        for name in names:
            passage = () if is_blank(note.fields[name]) else self.passages(note.fields[name])
            if passage:
                yield name, passage


def _switches(note: Note) -> set[str]:
    """Fields that only decide which cards there are."""
    templates = note.kind.templates
    deciding = {name for each in templates for name in switches(each.front)}
    seen = {n for each in templates for n in (*named(each.front), *named(each.back))}
    hinted = {name for each in templates for name in named(each.front + each.back, "hint")}
    return deciding - seen - hinted


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


def _with_more(question: Question, rest: Back) -> Question:
    """The question with hints and notes; what else is on the back is feedback."""
    notes = (*apart("feedback", rest.answer), *rest.notes)
    return replace(question, hints=rest.hints, notes=notes)


def _is_word(answer: Markup) -> bool:
    """Whether it can be typed."""
    words = one_line(answer)
    plain = all(node.kind in _TYPED for node in walk(answer))
    return len(answer) == 1 and plain and 0 < len(words) <= _LONGEST_TYPED
