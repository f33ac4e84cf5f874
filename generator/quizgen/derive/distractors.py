"""A right answer and what may serve as wrong ones → three that are wrong, plausible and inconspicuous.

What decides is never to offer an option that is right as well. Where that cannot be told from the words,
there is no question, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quizgen.derive.aliases import Aliases, closed_up
from quizgen.derive.alternatives import Alternative
from quizgen.derive.described import Descriptions
from quizgen.derive.formulas import same_formula
from quizgen.derive.pool import Pool
from quizgen.derive.shape import amount
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, covered, nearly_equal, words
from quizgen.model import Markup

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
    described: Descriptions
    origin: str = "near"


def visible(markup: Markup, language: str) -> frozenset[str]:
    """The words that a stem shows, as they are and as stems."""
    text = one_line(markup)
    return frozenset(words(text)) | frozenset(content_words(text, language))


def search(wanted: Search, candidates: Iterable[Alternative]) -> tuple[Alternative, ...] | str:
    """Three wrong answers out of the candidates, the best first; or the reason why there are none."""
    plausible = _by_origin(wanted, (c for c in candidates if _sized(wanted.key, c)))
    found = islice(_distinct(wanted, plausible), ENOUGH)
    usable = sorted(found, key=lambda c: _number(c) != _number(wanted.key))
    if len(usable) < WANTED:
        return f"only {len(usable)} fitting wrong answers were found, and {WANTED} are needed"
    return inconspicuous(wanted, usable)


def siblings(wanted: Search, entries: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Those entries of the key's own list that are wrong for sure and differ from each other."""
    return tuple(_distinct(wanted, entries))


def may_be_right(wanted: Search, other: Alternative) -> bool:
    """Whether the other answer may be right as well."""
    return any(rule(wanted, other) for rule in _RULES)


def asked_alike(wanted: Search, other: Alternative) -> bool:
    """Whether the other answers what the key answers: with another number, perhaps, that is rounded."""
    return _same_subject(wanted, other) or _fits_the_stem(wanted, other)


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


def _number(alternative: Alternative) -> str:
    """The ending of a term's plural, as far as its language has one; "" for a singular."""
    if alternative.shape.kind not in ("term", "list term"):
        return ""
    text = labels(alternative.language).text
    if alternative.plain.endswith(text.get("singular", ())):
        return ""
    return next((e for e in text.get("plural", ()) if alternative.plain.endswith(e)), "")


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
    """Whether two answers say the same; numbers by their value, formulas and code by their signs."""
    if _written_alike(one, other):
        return True
    if one.shape.kind in _EXACT:
        return False
    return nearly_equal(one.stems, other.stems) or wanted.aliases.same(
        one.plain, other.plain, one.language
    )


def _written_alike(one: Alternative, other: Alternative) -> bool:
    """Whether two answers differ in blanks, hyphens and capitals only, or in how a number is written."""
    if one.shape.kind == "formula":
        return same_formula(one.plain, other.plain)
    mine, theirs = (amount(each.plain, each.language) for each in (one, other))
    if mine and theirs:
        return mine.value == theirs.value and mine.unit == theirs.unit
    my_word, their_word = (closed_up(each.plain, each.language) for each in (one, other))
    return my_word == their_word if my_word else one.plain.casefold() == other.plain.casefold()


def fits(pool: Pool, one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one of two descriptions tells most of what the other tells."""
    if one.isdisjoint(other):
        return False
    if one.isdisjoint(other):
        return False
    return max(pool.shared(one, other), pool.shared(other, one)) >= FITS


def _says_the_same(wanted: Search, other: Alternative) -> bool:
    return same(wanted, wanted.key, other)


def _same_subject(wanted: Search, other: Alternative) -> bool:
    """Both answer for the same thing, or the other is one more name of what is asked."""
    subject, language = wanted.key.subject, wanted.key.language
    named = (other.subject, other.plain) if subject else ()
    return any(wanted.aliases.same(subject, each, language) for each in named if each)


def _in_the_card(wanted: Search, other: Alternative) -> bool:
    """The card itself says it, though not as this answer: it may belong there too."""
    if other.card == wanted.key.card or other.shape.kind in _EXACT:
        return False
    return covered(other.stems, wanted.card) == 1.0


def _fits_the_stem(wanted: Search, other: Alternative) -> bool:
    """What the other answers is told by the stem's words as well."""
    return fits(wanted.pool, wanted.key.about, other.about)


def _fits_elsewhere(wanted: Search, other: Alternative) -> bool:
    """Another card says of the other what the stem says, or of the stem's subject what the other says."""
    key, language = wanted.key, wanted.key.language
    told = wanted.described.of(other.plain, language)
    mine = wanted.described.of(key.subject, language) if key.subject else ()
    return any(fits(wanted.pool, key.about, said) for said in told) or any(
        fits(wanted.pool, other.stems, said) for said in mine
    )


def _shown(wanted: Search, other: Alternative) -> bool:
    """The stem shows it: nobody would pick it, or the stem is about it."""
    return bool(other.stems) and other.stems <= wanted.stem


_RULES: tuple[Callable[[Search, Alternative], bool], ...] = (
    _says_the_same,
    _same_subject,
    _in_the_card,
    _fits_the_stem,
    _fits_elsewhere,
    _shown,
)
