"""An exam → the tab-separated text that Blackboard uploads: a question in each line.

The form is that of Blackboard's help, "Upload questions": no headings, no empty lines, keywords in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape
from itertools import chain
from typing import Final

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.lms.asked import options_in_order
from quizgen.export.lms.features import Feature, choices, shown_before
from quizgen.export.lms.media import gap_mark
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.lms.words import number
from quizgen.export.rows.blackboard_facts import found, planned
from quizgen.export.rows.fields import STYLE, described, field, on_one_line, plain
from quizgen.export.rows.limits import unfit
from quizgen.model import (
    KINDS,
    Asked,
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import Problem, warning

MOST_LINES = 250
"""So many questions Blackboard advises for a file; more make several files."""

MOST_ANSWERS, MOST_GAPS = 100, 10


def _reasons(asked: Asked) -> Iterator[str]:
    question = asked.question
    yield from unfit(asked)
    answer = (question.answer,) if isinstance(question, Open) else ()
    shown = chain(shown_before(question), choices(question), answer)
    if any(node.kind in {"formula", "formula_block"} for text in shown for node in walk(text)):
        yield "it cannot hold formulas"
    if isinstance(question, Choice) and not question.multiple:
        rights = sum(option.right for option in question.options)
        if rights > 1:
            yield f"{rights} options are right of which one is to be picked"
    if isinstance(question, Gaps) and len(question.gaps) > MOST_GAPS:
        yield f"it has {len(question.gaps)} gaps, and may have {MOST_GAPS}"
    if _most(question) > MOST_ANSWERS:
        yield f"it has more than {MOST_ANSWERS} options, entries or answers"


def _most(question: Question) -> int:
    """How many options, pairs, entries or answers it has, or the gap of it that has the most."""
    match question:
        case Choice(options=parts) | Matching(pairs=parts) | Ordering(entries=parts):
            return len(parts)
        case ShortAnswer(answers=answers):
            return len(answers)
        case Gaps(gaps=gaps):
            return max(len(gap.answers) for gap in gaps)
    return 0


LIMITS: Final = losses.Limits(
    "Blackboard",
    dict.fromkeys(KINDS, ""),
    drops=frozenset(
        {
            Feature.FEEDBACK_PICTURES,
            Feature.POINTS,
            Feature.TAGS,
            Feature.FEEDBACK,
            Feature.OPTION_FEEDBACK,
            Feature.HINTS,
            Feature.RUBRIC,
            Feature.CREDIT,
            Feature.WRONG,
            Feature.PINNED,
            Feature.CASE,
            Feature.UNIT,
            Feature.SURPLUS,
        }
    ),
    refuses=frozenset(
        {Feature.PICTURES, Feature.OPTION_PICTURES, Feature.WILDCARDS, Feature.REPEATED}
    ),
    reasons=_reasons,
)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What Blackboard cannot hold, and that only its older courses know ordering questions."""
    return (*_ordering(exam), *losses.check(exam, LIMITS))


def _ordering(exam: Exam) -> Iterator[Problem]:
    kept = (asked.question for asked in losses.kept(exam, LIMITS))
    for question in [question for question in kept if isinstance(question, Ordering)][:1]:
        yield warning(
            question.place,
            "Blackboard takes ordering questions in courses of the Original view only",
            "for an Ultra course leave them out with exclude_kind: ordering",
        )


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file or files; raises `NotMade` if they are read back as anything else."""
    files = write(exam)
    require_same(exam, "Blackboard", differences(exam, files))
    for place, data in enumerate(files, 1):
        ending = f"-{place}" if len(files) > 1 else ""
        yield Document(f"{exam.blueprint.name}-blackboard{ending}.txt", data)


def write(exam: Exam) -> tuple[bytes, ...]:
    """The files' bytes, not yet read back. None begins with a mark or ends with an empty line."""
    lines = ["\t".join(fields(asked)) for asked in losses.kept(exam, LIMITS)]
    starts = range(0, len(lines), MOST_LINES)
    return tuple("\n".join(lines[start : start + MOST_LINES]).encode() for start in starts)


def differences(exam: Exam, files: tuple[bytes, ...]) -> Iterator[str]:
    """What is not in the files as the exam plans it, one line for each."""
    try:
        facts = [fact for data in files for fact in found(data)]
    except (ValueError, ArithmeticError) as problem:
        yield f"the file cannot be read: {problem}"
        return
    yield from compared(map(planned, losses.kept(exam, LIMITS)), facts)


def fields(asked: Asked) -> tuple[str, ...]:
    """The fields of a question's line."""
    return tuple(_KINDS[type(asked.question)](asked))


def _choice(asked: Asked) -> Iterator[str]:
    question = asked.question
    assert isinstance(question, Choice)
    yield from ("MA" if question.multiple else "MC", field(question.stem))
    for option in options_in_order(asked):
        yield from (field(option.text), "correct" if option.right else "incorrect")


def _truefalse(asked: Asked) -> Iterator[str]:
    assert isinstance(asked.question, TrueFalse)
    yield from ("TF", field(asked.question.stem), "true" if asked.question.answer else "false")


def _short(asked: Asked) -> Iterator[str]:
    assert isinstance(asked.question, ShortAnswer)
    yield from ("FIB", field(asked.question.stem))
    yield from (plain(str(answer)) for answer in asked.question.answers)


def _numeric(asked: Asked) -> Iterator[str]:
    question = asked.question
    assert isinstance(question, Numeric)
    yield from ("NUM", field(question.stem), number(question.value))
    if question.tolerance:
        yield number(question.tolerance)


def _matching(asked: Asked) -> Iterator[str]:
    assert isinstance(asked.question, Matching)
    yield from ("MAT", field(asked.question.stem))
    for pair in asked.question.pairs:
        yield from (field(pair.left), field(pair.right))


def _ordered(asked: Asked) -> Iterator[str]:
    assert isinstance(asked.question, Ordering)
    yield from ("ORD", field(asked.question.stem), *map(field, asked.question.entries))


def _gaps(asked: Asked) -> Iterator[str]:
    """Each gap is a name in brackets, so no other bracket may stand in the text."""
    question = asked.question
    assert isinstance(question, Gaps)
    html = STYLE.inline(described(question.stem), {}).html.replace("[", "&#91;")
    for place, gap in enumerate(question.gaps):
        hint = f" ({escape(plain(gap.hint))})".replace("[", "&#91;") if gap.hint else ""
        html = html.replace(gap_mark(place), f"[g{place + 1}]{hint}")
    yield from ("FIB_PLUS", on_one_line(html))
    for place, gap in enumerate(question.gaps):
        yield from ("",) * bool(place)
        yield from (f"g{place + 1}", *(plain(str(answer)) for answer in gap.answers))


def _open(asked: Asked) -> Iterator[str]:
    question = asked.question
    assert isinstance(question, Open)
    yield from ("ESS", field(question.stem))
    if question.answer:
        yield field(question.answer)


_KINDS: Mapping[type[Question], Callable[[Asked], Iterator[str]]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordered,
    Gaps: _gaps,
    Open: _open,
}

BLACKBOARD = Exporter(
    name="blackboard",
    summary="tab-separated text for Blackboard's question upload, without pictures",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
