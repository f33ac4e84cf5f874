"""Layout and fonts of a document → the CSS that its style sheet builds on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from quizgen.paper.fonts.subsets import Face, Typeset
from quizgen.paper.views.asset import Asset
from quizgen.paper.views.view import Sheet

RUNNING, LARGEST_RUNNING = Decimal("0.78"), Decimal(12)
"""The font size of running head and foot, of that of the text; and at most, in points."""


def page_style(sheet: Sheet) -> str:
    """Sheet size and font size."""
    size = sheet.layout.font_size
    running = min(LARGEST_RUNNING, Decimal(size) * RUNNING)
    sides = {"a4": "A4", "letter": "letter"}[sheet.layout.size.lower()]
    return f"@page {{ size: {sides}; font-size: {running}pt }}\nhtml {{ font-size: {size}pt }}\n"


def running_style(title: str, whose: str, foot: str) -> str:
    """What runs in the margins of every page, each as a CSS `content`: see `text`, `page_count`."""
    return (
        f"@page {{ @top-left {{ content: {title} }} @top-right {{ content: {whose} }} "
        f"@bottom-right {{ content: {foot} }} }}\n"
    )


def page_count(labels: Mapping[str, str]) -> str:
    """Such as "Page 2 of 5", counted by the layout."""
    before, _, rest = labels["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    return f"{text(before)} counter(page) {text(between)} counter(pages) {text(after)}"


def font_style(typeset: Typeset) -> str:
    """The fonts as @font-face rules, and the stacks as the variables --serif, --sans and --mono."""
    stacks = "; ".join(
        f"--{name}: {', '.join(map(text, families))}" for name, families in typeset.stacks.items()
    )
    variables = f"@page {{ {stacks} }}\n:root {{ {stacks} }}\n"
    return "".join(map(_font_face, typeset.faces)) + variables


def font_file(face: Face) -> Asset:
    """The font as a document fetches it."""
    return Asset("font/ttf", face.data)


def _font_face(face: Face) -> str:
    style = "italic" if face.italic else "normal"
    return (
        f"@font-face {{ font-family: {text(face.family)}; font-weight: {face.weight}; "
        f"font-style: {style}; src: url({font_file(face).address}) }}\n"
    )


def text(words: str) -> str:
    """Words as a CSS string."""
    escaped = "".join(f"\\{ord(c):x} " if c in '\\"\n\r\f' else c for c in words)
    return f'"{escaped}"'
