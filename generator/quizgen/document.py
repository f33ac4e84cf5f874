"""A file to be written: what exporters make and the writer takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written: its path below the exam's output folder, and its bytes.

    `warnings` are what came up while it was made.
    """

    path: str
    data: bytes = field(repr=False)
    warnings: tuple[Problem, ...] = ()


class NotMade(RuntimeError):
    """A document could not be made, or was not what it should be when read back; `problems` say why.

    Raised only after a check that found nothing: by limits that were reached, or faults of ours.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
