"""What every exporter is: an assembled exam in, problems first, documents out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from quizgen.document import Document
from quizgen.materials import Materials, Theme
from quizgen.model import Exam, Question
from quizgen.problem import Problem

__all__ = ["Document", "Exporter", "Materials", "Theme"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A target format. Same exam and materials, same documents: no clock, no chance, no files.

    `check` finds everything that cannot be expressed, before anything is written; `export` raises
    `quizgen.document.NotMade` where a document is not what it should be. `papers` tells that the
    documents are an exam's papers, which candidates get: a bank has none.
    """

    name: str
    summary: str
    kinds: frozenset[type[Question]]
    check: Callable[[Exam, Materials], tuple[Problem, ...]]
    export: Callable[[Exam, Materials], Iterator[Document]]
    papers: bool = False
