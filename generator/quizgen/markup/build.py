"""markdown-it's tokens → our nodes, with their places, and problems of what was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from quizgen.markup.braces import as_attributes
from quizgen.markup.characters import forbidden
from quizgen.markup.footnotes import place_footnotes
from quizgen.markup.images import image_attributes
from quizgen.markup.limits import LONGEST
from quizgen.markup.lint import lint
from quizgen.markup.position import Cursor
from quizgen.markup.tables import surplus
from quizgen.model import Markup, Node, Place
from quizgen.problem import Problem, warning

DEEPEST = 60
"""Nesting allowed, in nodes (a list within a list adds two)."""

_PARTS = frozenset({"item", "row", "cell", "definition_term", "definition"})
"""What its owner cannot be without, however deep that is."""

_OPENING = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "bullet_list",
    "ordered_list_open": "ordered_list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
    "th_open": "cell",
    "td_open": "cell",
    "dl_open": "definition_list",
    "dt_open": "definition_term",
    "dd_open": "definition",
    "footnote_reference_open": "footnote_text",
    "strong_open": "strong",
    "em_open": "emphasis",
    "s_open": "strike",
    "mark_open": "mark",
    "link_open": "link",
}
_LEAVES = {
    "fence": "code_block",
    "code_block": "code_block",
    "math_block": "formula_block",
    "hr": "rule",
    "text": "text",
    "text_special": "text",
    "softbreak": "softbreak",
    "hardbreak": "linebreak",
    "code_inline": "code",
    "formula": "formula",
    "gap": "gap",
    "image": "image",
    "footnote_ref": "footnote",
}
_LITERAL = frozenset({"fence", "code_block", "math_block", "code_inline", "formula", "gap"})
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)


@dataclass
class _Frame:
    """A node that is still open: what it will be made of."""

    kind: str
    place: Place
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    raw: str = ""  # the run of plain text at the end, escaped characters blanked out


class Builder:
    """Builds the nodes of one file; `problems` grows as it goes."""

    def __init__(self, path: str, lines: list[str], first_line: int) -> None:
        self.problems: list[Problem] = []
        self._cursor = Cursor(path, lines, first_line)
        self._path = path
        self._frames = [_Frame("", Place(path, first_line))]
        self._left_out = 0  # how many nodes are open that are nested too deep

    def build(self, tokens: list[Token]) -> Markup:
        """The nodes of all tokens of the file."""
        for token in tokens:
            self._block(token)
        markup, problems = place_footnotes(tuple(self._frames[0].children))
        self.problems += problems
        return markup

    def _block(self, token: Token) -> None:
        if token.type == "inline":
            self._check_length(token)
            self._cursor.enter(token.map[0] if token.map else 0, token.content)
            for child in token.children or ():
                self._inline(child)
            self._end_text()
        elif token.type in _OPENING:
            place = self._cursor.block(token.map[0]) if token.map else self._top.place
            self.problems += surplus(token, place)
            self._open(token, place)
        elif token.nesting < 0 and f"{token.type[:-6]}_open" in _OPENING:
            self._close()
        elif token.type in _LEAVES:
            self._leaf(token, self._cursor.block(token.map[0]) if token.map else self._top.place)

    def _inline(self, token: Token) -> None:
        if token.type in ("softbreak", "hardbreak"):
            self._leaf(token, self._top.place)
            self._cursor.next_line()
        elif token.type.endswith("_close"):
            self._close()
        elif token.type in _OPENING:
            self._open(token, self._cursor.locate(token))
        elif token.content or token.type not in ("text", "text_special"):
            self._leaf(token, self._cursor.locate(token))

    @property
    def _top(self) -> _Frame:
        return self._frames[-1]

    def _check_length(self, token: Token) -> None:
        if "length" in token.meta:
            place = self._cursor.block(token.map[0]) if token.map else self._top.place
            message = f"this text is too long: {token.meta['length']:,} characters in one paragraph"
            hint = f"divide it into paragraphs of at most {LONGEST:,} characters"
            self.problems.append(Problem(place, message, hint))

    def _open(self, token: Token, place: Place) -> None:
        self._end_text()
        kind = _OPENING[token.type]
        if self._left_out or (len(self._frames) > DEEPEST and kind not in _PARTS):
            self._leave_out(place)
            return
        self._frames.append(_Frame(kind, place, self._attributes(token, place)))

    def _leave_out(self, place: Place) -> None:
        """Do without a node that is nested too deep, and all in it: what comes later may recurse."""
        if not self._left_out:
            message = "lists, quotes or emphasis are nested too deep"
            self.problems.append(Problem(place, message, "use at most 20 levels"))
        self._left_out += 1

    def _close(self) -> None:
        self._end_text()
        if self._left_out:
            self._left_out -= 1
            return
        frame = self._frames.pop()
        self._top.children.append(
            Node(
                frame.kind,
                "",
                tuple(frame.children),
                tuple(sorted(frame.attributes.items())),
                frame.place,
            )
        )

    def _leaf(self, token: Token, place: Place) -> None:
        kind = _LEAVES[token.type]
        if self._left_out:
            return
        if kind == "text":
            self._text(token, place)
            return
        self._end_text()
        text = token.content if token.type in _LITERAL else ""
        text = text.strip() if kind in ("formula", "formula_block") else text
        attributes = tuple(sorted(self._attributes(token, place).items()))
        self._top.children.append(Node(kind, text, (), attributes, place))

    def _text(self, token: Token, place: Place) -> None:
        """Join runs of text; what was escaped cannot be broken markup and is hidden from the linter."""
        escaped = token.type == "text_special"
        if escaped:
            self._check_characters(token.content, place)
        children = self._top.children
        if self._top.raw:
            before = children.pop()
            text, place = before.text + token.content, before.place
        else:
            text = token.content
        children.append(Node("text", text, (), (), place))
        self._top.raw += "\u00b7" * len(token.markup) if escaped else token.content

    def _check_characters(self, text: str, place: Place) -> None:
        """Report what came in as a name, such as &#x202e;; what stands in the file is found there."""
        for _, description in forbidden(text):
            self.problems.append(Problem(place, f"this text holds {description}", "delete it"))

    def _end_text(self) -> None:
        if self._top.raw:
            self.problems += lint(self._top.raw, self._top.children[-1].place)
            self._top.raw = ""

    def _attributes(self, token: Token, place: Place) -> dict[str, str]:
        reader = _ATTRIBUTES.get(token.type)
        return reader(self, token, place) if reader else {}

    def _heading(self, token: Token, place: Place) -> dict[str, str]:
        return {"level": token.tag[1]} | self._meta(token, place)

    def _meta(self, token: Token, place: Place) -> dict[str, str]:
        """The task box and the attributes in braces, which the reader of cards consumes."""
        found = {"box": token.meta["box"]} if "box" in token.meta else {}
        return found | (as_attributes(token.meta["braces"]) if "braces" in token.meta else {})

    def _paragraph(self, token: Token, place: Place) -> dict[str, str]:
        return {"tight": "true"} if token.hidden else {}

    def _ordered_list(self, token: Token, place: Place) -> dict[str, str]:
        return {"start": str(token.attrs.get("start", 1))}

    def _cell(self, token: Token, place: Place) -> dict[str, str]:
        style = str(token.attrs.get("style", ""))
        aligned = {"align": style.removeprefix("text-align:")} if style else {}
        return aligned | ({"header": "true"} if token.type == "th_open" else {})

    def _fence(self, token: Token, place: Place) -> dict[str, str]:
        words = token.info.split()
        return {"language": words[0]} if words else {}

    def _formula(self, token: Token, place: Place) -> dict[str, str]:
        return {"display": "true"} if token.markup == "$$" else {}

    def _gap(self, token: Token, place: Place) -> dict[str, str]:
        return {"group": token.info}

    def _footnote(self, token: Token, place: Place) -> dict[str, str]:
        return {"label": str(token.meta["label"])}

    def _link(self, token: Token, place: Place) -> dict[str, str]:
        href = str(token.attrs.get("href", ""))
        if "title" in token.attrs:
            message = f"the title of this link is left out: {token.attrs['title']!r}"
            self.problems.append(warning(place, message, "write it in the text"))
        if _SAFE_LINK.match(href):
            return {"href": href}
        message = f"only the text of this link is kept: {href} is no web address"
        hint = "a link begins with https:// or mailto:"
        self.problems.append(warning(place, message, hint))
        return {}

    def _image(self, token: Token, place: Place) -> dict[str, str]:
        found, problems = image_attributes(token, place)
        self.problems += problems
        return found


_ATTRIBUTES = {
    "heading_open": Builder._heading,
    "list_item_open": Builder._meta,
    "paragraph_open": Builder._paragraph,
    "ordered_list_open": Builder._ordered_list,
    "th_open": Builder._cell,
    "td_open": Builder._cell,
    "fence": Builder._fence,
    "formula": Builder._formula,
    "gap": Builder._gap,
    "footnote_ref": Builder._footnote,
    "footnote_reference_open": Builder._footnote,
    "link_open": Builder._link,
    "image": Builder._image,
}
