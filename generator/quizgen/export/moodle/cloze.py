r"""A gap's answers → the notation of Moodle's Cloze questions, {1:SHORTANSWER:=a~=b}.

Moodle finds the gaps in the HTML by regular expressions (question/type/multianswer): an alternative
ends at ~, # or } unless a backslash or an ampersand stands before; then entities are decoded, and
\} and \# lose their backslash. A ~, and a backslash or an ampersand at the end, have no escape of
their own and are written as numeric entities, which Moodle's text editor undoes.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import escape

from quizgen.export.lms.media import Rich, gap_mark
from quizgen.export.moodle.media import LIKE_A_GAP, STYLE
from quizgen.export.moodle.words import pattern
from quizgen.model import Gap, Gaps, Picture

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "#": r"\#", "}": r"\}", "~": "&#126;"}
_AT_THE_END = {"&": "&#38;", "\\": "&#92;"}


def stem(question: Gaps, points: Decimal, pictures: Mapping[str, Picture]) -> Rich:
    """The text with its gaps in Moodle's notation, and no others."""
    shown = STYLE.rich(question.stem, pictures)
    html = _apart(shown.html)
    for number, asked in enumerate(question.gaps):
        gap = _gap(asked, question.case, weight(question, points))
        html = html.replace(gap_mark(number), gap)
    return Rich(html, shown.pictures)


def _apart(html: str) -> str:
    return LIKE_A_GAP.sub("{\N{WORD JOINER}", html)


def _gap(asked: Gap, case: bool, weight: int) -> str:
    """A gap with its hint in brackets; `weight` is what it counts."""
    kind = "SHORTANSWER_C" if case else "SHORTANSWER"
    answers = "~".join(f"={_alternative(pattern(answer))}" for answer in asked.answers)
    hint = f" <em>({_apart(escape(asked.hint))})</em>" if asked.hint else ""
    return f"{{{weight}:{kind}:{answers}}}{hint}"


def _alternative(answer: str) -> str:
    body, last = answer[:-1], answer[-1:]
    escaped = "".join(_ESCAPES.get(character, character) for character in body)
    return escaped + _AT_THE_END.get(last, _ESCAPES.get(last, last))


def breaks_in_editor(answer: str) -> bool:
    """Whether saving the question in Moodle's text editor would spoil the answer."""
    return "~" in answer or answer.endswith(tuple(_AT_THE_END))


def weight(question: Gaps, points: Decimal) -> int:
    """What each gap counts: whole points, as Moodle demands, and all gaps alike."""
    share = points / max(len(question.gaps), 1)
    return max(1, int(share.to_integral_value(ROUND_HALF_UP)))
