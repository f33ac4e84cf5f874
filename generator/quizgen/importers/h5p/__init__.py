"""H5P packages (https://h5p.org) → questions."""

from quizgen.importers.h5p.reading import H5P

__all__ = ["H5P"]
