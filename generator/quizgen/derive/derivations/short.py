"""A back of at most eight words → a question to be answered by writing it; of a definition, the term."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from quizgen.derive.aliases import names
from quizgen.derive.asking import asks, capital, stem
from quizgen.derive.derived import Refusal, fields
from quizgen.derive.facts import Facts
from quizgen.derive.roles import ANSWER, DEFINITION, can_be_written, is_short, role
from quizgen.derive.shape import amount, is_year, shape
from quizgen.derive.stock import Stock, back
from quizgen.labels import labels
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, covered, nearly_equal, words
from quizgen.model import Markup, Node, Numeric, Pattern, Question, ShortAnswer
from quizgen.read.numbers import Amount

NAME = "short"
_PERSON = re.compile(r"[A-ZÄÖÜ][\w.'’-]+(?: [a-zäöü][\w'’-]*){0,3} (?![IVX]+$)[A-ZÄÖÜ][\w'’-]{2,}")
_JOINED = re.compile(r" (?:and|und|or|oder|et|y|e) ")
_SIMPLE = re.compile(r"[-+−–]?\d+(?:[.,]\d{1,6})?\.?(?:\s*[^\d\s]\S*)?")
_TELLING = 0.5
"""The share of a term's words from which a definition that repeats them tells the term."""


def short(fact: Facts, stock: Stock) -> Iterator[Question | Refusal]:
    """The question for a card with a short back."""
    own = role(fact)
    if not own or not is_short(fact):
        return
    if own == DEFINITION:
        yield _term(fact, stock)
    elif amount(fact.back, fact.card.language) and not _SIMPLE.fullmatch(fact.back):
        yield Refusal("short answer", "a number so written can be written in other ways as well")
    elif number := _amount(fact):
        yield _number(fact, own, number)
    elif not can_be_written(fact):
        yield Refusal(
            "short answer", "two who know the answer would not write it in the same words"
        )
    elif shape(fact.answer, fact.card.language).kind in ("formula", "code"):
        yield Refusal(
            "short answer", "a formula or a program cannot be compared with what is typed"
        )
    else:
        yield _answer(fact, _stem(fact, own))


def _amount(fact: Facts) -> Amount | None:
    """The number that the back is, also one such as "in 1999"."""
    language = fact.card.language
    year = amount(_without_lead(fact.back, language), language)
    return amount(fact.back, language) or (year if year and is_year(year) else None)


def _stem(fact: Facts, own: str) -> Markup:
    if asks(fact):
        return fact.card.front
    if own == ANSWER:
        return stem("recall_short", fact)
    return stem("term", fact, description=capital(fact.card.front))


def _answer(fact: Facts, asked: Markup) -> Question:
    answers = (*_patterns(fact.back, fact.card.language), *_surname(fact))
    return ShortAnswer(**fields(fact, NAME, "", asked), answers=answers)


def _number(fact: Facts, own: str, number: Amount) -> Question:
    """A whole number is right exactly, another within half of its last digit."""
    exponent = number.value.as_tuple().exponent
    assert isinstance(exponent, int)
    places = max(0, -exponent)
    tolerance = Decimal(5).scaleb(-places - 1) if places else Decimal(0)
    common = fields(fact, NAME, "", _exactly(fact, own, number, places))
    return Numeric(**common, value=number.value, tolerance=tolerance, unit=number.unit)


def _exactly(fact: Facts, own: str, number: Amount, places: int) -> Markup:
    """The stem, and what is wanted where another answer would be as right: a date, fewer digits."""
    year = set(labels(fact.card.language).text["year"])
    if not asks(fact):
        return _stem(fact, own)
    if places:
        text = Node("text", str(places), place=fact.card.place)
        return stem("places", fact, places=(Node("paragraph", children=(text,)),))
    if is_year(number) and not year & set(words(fact.front)):
        return stem("year", fact)
    return _stem(fact, own)


def _term(fact: Facts, stock: Stock) -> Question | Refusal:
    """Which term is defined so?"""
    language = fact.card.language
    said = content_words(fact.back, language)
    if any(covered(content_words(n, language), said) >= _TELLING for n in names(fact.front)):
        return Refusal("short answer", "the definition holds the term itself")
    if _defined_alike(fact, stock):
        return Refusal("short answer", "another card has nearly the same description")
    asked = stem("term", fact, description=capital(fact.answer))
    answers = _patterns(one_line(fact.card.front), language)
    return ShortAnswer(**fields(fact, NAME, "", asked), answers=answers)


def _defined_alike(fact: Facts, stock: Stock) -> bool:
    """Whether another term is described so, too."""
    pool, own = stock.backs[DEFINITION], back(fact, DEFINITION)
    return any(
        nearly_equal(own.stems, other.stems) or own.stems <= other.stems for other in pool.near(own)
    )


def _patterns(text: str, language: str) -> tuple[Pattern, ...]:
    """What is accepted: the text without full stop, without "the" or "in", without brackets, their inside."""
    found = (name.removesuffix(".") for name in names(text))
    both = (
        form
        for name in found
        for form in (name, _without_lead(name, language), unicodedata.normalize("NFKC", name))
    )
    return tuple(Pattern((form,)) for form in dict.fromkeys(both) if form)


def _surname(fact: Facts) -> Iterator[Pattern]:
    """The last word of a person's name, which is enough."""
    language = fact.card.language
    asked = set(words(fact.front)) & set(labels(language).text["persons"])
    name = fact.back.removesuffix(".")
    if asked and _PERSON.fullmatch(name) and not _JOINED.search(name):
        yield Pattern((name.rsplit(" ", 1)[-1],))
        particle = re.search(r" ([a-z].*)", name)  # von Hindenburg
        if particle:
            yield Pattern((particle[1],))


def _without_lead(name: str, language: str) -> str:
    first, _, rest = name.partition(" ")
    leads = rest[:1].isalnum() and len(rest) > 1 and not content_words(first, language)
    return rest if leads else name
