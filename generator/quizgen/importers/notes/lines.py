"""The text of notes → its lines, clean of what copying leaves behind, with their numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.markup.characters import without_invisible

_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SYMBOL_FONT = re.compile(r"[\uf020-\uf0ff]")
"""Signs of the fonts Symbol and Wingdings, which Word uses for bullets."""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_TABBED = re.compile(r"^([-*•·▪■o§–]|\(?\d{1,3}[.)]|\(?[A-Ha-h][.)])\t+\s*")
"""A mark as Word writes it; its bullets of the second level are letters o."""

_LABEL = re.compile(r"^([*_]*[^\W\d_][\w ]{0,20}:[*_]*)\t+\s*")
_LONG = 1_000

_FENCE = re.compile(r"(`{3,}|~{3,})\s*[\w+#.-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, without the blanks around it; tabs, which part cells, stay.

    `indent` are those before it, in columns; `after_blank` tells that an empty line stands above, and
    `after_page` that a page begins with it. `block` is "code" or "formula" for what stands between
    fences or signs of a displayed formula: then `text` is all of it, with line ends.
    """

    number: int
    text: str
    indent: int = 0
    after_blank: bool = False
    block: str = ""
    after_page: bool = False


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of the text, blocks of code and displayed formulas as one each."""
    return tuple(_lines(text.split("\n")))


def _lines(raw: list[str]) -> Iterator[Line]:
    index, blank = 0, True
    while index < len(raw):
        end = _end_of_block(raw, index)
        if end:
            kind = "code" if raw[index].lstrip()[:1] in "`~" else "formula"
            yield Line(index + 1, "\n".join(raw[index:end]), 0, blank, kind)
            index, blank = end, False
            continue
        page = "\f" in raw[index]
        clean = cleaned(raw[index])
        if clean.strip():
            indent = len(clean) - len(clean.lstrip())
            yield Line(index + 1, clean.lstrip().rstrip(" "), indent, blank, "", page)
        blank = not clean.strip()
        index += 1


def _end_of_block(raw: list[str], start: int) -> int:
    """Where a block that begins in that line ends; 0 where none does."""
    opening = raw[start].strip()
    fence = _FENCE.fullmatch(opening)
    closing = fence[1] if fence else {"$$": "$$", "\\[": "\\]"}.get(opening, "")
    lines = range(start + 1, len(raw)) if closing else range(0)
    return next((index + 1 for index in lines if raw[index].strip() == closing), 0)


def cleaned(text: str) -> str:
    """The line with ordinary blanks and letters, tabs kept within it."""
    text = _BLANKS.sub(" ", without_invisible(text.replace("\f", "").replace("\v", " ")))
    text = _SYMBOL_FONT.sub("•", text.translate(_LIGATURES))
    start = len(text) - len(text.lstrip())
    rest = _TABBED.sub(lambda mark: mark[1].replace("o", "•") + " ", text[start:].rstrip(" "))
    rest = _LABEL.sub(r"\1 ", rest)
    if len(text) > _LONG:
        rest = re.sub(r" {4,}", "    ", rest)
    return unicodedata.normalize("NFC", text[:start].expandtabs(4) + rest)
