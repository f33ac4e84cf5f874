"""The authored texts of an exam → where our HTML of them does not say the same.

What is printed is compared with that HTML, so this is what ties the papers to what authors wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup as Html

from quizgen.markup.plain import one_line
from quizgen.markup.seen import seen, squeezed
from quizgen.model import NOWHERE, Gaps, Markup, Node, Question, passages
from quizgen.paper.checks.readback import Difference
from quizgen.paper.views.content import Content
from quizgen.paper.views.plan import pieces


def differences(content: Content) -> Iterator[Difference]:
    """One for each passage of which words are lost, changed or added."""
    exam = content.exam
    for passage in passages(exam.blueprint):
        yield from _passage(passage, content, None)
    for question in exam.questions:
        for passage in passages(question):
            yield from _passage(passage, content, question)


def _passage(passage: Markup, content: Content, question: Question | None) -> Iterator[Difference]:
    html = content.blocks(passage, question)
    wanted = squeezed(seen(passage, _nothing, _hint(question)))
    if squeezed(_letters(html)) != wanted:
        place = next((n.place for n in passage if n.place.path), NOWHERE)
        yield Difference(f"“{one_line(passage, 40)}” would be printed in other words", place)


def _letters(html: Html) -> str:
    """The text but for drawings."""
    return "".join(piece.text for piece in pieces(html) if not piece.drawing)


def _nothing(node: Node) -> str:
    return ""


def _hint(question: Question | None) -> Callable[[Node], str]:
    hints = [gap.hint for gap in question.gaps] if isinstance(question, Gaps) else []

    def shown(node: Node) -> str:
        hint = hints[int(node.get("number"))]
        return f"({hint})" if hint else ""

    return shown
