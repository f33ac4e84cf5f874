"""An exam → the CSV that Brightspace's question library imports: a block of rows for each question.

The form is that of D2L's sample file: five columns, blocks that begin with NewQuestion, a row of commas
between them, UTF-8 with the mark at its beginning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import chain
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.facts import GAP
from quizgen.export.lms.features import Feature, used
from quizgen.export.lms.media import gap_mark
from quizgen.export.lms.remarks import general_feedback, grader_info
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.lms.words import number
from quizgen.export.rows.brightspace_facts import found, planned
from quizgen.export.rows.fields import STYLE, described, field, on_one_line, plain
from quizgen.export.rows.limits import unfit
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import Problem, warning

COLUMNS = 5
TITLE_LENGTH = 100
BOX = "1", "40"
"""Rows and columns of the box for a short answer."""

_BETWEEN = "," * (COLUMNS - 1) + "\r\n"
Row = tuple[str, ...]


def _reasons(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield from unfit(asked)
    if isinstance(question, Gaps) and len(question.gaps) != 1:
        yield f"it has {len(question.gaps)} gaps, and may have one"
    if isinstance(question, Numeric) and question.value != question.value.to_integral_value():
        yield "it asks for a number that is not whole, which may be written in several ways"
    if isinstance(question, Choice) and not question.multiple:
        weights = [weight(option) for option in question.options]
        if min(weights) < 0 or max(weights) != 100:
            yield "its options must earn 0 to 100 % of the points, and one of them all"


LIMITS: Final = losses.Limits(
    "Brightspace",
    {
        **dict.fromkeys((Choice, TrueFalse, ShortAnswer, Matching, Ordering, Open), ""),
        Gaps: "a short answer",
        Numeric: "a short answer",
    },
    drops=frozenset(
        {
            Feature.FEEDBACK_PICTURES,
            Feature.TAGS,
            Feature.WRONG,
            Feature.PINNED,
            Feature.CASE,
            Feature.SURPLUS,
        }
    ),
    refuses=frozenset(
        {
            Feature.PICTURES,
            Feature.OPTION_PICTURES,
            Feature.WILDCARDS,
            Feature.REPEATED,
            Feature.TOLERANCE,
        }
    ),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What Brightspace cannot hold."""
    return (
        *losses.check(exam, LIMITS),
        *_lost(exam),
        *losses.asked_differently(exam, "Brightspace"),
    )


