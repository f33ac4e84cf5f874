"""A right answer and what may serve as wrong ones → three that are wrong, plausible and inconspicuous.

What decides is never to offer an option that is right as well. Where that cannot be told from the words,
there is no question, and the reason is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from quizgen.derive.alternatives import Alternative
from quizgen.derive.may_be_right import may_be_right, same
from quizgen.derive.search import Search
from quizgen.derive.telltale import gives_away
from quizgen.labels import labels

WANTED = 3
"""Haladyna and Downing (1993), How many options is enough: more than three distractors seldom work."""

ENOUGH = 10
"""Of so many that would do, those are picked that together give nothing away."""

_EQUALLY_CLOSE = 0.2
_SOME = 4
_LONGEST, _LONGEST_ENTRY, _SHORTEST = 1.4, 1.8, 0.5


def search(wanted: Search, candidates: Iterable[Alternative]) -> tuple[Alternative, ...] | str:
    """Three wrong answers out of the candidates, the best first; or the reason why there are none."""
    plausible = _by_origin(wanted, (c for c in candidates if _sized(wanted.key, c)))
    found = islice(_distinct(wanted, plausible), ENOUGH)
    usable = list(found)
    if wanted.origin != "spread":
        usable.sort(key=lambda other: _rank(wanted, other))
    if len(usable) < WANTED:
        return f"too few fitting wrong answers: {len(usable)} of the {WANTED} that are needed"
    return inconspicuous(wanted, usable)


def _rank(wanted: Search, other: Alternative) -> tuple[bool, bool, int, bytes]:
    """The same number first, then the same topic, then by closeness; of like ones each key gets others.

    Else the same three would stand beside every right answer, which would then be the stranger.
    """
    key = wanted.key
    closeness = round(wanted.pool.similarity(key, other) / _EQUALLY_CLOSE)
    drawn = hashlib.sha256(f"{key.card}\0{key.plain}\0{other.plain}".encode()).digest()
    elsewhere = (other.deck, other.topic) != (key.deck, key.topic)
    return _number(other) != _number(key), elsewhere, -closeness, drawn


def siblings(wanted: Search, entries: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Those entries of the key's own list that are wrong for sure and differ from each other."""
    return tuple(_distinct(wanted, entries))


def inconspicuous(wanted: Search, usable: Sequence[Alternative]) -> tuple[Alternative, ...] | str:
    """The first three, the last of them exchanged for one that hides the key better if need be."""
    chosen = tuple(usable[:WANTED])
    for better in usable[WANTED - 1 :]:
        chosen = (*usable[: WANTED - 1], better)
        if not gives_away(wanted, chosen):
            return chosen
    return gives_away(wanted, chosen)


def differing(wanted: Search, answers: Iterable[Alternative]) -> list[Alternative]:
    """The answers, but of several that say the same only the first."""
    kept: list[Alternative] = []
    for each in answers:
        if not any(same(wanted, each, other) for other in kept):
            kept.append(each)
    return kept


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


def _number(alternative: Alternative) -> str:
    """The ending of a term's plural, as far as its language has one; "" for a singular."""
    if alternative.shape.kind not in ("term", "list term"):
        return ""
    text = labels(alternative.language).text
    if alternative.plain.endswith(text.get("singular", ())):
        return ""
    return next((e for e in text.get("plural", ()) if alternative.plain.endswith(e)), "")


def _sized(key: Alternative, other: Alternative) -> bool:
    """Whether the lengths are close; of a few letters more or less nobody takes notice."""
    long, short = len(key.plain), len(other.plain)
    longest = _LONGEST_ENTRY if key.shape.kind == "list entry" else _LONGEST
    return _SHORTEST * long - _SOME <= short <= longest * long + _SOME
