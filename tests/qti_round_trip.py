"""A question → the same as far as QTI packages can hold it, in the order in which they hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from quizgen.author.seen import seen
from quizgen.export.lms.remarks import general_feedback
from quizgen.importers.shared.remarks import notes
from quizgen.markup.characters import forbidden
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Numeric,
    Open,
    Option,
    Pattern,
    Question,
    ShortAnswer,
)

NOT_HELD: dict[str, object] = {
    "hints": (),  # the exporter's check reports these three
    "rubric": (),
    "answer": (),
    "difficulty": Decimal("0.6"),  # QTI has no place for it that platforms read
    "card": "",
}


def held(question: Question) -> Question:
    """What of a question comes back from a package."""
    names = {field.name for field in fields(question)}
    lost = {name: value for name, value in NOT_HELD.items() if name in names}
    if not isinstance(question, Open):
        lost.pop("answer", None)
    made = replace(question, **lost, notes=_notes(question))  # type: ignore[arg-type]
    if isinstance(made, Choice):
        return replace(made, options=_options(made))
    if isinstance(made, Numeric):
        # A range is held as its middle and its tolerance.
        return replace(made, is_range=False)
    if isinstance(made, ShortAnswer):
        return replace(made, answers=_answers(made.answers, made.case))
    if isinstance(made, Gaps):
        return _in_reading_order(made)
    if isinstance(made, Matching):
        used = {pair.right for pair in made.pairs}
        return sorted_out(replace(made, distractors=tuple(set(made.distractors) - used)))
    return made


def sorted_out(question: Question) -> Question:
    """The question with its distractors sorted: packages have them in an order that tells nothing."""
    if not isinstance(question, Matching):
        return question
    return replace(question, distractors=tuple(sorted(question.distractors, key=_squeezed)))


def _notes(question: Question) -> tuple[Note, ...]:
    """One feedback after the other is one: what has no label begins nothing new."""
    return notes(general_feedback(question))


def _options(question: Choice) -> tuple[Option, ...]:
    """Those that are first stand first; where all keep their places, nothing tells first from last."""
    order = [o for pin in ("first", "", "last") for o in question.options if o.pin == pin]
    fixed = all(option.pin for option in order)
    single = not question.multiple
    return tuple(
        replace(
            option,
            pin="first" if fixed else option.pin,
            credit=option.credit or None if single and not option.right else None,
        )
        for option in order
    )


def _answers(patterns: Iterable[Pattern], case: bool) -> tuple[Pattern, ...]:
    """Those without wildcards stand first, and each once."""
    every = [Pattern(tuple(_line("\0".join(p.parts)).split("\0"))) for p in patterns]
    plain = {p if case else str(p).casefold(): p for p in reversed(every) if not p.wild}
    wild = dict.fromkeys(p for p in every if p.wild)
    return (*reversed(plain.values()), *wild)


def _line(text: str) -> str:
    return " ".join(text.split())


def _in_reading_order(question: Gaps) -> Gaps:
    gaps = tuple(Gap(_answers(g.answers, question.case), g.hint) for g in question.gaps)
    return replace(question, gaps=gaps)


def loose(value: Any) -> Any:
    """Anything of the model as what is left of it: words without blanks, formulas, pictures."""
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        return _squeezed(seen(value))
    if isinstance(value, tuple):
        return tuple(map(loose, value))
    if isinstance(value, str):
        return _without(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: loose(getattr(value, f.name)) for f in fields(value) if f.compare}
    return value


def _without(text: str) -> str:
    """Without blanks, and without characters that no deck may hold."""
    for position, _ in reversed(tuple(forbidden(text))):
        text = text[:position] + text[position + 1 :]
    return re.sub(r"[\s\u2060]+", "", text)


def _squeezed(markup: Markup) -> str:
    return "".join(_words(markup))


def _words(markup: Markup) -> Iterator[str]:
    for node in markup:
        if node.kind in ("formula", "formula_block"):
            yield f"<{''.join(node.text.split())}>"
        elif node.kind == "image":
            yield f"<{node.get('picture')}>"
        elif node.kind == "gap":
            yield f"<gap {node.get('number')}>"
        else:
            yield _without(node.text)
            yield from _words(node.children)
