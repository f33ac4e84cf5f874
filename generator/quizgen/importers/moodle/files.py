"""The <file> elements beside a text, and the <image> of Moodle 1.9 → the bytes of pictures."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from lxml.etree import _Element

_PLUGINFILE = "@@PLUGINFILE@@/"


class Files:
    """The files that came with one text; `damaged` tells of those that cannot be decoded."""

    def __init__(self, element: _Element) -> None:
        self._files = {_path(file): file for file in element.findall("file")}
        self._used: set[str] = set()
        self.damaged: list[str] = []

    def data(self, address: str) -> bytes | None:
        """The bytes of the file at an address in the text; None where there is none, or it is damaged.

        A damaged one is no picture either: its bytes are what could be decoded, and refused later.
        """
        path = address.removeprefix(_PLUGINFILE).strip("/")
        file = self._files.get(path)
        if file is None:
            return None
        self._used.add(path)
        data = decoded("".join(map(str, file.itertext())))
        if data is None:
            self.damaged.append(f"the picture {path} is damaged: it is no Base64")
        return data or b""

    def left_over(self) -> Iterator[str]:
        """What to tell of files that the text does not show: sounds, films, forgotten pictures."""
        for path in self._files:
            if path not in self._used:
                yield f"the file {path} is left out: a deck holds text, and pictures that it shows"


def decoded(text: str) -> bytes | None:
    """The bytes in Base64, in lines or not; None if it is none."""
    text = "".join(text.split())
    if text.startswith("data:"):
        text = text.partition(",")[2]
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return None


def _path(file: _Element) -> str:
    folder = (file.get("path") or "").strip("/")
    name = file.get("name") or ""
    return f"{folder}/{name}" if folder else name
