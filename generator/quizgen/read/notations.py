"""Blocks that stand under no card heading → cards, in whichever notation they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from quizgen.markup.items import CARD_WORDS
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, Place, walk
from quizgen.problem import Problem, warning
from quizgen.read.card_blocks import divide, whole_cards
from quizgen.read.lines import Line, join_lines, split_lines, take_braces
from quizgen.read.raw import RawCard
from quizgen.read.vocabulary import PAIR_ENDS, PAIR_STARTS, Vocabulary


def starts_card(block: Node, vocabulary: Vocabulary) -> bool:
    """Whether a paragraph begins cards of its own, also below the heading of another.

    So do `Q:`, `Question:` and `Front:`, and lines that all are `term :: definition`.
    """
    lines = split_lines(block) if block.kind == "paragraph" else []
    pairs = any(vocabulary.label(line, PAIR_STARTS) for line in lines)
    return pairs or (bool(lines) and all(divide(line) for line in lines))


def read_notations(
    blocks: Markup, topic: str, vocabulary: Vocabulary
) -> tuple[tuple[RawCard, ...], tuple[Problem, ...]]:
    """The cards of these blocks, and a warning for each text that belongs to none."""
    reader = _Reader(topic, vocabulary)
    for block in blocks:
        reader.read(block)
    reader.finish_pair()
    return tuple(reader.cards), tuple(reader.problems)


def _mixed(block: Node) -> Markup:
    """A paragraph in which lines `term :: definition` stand next to lines with gaps, as one for each sort."""
    if block.kind != "paragraph" or not any(node.kind == "gap" for node in block.walk()):
        return (block,)
    groups = groupby(split_lines(block), key=lambda line: bool(divide(line)))
    return tuple(part for _, lines in groups for part in join_lines(tuple(lines)))


@dataclass
class _Pair:
    """A card of two labels that is being read."""

    place: Place
    notation: str
    front: list[Node] = field(default_factory=list)
    back: list[Node] = field(default_factory=list)
    answered: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    def add(self, blocks: Markup) -> None:
        (self.back if self.answered else self.front).extend(blocks)


class _Reader:
    """Reads block after block; `_pair` is the card whose answer may still go on."""

    def __init__(self, topic: str, vocabulary: Vocabulary) -> None:
        self.cards: list[RawCard] = []
        self.problems: list[Problem] = []
        self._topic, self._vocabulary = topic, vocabulary
        self._pair: _Pair | None = None
        self._stray = False

    def read(self, block: Node) -> None:
        parts = _mixed(block)
        if len(parts) > 1:
            for part in parts:
                self.read(part)
            return
        if block.kind == "paragraph" and not self._is_cloze(block):
            self._paragraph(block)
            return
        cards = tuple(self._whole(block))
        if cards:
            self.finish_pair()
            self.cards += cards
        elif block.kind == "rule":
            self.finish_pair()
        else:
            self._other((block,))

    def finish_pair(self) -> None:
        """End the card that is being read. One without an answer has its back after its first line."""
        pair, self._pair = self._pair, None
        if pair is None:
            return
        front, back = tuple(pair.front), tuple(pair.back)
        if not pair.answered:
            front, back = front[:1], front[1:]
        self.cards.append(
            RawCard(front, back, pair.notation, self._topic, pair.place, pair.attributes)
        )

    def _is_cloze(self, block: Node) -> bool:
        open_question = self._pair is not None and not self._pair.answered
        return not open_question and any(node.kind == "gap" for node in block.walk())

    def _whole(self, block: Node) -> Iterator[RawCard]:
        """The cards of a block that is nothing but cards."""
        if block.kind == "paragraph":
            yield RawCard((block,), (), "cloze paragraph", self._topic, block.place)
        for front, back, notation in whole_cards(block, self._vocabulary):
            place = next((n.place for n in walk(front) if n.place.path), block.place)
            yield RawCard(front, back, notation, self._topic, place)

    def _paragraph(self, block: Node) -> None:
        kept: list[Line] = []
        for line in split_lines(block):
            if self._starts_card(line):
                self._other(join_lines(kept))
                kept = []
                self._start(line)
            else:
                kept.append(line)
        self._other(join_lines(kept))

    def _starts_card(self, line: Line) -> bool:
        return bool(self._vocabulary.label(line, PAIR_STARTS | PAIR_ENDS) or divide(line))

    def _start(self, line: Line) -> None:
        found = self._vocabulary.label(line, PAIR_STARTS | PAIR_ENDS)
        if not found:
            self.finish_pair()
            self.cards += self._divided(line)
        elif found[0] in PAIR_STARTS:
            self.finish_pair()
            rest, attributes = take_braces(found[1], CARD_WORDS)
            self._pair = _Pair(line[0].place, f"{found[0]} label", attributes=attributes)
            self._pair.add(join_lines([rest]))
        else:
            self._answer(line[0].place, found[1])

    def _answer(self, place: Place, rest: Line) -> None:
        if self._pair is None or self._pair.answered:
            self.problems.append(
                Problem(
                    place,
                    "this answer has no question before it",
                    "begin the card with Q: or Front:",
                )
            )
            return
        self._pair.answered = True
        self._pair.add(join_lines([rest]))

    def _divided(self, line: Line) -> Iterator[RawCard]:
        line, attributes = take_braces(line, CARD_WORDS)
        front, back, both = divide(line) or ((), (), False)
        place = line[0].place
        yield RawCard(front, back, "term :: definition", self._topic, place, attributes)
        if both:
            unnamed = tuple(pair for pair in attributes if pair[0] != "#")
            yield RawCard(back, front, "definition ::: term", self._topic, place, unnamed)

    def _other(self, blocks: Markup) -> None:
        """Text that starts no card: it goes on with the card before, or belongs to none."""
        if self._pair:
            self._continue(self._pair, blocks)
        elif blocks and not self._stray:
            self._stray = True
            self.problems.append(_stray(blocks[0]))

    def _continue(self, pair: _Pair, blocks: Markup) -> None:
        target = pair.back if pair.answered else pair.front
        if target and blocks and target[-1].kind == "paragraph" == blocks[0].kind:
            before, after = target[-1], blocks[0]
            if after.place.line == before.place.line + len(split_lines(before)):
                target[-1] = join_lines([*split_lines(before), *split_lines(after)])[0]
                return
        pair.add(blocks)


def _stray(block: Node) -> Problem:
    if any(node.get("box") for node in block.walk()):
        return Problem(
            block.place,
            "these options belong to no question",
            "put the question above as ## heading",
        )
    shown = one_line((block,), 40)
    return warning(
        block.place,
        f"this text belongs to no card and is not used: {shown!r}",
        "a card begins with ## or Q:, or is written: term :: definition",
    )
