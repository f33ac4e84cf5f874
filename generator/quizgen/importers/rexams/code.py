"""A passage of an exercise → the same without the R code that shows nothing, or the news that it needs R.

Nothing is ever run. What code shows in a document is described at https://yihui.org/knitr/options/.
"""

from __future__ import annotations

import re

_CHUNK = re.compile(
    r"^[ \t]*(?P<fence>`{3,})[ ]*\{(?P<head>[A-Za-z][^}\n]*)\}[ \t]*\n"
    r"(?P<code>.*?)(?:^[ \t]*(?P=fence)[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_INLINE = re.compile(r"(?<!`)`r\s[^`]+`")
_OPTION = re.compile(r"([\w.]+)\s*[=:]\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\s]+))")
_WITHIN = re.compile(r"^[^\S\n]*#\|[^\S\n]*(.*)$", re.MULTILINE)
_DRAWING = re.compile(
    r"\b(?:plot|hist|boxplot|barplot|curve|pie|pairs|persp|image|contour|mosaicplot|ggplot|qplot"
    r"|include_graphics|include_tikz|print|cat)\b"
)
_SILENT = re.compile(
    r"\s*(?:#.*|(?:library|require|set\.seed|options|include_supplement)\s*\(.*\)|[\w.$]+\s*(?:<-|=)\s*[^=].*)?"
)
_NO = frozenset({"false", "f", "hide", "no"})


class NeedsR(Exception):
    """The passage shows what R computes."""


def without_code(text: str, kept: list[str]) -> str:
    """The passage without its code, which goes to `kept`; raises NeedsR where some of it shows."""
    text = _CHUNK.sub(lambda chunk: _shown(chunk, kept), text)
    if needs_r(text):
        raise NeedsR
    return text


def code_taken_out(text: str, kept: list[str]) -> str:
    """The same for what stands before an exercise, of which nothing shows."""
    kept += [chunk[0].strip() for chunk in _CHUNK.finditer(text)]
    return _CHUNK.sub("", text)


def needs_r(text: str) -> bool:
    """Whether a value within the text is computed."""
    return bool(_INLINE.search(text))


def _shown(chunk: re.Match[str], kept: list[str]) -> str:
    options = _options(chunk)
    if options.get("eval") in _NO and not {options.get("echo"), options.get("include")} & _NO:
        return f"```r\n{_WITHIN.sub('', chunk['code']).strip()}\n```"
    if not _is_silent(options, chunk["code"]):
        raise NeedsR
    kept.append(chunk[0].strip())
    return ""


def _options(chunk: re.Match[str]) -> dict[str, str]:
    within = ", ".join(_WITHIN.findall(chunk["code"]))
    found = _OPTION.findall(f"{chunk['head']}, {within}")
    return {name: (a or b or c).lower() for name, a, b, c in found}


def _is_silent(options: dict[str, str], code: str) -> bool:
    """Whether nothing of the code shows; where in doubt, it does."""
    if {options.get("include"), options.get("eval")} & _NO:
        return True
    if options.get("echo") not in _NO or _DRAWING.search(code):
        return False
    return options.get("results") in _NO or all(map(_SILENT.fullmatch, code.split("\n")))
