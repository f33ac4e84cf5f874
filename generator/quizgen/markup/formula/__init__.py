"""TeX → a formula for print (SVG) and for the ear (words): the formula engine."""

from quizgen.markup.formula.engine import FormulaEngine
from quizgen.markup.formula.model import Formula, FormulaError

__all__ = ["Formula", "FormulaEngine", "FormulaError"]
