"""What was read from a paper as one long string, to find passages in it.

Blanks do not count, nor how characters are composed; a drawing is a single character of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from quizgen.paper.checks.reading import Token
from quizgen.paper.views.plan import Passage

SOFT_HYPHEN = "\xad"
LABEL_MARKS = r"[.:)\]]{0,2}"
"""What a template may set between a label and what it stands for."""

BETWEEN = 80
"""So many characters a template may set between a question's number and its stem."""

_DRAWN_AS_TWO = "\u0e33\u0eb3"  # the vowel am of Thai and Lao

# A font may have one glyph for both: micro and mu, increment and delta, two apostrophes, slashes,
# equals signs and letters phi, three hyphens. A PDF tells one character for a glyph.
_SAME_GLYPH = str.maketrans("\xb5\u2206\u02bb\u02bc\u2215\u02ed\u03d5\u2010\u2011", "μΔ‘’⁄⁼φ--")

_FIRST_DRAWING = 0xF0000  # the first code of a private plane: no author's text uses it


class Strand:
    """Tokens as a string, each of its characters knowing its token."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._drawings: dict[str, str] = {}
        owned = [(c, token) for token in tokens for c in self._token_characters(token)]
        owned = _in_canonical_order(owned)
        self._owners = [token for _, token in owned]
        self.characters = "".join(c for c, _ in owned)

    def _token_characters(self, token: Token) -> str:
        return self._drawing(token.text) if token.drawing else plain_characters(token.text)

    def tokens(self, span: range) -> Iterator[Token]:
        """The tokens of a span, in order."""
        return (self._owners[i] for i in span)

    def find(self, passage: Passage, start: int, end: int | None = None) -> range | None:
        """Where the passage with its label first stands, from `start` on and before `end`."""
        label = (
            f"{re.escape(plain_characters(passage.label))}{LABEL_MARKS}" if passage.label else ""
        )
        found = self._search(label + self._pattern(passage), start, end)
        if found is None and _is_mixed(passage):
            return self._find_mixed(passage, start, end, between=2)
        return found

    def find_stem(self, stem: Passage, points: str, start: int) -> range | None:
        """As `find`, but the points or a few other characters may stand before the text."""
        number = f"{re.escape(plain_characters(stem.label))}{LABEL_MARKS}"
        usual = f"(?:{re.escape(plain_characters(points))})?"
        for between in (usual, f"(?!\\d).{{0,{BETWEEN}}}?"):
            found = self._search(number + between + self._pattern(stem), start, None)
            if found is not None:
                return found
        return self._find_mixed(stem, start, None, BETWEEN) if _is_mixed(stem) else None

    def _search(self, pattern: str, start: int, end: int | None) -> range | None:
        stop = len(self.characters) if end is None else end
        sought = re.compile(pattern, re.DOTALL)
        while found := sought.search(self.characters, start, stop):
            if self._owners[found.start()].begins:
                return range(*found.span())
            start = found.start() + 1
        return None

    def _pattern(self, passage: Passage) -> str:
        return "".join(
            re.escape(self._drawing(piece.text)) if piece.drawing else _text_pattern(piece.text)
            for piece in passage.pieces
        )

    def _find_mixed(
        self, passage: Passage, start: int, end: int | None, between: int
    ) -> range | None:
        """Where the passage's characters stand in any order: see `_is_mixed`."""
        wanted = "".join(
            self._drawing(piece.text) if piece.drawing else plain_characters(piece.text)
            for piece in passage.pieces
        )
        stop = len(self.characters) if end is None else end
        label = re.compile(re.escape(plain_characters(passage.label)))
        for found in label.finditer(self.characters, start, stop):
            first = self._find_bag(wanted, found.end(), min(found.end() + between, stop))
            if first is not None and self._owners[found.start()].begins:
                return range(found.start(), first + len(wanted))
        return None

    def _find_bag(self, wanted: str, start: int, last: int) -> int | None:
        """From `start` to `last`, the first place at which the wanted characters stand in any order."""
        bag, size = Counter(wanted), len(wanted)
        places = (i for i in range(start, last + 1) if self.characters[i : i + 1] in bag)
        return next((i for i in places if Counter(self.characters[i : i + size]) == bag), None)

    def _drawing(self, description: str) -> str:
        return self._drawings.setdefault(description, chr(_FIRST_DRAWING + len(self._drawings)))


def plain_characters(text: str) -> str:
    """The characters that count, decomposed, ligatures and presentation forms as their letters."""
    return "".join(c for c in unicodedata.normalize("NFD", as_read(text)) if _counts(c))


def as_read(text: str) -> str:
    """The text with each character as the one, or those, that a PDF may tell for its glyph."""
    return unicodedata.normalize("NFC", "".join(map(_letters, text)))


def _in_canonical_order(owned: list[tuple[str, Token]]) -> list[tuple[str, Token]]:
    """Accents of a letter as Unicode orders them (UAX 15): fonts may draw them in another order."""
    classes = [unicodedata.combining(c) for c, _ in owned]
    letters = accumulate(combining == 0 for combining in classes)
    places = list(zip(letters, classes, strict=True))
    return [owned[i] for i in sorted(range(len(owned)), key=places.__getitem__)]


def _is_mixed(passage: Passage) -> bool:
    """Whether PDF readers give its characters in the order in which they are drawn.

    So they do where text runs from right to left, and with Indian scripts.
    """
    return passage.right_to_left or any(_is_sign(c) for piece in passage.pieces for c in piece.text)


def _text_pattern(text: str) -> str:
    """A pattern for the text; where it may be broken, there may be a hyphen.

    Between letters that take vowel signs there may be traces of those.
    """
    if any(map(_is_sign, text)):
        return r".{0,2}?" + r".{0,2}?".join(map(re.escape, plain_characters(text)))
    return "-?".join(re.escape(plain_characters(part)) for part in text.split(SOFT_HYPHEN))


def _letters(character: str) -> str:
    presentation = "\ufb00" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc"
    if presentation or character in _DRAWN_AS_TWO:
        return unicodedata.normalize("NFKD", character)
    return character.translate(_SAME_GLYPH)


def _counts(character: str) -> bool:
    hidden = unicodedata.category(character) in {"Cc", "Cf"}
    return not (hidden or character.isspace() or _is_sign(character))


def _is_sign(character: str) -> bool:
    """A vowel sign of an Indian or South-East Asian script.

    Fonts join them to letters in ways that PDF readers do not undo, so they do not count.
    """
    return "\u0900" <= character <= "\u1cff" and unicodedata.category(character) in {"Mn", "Mc"}
