"""MathML → the formula in words of a language, by the speech rule engine in a process of its own.

ClearSpeak reads a formula as a teacher reads it aloud, with the ends of fractions, roots and
brackets said, so that it can be understood one way only. MathSpeak names every sign; it reads
chemistry better (it tells CO from Co), and what a language's ClearSpeak has no words for.
"""

import json
import re
from functools import cached_property
from typing import Final

from quizgen.markup.formula import mathjax, speech_world
from quizgen.markup.formula.javascript import scripts
from quizgen.sandbox import NotStarted, SandboxFailure

FALLBACK: Final = "en"
ALIASES: Final = {"no": "nb"}
NOT_LANGUAGES: Final = ("base", "nemeth")

CLEAR: Final = (
    "AbsoluteValue_AbsEnd:Enclosed_EndEnclose:Fraction_EndFrac:"
    "ImpliedTimes_None:Paren_Speak:Roots_RootEnd:TriangleSymbol_Delta"
)

_CHEMISTRY: Final = re.compile(r"\\ce\b")
_CONDITION: Final = re.compile(r"\([^()]*(?:\||\\mid\b|\\vert\b)[^()]*\)")
"""A bar in parentheses, as in P(A|B), is a condition; elsewhere it divides."""


class Speaker:
    """Says formulas in one language, English where the engine does not know it."""

    def __init__(self, language: str) -> None:
        self.language = spoken_language(language)
        self._sandbox = scripts(speech_world.__name__, self.language, FALLBACK)

    def say(self, tex: str, mathml: str) -> str | None:
        """The words, none for a blank formula; None if the engine fails on this one.

        Raises NotStarted when there is no engine: another run would find other words.
        """
        domain, style = self._manner(tex, mathml)
        try:
            words = self._sandbox.call("speakFormula", mathml, self.language, domain, style)
        except NotStarted:
            raise
        except SandboxFailure:
            return None
        return " ".join(words.split()) if isinstance(words, str) else None

    def _manner(self, tex: str, mathml: str) -> tuple[str, str]:
        """ClearSpeak with its style, or MathSpeak."""
        lacks_words = "<menclose" in mathml and "enclose" not in self._clear_rules
        if _CHEMISTRY.search(tex) or lacks_words or not self._clear_rules:
            return "mathspeak", "default"
        # A vector of two would be read as "n choose k" too: the words depend on which one it is.
        binomial = 'linethickness="0"' in mathml and "<mtable" not in mathml
        matrix = "Matrix_Combinatoric" if binomial else "Matrix_EndMatrix"
        bar = "VerticalLine_Given" if _CONDITION.search(tex) else "VerticalLine_Auto"
        return "clearspeak", f"{CLEAR}:{matrix}:{bar}"

    @cached_property
    def _clear_rules(self) -> frozenset[str]:
        """The names of ClearSpeak's rules that have words in this language."""
        parts = json.loads(mathjax.speech_map(self.language)).items()
        rules = (
            rule for name, part in parts if "/rules/clearspeak" in name for rule in part["rules"]
        )
        return frozenset(rule[1] for rule in rules if rule[0] == "Action")


def spoken_language(language: str) -> str:
    """A language tag such as "de-AT" → the language that formulas are spoken in."""
    primary = language.replace("_", "-").split("-")[0].lower()
    primary = ALIASES.get(primary, primary)
    known = primary not in NOT_LANGUAGES and mathjax.has_speech(primary)
    return primary if known and primary.isalpha() else FALLBACK
