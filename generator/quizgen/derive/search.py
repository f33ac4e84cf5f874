"""A card and one of its answers → what wrong answers are sought for, with all that tells them from right."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.derive.aliases import Aliases
from quizgen.derive.alternatives import Alternative
from quizgen.derive.described import Descriptions
from quizgen.derive.facts import Facts
from quizgen.derive.pool import Pool
from quizgen.derive.stock import Stock
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words, words
from quizgen.model import Markup


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


def seek(fact: Facts, stock: Stock, pool: Pool, key: Alternative, stem: frozenset[str]) -> Search:
    """The search for wrong answers beside the key, an answer of the card that is one of the pool."""
    return Search(
        key=key,
        stem=stem,
        card=fact.words,
        pool=pool,
        aliases=stock.aliases,
        described=stock.described,
        origin=fact.card.distractors,
    )


def visible(markup: Markup, language: str) -> frozenset[str]:
    """The words that a stem shows, as they are and as stems."""
    text = one_line(markup)
    return frozenset(words(text)) | frozenset(content_words(text, language))
