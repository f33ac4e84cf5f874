"""Notes of Obsidian with flashcards → questions."""

from quizgen.importers.obsidian.reading import OBSIDIAN

__all__ = ["OBSIDIAN"]
