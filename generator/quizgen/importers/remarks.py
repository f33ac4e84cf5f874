"""What is shown after answering → notes: what quizgen itself writes into feedback comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from quizgen.labels import labels, languages
from quizgen.markup.leading import led_by
from quizgen.model import Markup, Node, Note

_LABELS = ("memory_tip", "analogy", "source")


def notes(feedback: Markup) -> tuple[Note, ...]:
    """Feedback, and the memory tips, analogies and sources that are labelled in it, in any language.

    What follows a label belongs to it, up to the next one.
    """
    found: list[tuple[str, list[Node]]] = []
    for block in feedback:
        label, rest = _labelled(block)
        if label or not found:
            found.append((label or "feedback", []))
        found[-1][1].extend(rest)
    return tuple(Note(label, tuple(blocks)) for label, blocks in found if blocks)


def on_answer(answer: str, feedback: Markup) -> tuple[Note, ...]:
    """Feedback on one of several answers, as a note that says to which; () where there is none."""
    label = Node("strong", children=(Node("text", f"{answer}:"),))
    return (Note("feedback", led_by(label, feedback)),) if feedback else ()


def _labelled(block: Node) -> tuple[str, Markup]:
    """The label with which a block begins, "" for none, and what of the block follows it."""
    first, *rest = block.children or (Node("text"),)
    if block.kind != "paragraph" or first.kind != "strong":
        return "", (block,)
    (label, *more) = first.children or (Node("text"),)
    name = "" if more else _names().get(label.text, "")
    return (name, tuple(_without_blank(block, tuple(rest)))) if name else ("", (block,))


def _without_blank(block: Node, rest: Markup) -> Iterator[Node]:
    if rest and rest[0].kind == "text":
        rest = (replace(rest[0], text=rest[0].text.removeprefix(" ")), *rest[1:])
    rest = tuple(node for node in rest if node.kind != "text" or node.text)
    if rest:
        yield replace(block, children=rest)


@cache
def _names() -> Mapping[str, str]:
    return {
        f"{labels(language).print[name]}:": name for language in languages() for name in _LABELS
    }
