"""An exercise of the type cloze → one question with gaps, or a question for each of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from quizgen.author.kinds import tightened
from quizgen.importers.broken import Broken
from quizgen.importers.rexams.part import CHOICES, KINDS, Part, number, question
from quizgen.importers.shared.gaps import gap, sign, with_gaps
from quizgen.importers.shared.remarks import apart
from quizgen.markup.plain import one_line
from quizgen.model import Gaps, Markup, Node, Question

_PLACE = re.compile(r"##ANSWER(\d{1,3})##", re.IGNORECASE)
_WHOLE = re.compile(r"[-+]?\d+")
_CENT = Decimal("0.01")

Text = Callable[[Mapping[int, str]], Markup]
"""What stands in place of each ##ANSWERi##, counted from 1 → the text of the exercise."""


@dataclass(frozen=True, slots=True)
class Cloze:
    """What the parts have in common; `whole` has all options, all comments and the solution."""

    whole: Part
    kinds: str
    points: str
    text: Text
    places: frozenset[int]


def placed(text: str, instead: Mapping[int, str]) -> str:
    """The source of a text with something in place of each ##ANSWERi##."""
    return _PLACE.sub(lambda place: instead.get(int(place[1]), place[0]), text)


def places(text: str) -> frozenset[int]:
    """The numbers of the answers that have a place in the text."""
    return frozenset(int(found) for found in _PLACE.findall(text))


def questions(cloze: Cloze, warn: Callable[[str], None]) -> Iterator[Question]:
    """The question or questions; raises Broken where the parts do not fit together."""
    parts = _parts(cloze)
    unknown = cloze.places - set(range(1, len(parts) + 1))
    if unknown:
        message = f"##ANSWER{min(unknown)}## stands in it, but exsolution tells of {len(parts)}"
        raise Broken(message, "give exsolution a part for each", cloze.whole.solution_line)
    if all(map(_fits_gap, parts)):
        _tell_unplaced(cloze, parts, warn)
        yield _with_gaps(cloze, parts)
        return
    several = [
        question(replace(part, fields=_fields(cloze, parts, position)))
        for position, part in enumerate(parts, start=1)
    ]
    if len(parts) > 1:
        warn(f"its {len(parts)} parts become {len(parts)} questions, for they are of several sorts")
    yield from several


def _tell_unplaced(cloze: Cloze, parts: list[Part], warn: Callable[[str], None]) -> None:
    """Tell what the Answerlist says of answers that stand in the text."""
    for position in sorted(cloze.places):
        part = parts[position - 1]
        words = "" if part.kind in CHOICES else one_line(next(iter(part.options), ()))
        if words:
            warn(
                f"answer {position} stands in the text, and what its list says is left out: {words}"
            )


def _parts(cloze: Cloze) -> list[Part]:
    whole = cloze.whole
    solutions = [each.strip() for each in whole.solution.split("|")]
    kinds = _spread(cloze.kinds or "string", len(solutions), "exclozetype", whole)
    kinds = [
        "essay" if kind == "string" and not s else kind
        for kind, s in zip(kinds, solutions, strict=True)
    ]
    tolerances = _spread(whole.tolerance or "0", len(solutions), "extol", whole)
    sizes = [len(s) if kind in CHOICES else 1 for kind, s in zip(kinds, solutions, strict=True)]
    options = _divided(whole.options, kinds, sizes, "Answerlist", whole)
    comments = _divided(whole.comments, kinds, sizes, "Answerlist of its solution", whole)
    return [
        replace(whole, kind=kinds[i], solution=solutions[i], tolerance=tolerances[i],
                options=options[i], comments=comments[i])
        for i in range(len(solutions))
    ]  # fmt: skip


def _spread(text: str, count: int, name: str, whole: Part) -> list[str]:
    """The values between bars, one for each part; a single one holds for all."""
    values = [value.strip() for value in text.split("|")]
    values = values * count if len(values) == 1 else values
    if len(values) != count:
        message = f"{name} has {len(values)} parts, and exsolution {count}"
        raise Broken(message, "give each answer one", whole.solution_line)
    wrong = next((v for v in values if name == "exclozetype" and v not in KINDS), "")
    if wrong:
        hint = "known are schoice, mchoice, num, string, essay"
        raise Broken(f"a part is of the type {wrong[:20]!r}", hint, whole.solution_line)
    return values


