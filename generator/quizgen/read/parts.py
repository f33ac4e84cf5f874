"""A card's blocks → content and labelled parts, in the order written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizgen.model import Markup, Node, Place
from quizgen.read.lines import Line, join_lines, split_lines
from quizgen.read.vocabulary import PARTS, Vocabulary

_FOLLOWED_BY = {"match": frozenset({"table"}), "order": frozenset({"ordered_list", "bullet_list"})}


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one label. `meaning` is as in the label files; "" is content without label."""

    meaning: str
    blocks: Markup
    place: Place


def divide_parts(blocks: Markup, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """The parts of a card's back.

    A label holds the rest of its line and the lines after it in the same paragraph; one with nothing
    behind it holds the next block. A rubric holds the list after it in any case.
    """
    parts: list[Part] = []
    for part in _single_parts(blocks, vocabulary):
        before = parts[-1] if parts else None
        if before and part.meaning == "" and _goes_on(before, part.blocks[0]):
            parts[-1] = replace(before, blocks=before.blocks + part.blocks)
        else:
            parts.append(part)
    return tuple(parts)


def _goes_on(before: Part, block: Node) -> bool:
    if before.meaning == "rubric":
        return block.kind in ("bullet_list", "ordered_list") and all(
            b.kind == "paragraph" for b in before.blocks
        )
    return bool(before.meaning) and not before.blocks


def _single_parts(blocks: Markup, vocabulary: Vocabulary) -> Iterator[Part]:
    for index, block in enumerate(blocks):
        if block.kind == "paragraph":
            after = blocks[index + 1].kind if index + 1 < len(blocks) else ""
            yield from _of_paragraph(block, vocabulary, after)
        else:
            yield Part("", (block,), block.place)


def _of_paragraph(block: Node, vocabulary: Vocabulary, after: str) -> Iterator[Part]:
    """The labelled parts within a paragraph; one without labels stays as it is."""
    meaning, place = "", block.place
    lines: list[Line] = []
    for line in split_lines(block):
        found = _label(line, vocabulary, after)
        if not found:
            lines.append(line)
            continue
        if lines or meaning:
            yield Part(meaning, join_lines(lines), place)
        (meaning, rest), place = found, line[0].place
        lines = [rest] if rest else []
    if not meaning and place == block.place:
        yield Part("", (block,), block.place)
    elif lines or meaning:
        yield Part(meaning, join_lines(lines), place)


def _label(line: Line, vocabulary: Vocabulary, after: str) -> tuple[str, Line] | None:
    """The label of a line. `Match:` and `Order:` count only where nothing else stands in their line."""
    found = vocabulary.label(line, PARTS)
    if found and found[0] in _FOLLOWED_BY and (found[1] or after not in _FOLLOWED_BY[found[0]]):
        return None
    return found
