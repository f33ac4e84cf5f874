"""The CSV of Brightspace's question library → its questions.

The form is that of D2L's sample file: blocks of rows that begin with NewQuestion; behind a text stands
HTML where it is some.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.importers.brightspace.kinds import KINDS
from quizgen.importers.brightspace.rows import Block
from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer
from quizgen.importers.shared import text
from quizgen.importers.shared.fields import Fields
from quizgen.importers.table import delimited
from quizgen.importers.table.cells import Row

_START = "newquestion"
_LOOKED_AT = 20_000


def _recognises(file: File) -> bool:
    words = text.start(file, _LOOKED_AT)
    lines = (line.lstrip('" \t').lower() for line in words.split("\n"))
    filled = (line for line in lines if line.strip(',;" \t') and not line.startswith("//"))
    return next(filled, "").startswith((f"{_START},", f'{_START}",'))


def _read(file: File) -> Imported:
    words, found = text.opened(file, "save it as CSV")
    for rows in _blocks(delimited.sheet(words, guarded=False).rows):
        _read_block(rows, found)
    text.require_entries(found)
    return found.imported()


def _blocks(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        name = row.cells[0].text
        if name.startswith("//"):
            continue
        if name.lower() == _START and block:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _read_block(rows: list[Row], found: Gathering) -> None:
    block = Block(rows, Fields(found))
    found.at(rows[0].number)
    try:
        if block.kind not in KINDS:
            known = ", ".join(KINDS)
            raise Broken(f"“{block.kind[:30]}” is no kind of question", f"known are: {known}")
        question = KINDS[block.kind](block)
    except NoQuestion as why:
        found.give_up(why, block.words(), block.text("title"))
        return
    found.add(question, block.kept(), block.text("title") if block.kept() else "")


BRIGHTSPACE = Importer("brightspace", "CSV of Brightspace's question library", _recognises, _read)
