"""Why a picture cannot be used."""

from __future__ import annotations


class Unusable(Exception):
    """`message` is what follows “the picture NAME …”, `hint` how to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
