"""Files by path → one zip archive: the same bytes at any time and on any machine."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_UNIX, _READABLE = 3, 0o100644
_COMPRESSED = frozenset({"png", "jpg"})
_LEVEL = 6


def package(files: Mapping[str, bytes]) -> bytes:
    """The archive, with the files in the order given; their date is the first that zip knows."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, data in files.items():
            archive.writestr(_entry(path), data, compresslevel=_LEVEL)
    return buffer.getvalue()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path)
    entry.create_system, entry.external_attr = _UNIX, _READABLE << 16
    packed = path.rpartition(".")[2] in _COMPRESSED
    entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
    return entry