def _lost(exam: Exam) -> Iterator[Problem]:
    """What Brightspace can hold in some questions only."""
    for asked in losses.kept(exam, LIMITS):
        question = asked.question
        if question.rubric and not isinstance(question, Open):
            message = f"Brightspace has no marking guide for questions of kind {question.kind}"
            yield warning(
                question.place, f"{message}: it is left out", "it is printed with the key"
            )
        if isinstance(question, Choice) and question.multiple and Feature.CREDIT in used(asked):
            message = "Brightspace has no credit for single options where several may be picked"
            yield warning(question.place, f"{message}: it is left out")


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file; raises `NotMade` if it is read back as anything else."""
    data = write(exam)
    require_same(exam, "Brightspace", differences(exam, data))
    yield Document(f"{exam.blueprint.name}-brightspace.csv", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    blocks = (_block(asked) for asked in losses.kept(exam, LIMITS))
    return _BETWEEN.join(blocks).encode("utf-8-sig")


def differences(exam: Exam, data: bytes) -> Iterator[str]:
    """What is not in the file as the exam plans it, one line for each."""
    try:
        facts = tuple(found(data))
    except ValueError as problem:
        yield f"the file cannot be read: {problem}"
        return
    yield from compared(map(planned, losses.kept(exam, LIMITS)), facts)


def _block(asked: Asked) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _rows(asked):
        writer.writerow(row + ("",) * (COLUMNS - len(row)))
    return text.getvalue()


def _rows(asked: Asked) -> Iterator[Row]:
    question = asked.question
    kind, rows = _KINDS[type(question)]
    yield "NewQuestion", "MS" if getattr(question, "multiple", False) else kind
    yield "Title", _title(question)
    yield "QuestionText", _stem(question), "HTML"
    yield "Points", number(asked.points)
    yield "Difficulty", str(difficulty(question))
    yield from rows(asked)
    yield from _passage("Hint", tuple(chain.from_iterable(question.hints)))
    yield from _passage("Feedback", general_feedback(question))


def _title(question: Question) -> str:
    """A name for lists, which no spreadsheet takes for a formula."""
    text = one_line(question.stem, TITLE_LENGTH).replace(";", ",")
    return text.lstrip("=+-@＝＋－＠'\" ") or question.kind


def _stem(question: Question) -> str:
    html = STYLE.inline(described(question.stem), {}).html
    for place, gap in enumerate(question.gaps if isinstance(question, Gaps) else ()):
        hint = f" ({escape(plain(gap.hint))})" if gap.hint else ""
        html = html.replace(gap_mark(place), f"{GAP}{hint}")
    return on_one_line(html)


def _passage(name: str, text: Markup) -> Iterator[Row]:
    if text:
        yield name, field(text), "HTML"


def difficulty(question: Question) -> int:
    """From 1, which nearly all get right, to 5."""
    return 5 - int((4 * question.difficulty).to_integral_value(ROUND_HALF_UP))


def weight(option: Option) -> Decimal:
    """What an option earns, in percent."""
    return 100 * option.credit if option.credit is not None else Decimal(100 * option.right)


def _choice(asked: Asked) -> Iterator[Row]:
    question = asked.question
    assert isinstance(question, Choice)
    if question.multiple:
        # Whoever ticks everything earns nothing.
        yield "Scoring", "RightMinusWrong"
    for option in options_in_order(asked):
        earned = str(int(option.right)) if question.multiple else number(weight(option))
        yield "Option", earned, field(option.text), "HTML", field(option.feedback)


def _truefalse(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, TrueFalse)
    yield "TRUE", "100" if asked.question.answer else "0"
    yield "FALSE", "0" if asked.question.answer else "100"


def _answers(*texts: str) -> Iterator[Row]:
    yield "InputBox", *BOX
    yield from (("Answer", "100", text) for text in texts)


def _short(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, ShortAnswer)
    yield from _answers(*(plain(str(answer)) for answer in asked.question.answers))


def _gap(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Gaps)
    (gap,) = asked.question.gaps
    yield from _answers(*(plain(str(answer)) for answer in gap.answers))


def _numeric(asked: Asked) -> Iterator[Row]:
    """The number, with its unit or without."""
    question = asked.question
    assert isinstance(question, Numeric)
    figure, unit = number(question.value), plain(question.unit)
    yield from _answers(figure, *([f"{figure} {unit}"] if unit else []))


def _matching(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Matching)
    yield "Scoring", "EquallyWeighted"
    pairs = asked.question.pairs
    yield from (("Choice", str(n), field(p.left), "HTML") for n, p in enumerate(pairs, 1))
    yield from (("Match", str(n), field(p.right), "HTML") for n, p in enumerate(pairs, 1))


def _ordering(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Ordering)
    yield "Scoring", "EquallyWeighted"
    yield from (("Item", field(entry), "HTML") for entry in asked.question.entries)


def _open(asked: Asked) -> Iterator[Row]:
    assert isinstance(asked.question, Open)
    yield from _passage("AnswerKey", grader_info(asked.question))


_KINDS: Mapping[type[Question], tuple[str, Callable[[Asked], Iterator[Row]]]] = {
    Choice: ("MC", _choice),
    TrueFalse: ("TF", _truefalse),
    ShortAnswer: ("SA", _short),
    Gaps: ("SA", _gap),
    Numeric: ("SA", _numeric),
    Matching: ("M", _matching),
    Ordering: ("O", _ordering),
    Open: ("WR", _open),
}

BRIGHTSPACE = Exporter(
    name="brightspace",
    summary="CSV for Brightspace's question library, without pictures",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
