"""Markdown of other programs → nodes, with the HTML that people put into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from quizgen.importers.broken import Broken
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared import gaps
from quizgen.importers.shared.formulas import replaced
from quizgen.importers.shared.html.scripts import lowered, raised
from quizgen.markup.parse import parse
from quizgen.markup.plain import plain
from quizgen.model import Gap, Markup, Node, walk
from quizgen.problem import ERROR
from quizgen.read.lines import join_lines, split_lines

CODE: Final = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
"""Code in the source of Markdown, in which nothing else has a meaning."""

_BREAK = "\U000ffffd"
_BREAKS = re.compile(_BREAK)
_OWN = re.compile("[\U000f0000-\U000ffffd]")
"""Characters for private use stand for what Markdown has no sign for, until it is read."""

_STYLES = {"b": "**", "strong": "**", "i": "*", "em": "*", "u": "*", "mark": "==", "s": "~~"}
_PLAIN = "span|font|center|div|p|small|big|details|summary"
_TAG = re.compile(
    rf"""<!--(?P<comment>(?:(?!<!--).)*?)-->
    | <br\s*/?>(?P<break>)
    | <(?P<script>su[bp])>(?P<moved>[^<>]*)</(?P=script)>
    | <(?P<style>{"|".join(_STYLES)})>(?P<styled>[^\s<>](?:[^<>]*[^\s<>])?)</(?P=style)>
    | <img\s(?P<image>[^<>]*)>
    | </?(?P<plain>{_PLAIN})(?:\s[^<>]*)?>
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""(src|alt|width|height)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SOUND = re.compile(r"\.(?:mp3|ogg|oga|wav|m4a|flac|aac|mp4|m4v|webm|mov|mkv|pdf)$", re.IGNORECASE)
_LEVEL = 3
"""What headings within a question have at least: those above part the deck."""


def unmarked(text: str) -> str:
    """The text without the characters that stand for something here."""
    return _OWN.sub("", text)


def outside_code(text: str, changed: Callable[[str], str]) -> str:
    """The source with everything but its code changed by that function."""
    pieces, end = [], 0
    for code in CODE.finditer(text):
        pieces += [changed(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*pieces, changed(text[end:])))


def passage(text: str, line: int, found: Gathering) -> Markup:
    """The nodes of Markdown that stands in that line of the file.

    Warnings are told; what cannot be read raises Broken. Headings become deeper than those of a deck.
    """
    source = outside_code(text, lambda part: _TAG.sub(lambda tag: _translated(tag, found), part))
    markup, problems = parse(source, found.file.name, line)
    for problem in problems:
        if problem.severity == ERROR:
            raise Broken(problem.message, problem.hint, problem.place.line)
        found.warn(problem.message, problem.hint, problem.place.line)
    markup = replaced(markup, _BREAKS, lambda sign: Node("linebreak"))
    blocks = (part for block in markup for part in _pictures_apart(block))
    return tuple(part for block in blocks for part in _ours(block, found))


def _pictures_apart(block: Node) -> Iterator[Node]:
    """A paragraph with pictures on lines of their own as paragraphs, so that each stands for itself."""
    if block.kind != "paragraph" or not any(node.kind == "image" for node in block.children):
        yield block
        return
    lines = split_lines(block)
    for alone, group in groupby(lines, key=lambda line: all(map(_is_picture, line))):
        for part in ((line,) for line in group) if alone else (tuple(group),):
            yield from join_lines(part)


def _is_picture(node: Node) -> bool:
    return node.kind == "image" or (node.kind == "text" and not node.text.strip())


def anywhere(markup: Markup) -> Markup:
    """The passage, whose pictures may lie in another folder than it says, if their names are there once."""
    return tuple(_anywhere(node) for node in markup)


def _anywhere(node: Node) -> Node:
    if node.kind != "image":
        return replace(node, children=anywhere(node.children)) if node.children else node
    return replace(node, attributes=tuple(sorted((*node.attributes, ("anywhere", "true")))))


def _answer_words(text: str, line: int, found: Gathering) -> str:
    """What is to be filled into a gap, as plain text; a formula in it is told, a picture raises Broken."""
    markup = passage(text, line, found)
    kinds = {node.kind for node in walk(markup)}
    if "image" in kinds:
        raise Broken("a picture stands in a gap", "only words can be filled in")
    if "formula" in kinds or "formula_block" in kinds:
        found.warn(f"the formula in a gap becomes text: {plain(markup)[:40]}", "", line)
    return plain(markup)


def with_gaps(
    text: str, line: int, found: Gathering, holes: Iterable[tuple[int, int, str, str]]
) -> tuple[Markup, tuple[Gap, ...]]:
    """The passage with gaps in place of parts of its source, each with start, end, answer and hint."""
    pieces, end, made = list[str](), 0, list[Gap]()
    for start, stop, answer, hint in holes:
        pieces += [text[end:start], gaps.sign(len(made))]
        made.append(gaps.gap((_answer_words(answer, line, found),), hint))
        end = stop
    source = "".join((*pieces, text[end:]))
    return gaps.with_gaps(passage(source, line, found), len(made)), tuple(made)


def _translated(tag: re.Match[str], found: Gathering) -> str:
    """The Markdown for an element of HTML."""
    if tag["break"] is not None:
        return _BREAK
    if tag["script"]:
        return "".join(map(_source, _moved(tag["script"].lower(), tag["moved"])))
    if tag["style"]:
        sign = _STYLES[tag["style"].lower()]
        return f"{sign}{tag['styled']}{sign}"
    if tag["image"] is not None:
        return _image(tag["image"])
    if tag["comment"] and tag["comment"].strip():
        found.keep(tag["comment"].strip())
    return ""


def _moved(script: str, text: str) -> Iterator[Node]:
    nodes = (Node("text", text),)
    return raised(nodes) if script == "sup" else lowered(nodes)


def _source(node: Node) -> str:
    return f"${node.text}$" if node.kind == "formula" else node.text


def _image(attributes: str) -> str:
    given = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
    sizes = {name: given[name] for name in ("width", "height") if name in given}
    units = {name: f"{size}px" if size.isdigit() else size for name, size in sizes.items()}
    braces = " ".join(f"{name}={size}" for name, size in units.items())
    alt = re.sub(r"[\[\]]", "", given.get("alt", ""))
    return f"![{alt}](<{given.get('src', '')}>)" + (f"{{{braces}}}" if braces else "")


def _ours(node: Node, found: Gathering) -> Iterator[Node]:
    """The node as a deck can hold it."""
    if node.kind == "image" and _SOUND.search(node.get("src")):
        found.warn(f"{node.get('src')} is left out: a deck holds text and pictures")
        yield Node("text", node.get("alt") or node.get("src"))
        return
    children = tuple(part for child in node.children for part in _ours(child, found))
    if node.kind == "heading":
        level = (("level", str(max(_LEVEL, int(node.get("level"))))),)
        yield Node("heading", children=children, attributes=level, place=node.place)
    else:
        yield replace(node, children=children)
