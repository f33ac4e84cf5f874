"""A <question> of Moodle XML → its texts, pictures, numbers and flags, and what of it cannot be kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml.etree import _Element

from quizgen.importers.gathering import Gathering
from quizgen.importers.moodle import texts
from quizgen.importers.moodle.files import Files
from quizgen.importers.shared import html
from quizgen.importers.shared.text import passage as plain_passage
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Question
from quizgen.read.front_matter import MOST_POINTS

_TRUE = frozenset({"1", "true", "yes"})


class Given:
    """One question on its way: readers for its elements, and `kept`, lines for the note behind it.

    `fields` are those that all kinds have, as `common.py` read them.
    """

    def __init__(self, element: _Element, found: Gathering) -> None:
        self.element, self.found = element, found
        self.fields: Mapping[str, Any] = {}
        self.kept: list[str] = []

    @property
    def kind(self) -> str:
        """The type, as Moodle calls it."""
        return self.element.get("type") or ""

    def every(self, name: str) -> list[_Element]:
        """All its elements of that name."""
        return self.element.findall(name)

    def value(self, name: str, usual: str = "") -> str:
        """The plain word or number in the first element of that name."""
        return plain_text(self.element.find(name)) or usual

    def flag(self, name: str, usual: bool = False) -> bool:
        """Whether that element says yes."""
        return self.value(name, str(usual)).lower() in _TRUE

    def number(self, name: str, usual: Decimal) -> Decimal:
        """The number in that element, from 0 to what a question can be worth; told, if it is none."""
        text = self.value(name)
        try:
            found = Decimal(text or usual)
        except InvalidOperation:
            found = Decimal("NaN")
        if not (found.is_finite() and 0 <= found <= MOST_POINTS and found.adjusted() > -10):
            self.warn(f"{name} {text[:40]!r} is no number that a deck could hold: it gets {usual}")
            return usual
        return Decimal(f"{found.normalize():f}")

    def passage(self, element: _Element | None, html_text: str | None = None) -> Markup:
        """The nodes of a text with its pictures; `html_text` if the HTML was changed before."""
        if element is None:
            return ()
        source, format = texts.source(element), element.get("format", "")
        if html_text is None and format == "plain_text":
            return plain_passage(source)
        text = texts.as_html(source, format) if html_text is None else html_text
        files = Files(element)
        markup = (
            html.passage(text, html.pictures(self.found, files.data), self.warn)
            if texts.marked_up(text)
            else texts.plain_paragraph(text)
        )
        for message in files.left_over():
            self.warn(message)
        for message in files.damaged:
            self.found.error(message, "export the questions again")
        return markup

    def plain(self, element: _Element | None) -> str:
        """A text that shall be words only, in one line."""
        return one_line(self.passage(element))

    def warn(self, message: str, hint: str = "") -> None:
        """Something is changed or lost."""
        self.found.warn(message, hint)

    def lose(self, message: str, words: Iterable[str]) -> None:
        """Tell that something is kept as a note, since no question can hold it; those are its words."""
        self.warn(message)
        self.kept += words


Reader = Callable[[Given], Question]
"""Makes the question. Raises Broken or Inexpressible."""


def plain_text(element: _Element | None) -> str:
    """A word or number, within <text> or without."""
    return texts.source(element) if element is not None else ""
