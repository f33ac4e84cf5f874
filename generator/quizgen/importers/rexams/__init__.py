"""R/exams exercises that need no R (https://www.r-exams.org) → questions."""

from quizgen.importers.rexams.reading import REXAMS

__all__ = ["REXAMS"]
