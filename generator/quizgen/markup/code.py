"""Source code and its language → its tokens: all of it, in order, each with what it is."""

from __future__ import annotations

from functools import cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

MOST_COLOURED = 5_000
"""Characters; the lexers of some languages take seconds for more."""


def tokens(code: str, language: str) -> tuple[tuple[_TokenType, str], ...]:
    """The tokens of the code and of a line break at its end; of an unknown language it is one."""
    whole = code.rstrip("\n") + "\n"
    # Lexers need a line break at the end: without one, those of consoles lose the last line.
    found = tuple(_lexer(language if len(code) <= MOST_COLOURED else "").get_tokens(whole))
    if "".join(text for _, text in found) != whole:
        return ((Token, whole),)  # rather plain than with something lost
    return found


@cache
def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)
