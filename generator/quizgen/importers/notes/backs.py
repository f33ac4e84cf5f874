"""The lines of a card's back → blocks: sections, lists, terms with what is said of them, paragraphs.

Copying loses indents, list numbers and bullets. What a line was is told by its end, its label and its
neighbours; `docs/importing/notes.md` states the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from quizgen.importers.notes.entries import Entry, entries_of
from quizgen.importers.notes.inline import inline, paragraph
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, bold_line, heading, marked
from quizgen.importers.notes.tables import columns, rows_of, table
from quizgen.importers.notes.terms import term
from quizgen.importers.notes.words import split_label
from quizgen.model import Markup, Node
from quizgen.read.vocabulary import PAIR_ENDS, PAIR_STARTS, PARTS, vocabulary

_FEWEST_ALONE = 3
"""So many terms in a row are a list also where no label announces one."""

_TIGHT = (("tight", "true"),)
_FORMULA = frozenset(("formula", "formulas", "equation", "formel", "gleichung"))
_SMALL = frozenset("a an the of in on and or for to vs with by at from".split())


@dataclass(frozen=True, slots=True)
class Style:
    """How the notes are written: whether in Markdown, and in which language."""

    markdown: bool
    language: str


def back(lines: Sequence[Line], style: Style) -> Markup:
    """The blocks of a back."""
    return tuple(_blocks(lines, style))


def _blocks(lines: Sequence[Line], style: Style) -> Iterator[Node]:
    index = 0
    headed = False
    while index < len(lines):
        head = section_head(lines, index)
        if head:
            yield _label(head, style)
            headed, index = True, index + 1
            continue
        end = next((i for i in range(index, len(lines)) if section_head(lines, i)), len(lines))
        yield from _body(lines[index:end], headed, style)
        headed, index = False, end


def section_head(lines: Sequence[Line], index: int) -> str:
    """What a line names that only heads the lines after it; "" where it is no such line."""
    line = lines[index]
    if line.block or index + 1 == len(lines):
        return ""
    level, text = heading(line.text)
    if level:
        return bare(text).removesuffix(":")
    if marked(line.text).kind:
        return ""
    bold = bold_line(line.text)
    if bold and not split_label(line.text)[0]:
        return bold.removesuffix(":")
    text = bare(line.text)
    if text.endswith((":", ":")) and len(text) > 1:
        return text[:-1].strip()
    if _is_titled_pair(line.text) and _introduces(lines, index):
        return " – ".join(split_label(line.text))
    return ""


def _is_titled_pair(text: str) -> bool:
    """`Problem: Internal Covariate Shift`: behind the label stands a title."""
    label, rest = split_label(text)
    words = rest.split()
    if not label or not 2 <= len(words) <= 5 or rest[-1:] in ".!?,;":
        return False
    large = [word for word in words if word.lower() not in _SMALL]
    return len(label.split()) < 3 and all(word[:1].isupper() and word.isalpha() for word in large)


def _introduces(lines: Sequence[Line], index: int) -> bool:
    """Whether lines of another sort follow, at least two."""
    following = lines[index + 1 : index + 3]
    return len(following) == 2 and not any(
        _is_titled_pair(line.text) or line.block or line.after_blank for line in following
    )


def _label(text: str, style: Style) -> Node:
    """A paragraph that ends in a colon; a heading where the word would be one of ours."""
    parts = vocabulary(style.language)
    clash = parts.label((Node("text", f"{text}: x"),), PARTS | PAIR_STARTS | PAIR_ENDS)
    if clash:
        return Node("heading", children=inline(text, style.markdown), attributes=(("level", "3"),))
    return Node("paragraph", children=(*inline(text, style.markdown), Node("text", ":")))


def _body(lines: Sequence[Line], headed: bool, style: Style) -> Iterator[Node]:
    """The blocks of lines without a head among them."""
    rest = list(lines)
    while rest:
        line = rest[0]
        if line.block:
            yield _verbatim(line)
            rest, headed = rest[1:], False
        elif rows := rows_of(rest):
            yield table(rest[:rows], style.markdown)
            rest, headed = rest[rows:], False
        elif marked(line.text).kind:
            entries, rest = entries_of(rest)
            yield _list(entries, style)
            headed = False
        else:
            plain = [line, *takewhile(_is_plain, rest[1:])]
            yield from _plain(plain, headed, style)
            rest, headed = rest[len(plain) :], False


def _is_plain(line: Line) -> bool:
    return not line.block and not marked(line.text).kind and columns(line) < 2


def _verbatim(line: Line) -> Node:
    first, *inner = line.text.split("\n")
    text = "\n".join(inner[:-1])
    if line.block == "formula":
        return Node("formula_block", text.strip())
    language = first.strip().lstrip("`~").strip().split(" ")[0]
    named = (("language", language),) if language and language != "note" else ()
    return Node("code_block", f"{text}\n" if text else "", attributes=named)


# Lists that have marks


def _list(entries: Sequence[Entry], style: Style) -> Node:
    numbered = entries[0].mark.kind == "number"
    lettered = entries[0].mark.kind == "letter"
    start = int(entries[0].mark.sign) if numbered else 1
    as_terms = all(term(entry.mark.text) for entry in entries)
    heads = any(entry.below for entry in entries) and not as_terms
    items = tuple(_item(entry, as_terms, heads, style) for entry in entries)
    if numbered or lettered:
        return Node("ordered_list", children=items, attributes=(("start", str(start)),))
    return Node("bullet_list", children=items)


def _item(entry: Entry, as_term: bool, heads: bool, style: Style) -> Node:
    text = entry.mark.text
    flat = text.endswith(":") or any(not marked(line.text).kind for line in entry.below[:1])
    if entry.below and heads and flat and not term(text):
        name = bare(text).removesuffix(":").strip()
        children: Markup = (Node("strong", children=inline(name, style.markdown)),)
    else:
        children = _said(text, as_term, style)
    below = tuple(_below(entry.below, style))
    return Node("item", children=(Node("paragraph", children=children, attributes=_TIGHT), *below))


def _below(lines: Sequence[Line], style: Style) -> Iterator[Node]:
    if lines and all(_is_plain(line) for line in lines) and not lines[0].after_blank:
        yield _bullets([line.text for line in lines], style)
    elif lines:
        yield from _body(lines, False, style)


# Lists that lost their marks


def _plain(lines: Sequence[Line], headed: bool, style: Style) -> Iterator[Node]:
    """Lines without marks: behind a head they are its list, else what they look like."""
    if not headed:
        yield from _unheaded(lines, style)
        return
    listed = list(lines[: _until_gap(lines)])
    behind = list(lines[len(listed) :])
    trailing = _trailing(listed)
    kept = listed[: len(listed) - trailing]
    if _explained(kept):
        yield paragraph(kept[0].text, style.markdown)
        kept = kept[1:]
        listed = listed[1:]
    if len(kept) == 1 and (not behind or len(kept[0].text.split()) > 12):
        yield paragraph(kept[0].text, style.markdown)
    else:
        yield _bullets([line.text for line in kept], style)
    for line in listed[len(kept) :]:
        yield paragraph(line.text, style.markdown)
    yield from _unheaded(behind, style)


def _explained(lines: Sequence[Line]) -> bool:
    """Whether terms follow a first line that has none, such as those of a formula."""
    return (
        len(lines) > _FEWEST_ALONE
        and not term(lines[0].text)
        and all(term(line.text) for line in lines[1:])
    )


def _until_gap(lines: Sequence[Line]) -> int:
    """How many lines stand together, the first in any case."""
    return next((i for i, line in enumerate(lines) if i and line.after_blank), len(lines))


def _trailing(lines: Sequence[Line]) -> int:
    """How many lines `Label: text` at the end are no entries: at least two without label stand before."""
    number = 0
    while number < len(lines) and term(lines[len(lines) - 1 - number].text):
        number += 1
    return number if len(lines) - number > 1 else 0


def _unheaded(lines: Sequence[Line], style: Style) -> Iterator[Node]:
    index = 0
    while index < len(lines):
        run = _run(lines[index:])
        if _is_list(run):
            yield _bullets([line.text for line in run], style)
        elif term(run[0].text):
            yield from (paragraph(line.text, style.markdown) for line in run)
        else:
            yield from _prose(run, style)
        index += len(run)


def _run(lines: Sequence[Line]) -> list[Line]:
    """The first lines, as far as all have a term or none has one."""
    labelled = bool(term(lines[0].text))
    end = next((i for i, line in enumerate(lines) if bool(term(line.text)) != labelled), len(lines))
    return list(lines[: min(end, _until_gap(lines))])


def _is_list(run: Sequence[Line]) -> bool:
    labels = [found[0].lower() for line in run if (found := term(line.text))]
    if labels:
        return len(run) >= _FEWEST_ALONE and not _FORMULA.intersection(labels)
    return len(run) > 1 and all(line.text[-1:] not in ".!?" for line in run)


def _prose(run: Sequence[Line], style: Style) -> Iterator[Node]:
    """Paragraphs; a line that ends amid a sentence goes on in the next one."""
    text = ""
    for line in run:
        text = f"{text} {line.text}".strip()
        if line.text[-1:] in ".!?:" or line is run[-1]:
            yield paragraph(text, style.markdown)
            text = ""


def _bullets(texts: Sequence[str], style: Style) -> Node:
    as_terms = all(term(text) for text in texts)
    items = (
        Node(
            "item",
            children=(Node("paragraph", children=_said(text, as_terms, style), attributes=_TIGHT),),
        )
        for text in texts
    )
    return Node("bullet_list", children=tuple(items))


def _said(text: str, as_term: bool, style: Style) -> Markup:
    """The nodes of an entry, with its term in bold."""
    found = term(text) if as_term else None
    if not found:
        return inline(text, style.markdown)
    name, rest = found
    # Without formulas: a term is an option of derived questions, which stand in one line.
    strong = Node("strong", children=(Node("text", name),))
    return (strong, *_after_colon(inline(rest, style.markdown)))


def _after_colon(nodes: Markup) -> Markup:
    if nodes and nodes[0].kind == "text":
        return (Node("text", f": {nodes[0].text}"), *nodes[1:])
    return (Node("text", ": "), *nodes)
