"""Passages of text → Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from quizgen.author import trial
from quizgen.author.braces import braces
from quizgen.author.inline import SOURCE, STYLES, Inline
from quizgen.author.layout import indented, is_tight, quoted, separator
from quizgen.author.notes import Notes
from quizgen.author.seen import NO_PICTURES, seen
from quizgen.author.unwritable import Unwritable
from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Node, walk


def markdown(markup: Markup, pictures: Mapping[str, str] = NO_PICTURES) -> str:
    """The source of a passage; reading it gives the passage again. No end of line at the end.

    `pictures` gives for each key of a picture the path to write. Of a link that leads nowhere only
    its text is written. Raises Unwritable where no source is read as this passage.
    """
    text = Writer(pictures).passage(markup)
    if seen(parse(text)[0]) != seen(markup, pictures):
        raise Unwritable(f"this cannot be written in Markdown: {one_line(markup, 60)!r}")
    return text


@dataclass
class Writer:
    """Writes blocks; `notes` gathers the footnotes, which are written behind them.

    A `quick` one does not try what looks harmless; whoever uses it must read what was written.
    """

    pictures: Mapping[str, str] = field(default_factory=lambda: NO_PICTURES)
    notes: Notes = field(default_factory=Notes)
    quick: bool = False

    def passage(self, markup: Markup) -> str:
        """The source of the blocks and of the footnotes in them.

        Inlines are tried as they are written, but not how blocks are read together: that is for the
        caller. Raises Unwritable.
        """
        blocks = self.blocks(markup)
        notes = [
            indented(self.blocks(text), f"[^{label}]: ", "    ")
            for label, text in tuple(self.notes.found.items())
        ]
        return "\n\n".join(part for part in (blocks, *notes) if part)

    def blocks(self, markup: Markup, tight: bool = False) -> str:
        """Blocks with blank lines between them; `tight` leaves out those that can be."""
        text = ""
        before: Node | None = None
        turned = False
        for block in filter(_shows, markup):
            turned = before is not None and before.kind == block.kind and not turned
            source = self._block(block, turned)
            text += separator(before, block, tight) + source if before else source
            before = block
        return text

    def _block(self, block: Node, turned: bool) -> str:
        """The source of a block. A `turned` list has other marks, to part it from the one before."""
        if block.kind in ("bullet_list", "ordered_list"):
            return self._list(block, turned)
        if block.kind not in _BLOCKS:
            raise Unwritable(f"{block.kind} is no block that Markdown has")
        return _BLOCKS[block.kind](self, block)

    def paragraph(self, block: Node) -> str:
        """An ordinary paragraph."""
        return self._inline(block.children, trial.PARAGRAPH)

    def heading(self, block: Node) -> str:
        """A heading with its attributes; one of several lines is underlined."""
        level, end = _number(block, "level", 2), braces(block)
        start = "#" * level + " "
        if any(node.kind in _BREAKS for node in block.walk()) and level <= len(_UNDERLINES):
            start, end = "", f"{end}\n{_UNDERLINES[level - 1]}"
        frame = trial.heading(block.attributes, start, end)
        return f"{start}{self._inline(block.children, frame)}{end}".rstrip(" ")

    def code(self, block: Node) -> str:
        """Code between fences that are longer than any in it."""
        sign = "~" if "`" in block.get("language") else "`"
        longest = max(map(len, re.findall(f"{sign}+", block.text)), default=0)
        fence = sign * max(3, longest + 1)
        text = block.text.removesuffix("\n")
        return "\n".join(
            (f"{fence}{block.get('language')}", *((text,) if block.text else ()), fence)
        )

    def table(self, block: Node) -> str:
        """A table; its first row is the header."""
        if not block.children:
            raise Unwritable("a table without rows cannot be written")
        header, *rows = ([self._cell(cell) for cell in row.children] for row in block.children)
        line = [_ALIGNMENTS.get(cell.get("align"), "---") for cell in block.children[0].children]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, line, *rows))

    def _cell(self, cell: Node) -> str:
        return trial.without_bars(self._inline(cell.children, trial.CELL))

    def definitions(self, block: Node) -> str:
        """Terms, each with its definitions below it."""
        tight = is_tight(node for node in block.children if node.kind == "definition")
        lines: list[str] = []
        before = ""
        for node in block.children:
            # Without a blank line, a term would go on in the definition before it.
            lines += [""] if before == "definition" and not (tight and node.kind == before) else []
            lines.append(self._definition(node, tight))
            before = node.kind
        return "\n".join(lines)

    def _definition(self, node: Node, tight: bool) -> str:
        """A term or a definition."""
        if node.kind == "definition":
            return indented(self.blocks(node.children, tight), ": ", "  ")
        return self._inline(node.children, trial.TERM)

    def _list(self, block: Node, turned: bool) -> str:
        tight = is_tight(block.children)
        start = _number(block, "start", 1)
        numbered, bullet = ")" if turned else ".", "+" if turned else "-"
        items = []
        for number, item in enumerate(block.children, start):
            mark = f"{number}{numbered} " if block.kind == "ordered_list" else f"{bullet} "
            items.append(indented(self._item(item, tight), mark, " " * len(mark)).rstrip(" "))
        return ("\n" if tight else "\n\n").join(items)

    def _item(self, item: Node, tight: bool) -> str:
        box = f"[{item.get('box')}] " if item.get("box") else ""
        end = braces(item)
        if item.children and item.children[0].kind == "paragraph":
            first, *rest = item.children
        elif box:
            first, *rest = Node("paragraph"), *item.children
        else:
            return self.blocks(item.children, tight)
        frame = trial.item(item.attributes, box, end)
        text = self._inline(first.children, frame)
        head = f"{box}{text}{end}" if text else f"{box}{end.lstrip()}".rstrip(" ")
        return head + self._rest(first, tuple(rest), tight)

    def _rest(self, first: Node, rest: Markup, tight: bool) -> str:
        return separator(first, rest[0], tight) + self.blocks(rest, tight) if rest else ""

    def _inline(self, nodes: Markup, frame: trial.Frame) -> str:
        """The source of inlines that is read right in that frame."""
        if len(nodes) == 1 and nodes[0].kind == "text" and _PROSE.fullmatch(nodes[0].text):
            return nodes[0].text
        sources = []
        for style in STYLES if nodes else ():
            inline = Inline(self.notes.label, self._address, frame.one_line, style)
            atoms = tuple(inline.atoms(nodes))
            plain = "".join(atom.plain for atom in atoms)
            if any(node.kind == SOURCE for node in nodes) or (self.quick and _harmless(nodes)):
                return plain
            source = frame.smallest(atoms, seen(nodes, self.pictures), self.notes.found)
            if source == plain:
                return source
            sources += [source] if source is not None else []
        if nodes and not sources:
            raise Unwritable(f"this text cannot be written: {_shown(nodes)!r}")
        return min(sources, key=len, default="")

    def _address(self, image: Node) -> str:
        key = image.get("picture")
        if key and key not in self.pictures:
            raise Unwritable(f"there is no path for the picture {image.get('alt')!r}")
        return self.pictures[key].replace("%", "%25") if key else image.get("src")


def _number(block: Node, name: str, usual: int) -> int:
    found = block.get(name, str(usual))
    if not re.fullmatch("[0-9]{1,9}", found):
        raise Unwritable(f"{found!r} is no {name} of a {block.kind}")
    return int(found)


def _harmless(nodes: Markup) -> bool:
    """Whether no text has a sign that may mean something wherever it stands."""
    return not any(_SIGN.search(node.text) for node in walk(nodes) if node.kind == "text")


def _shows(block: Node) -> bool:
    return block.kind != "paragraph" or bool(block.children)


def _shown(nodes: Markup) -> str:
    return one_line((Node("paragraph", children=nodes),), 60)


def _formula(writer: Writer, block: Node) -> str:
    return f"$$\n{block.text}\n$$" if "\n" in block.text else f"$${block.text}$$"


_PROSE = re.compile(r"[^\W\d_](?:[^\W_]|[ ,;:.?!'\"()/–—-])*(?<! )")
"""Text that means nothing else wherever it stands, which need not be tried."""

_SIGN = re.compile(r"[\\`*_\[\]<>&$|~=^{}#!%]")
_BREAKS = ("softbreak", "linebreak")
_UNDERLINES = ("===", "---")
_ALIGNMENTS = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
_BLOCKS: dict[str, Callable[[Writer, Node], str]] = {
    "paragraph": Writer.paragraph,
    "heading": Writer.heading,
    "quote": lambda writer, block: quoted(writer.blocks(block.children)),
    "code_block": Writer.code,
    "formula_block": _formula,
    "table": Writer.table,
    "definition_list": Writer.definitions,
    # Three dashes would underline what stands before, or be a list's.
    "rule": lambda writer, block: "***",
}
