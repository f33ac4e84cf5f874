"""What the item of any kind is made of: a body, written with a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from quizgen.export.qti1 import texts
from quizgen.export.qti1.texts import Texts
from quizgen.model import Asked, Markup, Question


@dataclass(frozen=True, slots=True)
class Body:
    """What is special to a kind: Canvas's name for it, the stem, where to answer, what scores."""

    kind: str
    stem: str
    responses: tuple[_Element, ...]
    scoring: tuple[_Element, ...]
    feedback: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question is written with: the exam's name, its texts, a question's metadata by its kind."""

    exam: str
    texts: Texts
    fields: Callable[[Asked, str], Mapping[str, str]]

    def ident(self, question: Question) -> str:
        """What the question is called."""
        return texts.ident(self.exam, question.id)

    def answers(self, question: Question, count: int) -> tuple[str, ...]:
        """What its answers are called."""
        return texts.answer_idents(self.ident(question), count)

    def rich(self, markup: Markup) -> str:
        """A passage as HTML."""
        return self.texts.rich(markup)

    def inline(self, markup: Markup) -> str:
        """A short passage as HTML without a paragraph of its own."""
        return self.texts.inline(markup)
