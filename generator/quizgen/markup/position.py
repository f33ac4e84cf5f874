"""The tokens of a paragraph, one after the other → line and column of each in its file.

markdown-it gives lines for blocks and nothing for what is inside, so the tokens' own characters are
looked for in the source, each after the one before.
"""

from __future__ import annotations

from markdown_it.token import Token

from quizgen.model import Place

_NEEDLES = {"image": "![", "link_open": "[", "footnote_ref": "[^"}
_LONGEST_NEEDLE = 40


class Cursor:
    """Walks through the source lines of a file; `first_line` is the file's number of the first."""

    def __init__(self, path: str, lines: list[str], first_line: int) -> None:
        self._path, self._lines, self._first = path, lines, first_line
        self._line, self._column = 0, 0
        self._last = 0  # the last line of the block

    def block(self, line: int) -> Place:
        """Where the block that begins on that line (from 0) begins: at its first character."""
        text = self._text(line)
        return Place(self._path, self._first + line, 1 + len(text) - len(text.lstrip()))

    def enter(self, line: int, content: str) -> None:
        """Go to the text of a block on that line; cells of one table row follow each other."""
        if line != self._line:
            self._line, self._column = line, 0
        self._last = line + content.count("\n")
        self._column = self._find(content.split("\n", 1)[0][:_LONGEST_NEEDLE])

    def locate(self, token: Token) -> Place:
        """Where the inline token begins; the next one is looked for behind it."""
        needle = _NEEDLES.get(token.type) or token.markup or token.content.split("\n", 1)[0]
        self._follow(needle[:_LONGEST_NEEDLE])
        found = self._find(needle[:_LONGEST_NEEDLE])
        place = Place(self._path, self._first + self._line, found + 1)
        self._column = found + max(1, len(needle))
        self._pass_over(token)
        return place

    def next_line(self) -> None:
        """A line break: go to the first character of the next line."""
        self._line += 1
        text = self._text(self._line)
        self._column = len(text) - len(text.lstrip())

    def _pass_over(self, token: Token) -> None:
        """Follow a formula or a code span over the ends of lines to its closing marker."""
        if token.type == "formula":
            for _ in range(token.content.count("\n")):
                self.next_line()
        if token.type in ("formula", "code_inline"):
            last = self._line + 20
            while self._text(self._line).find(token.markup, self._column) < 0 and self._line < last:
                self.next_line()
            closing = self._text(self._line).find(token.markup, self._column)
            self._column = max(self._column, closing + len(token.markup))

    def _follow(self, needle: str) -> None:
        """Go to the line where the needle is: the address or title of a link may go over the end of one."""
        column = self._column
        for line in range(self._line, self._last + 1):
            if self._text(line).find(needle, column) >= 0:
                self._line, self._column = line, column
                return
            column = 0

    def _find(self, needle: str) -> int:
        found = self._text(self._line).find(needle, self._column) if needle else -1
        return found if found >= 0 else self._column

    def _text(self, line: int) -> str:
        return self._lines[line] if line < len(self._lines) else ""
