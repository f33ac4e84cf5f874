"""The rows of a question of Brightspace → a question, by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from quizgen.importers.brightspace.rows import Block, cell
from quizgen.importers.broken import Broken
from quizgen.importers.shared.remarks import answer_key
from quizgen.importers.table.cells import Row
from quizgen.importers.table.common import number
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Markup,
    Matching,
    Note,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

_SPECIAL = re.compile(r"[\\^$.|?*+()\[\]{}]")
_ALL = Decimal(100)


def _choice(block: Block) -> Question:
    """Options with the percentage they earn. Of several that earn all, the first is the right one."""
    rows = list(block.named("option"))
    weights = [_weight(row) for row in rows]
    if not any(weight == _ALL for weight in weights):
        raise Broken("no option of it earns 100 %", "give the right one 100")
    first = weights.index(_ALL)
    options = tuple(
        _option(block, row, n == first, None if n == first or not weight else weight / 100)
        for n, (row, weight) in enumerate(zip(rows, weights, strict=True))
    )
    return Choice(**block.common(), options=_enough(options))


def _several(block: Block) -> Question:
    rows = list(block.named("option"))
    options = tuple(_option(block, row, _weight(row) > 0, None) for row in rows)
    if not any(option.right for option in options):
        raise Broken("none of its options is right", "write 1 beside the right ones")
    return Choice(**block.common(), options=_enough(options), multiple=True)


def _enough(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if len(options) < 2:
        raise Broken("it has fewer than two options", "write a row for each: Option,100,text")
    return options


def _weight(row: Row) -> Decimal:
    found = number(cell(row, 1).removesuffix("%"))
    if found is None or abs(found) > _ALL:
        raise Broken(f"“{cell(row, 1)}” is no percentage", "write 100 beside what is right, else 0")
    return found


def _option(block: Block, row: Row, right: bool, credit: Decimal | None) -> Option:
    plain = cell(row, 3).upper() in ("HTML", "")
    feedback = block.fields.passage(cell(row, 4 if plain else 3))
    return Option(text=block.passage(row, 2), right=right, credit=credit, feedback=feedback)


def _truefalse(block: Block) -> Question:
    rows = list(block.named("true", "false"))
    earned = {row.cells[0].text.lower(): _weight(row) for row in rows}
    if sorted(earned.values()) != [0, _ALL] or len(rows) != 2:
        raise Broken("it is not certain whether it is true", "write TRUE,100 and FALSE,0")
    common = block.common()
    told = (block.fields.passage(cell(row, 2)) for row in rows)
    common["notes"] += tuple(Note("feedback", text) for text in told if text)
    return TrueFalse(**common, answer=earned["true"] == _ALL)


def _short(block: Block) -> Question:
    """A short answer; a text with one gap is one."""
    answers = tuple(Pattern((answer,)) for answer in _answers(block))
    if not answers:
        raise Broken("it has no answer that earns 100 %", "write: Answer,100,text")
    common = block.common()
    case = any(cell(row, 3).lower() == "sensitive" for row in block.named("answer"))
    if block.text("questiontext").count("____") != 1:
        return ShortAnswer(**common, answers=answers, case=case)
    row = next(block.named("questiontext"))
    hints: dict[str, str] = {}
    common["stem"] = block.fields.holed(cell(row, 1), ["____"], hints)
    return Gaps(**common, gaps=(Gap(answers, hints.get("____", "")),), case=case)


def _answers(block: Block) -> Iterator[str]:
    for row in block.named("answer"):
        weight, words = _weight(row), cell(row, 2)
        if cell(row, 3).lower() == "regexp" and _SPECIAL.search(words):
            told = f"its answer is a regular expression: {words[:40]}"
            raise Broken(told, "write the accepted answers one by one")
        if weight == _ALL and words:
            yield words
        elif weight > 0:
            block.fields.found.warn(f"“{words}” earns a part of its points: it is not accepted")


def _matching(block: Block) -> Question:
    """Choices and matches belong together that have the same number."""
    left = [(cell(row, 1), block.passage(row, 2)) for row in block.named("choice")]
    right = {cell(row, 1): block.passage(row, 2) for row in block.named("match")}
    missing = next((name for name, _ in left if name not in right), None)
    if missing is not None or len(left) < 2:
        raise Broken("it has a choice without a match, or fewer than two", "number them alike")
    surplus = tuple(text for name, text in right.items() if name not in dict(left))
    pairs = tuple(Pair(text, right[name]) for name, text in left)
    return Matching(**block.common(), pairs=pairs, distractors=surplus)


def _ordering(block: Block) -> Question:
    entries: tuple[Markup, ...] = block.passages("item")
    if len(entries) < 2:
        raise Broken("it has fewer than two entries to order", "write a row for each: Item,text")
    return Ordering(**block.common(), entries=entries)


def _open(block: Block) -> Question:
    rubric, answer = answer_key(next(iter(block.passages("answerkey")), ()))
    return Open(**block.common(), answer=answer, rubric=rubric)


KINDS: Mapping[str, Callable[[Block], Question]] = {
    "MC": _choice,
    "MS": _several,
    "TF": _truefalse,
    "SA": _short,
    "M": _matching,
    "O": _ordering,
    "WR": _open,
}
