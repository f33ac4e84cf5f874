"""`Answer: …` → a short, numeric or true-or-false question."""

from __future__ import annotations

from decimal import Decimal

from quizgen.markup import braces
from quizgen.model import Numeric, Question, ShortAnswer, TrueFalse, nodes
from quizgen.read.kinds.common import Work, check_size, fields, patterns, says_nothing
from quizgen.read.numbers import AmbiguousNumber, Amount, looks_like_amount, to_amount
from quizgen.read.parts import Part

MOST_MAGNITUDE = 300
"""Powers of ten; what learning platforms count with ends at 308."""

_WORDS = frozenset({"case"})


def read_answer(work: Work, main: Part) -> Question | None:
    """The question whose key is the text behind the label `Answer:`."""
    text, case = _raw(work, main)
    before, after = work.around(main)
    if not text:
        work.error(main.place, "there is no answer behind this label", "write it in the same line")
        return None
    common = fields(work, work.card.front + before, after)
    for meaning in ("true", "false"):
        if work.vocabulary.means(text, meaning):
            return TrueFalse(**common, answer=meaning == "true")
    amount = _amount(work, main, text)
    if amount:
        return Numeric(
            **common,
            value=amount.value,
            tolerance=amount.tolerance,
            is_range=amount.is_range,
            unit=amount.unit,
        )
    return _short(work, main, text, case, common)


def _short(
    work: Work, main: Part, text: str, case: bool, common: dict[str, object]
) -> Question | None:
    answers = patterns(text)
    check_size(work, main.place, answers)
    if not answers or any(says_nothing(answer) for answer in answers):
        message = "one of these answers is empty, or nothing but *, which makes everything right"
        work.error(main.place, message, "bars stand between answers: a | b")
        return None
    if answers[0].wild:
        work.warn(
            main.place,
            f"the first answer, {text.split('|')[0].strip()!r}, would be shown as the right one, * and all",
            "put an answer without * first",
        )
    if looks_like_amount(text):
        work.warn(
            main.place,
            f"{text!r} is understood as a text, not as a number",
            "put a blank between number and unit; or mean it, between backticks",
        )
    if "$" in text:
        work.warn(main.place, "candidates cannot type a formula: the dollars count as characters")
    return ShortAnswer(**common, answers=answers, case=case)  # type: ignore[arg-type]


def _raw(work: Work, main: Part) -> tuple[str, bool]:
    """The characters behind the label, and whether they end with {case}."""
    line = work.lines[main.place.line - 1][main.place.column - 1 :]
    label, _, rest = line.partition(":" if ":" in line else "：")
    emphasis = label[: len(label) - len(label.lstrip("*_"))]  # closed behind the colon: **Answer:**
    text = " ".join([rest.removeprefix(emphasis), *_continuation(work, main)]).strip()
    text, found = braces.split(text, _WORDS)
    for word in found.words if found else ():
        if word.lower() not in _WORDS:
            work.error(main.place, f"unknown attribute {word!r}", "only {case} can stand here")
    return text, work.card.case or bool(found and "case" in found.words)


def _continuation(work: Work, main: Part) -> list[str]:
    """The lines of the answer after that of the label."""
    last = max((node.place.line for node in nodes(main.blocks)), default=0)
    return [line.strip() for line in work.lines[main.place.line : last]]


def _amount(work: Work, main: Part, text: str) -> Amount | None:
    try:
        amount = to_amount(text, work.card.language)
    except AmbiguousNumber as error:
        work.error(main.place, f"this number can be read in two ways: {error}", error.hint)
        return None
    if amount and max(map(_magnitude, (amount.value, amount.tolerance))) > MOST_MAGNITUDE:
        hint = f"powers of ten go from -{MOST_MAGNITUDE} to {MOST_MAGNITUDE}"
        work.error(main.place, "this number is too large or too small to compare with", hint)
        return None
    if amount and amount.tolerance < 0:
        work.error(
            main.place, "the range of right answers is empty", "write the smaller number first"
        )
        return None
    return amount


def _magnitude(number: Decimal) -> int:
    """How many powers of ten a number is away from one."""
    return abs(number.adjusted()) if number else 0
