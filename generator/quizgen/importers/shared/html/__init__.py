"""HTML of questions, from anywhere → nodes; only what our Markdown can say is left of it."""

from quizgen.importers.shared.html.passage import Pictures, passage
from quizgen.importers.shared.html.pictures import pictures, sizes

__all__ = ["Pictures", "passage", "pictures", "sizes"]
