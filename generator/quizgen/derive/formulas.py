"""A formula → its left-hand and right-hand side, and whether two say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from quizgen.derive.alternatives import Alternative, alternative
from quizgen.derive.facts import Facts, Formula
from quizgen.derive.shape import Shape
from quizgen.meaning import content_words
from quizgen.model import Markup, Node

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.DOTALL)
_RELATIONS = frozenset(r"= \approx \leftarrow \propto \equiv := \coloneqq \to".split())
_SPACING = frozenset(r"\, \; \: \! \quad \qquad \left \right \big \Big \displaystyle".split())
_SILENT = frozenset(
    r"1 \cdot \times \ast \frac \dfrac \tfrac \cfrac \over \text \mathrm \mathit \operatorname".split()
)
_DECIMAL = re.compile(r"\d+\.\d+")
_OPENING, _CLOSING = "{([", "})]"


@dataclass(frozen=True, slots=True)
class Sides:
    """A formula cut at its first relation: `left` with the relation, `right`, and how many it has."""

    left: str
    right: str
    relations: int


def sides(tex: str) -> Sides | None:
    """The sides of a formula; None for one without a relation such as =."""
    tokens = _TOKEN.findall(tex)
    cuts = [i for i, depth in enumerate(_depths(tokens)) if tokens[i] in _RELATIONS and not depth]
    if not cuts or not "".join(tokens[: cuts[0]]).strip():
        return None
    left, right = "".join(tokens[: cuts[0] + 1]), "".join(tokens[cuts[0] + 1 :])
    return Sides(left.strip(), right.strip().rstrip(".,").strip(), len(cuts))


def right_sides(fact: Facts) -> Iterator[Alternative]:
    """The right-hand sides of a card's formulas; formulas with as many relations have one shape."""
    for formula in fact.formulas:
        found = sides(formula.tex)
        if found:
            yield right_side(fact, formula, found)


def right_side(fact: Facts, formula: Formula, cut: Sides) -> Alternative:
    """The right-hand side of a formula as an alternative."""
    form = Shape("formula", str(cut.relations))
    about = content_words(f"{fact.front} {formula.label}", fact.card.language)
    text = as_markup(cut.right, formula)
    found = alternative(fact, text, form, about=about, subject=fact.front, label=formula.label)
    signs = symbols(found.plain)
    return replace(found, stems=frozenset(signs), context=(*found.context, *signs))


def as_markup(tex: str, formula: Formula) -> Markup:
    """A paragraph that holds nothing but the formula."""
    node = Node("formula", tex, place=formula.place)
    return (Node("paragraph", children=(node,), place=formula.place),)


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas may be one, written in two ways: the same letters and digits but for ones.

    So mv²/2 is ½ mv², while mv² is not; two that differ in their operators only count as the same, too.
    """
    return symbols(one) == symbols(other)


def holds(tex: str, part: str) -> bool:
    """Whether a formula stands within another, blanks and sizes of brackets not counted."""
    return _bare(part) in _bare(tex)


def symbols(tex: str) -> list[str]:
    """The letters, digits and named signs of a formula, sorted; ones and fraction bars are left out.

    ½ and 0.5 are 1/2; neither the sign of a product nor a typeface makes another formula.
    """
    plain = _DECIMAL.sub(_as_fraction, unicodedata.normalize("NFKC", tex))
    tokens = (token for token in _TOKEN.findall(plain) if token not in _SPACING | _SILENT)
    return sorted(token for token in tokens if len(token) > 1 or token.isalnum())


def _as_fraction(decimal: re.Match[str]) -> str:
    return str(Fraction(decimal.group()))


def _depths(tokens: list[str]) -> list[int]:
    """How deep in brackets each token stands."""
    depth, depths = 0, []
    for token in tokens:
        depth = max(0, depth - (token in _CLOSING))
        depths.append(depth)
        depth += token in _OPENING
    return depths


def _bare(tex: str) -> str:
    return "".join(t for t in _TOKEN.findall(tex) if t not in _SPACING and not t.isspace())
