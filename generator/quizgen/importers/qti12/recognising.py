"""The bytes of a file → whether they are QTI 1.2: by their first element, or by a package's manifest."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from quizgen.importers.importer import File
from quizgen.importers.shared.archive import DAMAGED, is_archive

MANIFEST: Final = "imsmanifest.xml"

_LONGEST_START = 4_000
_LARGEST_MANIFEST = 20_000_000
_MOST_LOOKED_AT = 200

_BEFORE = rb"""(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*+"""
_FIRST = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    + _BEFORE
    + rb"<(?:[\w.-]+:)?(?:questestinterop\b|objectbank\b|item\s[^>]*\bident\s*=)",
    re.DOTALL,
)
_RESOURCE = re.compile(rb"imsqti_xmlv1p[12]|x-bb-(?:qti-)?(?:pool|test|survey)")
_SUFFIXES = (".xml", ".qti", ".dat")


def recognises(file: File) -> bool:
    """Whether this is a file or a package of QTI 1.2."""
    return _packed(file.data) if is_archive(file.data) else starts_so(file.data[:_LONGEST_START])


def starts_so(data: bytes) -> bool:
    """Whether a file begins as one with questions does, in UTF-8, UTF-16 or anything like ASCII."""
    plain = data[2:] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    return _FIRST.match(plain.replace(b"\0", b"")) is not None


def _packed(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as opened:
            files = opened.infolist()
            manifest = next((f for f in files if f.filename.endswith(MANIFEST)), None)
            if manifest and _RESOURCE.search(_start(opened, manifest, _LARGEST_MANIFEST)):
                return True
            likely = [f for f in files if f.filename.lower().endswith(_SUFFIXES)]
            return any(_is_document(opened, each) for each in likely[:_MOST_LOOKED_AT])
    except (*DAMAGED, RuntimeError):
        return False


def _start(opened: ZipFile, info: ZipInfo, length: int) -> bytes:
    """The first bytes of a file in a package; none where they are damaged or locked."""
    try:
        with opened.open(info) as file:
            return file.read(length)
    except (*DAMAGED, RuntimeError):
        return b""


def _is_document(opened: ZipFile, info: ZipInfo) -> bool:
    return starts_so(_start(opened, info, _LONGEST_START))
