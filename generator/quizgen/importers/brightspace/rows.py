"""The rows of a question of Brightspace → what they say, and the fields of questions of all kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from quizgen.importers.broken import Broken
from quizgen.importers.shared.fields import Fields
from quizgen.importers.shared.remarks import notes
from quizgen.importers.table.cells import Row
from quizgen.importers.table.common import number
from quizgen.model import Markup, Node

DIFFICULTIES: Final[Mapping[str, Decimal]] = {
    level: Decimal(share)
    for level, share in {"1": "0.95", "2": "0.8", "3": "0.6", "4": "0.3", "5": "0.1"}.items()
}
"""1, which nearly all get right, to 5, as expected shares: those of easy, medium and hard stand at 2 to 4."""

_KNOWN = frozenset(
    "newquestion id title questiontext points difficulty image answerkey hint feedback inputbox answer"
    " scoring choice match option item true false".split()
)


@dataclass
class Block:
    """The rows from one NewQuestion to the next."""

    rows: list[Row]
    fields: Fields

    @property
    def kind(self) -> str:
        """What stands beside NewQuestion."""
        return cell(self.rows[0], 1).upper()

    def named(self, *names: str) -> Iterator[Row]:
        """The rows of these names, in small letters."""
        return (row for row in self.rows if row.cells[0].text.lower() in names)

    def text(self, name: str) -> str:
        """What stands beside a name, "" where there is no such row."""
        return next((cell(row, 1) for row in self.named(name)), "")

    def passage(self, row: Row, place: int) -> Markup:
        """The text in that column, as HTML where the next one says so."""
        return self.fields.passage(cell(row, place), cell(row, place + 1).upper() == "HTML")

    def passages(self, name: str) -> tuple[Markup, ...]:
        """The texts of all rows of that name."""
        return tuple(filter(None, (self.passage(row, 1) for row in self.named(name))))

    def common(self) -> dict[str, Any]:
        """The fields that all kinds of questions have."""
        stem = next(iter(self.passages("questiontext")), ())
        image = self.text("image")
        if not stem and not image:
            raise Broken("it has no QuestionText", "fill it in")
        if image:
            shown = Node("image", attributes=(("src", image.replace("\\", "/")),))
            stem = (*stem, Node("paragraph", children=(shown,)))
        level = DIFFICULTIES.get(self.text("difficulty"))
        return {
            "id": self.text("id"),
            "stem": stem,
            "points": self._points(),
            **({} if level is None else {"difficulty": level}),
            "hints": self.passages("hint"),
            "notes": tuple(note for text in self.passages("feedback") for note in notes(text)),
        }

    def _points(self) -> Decimal:
        points = number(self.text("points"))
        if self.text("points") and (points is None or points <= 0):
            self.fields.found.warn(f"its points are “{self.text('points')}”: it gets the deck's")
        return points if points and points > 0 else Decimal(1)

    def kept(self) -> str:
        """The rows that no question of ours can hold, such as InitialText."""
        return "\n".join(
            ": ".join(each.text for each in row.cells if each.text)
            for row in self.rows
            if row.cells[0].text.lower() not in _KNOWN and cell(row, 1)
        )

    def words(self) -> str:
        """All rows, for a note."""
        return "\n".join(
            ", ".join(each.text for each in row.cells if each.text) for row in self.rows
        )


def cell(row: Row, place: int) -> str:
    """The text in that column, "" where the row is shorter."""
    return row.cells[place].text if place < len(row.cells) else ""
