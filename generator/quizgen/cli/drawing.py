"""A project's folder → what draws its formulas, and keeps them in the project's cache."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.build import Draw
    from quizgen.problem import Problem
    from quizgen.project import Project


def formula_artist(root: Path) -> Draw:
    """Draws formulas; the cache is used only where the project has its hidden folder already."""
    from quizgen.read.formulas import draw

    return partial(draw, cache=cache_folder(root))


def cache_folder(root: Path) -> Path | None:
    """Where a project keeps what takes long to make, and what may be deleted at any time."""
    from quizgen.secret import FOLDER

    hidden = root / FOLDER
    own = hidden.is_dir() and not hidden.is_symlink()
    return hidden / "cache" if own else None


def formula_problems(project: Project) -> tuple[Problem, ...]:
    """What is wrong with the formulas of all questions that the exams may ask, drawn now or not."""
    from quizgen.bank import eligible
    from quizgen.read.formulas import mistakes

    asked = tuple((plan.blueprint, eligible(plan.bank, plan.blueprint)) for plan in project.plans)
    return mistakes(asked, cache_folder(project.root))
