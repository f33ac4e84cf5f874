"""Why a document cannot be laid out."""

from __future__ import annotations

from quizgen.model import NOWHERE, Place


class LayoutFailure(Exception):
    """A document that cannot be laid out: why, in a teacher's words, what to do about it, and where."""

    def __init__(self, message: str, hint: str = "", place: Place = NOWHERE) -> None:
        super().__init__(message, hint, place)
        self.message, self.hint, self.place = message, hint, place


class Refused(LayoutFailure):
    """Something that is no asset was to be fetched: `url`."""

    def __init__(self, url: str) -> None:
        hint = "documents are made of the project's own pictures and fonts only"
        super().__init__(f"refused to fetch {url}", hint)
        self.url = url
