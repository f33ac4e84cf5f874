"""A task list → a choice question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from quizgen.markup.characters import invisible, without_invisible
from quizgen.markup.plain import one_line, plain
from quizgen.model import Choice, Markup, Node, Option, Place, Question, walk
from quizgen.problem import visible
from quizgen.read.fields import to_decimal
from quizgen.read.kinds.common import Work, fields
from quizgen.read.parts import Part

MOST_OPTIONS = 26
"""As many as there are letters."""

_BOX_LIKE = re.compile(r"\[\s*[^\]\s]{0,2}\s*\](?!\()")
_NO_BLANK = re.compile(r"[-*+]\[[ xX]?\]")
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕАВЕКМНОРСТХІЈЅαοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijsABEKMHOPCTXIJSaoABEZHIKMNOPTYX"
)


def has_boxes(block: Node) -> bool:
    """Whether a block is a list with at least one task box."""
    lists = ("bullet_list", "ordered_list")
    return block.kind in lists and any(item.get("box") for item in block.children)


def report_broken_boxes(work: Work, blocks: Iterable[Node]) -> None:
    """Report what was surely meant as an option but lacks a proper box."""
    for block in blocks:
        for node in block.walk():
            if node.kind == "item" and not node.get("box"):
                _report_if(work, node, _BOX_LIKE)
            elif node.kind == "text" and _NO_BLANK.match(node.text):
                _broken(work, node.place, node.text)


def _report_if(work: Work, item: Node, pattern: re.Pattern[str]) -> None:
    text = plain(item.children)
    if pattern.match(text):
        _broken(work, item.place, text)


def _broken(work: Work, place: Place, text: str) -> None:
    work.error(
        place,
        f"this looks like an option, but its box is not right: {text[:30]!r}",
        "an option is written: - [ ] text, or - [x] text for a right one",
    )


def read_choice(work: Work, main: Part) -> Question | None:
    """The question that asks to pick from the options of a task list."""
    items = main.blocks[0].children
    for item in items:
        if not item.get("box") and not _BOX_LIKE.match(plain(item.children)):
            _broken(work, item.place, plain(item.children))
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
    if not text or (not one_line(text) and not any(n.kind == "image" for n in walk(text))):
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
    if work.vocabulary.means(plain(text), "pinned_last"):
        work.warn(
            item.place,
            f"{one_line(text)!r} is kept last when options are shuffled",
            "such options are better avoided; write {last} to say that you mean it",
        )
        return "last"
    return ""


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
    if len(options) == 1:
        work.error(place, "a choice needs at least two options", "add a wrong one: - [ ] text")
    if len(options) > MOST_OPTIONS:
        work.error(place, f"{len(options)} options: letters reach only for {MOST_OPTIONS}")
    for pin in ("first", "last"):
        if sum(option.pin == pin for option in options) > 1:
            work.error(place, f"more than one option is to stay {pin}")
    _check_credits(work, options)
    _check_twins(work, options)


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


def _check_twins(work: Work, options: tuple[Option, ...]) -> None:
    seen: dict[str, Option] = {}
    alike: dict[str, Option] = {}
    for option in options:
        looks = _looks(option.text)
        if looks in seen:
            _report_twins(work, seen[looks], option)
        elif looks.translate(_LOOK_ALIKES) in alike:
            work.warn(
                option.place,
                f"this option looks like the one in line {alike[looks.translate(_LOOK_ALIKES)].place.line}",
                "letters of different alphabets (Latin, Cyrillic, Greek) look the same",
            )
        seen.setdefault(looks, option)
        alike.setdefault(looks.translate(_LOOK_ALIKES), option)


def _report_twins(work: Work, first: Option, second: Option) -> None:
    hidden = invisible("".join(node.text for node in walk(first.text + second.text)))
    reason = f"; they differ only in the invisible {', '.join(hidden)}" if hidden else ""
    shown = visible(one_line(second.text, 40))
    work.error(
        second.place,
        f"two options look the same: {shown!r} stands in line {first.place.line} too{reason}",
        "a candidate could not tell which is meant: change or delete one",
    )


def _looks(markup: Markup) -> str:
    """What a reader sees of an option, for comparison: also which letters are formulas or pictures."""
    parts = []
    for node in walk(markup):
        text = " ".join(unicodedata.normalize("NFKC", without_invisible(node.text)).split())
        source = node.get("picture") or node.get("src")
        if node.kind == "text":
            parts.append(text)
        elif text or source:
            parts.append(f"\0{node.kind}\0{text}{source}\0")
    return " ".join("".join(parts).split())
