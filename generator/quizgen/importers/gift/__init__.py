"""GIFT, the text format of Moodle's that other programs write, too → questions.

It is described at https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.formats import Fault, gift
from quizgen.formats.gift_blocks import Block, as_meant
from quizgen.importers.broken import NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.gift.kinds import made
from quizgen.importers.gift.looks import looks_like_gift
from quizgen.importers.importer import File, Imported, Importer
from quizgen.importers.shared import categories
from quizgen.importers.shared.text import opened, require_entries

__all__ = ["GIFT"]

_ESCAPES = r"in GIFT each of { } = ~ # in a text is written with a backslash before it, such as \{"

_MOODLES = re.compile(r"question: \d+ .*|(?:\[(?:id|tag):(?:\\\]|[^\]])*\]\s*)*")

Read = tuple[Block, gift.Question | gift.Category | Fault | None]


def _read(file: File) -> Imported:
    text, found = opened(file)
    read = tuple(_blocks(text))
    paths = tuple(_paths(read))
    found.title = next(iter(categories.title(paths)[-1:]), "")
    topics = categories.topics(paths)
    for block, each in read:
        found.at(block.line)
        found.keep(_comments(block))
        if isinstance(each, Fault):
            found.error(each.message, _ESCAPES, each.line)
            found.keep(block.source)
        elif isinstance(each, gift.Question):
            _add(found, block, each, topics[categories.path(each.category)])
    require_entries(found)
    return found.imported()


def _blocks(text: str) -> Iterator[Read]:
    category = ""
    for block in as_meant(text):
        each = gift.read_block(block, category, meant=True)
        if isinstance(each, gift.Category):
            category = each.path
        yield block, each


def _comments(block: Block) -> str:
    """What an author wrote behind //, without what Moodle writes there."""
    lines = (line.removeprefix("//").strip() for line in block.comments.split("\n"))
    return "\n".join(line for line in lines if not _MOODLES.fullmatch(line))


def _paths(read: Iterable[Read]) -> Iterator[categories.Path]:
    """The categories of all questions."""
    for _, each in read:
        if isinstance(each, gift.Question):
            yield categories.path(each.category)


def _add(found: Gathering, block: Block, read: gift.Question, topic: str) -> None:
    """The question, or its words as a note."""
    errors = found.errors
    if block.remark:
        found.warn(block.remark)
    try:
        question, kept = made(found, read, topic)
    except NoQuestion as why:
        found.give_up(why, block.source, read.name)
        return
    if found.errors > errors:
        found.keep(block.source, read.name)
    else:
        found.add(question, kept, read.name)


GIFT = Importer(
    "gift", "GIFT, the text format of Moodle and others", lambda f: looks_like_gift(f), _read
)
