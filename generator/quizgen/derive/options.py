"""A right answer and wrong ones → options in one form and in an order that tells nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from quizgen.derive.asking import with_capital
from quizgen.derive.shape import amount
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, Option

_STOPS = (".", ";", ",")


def options(
    rights: Sequence[Option], wrongs: Sequence[Option], language: str
) -> tuple[Option, ...]:
    """All options, sorted by their text (numbers by value), with like capitals and full stops."""
    both = [*rights, *wrongs]
    texts = _alike([option.text for option in both])
    formed = [replace(o, text=text) for o, text in zip(both, texts, strict=True)]
    return tuple(sorted(formed, key=lambda option: _rank(option, language)))


def option(text: Markup, right: bool, feedback: Markup = ()) -> Option:
    """An option that stands where the text was written."""
    return Option(text=text, right=right, feedback=feedback, place=text[0].place)


def paragraph(text: str, like: Markup) -> Markup:
    """A passage of plain text that stands where another does."""
    place = like[0].place
    return (Node("paragraph", children=(Node("text", text, place=place),), place=place),)


def _rank(option: Option, language: str) -> tuple[bool, float, str]:
    text = one_line(option.text)
    number = amount(text, language)
    return number is None, float(number.value) if number else 0.0, text.casefold()


def _alike(texts: Iterable[Markup]) -> list[Markup]:
    """The texts with full stops if all have one, and with capitals if any has one."""
    found = list(texts)
    if not all(one_line(text).endswith(".") for text in found):
        found = [_last(text, _without_stop) for text in found]
    if any(one_line(text)[:1].isupper() for text in found):
        found = [(with_capital(text[0]), *text[1:]) for text in found]
    return found


def _without_stop(node: Node) -> Node:
    ends = node.text.endswith(_STOPS) and not node.text.endswith(("...", "etc."))
    return replace(node, text=node.text[:-1]) if ends else node


def _last(markup: Markup, change: Callable[[Node], Node]) -> Markup:
    """The passage with its very last text changed."""
    if not markup:
        return markup
    last = markup[-1]
    if last.kind == "text":
        return (*markup[:-1], change(last))
    if last.children and last.kind in ("paragraph", "strong", "emphasis", "mark"):
        return (*markup[:-1], replace(last, children=_last(last.children, change)))
    return markup
