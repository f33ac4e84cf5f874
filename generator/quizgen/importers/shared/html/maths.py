"""MathML that tells its TeX, too → that TeX between delimiters (MathML 3, section 5.1.3: annotation)."""

from __future__ import annotations

import re
from html import unescape

_MATH = re.compile(r"<((?:[a-z]+:)?)math\b[^<>]*>.*?</\1math\s*>", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(
    r"""<(?:[a-z]+:)?annotation\s[^<>]*encoding\s*=\s*["'](?:application/x-)?(?:la)?tex["'][^<>]*>"""
    r"(.*?)</(?:[a-z]+:)?annotation\s*>",
    re.DOTALL | re.IGNORECASE,
)
_DISPLAYED = re.compile(r"""^<[^<>]*\bdisplay\s*=\s*["']block["']""", re.IGNORECASE)


def with_tex(html: str) -> str:
    """The HTML, each formula in it that has its TeX as an annotation replaced by that."""
    return _MATH.sub(_replaced, html) if "math" in html.lower() else html


def _replaced(match: re.Match[str]) -> str:
    found = _TEX.search(match[0])
    if not found or not found[1].strip():
        return match[0]
    tex = unescape(found[1]).strip().replace("&", "&amp;").replace("<", "&lt;")
    return rf"\[{tex}\]" if _DISPLAYED.match(match[0]) else rf"\({tex}\)"
