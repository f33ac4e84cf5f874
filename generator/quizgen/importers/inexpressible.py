"""A question that is sound, but is no question of ours."""

from __future__ import annotations


class Inexpressible(Exception):
    """Raised where a question is read: `message` says what it asks that a deck cannot, `hint` what to do.

    Whoever reads the file warns and keeps the question's words.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
