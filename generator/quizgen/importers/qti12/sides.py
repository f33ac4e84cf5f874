"""Items whose entries are matched, sorted or put into order → questions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti12 import tree
from quizgen.importers.qti12.item import Response
from quizgen.importers.qti12.source import Source
from quizgen.importers.qti12.texts import as_line
from quizgen.model import Markup, Matching, Ordering, Pair, Question

_RIGHT = "RIGHT_MATCH_BLOCK"


def matching(source: Source) -> Question:
    """For each left entry the right one; what belongs to none is a distractor."""
    entries = _entries(source)
    rights = {ident: text for entry in entries.values() for ident, text in entry.items()}
    key = _key(source)
    pairs: list[Pair] = []
    for response in source.item.responses:
        left, right = _left(source, response), rights.get(key.get(response.ident, ""))
        if right is None:
            raise Broken(
                f"it does not tell what belongs to “{source.texts.line(response.element)[:40]}”"
            )
        if left and right:
            pairs.append(Pair(left, right))
        elif right:
            source.warn("an entry on the left has no text: what belongs to it is one too many now")
        elif left:
            raise Broken("what belongs to one of its entries has no text")
    if len(pairs) < 2:
        raise Broken("it has fewer than two entries to be matched")
    used = {pair.right for pair in pairs}
    surplus = dict.fromkeys(text for text in rights.values() if text and text not in used)
    return Matching(id="", stem=source.stem, pairs=tuple(pairs), distractors=tuple(surplus))


def _entries(source: Source) -> dict[str, dict[str, Markup]]:
    """For each left entry what may be matched to it: Blackboard lists that once for all of them."""
    assert source.item.presentation is not None
    flows = source.item.presentation.iter("flow")
    block = next((flow for flow in flows if flow.get("class") == _RIGHT), None)
    listed = [as_line(source.texts.of(flow)) for flow in block] if block is not None else []
    return {
        response.ident: {
            label.ident: listed[place]
            if place < len(listed)
            else as_line(source.texts.of(label.element))
            for place, label in enumerate(response.labels)
        }
        for response in source.item.responses
    }


def _key(source: Source) -> dict[str, str]:
    """For each left entry the name of the right one. Blackboard tells no points."""
    conditions = source.scoring.right or source.scoring.conditions
    key: dict[str, str] = {}
    for place, value in (told for each in conditions for told in each.tells):
        if key.setdefault(place, value) != value:
            raise Broken("it tells two right answers for one of its entries")
    return key


def _left(source: Source, response: Response) -> Markup:
    within = tuple(node for each in _prompts(response.element) for node in source.texts.of(each))
    if within:
        return as_line(within)
    parent = response.element.getparent()
    if parent is None or parent.tag != "flow":
        return ()
    return as_line(tuple(node for each in _prompts(parent) for node in source.texts.of(each)))


def _prompts(element: _Element) -> Iterator[_Element]:
    """The materials in an element that are not to be picked."""
    for child in element:
        if child.tag == "material":
            yield child
        elif not str(child.tag).startswith(("render_", "response_")):
            yield from _prompts(child)


def ordering(source: Source) -> Question:
    """The entries in the order that scores."""
    response = source.item.response()
    texts = {label.ident: source.texts.of(label.element) for label in response.labels}
    order = source.scoring.rights(response.ident)
    if len(texts) < 2 or sorted(order) != sorted(texts) or len(texts) < len(response.labels):
        raise Broken("it does not tell the right order of all its entries")
    if not all(texts.values()):
        raise Broken("one of its entries is empty")
    _tell_ends(source, response)
    return Ordering(id="", stem=source.stem, entries=tuple(texts[ident] for ident in order))


def _tell_ends(source: Source, response: Response) -> None:
    """New Quizzes say what is above the first entry and below the last."""
    for each in tree.every(response.element, "material"):
        if each.get("position") and (words := source.texts.line(each)):
            where = "above" if each.get("position") == "top" else "below"
            source.warn(f"the words {where} its entries are left out: “{words}”")


def categories(source: Source) -> Question:
    """Entries to be sorted: for each the category that it belongs to."""
    texts = {
        label.ident: as_line(source.texts.of(label.element))
        for response in source.item.responses
        for label in response.labels
    }
    places: dict[str, Markup] = {}
    for response in source.item.responses:
        for ident in source.scoring.rights(response.ident):
            if ident in places:
                raise Inexpressible(
                    "a categorization in which an entry belongs to several categories"
                )
            places[ident] = _left(source, response)
    if set(texts) - set(places):
        raise Inexpressible("a categorization with entries that belong to no category")
    if len(texts) < 2 or not all(places.values()) or not all(texts.get(i) for i in places):
        raise Broken("it does not tell which of its entries belong together")
    pairs = tuple(Pair(texts[ident], places[ident]) for ident in texts)
    return Matching(id="", stem=source.stem, pairs=pairs)
