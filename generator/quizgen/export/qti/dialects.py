"""Descriptions → XML in the words of QTI 2.1 or 3.0.

1EdTech QTI 3.0 (Assessment, Section and Item Information Model) spells all names of QTI 2.1 with hyphens,
those of elements with "qti-" before them, and wraps what feedback says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from quizgen.export.qti.tags import Html, Tag

_CAPITAL = re.compile("([A-Z])")
_PLAIN = frozenset({"p"})
"""Elements of XHTML among ours."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A version of QTI: its name in commands and for people, its namespaces, and words of its packages."""

    name: str
    title: str
    items: str
    packages: str
    schema: str
    schema_version: str
    suffix: str
    hyphens: bool

    def element(self, name: str) -> str:
        """How it calls an element."""
        return _hyphenated(f"qti-{name}") if self.hyphens and name not in _PLAIN else name

    def attribute(self, name: str) -> str:
        """How it calls an attribute; "" if it has none of that kind."""
        if self.hyphens:
            return _hyphenated(name)
        return "" if name == "externalScored" else name

    def document(self, root: Tag) -> bytes:
        """The file of an item or a test."""
        lines = ['<?xml version="1.0" encoding="UTF-8"?>\n']
        spaced = (*root.attributes, ("xmlns", self.items))
        self._lines(replace(root, attributes=spaced), "", lines)
        return "".join(lines).encode()

    def _lines(self, tag: Tag, indent: str, lines: list[str]) -> None:
        """An element of elements is spread over lines; blanks mean something in all others."""
        children = [part for part in tag.content if isinstance(part, Tag)]
        if not children or len(children) < len(tag.content):
            lines.append(f"{indent}{self._written(tag)}\n")
            return
        lines.append(f"{indent}<{self._start(tag)}>\n")
        for child in children:
            self._lines(child, indent + "  ", lines)
        lines.append(f"{indent}</{self.element(tag.name)}>\n")

    def _written(self, tag: Tag) -> str:
        content = "".join(map(self._text, tag.content))
        if self.hyphens and tag.name == "modalFeedback":
            content = f"<qti-content-body>{content}</qti-content-body>"
        name = self.element(tag.name)
        return f"<{self._start(tag)}>{content}</{name}>" if content else f"<{self._start(tag)}/>"

    def _start(self, tag: Tag) -> str:
        pairs = ((self.attribute(name), text) for name, text in tag.attributes)
        attributes = (f" {name}={quoteattr(text)}" for name, text in pairs if name)
        return self.element(tag.name) + "".join(attributes)

    def _text(self, part: Tag | Html | str) -> str:
        if isinstance(part, Tag):
            return self._written(part)
        if isinstance(part, str):
            return escape(part)
        text = part.text
        for number, gap in enumerate(part.gaps):
            text = text.replace(f'<gap n="{number}"/>', self._written(gap))
        return text


@cache
def _hyphenated(name: str) -> str:
    return _CAPITAL.sub(r"-\1", name).lower()


QTI21 = Dialect(
    "qti21",
    "QTI 2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.1 Package",
    "1.0.0",
    "xmlv2p1",
    hyphens=False,
)
QTI30 = Dialect(
    "qti30",
    "QTI 3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.0",
    "xmlv3p0",
    hyphens=True,
)
