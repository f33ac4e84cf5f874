"""Anki's "Notes in Plain Text" → the questions that their cards ask.

Files of new versions tell in front which column is what. Those of old ones have a tab between fields, the
tags behind the last, and nothing else to know them by than Anki's marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from types import MappingProxyType
from urllib.parse import quote, unquote

from quizgen.formats import anki_note, anki_text
from quizgen.formats.anki_text import Head, Row
from quizgen.importers.anki.clozes import has_clozes
from quizgen.importers.anki.notes import Note, NoteType, Template
from quizgen.importers.anki.passages import behind_middle, of_html
from quizgen.importers.anki.reading import read
from quizgen.importers.anki.templates import is_blank, rendered
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.html import Pictures, pictures
from quizgen.importers.shared.html.pictures import beside
from quizgen.importers.shared.text import opened, start
from quizgen.model import Node

_NOTATION = re.compile(r"\{\{c\d+::|\[sound:|\[/?latex\]|\[/?\$\$?\]", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:br|div|b|i|u|p|img|span|ul|ol|li|sub|sup)\b[^<>]*>|&[a-z]{2,6};", re.IGNORECASE
)
_TAGS = re.compile(r"[^\s<>{}\[\]]{1,60}(?: [^\s<>{}\[\]]{1,60})*|")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)

_FORTH, _BACK = Template("{{Front}}", "{{Back}}"), Template("{{Back}}", "{{Front}}")
_IF_ASKED = Template("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{Front}}")
_BASIC = NoteType("", ("Front", "Back"))
_CLOZE = NoteType("", ("Text", "Extra"))
_STOCK: Mapping[str, NoteType] = {
    "Basic (and reversed card)": replace(_BASIC, templates=(_FORTH, _BACK)),
    "Basic (optional reversed card)": NoteType(
        "", ("Front", "Back", "Add Reverse"), (_FORTH, _IF_ASKED)
    ),
    "Basic (type in the answer)": replace(
        _BASIC, templates=(Template("{{Front}}{{type:Back}}", "{{Back}}"),)
    ),
    "Cloze": _CLOZE,
    "Image Occlusion": NoteType("", ("Occlusion", "Image", "Header", "Back Extra", "Comments")),
    **{name: NoteType(name, fields) for name, fields in anki_note.FIELDS.items()},
}
"""Note types that Anki has by itself, by their English names, and ours."""


def _recognises(file: File) -> bool:
    text = start(file)
    if anki_text.has_head(text):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    tabbed = sum("\t" in line for line in lines)
    return "\0" not in text and tabbed * 2 > len(lines) and bool(_NOTATION.search(text))


def _read(file: File) -> Imported:
    text, found = opened(file)
    head, rows, faults = anki_text.read(text)
    if not rows and not faults:
        raise Refused("there are no notes in it", 0, "export it again in Anki")
    if not head.lines:
        head = _with_tags(head, rows)
    read(_notes(head, rows), found, of_html(found, _beside(found)))
    for fault in faults:
        found.at(fault.line)
        found.error(fault.message, "end it with a quotation mark, or export it again")
    return found.imported()


def _with_tags(head: Head, rows: Iterable[Row]) -> Head:
    """Old files have the tags behind all fields."""
    counts = {len(row.cells) for row in rows}
    last = max(counts, default=0) - 1
    if last < 2 or len(counts) > 1 or not all(_TAGS.fullmatch(row.cells[last]) for row in rows):
        return head
    return replace(head, columns=MappingProxyType({"tags": last}))


def _notes(head: Head, rows: Iterable[Row]) -> Iterator[Note]:
    for number, row in enumerate(rows, start=1):
        told = {**head.values, **_told(head, row)}
        kind = _kind(told.get("notetype", ""), head, row)
        cells = [_html(cell, head) for n, cell in _cells(head, row)]
        fields = dict(zip(kind.fields, cells + [""] * len(kind.fields), strict=False))
        sides = enumerate(kind.templates)
        yield Note(
            number,
            kind,
            fields,
            tuple(f"{head.values.get('tags', '')} {_told(head, row).get('tags', '')}".split()),
            tuple(part for part in told.get("deck", "").split("::") if part),
            tuple(n for n, side in sides if not is_blank(rendered(side.front, fields))) or (0,),
            line=row.line,
        )


def _told(head: Head, row: Row) -> dict[str, str]:
    return {name: row.cells[n] for name, n in head.columns.items() if n < len(row.cells)}


def _cells(head: Head, row: Row) -> list[tuple[int, str]]:
    """The fields with their columns. Exports fill up all rows to the same length."""
    taken = set(head.columns.values())
    found = [(n, cell) for n, cell in enumerate(row.cells) if n not in taken]
    while found and not found[-1][1].strip():
        found.pop()
    return found


def _kind(name: str, head: Head, row: Row) -> NoteType:
    """The note type, as far as a text tells it: named columns, else the first is the front."""
    kind = _STOCK.get(name.rstrip("+"))
    cells = _cells(head, row)
    if kind and len(cells) <= len(kind.fields):
        return replace(kind, name=name, cloze=name == "Cloze")
    usual = _CLOZE if any(has_clozes(cell) for _, cell in cells) else _BASIC
    names = [_name(n, place, head, usual) for place, (n, _) in enumerate(cells)]
    once = (each if names.count(each) == 1 else f"Field {n}" for n, each in enumerate(names, 1))
    return NoteType(name, tuple(once))


def _name(column: int, place: int, head: Head, usual: NoteType) -> str:
    own = head.names[column].strip() if column < len(head.names) else ""
    return own or (usual.fields[place] if place < len(usual.fields) else f"Field {place + 1}")


def _html(cell: str, head: Head) -> str:
    """A field as HTML; a file that does not say what it is, is asked."""
    html = bool(_HTML.search(cell)) if head.html is None else head.html
    return behind_middle(cell) if html else escape(cell, quote=False).replace("\n", "<br>")


def _beside(found: Gathering) -> Pictures:
    """What makes nodes of pictures that lie beside the file."""
    other = pictures(found, lambda name: None)

    def made(attributes: Mapping[str, str]) -> Node | None:
        src = attributes.get("src", "").strip()
        if not src or _ADDRESS.match(src):
            return other(attributes)
        return beside(quote(unquote(src)), attributes)

    return made


ANKI_TEXT = Importer("anki-text", "notes of Anki in plain text", _recognises, _read)
