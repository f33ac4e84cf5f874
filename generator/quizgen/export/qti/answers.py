"""Accepted answers and options → what QTI compares answers with, and what each of them earns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizgen.export.qti.scoring import share
from quizgen.model import Asked, Choice, Option, Pattern


@dataclass(frozen=True, slots=True)
class Answers:
    """What is accepted: texts, the first of which is the model answer, and regular expressions."""

    texts: tuple[str, ...]
    expressions: tuple[str, ...]
    case: bool

    @property
    def model(self) -> str:
        """The answer to be shown as the right one."""
        return self.texts[0]


def answers(patterns: Sequence[Pattern], case: bool) -> Answers:
    """The texts, each once, and an expression for each answer with wildcards.

    Where all have wildcards, the model answer is the first with … in their places.
    """
    plain = {_known(_line(str(p)), case): _line(str(p)) for p in reversed(patterns) if not p.wild}
    texts = tuple(reversed(plain.values())) or (_line("…".join(patterns[0].parts)),)
    wild = (_expression(pattern, case) for pattern in patterns if pattern.wild)
    return Answers(texts, tuple(dict.fromkeys(wild)), case)


def _known(text: str, case: bool) -> str:
    return text if case else text.casefold()


def _line(text: str) -> str:
    return " ".join(text.split())


_SPECIAL = re.compile(r"[\\|.?*+(){}\[\]^$-]")


def _expression(pattern: Pattern, case: bool) -> str:
    """A regular expression of XML Schema (part 2, appendix F), which other dialects read alike."""
    line = _line("\0".join(pattern.parts))
    return "".join(_character(character, case) for character in line)


def _character(character: str, case: bool) -> str:
    if character == "\0":
        return ".*"
    other = character.swapcase()
    if not case and other != character and len(other) == 1 and other.swapcase() == character:
        return f"[{character}{other}]"  # the author's letter first: an import writes it as it was
    return _SPECIAL.sub(r"\\\g<0>", character)


def shares(asked: Asked, options: Sequence[Option]) -> tuple[Decimal, ...]:
    """What picking each option of a choice earns, in points.

    Where several may be picked, the right ones share all points, and a wrong one costs as much as a
    right one earns, and so much that picking everything earns nothing.
    """
    question = asked.question
    assert isinstance(question, Choice)
    if not question.multiple:
        return tuple(_of_single(asked, option) for option in options)
    rights = sum(option.right for option in options)
    right = share(asked.points, rights)
    wrong = len(options) - rights
    costs = (right, share(asked.points, wrong) if wrong else right, -asked.wrong * asked.points)
    return tuple(right if option.right else -max(costs) for option in options)


def _of_single(asked: Asked, option: Option) -> Decimal:
    if option.credit is not None:
        return option.credit * asked.points
    return asked.points if option.right else asked.wrong * asked.points


def earns_all_or_nothing(asked: Asked, options: Sequence[Option]) -> bool:
    """Whether one option earns everything and all others nothing."""
    full, zero = asked.points, Decimal(0)
    earned = shares(asked, options)
    expected = (full if option.right else zero for option in options)
    return sum(o.right for o in options) == 1 and earned == tuple(expected)
