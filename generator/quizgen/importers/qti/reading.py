"""The tree of an item → its question, or its questions where it has several parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lxml import etree

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti import pairing, picking, writing
from quizgen.importers.qti.common import Part
from quizgen.importers.qti.feedback import Piece, flat, shown_after, tries
from quizgen.importers.qti.item import Item
from quizgen.importers.qti.passages import INLINE, Reader
from quizgen.importers.qti.values import Values
from quizgen.importers.shared.remarks import marking
from quizgen.model import Criterion, Markup, Question
from quizgen.read.front_matter import MOST_POINTS

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
_BUTTON = "endAttemptInteraction"
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
    """The questions, each with words of it that no question can hold. Raises Broken, Inexpressible."""
    item, body = source.item, source.item.body
    if body is None:
        raise Broken("it has no text (itemBody)")
    _check(item, body)
    asked = [each for each in body.iter() if str(each.tag).endswith("Interaction")]
    source = _with_hints(source, [each for each in asked if each.tag == _BUTTON])
    asked = [each for each in asked if each.tag != _BUTTON]
    inline = [each for each in asked if each.tag in INLINE]
    blocks = [each for each in asked if each.tag not in INLINE]
    if not asked:
        raise Inexpressible("a text without a question")
    groups = [*([inline] if inline else []), *([block] for block in blocks)]
    pieces = _owned(source, groups)
    for number, group in enumerate(groups):
        part = replace(source, pieces=pieces[number], weight=source.weight / len(groups))
        yield _question(part, group, number if len(groups) > 1 else None)


def _check(item: Item, body: etree._Element) -> None:
    for name in _RANDOM:
        if item.root.find(name) is not None:
            raise Inexpressible("a question whose numbers or words are drawn anew for everybody")
    for each in body.iter():
        if each.tag in _LOST:
            raise Inexpressible(_LOST[str(each.tag)])
        if each.tag == "include":
            raise Broken("a part of its text stands in another file")


def _with_hints(source: Source, buttons: Sequence[etree._Element]) -> Source:
    """What is shown when a candidate asks for it, as hints."""
    pieces, hints = list(source.pieces), []
    for button in buttons:
        name = button.get("responseIdentifier", "")
        for piece in shown_after(source.item, pieces, {name: True}):
            hints.append(source.reader.passage(piece.element))
            pieces.remove(piece)
    return replace(source, pieces=pieces, fields={**source.fields, "hints": tuple(hints)})


def _owned(source: Source, groups: Sequence[Sequence[etree._Element]]) -> list[list[Piece]]:
    """The feedback of each question that becomes of the item; what no answer brings is the first's."""
    owned: list[list[Piece]] = [[] for _ in groups]
    rest = list(source.pieces)
    for number, group in enumerate(groups[1:], start=1):
        for given in _answers(source.item, group):
            found = shown_after(source.item, rest, given)
            owned[number] += found
            rest = [piece for piece in rest if piece not in found]
    owned[0] += rest
    return owned


def _answers(item: Item, group: Sequence[etree._Element]) -> Iterator[Values]:
    """Answers to one of several parts: a right one, a wrong one, and every single option."""
    names = _names(group)
    yield from tries(item, names)
    for interaction in group:
        response = item.responses.get(interaction.get("responseIdentifier", ""))
        for each in interaction.iter("simpleChoice", "hottext") if response else ():
            assert response
            yield {response.name: response.value(each.get("identifier", ""))}


def _names(group: Sequence[etree._Element]) -> list[str]:
    return [each.get("responseIdentifier", "") for each in group]


def _question(
    source: Source, group: Sequence[etree._Element], number: int | None
) -> tuple[Question, str]:
    body = source.item.body
    assert body is not None
    points = _points(source).quantize(Decimal("0.0001")).normalize()
    fields = {**source.fields, "points": points, "rubric": _rubric(source)}
    if number is not None:
        source.reader.gathering.warn("it has several parts: each is a question of its own now")
        fields["id"] = f"{fields['id']}-{number + 1}" if fields["id"] else ""
    left_out = [each for each in body.iter() if _is_left_out(each, group)]
    gaps = group if group[0].tag in INLINE else [*group[0].iter("gap")]
    stem = (*source.shared, *source.reader.passage(body, gaps, left_out))
    if not stem:
        raise Broken("it asks nothing: its text is empty")
    part = Part(source.item, source.reader, _names(group), stem, source.pieces, fields)
    if group[0].tag in INLINE:
        return writing.written(part, group), _kept(source)
    read = _KINDS.get(str(group[0].tag))
    if read is None:
        raise Inexpressible(f"a question of the kind {group[0].tag}")
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
    except Broken:
        return Decimal(1)
    return found if found > 0 else Decimal(1)


def _rubric(source: Source) -> tuple[Criterion, ...]:
    """What only those who mark it see."""
    blocks = [
        b for b in source.item.root.iter("rubricBlock") if "scorer" in b.get("view", "").split()
    ]
    found = flat(source.reader.passage(block) for block in blocks)
    return marking(found)[0]


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
