"""A selector of the teacher's style sheet → what it matches, and whether by where that stands.

Whatever moves from paper to paper has a name in MOVABLE. A selector without any name may match it, too.
Nothing moves within an element of INSIDE, nor beside one of STILL: an ancestor of the former, or a
sibling before it of the latter, shows that a selector stays within a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tinycss2  # type: ignore[import-untyped]
from cssselect2 import SelectorError, parser  # type: ignore[import-untyped]
from tinycss2.ast import IdentToken, LiteralToken, WhitespaceToken  # type: ignore[import-untyped]

_KINDS = ".choice .truefalse .short .numeric .matching .ordering .gaps .open"
MOVABLE = {
    **dict.fromkeys(f".question section .guided {_KINDS}".split(), "a question"),
    **dict.fromkeys(".option li".split(), "an option"),
    **dict.fromkeys(".step .prompt .entry".split(), "an entry"),
    **dict.fromkeys(".section-head header".split(), "a head"),
    **dict.fromkeys(".sheet-row .key-row".split(), "a row"),
    **dict.fromkeys(".answer-sheet .sheet-notice".split(), "the answer sheet"),
    **dict.fromkeys(".title-block .identity".split(), "the head of the paper"),
    ".keep": "the first question of a section",
    ".form-key": "a key",
    ".instructions": "the instructions",
    ".marks": "the table of points",
    "main": "the questions",
    "div": "a part of the paper",
}
"""Classes and tags of our templates whose elements are laid out once, and what teachers call them."""

INSIDE = frozenset(
    """
    .section-head .option .step .prompt .entry .sheet-row .key-row .title-block .identity
    .instructions .marks .sheet-notice .guided header li table .number .points .stem .cue .text
    .letter .box .answer-box .answer .answer-label .answer-area .blank .unit .picks .pick .lines
    .line .gap .gap-hint .footnotes .display .formula .picture .section-points .section-instructions
    .notice .version .course .facts .fact .field .field-name .field-id .field-label .field-value
    .sheet-title .sheet-number .sheet-prompt .sheet-line .squares .square .key-number .key-points
    .key-answer .key-code .derived .place .guide-head .guide-id .guide-points .guide-options .guide-option
    .guide-part .guide-label .guide-text .guide-line .mark .credit .option-feedback .criterion
    .criterion-points .line-label p h1 h2 h3 h4 h5 h6 ol dl dt dd blockquote pre code hr thead tbody
    tr th td span strong em b i s a sub sup mark img br svg
    """.split()
)
STILL = INSIDE - MOVABLE.keys() - {"table"}  # the table of points stands among the blocks

_HEAD = frozenset(".section-head header h2 .section-points .section-instructions .notice".split())
_HOLDERS = frozenset("main .columns-1 .columns-2".split())
_STRUCTURAL = re.compile(r"(first|last|only)-(child|of-type)|nth-.*")
_ALTERNATIVES = (parser.MatchesAnySelector, parser.SpecificityAdjustmentSelector)
_PARENT = "&"

DIFFERS = "which differs from paper to paper"
NUMBERED = "“{code}” styles a question by its number, " + DIFFERS
STANDS = "“{code}” styles {noun} by where it stands, " + DIFFERS
HOLDS = "“{code}” styles {noun} by what is in it or follows it, " + DIFFERS


@dataclass(frozen=True, slots=True)
class Spot:
    """What a selector says of an element that it matches.

    `nameless`: it may be anything; `inside`: nothing moves beside it; `within`: nothing moves in it;
    `deep`: it is in something in which nothing moves; `kept`: whether it is matched depends on its
    question's being the first of a section, which is kept with the section's head.
    """

    names: frozenset[str] = frozenset()
    nameless: bool = False
    inside: bool = False
    within: bool = False
    deep: bool = False
    kept: bool = False

    @property
    def moves(self) -> bool:
        """Whether it may be something that moves."""
        return not self.inside and (self.nameless or bool(self.names & MOVABLE.keys()))

    @property
    def noun(self) -> str:
        """What a teacher calls it; a class tells more than a tag."""
        names = sorted(self.names & MOVABLE.keys())
        return MOVABLE[names[0]] if names else MOVABLE["div"]

    def like(self, other: Spot) -> Spot:
        """An element of which two selectors say something."""
        names, inside = self.names | other.names, self.inside or other.inside
        nameless, within = self.nameless and other.nameless, self.within or other.within
        return Spot(names, nameless, inside, within, self.deep or other.deep)


_Before = tuple[str, Spot]
_ANYWHERE: _Before = (" ", Spot())
_ROOT = (Spot(frozenset({"html"})),)


@dataclass(frozen=True, slots=True)
class Selector:
    """One of the selectors of a rule: its text, its place, what it matches, and what is wrong with it."""

    code: str
    line: int
    column: int
    spot: Spot
    fault: str


def read_selectors(prelude: list[Any], parents: tuple[Spot, ...]) -> tuple[Selector, ...]:
    """The selectors before a `{`, in a rule whose own ones match `parents`; broken ones are left out."""
    return tuple(found for group in _groups(prelude) for found in _selector(group, parents))


def shown(tokens: list[Any]) -> str:
    """The tokens as they are quoted in a message."""
    line = " ".join(str(tinycss2.serialize(tokens)).split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _groups(tokens: list[Any]) -> Iterator[list[Any]]:
    commas = [i for i, token in enumerate(tokens) if token == ","]
    for start, end in zip([-1, *commas], [*commas, len(tokens)], strict=True):
        if any(token.type != "whitespace" for token in tokens[start + 1 : end]):
            yield tokens[start + 1 : end]


def _selector(tokens: list[Any], parents: tuple[Spot, ...]) -> Iterator[Selector]:
    try:
        (parsed,) = parser.parse(_whole(tokens, nested=bool(parents)))
    except (SelectorError, AttributeError):  # the latter where the text ends too early
        return
    tree, known, code = parsed.parsed_tree, parents or _ROOT, shown(tokens)
    *_, (_, _, spot) = _steps(tree, known)
    fault, noun = next(_faults(tree, known), ("", ""))
    first = next(token for token in tokens if token.type != "whitespace")
    message = fault.format(code=code, noun=noun)
    yield Selector(code, first.source_line, first.source_column, spot, message)


def _whole(tokens: list[Any], nested: bool) -> list[Any]:
    """With what a nested rule leaves out; `&` is written as a pseudo-class, which is easier to read."""
    parent = [LiteralToken(1, 1, ":"), IdentToken(1, 1, _PARENT)]
    whole = [part for token in tokens for part in (parent if token == _PARENT else [token])]
    implied = nested and _PARENT not in tokens
    return [*parent, WhitespaceToken(1, 1, " "), *whole] if implied else whole


def _steps(
    tree: Any, parents: tuple[Spot, ...], before: _Before = _ANYWHERE
) -> Iterator[tuple[str, Any, Spot]]:
    """The compounds from left to right: what stands before each, itself, and what it matches."""
    chain, (combinator, left) = [], before
    while isinstance(tree, parser.CombinedSelector):
        chain.append((tree.combinator, tree.right))
        tree = tree.left
    for joint, compound in [(combinator, tree), *reversed(chain)]:
        left = _spot(compound, left, joint, parents)
        yield joint, compound, left


def _spot(compound: Any, left: Spot, joint: str, parents: tuple[Spot, ...]) -> Spot:
    own = frozenset(_names(compound))
    said = list(_alternatives(compound, parents))
    beside, deep = (left.inside, left.deep) if joint in "+~" else (left.within, left.within)
    deep = deep or any(spot.deep for spot in said)
    found = Spot(
        own.union(*(spot.names for spot in said)),
        not own and all(spot.nameless for spot in said),
        beside or bool(own & STILL) or any(spot.inside for spot in said),
        deep or bool(own & INSIDE) or any(spot.within for spot in said),
        deep,
    )
    first = ".keep" in own or (joint == ">" and bool(left.names & _HOLDERS) and found.moves)
    kept = left.kept or first or any(spot.kept for spot in said)
    return replace(found, kept=kept and not own & _HEAD)


def _names(compound: Any) -> Iterator[str]:
    for simple in compound.simple_selectors:
        if isinstance(simple, parser.LocalNameSelector):
            yield simple.lower_local_name
        elif isinstance(simple, parser.ClassSelector):
            yield f".{simple.class_name}"
        elif isinstance(simple, parser.IDSelector):
            yield f"#{simple.ident}"
        elif isinstance(simple, parser.PseudoClassSelector) and simple.name in ("root", "scope"):
            yield "html"


def _alternatives(compound: Any, parents: tuple[Spot, ...]) -> Iterator[Spot]:
    """For each :is(), :where() and & what all of its alternatives have in common."""
    for simple in compound.simple_selectors:
        if isinstance(simple, _ALTERNATIVES) and simple.selector_list:
            trees = (each.parsed_tree for each in simple.selector_list)
            yield _any_of([[*_steps(tree, parents)][-1][2] for tree in trees])
        elif isinstance(simple, parser.PseudoClassSelector) and simple.name == _PARENT:
            yield _any_of(parents)


def _any_of(spots: Sequence[Spot]) -> Spot:
    return Spot(
        frozenset().union(*(spot.names for spot in spots)),
        any(spot.nameless for spot in spots),
        all(spot.inside for spot in spots),
        all(spot.within for spot in spots),
        all(spot.deep for spot in spots),
        any(spot.kept for spot in spots),
    )


def _faults(
    tree: Any, parents: tuple[Spot, ...], before: _Before = _ANYWHERE, same: Spot | None = None
) -> Iterator[tuple[str, str]]:
    """Messages, and their nouns; `same` is what is known of the subject from around an :is() or :not()."""
    steps = list(_steps(tree, parents, before))
    for joint, compound, known in steps:
        spot = known.like(same) if same and compound is steps[-1][1] else known
        for simple in compound.simple_selectors:
            yield from ((fault, spot.noun) for fault in _fault(simple, spot))
            yield from _faults_in(simple, spot, parents)
        if spot.moves and joint in "+~":
            yield STANDS, spot.noun


def _fault(simple: Any, spot: Spot) -> Iterator[str]:
    if isinstance(simple, parser.IDSelector):
        yield from [NUMBERED] * bool(re.fullmatch(r"q\d+", simple.ident))
    elif isinstance(simple, parser.AttributeSelector):
        yield from [NUMBERED] * (simple.lower_name == "id" and simple.operator is not None)
    elif isinstance(simple, parser.RelationalSelector):
        if spot.moves:
            yield HOLDS
    elif spot.moves and _STRUCTURAL.fullmatch(getattr(simple, "name", "")):
        yield STANDS


def _faults_in(simple: Any, spot: Spot, parents: tuple[Spot, ...]) -> Iterator[tuple[str, str]]:
    """Of the selectors in parentheses: those in :has() go on from the subject, others say more of it."""
    for each in getattr(simple, "selector_list", ()):
        if isinstance(simple, parser.RelationalSelector):
            yield from _faults(each.selector.parsed_tree, parents, (each.combinator, spot))
        else:
            yield from _faults(each.parsed_tree, parents, same=spot)
