"""Footnotes as Markdown has them, texts apart from their signs → each sign holding its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from quizgen.model import Markup, Node, walk
from quizgen.problem import Problem, warning

MOST_SIGNS = 20
"""How often a text may refer to one note: each sign holds the whole note."""


def place_footnotes(markup: Markup) -> tuple[Markup, list[Problem]]:
    """The passage with each note's blocks as children of its signs.

    Reported are notes without a sign, with too many, written twice, or holding signs themselves.
    """
    notes = [node for node in walk(markup) if node.kind == "footnote_text"]
    if not notes:
        return markup, []
    texts = {note.get("label"): note for note in reversed(notes)}
    signs = Counter(node.get("label") for node in walk(markup) if node.kind == "footnote")
    problems = [problem for note in notes for problem in _problems(note, texts, signs)]
    bare = {label: tuple(_bare(note.children)) for label, note in texts.items()}
    many = {label for label, number in signs.items() if number > MOST_SIGNS}
    return tuple(_placed(markup, bare | dict.fromkeys(many, ()))), problems


def _problems(note: Node, texts: Mapping[str, Node], signs: Mapping[str, int]) -> Iterator[Problem]:
    label = note.get("label")
    first = texts[label]
    if first is not note:
        message = f"the footnote [^{label}] stands in line {first.place.line} already"
        yield Problem(note.place, message, "delete one of the two, or give it another name")
    elif not signs[label]:
        yield warning(note.place, f"no text refers to the footnote [^{label}]: it is left out")
    elif signs[label] > MOST_SIGNS:
        message = (
            f"{signs[label]:,} signs refer to the footnote [^{label}]; at most {MOST_SIGNS} can"
        )
        yield Problem(note.place, message, "say it in the text")
    if any(node.kind == "footnote" for node in walk(note.children)):
        message = f"the footnote [^{label}] cannot have a footnote itself"
        yield Problem(note.place, message, "write what it says in brackets")


def _placed(markup: Markup, texts: Mapping[str, Markup]) -> Iterator[Node]:
    for node in markup:
        if node.kind == "footnote":
            yield replace(node, children=texts[node.get("label")])
        elif node.kind != "footnote_text":
            yield replace(node, children=tuple(_placed(node.children, texts)))


def _bare(markup: Markup) -> Iterator[Node]:
    """A note's blocks without signs in them, which would have no end."""
    for node in markup:
        if node.kind not in ("footnote", "footnote_text"):
            yield replace(node, children=tuple(_bare(node.children)))
