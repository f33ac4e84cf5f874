"""Questions → the Markdown that a teacher would write; reading it gives the same questions again."""

from quizgen.author.deck import deck
from quizgen.author.markup import markdown
from quizgen.author.parts import Remark
from quizgen.author.question import card
from quizgen.author.seen import same
from quizgen.author.unwritable import Unwritable

__all__ = ["Remark", "Unwritable", "card", "deck", "markdown", "same"]
