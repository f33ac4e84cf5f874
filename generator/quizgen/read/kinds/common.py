"""What the readers of all kinds share: the pieces of a card, and problems on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from quizgen.markup.plain import plain
from quizgen.model import Card, Criterion, Markup, Node, Note, Pattern, Place
from quizgen.problem import Problem, warning
from quizgen.read.fields import to_decimal
from quizgen.read.parts import Part
from quizgen.read.vocabulary import Vocabulary

NOTES = ("feedback", "memory_tip", "analogy", "source")
MOST_ANSWERS, LONGEST_ANSWER = 100, 500
_WEIGHT = re.compile(r"\s*\(\s*(?P<points>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]+)\.?\s*\)\s*\.?\s*$")


@dataclass
class Work:
    """A card on its way to a question: its parts, its file's lines, and the problems so far."""

    card: Card
    parts: tuple[Part, ...]
    lines: list[str]
    vocabulary: Vocabulary
    points: Decimal
    problems: list[Problem] = field(default_factory=list)

    def error(self, place: Place, message: str, hint: str = "") -> None:
        """Report an error."""
        self.problems.append(Problem(place, message, hint))

    def warn(self, place: Place, message: str, hint: str = "") -> None:
        """Report a warning."""
        self.problems.append(warning(place, message, hint))

    def labelled(self, meaning: str) -> tuple[Markup, ...]:
        """What stands under each label of that meaning."""
        return tuple(part.blocks for part in self.parts if part.meaning == meaning and part.blocks)

    @property
    def content(self) -> Markup:
        """All that stands under no label."""
        return _content(self.parts)

    def around(self, main: Part) -> tuple[Markup, Markup]:
        """The content before the main part, which belongs to the stem, and that after it."""
        position = self.parts.index(main)
        before, after = self.parts[:position], self.parts[position + 1 :]
        return _content(before), _content(after)


def _content(parts: Iterable[Part]) -> Markup:
    return tuple(block for part in parts if not part.meaning for block in part.blocks)


def fields(work: Work, stem: Markup, after: Markup = ()) -> dict[str, Any]:
    """The fields that questions of all kinds have. `after` is text without label behind the answer."""
    card = work.card
    if after:
        work.warn(
            after[0].place,
            "this text behind the answer is understood as feedback",
            "write Feedback: before it, or move it above the answer to have it printed",
        )
    notes = [Note("feedback", after)] if after else []
    notes += [Note(label, text) for label in NOTES for text in work.labelled(label)]
    rubric = tuple(
        criterion for text in work.labelled("rubric") for criterion in criteria(text, work)
    )
    return {
        "id": card.id,
        "stem": stem,
        "deck": card.deck,
        "topic": card.topic,
        "tags": card.tags,
        "points": _points(work, rubric),
        "difficulty": card.difficulty,
        "language": card.language,
        "hints": work.labelled("hint"),
        "notes": tuple(notes),
        "rubric": rubric,
        "card": card.source,
        "place": card.place,
    }


def _points(work: Work, rubric: tuple[Criterion, ...]) -> Decimal:
    """What the author said, else the sum of a rubric that weighs each line, else the deck's default."""
    weights = [criterion.points for criterion in rubric]
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    weighed = bool(weights) and None not in weights
    if work.card.points is None:
        return total if weighed else work.points
    if weighed and total != work.card.points:
        work.warn(
            work.card.place,
            f"the rubric's points add up to {total}, but the question is worth {work.card.points}",
            f"write points={total} behind the heading, or change the rubric",
        )
    return work.card.points


def criteria(markup: Markup, work: Work) -> list[Criterion]:
    """One criterion for each list item or paragraph; a paragraph that only introduces a list is none."""
    found: list[Criterion] = []
    for index, block in enumerate(markup):
        if block.kind in ("bullet_list", "ordered_list"):
            found += [_criterion(item.children, work) for item in block.children if item.children]
        elif not _introduces(markup, index):
            found.append(_criterion((block,), work))
    return found


def _introduces(markup: Markup, index: int) -> bool:
    followed = index + 1 < len(markup) and markup[index + 1].kind in ("bullet_list", "ordered_list")
    return followed and plain((markup[index],)).endswith(":")


def _criterion(blocks: Markup, work: Work) -> Criterion:
    """A criterion, with the points in brackets at the end of its first block cut off."""
    first = blocks[0]
    last = first.children[-1] if first.children else None
    found = _WEIGHT.search(last.text) if last and last.kind == "text" else None
    if not last or not found or not work.vocabulary.means(found["unit"], "points"):
        return Criterion(blocks)
    kept = Node("text", last.text[: found.start()], (), (), last.place)
    children = (*first.children[:-1], *((kept,) if kept.text else ()))
    text = (Node(first.kind, "", children, first.attributes, first.place), *blocks[1:])
    return Criterion(text, to_decimal(found["points"].replace(",", ".")))


def patterns(text: str) -> tuple[Pattern, ...]:
    r"""The alternatives of a short answer, divided by bars.

    `*` is a wildcard; a backslash takes its meaning from `*`, `|` and itself; an alternative between
    backticks is taken literally.
    """
    return tuple(map(_pattern, _alternatives(text)))


def check_size(work: Work, place: Place, answers: tuple[Pattern, ...]) -> None:
    """Report more or longer answers than anybody would write for people."""
    if len(answers) > MOST_ANSWERS:
        work.error(place, f"{len(answers):,} answers between bars; at most {MOST_ANSWERS} can be")
    longest = max((len(str(answer)) for answer in answers), default=0)
    if longest > LONGEST_ANSWER:
        message = f"this answer has {longest:,} characters; at most {LONGEST_ANSWER} can be typed"
        work.error(place, message, "ask for it as an open question: without the label")


def says_nothing(pattern: Pattern) -> bool:
    """Whether a pattern has no text of its own: empty, or nothing but wildcards."""
    return not any(part.strip() for part in pattern.parts)


def _alternatives(text: str) -> list[str]:
    return [part.strip() for part in re.findall(r"(?:`[^`]*`|\\.|[^|])+", text, re.DOTALL)]


def _pattern(text: str) -> Pattern:
    if len(text) > 2 and text[0] == text[-1] == "`" and "`" not in text[1:-1]:
        return Pattern((text[1:-1].strip(),))
    parts = [""]
    for piece in re.findall(r"\\[*|\\`]|\*|[^*\\]+|\\", text):
        if piece == "*":
            parts.append("")
        else:
            parts[-1] += piece[1:] if len(piece) == 2 and piece[0] == "\\" else piece
    return Pattern(tuple(parts))
