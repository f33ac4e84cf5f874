"""The task boxes of a card → which blocks are options, and what was surely meant as an option but is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.markup.plain import plain
from quizgen.model import Markup, Node, Place, walk
from quizgen.read.kinds.common import Work
from quizgen.read.lines import split_lines

_LISTS = frozenset({"bullet_list", "ordered_list"})
_BOX_LIKE = re.compile(r"\[\s*[^\]\s]{0,2}\s*\](?!\()")
_NO_BLANK = re.compile(r"[-*+]\[[ xX]?\]")
_EMPTY_BOX = re.compile(r"[^\w\s()\[\]{}]{0,3}\s?\[\s*\](?!\()")
_FILLED_BOX = re.compile(r"[^\w\s()\[\]{}]{0,3}\s?\[[xX]\](?!\()")
_AFTER_A_SIGN = re.compile(r"[^\w\s()\[\]{}]{1,3}\s?\[[xX]\](?!\()")
_BALLOT_BOX = re.compile(r"[☐☑☒]")
_IN_CODE = re.compile(r"^\s*[-*+] \[[ xX]\] ", re.MULTILINE)
_HINT = "an option is written: - [ ] text, or - [x] text for a right one"


def has_boxes(block: Node) -> bool:
    """Whether a block is a list with at least one task box."""
    return block.kind in _LISTS and any(item.get("box") for item in block.children)


def is_box_like(item: Node) -> bool:
    """Whether a list item without a box begins with something like one."""
    return bool(_BOX_LIKE.match(plain(item.children)))


def report_broken_boxes(work: Work, blocks: Markup) -> None:
    """Report what was surely meant as an option but lacks a proper box, or stands where none is read."""
    own = {id(item) for block in blocks if has_boxes(block) for item in block.children}
    reported: set[int] = set()
    for node in walk(blocks):
        if node.kind == "item" and node.get("box") and id(node) not in own:
            _misplaced(work, node.place)
        elif node.kind == "item" and not node.get("box") and is_box_like(node):
            report_broken_box(work, node.place, plain(node.children))
            reported.add(id(node.children[0]))
        elif node.kind == "paragraph" and id(node) not in reported:
            _check_lines(work, node, bool(own))


def report_boxes_in_code(work: Work, blocks: Markup) -> None:
    """Warn of a card without options that has some in code: indented by four blanks, they are code."""
    for block in blocks:
        if block.kind == "code_block" and not block.get("language") and _IN_CODE.search(block.text):
            message = "these options are code, and so none: the card becomes an open question"
            work.warn(block.place, message, "indent options by less than four blanks")


def report_broken_box(work: Work, place: Place, text: str) -> None:
    """An error: the text was meant as an option."""
    message = f"this looks like an option, but its box is not right: {text[:30]!r}"
    work.error(place, message, _HINT)


def _misplaced(work: Work, place: Place) -> None:
    message = "this box makes no option: it stands within a quote or another option"
    work.error(place, message, "put it on the left edge, or write it without a box")


def _check_lines(work: Work, paragraph: Node, among_options: bool) -> None:
    """Lines without a list mark that begin with a box. `[x]` alone may be mathematics elsewhere."""
    for place, text in _line_starts(paragraph):
        if _NO_BLANK.match(text):
            report_broken_box(work, place, text)
        elif (
            _EMPTY_BOX.match(text)
            or _AFTER_A_SIGN.match(text)
            or _BALLOT_BOX.match(text)
            or (among_options and _FILLED_BOX.match(text))
        ):
            work.warn(place, f"is this an option? It is read as text: {text[:30]!r}", _HINT)


def _line_starts(paragraph: Node) -> Iterator[tuple[Place, str]]:
    for line in split_lines(paragraph):
        if line[0].kind == "text":
            yield line[0].place, line[0].text
