"""An element of a QTI 1.2 file → what a candidate reads in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import EMPTY, Passage, Shown, digest
from quizgen.markup.seen import squeezed

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_FILES = "$IMS-CC-FILEBASE$/images/"
_MISSING = "no such file"


def parsed(data: bytes) -> _Element:
    """The root of a file of ours. Raises XMLSyntaxError, or ValueError where it is none."""
    if not data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<") or b"<!DOCTYPE" in data:
        raise ValueError("not a plain XML file")
    return etree.fromstring(data, _PARSER)


def path(parent: _Element, steps: str) -> list[_Element]:
    """The elements at a path such as resprocessing/respcondition."""
    return parent.findall("/".join(f"{{*}}{step}" for step in steps.split("/")))


def child(parent: _Element, tag: str) -> _Element:
    """The only element of that name. Raises ValueError for none or several."""
    children = path(parent, tag)
    if len(children) != 1:
        raise ValueError(f"{len(children)} <{tag}> in <{parent.tag}>")
    return children[0]


class _Reader(HTMLParser):
    """HTML → its words and pictures."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = reading
        self.words: list[str] = []
        self.pictures: list[Shown] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.pictures.append(self.reading.picture(dict(attrs)))


@dataclass(frozen=True, slots=True)
class Reading:
    """The pictures that came with the file; `shown` collects those that a text shows."""

    pictures: Mapping[str, bytes]
    shown: set[str] = field(default_factory=set)

    def picture(self, attributes: Mapping[str, str | None]) -> Shown:
        """What an <img> shows. Raises ValueError for a picture from elsewhere."""
        source = attributes.get("src") or ""
        if not source.startswith(_FILES):
            raise ValueError(f"a picture from elsewhere: {source}")
        name = source.removeprefix(_FILES)
        self.shown.add(name)
        found = digest(self.pictures[name]) if name in self.pictures else _MISSING
        return Shown(name, attributes.get("alt") or "", found)

    def html(self, text: str) -> Passage:
        """What stands in HTML."""
        reader = _Reader(self)
        reader.feed(text)
        reader.close()
        return Passage(squeezed("".join(reader.words)), tuple(sorted(reader.pictures)))

    def material(self, parent: _Element) -> Passage:
        """What stands in the <material> of an element."""
        text = child(child(parent, "material"), "mattext")
        if len(text):
            raise ValueError("markup that is not escaped")
        if text.get("texttype") == "text/html":
            return self.html(text.text or "")
        return Passage(squeezed(text.text or ""))

    def general_feedback(self, item: _Element) -> Passage:
        """What is shown whatever was answered."""
        return self.feedback(item, "general_fb", ["other"])

    def feedback(self, item: _Element, ident: str, tests: list[str]) -> Passage:
        """What is shown if the tests hold. Raises ValueError where it is there but never shown."""
        texts = [one for one in path(item, "itemfeedback") if one.get("ident") == ident]
        shown = [one for one in conditions(item) if _link(one) == ident]
        if not texts and not shown:
            return EMPTY
        told = [(_tests(one), one.get("continue")) for one in shown]
        if len(texts) != 1 or told != [(tests, "Yes")]:
            raise ValueError(f"the feedback {ident} is not shown as it should be")
        return self.material(child(texts[0], "flow_mat"))


def conditions(item: _Element) -> list[_Element]:
    """What is looked at, one after the other, when the item is answered."""
    return path(item, "resprocessing/respcondition")


def _link(condition: _Element) -> str:
    """The feedback that a condition shows; several are no feedback of ours."""
    return " ".join(link.get("linkrefid", "") for link in path(condition, "displayfeedback"))


def _tests(condition: _Element) -> list[str]:
    """The tests of a condition as text, such as `response1 varequal 1001`."""
    return [_test(one) for one in child(condition, "conditionvar")]


def _test(element: _Element) -> str:
    name = element.tag.rpartition("}")[2]
    if len(element):
        return f"{name}({', '.join(map(_test, element))})"
    return " ".join(filter(None, (element.get("respident"), name, element.text)))
