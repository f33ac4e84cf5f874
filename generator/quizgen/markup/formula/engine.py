"""TeX → a drawn and spoken formula, kept in a cache; or the mistake in it."""

import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizgen.markup.formula import mathjax
from quizgen.markup.formula.cache import FormulaCache, cache_key
from quizgen.markup.formula.glyphs import FallbackFonts, default_fonts
from quizgen.markup.formula.mistakes import EMPTY, NOT_STARTED, UNREADABLE
from quizgen.markup.formula.model import Formula, FormulaError

if TYPE_CHECKING:
    from quizgen.markup.formula.drawing import Draughtsman
    from quizgen.markup.formula.speech import Speaker
    from quizgen.markup.formula.svg import Drawing

SCHEME: Final = 2
"""Raise it when this package draws or speaks otherwise than before: old caches are then unused."""


KEPT: Final = 1_000
"""Drawings that are remembered, some 5 KB each: formulas are looked at first, and drawn when needed."""


class FormulaEngine:
    """Draws TeX formulas for print and says them in a language.

    `cache` is a folder for drawn formulas, made when needed. `fonts` are font files that are asked
    for letters which MathJax's own fonts lack (ß, €, Cyrillic …): without it, the installed serif
    fonts. Nothing is loaded before the first formula that is not in the cache. One engine may be
    used from several threads. Engines without `fonts` share what draws, and what it remembers.
    """

    def __init__(
        self, language: str = "en", cache: Path | None = None, fonts: Sequence[Path] | None = None
    ) -> None:
        self._language = language
        self._cache = FormulaCache(cache)
        self._shares = fonts is None
        self._fonts = _usual_fonts() if fonts is None else FallbackFonts(fonts)

    def draw(self, tex: str, display: bool) -> Formula | FormulaError:
        """One formula without its dollar signs; the result depends on nothing drawn before."""
        source = _source(tex)
        if not source:
            return EMPTY
        key = self._key(source, display)
        kept = self._cache.get(key, tex, display)
        if kept is not None:
            return kept
        formula, is_spoken = self._draw(tex, source, display)
        if isinstance(formula, Formula) and is_spoken:
            self._cache.put(key, formula)
        return formula

    def mistake(self, tex: str, display: bool) -> FormulaError | None:
        """What is wrong with a formula, if anything is: three times as fast, for nothing is spoken."""
        source = _source(tex)
        if not source:
            return EMPTY
        key = self._key(source, display)
        if self._cache.is_sound(key) or self._cache.get(key, tex, display) is not None:
            return None
        result = self._drawn(source, display)
        if isinstance(result, FormulaError):
            return result
        self._cache.note_sound(key)
        return None

    def _key(self, source: str, display: bool) -> str:
        parts = (mathjax.version(), self._language, self._fonts.digest, display, source)
        return cache_key(SCHEME, *parts)

    def _draw(self, tex: str, source: str, display: bool) -> tuple[Formula | FormulaError, bool]:
        """The formula, and whether it has words: a failure to say it need not last."""
        from quizgen.sandbox import NotStarted

        result = self._drawn(source, display)
        if isinstance(result, FormulaError):
            return result, False
        drawing, mathml, raw = result
        try:
            words = self._speaker.say(source, raw)
        except NotStarted:
            return NOT_STARTED, False
        spoken = source if words is None else words
        measures = drawing.width, drawing.height, drawing.depth
        return Formula(tex, display, drawing.svg, *measures, spoken, mathml), words is not None

    def _drawn(self, source: str, display: bool) -> "tuple[Drawing, str, str] | FormulaError":
        """The drawing, its MathML, and that as MathJax wrote it."""
        from quizgen.markup.formula.mathml import plain_mathml

        result = self._draughtsman.draw(source, display)
        if isinstance(result, FormulaError):
            return result
        try:
            mathml = plain_mathml(result.mathml)
        except ValueError:
            return UNREADABLE
        return (result.drawing, mathml, result.mathml) if mathml else EMPTY

    # Drawing and speaking need libraries that are slow to load; a full cache needs none of them.
    @cached_property
    def _draughtsman(self) -> "Draughtsman":
        from quizgen.markup.formula.drawing import Draughtsman

        return _usual_draughtsman() if self._shares else Draughtsman(self._fonts)

    @cached_property
    def _speaker(self) -> "Speaker":
        from quizgen.markup.formula.speech import Speaker

        return Speaker(self._language)


@cache
def _usual_fonts() -> FallbackFonts:
    return FallbackFonts(default_fonts())


@cache
def _usual_draughtsman() -> "Draughtsman":
    from quizgen.markup.formula.drawing import Draughtsman

    return Draughtsman(_usual_fonts(), kept=KEPT)


def _source(tex: str) -> str:
    return unicodedata.normalize("NFC", tex).strip()
