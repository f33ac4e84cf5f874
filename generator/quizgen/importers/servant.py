"""What the sandbox of importers calls: a file in Base64 → what was imported, as JSON."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from quizgen.importers import IMPORTERS
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.sound import sound
from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.record.codec import encode


def start() -> Callable[[str, str, str], dict[str, Any]]:
    """What is called for each file."""
    return _answer


def _answer(name: str, data: str, format: str) -> dict[str, Any]:
    file = File(name, b64decode(data))
    importer = IMPORTERS[format] if format else recognised(file)
    if importer is None:
        return {"importer": ""}
    return {"importer": importer.name, "imported": encode(read(importer, file))}


def recognised(file: File) -> Importer | None:
    """The first importer that knows the file by its content."""
    return next((each for each in IMPORTERS.values() if each.recognises(file)), None)


def read(importer: Importer, file: File) -> Imported:
    """What the file holds; where it is refused, the problem that tells why."""
    try:
        return sound(importer.read(file), file)
    except Refused as refused:
        place = Place(file.name, refused.line)
        message = f"this file cannot be imported: {refused.message}"
        return Imported(problems=(Problem(place, message, refused.hint),))
