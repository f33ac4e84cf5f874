"""An <item> that is no question of ours → all its words, for a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from quizgen.importers.qti12 import tree
from quizgen.importers.qti12.item import Item
from quizgen.importers.qti12.pictures import formula
from quizgen.importers.qti12.texts import Texts
from quizgen.markup.plain import one_line, plain
from quizgen.model import Node


def words(item: Item) -> str:
    """Its texts, line by line; what may be picked or is accepted behind a dash."""
    texts = Texts(_shown, lambda message: None)
    lines = [item.title] if item.title.lower() not in ("", "question") else []
    lines += (line for each in item.element for line in _lines(each, texts))
    return "\n".join(dict.fromkeys(line for line in lines if line.strip()))


def _shown(attributes: Mapping[str, str]) -> Node | None:
    tex = formula(attributes)
    alt = attributes.get("alt") or attributes.get("src", "")[:200]
    return Node("formula", tex) if tex else Node("text", f"[{alt}]")


def _lines(element: _Element, texts: Texts) -> Iterator[str]:
    if element.tag == "material":
        yield plain(texts.of(element))
    elif element.tag == "response_label":
        yield f"- {one_line(texts.of(element))}".rstrip("- ")
    elif element.tag in _TOLD:
        yield f"{_TOLD[str(element.tag)]}{tree.text(element)}"
    elif element.tag == "var" and element.get("name") and len(element):
        low, high = (tree.text(tree.first(element, end)) for end in ("min", "max"))
        yield f"{element.get('name')}: {low} to {high}"
    elif element.tag not in ("var_sets", "itemmetadata"):
        for child in element:
            yield from _lines(child, texts)


_TOLD = {
    "varequal": "= ",
    "varsubset": "= ",
    "vargte": ">= ",
    "vargt": "> ",
    "varlte": "<= ",
    "varlt": "< ",
    "formula": "formula: ",
    "answer_tolerance": "tolerance: ",
}
