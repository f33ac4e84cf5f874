"""The bytes of an Anki package → the facts that it states, read as Anki reads it.

The package's format is that of Anki 2.1: an SQLite database with notes, their fields parted by \\x1f,
and a list of the pictures' names.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import html
from lxml.html import HtmlElement

from quizgen.export.lms.facts import GAP, Facts, Passage, Shown, digest
from quizgen.formats.anki_note import ID, borne
from quizgen.markup.seen import squeezed

BROKEN = (BadZipFile, sqlite3.Error, KeyError, ValueError)
"""What is raised where a file is no such package."""

_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_QUERY = (
    "SELECT n.guid, n.mid, n.tags, n.flds, min(c.did), count(DISTINCT c.ord)"
    " FROM notes n JOIN cards c ON c.nid = n.id GROUP BY n.id ORDER BY min(c.due)"
)
_Pictures = Mapping[str, bytes]


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all notes, in the order in which Anki asks them. Raises one of `BROKEN`."""
    with ZipFile(BytesIO(data)) as archive:
        listed = json.loads(archive.read("media"))
        pictures = {name: archive.read(number) for number, name in listed.items()}
        if set(archive.namelist()) != {"collection.anki2", "media", *listed}:
            raise ValueError("there are files that are no pictures")
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        yield from _notes(connection, pictures)


def _notes(connection: sqlite3.Connection, pictures: _Pictures) -> Iterator[Facts]:
    models, decks = map(json.loads, connection.execute("SELECT models, decks FROM col").fetchone())
    ((count,),) = connection.execute("SELECT count(*) FROM notes")
    rows = connection.execute(_QUERY).fetchall()
    if len({guid for guid, *_ in rows}) != count:
        raise ValueError("there are notes without cards, or two of one guid")
    shown: set[str] = set()
    for guid, model, tags, fields, deck, cards in rows:
        reader = _Reader(pictures, shown)
        yield {
            "guid": guid,
            "deck": decks[str(deck)]["name"],
            "tags": tuple(tags.split()),
            "cards": cards,
            **reader.fields(models[str(model)], fields.split("\x1f")),
        }
    if shown != set(pictures):
        raise ValueError("there are pictures that no card shows")


class _Reader:
    """Reads the fields of a note; `shown` gathers the names of the pictures in them."""

    def __init__(self, pictures: _Pictures, shown: set[str]) -> None:
        self._pictures, self._shown = pictures, shown

    def fields(self, model: Mapping[str, Any], values: list[str]) -> Facts:
        """What stands where, and what of it is the key."""
        names = [field["name"] for field in model["flds"]]
        found = dict(zip(names, values, strict=True))
        text = found.pop("Text", None)
        bearing = borne(found[ID])
        facts: dict[str, object] = {
            "type": model["name"],
            "borne": bearing.question if bearing else None,
        }
        if text is not None:
            facts |= {"Text": self._passage(_root(_CLOZE.sub(_gap, text))), "gaps": _gaps(text)}
        facts |= {name: self._passage(_root(value)) for name, value in found.items()}
        return {**facts, "key": tuple(self._key(_root(found.get("Answer", ""))))}

    def _key(self, answer: HtmlElement) -> Iterator[object]:
        """The options with their marks, the pairs, or the entries in the right order."""
        for option in answer.iterfind("ol/li[@class]"):
            yield option.get("class") == "right", self._passage(option)
        for row in answer.iterfind("table[@class='pairs']/tr"):
            yield tuple(map(self._passage, row))
        for entry in answer.iterfind("ol[@class='order']/li"):
            yield self._passage(entry)

    def _passage(self, element: HtmlElement) -> Passage:
        images = tuple(sorted(map(self._image, element.iter("img"))))
        return Passage(squeezed(element.text_content()), images)

    def _image(self, element: HtmlElement) -> Shown:
        name = unquote(element.get("src", ""))
        self._shown.add(name)
        return Shown(name, element.get("alt", ""), digest(self._pictures[name]))


def _root(text: str) -> HtmlElement:
    return html.fragment_fromstring(text, create_parent="div")


def _gap(match: re.Match[str]) -> str:
    return f"{GAP}({match[3]})" if match[3] else GAP


def _gaps(text: str) -> tuple[tuple[int, str], ...]:
    """The gaps' numbers and answers, in the order of the text."""
    return tuple((int(m[1]), squeezed(unescape(m[2]))) for m in _CLOZE.finditer(text))
