"""The teacher's style sheet → what in it depends on where a part of the paper stands.

Papers are put together from parts that were laid out once: questions and options in another order,
under other numbers, on other pages. That is right only if no style depends on any of these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from quizgen.model import Place
from quizgen.paper.styles.own_files import STYLE
from quizgen.paper.styles.selectors import DIFFERS, Selector, Spot, read_selectors, shown

MOST_LEVELS = 30
"""So deep may blocks and parentheses be nested to be looked through."""

_DEEP = "from here on the style sheet is nested too deep to be looked through"
_FIRST = "“{code}” styles a question by whether it is the first of its section, " + DIFFERS
_COLUMNS = "“{code}” changes columns, and what stands in a column differs from paper to paper"
_COUNTS = "“{code}” counts on from part to part, and their order differs from paper to paper"
_PRINTS = "“{code}” prints what depends on other parts or on the page, " + DIFFERS
_MOVES = "“{code}” takes something out of its place on a page, " + DIFFERS
_PAGES = "“{code}” styles some of the pages, and what stands on them differs from paper to paper"
_BREAKS = "“{code}” begins a new page or column by what stands there, " + DIFFERS
_HOLDS = "“{code}” keeps something with what stands before it, " + DIFFERS
_NUMBERS = "“{code}” numbers the options, and their order differs from paper to paper"

_USUAL_PAGES = re.compile(r"(:(first|left|right)|[\s,])*", re.IGNORECASE)
_BREAKING = re.compile(r"(page-)?break-(before|after|inside)")
_DESCRIBING = frozenset("font-face counter-style color-profile".split())
_DEFAULTS = frozenset("initial inherit unset revert".split())
_FAR = frozenset("string element target-counter target-counters target-text running".split())
_LISTED = frozenset(".options .option .steps .step .prompts .prompt .entries .entry ul li".split())
_OWN_PAGE = frozenset({".answer-sheet", ".form-key"})


@dataclass(frozen=True, slots=True, order=True)
class Obstacle:
    """Something in the style sheet that needs whole papers to be laid out, and why."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """What the rule around matches: elements, or the pages."""

    spots: tuple[Spot, ...] = ()
    page: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """A declaration: the words and the functions of its value, wherever in it, and where it holds."""

    words: frozenset[str]
    functions: frozenset[str]
    scope: _Scope

    def other_than(self, words: str) -> bool:
        """Whether the value is none of these words; a variable may be anything."""
        return bool(self.functions or self.words - _DEFAULTS - set(words.split()))

    @property
    def listed(self) -> bool:
        """Whether it is about a numbered list in an author's text, and not about pages."""
        spots = self.scope.spots
        lists = bool(spots) and all(spot.inside and spot.names & {"ol", "li"} for spot in spots)
        return lists and not self.words & {"page", "pages"}


def style_obstacles(style: str) -> tuple[Obstacle, ...]:
    """All obstacles in a style sheet, in order of place; what cannot be read at all has none."""
    lines = style.replace("\f", " ")  # the parser would count it as the end of a line
    try:
        rules = tinycss2.parse_stylesheet(lines, skip_comments=True)
    except ValueError:  # a number of thousands of digits: printing tells
        return ()
    deep = _deep(rules)
    found = (_obstacle(deep, _DEEP),) if deep else _among(rules, _Scope())
    return tuple(sorted(set(found)))


def _deep(nodes: list[Any]) -> Any:
    """The first of what is nested too deep."""
    for _ in range(MOST_LEVELS):
        nodes = [child for node in nodes for child in _children(node)]
    return next(iter(nodes), None)


def _children(node: Any) -> Iterator[Any]:
    for name in ("prelude", "content", "arguments"):
        yield from getattr(node, name, None) or ()


def _obstacle(node: Any, message: str) -> Obstacle:
    return Obstacle(Place(STYLE, node.source_line, node.source_column), message)


def _among(nodes: list[Any], scope: _Scope) -> Iterator[Obstacle]:
    for node in nodes:
        if node.type == "declaration":
            yield from _declaration(node, scope)
        elif node.type == "qualified-rule" and not scope.page:
            yield from _rule(node, scope)
        elif node.type == "at-rule" and node.content is not None:
            yield from _at_rule(node, scope)


