"""The <itemfeedback> of an item → what is shown for which answer."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from quizgen.importers.qti12.scoring import Condition, Scoring
from quizgen.importers.qti12.texts import Texts
from quizgen.importers.shared.remarks import led, notes
from quizgen.labels import labels
from quizgen.model import Markup, Note

_GENERAL = ("general_fb", "general")
_RIGHT = ("correct_fb", "correct")
_WRONG = ("general_incorrect_fb", "incorrect_fb", "incorrect")
_SOLUTION = "solution"


class Feedback:
    """All feedback of an item, of which kinds of questions take what belongs to single answers."""

    def __init__(self, item: _Element, scoring: Scoring, texts: Texts) -> None:
        found = ((each.get("ident", ""), texts.of(each)) for each in _elements(item))
        self._left = {ident: markup for ident, markup in found if markup}
        self._conditions = scoring.conditions

    def of(self, answer: str) -> Markup:
        """What is shown where that answer is picked."""
        for name in (f"{answer}_fb", answer, *self._shown_for(answer)):
            if name in self._left and name not in (*_GENERAL, *_RIGHT, *_WRONG):
                return self._left.pop(name)
        return ()

    def solution(self) -> Markup:
        """The model answer, as Blackboard has it."""
        return self._left.pop(_SOLUTION, ())

    def notes(self, language: str, names: dict[str, str]) -> tuple[Note, ...]:
        """What is left, for all answers first; `names` gives what answers are called in words."""
        words = labels(language).practice
        general = tuple(node for name in _GENERAL for node in self._left.pop(name, ()))
        told = [*notes(general)]
        for name, markup in self._left.items():
            lead = self._lead(name, names)
            lead = {_RIGHT[0]: words["right"], _WRONG[0]: words["wrong"]}.get(lead, lead)
            told.append(Note("feedback", led(lead, markup)))
        return tuple(told)

    def _lead(self, name: str, names: dict[str, str]) -> str:
        """What tells when a feedback is shown."""
        for group in (_RIGHT, _WRONG):
            if name.lower() in group:
                return group[0]
        told = next((each for each in self._showing(name)), None)
        answer = name.removesuffix("_fb")
        if answer in names:
            return f"{names[answer]}:"
        if told is None or not told.tells:
            return _RIGHT[0] if told and told.is_right else ""
        values = [names.get(value, value) for _, value in told.tells]
        return f"{' '.join(values)}:" if len(values) == 1 else _RIGHT[0] * told.is_right

    def _showing(self, name: str) -> Iterator[Condition]:
        return (each for each in self._conditions if name in each.shows)

    def _shown_for(self, answer: str) -> Iterator[str]:
        for each in self._conditions:
            if [value for _, value in each.tells] == [answer]:
                yield from each.shows


def _elements(item: _Element) -> Iterator[_Element]:
    return (each for each in item if each.tag == "itemfeedback")
