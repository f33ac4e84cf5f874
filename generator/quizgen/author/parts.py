"""What a deck is made of: questions, and notes between them."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.model import Node, Question
from quizgen.read.remarks import NOTE


@dataclass(frozen=True, slots=True)
class Remark:
    """Words for those who edit the deck, which are in no output."""

    text: str

    @property
    def block(self) -> Node:
        """The block that says them in Markdown."""
        return Node("code_block", f"{self.text}\n", attributes=(("language", NOTE),))


Part = Question | Remark
