"""Questions → flaws in how choices are written, each with the rule and where it comes from.

A rule is a function in a module of this room and a line of `RULES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.model import Choice, Question
from quizgen.problem import Problem
from quizgen.quality.above import all_or_none
from quizgen.quality.absolutes import absolute_distractors
from quizgen.quality.agreement import wrong_article, wrong_number
from quizgen.quality.clang import echo
from quizgen.quality.distractors import number_among_words, too_few
from quizgen.quality.lengths import longest_key, longest_keys
from quizgen.quality.negation import plain_negation
from quizgen.quality.overlap import overlapping
from quizgen.quality.parallel import not_parallel
from quizgen.quality.position import favoured_place
from quizgen.quality.rule import Rule, each
from quizgen.quality.texts import choice_text
from quizgen.quality.twins import same_options
from quizgen.quality.wording import repeated_start, unfocused

SOURCE = (
    "HDR: Haladyna, Downing and Rodriguez (2002), A review of multiple-choice item-writing guidelines"
    " for classroom assessment, Applied Measurement in Education 15(3), 309–334, with the number of"
    " the guideline in their Table 1"
)

RULES = (
    Rule("stem", "stem that asks nothing", "HDR 15", each(unfocused)),
    Rule("repeated", "same words at the start of all options", "HDR 13, 15", each(repeated_start)),
    Rule("negation", "negation that does not stand out", "HDR 17", each(plain_negation)),
    Rule("few", "too few distractors", "HDR 18", each(too_few)),
    Rule("place", "key mostly in the same place", "HDR 20", favoured_place),
    Rule("overlap", "options that overlap", "HDR 22", each(overlapping)),
    Rule("same", "options that say the same", "HDR 19, 22", each(same_options)),
    Rule("form", "options of different form", "HDR 23", each(not_parallel)),
    Rule("number", "number among words", "HDR 23", each(number_among_words)),
    Rule("long", "key longer than every distractor", "HDR 24, 28d", each(longest_key)),
    Rule("longest", "key mostly the longest option", "HDR 24, 28d", longest_keys),
    Rule("above", "all or none of the above", "HDR 25, 26", each(all_or_none)),
    Rule("absolute", "absolute words in distractors only", "HDR 28a", each(absolute_distractors)),
    Rule("echo", "word of the stem in the key only", "HDR 28b", each(echo)),
    Rule("article", "article that does not fit", "HDR 28c", each(wrong_article)),
    Rule("agree", "stem and key differ in number", "HDR 28c", each(wrong_number)),
)
"""All rules, in the order of the guidelines that they come from."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a rule found, and what came of it."""

    rule: Rule
    problems: tuple[Problem, ...]


def choices(questions: Iterable[Question]) -> tuple[Choice, ...]:
    """The questions that are looked at, written or derived."""
    return tuple(question for question in questions if isinstance(question, Choice))


def findings(questions: Iterable[Question]) -> tuple[Findings, ...]:
    """For each rule, in their order, the warnings that it gives."""
    texts = tuple(map(choice_text, choices(questions)))
    return tuple(Findings(rule, tuple(rule.problems(texts))) for rule in RULES)


def report(questions: Iterable[Question]) -> tuple[Problem, ...]:
    """A warning for each flaw in how the choice questions are written, ending with its source."""
    return tuple(problem for found in findings(questions) for problem in found.problems)
