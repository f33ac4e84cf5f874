"""What the sandbox of pictures calls: a picture in Base64 → the picture written anew, or why not."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable

from quizgen.read.pictures.rewriting import rewrite
from quizgen.read.pictures.unusable import Unusable


def start() -> Callable[[str], dict[str, str | int]]:
    """What is called for each picture. Nothing is loaded before the first one of its format."""
    return _answer


def _answer(data: str) -> dict[str, str | int]:
    try:
        made = rewrite(b64decode(data))
    except Unusable as unusable:
        return {"unusable": unusable.message, "hint": unusable.hint}
    return {
        "media_type": made.media_type,
        "data": b64encode(made.data).decode(),
        "width": made.width,
        "height": made.height,
    }
