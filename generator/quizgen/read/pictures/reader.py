"""Addresses of pictures in decks → checked pictures by the SHA-256 of their data, or problems."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from quizgen.model import Picture, Place
from quizgen.problem import Problem
from quizgen.read.pictures.formats import format_of
from quizgen.read.pictures.locate import Locator, decoded, read_bytes
from quizgen.read.pictures.unusable import Unusable

if TYPE_CHECKING:
    from quizgen.sandbox import Sandbox


class PictureReader:
    """Reads the pictures of one project; each file once.

    They are decoded in `sandbox`; without one, in that which all readers share.
    """

    def __init__(self, root: Path, sandbox: Sandbox | None = None) -> None:
        self._locator = Locator(root)
        self._sandbox = sandbox
        self._read: dict[Path, Picture | Unusable] = {}

    def read(self, src: str, deck_path: str, place: Place) -> Picture | Problem:
        """The picture at an address, percent-encoded and relative to the deck's folder.

        `deck_path` is relative to the root, with forward slashes. A problem stands at `place`.
        """
        try:
            found = self._load(self._locator.locate(src, deck_path))
        except Unusable as unusable:
            found = unusable
        if isinstance(found, Unusable):
            return Problem(place, f"the picture {_shown(src)}{found.message}", found.hint)
        return found

    @property
    def pictures(self) -> Mapping[str, Picture]:
        """All pictures read so far, by key, sorted by key."""
        read = [found for found in self._read.values() if isinstance(found, Picture)]
        return MappingProxyType({p.key: p for p in sorted(read, key=lambda picture: picture.key)})

    def paths(self, root: Path) -> Mapping[str, str]:
        """Where the pictures lie below the root, by key; one of those files that show the same."""
        found = ((p, shown) for p, shown in self._read.items() if isinstance(shown, Picture))
        inside = ((path, shown.key) for path, shown in found if path.is_relative_to(root))
        return {key: path.relative_to(root).as_posix() for path, key in sorted(inside)}

    def _load(self, path: Path) -> Picture | Unusable:
        if path not in self._read:
            try:
                self._read[path] = self._rewritten(read_bytes(path))
            except Unusable as unusable:
                self._read[path] = unusable
        return self._read[path]

    def _rewritten(self, data: bytes) -> Picture:
        format_of(data)  # a file of another format is refused without starting a process
        from quizgen.read.pictures import apart

        return apart.rewritten(data, self._sandbox or apart.shared())


def _shown(src: str) -> str:
    """The name as the author wrote it, with a blank, or nothing where there is none."""
    try:
        return f"{decoded(src)} "
    except Unusable:
        return f"{src} " if src else ""
