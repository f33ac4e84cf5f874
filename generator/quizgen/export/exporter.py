"""What every exporter is: an assembled exam in, problems first, documents out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from quizgen.materials import Materials, Theme
from quizgen.model import Exam, Question
from quizgen.problem import Problem

__all__ = ["Document", "Exporter", "Materials", "Theme"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be written: its path below the exam's output folder, and its bytes."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A target format. Same exam and materials, same documents: no clock, no chance, no files.

    `check` finds everything that cannot be expressed, before anything is written.
    """

    name: str
    summary: str
    kinds: frozenset[type[Question]]
    check: Callable[[Exam, Materials], tuple[Problem, ...]]
    export: Callable[[Exam, Materials], Iterator[Document]]
