"""Markdown text → nodes with true places, and what is wrong with it."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from quizgen.markup import items, limits, rules, tables
from quizgen.markup.build import DEEPEST, Builder
from quizgen.model import Markup
from quizgen.problem import Problem


def parse(text: str, path: str = "", first_line: int = 1) -> tuple[Markup, tuple[Problem, ...]]:
    """Nodes and problems of Markdown text that begins at `first_line` (from 1) of the file `path`.

    The text is CommonMark with tables, strikethrough, footnotes, definition lists, task lists,
    ==marks==, formulas between dollars and gaps. HTML is text. Line ends must be LF.
    """
    # As the parser does, so that what its tokens hold is found in the lines.
    text = text.replace("\0", "\ufffd")
    tokens = _parser().parse(text)
    builder = Builder(path, text.split("\n"), first_line)
    return builder.build(tokens), tuple(builder.problems)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST + 10})
    parser.enable(["table", "strikethrough"])
    parser.block.ruler.at("table", tables.table, {"alt": ["paragraph", "reference"]})
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    # Our own rule is pandoc's; the builder joins texts itself, to tell \< and &lt; from <.
    parser.disable(["math_inline", "text_join", "html_inline", "html_block"])
    parser.inline.ruler.before("escape", "formula", rules.formula)
    parser.inline.ruler.before("emphasis", "mark", rules.mark)
    parser.inline.ruler.before("emphasis", "gap", rules.gap)
    parser.inline.ruler.after("image", "image_braces", rules.image_braces)
    parser.core.ruler.before("inline", "limits", limits.cut_too_long)
    parser.core.ruler.before("inline", "boxes_and_braces", items.boxes_and_braces)
    return parser
