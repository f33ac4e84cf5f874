"""A right answer and another → whether the other may be right as well, as far as words tell."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizgen.derive.aliases import closed_up
from quizgen.derive.alternatives import Alternative
from quizgen.derive.formulas import same_formula
from quizgen.derive.pool import Pool
from quizgen.derive.search import Search
from quizgen.derive.shape import amount
from quizgen.meaning import covered, nearly_equal

FITS = 0.75
"""The share of what a stem tells from which another's own description is taken to fit it too."""

_LONGEST_GLOSS = 3
_EXACT = ("number", "year", "formula", "code")


def may_be_right(wanted: Search, other: Alternative) -> bool:
    """Whether the other answer may be right as well."""
    return any(rule(wanted, other) for rule in _RULES)


def asked_alike(wanted: Search, other: Alternative) -> bool:
    """Whether the other answers what the key answers: with another number, perhaps, that is rounded."""
    return _same_subject(wanted, other) or _fits_the_stem(wanted, other)


def same(wanted: Search, one: Alternative, other: Alternative) -> bool:
    """Whether two answers say the same; numbers by their value, formulas and code by their signs."""
    if _written_alike(one, other):
        return True
    if one.shape.kind in _EXACT:
        return False
    if nearly_equal(one.stems, other.stems) or not _glosses(one).isdisjoint(_glosses(other)):
        return True
    return wanted.aliases.same(one.plain, other.plain, one.language)


def _glosses(alternative: Alternative) -> frozenset[str]:
    """The translations of a word that stand beside each other: "big, fat"; none in a longer text."""
    found = [gloss.strip().casefold() for gloss in re.split(r"[,;/]", alternative.plain)]
    short = all(0 < len(gloss.split()) <= _LONGEST_GLOSS for gloss in found)
    return frozenset(found) if short else frozenset()


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
