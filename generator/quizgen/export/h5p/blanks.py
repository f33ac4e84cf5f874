"""A gap → how H5P's fill-in-the-blanks writes it: `*answer/alternative:tip*`.

The text between two stars is split at its first colon and at slashes before it; only then entities are
decoded (H5P.Blanks 1.12, js/blanks.js). An editor turns entities back into characters, so that none of
these three can be escaped for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import escape

from quizgen.export.h5p import media
from quizgen.export.lms.media import gap_mark
from quizgen.export.lms.words import number
from quizgen.model import Gap, Gaps, Numeric, Pattern, Question, ShortAnswer, walk

_SIGNS = "*/:"


def gaps(question: Question) -> tuple[Gap, ...]:
    """The gaps that a question becomes, in the order of its text; the hints of a short one are its tip."""
    if isinstance(question, Gaps):
        order = (int(node.get("number")) for node in walk(question.stem) if node.kind == "gap")
        return tuple(question.gaps[each] for each in order)
    if isinstance(question, ShortAnswer):
        return (Gap(question.answers, _hints(question)),)
    if isinstance(question, Numeric):
        return (Gap(spellings(question.value), _hints(question)),)
    return ()


def spellings(value: Decimal) -> tuple[Pattern, ...]:
    """A number with a point, and with a comma if it has places."""
    written = number(value)
    return tuple(Pattern((text,)) for text in dict.fromkeys((written, written.replace(".", ","))))


def text(question: Question) -> str:
    """The text with its gaps."""
    if not isinstance(question, Gaps):
        unit = (
            f" {escape(question.unit)}" if isinstance(question, Numeric) and question.unit else ""
        )
        return f"<p>{_written(gaps(question)[0])}{unit}</p>"
    html = media.stem(question)
    for place, gap in enumerate(question.gaps):
        html = html.replace(gap_mark(place), _written(gap))
    return html


def reasons(question: Question) -> Iterator[str]:
    """Why it cannot be written this way."""
    for gap in gaps(question):
        held = [answer for answer in map(str, gap.answers) if set(answer) & set(_SIGNS)]
        if held:
            yield f"it takes no *, / or : in an answer, as in “{held[0]}”"
        if "*" in gap.hint:
            yield "it takes no * in the hint for a gap"
    beside = media.stem(question) if isinstance(question, Gaps) else getattr(question, "unit", "")
    if "*" in beside:
        yield "it takes no * in a text with gaps"


def _written(gap: Gap) -> str:
    answers = "/".join(escape(str(answer)) for answer in gap.answers)
    return f"*{answers}:{escape(gap.hint)}*" if gap.hint else f"*{answers}*"


def _hints(question: Question) -> str:
    return " ".join(media.words(hint) for hint in question.hints)
