"""TeX → a clean drawing and MathML, by MathJax in a process of its own, or a mistake in a teacher's words."""

import json
import re
import unicodedata
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from quizgen.markup.formula import drawing_world
from quizgen.markup.formula.glyphs import FallbackFonts
from quizgen.markup.formula.javascript import scripts
from quizgen.markup.formula.mistakes import (
    NOT_STARTED,
    TOO_COMPLEX,
    TOO_LARGE,
    UNREADABLE,
    bad_colour,
    explain,
    unprintable,
)
from quizgen.markup.formula.model import FormulaError
from quizgen.markup.formula.svg import BadColour, Drawing, ForeignText, Immeasurable, clean
from quizgen.sandbox import NotStarted, SandboxFailure

LONGEST: Final = 5_000
"""Characters of TeX in one formula."""
LARGEST: Final = 300.0
"""Em of width or height: several pages."""
DEEPEST: Final = 50
"""Groups inside one another: a limit of our own, the same on every machine."""
Letters = dict[str, tuple[float, float, float, str] | None]
"""Letters to be composed of their parts, or else drawn as a Glyph of another font, if there is one."""
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[{}]", re.DOTALL)
_OPENING: Final = frozenset(("{", "\\left", "\\begin"))
_CLOSING: Final = frozenset(("}", "\\right", "\\end"))


@dataclass(frozen=True, slots=True)
class Typeset:
    """A drawing and the MathML it was made from."""

    drawing: Drawing
    mathml: str


class Draughtsman:
    """Draws formulas one by one; none of them knows of the others. It remembers `kept` drawings."""

    def __init__(self, fonts: FallbackFonts, kept: int = 0) -> None:
        self._fonts = fonts
        self._sandbox = scripts(drawing_world.__name__)
        self._remembered = lru_cache(kept)(self._draw_anew)

    def draw(self, tex: str, display: bool) -> Typeset | FormulaError:
        """One formula; every failure is a FormulaError."""
        return self._remembered(tex, display)

    def _draw_anew(self, tex: str, display: bool) -> Typeset | FormulaError:
        foreign = [character for character in tex if _is_control(character)]
        if foreign:
            return unprintable(foreign)
        if len(tex) > LONGEST or _depth(tex) > DEEPEST:
            return TOO_COMPLEX
        try:
            return self._draw(tex, display)
        except ForeignText as text:
            return unprintable(text.characters)
        except BadColour as colour:
            return bad_colour(colour.value)
        except NotStarted:
            return NOT_STARTED
        except SandboxFailure as failure:
            return UNREADABLE if str(failure).startswith("TypeError") else TOO_COMPLEX
        except Immeasurable:
            return TOO_LARGE

    def _draw(self, tex: str, display: bool) -> Typeset | FormulaError:
        try:
            return self._typeset(tex, display, {})
        except ForeignText as text:
            return self._typeset(tex, display, self._letters(text.characters))

    def _typeset(self, tex: str, display: bool, letters: Letters) -> Typeset | FormulaError:
        answer = self._sandbox.call("drawFormula", tex, display, json.dumps(letters))
        if not _is_whole(answer):
            raise SandboxFailure("an answer of another kind")
        if "mistake" in answer:
            return explain(answer["mistake"], answer["text"], answer["values"])
        drawing = clean(answer["svg"])
        if max(drawing.width, drawing.height) > LARGEST:
            return TOO_LARGE
        return Typeset(drawing, answer["mathml"])

    def _letters(self, characters: str) -> Letters:
        glyphs = ((letter, self._fonts.glyph(letter)) for letter in sorted(set(characters)))
        return {letter: astuple(glyph) if glyph else None for letter, glyph in glyphs}


def _is_whole(answer: object) -> bool:
    """Whether an answer is what drawFormula gives: it comes from a process that we do not trust."""
    match answer:
        case {"mistake": str(), "text": str(), "values": list(values)}:
            return all(isinstance(value, str | int | float | None) for value in values)
        case {"mistake": _}:
            return False
        case {"svg": str(), "mathml": str()}:
            return True
    return False


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\n\r"


def _depth(tex: str) -> int:
    """How deeply groups, brackets and environments are nested, at most."""
    steps = (_step(token) for token in _TOKEN.findall(tex))
    return max(accumulate(steps), default=0)


def _step(token: str) -> int:
    return (token in _OPENING) - (token in _CLOSING)
