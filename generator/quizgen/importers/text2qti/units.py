r"""The commands \num, \si and \SI of text2qti → formulas that every LaTeX knows."""

from __future__ import annotations

import re

from quizgen.importers.shared.markdown import outside_code

_FORMULA = re.compile(r"(?<![\\$])\$(?=\S)([^$\n]*?\S)(?<!\\)\$(?!\d)")
_COMMAND = re.compile(
    r"\\(?:num\{(?P<number>[^{}]*)\}|si\{(?P<unit>[^{}]*)\}|SI\{(?P<value>[^{}]*)\}\{(?P<of>[^{}]*)\})"
)
_EXPONENT = re.compile(r"(.*?)[eE]([-+]?\d+)")
_UNITS = {
    r"\degree": r"{}^\circ ",
    r"\celsius": r"{}^\circ C",
    r"\fahrenheit": r"{}^\circ F",
    r"\ohm": r"\Omega ",
    r"\micro": r"\mu ",
    ".": r"\cdot ",
}
_UNIT = re.compile("|".join(map(re.escape, _UNITS)))


def written_out(text: str) -> str:
    """The Markdown with each of these commands as a formula, or as a part of the one it stands in."""
    return outside_code(text, _outside) if "\\" in text else text


def _outside(text: str) -> str:
    pieces, end = [], 0
    for formula in _FORMULA.finditer(text):
        pieces.append(
            _COMMAND.sub(lambda found: f"${_written(found)}$", text[end : formula.start()])
        )
        pieces.append(_COMMAND.sub(_written, formula[0]))
        end = formula.end()
    pieces.append(_COMMAND.sub(lambda found: f"${_written(found)}$", text[end:]))
    return "".join(pieces)


def _written(found: re.Match[str]) -> str:
    if found["number"] is not None:
        return _number(found["number"])
    if found["unit"] is not None:
        return _unit(found["unit"])
    return rf"{_number(found['value'])}\,{_unit(found['of'])}"


def _number(text: str) -> str:
    exponent = _EXPONENT.fullmatch(text.strip())
    return rf"{exponent[1]} \times 10^{{{exponent[2]}}}" if exponent else text.strip()


def _unit(text: str) -> str:
    return rf"\mathrm{{{_UNIT.sub(lambda found: _UNITS[found[0]], text.strip())}}}"
