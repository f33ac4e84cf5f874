"""Two or more forms → how much a candidate would gain by looking at a neighbour's paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quizgen.model import Asked, Choice, Exam, FormSection

NEIGHBOURS = 10
"""A form is compared with so many that precede it, for who sits near has a near number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What counts in a comparison: the questions' ids, and the printed key of each that has letters."""

    label: str
    ids: tuple[str, ...]
    keys: tuple[tuple[int, ...] | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How alike two forms are, in shares from 0 to 1 of what can be compared.

    `letters`: equal letters at the same number (choice questions; what a copying neighbour gains).
    `numbers`: the same question at the same number. `questions`: equal letters for the same question.
    """

    letters: float
    numbers: float
    questions: float
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """All compared pairs of an exam's forms, in the order of the forms."""

    pairs: tuple[Pair, ...]

    def __str__(self) -> str:
        """One line for people: mean and worst pair for each of the three."""
        if not self.pairs:
            return "one form"
        return "; ".join(
            (
                self._share("equal letters at the same number", lambda pair: pair.letters),
                self._share("the same question at the same number", lambda pair: pair.numbers),
                self._share("equal letters for the same question", lambda pair: pair.questions),
            )
        )

    def _share(self, name: str, share: Callable[[Pair], float]) -> str:
        worst = max(self.pairs, key=share)
        mean = sum(map(share, self.pairs)) / len(self.pairs)
        return f"{name} {mean:.0%} (at most {share(worst):.0%}: {worst.first} and {worst.second})"


def likeness(exam: Exam) -> Likeness:
    """Each form compared with up to ten that precede it, so that the effort grows with their number."""
    sheets = [sheet(form.label, form.sections) for form in exam.forms]
    return Likeness(
        tuple(
            pair(sheets[earlier], sheets[later])
            for later in range(len(sheets))
            for earlier in range(max(0, later - NEIGHBOURS), later)
        )
    )


def sheet(label: str, sections: Iterable[FormSection]) -> Sheet:
    """What a form is compared by."""
    asked = [asked for section in sections for asked in section.questions]
    return Sheet(label, tuple(each.question.id for each in asked), tuple(map(_letters, asked)))


def _letters(asked: Asked) -> tuple[int, ...] | None:
    return asked.key if isinstance(asked.question, Choice) else None


def pair(first: Sheet, second: Sheet) -> Pair:
    """How alike the two are."""
    keys, others = (dict(zip(each.ids, each.keys, strict=True)) for each in (first, second))
    return Pair(
        first=first.label,
        second=second.label,
        letters=_equal(first.keys, second.keys),
        numbers=_equal(first.ids, second.ids),
        questions=_equal(list(keys.values()), [others.get(name) for name in keys]),
    )


def _equal(first: Sequence[object], second: Sequence[object]) -> float:
    """The share of equal things where both have one; 0 where they have none in common."""
    both = [(a, b) for a, b in zip(first, second, strict=False) if None not in (a, b)]
    return sum(a == b for a, b in both) / len(both) if both else 0.0
