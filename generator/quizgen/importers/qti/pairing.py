"""Questions whose answers are put together or in order: match, associate, order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti.common import Part
from quizgen.importers.qti.item import scale
from quizgen.importers.qti.values import Response
from quizgen.model import Markup, Matching, Ordering, Pair, Question

Links = Sequence[tuple[str, str]]


def matching(part: Part, interaction: etree._Element) -> Question:
    """A matchInteraction. Raises Broken and Inexpressible."""
    sets = interaction.findall("simpleMatchSet")
    if len(sets) != 2:
        raise Broken("it has not two columns to be matched")
    lefts, rights = (_texts(part, each.iter("simpleAssociableChoice")) for each in sets)
    links = _links(part, interaction)
    if not {left for left, _ in links} <= set(lefts) or not {r for _, r in links} <= set(rights):
        raise Broken("a right pair that it names is of entries that are not there")
    swapped = [(right, left) for left, right in links]
    if _each_once(links, lefts):
        return _matching(part, links, lefts, rights)
    if _each_once(swapped, rights):
        part.warn("its columns are exchanged: entries on the left had no partner, or several")
        return _matching(part, swapped, rights, lefts)
    raise Inexpressible("a matching in which entries of both columns have no partner, or several")


def _texts(part: Part, choices: Iterable[etree._Element]) -> Mapping[str, Markup]:
    found: dict[str, Markup] = {}
    for each in choices:
        name = each.get("identifier", "").strip()
        if not name or name in found:
            raise Broken("two of its entries have the same identifier, or one has none")
        found[name] = part.passage(each)
        if not found[name]:
            raise Broken("one of its entries is empty")
    return found


def _links(part: Part, interaction: etree._Element) -> Links:
    """The right pairs, in the order in which they are declared."""
    response = part.item.response(interaction)
    answer = response.model
    if not isinstance(answer, tuple):
        raise Broken("nothing says which pairs are right")
    scale(part.item, response, (answer,))
    return [(left, right) for left, _, right in (str(each).partition(" ") for each in answer)]


def _each_once(links: Links, lefts: Mapping[str, Markup]) -> bool:
    return sorted(left for left, _ in links) == sorted(lefts)


def _matching(
    part: Part, links: Links, lefts: Mapping[str, Markup], rights: Mapping[str, Markup]
) -> Question:
    partner = dict(links)
    pairs = tuple(Pair(text, rights[partner[name]]) for name, text in lefts.items())
    used = set(partner.values())
    rest = tuple(text for name, text in rights.items() if name not in used)
    return Matching(
        **part.fields, stem=part.stem, notes=part.usual_notes(), pairs=pairs, distractors=rest
    )


def association(part: Part, interaction: etree._Element) -> Question:
    """An associateInteraction: pairs from one pool. Raises Broken and Inexpressible."""
    texts = _texts(part, interaction.iter("simpleAssociableChoice"))
    links = _links(part, interaction)
    ends = [name for link in links for name in link]
    if not set(ends) <= set(texts):
        raise Broken("a right pair that it names is of entries that are not there")
    if len(set(ends)) < len(ends):
        raise Inexpressible("a matching in which an entry has several partners")
    part.warn("pairs from one pool of entries are a matching of two columns now")
    order = list(texts)
    pairs = sorted(
        (sorted(link, key=order.index) for link in links), key=lambda p: order.index(p[0])
    )
    lefts = {left: texts[left] for left, _ in pairs}
    rights = {name: text for name, text in texts.items() if name not in lefts}
    return _matching(part, [(left, right) for left, right in pairs], lefts, rights)


def ordering(part: Part, interaction: etree._Element) -> Question:
    """An orderInteraction. Raises Broken and Inexpressible."""
    texts = _texts(part, interaction.iter("simpleChoice"))
    response = part.item.response(interaction)
    order = _order(part, response)
    if not set(order) <= set(texts) or len(set(order)) < len(order):
        raise Broken("the right order that it names is of entries that are not there")
    if len(order) < len(texts):
        raise Inexpressible("an ordering in which some entries are left over")
    entries = tuple(texts[name] for name in order)
    return Ordering(**part.fields, stem=part.stem, notes=part.usual_notes(), entries=entries)


def _order(part: Part, response: Response) -> tuple[str, ...]:
    answer = response.correct
    if not isinstance(answer, tuple) or response.cardinality != "ordered" or len(answer) < 2:
        raise Broken("nothing says which order is right")
    names = tuple(map(str, answer))
    marks = scale(part.item, response, (answer,))
    if marks.is_right(response.value(*reversed(names))):
        raise Broken("the order does not count in its marking")
    return names
