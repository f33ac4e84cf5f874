"""Text → its source with the fewest backslashes that it takes to be read as text.

What a character means depends on all around it, so nothing is guessed: sources are read, and a
backslash goes wherever the text is read right without it. So ordinary prose gets none.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from quizgen.model import Markup

_MOST_TRIALS = 300
"""Sources read for one paragraph; only one that is full of signs needs as many."""

_MOST_READ = 150_000
"""Characters of all these sources, so that the time grows as the paragraph does, not as its square.

Where either is used up, what was not decided yet stays escaped, which is right though not pretty.
"""

_ALWAYS = {"\n": "&#10;", "\r": "&#13;"}
_BAR = "&#124;"
"""A bar with a backslash could still make a table, of one column."""


class Atom(NamedTuple):
    """A piece of source as it is, and as it stands where it must be kept from meaning something."""

    plain: str
    escaped: str


Attempt = Callable[[str], tuple[Markup, int]]
"""A source → what is read of it, and how many problems it has."""


def raw(source: str) -> Atom:
    """A piece that is never escaped."""
    return Atom(source, source)


def text_atoms(text: str) -> Iterator[Atom]:
    """The pieces of a text: signs may get a backslash, its first and last character be written as a number.

    The latter keeps blanks at the ends, and parts the text from signs beside it.
    """
    last = len(text) - 1
    for index, character in enumerate(text):
        if character == "|":
            yield Atom(character, _BAR)
        elif character in string.punctuation:
            yield Atom(character, f"\\{character}")
        elif character in _ALWAYS:
            yield raw(_ALWAYS[character])
        elif index in (0, last):
            yield Atom(character, f"&#{ord(character)};")
        else:
            yield raw(character)


def smallest(atoms: Sequence[Atom], attempt: Attempt, wanted: Markup) -> str | None:
    """The source that is read as `wanted` with the fewest escapes found; None where none is.

    With escapes, it has no problem that escaping could have prevented.
    """
    plain = "".join(atom.plain for atom in atoms)
    if attempt(plain) == (wanted, 0):
        return plain
    choices = [index for index, atom in enumerate(atoms) if atom.plain != atom.escaped]
    search = _Search(atoms, attempt, wanted, set(choices))
    if not search.fits(search.kept):
        return None
    # Backslashes are what authors write, so numbers for characters go first.
    signs = [index for index in choices if atoms[index].escaped.startswith("\\")]
    search.reduce([index for index in choices if not atoms[index].escaped.startswith("\\")])
    search.reduce(signs)
    return search.source(search.kept)


class _Search:
    """Goes through what can be left out; `kept` are the positions that are still escaped."""

    def __init__(
        self, atoms: Sequence[Atom], attempt: Attempt, wanted: Markup, kept: set[int]
    ) -> None:
        self.kept = kept
        self._atoms, self._attempt, self._wanted = atoms, attempt, wanted
        source = self.source(kept)
        self._left = min(_MOST_TRIALS, _MOST_READ // max(1, len(source)))
        _, self._problems = attempt(source)

    def source(self, kept: set[int]) -> str:
        """The source with these positions escaped."""
        return "".join(
            atom.escaped if index in kept else atom.plain for index, atom in enumerate(self._atoms)
        )

    def fits(self, kept: set[int]) -> bool:
        """Whether the source is read as it is meant, without more problems than it must have."""
        self._left -= 1
        found, problems = self._attempt(self.source(kept))
        return found == self._wanted and problems <= self._problems

    def reduce(self, choices: Sequence[int]) -> None:
        """Leave out as many of these as can be, the last ones first: an opening sign is escaped."""
        if not choices or self._left < 0:
            return
        without = self.kept.difference(choices)
        if self.fits(without):
            self.kept = without
        elif len(choices) > 1:
            middle = len(choices) // 2
            self.reduce(choices[middle:])
            self.reduce(choices[:middle])
