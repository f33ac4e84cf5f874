"""The inline notations of ours that CommonMark lacks: formulas, marks and gaps."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_GAP = re.compile(r"\{\{c(\d+)::((?:(?!\{\{c\d|\}\}(?!\})).)*)\}\}", re.DOTALL)


def formula(state: StateInline, silent: bool) -> bool:
    """`$…$` and `$$…$$`.

    Pandoc's rule (manual, extension tex_math_dollars): no blank inside the opening and the closing
    dollar, and no digit after a single closing one.
    """
    start, source = state.pos, state.src
    if source[start] != "$":
        return False
    marker = "$$" if source.startswith("$$", start) else "$"
    end = _closing(source, start + len(marker), state.posMax, marker)
    if end < 0:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.markup = source[start + len(marker) : end], marker
    state.pos = end + len(marker)
    return True


def _closing(source: str, start: int, end: int, marker: str) -> int:
    """Where the closing marker of a formula stands whose content begins at `start`, or -1."""
    if start >= end or (marker == "$" and source[start].isspace()):
        return -1
    position = start
    while position < end:
        if source[position] == "\\":
            position += 2
        elif source.startswith(marker, position) and position > start:
            if marker == "$$" or _closes(source, position, end):
                return position
            position += 1
        else:
            position += 1
    return -1


def _closes(source: str, position: int, end: int) -> bool:
    after = source[position + 1] if position + 1 < end else ""
    return not source[position - 1].isspace() and not after.isdigit() and after != "$"


def mark(state: StateInline, silent: bool) -> bool:
    """`==marked==`, with other inline notations inside; no blank next to the signs within."""
    start, source = state.pos, state.src
    if not source.startswith("==", start) or source[start + 2 : start + 3].strip(" \n=") == "":
        return False
    end = source.find("==", start + 2, state.posMax)
    if end < 0 or source[end - 1].isspace():
        return False
    if not silent:
        outer = state.posMax
        state.push("mark_open", "mark", 1).markup = "=="
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1).markup = "=="
        state.posMax = outer
    state.pos = end + 2
    return True


def gap(state: StateInline, silent: bool) -> bool:
    """`{{c1::answer}}` or `{{c1::answer::hint}}`, as Anki writes a cloze."""
    found = _GAP.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.content, token.markup, token.info = found.group(2), "{{c", found.group(1)
    state.pos = found.end()
    return True
