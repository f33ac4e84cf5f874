"""Formulas typed in Unicode, such as ||w||₁ = Σ|wᵢ| → the same as LaTeX, where that is certain."""

from quizgen.importers.notes.maths.finding import with_maths

__all__ = ["with_maths"]
