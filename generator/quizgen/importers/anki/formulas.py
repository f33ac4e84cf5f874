r"""The ways in which Anki marks formulas in a field → \(…\) and \[…\], with nothing but TeX between them.

These are [latex], [$] and [$$] of its own LaTeX, and the marks of MathJax, in which its editor leaves HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_MARKS = re.compile(
    r"\[latex\](?P<latex>.{0,20000}?)\[/latex\]"
    r"|\[\$\$\](?P<shown>.{0,8000}?)\[/\$\$\]"
    r"|\[\$\](?P<inline>.{0,8000}?)\[/\$\]"
    r"|<anki-mathjax(?P<block> block=\"true\")?[^<>]{0,100}>(?P<editor>.{0,8000}?)</anki-mathjax>"
    r"|(?<!\\)\\\((?P<round>.{0,8000}?)\\\)"
    r"|(?<!\\)\\\[(?P<square>.{0,8000}?)\\\]",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_MORE = re.compile(r"<(?:code|img|li|p|pre|sup|table|td)\b", re.IGNORECASE)
"""No editor puts these into a formula: the marks only look as if they belonged together."""

_DOLLARS = re.compile(r"\$\$(?P<shown>[^$]{1,4000})\$\$|\$(?P<inline>[^$]{1,4000})\$")
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>displaymath|math|equation\*?)\}(?P<tex>.{0,8000}?)\\end\{(?P=name)\}",
    re.DOTALL,
)
_ALIGNED = re.compile(r"\\begin\{(align|gather|eqnarray|multline|alignat|flalign)\*?\}")


def with_tex(html: str) -> str:
    """The field with all its formulas between the marks of MathJax."""
    return _MARKS.sub(_formula, html) if "[" in html or "\\" in html or "<" in html else html


def _formula(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind in ("round", "square") and _MORE.search(match[kind]):
        return match[0]
    return _KINDS[kind](_tex(match[kind]), bool(match["block"]))


def _tex(html: str) -> str:
    """The TeX, of which the editor made HTML."""
    return _TAG.sub(" ", html).replace("&nbsp;", " ").strip()


def _inline(tex: str, block: bool = False) -> str:
    return rf"\({tex}\)" if tex and not block else _displayed(tex)


def _displayed(tex: str, block: bool = True) -> str:
    return rf"\[{tex}\]" if tex else ""


def _latex(text: str, block: bool = False) -> str:
    """Text of LaTeX, with formulas in it."""
    if _ALIGNED.match(text):
        return _displayed(text)
    text = _ENVIRONMENT.sub(
        lambda m: _inline(m["tex"].strip(), m["name"] != "math"),
        text,
    )
    return _DOLLARS.sub(lambda m: _inline(m[m.lastgroup or 0], m.lastgroup == "shown"), text)


_KINDS: Mapping[str, Callable[[str, bool], str]] = {
    "latex": _latex,
    "shown": _displayed,
    "inline": _inline,
    "editor": _inline,
    "round": _inline,
    "square": _displayed,
}
