"""The formulas of anything authored → drawn formulas, and problems where the TeX is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizgen.markup.formula import Formula, FormulaEngine, FormulaError
from quizgen.model import nodes
from quizgen.problem import Problem

_KINDS = frozenset({"formula", "formula_block"})


def draw(
    value: object, language: str = "en", cache: Path | None = None
) -> tuple[Mapping[tuple[str, bool], Formula], tuple[Problem, ...]]:
    """Every formula in a tuple of questions, passages and the like, by its TeX and whether it is displayed.

    `language` is that of the spoken words, `cache` a folder that keeps drawn formulas. A wrong formula
    is reported at each of its places.
    """
    engine = FormulaEngine(language, cache)
    drawn: dict[tuple[str, bool], Formula | FormulaError] = {}
    problems: list[Problem] = []
    for node in nodes(value):
        if node.kind in _KINDS:
            key = node.text, node.kind == "formula_block" or bool(node.get("display"))
            result = drawn[key] if key in drawn else drawn.setdefault(key, engine.draw(*key))
            if isinstance(result, FormulaError):
                message = f"this formula is wrong: {result.message}"
                problems.append(Problem(node.place, message, result.hint))
    formulas = {key: found for key, found in drawn.items() if isinstance(found, Formula)}
    return formulas, tuple(problems)
