r"""A formula's TeX → what a platform would misread in it.

MathJax looks for the end of \(…\) or \[…\] in the text, outside braces, and stops at the
first. Commands that reach into the page are none of a formula's business.
"""

from __future__ import annotations

import re

_TOKENS = re.compile(r"\\[A-Za-z]+|\\.|[{}]", re.DOTALL)
_FORBIDDEN = frozenset(
    "\\" + name
    for name in (
        "href url class cssId style data require action mmlToken unicode"
        " htmlClass htmlId htmlStyle htmlData toggle texttip mathtip"
    ).split()
)


def ends_early(tex: str, display: bool) -> bool:
    r"""Whether MathJax would take a \) within (in displayed formulas \]) for the end."""
    end = r"\]" if display else r"\)"
    depth = 0
    for token in _TOKENS.findall(tex):
        depth += (token == "{") - (token == "}")
        if token == end and depth <= 0:
            return True
    return False


def forbidden(tex: str) -> str:
    """The first command that links, scripts or styles, or ""."""
    return next((token for token in _TOKENS.findall(tex) if token in _FORBIDDEN), "")
