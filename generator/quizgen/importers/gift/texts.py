"""The passages of a GIFT file, each in one of four formats → nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizgen.formats.gift import Question, Text
from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.gift import typed
from quizgen.importers.shared import gaps, html, text
from quizgen.importers.shared.formulas import replaced, with_formulas
from quizgen.importers.shared.html.pictures import beside
from quizgen.markup.parse import parse
from quizgen.model import Markup, Node, walk

_BESIDE = re.compile(r"(?:@@PLUGINFILE@@/)?(?![a-z]+:|//)(?P<path>.+)", re.IGNORECASE)
_GAP = "\U000ffffc"
_GAPS = re.compile(_GAP)
_LINE = "_____"


class Texts:
    """Reads the passages of one question; `form` is the format of those that name none."""

    def __init__(self, found: Gathering, form: str) -> None:
        self._found, self._form = found, form or "moodle"
        self._embedded = html.pictures(found, lambda name: None)

    def of(self, passage: Text) -> Markup:
        """The nodes of a passage."""
        words, form = passage.text, passage.form or self._form
        if form == "markdown":
            return with_formulas(parse(words)[0])
        if form == "plain":
            return text.passage(words)
        words = words if form == "html" else typed.html(words)
        return html.passage(words, self._picture, self._found.warn)

    def stem(self, read: Question, gap: bool) -> Markup:
        """The text of the question, with a gap in it, or with a line where the gap is not one to fill."""
        if read.after is None:
            return self.of(read.stem)
        words = f"{read.stem.text}{_GAP if gap else _LINE}{read.after}"
        stem = replaced(self.of(Text(words, read.stem.form)), _GAPS, lambda sign: gaps.node(0))
        if gap and sum(node.kind == "gap" for node in walk(stem)) != 1:
            raise Broken("its gap stands in code or in a formula, where none can be")
        return stem

    def _picture(self, attributes: Mapping[str, str]) -> Node | None:
        """A picture in the file itself, or a node that names a file beside it."""
        found = _BESIDE.fullmatch(attributes.get("src", "").strip())
        return beside(found["path"], attributes) if found else self._embedded(attributes)
