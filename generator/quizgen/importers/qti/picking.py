"""Questions whose answers are picked: choiceInteraction, hottextInteraction, one inlineChoiceInteraction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Any

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.qti.common import Part
from quizgen.importers.qti.item import Scale, scale
from quizgen.importers.qti.normal import is_true, words
from quizgen.importers.qti.values import Response, Value
from quizgen.labels import labels, languages
from quizgen.markup.leading import led_by
from quizgen.model import Choice, Markup, Node, Note, Option, Question, TrueFalse

_EXACT = Decimal("0.00001")
_OUR_OPTION = "option-"
_MOST_TRIED = 10
"""Options of which all combinations are tried where nothing says which is right."""


def choice(part: Part, interaction: etree._Element) -> Question:
    """The question of an interaction with choices to pick. Raises Broken."""
    response = part.item.response(interaction)
    choices = [*interaction.iter("simpleChoice", "hottext", "inlineChoice")]
    names = [each.get("identifier", "").strip() for each in choices]
    if len(set(names)) < len(names) or not all(names):
        raise Broken("two of its options have the same identifier, or one has none")
    if len(choices) < 2:
        raise Broken("it has fewer than two options")
    if response.cardinality == "single" or interaction.get("maxChoices") == "1":
        return _single(part, interaction, response, choices)
    return _multiple(part, interaction, response, choices)


def _single(
    part: Part, interaction: etree._Element, response: Response, choices: list[etree._Element]
) -> Question:
    answers = [response.value(each.get("identifier", "")) for each in choices]
    marks = scale(part.item, response, tuple(answers))
    shares = [marks.share(answer) for answer in answers]
    rights = [share >= 1 for share in shares]
    truth = _truth(part, response, choices, shares) if len(choices) == 2 else None
    if truth is not None:
        return truth
    credits = _credits(part, shares, rights)
    return Choice(**_made(part, interaction, response, choices, rights, credits))


def _credits(part: Part, shares: Sequence[Decimal], rights: Sequence[bool]) -> list[Decimal | None]:
    """What wrong options earn, where that is something."""
    found = [
        None if right or not share else max(Decimal(-1), share.quantize(_EXACT).normalize())
        for share, right in zip(shares, rights, strict=True)
    ]
    if any(found) and sum(rights) > 1:
        part.warn("points for options that are partly right are lost: it has several right options")
        return [None] * len(found)
    return found


def _truth(
    part: Part, response: Response, choices: list[etree._Element], shares: list[Decimal]
) -> TrueFalse | None:
    """A question of true or false, told by its words."""
    meanings = [_meaning(words(each)) for each in choices]
    if max(shares) < 1 or min(shares) > 0 or set(meanings) != {True, False}:
        return None
    if part.item.ours and _id(choices[0]).startswith(_OUR_OPTION):
        return None
    answers = [{response.name: response.value(_id(each))} for each in choices]
    found = part.shown(answers)
    notes = part.notes(found)
    for each, pieces in zip(choices, found.single, strict=True):
        notes += _on_answer(words(each), part.said(pieces))
    if min(shares) < 0:
        part.warn(
            f"a wrong answer costs {-min(shares) * 100:.0f}% of its points, which no deck says",
            "write it into the exam, as wrong: …",
        )
    right = meanings[0] if shares[0] >= 1 else meanings[1]
    return TrueFalse(**part.fields, stem=part.stem, notes=notes, answer=bool(right))


def _on_answer(answer: str, feedback: Markup) -> tuple[Note, ...]:
    """Feedback on one of two answers, as a note that says to which; () where there is none."""
    label = Node("strong", children=(Node("text", f"{answer}:"),))
    return (Note("feedback", led_by(label, feedback)),) if feedback else ()


def _id(choice: etree._Element) -> str:
    return choice.get("identifier", "").strip()


def _meaning(text: str) -> bool | None:
    return _truths().get(text.casefold().rstrip("."))


@cache
def _truths() -> dict[str, bool]:
    known = {}
    for language in languages():
        found = labels(language)
        for name, meaning in (("true", True), ("false", False)):
            spoken = (found.print[name], *found.read.get(name, ()))
            known.update({word.casefold(): meaning for word in spoken})
    return known


def _multiple(
    part: Part, interaction: etree._Element, response: Response, choices: list[etree._Element]
) -> Question:
    names = tuple(map(_id, choices))
    right = _rights(part, response, names)
    rights = [name in right for name in names]
    nothing: list[Decimal | None] = [None] * len(names)
    fields = _made(part, interaction, response, choices, rights, nothing)
    return Choice(**fields, multiple=True)


def _rights(part: Part, response: Response, names: tuple[str, ...]) -> frozenset[str]:
    """The options that must be picked for all points."""
    if response.model is None:
        return _tried(part, response, names)
    right = frozenset(map(str, response.model if isinstance(response.model, tuple) else ()))
    if not right <= set(names):
        raise Broken("a right option that it names is not there")
    marks = scale(part.item, response, (response.value(*sorted(right)),))
    for name in names:
        if marks.share(response.value(*sorted(right ^ {name}))) > 1:
            raise Broken("what it calls right does not earn the most points")
        if name not in right and marks.share(response.value(name)) > 0:
            raise Broken(f"the option {name} earns points, but is none of those it calls right")
    _tell_weights(part, response, right, marks)
    return right


def _tell_weights(part: Part, response: Response, right: frozenset[str], marks: Scale) -> None:
    earned = {marks.share(response.value(*sorted(right - {name}))) for name in right}
    if len(earned) > 1 and max(earned) - min(earned) > Decimal("0.01"):
        part.warn("its right options earn different points: they all count the same now")


def _tried(part: Part, response: Response, names: tuple[str, ...]) -> frozenset[str]:
    """The one set of options that earns the most."""
    if len(names) > _MOST_TRIED:
        raise Broken("nothing says which of its options are right")
    sets = [
        frozenset(name for bit, name in enumerate(names) if number >> bit & 1)
        for number in range(1, 1 << len(names))
    ]
    earned = {each: part.item.earned(response.name, response.value(*sorted(each))) for each in sets}
    most = max(earned.values())
    best = [each for each, points in earned.items() if points == most]
    if len(best) > 1 or most <= part.item.earned(response.name, None):
        raise Broken("nothing says which of its options are right")
    return best[0]


def _made(
    part: Part,
    interaction: etree._Element,
    response: Response,
    choices: list[etree._Element],
    rights: Sequence[bool],
    credits: Sequence[Decimal | None],
) -> dict[str, Any]:
    """The fields of a choice."""
    answers: list[Value] = [response.value(_id(each)) for each in choices]
    found = part.shown([{response.name: answer} for answer in answers])
    pins = _pins(part, interaction, choices)
    options = tuple(
        Option(
            text=part.passage(each), right=right, credit=credit, feedback=part.said(said), pin=pin
        )
        for each, right, credit, said, pin in zip(
            choices, rights, credits, found.single, pins, strict=True
        )
    )
    if not all(option.text for option in options):
        raise Broken("one of its options is empty")
    return {**part.fields, "stem": part.stem, "notes": part.notes(found), "options": options}


def _pins(part: Part, interaction: etree._Element, choices: list[etree._Element]) -> list[str]:
    """Which options keep their places: those fixed before all others are first, those behind are last."""
    fixed = [is_true(each, "fixed") for each in choices]
    if all(fixed):
        return ["first" if is_true(interaction, "shuffle") else ""] * len(fixed)
    first = len([*takewhile(bool, fixed)])
    last = len([*takewhile(bool, reversed(fixed))])
    middle = fixed[first : len(fixed) - last]
    if any(middle):
        part.warn("an option in the middle that keeps its place is shuffled with the others now")
    return ["first"] * first + [""] * len(middle) + ["last"] * last
