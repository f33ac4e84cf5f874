"""Pagination: a book of its rules, what holds for any items, and a comparison with WeasyPrint."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from quizgen.paper.composing.blocks import Columns
from quizgen.paper.composing.pages import Item, Placed, paginate
from quizgen.paper.layout.boxes import attribute, border_box, descendants, is_marked

WIDTH = 300
FILLED = Columns(lefts=(0.0, 160.0), width=140.0, balanced=False)
BALANCED = replace(FILLED, balanced=True)
THREE = Columns(lefts=(0.0, 110.0, 220.0), width=80.0, balanced=True)

Spot = tuple[int, float, float]
"""Page, left and top."""


def spots(*items: Item, first: float = 200, others: float = 200) -> list[Spot]:
    """Where items stand on pages of 200 pixels."""
    return [(each.page, each.x, each.y) for each in paginate(items, first, others)]


def ys(*items: Item) -> list[tuple[int, float]]:
    """The pages and tops of items."""
    return [(page, y) for page, _, y in spots(*items)]


def kept(height: float, **rules: Any) -> Item:
    """What must stand right before the next."""
    return Item(height, keep_with_next=True, **rules)


def filled(height: float, **rules: Any) -> Item:
    """In columns that are filled one after the other."""
    return Item(height, columns=FILLED, **rules)


def balanced(height: float, **rules: Any) -> Item:
    """In columns of equal heights."""
    return Item(height, columns=BALANCED, **rules)


def striped(*heights: float, gap: float = 0.0, **rules: Any) -> Item:
    """What may be broken between strips of these heights."""
    tops = [sum(heights[:i]) + i * gap for i in range(len(heights))]
    strips = tuple((top, top + height) for top, height in zip(tops, heights, strict=True))
    return Item(strips[-1][1], strips=strips, **rules)


# The rules of a page


def test_no_items_are_no_pages() -> None:
    assert paginate((), 200, 200) == ()


def test_items_stand_beneath_each_other_until_the_page_is_full() -> None:
    assert ys(Item(100), Item(100), Item(1)) == [(0, 0), (0, 100), (1, 0)]


def test_the_first_page_has_a_height_of_its_own() -> None:
    items = [Item(100)] * 4
    assert [page for page, _, _ in spots(*items, first=100, others=300)] == [0, 1, 1, 1]


def test_of_two_margins_that_meet_the_greater_counts() -> None:
    assert ys(Item(50, below=10), Item(50, above=20, below=5)) == [(0, 0), (0, 70)]


def test_a_margin_at_the_top_stays_on_the_first_page() -> None:
    assert ys(Item(50, above=10)) == [(0, 10)]


def test_a_margin_at_the_top_vanishes_where_the_page_was_full() -> None:
    assert ys(Item(150), Item(51, above=10)) == [(0, 0), (1, 0)]


def test_a_margin_at_the_top_stays_after_a_forced_break() -> None:
    assert ys(Item(50, below=30), Item(50, above=10, new_page=True)) == [(0, 0), (1, 10)]


def test_a_margin_needs_no_room_at_the_bottom() -> None:
    assert ys(Item(150), Item(50, below=10)) == [(0, 0), (0, 150)]


def test_what_is_forced_to_a_new_page_begins_one_but_not_the_first() -> None:
    assert ys(Item(50, new_page=True), Item(50, new_page=True)) == [(0, 0), (1, 0)]


def test_what_is_kept_with_the_next_goes_with_it() -> None:
    assert ys(Item(100), kept(50), Item(70)) == [(0, 0), (1, 0), (1, 50)]


def test_several_can_be_kept_together() -> None:
    assert ys(Item(100), kept(30), kept(30), Item(41)) == [(0, 0), (1, 0), (1, 30), (1, 60)]


def test_a_group_that_no_page_has_room_for_begins_a_page_and_is_parted_where_it_is_full() -> None:
    assert ys(Item(100), kept(90), kept(70), Item(80)) == [(0, 0), (1, 0), (1, 90), (2, 0)]


def test_a_forced_break_is_stronger_than_keeping() -> None:
    assert ys(kept(50), Item(50, new_page=True)) == [(0, 0), (1, 0)]


def test_what_is_taller_than_a_page_has_one_of_its_own() -> None:
    assert ys(Item(10), Item(300), Item(10)) == [(0, 0), (1, 0), (2, 0)]


# The rules of strips


def test_what_is_taller_than_a_page_is_broken_between_its_strips() -> None:
    tall = striped(90, 90, 90, gap=10, below=7)
    assert paginate((Item(100), tall, Item(20)), 200, 200) == (
        Placed(0, 0, 0.0, 0.0),
        Placed(1, 1, 0.0, 0.0, range(2)),
        Placed(1, 2, 0.0, -200.0, range(2, 3)),
        Placed(2, 2, 0.0, 97.0),
    )


def test_what_fits_a_page_is_not_broken() -> None:
    assert paginate((Item(50), striped(90, 90)), 200, 200)[1] == Placed(1, 1, 0.0, 0.0)


def test_what_is_broken_begins_right_below_what_is_kept_with_it() -> None:
    found = paginate((Item(100), kept(50), striped(60, 60, 60, 60)), 200, 200)
    assert found[2:] == (Placed(2, 1, 0.0, 50.0, range(2)), Placed(2, 2, 0.0, -120, range(2, 4)))


def test_where_not_even_the_first_strip_fits_below_what_leads_it_begins_a_page() -> None:
    found = paginate((kept(50), striped(160, 160)), 200, 200)
    assert [(each.page, each.y) for each in found] == [(0, 0), (1, 0), (2, -160)]


def test_a_balanced_row_that_was_broken_is_not_placed_again() -> None:
    found = paginate((balanced(10), striped(90, 90, 90, columns=BALANCED)), 200, 200)
    assert [(each.item, each.page, each.strips) for each in found] == [
        (0, 0, None),
        (1, 0, range(2)),
        (1, 1, range(2, 3)),
    ]


# The rules of columns


def test_columns_are_filled_one_after_the_other() -> None:
    assert spots(*[filled(90)] * 5) == [(0, 0, 0), (0, 0, 90), (0, 160, 0), (0, 160, 90), (1, 0, 0)]


def test_columns_begin_below_what_stands_above_them_and_at_the_top_of_later_pages() -> None:
    found = spots(Item(100, below=10), *[filled(90)] * 3)
    assert found[1:] == [(0, 0, 110), (0, 160, 110), (1, 0, 0)]


def test_margins_within_columns_do_not_collapse_with_those_around() -> None:
    found = ys(Item(50, below=7), filled(20, above=10, below=30), Item(10, above=8))
    assert found == [(0, 0), (0, 67), (0, 125)]


def test_the_margin_below_the_last_in_another_column_does_not_count() -> None:
    assert ys(filled(150, below=30), filled(60, below=5), Item(1))[-1] == (0, 150)


def test_a_margin_at_the_top_of_a_column_stays() -> None:
    found = spots(*[filled(150, above=20)] * 3)
    assert found == [(0, 0, 20), (0, 160, 20), (1, 0, 20)]


def test_a_margin_needs_room_at_the_bottom_of_a_column() -> None:
    assert spots(filled(150), filled(50, below=10))[1] == (0, 160, 0)


def test_nothing_follows_on_the_page_beside_which_an_item_is_broken() -> None:
    tall = striped(90, 90, 90, columns=FILLED)
    assert ys(tall, Item(20)) == [(0, 0), (0, -180), (1, 0)]


def test_full_width_follows_below_the_longest_column() -> None:
    assert ys(filled(150), filled(60), Item(30), Item(30)) == [(0, 0), (0, 0), (0, 150), (1, 0)]


def test_what_is_too_tall_beside_a_head_goes_to_the_next_page() -> None:
    found = spots(Item(100), filled(60), filled(150), filled(20))
    assert found[1:] == [(0, 0, 100), (1, 0, 0), (1, 0, 150)]


def test_what_is_kept_with_columns_goes_with_their_first_row() -> None:
    assert ys(Item(100), kept(50), filled(70)) == [(0, 0), (1, 0), (1, 50)]


def test_balanced_columns_end_as_early_as_they_can() -> None:
    assert spots(*[balanced(40)] * 3, Item(10)) == [(0, 0, 0), (0, 0, 40), (0, 160, 0), (0, 0, 80)]


def test_only_the_last_page_is_balanced() -> None:
    found = spots(*[balanced(60)] * 9)
    assert [(page, x) for page, x, _ in found] == [(0, 0)] * 3 + [(0, 160)] * 3 + [
        (1, 0),
        (1, 0),
        (1, 160),
    ]


def test_a_break_in_columns_begins_a_page_and_what_is_before_it_is_balanced() -> None:
    found = spots(balanced(40), balanced(40), balanced(40, new_page=True))
    assert found == [(0, 0, 0), (0, 160, 0), (1, 0, 0)]


# What holds for any items

LENGTHS = st.integers(1, 25).map(lambda n: n * 4.0)
MARGINS = st.sampled_from((0.0, 0.0, 4.0, 20.0))
SETTINGS = settings(max_examples=150, deadline=None)


@st.composite
def one_item(draw: st.DrawFn, columns: Columns | None) -> Item:
    item = Item(
        height=draw(LENGTHS),
        above=draw(MARGINS),
        below=draw(MARGINS),
        keep_with_next=draw(st.integers(0, 4)) == 0,
        new_page=draw(st.integers(0, 9)) == 0,
        columns=columns,
    )
    if draw(st.integers(0, 7)):
        return item
    tall = striped(*draw(st.lists(LENGTHS, min_size=1, max_size=9)), gap=draw(MARGINS))
    return replace(item, height=tall.height, strips=tall.strips)


@st.composite
def some_items(draw: st.DrawFn) -> tuple[Item, ...]:
    runs = draw(st.lists(st.sampled_from((None, FILLED, BALANCED, THREE)), min_size=1, max_size=4))
    return tuple(item for run in runs for item in draw(st.lists(one_item(run), max_size=9)))


ITEMS = some_items()
HEIGHTS = st.integers(25, 60).map(lambda n: n * 4.0)


def extent(items: Sequence[Item], placed: Placed) -> tuple[float, float]:
    """From where to where it reaches on its page."""
    item = items[placed.item]
    if placed.strips is None:
        return placed.y, placed.y + item.height
    return placed.y + item.strips[placed.strips[0]][0], placed.y + item.strips[placed.strips[-1]][1]


def by_region(items: Sequence[Item], found: Sequence[Placed]) -> Iterator[list[Placed]]:
    """What stands beneath each other without a break: on one page, in one column."""

    def region(placed: Placed) -> tuple[int, float, Columns | None]:
        return placed.page, placed.x, items[placed.item].columns

    return (list(group) for _, group in groupby(found, region))


@given(ITEMS, HEIGHTS, HEIGHTS)
@SETTINGS
def test_everything_is_placed_once_in_its_order(
    items: tuple[Item, ...], first: float, others: float
) -> None:
    found = paginate(items, first, others)
    pieces = [
        (each.item, strip)
        for each in found
        for strip in (each.strips or range(max(1, len(items[each.item].strips))))
    ]
    assert pieces == [
        (i, n) for i in range(len(items)) for n in range(max(1, len(items[i].strips)))
    ]
    assert found == tuple(sorted(found, key=lambda each: each.page))


@given(ITEMS, HEIGHTS, HEIGHTS)
@SETTINGS
def test_nothing_overlaps(items: tuple[Item, ...], first: float, others: float) -> None:
    found = paginate(items, first, others)
    for one, other in combinations(found, 2):
        columns = items[one.item].columns, items[other.item].columns
        beside = columns[0] == columns[1] and one.x != other.x
        if one.page == other.page and not beside:
            assert extent(items, one)[1] <= extent(items, other)[0] + 0.01


@given(ITEMS, HEIGHTS, HEIGHTS)
@SETTINGS
def test_nothing_leaves_its_page_unless_it_alone_is_too_tall(
    items: tuple[Item, ...], first: float, others: float
) -> None:
    for region in by_region(items, paginate(items, first, others)):
        for place, each in enumerate(region):
            top, bottom = extent(items, each)
            assert top >= 0
            assert each.x in (items[each.item].columns or Columns((0.0,), 0, False)).lefts
            alone = place == 0 and (each.strips is None or len(each.strips) == 1)
            assert bottom <= (others if each.page else first) + 0.01 or alone


@given(ITEMS, HEIGHTS, HEIGHTS)
@SETTINGS
def test_gaps_are_the_collapsed_margins(
    items: tuple[Item, ...], first: float, others: float
) -> None:
    for region in by_region(items, paginate(items, first, others)):
        for upper, lower in pairwise(region):
            gap = max(items[upper.item].below, items[lower.item].above)
            end = upper.y + items[upper.item].height
            assert lower.y - end == pytest.approx(gap, abs=0.01)


def groups(items: Sequence[Item]) -> Iterator[range]:
    """Items that must stand together."""
    start = 0
    for i, item in enumerate(items):
        after = items[i + 1] if i + 1 < len(items) else None
        held = after and not after.new_page and item.columns in (None, after.columns)
        if not (item.keep_with_next and held):
            yield range(start, i + 1)
            start = i + 1


def room_of(items: Sequence[Item], group: range) -> float:
    """The most room that a group may need in a page or column of its own."""
    return sum(items[i].height + items[i].above + items[i].below for i in group)


@given(ITEMS, HEIGHTS)
@SETTINGS
def test_what_must_stand_together_does_if_a_page_has_room(
    items: tuple[Item, ...], height: float
) -> None:
    found = paginate(items, height, height)
    for group in groups(items):
        if room_of(items, group) <= height and not any(items[i].strips for i in group):
            assert len({each.page for each in found if each.item in group}) == 1
            runs = {(each.x, items[each.item].columns) for each in found if each.item in group}
            assert len(runs) == len({items[i].columns for i in group})


@given(ITEMS, HEIGHTS, HEIGHTS)
@SETTINGS
def test_no_page_or_column_has_room_for_what_comes_next(
    items: tuple[Item, ...], first: float, others: float
) -> None:
    found = paginate(items, first, others)
    for above, below in pairwise(by_region(items, found)):
        last, group = above[-1], next(group for group in groups(items) if below[0].item in group)
        columns, leader = items[last.item].columns, items[group[0]]
        goes_on = leader.columns == columns and not leader.new_page
        whole = group[0] == below[0].item and not any(items[i].strips for i in group)
        ends_early = columns and columns.balanced and below[0].page == last.page
        if goes_on and whole and not ends_early:
            needed = sum(gap(items, i) + items[i].height for i in group)
            margin = items[group[-1]].below if items[group[-1]].columns else 0.0
            bottom = others if last.page else first
            assert extent(items, last)[1] + needed + margin > bottom


def gap(items: Sequence[Item], i: int) -> float:
    """The distance of an item to the one before it."""
    upper, lower = items[i - 1], items[i]
    margins = upper.below, lower.above
    return max(margins) if upper.columns == lower.columns else sum(margins)


@given(
    st.lists(st.builds(balanced, LENGTHS, above=MARGINS, below=MARGINS), min_size=1, max_size=9),
    st.sampled_from((BALANCED, THREE)),
)
@SETTINGS
def test_balanced_columns_end_at_the_least_height(rows: list[Item], columns: Columns) -> None:
    def height(part: Sequence[Item]) -> float:
        gaps = (max(upper.below, lower.above) for upper, lower in pairwise(part))
        ends = part[0].above + part[-1].below if part else 0.0
        return sum(row.height for row in part) + sum(gaps) + ends

    def tallest(cuts: tuple[int, ...]) -> float:
        return max(height(rows[a:b]) for a, b in pairwise((0, *cuts, len(rows))))

    items = [replace(row, columns=columns) for row in rows]
    found = paginate(items, 4000, 4000)
    least = min(
        map(tallest, combinations(sorted([*range(len(rows) + 1)] * 2), len(columns.lefts) - 1))
    )
    reached = max(extent(items, each)[1] + items[each.item].below for each in found)
    assert len({each.page for each in found}) == 1
    assert reached == pytest.approx(least)


# The real thing

STYLE = """
@page {{ size: {width}px {others}px; margin: 0 }} @page :first {{ size: {width}px {first}px }}
html, body {{ margin: 0 }} div {{ box-sizing: border-box }} div, .whole {{ break-inside: avoid }}
.whole > .broken {{ break-inside: auto }}
"""


def weasyprint_places(items: Sequence[Item], first: float, others: float) -> list[tuple[int, Spot]]:
    """Where WeasyPrint places items or their pieces."""
    style = STYLE.format(width=WIDTH, first=first, others=others)
    document = HTML(string=f"<style>{style}</style><body>{_markup(items)}").render()
    return [
        (int(attribute(box, "data-block")), (number, border_box(box).x, border_box(box).y))
        for number, page in enumerate(document.pages)
        for box in descendants(page._page_box)
        if is_marked(box, "data-block")
    ]


def our_places(items: Sequence[Item], first: float, others: float) -> list[tuple[int, Spot]]:
    """Where we place them."""
    found = paginate(items, first, others)
    return [(each.item, (each.page, each.x, extent(items, each)[0])) for each in found]


def _markup(items: Sequence[Item]) -> str:
    runs = groupby(enumerate(items), key=lambda pair: pair[1].columns)
    return "".join(_columns(columns, "".join(_wrapped(list(run)))) for columns, run in runs)


def _columns(columns: Columns | None, content: str) -> str:
    if columns is None:
        return content
    gap = columns.lefts[1] - columns.width
    fill = "balance" if columns.balanced else "auto"
    rules = f"columns: {len(columns.lefts)}; column-gap: {gap}px; column-fill: {fill}"
    return f'<section style="{rules}">{content}</section>'


def _wrapped(run: list[tuple[int, Item]]) -> Iterator[str]:
    """As the templates do it, what leads a block that must be broken stands in a block with it."""
    for group in groups([item for _, item in run]):
        content = "".join(_div(*run[i]) for i in group)
        wrapped = len(group) > 1 and run[group[-1]][1].strips
        yield f"<section class=whole>{content}</section>" if wrapped else content


def _div(number: int, item: Item) -> str:
    """Borders and padding are within an item's height, as in our style sheet."""
    frame = 0 if item.strips else item.height / 4
    rules = f"margin: {item.above}px 0 {item.below}px; border-top: {frame / 2}px solid; "
    rules += f"border-bottom: {frame / 2}px solid; padding: {frame / 2}px 0; "
    rules += "break-after: avoid; " if item.keep_with_next else ""
    rules += "break-before: page; " if item.new_page else ""
    strips = item.strips or ((0.0, item.height - 2 * frame),)
    gaps = [0.0, *(lower[0] - upper[1] for upper, lower in pairwise(strips))]
    inner = (
        f'<div style="margin-top: {gap}px; height: {bottom - top}px"></div>'
        for gap, (top, bottom) in zip(gaps, strips, strict=True)
    )
    kind = "broken" if item.strips else ""
    return f'<div class="{kind}" data-block={number} style="{rules}">{"".join(inner)}</div>'


