"""Questions whose answers are written: textEntry, inlineChoice, gapMatch, extendedText, slider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti.accepted import Texts, numbers, plain_number, texts
from quizgen.importers.qti.common import Part
from quizgen.importers.qti.item import scale
from quizgen.importers.qti.normal import words
from quizgen.importers.qti.passages import BLANK
from quizgen.importers.qti.picking import choice
from quizgen.importers.qti.values import NUMBERS, Response
from quizgen.importers.shared.text import passage
from quizgen.model import Gap, Gaps, Markup, Node, Numeric, Open, Pattern, Question, ShortAnswer

_OUR_GAP = "RESPONSE_1"
_LONGEST_UNIT = 20
_BLANK = Node("text", BLANK)
_HINTS = " / "


def written(part: Part, fields: Sequence[etree._Element]) -> Question:
    """The question of fields in a text, whose places are the gaps of the stem. Raises Broken."""
    if len(fields) > 1:
        return _gaps(part, fields)
    (field,) = fields
    response = part.item.response(field)
    if field.tag == "inlineChoiceInteraction":
        return choice(replace(part, stem=_filled(part.stem)), field)
    if response.kind in NUMBERS:
        return _numeric(part, response)
    known = texts(part, response)
    asked = None if part.item.ours and response.name == _OUR_GAP else _asked(part.stem)
    if asked is None:
        return _gaps(part, fields)
    made = _common(part, asked)
    return ShortAnswer(**made, answers=known.patterns, case=bool(known.case))


def _common(part: Part, stem: Markup) -> dict[str, Any]:
    return {**part.fields, "stem": stem, "notes": part.usual_notes()}


def _asked(stem: Markup) -> Markup | None:
    """The stem without its one gap, where that stands behind a question; None where it is within text."""
    *before, last = stem or (Node("text"),)
    if last.kind != "paragraph" or not last.children or last.children[-1].kind != "gap":
        return None
    rest = last.children[:-1]
    if not rest:
        return tuple(before) or None
    ends = rest[-1].text.rstrip() if rest[-1].kind == "text" else ""
    if not ends.endswith(("?", ":")):
        return None
    return (*before, replace(last, children=(*rest[:-1], Node("text", ends))))


def _numeric(part: Part, response: Response) -> Question:
    found = numbers(part, response)
    stem, unit = _unit(part.stem)
    return Numeric(
        **_common(part, stem),
        value=found.middle,
        tolerance=found.tolerance,
        is_range=found.centre not in (None, found.middle),
        unit=unit,
    )


def _unit(stem: Markup) -> tuple[Markup, str]:
    """The stem without its gap, and the unit behind it; a gap within text is a blank to see."""
    asked = _asked(stem)
    if asked is not None:
        return asked, ""
    *before, last = stem or (Node("text"),)
    if before and last.kind == "paragraph" and len(last.children) == 2:
        gap, behind = last.children
        unit = behind.text.strip() if behind.kind == "text" else ""
        if gap.kind == "gap" and unit and len(unit) <= _LONGEST_UNIT:
            return tuple(before), unit
    return _filled(stem), ""


def _filled(stem: Markup) -> Markup:
    """The stem with blanks to see in place of its gaps."""
    return tuple(
        _BLANK if node.kind == "gap" else replace(node, children=_filled(node.children))
        for node in stem
    )


def _gaps(part: Part, fields: Sequence[etree._Element]) -> Question:
    stem, hints = _with_hints(part.stem) if part.item.ours else (part.stem, {})
    found = [_field(part, field) for field in fields]
    gaps = tuple(
        Gap(known.patterns, hint or hints.get(number, ""))
        for number, (known, hint) in enumerate(found)
    )
    cases = {known.case for known, _ in found} - {None}
    if len(cases) > 1:
        part.warn("capital and small letters count in all of its gaps now")
    return Gaps(**_common(part, stem), gaps=gaps, case=True in cases)


def _field(part: Part, field: etree._Element) -> tuple[Texts, str]:
    """What is right in a gap, and its hint."""
    response = part.item.response(field)
    if field.tag == "inlineChoiceInteraction":
        return _menu(part, field, response)
    if response.kind not in NUMBERS:
        return texts(part, response), ""
    found = numbers(part, response)
    if found.tolerance:
        raise Inexpressible("gaps with numbers that need not be exact")
    return Texts((Pattern((plain_number(found.middle),)),), None), ""


def _menu(part: Part, field: etree._Element, response: Response) -> tuple[Texts, str]:
    """The right words of a menu; all of them are the hint."""
    choices = {each.get("identifier", ""): words(each) for each in field.iter("inlineChoice")}
    marks = scale(part.item, response, tuple(map(response.value, choices)))
    right = [word for name, word in choices.items() if marks.is_right(response.value(name))]
    if not all(choices.values()):
        raise Broken("one of its words to choose from is empty")
    return Texts(tuple(Pattern((word,)) for word in right), None), _HINTS.join(choices.values())


def _with_hints(stem: Markup) -> tuple[Markup, dict[int, str]]:
    """The stem without the hints that our exporter writes behind gaps (`export/qti/body.py`)."""
    hints: dict[int, str] = {}
    return tuple(_without_hints(node, hints) for node in stem), hints


def _without_hints(node: Node, hints: dict[int, str]) -> Node:
    kept: list[Node] = []
    for child in node.children:
        hint = _hint(kept, child)
        if hint:
            kept.pop()
            hints[int(kept[-1].get("number"))] = hint
        else:
            kept.append(_without_hints(child, hints))
    return replace(node, children=tuple(kept)) if node.children else node


def _hint(before: list[Node], node: Node) -> str:
    """The words in brackets, where the node is emphasised and stands behind a gap and a blank."""
    if len(before) < 2 or before[-2].kind != "gap" or before[-1] != Node("text", " "):
        return ""
    said = "".join(child.text for child in node.children) if node.kind == "emphasis" else ""
    return said[1:-1] if said.startswith("(") and said.endswith(")") else ""


def gap_match(part: Part, interaction: etree._Element) -> Question:
    """Words to be put into gaps: they stand below the text, in alphabetical order. Raises Broken."""
    pool = {each.get("identifier", ""): words(each) for each in interaction.iter("gapText")}
    if interaction.find(".//gapImg") is not None or not all(pool.values()):
        raise Inexpressible("pictures to be put into gaps")
    response = part.item.response(interaction)
    answer = response.model
    if not isinstance(answer, tuple):
        raise Broken("nothing says what belongs into the gaps")
    scale(part.item, response, (answer,))
    links = [str(each).split() for each in answer]
    names = [each.get("identifier", "") for each in interaction.iter("gap")]
    right = [[pool.get(one, "") for one, gap in links if gap == name] for name in names]
    if not all(right) or not all(map(all, right)):
        raise Broken("nothing says what belongs into one of its gaps")
    part.warn("words to be put into gaps are to be written now: they stand below the text")
    gaps = tuple(Gap(tuple(Pattern((word,)) for word in known)) for known in right)
    listed = _HINTS.join(sorted(pool.values(), key=str.casefold))
    below = Node("paragraph", children=(Node("text", f"({listed})"),))
    return Gaps(**_common(part, (*part.stem, below)), gaps=gaps)


def extended(part: Part, interaction: etree._Element) -> Question:
    """An answer in own words; a correct response is the model answer."""
    name = interaction.get("responseIdentifier", "")
    response = part.item.responses.get(name)
    answer = "\n\n".join(map(str, response.corrects)) if response else ""
    return Open(**_common(part, part.stem), answer=passage(answer))


def slider(part: Part, interaction: etree._Element) -> Question:
    """A number to be set, which is to be written now. Raises Broken."""
    low, high = (interaction.get(name, "") for name in ("lowerBound", "upperBound"))
    part.warn(f"a slider from {low} to {high} is a number to be written now")
    found = numbers(part, part.item.response(interaction))
    fields = _common(part, part.stem)
    return Numeric(**fields, value=found.middle, tolerance=found.tolerance)
