"""What a rule of the quality report is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.markup.plain import one_line
from quizgen.model import Place
from quizgen.problem import Problem, warning
from quizgen.quality.texts import ChoiceText

_LONGEST_STEM = 50


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is badly written, where, and how to mend it."""

    place: Place
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, what it objects to in a phrase, where it comes from, and what finds it.

    `find` gets all choice questions at once, since some flaws show only in many of them.
    """

    name: str
    phrase: str
    source: str
    find: Callable[[Sequence[ChoiceText]], Iterator[Flaw]]

    def problems(self, questions: Sequence[ChoiceText]) -> Iterator[Problem]:
        """A warning for each flaw, ending with the source."""
        for flaw in self.find(questions):
            yield warning(flaw.place, f"{flaw.message} [{self.source}]", flaw.hint)


def each(
    find: Callable[[ChoiceText], Iterator[Flaw]],
) -> Callable[[Sequence[ChoiceText]], Iterator[Flaw]]:
    """A rule for single questions as one for all of them."""

    def find_in_all(questions: Sequence[ChoiceText]) -> Iterator[Flaw]:
        for question in questions:
            for flaw in find(question):
                yield _at_card(flaw, question) if question.derived else flaw

    return find_in_all


def _at_card(flaw: Flaw, text: ChoiceText) -> Flaw:
    """The flaw at the card that the question was derived from, with the words that candidates read.

    Its options may come from other cards, where nothing is wrong.
    """
    stem = one_line(text.question.stem, _LONGEST_STEM)
    message = f"in a question derived from this card, {stem!r}: {flaw.message}"
    return replace(flaw, place=text.question.place, message=message)