class Maker:
    """Makes random items, of which a small part keeps what WeasyPrint does in its own way away."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def length(self, least: int, most: int) -> float:
        """A multiple of 4 pixels, since WeasyPrint balances in steps of a pixel or more."""
        return self._random.randrange(least, most + 1, 4)

    def full(self, most: int, height: int = 120) -> list[Item]:
        """Full-width items with any rules."""
        return [
            replace(
                self._item(4, height),
                keep_with_next=self._random.random() < 0.25,
                new_page=self._random.random() < 0.1,
            )
            for _ in range(self._random.randint(0, most))
        ]

    def column(self, columns: Columns, most: int, *, plain: bool = False) -> list[Item]:
        """Items in columns: `plain` without margins, otherwise here and there one that leads another."""
        count = self._random.randint(1, most)
        found = [replace(self._item(20, 40), columns=columns) for _ in range(count)]
        if plain:
            return [replace(item, above=0, below=0) for item in found]
        leads = self._random.randrange(2, 5)
        for i in range(leads, count - 1, leads):
            found[i] = replace(found[i], keep_with_next=True)
        return found

    def tall(self, columns: Columns | None) -> Item:
        """What may be broken."""
        heights = [self.length(20, 100) for _ in range(self._random.randint(4, 9))]
        strips = striped(*heights, gap=self._random.choice((0, 8)))
        return replace(
            self._item(4, 8), height=strips.height, strips=strips.strips, columns=columns
        )

    def _item(self, least: int, most: int) -> Item:
        above, below = (self._random.choice((0, 0, 4, 20)) for _ in range(2))
        return Item(self.length(least, most), above=above, below=below)


def full_width(make: Maker) -> list[Item]:
    """A paper in one column."""
    return [Item(20), *make.full(9)]


def broken(make: Maker) -> list[Item]:
    """Very long questions among others."""
    return [*make.full(2), make.tall(None), *make.full(2), make.tall(None), Item(40)]


def filled_columns(make: Maker) -> list[Item]:
    """A paper in two columns, twice."""
    once = [*make.full(2, 20), *make.column(FILLED, 16)]
    return [*once, Item(20, new_page=True), *make.column(FILLED, 16)]


def below_columns(make: Maker) -> list[Item]:
    """Something that follows columns."""
    column = [replace(item, keep_with_next=False) for item in make.column(FILLED, 16)]
    return [*make.full(2, 20), *column, *make.full(3)]


def broken_in_columns(make: Maker) -> list[Item]:
    """Very long questions in two columns."""
    few = [replace(item, above=0) for item in make.column(FILLED, 3)]
    led = replace(few[-1], keep_with_next=True)
    return [*few, make.tall(FILLED), *make.column(FILLED, 3), led, make.tall(FILLED), Item(40)]


KINDS = (full_width, broken, filled_columns, below_columns, broken_in_columns)


@pytest.mark.parametrize("kind", KINDS)
def test_items_stand_where_weasyprint_places_them(kind: Callable[[Maker], list[Item]]) -> None:
    for seed in range(20):
        make = Maker(seed)
        items, first, others = kind(make), make.length(180, 260), make.length(180, 260)
        _assert_same(our_places(items, first, others), weasyprint_places(items, first, others))


@pytest.mark.parametrize("columns", [BALANCED, THREE])
def test_balanced_columns_are_those_of_weasyprint_or_end_earlier(columns: Columns) -> None:
    same = 0
    for seed in range(30):
        make = Maker(seed)
        items = [*make.full(2, 20), *make.column(columns, 18, plain=True), Item(20)]
        first, others = make.length(180, 260), make.length(180, 260)
        ours, theirs = our_places(items, first, others), weasyprint_places(items, first, others)
        if ours[-1][1] == theirs[-1][1]:
            same += 1
            _assert_same(ours, theirs)
        else:
            last = ours[-2][1][0]
            assert ours[-1][1] < theirs[-1][1]
            _assert_same(*([spot for spot in each if spot[1][0] < last] for each in (ours, theirs)))
    assert same >= 20


def _assert_same(ours: list[tuple[int, Spot]], theirs: list[tuple[int, Spot]]) -> None:
    assert [(i, page) for i, (page, _, _) in ours] == [(i, page) for i, (page, _, _) in theirs]
    for (_, our), (_, their) in zip(ours, theirs, strict=True):
        assert our[1:] == pytest.approx(their[1:], abs=0.01)


ODDITIES = {
    "Where an item has no room beside a head, it puts all of the columns onto the next page": (
        [Item(100), filled(60), filled(150)],
        [(0, 0, 0), (0, 0, 100), (1, 0, 0)],
        [(0, 0, 0), (1, 0, 0), (1, 160, 0)],
    ),
    "It lets a break to a new page in columns begin a column only": (
        [filled(50), filled(50, new_page=True)],
        [(0, 0, 0), (1, 0, 0)],
        [(0, 0, 0), (0, 160, 0)],
    ),
    "Where a row is taller than the columns are on average, they are not balanced": (
        [balanced(16), balanced(28), Item(10)],
        [(0, 0, 0), (0, 160, 0), (0, 0, 28)],
        [(0, 0, 0), (0, 0, 16), (0, 0, 44)],
    ),
    "It leaves room below columns for what it had tried to place at the end of one": (
        [filled(120), kept(60, columns=FILLED), filled(30), Item(10)],
        [(0, 0, 0), (0, 160, 0), (0, 160, 60), (0, 0, 120)],
        [(0, 0, 0), (0, 160, 0), (0, 160, 60), (0, 0, 180)],
    ),
    "It moves whole columns to keep their last item with what follows them": (
        [Item(10), filled(80), filled(80), kept(80, columns=FILLED), Item(50)],
        [(0, 0, 0), (0, 0, 10), (0, 0, 90), (0, 160, 10), (1, 0, 0)],
        [(0, 0, 0), (1, 0, 0), (1, 0, 80), (1, 160, 0), (2, 0, 0)],
    ),
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_what_weasyprint_does_and_we_do_not(oddity: str) -> None:
    items, ours, theirs = ODDITIES[oddity]
    assert [spot for _, spot in our_places(items, 200, 200)] == ours
    assert [spot for _, spot in weasyprint_places(items, 200, 200)] == theirs
