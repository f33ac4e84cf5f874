"""Why something in a file does not become a question."""

from __future__ import annotations


class Broken(Exception):
    """It is damaged, or does not tell what is right: `message` says why, `line` where (0: everywhere).

    Whoever reads the file tells it as an error and keeps the question's words.
    """

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line = message, hint, line


class Inexpressible(Exception):
    """It is sound, but no question of ours: `message` says what a deck cannot ask, `hint` what to do.

    Whoever reads the file warns and keeps the question's words.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
