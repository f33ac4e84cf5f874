"""A text with gaps as Anki writes them, {{c1::answer::hint}} → the text with marks, and the gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\{c\d{1,4}(?:,\d{1,4}){0,50}::|\}\}", re.IGNORECASE)
_DEEPEST = 8
"""So deep gaps lie within gaps at most, as in Anki."""

MARK = re.compile("\ue0f0(\\d+)\ue0f1")
"""What stands for a gap in the text, with its number from 0: characters that no text has."""

_MARKS = re.compile("[\ue0f0\ue0f1]")


@dataclass(frozen=True, slots=True)
class Cloze:
    """A gap: what belongs into it, and its hint, as HTML."""

    answer: str
    hint: str


@dataclass(slots=True)
class Clozed:
    """A text whose gaps are marks; `nested` tells whether there were gaps within gaps."""

    text: str = ""
    gaps: list[Cloze] = field(default_factory=list)
    nested: bool = False

    @property
    def filled(self) -> str:
        """The text without gaps."""
        return MARK.sub(lambda match: self.gaps[int(match[1])].answer, self.text)


def has_clozes(html: str) -> bool:
    """Whether there are gaps in it."""
    return bool(re.search(r"\{\{c\d{1,4}(?:,\d{1,4}){0,50}::", html, re.IGNORECASE))


def clozed(html: str) -> Clozed:
    """The text with a mark for each gap. Of gaps within gaps, the outer one is left."""
    found = Clozed()
    html = _MARKS.sub("", html)
    open_: list[str] = []
    texts: list[str] = [""]
    end = 0
    for token in _TOKEN.finditer(html):
        texts[-1] += html[end : token.start()]
        end = token.end()
        if token[0] != "}}" and len(open_) < _DEEPEST:
            open_.append(token[0])
            texts.append("")
        elif token[0] == "}}" and open_:
            open_.pop()
            _close(found, texts, bool(open_))
        else:
            texts[-1] += token[0]
    found.text = _unclosed(texts, open_) + html[end:]
    return found


def _close(found: Clozed, texts: list[str], within: bool) -> None:
    """The last text is a gap's."""
    answer, _, hint = texts.pop().partition("::")
    if within:
        found.nested = True
        texts[-1] += answer
    elif not answer.strip():
        texts[-1] += hint
    else:
        texts[-1] += f"\ue0f0{len(found.gaps)}\ue0f1"
        found.gaps.append(Cloze(answer, hint))


def _unclosed(texts: Sequence[str], opened: Sequence[str]) -> str:
    """Gaps without an end are text."""
    first, *rest = texts
    return first + "".join(mark + text for mark, text in zip(opened, rest, strict=True))
