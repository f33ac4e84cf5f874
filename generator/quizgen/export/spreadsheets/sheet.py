"""The bytes of an xlsx workbook → the cells of its sheet (ECMA-376, part 1, 18.3 and 18.4)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from quizgen.export.spreadsheets.workbook import CREATED

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile("([A-Z]+)([0-9]+)")

Cells = Mapping[tuple[int, int], str | Decimal]


def cells(data: bytes) -> Cells:
    """What stands in each row and column, from 0. Raises ValueError where it is no such file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = _texts(archive.read("xl/sharedStrings.xml"))
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"), _PARSER)
            core = archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as problem:
        raise ValueError(f"no workbook: {problem}") from None
    if core.count(f"{CREATED:%Y-%m-%dT%H:%M:%SZ}".encode()) != 2:
        raise ValueError("a date that is not the same always")
    return dict(_cell(cell, texts) for cell in sheet.iter(f"{_MAIN}c"))


def _texts(data: bytes) -> list[str]:
    return [
        "".join(text.text or "" for text in entry.iter(f"{_MAIN}t"))
        for entry in etree.fromstring(data, _PARSER)
    ]


def _cell(cell: etree._Element, texts: list[str]) -> tuple[tuple[int, int], str | Decimal]:
    place, kind = cell.get("r", ""), cell.get("t", "n")
    if cell.find(f"{_MAIN}f") is not None or kind not in {"n", "s"}:
        raise ValueError(f"{place} is a formula, or of another kind")
    value = cell.findtext(f"{_MAIN}v", "")
    return _position(place), _unescaped(texts[int(value)]) if kind == "s" else Decimal(value)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _position(place: str) -> tuple[int, int]:
    match = _PLACE.fullmatch(place)
    if not match:
        raise ValueError(f"no place of a cell: {place}")
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
