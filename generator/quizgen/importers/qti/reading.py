"""The tree of an item → its question, or its questions where it has several parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from quizgen.importers.qti import pairing, picking, writing
from quizgen.importers.qti.common import Part, Unsupported
from quizgen.importers.qti.feedback import Piece, flat
from quizgen.importers.qti.item import Item
from quizgen.importers.qti.passages import Reader, fragments
from quizgen.importers.qti.values import Unclear
from quizgen.model import Criterion, Markup, Question
from quizgen.read.front_matter import MOST_POINTS

_INLINE = ("textEntryInteraction", "inlineChoiceInteraction")
_CHOICES = (
    *("simpleChoice", "simpleMatchSet", "simpleAssociableChoice", "gapText", "gapImg"),
    "inlineChoice",
)
_LOST = {
    "hotspotInteraction": "a question that is answered by clicking on a picture",
    "selectPointInteraction": "a question that is answered by clicking on a picture",
    "graphicOrderInteraction": "a question in which places of a picture are put in order",
    "graphicAssociateInteraction": "a question in which places of a picture are linked",
    "graphicGapMatchInteraction": "a question in which pictures are put into a picture",
    "positionObjectInteraction": "a question in which pictures are put onto a picture",
    "drawingInteraction": "a question that is answered by drawing",
    "uploadInteraction": "a question that is answered with a file",
    "mediaInteraction": "a question about a recording",
    "customInteraction": "a question that only the program knows that it is from",
    "portableCustomInteraction": "a question that only the program knows that it is from",
}
_RANDOM = ("templateDeclaration", "templateProcessing")


@dataclass(frozen=True, slots=True)
class Source:
    """An item to be read: its passages, its feedback, and what is known of it from elsewhere."""

    item: Item
    reader: Reader
    pieces: Sequence[Piece]
    shared: Markup
    fields: Mapping[str, Any]
    weight: Decimal


def questions(source: Source) -> Iterator[tuple[Question, str]]:
    """The questions, each with words of it that no question can hold. Raises Unclear, Unsupported."""
    item, body = source.item, source.item.body
    if body is None:
        raise Unclear("it has no text (itemBody)")
    _check(item, body)
    asked = [each for each in body.iter() if str(each.tag).endswith("Interaction")]
    asked = [each for each in asked if each.tag != "endAttemptInteraction"]
    inline = [each for each in asked if each.tag in _INLINE]
    blocks = [each for each in asked if each.tag not in _INLINE]
    if not asked:
        raise Unsupported("a text without a question")
    groups = [*([inline] if inline else []), *([block] for block in blocks)]
    shares = _shares(item, groups)
    for number, (group, share) in enumerate(zip(groups, shares, strict=True)):
        yield _question(source, group, share, number if len(groups) > 1 else None)


def _check(item: Item, body: etree._Element) -> None:
    for name in _RANDOM:
        if item.root.find(name) is not None:
            raise Unsupported("a question whose numbers or words are drawn anew for everybody")
    for each in body.iter():
        if each.tag in _LOST:
            raise Unsupported(_LOST[str(each.tag)])
        if each.tag == "include":
            raise Unclear("a part of its text stands in another file")


def _shares(item: Item, groups: Sequence[Sequence[etree._Element]]) -> list[Decimal]:
    """What part of the points belongs to each question that becomes of the item."""
    if len(groups) == 1:
        return [Decimal(1)]
    return [Decimal(1) / len(groups)] * len(groups)


def _question(
    source: Source, group: Sequence[etree._Element], share: Decimal, number: int | None
) -> tuple[Question, str]:
    body = source.item.body
    assert body is not None
    points = (_points(source) * share).quantize(Decimal("0.0001")).normalize()
    fields = {**source.fields, "points": points, "rubric": _rubric(source)}
    if number is not None:
        source.reader.gathering.warn("it has several parts: each is a question of its own now")
        fields["id"] = f"{fields['id']}-{number + 1}" if fields["id"] else ""
    left_out = [each for each in body.iter() if _is_left_out(each, group)]
    gaps = group if group[0].tag in _INLINE else [*group[0].iter("gap")]
    stem = (*source.shared, *source.reader.passage(body, gaps, left_out))
    if not stem:
        raise Unclear("it asks nothing: its text is empty")
    part = Part(source.item, source.reader, stem, source.pieces, fields)
    if group[0].tag in _INLINE:
        return writing.written(part, group), _kept(source)
    read = _KINDS.get(str(group[0].tag))
    if read is None:
        raise Unsupported(f"a question of the kind {group[0].tag}")
    return read(part, group[0]), _kept(source)


def _is_left_out(element: etree._Element, group: Sequence[etree._Element]) -> bool:
    """Whether an element of the body is no part of a question's text."""
    if element.tag == "rubricBlock":
        return "candidate" not in element.get("view", "candidate").split()
    if str(element.tag).endswith("Interaction"):
        return element not in group
    return element.tag in _CHOICES


def _points(source: Source) -> Decimal:
    """What the item is worth, within what decks can say."""
    item = source.item
    found = item.highest
    points = (_earned(item) if found is None else found) * source.weight
    if not 0 <= points <= MOST_POINTS:
        source.reader.gathering.warn(
            f"it is worth {points:f} points, which is too much: 1 is taken"
        )
        return Decimal(1)
    return points


def _earned(item: Item) -> Decimal:
    """What right answers earn, 1 where nothing says it."""
    try:
        found = item.engine.score(item.models)
    except Unclear:
        return Decimal(1)
    return found if found > 0 else Decimal(1)


def _rubric(source: Source) -> tuple[Criterion, ...]:
    """What only those who mark it see."""
    blocks = [
        b for b in source.item.root.iter("rubricBlock") if "scorer" in b.get("view", "").split()
    ]
    found = flat(source.reader.passage(block) for block in blocks)
    return tuple(Criterion(each) for each in fragments(found))


def _kept(source: Source) -> str:
    """What is said to authors, tutors and others."""
    texts = []
    for block in source.item.root.iter("rubricBlock"):
        views = set(block.get("view", "candidate").split())
        if not views & {"candidate", "scorer"}:
            texts.append(" ".join("".join(map(str, block.itertext())).split()))
    found = "\n".join(filter(None, texts))
    if found:
        source.reader.gathering.warn("what it says to authors or tutors is kept as a note")
    return found


_KINDS: Mapping[str, Callable[[Part, etree._Element], Question]] = {
    "choiceInteraction": picking.choice,
    "hottextInteraction": picking.choice,
    "matchInteraction": pairing.matching,
    "associateInteraction": pairing.association,
    "orderInteraction": pairing.ordering,
    "gapMatchInteraction": writing.gap_match,
    "extendedTextInteraction": writing.extended,
    "sliderInteraction": writing.slider,
}
