"""Parts of an item's body → passages: XHTML with formulas in MathML, pictures of the package, gaps."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.qti.mathml import NoTex, tex
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.html import passage
from quizgen.importers.shared.html.pictures import sizes
from quizgen.model import Markup, Node

Files = Callable[[str], bytes | None]
"""The path of a file from where the items are looked for → its bytes; None where there is none."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""No text holds these: Unicode has them for use within programs."""

_GAP, _WITHOUT = "gap-number", "left-out"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
INLINE: Final = ("textEntryInteraction", "inlineChoiceInteraction")
BLANK: Final = "_____"
"""What stands in a text in place of a field that another question asks for."""

_BLOCKS = frozenset(
    "simpleChoice simpleAssociableChoice gapText inlineChoice prompt contentBody stimulusBody".split()
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the passages of one item. `files` is None where pictures lie beside the file."""

    gathering: Gathering
    files: Files | None
    path: str
    ours: bool = False

    def passage(
        self,
        element: etree._Element | None,
        gaps: Sequence[etree._Element] = (),
        without: Sequence[etree._Element] = (),
    ) -> Markup:
        """What an element holds, without some in it; the `gaps` are gap nodes, numbered as given.

        Raises Broken for a picture that cannot be had.
        """
        if element is None:
            return ()
        marks: list[Node] = []
        copy = _copied(element, gaps, without, marks)
        for each in list(copy.iter("math")):
            _stand_in(each, self._formula(each), marks)
        _styled(copy)
        text = etree.tostring(copy, encoding="unicode", method="html", with_tail=False)
        found = passage(text, self._picture, self.gathering.warn)
        return tuple(_alone(each) for each in replaced(found, _MARK, lambda m: marks[int(m[1])]))

    def _formula(self, math: etree._Element) -> Node:
        try:
            display = math.get("display") == "block"
            return Node("formula", tex(math), attributes=(("display", "true"),) if display else ())
        except NoTex:
            words = " ".join("".join(map(str, math.itertext())).split())
            self.gathering.warn(f"the formula {words[:60]!r} is kept as text", "write it as $…$")
            return Node("text", words)

    def _picture(self, attributes: Mapping[str, str]) -> Node:
        source = attributes.get("src", "").strip()
        size = sizes(attributes)
        alt = " ".join(attributes.get("alt", "").split())
        if source.startswith("data:"):
            return self.gathering.picture("picture", _data(source), alt, **size)
        if urlsplit(source).scheme or source.startswith("//"):
            hint = "download it, and put it in its place in the package"
            raise Broken(f"its picture lies in the web: {source[:200]}", hint)
        path = joined(self.path, source)
        if self.files is None:
            given = {"alt": alt, "src": path, **size}
            return Node("image", attributes=tuple(sorted((k, v) for k, v in given.items() if v)))
        data = self.files(path)
        if data is None:
            raise Broken(
                f"its picture {path} is not in the package", "export it again, with its files"
            )
        return self.gathering.picture(path, data, alt, **size)


def joined(path: str, address: str) -> str:
    """The path that an address leads to from the file at that path."""
    parts: list[str] = []
    steps = (*PurePosixPath(path).parent.parts, *unquote(address.partition("#")[0]).split("/"))
    for step in steps:
        if step == ".." and parts:
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)


def _data(source: str) -> bytes:
    head, _, data = source.partition(",")
    try:
        return base64.b64decode(data) if head.endswith(";base64") else unquote(data).encode()
    except (binascii.Error, ValueError):
        raise Broken("the picture in its text is damaged") from None


def _copied(
    element: etree._Element,
    gaps: Sequence[etree._Element],
    without: Sequence[etree._Element],
    marks: list[Node],
) -> etree._Element:
    """A copy of the element as a div, with marks in place of the gaps."""
    for name, elements in ((_GAP, gaps), (_WITHOUT, without)):
        for number, each in enumerate(elements):
            each.set(name, str(number))
    copy = deepcopy(element)
    copy.tag, copy.tail = "div", None
    for each in (*gaps, *without):
        each.attrib.pop(_GAP, "")
        each.attrib.pop(_WITHOUT, "")
    for each in list(copy.iter(etree.Element)):
        if each.get(_WITHOUT) and each is not copy:
            put(each, BLANK if each.tag in INLINE else "")
        elif gap := each.get(_GAP, ""):
            _stand_in(each, Node("gap", attributes=(("number", gap),)), marks)
    return copy


def _stand_in(element: etree._Element, node: Node, marks: list[Node]) -> None:
    """A mark for the node in place of the element."""
    put(element, f"{_OPEN}{len(marks)}{_CLOSE}")
    marks.append(node)


def put(element: etree._Element, text: str) -> None:
    """Text in place of an element; what follows it stays."""
    parent = element.getparent()
    assert parent is not None
    before, text = element.getprevious(), text + (element.tail or "")
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    element.tail = None
    parent.remove(element)


def _styled(root: etree._Element) -> None:
    """Elements that QTI has in place of others of HTML → those."""
    for each in list(root.iter(etree.Element)):
        names = (each.get("class") or "").split()
        if each.tag == "object" and each.get("type", "").startswith("image/"):
            _as_picture(each)
        elif each.tag == "ul" and "numbered" in names:
            _as_numbered(each)
        elif each.tag in ("td", "th"):
            _aligned(each, names)
        else:
            each.tag = _name(str(each.tag), names)


def _name(tag: str, classes: list[str]) -> str:
    """What HTML calls an element."""
    if tag in _BLOCKS or tag.endswith("Interaction"):
        return "div"
    if tag == "hottext":
        return "em"
    struck = {"strike": "s", "mark": "mark"} if tag == "span" else {}
    return next((struck[name] for name in classes if name in struck), tag)


def _aligned(cell: etree._Element, classes: list[str]) -> None:
    for name in classes:
        if name.startswith("align-"):
            cell.set("align", name.removeprefix("align-"))


def _as_picture(element: etree._Element) -> None:
    words = " ".join("".join(map(str, element.itertext())).split())
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "img", None
    element.set("src", element.get("data", ""))
    element.set("alt", element.get("alt") or words)


def _as_numbered(element: etree._Element) -> None:
    """A list with its numbers as words, as `export/qti/body.py` writes those that do not begin with 1."""
    marks = [item.find("span[@class='number']") for item in element.iterfind("li")]
    texts = [
        (mark.text or "").strip().removesuffix(".") if mark is not None else "" for mark in marks
    ]
    if not texts or not all(text.isdecimal() for text in texts):
        return
    element.tag = "ol"
    element.set("start", texts[0])
    for mark in marks:
        if mark is not None:
            put(mark, "")


def _alone(node: Node) -> Node:
    """A displayed formula that is alone in its paragraph is a block."""
    children = tuple(_alone(child) for child in node.children)
    alone = [child for child in children if child.kind != "text" or child.text.strip()]
    if node.kind == "paragraph" and len(alone) == 1 and alone[0].get("display"):
        return Node("formula_block", alone[0].text)
    return replace(node, children=children) if children != node.children else node
