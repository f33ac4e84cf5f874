"""Source code → HTML in which weight and slant tell its parts apart, for black and white print."""

from __future__ import annotations

import re
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Comment, Generic, Keyword, Name, Operator, Token, _TokenType
from pygments.util import ClassNotFound

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Generic.Heading, "keyword"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Tag, "keyword"),
    (Token, ""),
)


MOST_HIGHLIGHTED = 5_000
"""Characters; the lexers of some languages take seconds for more."""

_LAST_BREAK = re.compile(r"\n(</span>)?\Z")


def highlight(code: str, language: str) -> str:
    """The code as HTML with spans of the classes keyword and comment; unknown languages stay plain."""
    known = language if len(code) <= MOST_HIGHLIGHTED else ""
    # Lexers need a line break at the end: without one, those of consoles lose the last line.
    whole = code.rstrip("\n") + "\n"
    tokens = tuple(_lexer(known).get_tokens(whole))
    if "".join(text for _, text in tokens) != whole:
        tokens = ((Token, whole),)  # rather plain than with something lost
    return _LAST_BREAK.sub(r"\1", "".join(_span(kind, text) for kind, text in tokens))


def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


def _span(kind: _TokenType, text: str) -> str:
    name = next(name for parent, name in _CLASSES if _is_a(kind, parent))
    return f'<span class="{name}">{escape(text)}</span>' if name else escape(text)


def _is_a(kind: _TokenType, parent: _TokenType) -> bool:
    return tuple(kind[: len(parent)]) == tuple(parent)
