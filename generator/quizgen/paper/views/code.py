"""Source code → HTML in which weight and slant tell its parts apart, for black and white print."""

from __future__ import annotations

import re
from html import escape

from pygments.token import Comment, Generic, Keyword, Name, Operator, Token, _TokenType

from quizgen.markup.code import tokens

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Generic.Heading, "keyword"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Tag, "keyword"),
    (Token, ""),
)


_LAST_BREAK = re.compile(r"\n(</span>)?\Z")


def highlight(code: str, language: str) -> str:
    """The code as HTML with spans of the classes keyword and comment; unknown languages stay plain."""
    spans = "".join(_span(kind, text) for kind, text in tokens(code, language))
    return _LAST_BREAK.sub(r"\1", spans)


def _span(kind: _TokenType, text: str) -> str:
    name = next(name for parent, name in _CLASSES if _is_a(kind, parent))
    return f'<span class="{name}">{escape(text)}</span>' if name else escape(text)


def _is_a(kind: _TokenType, parent: _TokenType) -> bool:
    return tuple(kind[: len(parent)]) == tuple(parent)
