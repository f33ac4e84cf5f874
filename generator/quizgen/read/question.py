"""A card → the question it is, what was understood, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from quizgen.markup.plain import plain
from quizgen.model import Card, Markup, Node, Open, Question, walk
from quizgen.problem import ERROR, Problem
from quizgen.read.giveaways import in_descriptions
from quizgen.read.kinds.answer import read_answer
from quizgen.read.kinds.boxes import has_boxes, report_boxes_in_code, report_broken_boxes
from quizgen.read.kinds.choice import read_choice
from quizgen.read.kinds.common import Work, criteria, fields
from quizgen.read.kinds.gaps import has_gaps, read_gaps
from quizgen.read.kinds.lists import read_matching, read_ordering
from quizgen.read.kinds.slips import report_slips
from quizgen.read.parts import Part, divide_parts
from quizgen.read.vocabulary import vocabulary

MOST_CHARACTERS, MOST_PIECES = 100_000, 10_000
"""What a card may hold at most, in letters and in nodes: more takes minutes to print."""

_QUESTION_MARKS = ("?", "？", "؟")


@dataclass(frozen=True, slots=True)
class Reading:
    """A card and what became of it, in words for its author; no question where it has errors.

    `points` is what the deck gives questions that say nothing of it.
    """

    card: Card
    question: Question | None
    understood: str
    problems: tuple[Problem, ...] = ()
    points: Decimal = Decimal(1)


def read_question(card: Card, points: Decimal, lines: list[str]) -> Reading:
    """The question that a card makes. `points` is the deck's default, `lines` the deck's file."""
    too_large = _too_large(card)
    if too_large:
        return Reading(card, None, _understood(card, None), (too_large,), points)
    words = vocabulary(card.language)
    parts = tuple(map(_mark_options, divide_parts(card.back, words)))
    work = Work(card, parts, lines, words, points)
    report_broken_boxes(work, card.back)
    report_slips(work)
    question = _question(work)
    if question:
        work.problems += in_descriptions(question)
    if any(problem.severity == ERROR for problem in work.problems):
        question = None
    return Reading(card, question, _understood(card, question), tuple(work.problems), points)


def _too_large(card: Card) -> Problem | None:
    """A problem, at the largest block, if no exam could ask this."""
    blocks = card.front + card.back
    pieces = sum(1 for _ in walk(blocks))
    characters = sum(map(_characters, blocks))
    if pieces <= MOST_PIECES and characters <= MOST_CHARACTERS:
        return None
    message = f"this card is too large for an exam: {characters:,} characters in {pieces:,} pieces"
    hint = f"at most {MOST_CHARACTERS:,} characters in {MOST_PIECES:,} pieces can be printed"
    largest = max(blocks, key=lambda block: (_characters(block), sum(1 for _ in block.walk())))
    return Problem(largest.place, message, hint)


def _characters(block: Node) -> int:
    return sum(len(node.text) for node in block.walk())


def _mark_options(part: Part) -> Part:
    options = not part.meaning and has_boxes(part.blocks[0])
    return Part("options", part.blocks, part.place) if options else part


def _question(work: Work) -> Question | None:
    mains = [part for part in work.parts if part.meaning in _READERS]
    gaps = has_gaps(work.card.front + work.card.back)
    if len(mains) + gaps > 1:
        names = [_SHOWN[part.meaning] for part in mains] + ["gaps"] * gaps
        place = mains[1].place if len(mains) > 1 else mains[0].place
        work.error(
            place,
            f"one card cannot be several questions: it has {' and '.join(names)}",
            "make two cards of it",
        )
        return None
    if mains:
        return _READERS[mains[0].meaning](work, mains[0])
    return read_gaps(work) if gaps else _open(work, None)


def _open(work: Work, main: Part | None) -> Question | None:
    """An ordinary flashcard: its back is the model answer and, without a rubric, the marking guide.

    What stands before a label `Back:` (`main`) belongs to the stem; without one, nothing does.
    """
    before, after = work.around(main) if main else ((), work.content)
    answer = (main.blocks if main else ()) + after
    if not answer and not work.labelled("rubric"):
        hint = "write the answer below it, or delete the card"
        work.error(work.card.place, "this card has no back", hint)
        return None
    if work.card.multiple or work.card.case:
        work.warn(work.card.place, "multiple and case mean nothing for an open question")
    _check_answer(work, answer)
    report_boxes_in_code(work, answer)
    common = fields(work, work.card.front + before)
    rubric = common.pop("rubric") or tuple(criteria(answer, work))
    return Open(**common, rubric=rubric, answer=answer)


def _check_answer(work: Work, answer: Markup) -> None:
    if answer and plain(answer[-1:]).endswith(_QUESTION_MARKS):
        work.warn(
            answer[-1].place,
            "the answer of this card is a question itself: is the true one missing?",
            "options or an answer stand below the question, without a heading between them",
        )


def _understood(card: Card, question: Question | None) -> str:
    if question is None:
        return f"{card.notation}: no question (see the errors)"
    return f"{card.notation}: {question.kind}"


_READERS: dict[str, Callable[[Work, Part], Question | None]] = {
    "options": read_choice,
    "solution": read_answer,
    "match": read_matching,
    "order": read_ordering,
    "back": _open,
}
_SHOWN = {
    "options": "options",
    "solution": "Answer:",
    "match": "Match:",
    "order": "Order:",
    "back": "Back:",
}
