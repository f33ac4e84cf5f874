"""A blueprint, drawn hundreds of times → where keys fall, how alike papers are, what guessing brings.

Nothing is printed or kept, and the draws are not those of the real exam: so the report tells nothing
of its keys.
"""

from __future__ import annotations

from dataclasses import replace

from quizgen.assemble import assemble
from quizgen.model import Bank, Blueprint, Candidate, Exam
from quizgen.problem import Problem
from quizgen.stress.answers import Answer, answers
from quizgen.stress.guessing import Strategy, strategies
from quizgen.stress.lengths import Lengths, key_lengths
from quizgen.stress.letters import Letters, key_letters, uneven
from quizgen.stress.neighbours import LEVELS, neighbours

__all__ = [
    "LEVELS",
    "Answer",
    "Lengths",
    "Letters",
    "Strategy",
    "answers",
    "key_lengths",
    "key_letters",
    "neighbours",
    "rehearse",
    "strategies",
    "uneven",
]

_SECRET = bytes(16)
"""Everybody's, on purpose: what is found must not depend on a project's own."""


def rehearse(
    bank: Bank, blueprint: Blueprint, papers: int
) -> tuple[Exam | None, tuple[Problem, ...]]:
    """The exam with so many papers: for invented candidates if it has candidates, else versions."""
    people = tuple(Candidate(f"{n:06}", "") for n in range(papers)) if blueprint.candidates else ()
    return assemble(bank, replace(blueprint, forms=papers, candidates=people), _SECRET)
