"""Bytes of a zip file that nobody vouches for → its files, read under limits, or why it is refused."""

from __future__ import annotations

import stat
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from quizgen.importers.importer import Refused

MOST_FILES: Final = 10_000
LARGEST: Final = 300_000_000
"""Bytes of all files together, unpacked."""

DAMAGED: Final = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
"""What reading a damaged zip file raises."""

_START = b"PK\x03\x04"
_ENCRYPTED = 0x1
_AGAIN = "export it again, or unpack it and make a new zip file of its content"


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as a zip file does."""
    return data.startswith(_START)


class Archive:
    """A zip file whose names lead nowhere and whose size is known; nothing is ever unpacked to disk.

    Raises Refused: for a damaged file; one with links, passwords, a path that leads out of it, or two
    files of the same name; one that is too large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(f"it is a damaged zip file: {error}", 0, _AGAIN) from None
        files = [info for info in self._zip.infolist() if not info.is_dir()]
        _check(files)
        self._files = {info.filename: info for info in files}

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of its files, in their order."""
        return tuple(self._files)

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def read(self, name: str) -> bytes:
        """The bytes of a file; Refused if they are damaged. KeyError if there is none."""
        info = self._files[name]
        try:
            with self._zip.open(info) as file:
                data = file.read(info.file_size + 1)
        except DAMAGED as error:
            raise Refused(f"the file {name} in it is damaged: {error}", 0, _AGAIN) from None
        if len(data) > info.file_size:
            raise Refused(f"the file {name} in it is larger than it says", 0, _AGAIN)
        return data


def _check(files: list[ZipInfo]) -> None:
    if len(files) > MOST_FILES:
        raise Refused(f"it holds {len(files):,} files; at most {MOST_FILES:,} are read")
    if sum(info.file_size for info in files) > LARGEST:
        raise Refused(f"unpacked, it would have more than {LARGEST // 1_000_000} MB")
    names: set[str] = set()
    for info in files:
        _check_file(info)
        if info.filename in names:
            raise Refused(f"it holds two files named {info.filename}", 0, _AGAIN)
        names.add(info.filename)


def _check_file(info: ZipInfo) -> None:
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        raise Refused(f"a path in it leads out of it: {info.filename}", 0, _AGAIN)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused(f"it holds a link, not a file: {info.filename}", 0, _AGAIN)
    if info.flag_bits & _ENCRYPTED:
        raise Refused("it is protected by a password", 0, "export it without a password")
