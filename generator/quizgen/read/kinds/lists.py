"""A table under `Match:` → matching; a list under `Order:` → ordering."""

from __future__ import annotations

from quizgen.markup.plain import one_line
from quizgen.model import Markup, Matching, Node, Ordering, Pair, Question
from quizgen.read.kinds.common import Work, fields
from quizgen.read.parts import Part

_LETTERS = 26
MOST_STEPS = 50


def read_matching(work: Work, main: Part) -> Question | None:
    """The question that asks which entries of a two-column table belong together."""
    _, *rows = main.blocks[0].children
    if len(main.blocks[0].children[0].children) != 2:
        work.error(
            main.blocks[0].place, "a table under Match: has two columns: what is asked, its answer"
        )
        return None
    entries = [(row, _cell(row.children[0]), _cell(row.children[1])) for row in rows]
    for row, left, right in entries:
        if left and not right:
            work.error(
                row.place, f"{one_line(left)!r} has no answer beside it", "fill the right cell"
            )
    pairs = tuple(Pair(left, right) for _, left, right in entries if left and right)
    distractors = tuple(right for _, left, right in entries if right and not left)
    before, after = work.around(main)
    question = Matching(
        **fields(work, work.card.front + before, after), pairs=pairs, distractors=distractors
    )
    _check_matching(work, main, question)
    return question


def _check_matching(work: Work, main: Part, question: Matching) -> None:
    place = main.blocks[0].place
    if len(question.pairs) < 2:
        work.error(place, "a matching question needs at least two pairs", "add a row")
    if len(question.entries) < 2:
        work.error(place, "all pairs have the same answer", "there must be something to choose")
    if len(question.entries) > _LETTERS:
        work.error(place, f"{len(question.entries)} answers: letters reach only for {_LETTERS}")
    for distractor in question.distractors:
        if any(distractor == pair.right for pair in question.pairs):
            work.error(
                distractor[0].place,
                f"{one_line(distractor)!r} is a right answer of another row too",
            )
    for twin in _twins([pair.left for pair in question.pairs]):
        work.error(twin[0].place, f"{one_line(twin)!r} stands twice in the left column")


def read_ordering(work: Work, main: Part) -> Question | None:
    """The question that asks to bring entries into order; they are listed in the right one."""
    block = main.blocks[0]
    if block.kind != "ordered_list":
        work.error(
            block.place, "under Order: stands a numbered list", "write 1. 2. 3. in the right order"
        )
        return None
    entries = tuple(item.children for item in block.children)
    if len(entries) < 2:
        work.error(block.place, "there must be at least two entries to put in order")
    if len(entries) > MOST_STEPS:
        work.error(
            block.place, f"{len(entries):,} entries to put in order; at most {MOST_STEPS} can be"
        )
    for twin in _twins(entries):
        work.error(twin[0].place, f"{one_line(twin)!r} stands twice: its place would be ambiguous")
    before, after = work.around(main)
    return Ordering(**fields(work, work.card.front + before, after), entries=entries)


def _twins(entries: list[Markup] | tuple[Markup, ...]) -> list[Markup]:
    seen: set[str] = set()
    twins = []
    for entry in entries:
        text = one_line(entry)
        if text in seen and text:
            twins.append(entry)
        seen.add(text)
    return twins


def _cell(cell: Node) -> Markup:
    if not cell.children:
        return ()
    return (Node("paragraph", children=cell.children, place=cell.children[0].place),)
