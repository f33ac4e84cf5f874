"""The parts of a question in text2qti → a question of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizgen.formats.text2qti import Part
from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.markdown import passage
from quizgen.importers.shared.numbers import number
from quizgen.importers.shared.remarks import on_answer
from quizgen.importers.text2qti.numeric import NUMBERS, bounds
from quizgen.importers.text2qti.units import written_out
from quizgen.model import (
    Choice,
    Criterion,
    Markup,
    Note,
    Numeric,
    Open,
    Option,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

_FAMILIES = {
    "right": "choice",
    "wrong": "choice",
    "several_right": "several",
    "several_wrong": "several",
    "short": "short",
    "number": "number",
    "essay": "essay",
    "upload": "upload",
}
_RIGHT = frozenset({"right", "several_right"})


@dataclass(slots=True)
class Draft:
    """What belongs to one question; `heads` are its title and points."""

    stem: Part
    heads: tuple[Part, ...]
    tags: tuple[str, ...]
    points: Decimal
    parts: list[Part] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where it begins."""
        return min(part.line for part in (*self.heads, self.stem))

    @property
    def source(self) -> str:
        """All its lines."""
        return "\n".join(part.source for part in (*self.heads, self.stem, *self.parts))

    def of(self, *names: str) -> tuple[Part, ...]:
        """The parts of these names."""
        return tuple(part for part in self.parts if part.name in names)


def made(draft: Draft, found: Gathering) -> Question:
    """The question. Raises Broken where it cannot be asked, Inexpressible where we have none such."""
    return _Maker(draft, found).question()


@dataclass(slots=True)
class _Answer:
    """An answer and the feedback on it."""

    part: Part
    feedback: list[Part] = field(default_factory=list)


class _Maker:
    def __init__(self, draft: Draft, found: Gathering) -> None:
        self.draft, self.found = draft, found
        self.answers: list[_Answer] = []
        self._general: list[Part] = []
        for part in draft.parts:
            self._sort(part)

    def _sort(self, part: Part) -> None:
        if not part.name:
            message = "this line begins with no mark of text2qti"
            raise Broken(message, "indent it, if it goes on from the line above", part.line)
        if part.name in _FAMILIES:
            self.answers.append(_Answer(part))
        elif part.name == "feedback":
            choices = self.answers and self.answers[-1].part.name in ("essay", "upload")
            given = self.answers[-1].feedback if self.answers and not choices else self._general
            given.append(part)

    def question(self) -> Question:
        """The question, made as its answers want it."""
        families = dict.fromkeys(_FAMILIES[answer.part.name] for answer in self.answers)
        if not families:
            hint = (
                "write *a) before a right option, or ____ for a question to be answered at length"
            )
            raise Broken("it has no answers", hint)
        if len(families) > 1:
            raise Broken("it has answers of several sorts", "one question has one sort")
        return _KINDS[next(iter(families))](self)

    def nodes(self, part: Part) -> Markup:
        """The text of a part."""
        return passage(written_out(part.text), part.line, self.found)

    def fields(self, *more: Note) -> dict[str, Any]:
        """What every question has; `more` are notes on its answers."""
        stem = self.nodes(self.draft.stem)
        return {
            "id": "",
            "stem": stem,
            "tags": self.draft.tags,
            "points": self._worth(),
            "notes": (*self._notes(), *more),
        }

    def solution(self) -> Markup:
        """What is for those who mark."""
        return tuple(node for part in self.draft.of("solution") for node in self.nodes(part))

    def marked(self) -> dict[str, Any]:
        """The solution of a question that has a key, as the line of a rubric."""
        solution = self.solution()
        return {"rubric": (Criterion(solution),)} if solution else {}

    def on_answers(self) -> Iterator[Note]:
        """The feedback on answers, as notes."""
        for answer in self.answers:
            for part in answer.feedback:
                yield from on_answer(answer.part.text.strip(), self.nodes(part))

    def _notes(self) -> Iterator[Note]:
        yield from (Note("feedback", self.nodes(part)) for part in self._general)
        for name, label in (("if_right", "Right"), ("if_wrong", "Wrong")):
            for part in self.draft.of(name):
                yield from on_answer(label, self.nodes(part))

    def _worth(self) -> Decimal:
        points = self.draft.points
        for head in self.draft.heads:
            if head.name == "points":
                given = number(head.text)
                if given is None or given <= 0:
                    message = f"“{head.text[:40]}” is no number of points"
                    raise Broken(message, "write one, such as 2 or 0.5", head.line)
                points = given
        return points


def _choice(maker: _Maker) -> Question:
    rights = [answer.part.name in _RIGHT for answer in maker.answers]
    texts = [answer.part.text.strip() for answer in maker.answers]
    _check(rights, texts)
    if sum(rights) > 1:
        raise Broken("several options are marked as right", "write [*] and [ ] where several are")
    if sorted(text.lower() for text in texts) == ["false", "true"]:
        truth = texts[rights.index(True)].lower() == "true"
        return TrueFalse(**maker.fields(*maker.on_answers()), **maker.marked(), answer=truth)
    return _with_options(maker, rights, multiple=False)


def _several(maker: _Maker) -> Question:
    rights = [answer.part.name in _RIGHT for answer in maker.answers]
    _check(rights, [answer.part.text.strip() for answer in maker.answers])
    return _with_options(maker, rights, multiple=True)


def _check(rights: list[bool], texts: list[str]) -> None:
    if len(rights) < 2:
        raise Broken("a choice needs at least two options")
    if not any(rights):
        raise Broken(
            "no option is marked as right", "write *a) before it, or [*] where several are"
        )
    if not all(texts):
        raise Broken("an option is empty")


def _with_options(maker: _Maker, rights: list[bool], multiple: bool) -> Question:
    options = tuple(
        Option(
            text=maker.nodes(answer.part),
            right=right,
            feedback=tuple(node for part in answer.feedback for node in maker.nodes(part)),
        )
        for answer, right in zip(maker.answers, rights, strict=True)
    )
    return Choice(**maker.fields(), **maker.marked(), options=options, multiple=multiple)


def _short(maker: _Maker) -> Question:
    patterns = tuple(Pattern((" ".join(answer.part.text.split()),)) for answer in maker.answers)
    fields = maker.fields(*maker.on_answers())
    return ShortAnswer(**fields, **maker.marked(), answers=patterns)


def _numeric(maker: _Maker) -> Question:
    if len(maker.answers) > 1:
        raise Broken("it has several numbers as its answer", NUMBERS, maker.answers[1].part.line)
    part = maker.answers[0].part
    low, high, is_range = bounds(part)
    return Numeric(
        **maker.fields(*maker.on_answers()),
        **maker.marked(),
        value=(low + high) / 2,
        tolerance=(high - low) / 2,
        is_range=is_range,
    )


def _essay(maker: _Maker) -> Question:
    return Open(**maker.fields(), answer=maker.solution())


def _upload(maker: _Maker) -> Question:
    message = "it asks for a file, which no question of a deck does"
    raise Inexpressible(message, "write ____ in place of ^^^^ for an answer in words")


_KINDS: Mapping[str, Callable[[_Maker], Question]] = {
    "choice": _choice,
    "several": _several,
    "short": _short,
    "number": _numeric,
    "essay": _essay,
    "upload": _upload,
}
