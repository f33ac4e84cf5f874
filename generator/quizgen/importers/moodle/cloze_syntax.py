r"""The notation of Moodle's Cloze questions → the HTML around the gaps, and what is in them.

A gap is {1:SHORTANSWER:=right#feedback~%50%half~wrong}: its weight, its type, alternatives between ~.
An alternative ends at ~, # or } unless a backslash or an ampersand stands before; feedback ends at ~
or }. Source: Moodle's manual, "Embedded Answers (Cloze) question type".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.moodle.holes import mark, unmarked

SHORT, NUMBER, ONE, SEVERAL = "short", "number", "one", "several"
_TYPES = {
    **dict.fromkeys("SHORTANSWER SA MW SHORTANSWER_C SAC MWC".split(), SHORT),
    **dict.fromkeys("NUMERICAL NM".split(), NUMBER),
    **dict.fromkeys("MULTICHOICE MULTICHOICE_V MULTICHOICE_H MULTICHOICE_S".split(), ONE),
    **dict.fromkeys("MULTICHOICE_VS MULTICHOICE_HS MC MCV MCH MCS MCVS MCHS".split(), ONE),
    **dict.fromkeys("MULTIRESPONSE MULTIRESPONSE_H MULTIRESPONSE_S".split(), SEVERAL),
    **dict.fromkeys("MULTIRESPONSE_HS MR MRH MRS MRHS".split(), SEVERAL),
}
_CASE = frozenset({"SHORTANSWER_C", "SAC", "MWC"})

_START = re.compile(r"\{\s*(\d*)\s*:\s*([A-Z][A-Z_]*)\s*:")
_ANSWER_END = re.compile(r"(?<![\\&])[~#}]")
_FEEDBACK_END = re.compile(r"(?<!\\)[~}]")
_SHARE = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,8})?)%)?")
_HINT = re.compile(r" <em>\(([^<]*)\)</em>")
_GUARD = re.compile("(?<=\\{)\N{WORD JOINER}(?=#\\d|\\d*:[A-Z_]+:)")
"""What our exporter puts where Moodle would take authored words for a gap."""

_ESCAPED = re.compile(r"\\([}#~])")
_LINE_END = re.compile(r" *[\t\n\r\f][ \t\n\r\f]*")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer, as HTML in `source`, what it earns in percent, and its feedback in plain words."""

    source: str
    percent: Decimal
    feedback: str

    @property
    def text(self) -> str:
        """The answer in plain words."""
        return _plain(self.source)


@dataclass(frozen=True, slots=True)
class Hole:
    """A gap; `kind` is SHORT, NUMBER, ONE or SEVERAL. `hint` is what our exporter wrote behind it."""

    kind: str
    case: bool
    weight: int
    alternatives: tuple[Alternative, ...]
    hint: str = ""

    @property
    def right(self) -> tuple[Alternative, ...]:
        """Those that earn everything, or of several the ones that earn something."""
        least = 0 if self.kind == SEVERAL else 99
        return tuple(each for each in self.alternatives if each.percent > least)


def parsed(html: str) -> tuple[str, tuple[Hole, ...]]:
    """The HTML with a mark for each gap, and the gaps.

    Raises Broken for a gap without an end, Inexpressible for one of a type of an add-on.
    """
    html = unmarked(html)
    parts, holes, end = [], list[Hole](), 0
    while start := _START.search(html, end):
        parts += [html[end : start.start()], mark(len(holes))]
        alternatives, end = _alternatives(html, start.end())
        hint = _HINT.match(html, end)
        end = hint.end() if hint else end
        told = _LINE_END.sub(" ", unescape(_GUARD.sub("", hint[1]))) if hint else ""
        holes.append(_hole(start, tuple(alternatives), told))
    text = "".join((*parts, html[end:]))
    return _GUARD.sub("", text), tuple(holes)


def _hole(start: re.Match[str], alternatives: tuple[Alternative, ...], hint: str) -> Hole:
    name = start[2]
    if name not in _TYPES:
        raise Inexpressible(f"it has a gap of the type {name}, of which decks know nothing")
    weight = int(start[1][:4] or 1)
    return Hole(_TYPES[name], name in _CASE, weight, alternatives, hint)


def _alternatives(html: str, position: int) -> tuple[list[Alternative], int]:
    """Those that begin at the position, and where the gap ends."""
    found: list[Alternative] = []
    while True:
        share = _SHARE.match(html, position)
        assert share
        position = share.end()
        answer, position = _up_to(_ANSWER_END, html, position)
        feedback = ""
        if html[position - 1] == "#":
            feedback, position = _up_to(_FEEDBACK_END, html, position)
        if answer.strip():
            found.append(Alternative(answer.strip(), _percent(share), _plain(feedback)))
        if html[position - 1] == "}":
            return found, position


def _up_to(end: re.Pattern[str], html: str, position: int) -> tuple[str, int]:
    """The text before the end, and where it goes on behind it."""
    found = end.search(html, position)
    if not found:
        raise Broken("a gap has no }")
    return html[position : found.start()], found.end()


def _percent(share: re.Match[str]) -> Decimal:
    return Decimal(100 if share[1] else share[2] or 0)


def unescaped(html: str) -> str:
    """HTML of an alternative without the backslashes that kept it from ending."""
    return _ESCAPED.sub(r"\1", html)


def _plain(html: str) -> str:
    words = unescape(unescaped(_TAG.sub(" " if "<br" in html else "", html)))
    return _LINE_END.sub(" ", words).strip(" ")


def told(holes: tuple[Hole, ...]) -> Iterator[str]:
    """In words, what alternatives earn a part or have feedback, which no gap of ours can hold."""
    for number, hole in enumerate(holes, start=1):
        for each in hole.alternatives:
            if each.feedback or (each.percent and each not in hole.right):
                feedback = f": {each.feedback}" if each.feedback else ""
                yield f"gap {number}: {each.text} earns {each.percent:f} %{feedback}"
