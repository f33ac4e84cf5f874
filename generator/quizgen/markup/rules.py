"""The inline notations of ours that CommonMark lacks: formulas, marks and gaps."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from quizgen.markup import braces

_FORMULA = re.compile(
    r"""(?P<dollars>\$\$)(?P<display>(?:\\.|[^\\$]|\$(?!\$))+)\$\$
      | \$(?=[^\s$])(?P<inline>(?:\\.|[^\\$])*?(?:\\.|[^\\$\s]))\$(?![\d$])""",
    re.VERBOSE | re.DOTALL,
)
_BRACES = re.compile(r"\{([^{}]*)\}")
_GAP = re.compile(r"\{\{c(\d+)::((?:(?!\{\{c\d|\}\}(?!\})).)*)\}\}", re.DOTALL)


def formula(state: StateInline, silent: bool) -> bool:
    """`$…$` and `$$…$$`.

    Pandoc's rule (manual, extension tex_math_dollars): no blank inside the opening and the closing
    dollar, no digit after a single closing one, and no other dollar between the two.
    """
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content, token.markup = found["display"] or found["inline"], found["dollars"] or "$"
    state.pos = found.end()
    return True


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


def image_braces(state: StateInline, silent: bool) -> bool:
    """`{width=6cm}` right behind a picture goes into the meta of its token."""
    image = state.tokens[-1] if state.tokens and not state.pending else None
    found = _BRACES.match(state.src, state.pos, state.posMax)
    attributes = braces.read(found[1]) if found else None
    if silent or not found or not attributes or not image or image.type != "image":
        return False
    if "braces" in image.meta:
        return False
    image.meta["braces"] = attributes
    state.pos = found.end()
    return True
