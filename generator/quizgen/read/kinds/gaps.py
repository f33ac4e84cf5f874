"""A text with cloze marks → a question with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.model import Gap, Gaps, Markup, Node, Place, Question, walk
from quizgen.read.kinds.common import Work, check_size, fields, patterns, says_nothing

MOST_GAPS = 100


def has_gaps(markup: Markup) -> bool:
    """Whether there are cloze marks in the passage."""
    return any(node.kind == "gap" for node in walk(markup))


def read_gaps(work: Work) -> Question | None:
    """The question that asks to fill the gaps; front and content of the back are its text."""
    gaps: list[Gap] = []
    stem = tuple(_numbered(work.card.front + work.content, gaps, work))
    if len(gaps) > MOST_GAPS:
        work.error(work.card.place, f"{len(gaps):,} gaps in one card; at most {MOST_GAPS} can be")
    return Gaps(**fields(work, stem), gaps=tuple(gaps), case=work.card.case)


def _numbered(markup: Markup, gaps: list[Gap], work: Work) -> Iterator[Node]:
    """The passage with each mark replaced by its number; what was in it goes to `gaps`."""
    for node in markup:
        if node.kind == "gap":
            gaps.append(_gap(node.text, node.place, work))
            number = (("number", str(len(gaps) - 1)),)
            yield Node("gap", attributes=number, place=node.place)
        elif node.children:
            yield replace(node, children=tuple(_numbered(node.children, gaps, work)))
        else:
            yield node


def _gap(text: str, place: Place, work: Work) -> Gap:
    answer, _, hint = text.partition("::")
    answers = patterns(answer)
    if not answers or any(map(says_nothing, answers)):
        work.error(place, "this gap has no answer", "write it so: {{c1::answer}}")
    check_size(work, place, answers)
    return Gap(answers, hint.strip())