def _divided(
    entries: tuple[Markup, ...], kinds: list[str], sizes: list[int], name: str, whole: Part
) -> list[tuple[Markup, ...]]:
    """The entries of each part, those of a choice as many as it has options."""
    if entries and len(entries) != sum(sizes):
        sizes = [size if kind in CHOICES else 0 for kind, size in zip(kinds, sizes, strict=True)]
    if entries and len(entries) != sum(sizes):
        message = f"the {name} has {len(entries)} entries, which is not what exsolution tells of"
        raise Broken(message, "give each answer an entry", whole.solution_line)
    found, start = [], 0
    for size in sizes:
        found.append(entries[start : start + size])
        start += size
    return found


def _fits_gap(part: Part) -> bool:
    """Whether its answer is the very text that stands in its solution."""
    if part.kind == "num":
        exact = not number(part.tolerance, "extol", part.solution_line)
        return exact and bool(_WHOLE.fullmatch(part.solution))
    return part.kind == "string"


def _with_gaps(cloze: Cloze, parts: list[Part]) -> Question:
    signs = {position: sign(position - 1) for position in range(1, len(parts) + 1)}
    items = [_item(p, signs[n]) for n, p in enumerate(parts, start=1) if n not in cloze.places]
    listed = (Node("ordered_list", children=tuple(items), attributes=(("start", "1"),)),)
    stem = with_gaps(cloze.text(signs) + (listed if items else ()), len(parts))
    told = cloze.whole.explanation + tuple(b for p in parts for c in p.comments for b in c)
    return Gaps(
        **{**cloze.whole.fields, "stem": stem, "points": _whole_points(cloze)},
        notes=apart("feedback", told),
        gaps=tuple(gap((part.solution,)) for part in parts),
        case=any(part.kind == "string" for part in parts),
    )


def _item(part: Part, place: str) -> Node:
    """An entry of the Answerlist with the gap behind it."""
    blocks = next(iter(part.options), ())
    hole = Node("text", f" {place}" if blocks else place)
    if not blocks or blocks[-1].kind != "paragraph":
        blocks = (*blocks, Node("paragraph"))
    last = replace(blocks[-1], children=(*blocks[-1].children, hole))
    return Node("item", children=tightened((*blocks[:-1], last)))


def _fields(cloze: Cloze, parts: list[Part], position: int) -> dict[str, Any]:
    """The fields of a part: the common text, in which the answers are numbered, and its own."""
    part, fields = parts[position - 1], cloze.whole.fields
    shown = {n: f"**({n})**" if len(parts) > 1 else "…" for n in range(1, len(parts) + 1)}
    stem = cloze.text(shown)
    own = () if part.kind in CHOICES else next(iter(part.options), ())
    if len(parts) > 1 and (position in cloze.places or not own):
        mark = Node("strong", children=(Node("text", f"({position})"),))
        stem += (Node("paragraph", children=(mark,)),)
    id = f"{fields['id']}-{position}" if fields["id"] and len(parts) > 1 else fields["id"]
    return {
        **fields,
        "id": id,
        "stem": stem + own,
        "points": _points(cloze, len(parts))[position - 1],
    }


def _points(cloze: Cloze, count: int) -> list[Decimal]:
    values = [number(value, "expoints", 0) for value in (cloze.points or "1").split("|")]
    if len(values) == count:
        return values
    if len(values) > 1:
        raise Broken(f"expoints has {len(values)} parts, and exsolution {count}")
    return [(values[0] / count).quantize(_CENT).normalize() + 0] * count


def _whole_points(cloze: Cloze) -> Decimal:
    values = [number(value, "expoints", 0) for value in (cloze.points or "1").split("|")]
    return sum(values, Decimal(0))
