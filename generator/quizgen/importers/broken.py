"""A question that cannot be imported as it stands."""

from __future__ import annotations


class Broken(Exception):
    """Raised where a question is read: `message` says what is wrong with it, `line` where (0: everywhere).

    Whoever reads the file tells it and keeps the question's words.
    """

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line
