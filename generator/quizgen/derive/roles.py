"""A card with a short back → what that is: an answer, a definition, or a term the front describes."""

from __future__ import annotations

from quizgen.derive.aliases import also_called
from quizgen.derive.asking import asks, asks_yes_or_no, is_open_ended, is_term, leans
from quizgen.derive.facts import Facts, has_pictures
from quizgen.derive.shape import shape
from quizgen.meaning import content_words

ANSWER, DEFINITION, TERM = "answer", "definition", "term"

LONGEST_BACK = 8
"""Words of a back from which questions are derived (format.md, Derived questions)."""

LONGEST_ALTERNATIVE = 20
"""Words of a back that may still be a wrong option for another card."""

MOST_TO_WRITE = 3
"""Content words of an answer that can be asked to be written as it stands; more are put otherwise."""

_LONGEST_TERM, _LEAST_DESCRIPTION = 4, 4


def role(fact: Facts) -> str:
    """What the back is; "" where it is not one short paragraph or the front cannot stand alone.

    A back that tells another name as well would give it away as an option.
    """
    length = len(fact.back.split())
    blocks = fact.answer
    if len(blocks) != 1 or blocks[0].kind not in ("paragraph", "formula_block", "code_block"):
        return ""
    if any(also_called(fact)):
        return ""
    if leans(fact) or length > LONGEST_ALTERNATIVE or has_pictures(blocks + fact.card.front):
        return ""
    if fact.formulas or is_open_ended(fact) or asks_yes_or_no(fact):
        return ""
    if asks(fact):
        return ANSWER
    return _of_phrase(fact, length)


def _of_phrase(fact: Facts, length: int) -> str:
    """The role where the front asks nothing: a definition, what is defined, a word's translation."""
    if shape(fact.answer, fact.card.language).kind not in ("term", "phrase", "name"):
        return ANSWER
    if length <= _LONGEST_TERM and len(fact.front.split()) >= _LEAST_DESCRIPTION > length:
        return TERM
    if is_term(fact):
        return DEFINITION if length > 1 else ANSWER
    return ""


def is_short(fact: Facts) -> bool:
    """Whether the back has at most eight words."""
    return 0 < len(fact.back.split()) <= LONGEST_BACK


def can_be_written(fact: Facts) -> bool:
    """Whether two people who know the answer would write the same words."""
    counts = fact.back[:1].isdigit()
    return len(content_words(fact.back, fact.card.language)) <= (1 if counts else MOST_TO_WRITE)
