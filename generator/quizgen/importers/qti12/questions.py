"""An item → the question that it is; Broken or Inexpressible where it is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti12 import choices, gaps, sides, written
from quizgen.importers.qti12.feedback import Feedback
from quizgen.importers.qti12.item import Item
from quizgen.importers.qti12.kinds import FOREIGN, Kind, kind
from quizgen.importers.qti12.scoring import number, scoring, tidy
from quizgen.importers.qti12.source import Source
from quizgen.importers.qti12.texts import Texts, stem
from quizgen.model import Markup, Question
from quizgen.read.front_matter import MOST_POINTS

_READERS: Mapping[Kind, Callable[[Source], Question]] = {
    Kind.SINGLE: choices.single,
    Kind.MULTIPLE: choices.multiple,
    Kind.TRUE_FALSE: choices.true_false,
    Kind.SHORT: written.short,
    Kind.NUMBER: written.numeric,
    Kind.ESSAY: written.essay,
    Kind.GAPS: gaps.gaps,
    Kind.MENUS: gaps.menus,
    Kind.MATCHING: sides.matching,
    Kind.ORDERING: sides.ordering,
    Kind.CATEGORIES: sides.categories,
}
_POINTS = ("points_possible", "qmd_absolutescore_max", "cc_weighting", "qmd_weighting")


def question(
    item: Item, texts: Texts, each: str, language: str, warn: Callable[[str], None]
) -> Question:
    """The question; `each` is what the group that it is in says of its points, "" if nothing."""
    which = kind(item)
    if which in FOREIGN:
        raise Inexpressible(which.value)
    source = _source(item, texts, warn)
    made = _READERS[which](source)
    if which is Kind.SINGLE and item.fields.get("bbmd_partialcredit", "").lower() == "true":
        warn("points for options that are partly right are left out")
    return replace(
        made,
        points=_points(item, each, warn),
        hints=tuple(_hints(item, texts)),
        notes=source.feedback.notes(language, dict(_answers(item, texts))),
    )


def _source(item: Item, texts: Texts, warn: Callable[[str], None]) -> Source:
    several = (r.ident for r in item.responses if r.cardinality in ("multiple", "ordered"))
    scored = scoring(item.element, frozenset(several))
    asked = stem(item.presentation, texts)
    if not asked:
        raise Broken("it has no text")
    return Source(item, scored, texts, Feedback(item.element, scored, texts), asked, warn)


def _hints(item: Item, texts: Texts) -> Iterator[Markup]:
    """What Brightspace shows before answering."""
    found = (texts.of(each) for each in item.element if each.tag == "hint")
    return (hint for hint in found if hint)


def _answers(item: Item, texts: Texts) -> Iterator[tuple[str, str]]:
    """What answers are called, where there is feedback to them."""
    if not any(each.tag == "itemfeedback" for each in item.element):
        return
    for response in item.responses:
        prompts = (each for each in response.element if each.tag == "material")
        yield response.ident.removeprefix("response_"), " ".join(map(texts.line, prompts))
        yield from ((label.ident, texts.line(label.element)) for label in response.labels)


def _points(item: Item, each: str, warn: Callable[[str], None]) -> Decimal:
    """What it is worth; 1 where nobody says, or nothing, as in a survey."""
    for told in (each, *(item.fields.get(name, "") for name in _POINTS)):
        found = _number(told, warn) if told else Decimal(0)
        if 0 < found <= MOST_POINTS:
            return tidy(found)
        if found:
            warn(f"{told} points are none that a deck can give: it has 1 now")
    return Decimal(1)


def _number(told: str, warn: Callable[[str], None]) -> Decimal:
    try:
        return number(told)
    except Broken:
        warn(f"its points, “{told[:40]}”, are no number: it has 1 now")
        return Decimal(0)
