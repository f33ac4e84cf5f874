"""Galleys ↔ files in a folder, each named by everything that it was made from.

A file is a digest and a pickle that may hold nothing but our own plain data: a cache may come from
anyone, with a project. Whatever is wrong with it, it only costs time.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from pathlib import Path

from quizgen import __version__
from quizgen.cache_files import replace_file
from quizgen.paper.composing import blocks
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.layout.job import Casting, Press

MOST, LARGEST = 12, 64 * 1024**2
"""So many galleys are kept, those that were used last; and bytes of one at most."""

SUFFIX = ".galley"

SHAPE = 2
"""Goes up when blocks hold something else."""

_LIBRARIES = ("weasyprint", "pydyf", "uharfbuzz", "fonttools", "pillow")


class GalleyCache:
    """A folder of galleys; without a folder it keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Galley | None:
        """The galley kept under this key, if it is whole."""
        if self._folder is None:
            return None
        try:
            path = self._folder / (key + SUFFIX)
            if path.stat().st_size > LARGEST:
                return None
            galley = _decoded(path.read_bytes())
            os.utime(path)
        except Exception:  # a damaged pickle may raise anything
            return None
        return galley

    def put(self, key: str, galley: Galley) -> None:
        """Keep the galley, at once and whole; a folder that cannot be written keeps nothing."""
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._folder / (key + SUFFIX), _encoded(galley))
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        assert self._folder is not None
        kept = sorted(self._folder.glob(f"*{SUFFIX}"), key=lambda path: -path.stat().st_mtime_ns)
        for path in kept[MOST:]:
            path.unlink(missing_ok=True)


def key(casting: Casting, press: Press) -> str:
    """SHA-256 over everything that the galley depends on: content, templates, styles, fonts, versions."""
    versions = (__version__, *map(version, _LIBRARIES))
    assets = sorted(asset.address for asset in press.assets)
    parts = (SHAPE, versions, casting, dict(press.templates), press.style, press.own_style, assets)
    return hashlib.sha256(json.dumps(parts, default=_plain).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return [getattr(value, each.name) for each in fields(value)]
    raise TypeError(type(value).__name__)


def _encoded(galley: Galley) -> bytes:
    data = pickle.dumps(galley, protocol=5)
    return hashlib.sha256(data).digest() + data


def _decoded(content: bytes) -> Galley:
    digest, data = content[:32], content[32:]
    if hashlib.sha256(data).digest() != digest:
        raise ValueError("damaged")
    galley = _PlainData(io.BytesIO(data)).load()
    if not isinstance(galley, Galley):
        raise TypeError(type(galley).__name__)
    return galley


class _PlainData(pickle.Unpickler):
    """Reads what blocks are made of, and nothing else: no code can come with it."""

    def find_class(self, module: str, name: str) -> object:
        if module == "builtins" and name == "frozenset":
            return frozenset
        found = vars(blocks).get(name) if module == blocks.__name__ else None
        if isinstance(found, type) and is_dataclass(found):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")
