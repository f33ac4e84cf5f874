"""Why an <item> does not become a question."""

from __future__ import annotations


class Broken(Exception):
    """It is damaged, or does not tell what is right: `message` goes on after "the question …: "."""

    def __init__(
        self, message: str, hint: str = "correct it where it is from, and export it again"
    ):
        super().__init__(message)
        self.message, self.hint = message, hint


class Foreign(Exception):
    """It is of a kind that no deck has: `message` says which; its words are kept as a note."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
