"""The CSV of Brightspace's question library → questions."""

from quizgen.importers.brightspace.reading import BRIGHTSPACE

__all__ = ["BRIGHTSPACE"]
