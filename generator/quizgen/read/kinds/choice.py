"""A task list → a choice question."""

from __future__ import annotations

from decimal import Decimal

from quizgen.markup.characters import without_invisible
from quizgen.markup.plain import one_line, plain
from quizgen.model import Choice, Markup, Node, Option, Question, walk
from quizgen.read.fields import to_decimal
from quizgen.read.kinds.boxes import is_box_like, report_broken_box
from quizgen.read.kinds.common import Work, fields
from quizgen.read.kinds.twins import report_twins
from quizgen.read.parts import Part

MOST_OPTIONS = 26
"""As many as there are letters."""


def read_choice(work: Work, main: Part) -> Question | None:
    """The question that asks to pick from the options of a task list."""
    items = main.blocks[0].children
    for item in items:
        if not item.get("box") and not is_box_like(item):
            report_broken_box(work, item.place, plain(item.children))
    options = tuple(_option(work, item) for item in items if item.get("box"))
    _check(work, options)
    before, after = work.around(main)
    common = fields(work, work.card.front + before, after)
    several = work.card.multiple or sum(option.right for option in options) > 1
    return Choice(**common, options=options, multiple=several)


def _option(work: Work, item: Node) -> Option:
    text = tuple(child for child in item.children if child.kind != "quote")
    feedback = tuple(b for child in item.children if child.kind == "quote" for b in child.children)
    right = item.get("box") == "x"
    seen = without_invisible(one_line(text)).strip()
    if not seen and not any(node.kind == "image" for node in walk(text)):
        work.error(item.place, "this option is empty")
    return Option(
        text=text,
        right=right,
        credit=_credit(work, item),
        feedback=feedback,
        pin=_pin(work, item, text),
        place=item.place,
    )


def _pin(work: Work, item: Node, text: Markup) -> str:
    words = {name[1:].lower() for name, _ in item.attributes if name.startswith("!")}
    for word in sorted(words - {"first", "last"}):
        work.error(
            item.place,
            f"unknown attribute {word!r}",
            "an option takes {first}, {last}, {credit=50%}",
        )
    if words & {"first", "last"}:
        return "first" if "first" in words else "last"
    if _all_or_none(work, text):
        work.warn(
            item.place,
            f"{one_line(text)!r} is kept last when options are shuffled",
            "such options are better avoided; write {last} to say that you mean it",
        )
        return "last"
    return ""


def _all_or_none(work: Work, text: Markup) -> bool:
    """Whether an option speaks of all the others; several of these stay last as they were written."""
    return work.vocabulary.means(plain(text), "pinned_last")


def _credit(work: Work, item: Node) -> Decimal | None:
    """`{credit=50%}` as a share; also 0.5."""
    for name, value in item.attributes:
        if name.startswith("=") and name != "=credit":
            work.error(item.place, f"unknown attribute {name[1:]!r}", "did you mean credit?")
        elif name.startswith("="):
            number = to_decimal(value.removesuffix("%"))
            share = number / 100 if number is not None and value.endswith("%") else number
            if share is not None and -1 <= share <= 1:
                return share
            work.error(
                item.place, f"credit={value}: it must be from -100% to 100%", "such as {credit=50%}"
            )
    return None


def _check(work: Work, options: tuple[Option, ...]) -> None:
    place = work.card.place
    if not any(option.right for option in options):
        work.error(place, "no option is marked as right", "mark it with an x: - [x] text")
    elif len(options) > 1 and all(option.right for option in options):
        work.warn(place, "all options are right: there is nothing to choose", "add a wrong one")
    if len(options) == 1:
        work.error(place, "a choice needs at least two options", "add a wrong one: - [ ] text")
    if len(options) > MOST_OPTIONS:
        work.error(place, f"{len(options)} options: letters reach only for {MOST_OPTIONS}")
    for pin in ("first", "last"):
        if sum(option.pin == pin and not _all_or_none(work, option.text) for option in options) > 1:
            work.error(place, f"more than one option is to stay {pin}")
    _check_credits(work, options)
    report_twins(work, options)


def _check_credits(work: Work, options: tuple[Option, ...]) -> None:
    several = work.card.multiple or sum(option.right for option in options) > 1
    for option in options:
        if option.credit is not None and several:
            work.error(
                option.place,
                "credit works only where one option is right",
                "where several are right, each right one earns an equal share",
            )
        elif option.credit is not None and option.right and option.credit != 1:
            work.error(option.place, "the right option earns all points: it takes no credit")
        elif option.credit == 1 and not option.right:
            work.error(option.place, "an option that earns all points is right: mark it [x]")
