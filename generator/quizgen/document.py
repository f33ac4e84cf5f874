"""A file to be written: what exporters make and the writer takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a candidate marks or writes something: the number of the question, what is there, and the
    page (from 1) and place of it in millimetres from the upper left corner of the sheet."""

    question: int
    kind: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form's paper as it was printed: how many pages it has, and its spots in reading order."""

    label: str
    pages: int
    spots: tuple[Spot, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written: its path below the exam's output folder, and its bytes.

    `warnings` are what came up while it was made; `printed` are the forms whose papers are in it.
    """

    path: str
    data: bytes = field(repr=False)
    warnings: tuple[Problem, ...] = ()
    printed: tuple[PrintedForm, ...] = ()


class NotMade(RuntimeError):
    """A document could not be made, or was not what it should be when read back; `problems` say why.

    Raised only after a check that found nothing: by limits that were reached, or faults of ours.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
