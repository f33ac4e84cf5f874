"""The formulas of anything authored → drawn formulas, and problems where the TeX is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from quizgen.markup.formula import Formula, FormulaEngine, FormulaError
from quizgen.model import nodes
from quizgen.problem import Problem

Result = TypeVar("Result", bound=Formula | FormulaError | None)

_KINDS = frozenset({"formula", "formula_block"})


def draw(
    value: object, language: str = "en", cache: Path | None = None
) -> tuple[Mapping[tuple[str, bool], Formula], tuple[Problem, ...]]:
    """Every formula in a tuple of questions, passages and the like, by its TeX and whether it is displayed.

    `language` is that of the spoken words, `cache` a folder that keeps drawn formulas. A wrong formula
    is reported at each of its places.
    """
    drawn, problems = _treated(value, FormulaEngine(language, cache).draw)
    return {key: found for key, found in drawn.items() if isinstance(found, Formula)}, problems


def mistakes(value: object, cache: Path | None = None) -> tuple[Problem, ...]:
    """The wrong formulas in a tuple of questions and the like; none of them is spoken or kept."""
    return _treated(value, FormulaEngine(cache=cache).mistake)[1]


def _treated(
    value: object, treat: Callable[[str, bool], Result]
) -> tuple[Mapping[tuple[str, bool], Result], tuple[Problem, ...]]:
    """What became of every formula, treated once, and a problem for each place of a wrong one."""
    found: dict[tuple[str, bool], Result] = {}
    problems: list[Problem] = []
    for node in nodes(value):
        if node.kind in _KINDS:
            key = node.text, node.kind == "formula_block" or bool(node.get("display"))
            result = found[key] if key in found else found.setdefault(key, treat(*key))
            if isinstance(result, FormulaError):
                message = f"this formula is wrong: {result.message}"
                problems.append(Problem(node.place, message, result.hint))
    return found, tuple(problems)
