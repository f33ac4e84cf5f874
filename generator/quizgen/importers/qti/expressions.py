r"""Regular expressions of XML Schema (part 2, appendix F) that say no more than our wildcards → patterns.

Understood are literal text, `\.` and the like, `.*` for any text, and `[aA]` for a letter in both cases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quizgen.model import Pattern

_TOKEN = re.compile(
    r"(?P<any>\.\*)|\[(?P<one>\w)(?P<other>\w)\]|\\(?P<escaped>[^\w\s])|(?P<plain>[^\\|.?*+(){}\[\]^$])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A pattern, and whether capital and small letters count in it."""

    pattern: Pattern
    case: bool

    def fits(self, text: str) -> bool:
        """Whether the whole text is such an answer; the time grows with its length only."""
        parts = [part if self.case else part.casefold() for part in self.pattern.parts]
        text = text if self.case else text.casefold()
        first, *rest = parts
        if not rest:
            return text == first
        *middle, last = rest
        if not text.startswith(first) or len(text) < len(first) + len(last):
            return False
        at, end = len(first), len(text) - len(last)
        for part in middle:
            at = text.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return text.endswith(last)


@cache
def pattern(expression: str) -> Accepted | None:
    """The pattern that an expression stands for; None for one that says more."""
    if expression.startswith("^") and expression.endswith("$"):
        expression = expression[1:-1]
    parts, folded, letters, at = [""], False, False, 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            return None
        at = match.end()
        one, other = match["one"], match["other"]
        if match["any"]:
            parts.append("")
        elif one:
            if one.casefold() != other.casefold():
                return None
            folded = True
            parts[-1] += one
        else:
            parts[-1] += match["escaped"] or match["plain"]
            letters = letters or _has_cases(match["plain"] or "")
    # Some letters in one case and others in both: our patterns know all or none.
    return None if folded and letters else Accepted(Pattern(tuple(parts)), not folded)


def _has_cases(letter: str) -> bool:
    return len(letter.lower()) == len(letter.upper()) == 1 and letter.lower() != letter.upper()
