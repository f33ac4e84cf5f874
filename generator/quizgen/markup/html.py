"""Nodes → HTML, the same for paper and learning platforms but for what `Media` tells apart.

Only elements of ours come out, and every authored character is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from quizgen.model import Markup, Node


class Media(Protocol):
    """What a target shows in its own way; every method returns HTML."""

    def formula(self, node: Node) -> str:
        """A formula: kinds "formula" (attribute display) and "formula_block"; `text` is the TeX."""

    def image(self, node: Node) -> str:
        """A picture: attributes picture (key into the exam's pictures), alt, width, height."""

    def gap(self, node: Node) -> str:
        """The gap with the attribute number (from 0)."""

    def code(self, node: Node) -> str:
        """A block of code: `text`, attribute language."""


def render(markup: Markup, media: Media) -> str:
    """Blocks as HTML; notes to signs in them follow as a list at the end."""
    writer = _Writer(media)
    body = writer.all(markup)
    return body + writer.footnotes()


def render_inline(markup: Markup, media: Media) -> str:
    """As `render`, but a single paragraph loses its `<p>`, to stand within a line or a cell.

    One with footnotes keeps it, since the notes stand below.
    """
    writer = _Writer(media)
    single = len(markup) == 1 and markup[0].kind == "paragraph"
    body = writer.all(markup[0].children if single else markup)
    return render(markup, media) if single and writer.notes else body + writer.footnotes()


@dataclass
class _Writer:
    media: Media
    notes: list[str] = field(default_factory=list)

    def all(self, markup: Markup) -> str:
        return "".join(_WRITERS[node.kind](self, node) for node in markup)

    def footnotes(self) -> str:
        if not self.notes:
            return ""
        lines = (f"<p><sup>{n}</sup> {note}</p>" for n, note in enumerate(self.notes, start=1))
        return f'<div class="footnotes">{"".join(lines)}</div>'

    def text(self, node: Node) -> str:
        return escape(node.text)

    def paragraph(self, node: Node) -> str:
        body = self.all(node.children)
        return body if node.get("tight") else f"<p>{body}</p>\n"

    def heading(self, node: Node) -> str:
        """Headings within a question stand below its own: a run-in line is all that is left.

        The class of deeper ones tells importers the level.
        """
        level = node.get("level", "3")
        deeper = f" level-{escape(level)}" if level != "3" else ""
        return f'<p class="heading{deeper}"><strong>{self.all(node.children)}</strong></p>\n'

    def ordered_list(self, node: Node) -> str:
        start = node.get("start", "1")
        attribute = "" if start == "1" else f' start="{escape(start)}"'
        return f"<ol{attribute}>\n{self.all(node.children)}</ol>\n"

    def cell(self, node: Node) -> str:
        tag = "th" if node.get("header") else "td"
        align = node.get("align")
        style = f' style="text-align: {align}"' if align in _ALIGNMENTS else ""
        return f"<{tag}{style}>{self.all(node.children)}</{tag}>"

    def table(self, node: Node) -> str:
        head = [row for row in node.children if row.children[0].get("header")]
        body = node.children[len(head) :]
        parts = [f"<thead>\n{self.all(tuple(head))}</thead>\n"] if head else []
        parts += [f"<tbody>\n{self.all(body)}</tbody>\n"] if body else []
        return f"<table>\n{''.join(parts)}</table>\n"

    def link(self, node: Node) -> str:
        href = node.get("href")
        body = self.all(node.children)
        return f'<a href="{escape(href)}">{body}</a>' if href else body

    def code(self, node: Node) -> str:
        return f"<code>{escape(node.text)}</code>"

    def footnote(self, node: Node) -> str:
        self.notes.append(render_inline(node.children, self.media))
        return f"<sup>{len(self.notes)}</sup>"


_ALIGNMENTS = frozenset({"left", "center", "right"})


def _element(tag: str, after: str = "") -> Callable[[_Writer, Node], str]:
    return lambda writer, node: f"<{tag}>{writer.all(node.children)}</{tag}>{after}"


def _block(tag: str) -> Callable[[_Writer, Node], str]:
    return lambda writer, node: f"<{tag}>\n{writer.all(node.children)}</{tag}>\n"


_WRITERS: Mapping[str, Callable[[_Writer, Node], str]] = {
    "paragraph": _Writer.paragraph,
    "heading": _Writer.heading,
    "bullet_list": _block("ul"),
    "ordered_list": _Writer.ordered_list,
    "item": _element("li", "\n"),
    "quote": _block("blockquote"),
    "code_block": lambda writer, node: writer.media.code(node),
    "formula_block": lambda writer, node: writer.media.formula(node),
    "table": _Writer.table,
    "row": _element("tr", "\n"),
    "cell": _Writer.cell,
    "definition_list": _block("dl"),
    "definition_term": _element("dt", "\n"),
    "definition": _element("dd", "\n"),
    "rule": lambda writer, node: "<hr>\n",
    "text": _Writer.text,
    "strong": _element("strong"),
    "emphasis": _element("em"),
    "strike": _element("s"),
    "mark": _element("mark"),
    "code": _Writer.code,
    "formula": lambda writer, node: writer.media.formula(node),
    "image": lambda writer, node: writer.media.image(node),
    "link": _Writer.link,
    "softbreak": lambda writer, node: "\n",
    "linebreak": lambda writer, node: "<br>\n",
    "footnote": _Writer.footnote,
    "gap": lambda writer, node: writer.media.gap(node),
}
