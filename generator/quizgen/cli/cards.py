"""The cards of a project → what became of each, for `quizgen check --verbose`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizgen.cli.printing import say, table
from quizgen.markup.plain import one_line

if TYPE_CHECKING:
    from quizgen.derive import Derivation, Refusal
    from quizgen.model import Question
    from quizgen.project import Project
    from quizgen.read.question import Reading


def show_cards(project: Project) -> None:
    """A line for each card, below it one for each question derived from it and for each that was not."""
    rows = table([_card(reading) for reading in project.readings])
    for reading, row in zip(project.readings, rows, strict=True):
        say(row)
        for line in _derived(project.derivation, reading):
            say(f"    {line}")


def _card(reading: Reading) -> tuple[str, str, str, str]:
    place, question = reading.card.place, reading.question
    kind = question.kind if question else "no question"
    return f"{place.path}:{place.line}", reading.card.id, kind, reading.understood


def _derived(derivation: Derivation, reading: Reading) -> Iterator[str]:
    questions = derivation.questions.get(reading.card.id, ())
    refusals = derivation.refusals.get(reading.card.id, ())
    yield from map(_question, questions)
    yield from map(_refusal, refusals)
    plain = reading.card.id in derivation.questions
    if plain and not questions and not refusals:
        yield "nothing derived: no back of at most eight words, list of three entries, formula or gap"


def _question(question: Question) -> str:
    return f"derived {question.kind} {question.id}: {one_line(question.stem)}{_options(question)}"


def _options(question: Question) -> str:
    """The right options, and then the wrong ones; of a matching the terms, of the others the answer."""
    from quizgen.model import Choice, Matching, Numeric, ShortAnswer

    if isinstance(question, Choice):
        rights = (one_line(option.text) for option in question.options if option.right)
        wrongs = (one_line(option.text) for option in question.options if not option.right)
        return f" → {'; '.join(rights)} (wrong: {'; '.join(wrongs)})"
    if isinstance(question, Matching):
        return f" → {'; '.join(one_line(pair.right) for pair in question.pairs)}"
    if isinstance(question, ShortAnswer):
        return f" → {question.answers[0]}"
    return f" → {question.value} {question.unit}".rstrip() if isinstance(question, Numeric) else ""


def _refusal(refusal: Refusal) -> str:
    about = f" {refusal.about}" if refusal.about else ""
    return f"not derived{about}: {refusal.reason}"