def _rule(rule: Any, scope: _Scope) -> Iterator[Obstacle]:
    selectors = read_selectors(rule.prelude, scope.spots)
    content = tinycss2.parse_blocks_contents(rule.content)
    styles = any(
        node.type == "declaration" and not _BREAKING.fullmatch(node.lower_name) for node in content
    )
    for selector in selectors:
        if message := selector.fault or (_first(selector) if styles else ""):
            yield Obstacle(Place(STYLE, selector.line, selector.column), message)
    if selectors:
        yield from _among(content, _Scope(tuple(selector.spot for selector in selectors)))


def _first(selector: Selector) -> str:
    return _FIRST.format(code=selector.code) if selector.spot.kept else ""


def _at_rule(rule: Any, scope: _Scope) -> Iterator[Obstacle]:
    """What a rule with an @ holds. Conditions that WeasyPrint does not know are taken for fulfilled."""
    name = rule.lower_at_keyword
    if name in _DESCRIBING or (name == "media" and not _prints(rule.prelude)):
        return
    if name == "page":
        scope = _Scope(page=True)
        if not _USUAL_PAGES.fullmatch(tinycss2.serialize(rule.prelude)):
            yield _obstacle(rule, _PAGES.format(code=f"@page {shown(rule.prelude)}"))
    yield from _among(tinycss2.parse_blocks_contents(rule.content), scope)


def _prints(prelude: list[Any]) -> bool:
    media = {token.lower_value for token in prelude if token.type == "ident"}
    return not media or bool(media & {"print", "all"})


def _declaration(node: Any, scope: _Scope) -> Iterator[Obstacle]:
    name = node.lower_name.removeprefix("-weasy-")
    parts = list(_parts(node.value))
    words = frozenset(part.lower_value for part in parts if part.type == "ident")
    functions = frozenset(part.lower_name for part in parts if part.type == "function")
    said = _Said(words, functions, scope)
    for pattern, hinders, message in _CHECKS:
        if pattern.fullmatch(name) and hinders(said):
            code = f"{node.name}: {shown(node.value)}"
            yield _obstacle(node, message.format(code=code))
            return


def _parts(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _parts(list(_children(token)))


def _always(said: _Said) -> bool:
    return True


def _counts(said: _Said) -> bool:
    return said.other_than("none") and not said.listed


def _prints_other(said: _Said) -> bool:
    counters = said.functions & {"counter", "counters"}
    number = "attr" in said.functions and "id" in said.words  # questions have their numbers as ids
    return bool(said.functions & _FAR) or number or (bool(counters) and not said.listed)


def _leaves(said: _Said) -> bool:
    return said.other_than("none left right static relative absolute sticky")


def _names_page(said: _Said) -> bool:
    return said.other_than("auto")


def _breaks(said: _Said) -> bool:
    """Wherever: a break in a part hinders as one before it. What has a page of its own may have it."""
    own_page = said.scope.spots and all(spot.names & _OWN_PAGE for spot in said.scope.spots)
    return not own_page and said.other_than("auto avoid avoid-page avoid-column")


def _holds(said: _Said) -> bool:
    held = said.words & {"avoid", "avoid-page", "avoid-column"}
    return bool(held) and not all(spot.inside for spot in said.scope.spots)


def _numbers_options(said: _Said) -> bool:
    numbers = said.other_than("none inside outside disc circle square")
    return numbers and any(
        not spot.inside and (spot.nameless or spot.names & _LISTED) for spot in said.scope.spots
    )


_CHECKS: tuple[tuple[re.Pattern[str], Callable[[_Said], bool], str], ...] = (
    (re.compile(r"columns|column-.*"), _always, _COLUMNS),
    (re.compile(r"counter-(reset|increment|set)"), _counts, _COUNTS),
    (re.compile(r"content|--.*"), _prints_other, _PRINTS),
    (re.compile(r"string-set|footnote-.*"), _always, _MOVES),
    (re.compile(r"position|float"), _leaves, _MOVES),
    (re.compile(r"page"), _names_page, _PAGES),
    (re.compile(r"(page-)?break-before"), _holds, _HOLDS),
    (re.compile(r"(page-)?break-(before|after)"), _breaks, _BREAKS),
    (re.compile(r"list-style(-type)?"), _numbers_options, _NUMBERS),
)
"""Properties, whether a value of theirs is an obstacle, and what to say of it."""
