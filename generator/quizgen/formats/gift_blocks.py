r"""The text of a GIFT file → its blocks: the lines of a question or a category, with their number.

Moodle parts questions by blank lines and by nothing else. Authors forget one here and put one in there;
what they meant is often certain, and then `as_meant` tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

CATEGORY = "$CATEGORY:"
HIDDEN = 0xDC00
"""Escaped characters are hidden among lone surrogates, which no file in UTF-8 can hold."""

_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_ESCAPED_BREAK = 0xDC80
_BRACE = re.compile("[{}]")

_FORGOTTEN = "no blank line stands before it: Moodle would take it for a part of what is above"
_TOO_MANY = "a blank line stands within its braces: Moodle would stop there"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without blanks at their ends; `remark` says what Moodle would have read instead."""

    line: int
    lines: tuple[str, ...]
    remark: str = ""

    @property
    def comments(self) -> str:
        """The lines that begin with two slashes."""
        return "\n".join(filter(_is_comment, self.lines))

    @property
    def body(self) -> str:
        """The others, with what is escaped hidden."""
        kept = "\n".join(" " if _is_comment(each) else each for each in self.lines)
        return _ESCAPE.sub(_hidden, kept)

    @property
    def source(self) -> str:
        """All lines as they stand there."""
        return "\n".join(self.lines)


def shown(text: str) -> str:
    """What an author sees: escaped characters as they are."""
    return text.translate(_SHOWN)


def _hidden(match: re.Match[str]) -> str:
    character = match.group(1)
    return chr(_ESCAPED_BREAK if character == "n" else HIDDEN + ord(character))


_SHOWN = {_ESCAPED_BREAK: "\n", **{HIDDEN + ord(each): each for each in "\\:#={}~"}}


def as_moodle_reads(text: str) -> Iterator[Block]:
    """The blocks between blank lines; a line that is just 0 counts as blank."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(_lines(text), start=1):
        if line not in ("", "0"):
            block.append(line)
        elif block:
            yield Block(number - len(block), tuple(block))
            block = []
    if block:
        yield Block(number + 1 - len(block), tuple(block))


def as_meant(text: str) -> Iterator[Block]:
    """The blocks as an author must have meant them where blank lines are missing or too many."""
    return chain.from_iterable(map(_split, _joined(as_moodle_reads(text))))


def _lines(text: str) -> Iterator[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return (line.strip() for line in text.split("\n"))


def _is_comment(line: str) -> bool:
    return line.startswith("//")


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """A block whose brace is not closed goes on in those that follow, up to the one that closes it."""
    waiting: list[Block] = []
    for block in blocks:
        first = _BRACE.search(block.body)
        if waiting and first and first.group() == "}":
            block, waiting = _together([*waiting, block]), []
        elif waiting and first:
            yield from waiting
            waiting = []
        if waiting or (first and _is_open(block)):
            waiting.append(block)
        else:
            yield block
    yield from waiting


def _is_open(block: Block) -> bool:
    body = block.body
    return body.rfind("{") > body.rfind("}")


def _together(blocks: list[Block]) -> Block:
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.line - blocks[0].line - len(lines))
        lines += block.lines
    return Block(blocks[0].line, tuple(lines), _TOO_MANY)


def _split(block: Block) -> Iterator[Block]:
    """A category, and a question whose braces are closed, end with their line if more begins below it."""
    while True:
        end = _end(block)
        rest = block.lines[end:]
        if not end or not any(rest):
            yield block
            return
        yield replace(block, lines=block.lines[:end])
        block = Block(block.line + end, rest, _FORGOTTEN)


def _end(block: Block) -> int:
    """So many lines belong together; 0 for all."""
    body = block.body
    if body.lstrip().startswith(CATEGORY):
        return body.count("\n", 0, body.index(CATEGORY)) + 1
    closing = body.find("}")
    end = body.find("\n", closing)
    if closing < 0 or end < 0:
        return 0
    another = "{" in body[end:] or any(line.startswith("::") for line in body[end:].split("\n"))
    return body.count("\n", 0, end) + 1 if another else 0
