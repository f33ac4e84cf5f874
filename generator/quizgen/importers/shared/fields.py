"""The fields of rows that platforms import: HTML or plain text on one line → passages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared import gaps, text
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.html import passage as html_passage
from quizgen.importers.shared.html import pictures
from quizgen.model import Markup, Node

_HTML = re.compile(r"<[A-Za-z/!]|&[#\w]+;")


@dataclass
class Fields:
    """Makes passages of the fields of a file."""

    found: Gathering

    def passage(self, words: str, html: bool = True) -> Markup:
        """The nodes of a field. Raises Broken where it shows a picture, which such files do not hold."""
        if html and _HTML.search(words):
            return html_passage(words, self._picture, self.found.warn)
        return text.passage(words)

    def holed(self, words: str, holes: list[str], hints: dict[str, str] | None = None) -> Markup:
        """The same with gaps, numbered from 0, in place of some words.

        In `hints` is put what stands in brackets behind a gap, by the words of the gap.
        """
        behind = "" if hints is None else r"(?: \(([^()]+)\))?"
        signs = re.compile(f"({'|'.join(map(re.escape, holes))}){behind}")
        numbers = {hole: place for place, hole in enumerate(holes)}

        def gap(match: re.Match[str]) -> Node:
            if hints is not None and match[2]:
                hints[match[1]] = match[2]
            return gaps.node(numbers[match[1]])

        return replaced(self.passage(words), signs, gap)

    def _picture(self, attributes: Mapping[str, str]) -> Node | None:
        shown = attributes.get("src", "")
        if shown.startswith("data:"):
            return pictures(self.found, lambda src: None)(attributes)
        raise Broken(
            f"it shows a picture that is not in the file: {shown[:60]}",
            "save the picture, write the question without it, and add it in the deck",
        )
