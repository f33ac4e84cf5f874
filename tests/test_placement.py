"""Every composed paper is looked at: what is missing, in the way or off the page is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizgen.document import NotMade
from quizgen.paper.checks.placement import misplaced, require_placed
from quizgen.paper.composing.blocks import Block, Frame, Galley, Ink, Part, Rect, Strip
from quizgen.paper.composing.composed import Composed, PlacedBlock
from quizgen.paper.outlines.outline import Use

AREA = Rect(50, 50, 300, 400)
FRAME = Frame(width=400, height=500, area=AREA, ink=(), slots=())
PART = Part(Rect(0, 0, 300, 10), Ink(), (), ())
PLAIN = Block(
    role="question",
    origin=(0, 0),
    left=0,
    width=300,
    height=100,
    above=0,
    below=0,
    keep_with_next=False,
    new_page=False,
    columns=None,
    ink=Ink(),
)
STRIP = Strip(box=Rect(0, 0, 300, 50), ink=Ink())
BLOCKS = {
    "question:a": replace(PLAIN, parts=(PART, PART)),
    "question:b": replace(PLAIN, strips=(STRIP, STRIP)),
    "title:": replace(PLAIN, role="title"),
}
GALLEY = Galley(BLOCKS, (FRAME, FRAME, FRAME), {}, {}, {})
USES = (
    Use("title:"),
    Use("question:a", order=(1, 0), labels=("A", "B"), question=1),
    Use("question:b", question=2),
)
TITLE = PlacedBlock(0, 0, Rect(0, 0, 300, 100), range(1))
FIRST = PlacedBlock(1, 0, Rect(0, 100, 300, 100), range(1))
UPPER = PlacedBlock(2, 0, Rect(0, 200, 300, 50), range(1))
LOWER = PlacedBlock(2, 1, Rect(0, 0, 300, 50), range(1, 2))
GOOD = (TITLE, FIRST, UPPER, LOWER)


def found(*blocks: PlacedBlock, uses: tuple[Use, ...] = USES) -> tuple[str, ...]:
    return misplaced(uses, Composed((), (), frozenset(), (), blocks=blocks), GALLEY)


def moved(block: PlacedBlock, page: int = 0, **sides: float) -> PlacedBlock:
    return replace(block, page=block.page + page, box=replace(block.box, **sides))


def test_a_good_paper_is_good() -> None:
    assert found(*GOOD) == ()
    require_placed("A", USES, Composed((), (), frozenset(), (), blocks=GOOD), GALLEY)


@pytest.mark.parametrize(
    "blocks", [(TITLE, UPPER, LOWER), (FIRST, TITLE, UPPER, LOWER), (*GOOD, replace(TITLE, page=2))]
)
def test_blocks_that_are_missing_or_in_another_order(blocks: tuple[PlacedBlock, ...]) -> None:
    assert found(*blocks)[0] == "blocks are missing or in another order"


@pytest.mark.parametrize(
    "pieces", [(UPPER,), (LOWER,), (UPPER, LOWER, LOWER), (replace(UPPER, strips=range(2)), LOWER)]
)
def test_a_broken_question_is_whole(pieces: tuple[PlacedBlock, ...]) -> None:
    assert "question 2 is not whole" in found(TITLE, FIRST, *pieces)


@pytest.mark.parametrize(
    "sides", [{"y": 351.0}, {"y": -1.0}, {"x": -51.0}, {"width": 351.0}, {"height": 401.0}]
)
def test_what_stands_off_the_page(sides: dict[str, float]) -> None:
    assert found(TITLE, FIRST, UPPER, replace(LOWER, box=replace(LOWER.box, **sides))) == (
        ("question 2 stands off page 2",)
    )


def test_margins_beside_the_text_may_be_used() -> None:
    assert found(TITLE, FIRST, UPPER, moved(LOWER, x=-50, width=400)) == ()


def test_half_a_pixel_is_no_fault() -> None:
    """Sums of lengths are off by so much."""
    widest = replace(LOWER, box=Rect(-50.5, -0.5, 401, 401))
    assert found(TITLE, FIRST, UPPER, widest) == ()
    assert found(TITLE, moved(FIRST, y=99.5), UPPER, LOWER) == ()
    beside = moved(FIRST, x=149.5, y=0, width=150)
    assert found(moved(TITLE, width=150), beside, UPPER, LOWER) == ()


def test_what_stands_in_the_way() -> None:
    message = "question 1 stands where the part “title” does"
    assert message in found(TITLE, moved(FIRST, y=99), UPPER, LOWER)
    assert found(moved(TITLE, page=1), FIRST, UPPER, LOWER)[0] == message
    beside = moved(FIRST, x=150, y=0, width=150)
    assert found(moved(TITLE, width=150), beside, UPPER, LOWER) == ()


@pytest.mark.parametrize(
    ("order", "labels"),
    [((0, 0), ("A", "B")), ((0,), ("A",)), ((0, 1), ("A", "A")), ((0, 1), ("A",))],
)
def test_each_option_is_there_once(order: tuple[int, ...], labels: tuple[str, ...]) -> None:
    wrong = replace(USES[1], order=order, labels=labels)
    assert found(*GOOD, uses=(USES[0], wrong, USES[2])) == (
        "question 1 has not each of its options once",
    )


def test_nothing_is_made_of_what_is_misplaced() -> None:
    paper = Composed((), (), frozenset(), (), blocks=GOOD[:2])
    with pytest.raises(NotMade, match="form A: blocks are missing"):
        require_placed("A", USES, paper, GALLEY)
