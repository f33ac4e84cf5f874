"""Markup → HTML on one line, for a field that a spreadsheet may open, too.

What a spreadsheet would take for the beginning of a formula, at the beginning of a field or behind a
semicolon, is written as a numeric entity: the platform shows the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizgen.export.lms.media import Style
from quizgen.model import Markup, Node, Picture

_FORMULA = "=+\\-@＝＋－＠"
_BEGINNING = re.compile(f"(^|;)([ \u00a0\u3000]*)([{_FORMULA}])")
_DANGER = re.compile(f'(?:^|[;\t\r\n])[\\s\u3000]*[{_FORMULA}"]')
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_CODE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)


def _address(picture: Picture) -> str:
    raise AssertionError("these files hold no pictures")


STYLE = Style(_address)


def field(markup: Markup, style: Style = STYLE) -> str:
    """The passage as HTML on one line; a single paragraph stands without its tags."""
    return on_one_line(style.inline(described(markup), {}).html)


def on_one_line(html: str) -> str:
    """The same HTML on one line, and harmless in spreadsheets."""
    parts = _CODE.split(html)
    text = "".join(_code(part) if part.startswith("<pre>") else _squeezed(part) for part in parts)
    return _BEGINNING.sub(_entity, text.strip())


def _squeezed(html: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", html)


def _code(html: str) -> str:
    return re.sub(r"\r\n?|\n", "<br>", html).replace("\t", "    ")


def _entity(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}&#{ord(match[3])};"


def described(markup: Markup) -> Markup:
    """The passage with the descriptions of its pictures in their place."""
    return tuple(_described(node) for node in markup)


def _described(node: Node) -> Node:
    if node.kind == "image":
        return Node("text", f"[{node.get('alt')}]", place=node.place)
    return replace(node, children=described(node.children))


def plain(text: str) -> str:
    """An accepted answer, on one line."""
    return " ".join(text.split())


def formula_like(texts: Iterator[str]) -> Iterator[str]:
    """That a plain text would be taken for a formula by a spreadsheet, if one would."""
    for text in texts:
        if _DANGER.search(text) and not _NUMBER.fullmatch(text):
            yield f"spreadsheets would take the answer “{text}” for a formula"
            return
