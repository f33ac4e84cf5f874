"""An item that is no question of ours → its words, for a note in the deck."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from quizgen.importers.qti.normal import words

_LINES = frozenset(
    """p div li dt dd tr pre blockquote h1 h2 h3 h4 h5 h6 prompt simpleChoice simpleAssociableChoice
    gapText inlineChoice associableHotspot hotspotChoice rubricBlock caption""".split()
)
_CHOICES = frozenset("simpleChoice simpleAssociableChoice gapText inlineChoice hottext".split())


def source_words(root: etree._Element) -> str:
    """The text line by line, options with their names, and what is declared as right."""
    body = root.find("itemBody")
    lines = [*_lines(body)] if body is not None else []
    return "\n".join([*lines, *_keys(root)])


def _lines(element: etree._Element) -> Iterator[str]:
    line = element.text or ""
    if element.tag in _CHOICES and element.tag != "hottext":
        line = f"[{element.get('identifier', '')}] {line}"
    for child in element:
        if child.tag in _LINES or child.find(".//p") is not None:
            yield from _line(line)
            yield from _lines(child)
            line = ""
        else:
            line += _inline(child)
        line += child.tail or ""
    yield from _line(line)


def _inline(element: etree._Element) -> str:
    if element.tag == "img":
        return f"(picture: {element.get('alt') or element.get('src', '')})"
    if str(element.tag).endswith("Interaction") and not len(element):
        return "_____"
    return "\n".join(_lines(element))


def _line(text: str) -> Iterator[str]:
    parts = (" ".join(part.split()) for part in text.split("\n")) if "[" in text else (text,)
    joined = "\n".join(filter(None, parts)) if "[" in text else " ".join(text.split())
    if joined:
        yield joined


def _keys(root: etree._Element) -> Iterator[str]:
    for declared in root.iterfind("responseDeclaration"):
        values = [words(each) for each in declared.iterfind("correctResponse/value")]
        values = values or [
            f"{each.get('mapKey', '')}: {each.get('mappedValue', '')}"
            for each in declared.iterfind("mapping/mapEntry")
        ]
        if values:
            yield f"Right: {' | '.join(values)}"
