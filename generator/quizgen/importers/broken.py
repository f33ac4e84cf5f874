"""Why something in a file does not become a question. Who reads the file tells it (`Gathering.give_up`)."""

from __future__ import annotations


class NoQuestion(Exception):
    """`message` says why, `line` where (0: everywhere), `hint` what to do."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


class Broken(NoQuestion):
    """It is damaged, or does not tell what is right: an error."""


class Inexpressible(NoQuestion):
    """It is sound, but asks what no question of a deck does: a warning."""
