"""Multiple choice, and true or false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element

from quizgen.importers.broken import Broken
from quizgen.importers.moodle import texts
from quizgen.importers.moodle.common import with_note
from quizgen.importers.moodle.given import Given, plain_text
from quizgen.labels import languages
from quizgen.markup.plain import plain
from quizgen.model import Choice, Markup, Option, Question, TrueFalse
from quizgen.read.vocabulary import vocabulary

_ALL = Decimal(100)
_NEAR = Decimal("0.5")
_LONGEST = 12
"""Characters of a percentage."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its text, what it earns in percent, its feedback."""

    text: Markup
    percent: Decimal
    feedback: Markup


def percent(given: Given, element: _Element) -> Decimal:
    """What an answer earns, from -100 to 100. Raises Broken if that is no number."""
    text = (element.get("fraction") or "0").strip()
    try:
        found = Decimal(text) if len(text) <= _LONGEST else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) > _ALL:
        raise Broken(f"an answer with {text[:40]!r} %: that is no share of the points")
    return found


def answers(given: Given) -> list[Answer]:
    """All that are not empty; Moodle leaves out the others as well."""
    found = [
        Answer(
            given.passage(each),
            percent(given, each),
            given.passage(each.find("feedback")),
        )
        for each in given.every("answer")
    ]
    return [each for each in found if not texts.empty(each.text)]


def multichoice(given: Given) -> Question:
    """One option or several, by `single`."""
    found = answers(given)
    if len(found) < 2:
        raise Broken("it has fewer than two answers")
    full = [each for each in found if each.percent == _ALL]
    single = given.flag("single", True)
    if single and len(full) > 1:
        return _any_of(given, found, len(full))
    options = _one(found) if single else _several(given, found)
    return Choice(**given.fields, options=options, multiple=not single)


def _any_of(given: Given, found: Sequence[Answer], right: int) -> Question:
    """Where one may be picked and several earn everything, all of these are to be picked with us."""
    given.warn(f"{right} answers earn 100 %, any of them: here all of these are to be picked")
    if any(0 < each.percent < _ALL for each in found):
        given.warn("answers that earn a part earn nothing here")
    options = tuple(_option(each, each.percent == _ALL) for each in found)
    return Choice(**given.fields, options=options, multiple=True)


def sets(given: Given) -> Question:
    """Several options, none of which has a share of its own (the types of add-ons)."""
    found = answers(given)
    _check_some_right(found)
    options = tuple(_option(each, each.percent > 0) for each in found)
    return Choice(**given.fields, options=options, multiple=True)


def _one(found: Sequence[Answer]) -> tuple[Option, ...]:
    """The answer with 100 % is the right one; what others earn is their credit."""
    best = max(each.percent for each in found)
    if best != _ALL:
        raise Broken(_no_key(found, best))
    return tuple(_option(each, each.percent == _ALL, _credit(each)) for each in found)


def _no_key(found: Sequence[Answer], best: Decimal) -> str:
    if sum(each.percent for each in found if each.percent > 0) >= 99:
        return "no answer earns 100 %, though only one may be picked"
    return f"no answer earns 100 %; the most is {best:f} %"


def _credit(answer: Answer) -> Decimal | None:
    return answer.percent / 100 if answer.percent not in (0, _ALL) else None


def _several(given: Given, found: Sequence[Answer]) -> tuple[Option, ...]:
    """What earns something is right. Every right option earns an equal share with us."""
    _check_some_right(found)
    shares = [each.percent for each in found if each.percent > 0]
    uneven = max(shares) - min(shares) > max(_ALL / 10, min(shares) / 2)
    if uneven or abs(sum(shares) - _ALL) > 1:
        told = ", ".join(f"{share.normalize():f}" for share in shares)
        given.warn(f"its right answers earn {told} %: here each earns an equal share")
    return tuple(_option(each, each.percent > 0) for each in found)


def _check_some_right(found: Sequence[Answer]) -> None:
    if not any(each.percent > 0 for each in found):
        raise Broken("no answer is right: none earns anything")


def _option(answer: Answer, right: bool, credit: Decimal | None = None) -> Option:
    """The option; one that speaks of all the others stays last, as every deck has it."""
    words = plain(answer.text)
    pinned = any(vocabulary(each).means(words, "pinned_last") for each in languages())
    pin = "last" if pinned else ""
    return Option(text=answer.text, right=right, credit=credit, feedback=answer.feedback, pin=pin)


def truefalse(given: Given) -> Question:
    """The statement is what earns 100 % says of it."""
    found = {plain_text(each).lower(): each for each in given.every("answer")}
    shares = {words: percent(given, each) for words, each in found.items()}
    right = [words for words, share in shares.items() if share == _ALL]
    if right not in (["true"], ["false"]):
        raise Broken("it does not say whether “true” or “false” earns 100 %")
    wrong = "false" if right == ["true"] else "true"
    with_note(given, given.passage(found[right[0]].find("feedback")))
    if wrong in found:
        _feedback_to_wrong(given, given.passage(found[wrong].find("feedback")), wrong)
    return TrueFalse(**given.fields, answer=right == ["true"])


def _feedback_to_wrong(given: Given, feedback: Markup, answer: str) -> None:
    notes = given.fields["notes"]
    if feedback and feedback not in [note.text for note in notes]:
        told = f"Feedback to the answer “{answer}”: {plain(feedback)}"
        given.lose("feedback to the wrong answer is kept as a note", [told])
