"""An exam → its parts for a platform that draws by itself: what all are asked, or a pool to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from quizgen.model import Asked, Exam, Markup, Place


@dataclass(frozen=True, slots=True)
class Part:
    """A section: `pick` of its questions are asked, or all of them where it is None."""

    title: str
    instructions: Markup
    questions: tuple[Asked, ...]
    pick: int | None
    place: Place

    @property
    def first(self) -> Asked:
        """Its first question: no other section has it, and all of a pool count as much as it does."""
        return next(iter(self.questions))

    @property
    def points(self) -> Decimal:
        """What a candidate can earn."""
        if self.pick is not None:
            return self.pick * self.first.points
        return sum((asked.points for asked in self.questions), Decimal(0))

    @property
    def uneven(self) -> bool:
        """Whether the questions of a pool have different points."""
        return self.pick is not None and len({asked.points for asked in self.questions}) > 1


def parts(exam: Exam, kept: Iterable[Asked]) -> tuple[Part, ...]:
    """The exam's sections with the questions that are kept, each once, where it is asked first.

    A section whose forms ask different questions is a pool of all of them, of which as many are picked
    as a form asks.
    """
    written = {asked.question.id for asked in kept}
    homes = _homes(exam)
    found = (_part(exam, index, written, homes) for index in range(_sections(exam)))
    return tuple(part for part in found if part.questions)


def _sections(exam: Exam) -> int:
    return max((len(form.sections) for form in exam.forms), default=0)


def _homes(exam: Exam) -> Mapping[str, tuple[int, Asked]]:
    """For each question the section that asks it, in the first form that does."""
    homes: dict[str, tuple[int, Asked]] = {}
    for form in exam.forms:
        for index, section in enumerate(form.sections):
            for asked in section.questions:
                homes.setdefault(asked.question.id, (index, asked))
    return homes


def _part(
    exam: Exam, index: int, written: set[str], homes: Mapping[str, tuple[int, Asked]]
) -> Part:
    section = exam.forms[0].sections[index]
    pool = [asked for home, asked in homes.values() if home == index]
    kept = tuple(asked for asked in pool if asked.question.id in written)
    wanted = len(section.questions)
    return Part(
        title=section.title,
        instructions=section.instructions,
        questions=kept,
        pick=wanted if wanted < len(kept) else None,
        place=_place(exam, index),
    )


def _place(exam: Exam, index: int) -> Place:
    sections = exam.blueprint.sections
    place = sections[index].place if index < len(sections) else exam.blueprint.place
    return place if place.path else exam.blueprint.place
