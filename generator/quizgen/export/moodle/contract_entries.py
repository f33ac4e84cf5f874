"""A matching or an ordering → what Moodle would refuse or misread in its entries."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.lms.passages import blank, place
from quizgen.export.moodle import matching
from quizgen.markup.plain import one_line
from quizgen.model import Asked, Markup, Matching, Ordering, walk
from quizgen.problem import Problem, warning


def matching_problems(asked: Asked) -> Iterator[Problem]:
    """Too few pairs or answers, and entries that Moodle cannot show."""
    question = asked.question
    assert isinstance(question, Matching)
    answers = len(question.pairs) + len(matching.surplus(question))
    if len(question.pairs) < matching.FEWEST_PAIRS:
        yield Problem(question.place, "Moodle wants at least two pairs", "add a pair")
    elif answers < matching.FEWEST_ANSWERS:
        yield Problem(
            question.place,
            "Moodle wants at least three answers to choose from",
            "add a pair, or a right-hand entry that belongs to none",
        )
    for pair in question.pairs:
        if blank(pair.left):
            yield Problem(place(question, pair.right), "the left entry of the pair is empty")
    for entry in question.entries:
        yield from _entry(entry, question)
    for entry in _alike(question.entries):
        yield Problem(
            place(question, entry),
            f"two right-hand entries look the same in Moodle: “{one_line(entry, 60)}”",
            "Moodle shows them as plain text; word them differently",
        )


def _entry(entry: Markup, question: Matching) -> Iterator[Problem]:
    text = matching.answer_text(entry)
    kinds = {node.kind for node in walk(entry)}
    if "image" in kinds:
        yield Problem(
            place(question, entry),
            "Moodle cannot show a picture in a right-hand entry",
            "put the pictures on the left, and what belongs to them on the right",
        )
    elif not text:
        yield Problem(place(question, entry), "the right-hand entry is empty")
    if len(text) > matching.ANSWER_LENGTH:
        yield Problem(
            place(question, entry),
            f"the right-hand entry has {len(text)} characters;"
            f" Moodle takes {matching.ANSWER_LENGTH}",
            "put the long entries on the left, or shorten them",
        )
    formulas = (node for node in walk(entry) if node.kind.startswith("formula"))
    if any(set(node.text) & set("\\^_{") for node in formulas):
        yield warning(
            place(question, entry),
            "Moodle shows right-hand entries as plain text: the formula appears as TeX",
            "put the formulas on the left",
        )


def _alike(entries: tuple[Markup, ...]) -> Iterator[Markup]:
    """The entries that are shown as one before them is."""
    seen: set[str] = set()
    for entry in entries:
        text = matching.answer_text(entry)
        if text and text in seen:
            yield entry
        seen.add(text)


def ordering_problems(asked: Asked) -> Iterator[Problem]:
    """Too few entries, empty ones and equal ones."""
    question = asked.question
    assert isinstance(question, Ordering)
    if len(question.entries) < 2:
        yield Problem(question.place, "Moodle wants at least two entries to order", "add one")
    for entry in question.entries:
        if blank(entry):
            yield Problem(place(question, entry), "the entry is empty; Moodle would drop it")
    for index, entry in enumerate(question.entries):
        if entry in question.entries[:index]:
            yield Problem(
                place(question, entry),
                f"“{one_line(entry, 60)}” stands twice: the right order could not be told",
                "word the two differently",
            )
