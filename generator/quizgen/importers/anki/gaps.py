"""A text with gaps → a question with these gaps; where no word can fill them, an open question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from quizgen.importers.anki.clozes import MARK, Cloze, Clozed
from quizgen.importers.anki.passages import Passages
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.gaps import node
from quizgen.markup.plain import one_line
from quizgen.model import Gap, Gaps, Markup, Node, Open, Pattern, Question, walk

_LONGEST: Final = 120
"""Characters of an answer; what is longer is no word to write into a gap."""

_WORDS = frozenset({"paragraph", "text", "strong", "emphasis", "mark", "strike", "softbreak"})
_ELLIPSIS: Final = "[…]"


def gaps(text: Clozed, passages: Passages, common: dict[str, Any]) -> Question:
    """The question; `common` are the fields that questions of all kinds have."""
    filled = [_gap(gap, passages) for gap in text.gaps]
    stem = replaced(passages(text.text), MARK, lambda mark: node(int(mark[1])))
    shown = [node.get("number") for node in walk(stem) if node.kind == "gap"]
    whole = sorted(map(int, shown)) == list(range(len(filled)))
    if whole and all(filled):
        return Gaps(stem=stem, gaps=tuple(gap for gap in filled if gap), **common)
    return Open(stem=_blanked(stem, text, passages), answer=passages(text.filled), **common)


def _gap(gap: Cloze, passages: Passages) -> Gap | None:
    """None if its answer is more than some words."""
    answer = passages(gap.answer)
    words = one_line(answer)
    if len(answer) != 1 or not words or len(words) > _LONGEST:
        return None
    if any(node.kind not in _WORDS for node in walk(answer)):
        return None
    return Gap((Pattern((words,)),), one_line(passages(gap.hint)))


def _blanked(stem: Markup, text: Clozed, passages: Passages) -> Markup:
    """The text with dots, or the hint, for what is asked, in formulas and code as well."""

    def shown(match: re.Match[str]) -> str:
        hint = one_line(passages(text.gaps[int(match[1])].hint))
        return f"[{hint}]" if hint else _ELLIPSIS

    return tuple(_without_gaps(node, shown) for node in stem)


def _without_gaps(node: Node, shown: Callable[[re.Match[str]], str]) -> Node:
    if node.kind == "gap":
        match = MARK.fullmatch(f"\ue0f0{node.get('number')}\ue0f1")
        assert match
        return Node("text", shown(match))
    formula = node.kind in ("formula", "formula_block")
    text = MARK.sub(r"[\\ldots]" if formula else shown, node.text)
    children = tuple(_without_gaps(child, shown) for child in node.children)
    return replace(node, text=text, children=children)
