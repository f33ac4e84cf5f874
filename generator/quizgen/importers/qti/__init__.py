"""QTI 2.0 to 3.0, as content packages and as single items → questions.

1EdTech, Question and Test Interoperability 2.1 (2012), 2.2 (2015) and 3.0 (2022). What no question of ours
can hold is kept in words; a question whose key is not certain is an error.
"""

from __future__ import annotations

import re

from quizgen.importers.importer import File, Importer, Refused
from quizgen.importers.qti.bank import read
from quizgen.importers.qti.package import manifest_path
from quizgen.importers.shared.archive import Archive, is_archive

__all__ = ["QTI"]

_ITEM = re.compile(rb"<(?:[\w.-]+:)?(?:assessmentItem|qti-assessment-item)[\s>]")
_PACKAGE = re.compile(
    rb"imsqti_(?:item|test|assessment|stimulus)_xmlv[23]|imsqti_v2p|imsqtiasi_v3|<!DOCTYPE"
)
_FEW = 20
_START = 20_000
"""Bytes: before an item stand comments of some length."""


def _recognises(file: File) -> bool:
    if not is_archive(file.data):
        start = file.data[:_START].replace(b"\0", b"")
        return b"<" in start[:200] and bool(_ITEM.search(start))
    try:
        return _is_package(Archive(file.data))
    except Refused:
        # No importer can read it: this one tells why, but for documents, which need other words.
        return b"word/document.xml" not in file.data


def _is_package(archive: Archive) -> bool:
    """Whether a manifest speaks of QTI, or has a document type, or is missing beside an item."""
    path = manifest_path(archive)
    if path:
        return bool(_PACKAGE.search(archive.read(path)))
    names = [name for name in archive.names if name.endswith(".xml")][:_FEW]
    return any(_ITEM.search(archive.read(name)[:_START]) for name in names)


QTI = Importer("qti", "QTI 2.1, 2.2 and 3.0, packages and single items", _recognises, read)
