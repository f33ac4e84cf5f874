"""What a reader of a single question raises where it is damaged."""

from __future__ import annotations


class Broken(Exception):
    """Words that make no question: `message` says why, `hint` how to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
