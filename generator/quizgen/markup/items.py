"""List items and headings, before their inline text is parsed: task boxes and attributes in braces.

This must come first: a link reference named "x" anywhere in the file would otherwise make `[x]` a link.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from quizgen.markup import braces

OPTION_WORDS = frozenset({"first", "last", "credit"})
CARD_WORDS = frozenset(
    {"multiple", "case", "points", "difficulty", "tags", "derive", "distractors", "card"}
)
_BOX = re.compile(r"\[([ xX])\](?:[ \t]+|$)")


def boxes_and_braces(state: StateCore) -> None:
    """Move `[x]` at an item's start and `{…}` at the end of an item or heading into the tokens' meta.

    The item's opening token gets meta["box"] ("x" or " "), items and headings meta["braces"].
    """
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        if tokens[index - 1].type == "heading_open":
            _take_braces(tokens[index - 1], token, CARD_WORDS)
        elif index > 1 and tokens[index - 2].type == "list_item_open":
            _take_box(tokens[index - 2], token)


def _take_box(item: Token, inline: Token) -> None:
    box = _BOX.match(inline.content)
    if box:
        item.meta["box"] = box.group(1).lower()
        inline.content = inline.content[box.end() :]
        _take_braces(item, inline, OPTION_WORDS)


def _take_braces(owner: Token, inline: Token, known: frozenset[str]) -> None:
    inline.content, found = braces.split(inline.content, known)
    if found:
        owner.meta["braces"] = found
