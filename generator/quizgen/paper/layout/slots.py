"""The box of a slot → where its text stands and how it is set, to be set anew for every form."""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.text.fonts import font_features

from quizgen.paper.composing.blocks import Ink, Slot
from quizgen.paper.layout.boxes import children, content_box

_SHARES = {"center": 0.5, "right": 1.0, "end": 1.0}
_TEXT = re.compile(rb"\n1 0 0 -1 [-\d.]+ [-\d.]+ Tm\n/(\w+) ([\d.]+) Tf\n\[[^\]]*\] TJ\n")

NO_LIMIT = 1e6
"""Pixels."""


class Unsuitable(Exception):
    """Documents that cannot be cut into blocks, and why, in a teacher's words."""


def slot(name: str, box: Any, ink: Ink) -> Slot:
    """The slot of a box that holds one line of text, drawn as `ink`; raises Unsuitable."""
    block, text = _only_text(name, box)
    style = text.style
    if style["letter_spacing"] != "normal" or style["text_transform"] not in ("none", None):
        raise Unsuitable(f"the text of “{name}” is spaced or changed by a style")
    font, size, segments = _around_text(name, ink)
    return Slot(
        name=name,
        room=content_box(block),
        share=_SHARES.get(block.style["text_align_all"], 0.0),
        baseline=text.position_y + text.baseline,
        font=font,
        size=size,
        features=_features(style),
        limit=_limit(block),
        segments=segments,
        resources=ink.resources,
    )


def _limit(block: Any) -> float:
    """How wide the text may be: what is as wide as its text may overflow, but for a float's frame."""
    style = block.style
    sized = style["width"] != "auto" or style["float"] != "none" or block.is_in_normal_flow()
    return float(block.width) if sized else NO_LIMIT


def _only_text(name: str, box: Any) -> tuple[Any, Any]:
    """The box that a line stands in, and the one text in it."""
    found: list[tuple[Any, Any]] = list(_texts(box, box))
    if len(found) != 1:
        raise Unsuitable(f"“{name}” is not a single line of text in a box of its own")
    return found[0]


def _texts(box: Any, block: Any) -> Any:
    for child in children(box):
        if isinstance(child, TextBox):
            if child.text.strip():
                yield block, child
        else:
            inline = isinstance(child, LineBox) or not hasattr(child, "children")
            yield from _texts(child, block if inline or _is_inline(child) else child)


def _is_inline(box: Any) -> bool:
    return bool(box.style["display"][0] == "inline")


def _around_text(name: str, ink: Ink) -> tuple[str, float, tuple[bytes, ...]]:
    """Font and size, and the operators before and after the one text."""
    *before, last = ink.segments
    found = list(_TEXT.finditer(last))
    if len(found) != 1 or len(before) > 1:
        raise Unsuitable(f"“{name}” is not set in a single font")
    font, size = found[0][1].decode(), float(found[0][2])
    return font, size, (*before, last[: found[0].start() + 1], last[found[0].end() :])


def _features(style: Any) -> tuple[tuple[str, int], ...]:
    names = ("kerning", "variant_ligatures", "variant_position", "variant_caps")
    more = ("variant_numeric", "variant_alternates", "variant_east_asian", "feature_settings")
    found = font_features(*(style[f"font_{name}"] for name in (*names, *more)))
    return tuple(sorted((str(tag), int(value)) for tag, value in found.items()))
