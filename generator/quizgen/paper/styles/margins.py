"""What runs in the margins of pages that are laid out once for all papers, as samples."""

from __future__ import annotations

from quizgen.paper.styles import style
from quizgen.paper.views.content import Content

DIGITS = "0123456789"
WIDE = 88
"""A number of pages that takes as much room as any of two digits."""


def sample_margins(content: Content, whose: str) -> str:
    """The style of the margins with the title, whose paper it is, and as wide a page number as any."""
    page = content.labels["page"].format(page=WIDE, pages=WIDE)
    title = content.exam.blueprint.title
    return style.running_style(style.text(title), style.text(whose), style.text(page))


def page_digits(content: Content) -> str:
    """All that page numbers are written with."""
    return content.labels["page"].format(page=DIGITS, pages=DIGITS)
