"""Imported questions → the same words in the blocks that a card has room for.

Behind a label stands one block, and in a cell of a table one paragraph; other programs have none of
these limits. Nothing but the division into blocks changes, and the order of notes, which cards have by their
labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quizgen.model import Gaps, Markup, Matching, Node, Note, Open, Pair, Question
from quizgen.read.kinds.common import NOTES

_RUNNING = frozenset({"paragraph", "formula_block"})


def fitting(question: Question) -> Question:
    """The question with hints and ordered notes of one block each, and entries to match of one paragraph."""
    hints = tuple(map(_one_block, question.hints))
    ordered = sorted(question.notes, key=lambda note: NOTES.index(note.label))
    notes = tuple(_note(question, note, not place) for place, note in enumerate(ordered))
    fitted = replace(question, hints=hints, notes=notes)
    return _matching(fitted) if isinstance(fitted, Matching) else fitted


def _note(question: Question, note: Note, first: bool) -> Note:
    """Feedback that comes first has room for several blocks where nothing else stands behind."""
    roomy = first and note.label == "feedback" and not isinstance(question, Gaps | Open)
    return note if roomy else replace(note, text=_one_block(note.text))


def _one_block(blocks: Markup) -> Markup:
    """Paragraphs as lines of one; with other blocks among them, all in a quotation."""
    if len(blocks) < 2:
        return blocks
    if any(block.kind not in _RUNNING for block in blocks):
        return (Node("quote", children=blocks),)
    return (_joined(blocks, Node("linebreak")),)


def _matching(question: Matching) -> Matching:
    pairs = tuple(Pair(_cell(pair.left), _cell(pair.right)) for pair in question.pairs)
    return replace(question, pairs=pairs, distractors=tuple(map(_cell, question.distractors)))


def _cell(entry: Markup) -> Markup:
    if len(entry) < 2 and all(block.kind == "paragraph" for block in entry):
        return entry
    fits = all(block.kind in _RUNNING for block in entry)
    return (_joined(entry, Node("text", " ")),) if fits else entry


def _joined(blocks: Markup, between: Node) -> Node:
    return Node("paragraph", children=tuple(_run(blocks, between)))


def _run(blocks: Markup, between: Node) -> Iterator[Node]:
    for place, block in enumerate(blocks):
        yield from (between,) if place else ()
        displayed = Node("formula", block.text, attributes=(("display", "true"),))
        yield from block.children if block.kind == "paragraph" else (displayed,)
