"""Items whose text has gaps: [name] in Canvas and Blackboard, places between texts in Brightspace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element

from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.qti12.item import RESPONSES, Label, Response
from quizgen.importers.qti12.source import Source
from quizgen.importers.qti12.written import accepted, counts_case
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.gaps import node as gap_node
from quizgen.model import Gap, Gaps, Markup, Node, Pattern, Question, walk

_OURS = re.compile(r"gap_*\d+")
"""What the exporter calls gaps, behind which it shows hints."""

_PICKED = ("dropdown", "wordbank")


@dataclass(frozen=True, slots=True)
class _Hole:
    name: str
    gap: Gap


def gaps(source: Source) -> Question:
    """Words to be written into the text."""
    return _made(source, [_hole(source, response) for response in source.item.responses])


def menus(source: Source) -> Question:
    """Words to be picked: all of a menu stand as a hint behind the gap, for a deck has no menus."""
    source.warn("its menus are gaps now, with what there is to choose behind each")
    holes = [_Hole(_name(each), _menu(source, each)) for each in source.item.responses]
    return _made(source, holes)


def _name(response: Response) -> str:
    return response.ident.removeprefix("response_")


def _hole(source: Source, response: Response) -> _Hole:
    name = _name(response)
    if response.is_written:
        return _Hole(name, Gap(_needed(name, accepted(source, response))))
    told = {label.element.get("answer_type", "").lower() for label in response.labels}
    if told & set(_PICKED):
        return _Hole(name, _menu(source, response))
    patterns = (_pattern(source, label) for label in response.labels)
    found = dict.fromkeys(pattern for pattern in patterns if any(pattern.parts))
    return _Hole(name, Gap(_needed(name, tuple(found))))


def _needed(name: str, answers: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    if not answers:
        raise Broken(f"it does not tell what is right in the gap [{name}]")
    return answers


def _pattern(source: Source, label: Label) -> Pattern:
    """An accepted answer, compared as New Quizzes are told to."""
    words = source.texts.line(label.element)
    match label.element.get("scoring_algorithm", "").lower():
        case "textregex":
            raise Inexpressible("a text whose gaps are told by regular expressions")
        case "textcontainsanswer":
            return Pattern(("", words, "")) if words else Pattern(("",))
        case "textcloseenough":
            source.warn(f"“{words}” must be spelt rightly now: a deck allows no typing errors")
    return Pattern((words,))


def _menu(source: Source, response: Response) -> Gap:
    """The right entry, and all entries as the hint."""
    texts = {label.ident: source.texts.line(label.element) for label in response.labels}
    right = [texts[ident] for ident in source.scoring.rights(response.ident) if ident in texts]
    answers = tuple(Pattern((words,)) for words in dict.fromkeys(right) if words)
    hint = " / ".join(dict.fromkeys(words for words in texts.values() if words))
    return Gap(_needed(_name(response), answers), hint)


def _made(source: Source, holes: list[_Hole]) -> Question:
    if not holes:
        raise Broken("its text has no gaps")
    stem = _marked(source.stem, [hole.name for hole in holes])
    order = [node.get("name") for node in walk(stem) if node.kind == "gap"]
    if not order and all(each.is_written for each in source.item.responses):
        stem = _in_place(source)
        order = [node.get("name") for node in walk(stem) if node.kind == "gap"]
    by_name = {hole.name: hole.gap for hole in holes}
    missing = next((name for name in by_name if name not in order), None)
    if missing is not None:
        raise Broken(f"its text has no gap [{missing}]")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(order))}
    hints: dict[str, str] = {}
    stem = _numbered(stem, numbers, hints)
    found = (_with_hint(by_name[name], hints.get(name, "")) for name in numbers)
    case = counts_case(source, source.item.responses)
    return Gaps(id="", stem=stem, gaps=tuple(found), case=case)


def _with_hint(gap: Gap, hint: str) -> Gap:
    return replace(gap, hint=hint) if hint else gap


def _marked(stem: Markup, names: list[str]) -> Markup:
    """The stem with nodes for [name]."""
    longest = sorted(filter(None, names), key=len, reverse=True)
    if not longest:
        return stem
    pattern = re.compile(rf"\[({'|'.join(map(re.escape, longest))})\]")
    return replaced(stem, pattern, lambda match: _node(match[1]))


def _node(name: str) -> Node:
    return Node("gap", attributes=(("name", name),))


def _numbered(markup: Markup, numbers: Mapping[str, int], hints: dict[str, str]) -> Markup:
    """The gaps with their numbers; a name that stands there again is a line to write on."""
    seen: set[str] = set()

    def within(nodes: Markup) -> Markup:
        return tuple(_each(_without_hints(nodes, hints)))

    def _each(nodes: Markup) -> Iterator[Node]:
        for node in nodes:
            name = node.get("name")
            if node.kind != "gap":
                yield replace(node, children=within(node.children)) if node.children else node
            elif name in seen:
                yield Node("text", "____")
            else:
                seen.add(name)
                yield gap_node(numbers[name])

    return within(markup)


def _without_hints(nodes: Markup, hints: dict[str, str]) -> Markup:
    """Our own gaps without the hints behind them, which are noted."""
    kept: list[Node] = []
    for node in nodes:
        hint = _hint(kept, node)
        if hint:
            kept.pop()
            hints[kept[-1].get("name")] = hint
        else:
            kept.append(node)
    return tuple(kept)


def _hint(before: list[Node], node: Node) -> str:
    """The words of a hint: an emphasised (…), a blank, a gap of ours before it."""
    if node.kind != "emphasis" or len(node.children) != 1 or len(before) < 2:
        return ""
    words, gap = node.children[0].text, before[-2]
    ours = gap.kind == "gap" and _OURS.fullmatch(gap.get("name")) and before[-1].text == " "
    return words[1:-1].strip() if ours and words.startswith("(") and words.endswith(")") else ""


def _in_place(source: Source) -> Markup:
    """The texts and the places to answer between them, as one passage."""
    assert source.item.presentation is not None
    blocks: list[Node] = []
    joins = False
    for element in _sequence(source.item.presentation):
        is_gap = str(element.tag).startswith("response_")
        ident = element.get("ident", "").removeprefix("response_")
        part = (
            (Node("paragraph", children=(_node(ident),)),) if is_gap else source.texts.of(element)
        )
        if not part:
            continue
        if (joins or is_gap) and blocks and blocks[-1].kind == part[0].kind == "paragraph":
            before = blocks.pop()
            children = (*before.children, Node("text", " "), *part[0].children)
            part = (replace(before, children=children), *part[1:])
        blocks += part
        joins = is_gap
    return tuple(blocks)


def _sequence(element: _Element) -> Iterator[_Element]:
    for child in element:
        if child.tag in (*RESPONSES, "material"):
            yield child
        else:
            yield from _sequence(child)
