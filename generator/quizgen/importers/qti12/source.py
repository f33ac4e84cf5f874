"""What a reader of one kind of question is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizgen.importers.qti12.feedback import Feedback
from quizgen.importers.qti12.item import Item
from quizgen.importers.qti12.scoring import Scoring
from quizgen.importers.qti12.texts import Texts
from quizgen.model import Markup


@dataclass(frozen=True, slots=True)
class Source:
    """An item, how it is scored, its stem; `warn` is told what is lost."""

    item: Item
    scoring: Scoring
    texts: Texts
    feedback: Feedback
    stem: Markup
    warn: Callable[[str], None]
