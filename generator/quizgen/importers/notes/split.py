"""Lines in which more than one part of a card stands → a line for each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.importers.notes.lines import Line

_PAIR = re.compile(
    r"(?P<front>(?:[-*•]\s+)?(?:\d{1,3}[.)]\s+)?[*_]{0,2}(?:Q|Front|Question|F|Frage|Vorderseite)\s?\d{0,3}\s?:.{3,}?)"
    r"\s+[*_]{0,2}(?P<label>A|Back|Answer|Antwort|Rückseite)\s?\d{0,3}:[*_]{0,2}\s+(?P<back>\S.*)"
)
_ANSWER = re.compile(
    r"(?P<front>.{6,}?[.?!)_”\"])\s+[(\[]?[*_]{0,2}"
    r"(?P<label>Answer|Ans|Antwort|Correct answer|Richtige Antwort|Lösung)\s?:[*_]{0,2}\s+(?P<back>\S.*)",
    re.IGNORECASE,
)
_LONGEST = 2_000


def divided(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; those such as `Q: … A: …` are two."""
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: Line) -> Iterator[Line]:
    found = None
    if not line.block and ":" in line.text and "\t" not in line.text and len(line.text) < _LONGEST:
        found = _PAIR.fullmatch(line.text) or _ANSWER.fullmatch(line.text)
    if not found:
        yield line
        return
    yield replace(line, text=found["front"])
    yield replace(line, text=f"{found['label']}: {_closed(found['back'])}", after_blank=False)


def _closed(text: str) -> str:
    """The answer without a bracket whose partner stands before the label."""
    return text[:-1] if text[-1] in ")]" and text.count("(") + text.count("[") == 0 else text
