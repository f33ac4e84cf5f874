"""Drawn formulas ↔ JSON files in a folder, one for each, named by what they were drawn from."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path

from quizgen.cache_files import replace_file
from quizgen.markup.formula.model import Formula
from quizgen.markup.formula.safety import is_safe, is_safe_mathml


class FormulaCache:
    """A folder of formulas; whatever is wrong with it or with an entry, it only costs time."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str, tex: str, display: bool) -> Formula | None:
        """The formula kept under this key, if it is whole and of this TeX."""
        if self._folder is None:
            return None
        try:
            formula = _decoded((self._folder / _name(key)).read_bytes())
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return formula if (formula.tex, formula.display) == (tex, display) else None

    def put(self, key: str, formula: Formula) -> None:
        """Keeps the formula, at once and whole; a folder that cannot be written keeps nothing."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._folder / _name(key), _encoded(formula))
        except OSError:
            return

    def is_sound(self, key: str) -> bool:
        """Whether a formula was found to be right, though it was never drawn to be kept."""
        return self._folder is not None and (self._folder / f"{key}.sound").exists()

    def note_sound(self, key: str) -> None:
        """Remember that a formula is right."""
        if self._folder is not None:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                (self._folder / f"{key}.sound").touch()


def cache_key(*parts: object) -> str:
    """SHA-256 over everything that the drawing depends on."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _name(key: str) -> str:
    return f"{key}.json"


def _encoded(formula: Formula) -> bytes:
    values = asdict(formula)
    return json.dumps({"digest": _digest(values), **values}, ensure_ascii=False).encode()


def _decoded(content: bytes) -> Formula:
    """Raises ValueError or TypeError for what `_encoded` did not write."""
    values = json.loads(content)
    if values.pop("digest", "") != _digest(values) or not _has_types(values):
        raise ValueError("damaged entry")
    if not is_safe(values["svg"]) or not is_safe_mathml(values["mathml"]):
        raise ValueError("unsafe drawing")
    return Formula(**values)


def _digest(values: dict[str, object]) -> str:
    return cache_key(*(values.get(field.name) for field in fields(Formula)))


def _has_types(values: dict[str, object]) -> bool:
    return all(
        type(values.get(field.name)).__name__ == getattr(field.type, "__name__", field.type)
        for field in fields(Formula)
    )
