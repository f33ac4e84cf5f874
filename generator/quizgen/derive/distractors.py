"""A right answer and what may serve as wrong ones → three that are wrong, plausible and inconspicuous.

What decides is never to offer an option that is right as well. Where that cannot be told from the words,
there is no question, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quizgen.derive.aliases import Aliases
from quizgen.derive.alternatives import Alternative
from quizgen.derive.pool import Pool
from quizgen.meaning import covered, nearly_equal

WANTED = 3
"""Haladyna and Downing (1993), How many options is enough: more than three distractors seldom work."""

ENOUGH = 10
"""Of so many that would do, those are picked that together give nothing away."""

FITS = 0.75
"""The share of what a stem tells from which another's own description is taken to fit it too."""

MUCH_LONGER = 1.25
_SOME = 4
_FAMILY = 5
_LONGEST, _LONGEST_ENTRY, _SHORTEST = 1.4, 1.8, 0.5
_EXACT = ("number", "year", "formula", "code")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no question was made of something."""

    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Search:
    """What wrong answers are sought for.

    `key` is the right answer, `stem` the content words of all that the stem shows, `card` those of the
    whole card. `origin` is the teacher's wish: "near", "topic" or "spread".
    """

    key: Alternative
    stem: frozenset[str]
    card: frozenset[str]
    pool: Pool
    aliases: Aliases
    origin: str = "near"


def search(wanted: Search, candidates: Iterable[Alternative]) -> tuple[Alternative, ...] | str:
    """Three wrong answers out of the candidates, the best first; or the reason why there are none."""
    plausible = _by_origin(wanted, (c for c in candidates if _sized(wanted.key, c)))
    usable = tuple(islice(_distinct(wanted, plausible), ENOUGH))
    if len(usable) < WANTED:
        return f"only {len(usable)} fitting wrong answers were found, and {WANTED} are needed"
    return inconspicuous(wanted, usable)


def siblings(wanted: Search, entries: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Those entries of the key's own list that are wrong for sure and differ from each other."""
    return tuple(_distinct(wanted, entries))


def may_be_right(wanted: Search, other: Alternative) -> bool:
    """Whether the other answer may be right as well."""
    return any(rule(wanted, other) for rule in _RULES)


def gives_away(wanted: Search, chosen: Sequence[Alternative]) -> str:
    """How the right answer stands out among the chosen wrong ones; "" if it does not."""
    if _echoed(wanted, chosen):
        return "the right answer would be the only one that repeats a word of the question"
    if frozenset.intersection(*(other.stems for other in chosen)) - wanted.key.stems:
        return "the right answer would be the only one without a word of all the others"
    if _stands_out(wanted.key, chosen):
        return "the right answer would be by far the longest"
    return ""


def _echoed(wanted: Search, chosen: Sequence[Alternative]) -> bool:
    """Whether a word of the stem comes again in the right answer only.

    Letters of a formula count as words; they must come again in most of the wrong ones.
    """
    key, stem = wanted.key, wanted.stem
    least = WANTED - 1 if key.shape.kind == "formula" else 1
    echoes = (word for word in key.stems if _kin(word, stem))
    return any(sum(_kin(word, other.stems) for other in chosen) < least for word in echoes)


def _kin(word: str, words: frozenset[str]) -> bool:
    """Whether one of the words is this, or of its family: structural, structure; Spann-, gespannt."""
    if word in words:
        return True
    return len(word) >= _FAMILY and any(word[:_FAMILY] in other for other in words)


def inconspicuous(wanted: Search, usable: Sequence[Alternative]) -> tuple[Alternative, ...] | str:
    """The first three, the last of them exchanged for one that hides the key better if need be."""
    chosen = tuple(usable[:WANTED])
    for better in usable[WANTED - 1 :]:
        chosen = (*usable[: WANTED - 1], better)
        if not gives_away(wanted, chosen):
            return chosen
    return gives_away(wanted, chosen)


def _distinct(wanted: Search, candidates: Iterable[Alternative]) -> Iterator[Alternative]:
    """Those that are wrong for sure, and no two that say the same."""
    taken: list[Alternative] = []
    for each in candidates:
        if not may_be_right(wanted, each) and not any(same(wanted, each, t) for t in taken):
            taken.append(each)
            yield each


def _by_origin(wanted: Search, candidates: Iterable[Alternative]) -> Iterator[Alternative]:
    """The candidates as the teacher wants them: all, those of the topic, or one for each topic first."""
    if wanted.origin == "spread":
        return _spread(tuple(islice(candidates, ENOUGH * WANTED)))
    home = (wanted.key.deck, wanted.key.topic)
    return (c for c in candidates if wanted.origin == "near" or (c.deck, c.topic) == home)


def _spread(candidates: Sequence[Alternative]) -> Iterator[Alternative]:
    first = {(c.deck, c.topic): c for c in reversed(candidates)}
    heads = [c for c in candidates if first[c.deck, c.topic] is c]
    yield from heads
    yield from (c for c in candidates if all(c is not head for head in heads))


def _sized(key: Alternative, other: Alternative) -> bool:
    """Whether the lengths are close; of a few letters more or less nobody takes notice."""
    long, short = len(key.plain), len(other.plain)
    longest = _LONGEST_ENTRY if key.shape.kind == "list entry" else _LONGEST
    return _SHORTEST * long - _SOME <= short <= longest * long + _SOME


def _stands_out(key: Alternative, chosen: Sequence[Alternative]) -> bool:
    longest = max((len(c.plain) for c in chosen), default=0)
    return len(key.plain) > MUCH_LONGER * longest + _SOME


def same(wanted: Search, one: Alternative, other: Alternative) -> bool:
    """Whether two answers say the same; of numbers, formulas and code it is enough to compare the signs."""
    if one.shape.kind in _EXACT or one.plain.casefold() == other.plain.casefold():
        return one.plain.casefold() == other.plain.casefold()
    return nearly_equal(one.stems, other.stems) or wanted.aliases.same(one.plain, other.plain)


def _says_the_same(wanted: Search, other: Alternative) -> bool:
    return same(wanted, wanted.key, other)


def _same_subject(wanted: Search, other: Alternative) -> bool:
    """Both answer for the same thing, or the other is named after what is asked."""
    mine, theirs = wanted.key.subject, other.subject
    return bool(mine and theirs) and wanted.aliases.same(mine, theirs)


def _in_the_card(wanted: Search, other: Alternative) -> bool:
    """The card itself says it, though not as this answer: it may belong there too."""
    if other.card == wanted.key.card or other.shape.kind in _EXACT:
        return False
    return covered(other.stems, wanted.card) == 1.0


def _fits_the_stem(wanted: Search, other: Alternative) -> bool:
    """What the other answers is told by the stem's words as well."""
    about = wanted.key.about
    return (
        max(wanted.pool.shared(about, other.about), wanted.pool.shared(other.about, about)) >= FITS
    )


def _shown(wanted: Search, other: Alternative) -> bool:
    """The stem shows it: nobody would pick it, or the stem is about it."""
    return bool(other.stems) and other.stems <= wanted.stem


_RULES: tuple[Callable[[Search, Alternative], bool], ...] = (
    _says_the_same,
    _same_subject,
    _in_the_card,
    _fits_the_stem,
    _shown,
)
