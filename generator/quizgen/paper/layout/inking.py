"""Boxes of a laid-out page → what is drawn of them, each in operators of its own.

This draws as WeasyPrint's own `draw_page` does, but box by box, and every formula or drawing only
once: drawing SVG is three quarters of the work else. Importing this module imports WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import pydyf
from weasyprint.draw import draw_page, draw_stacking_context
from weasyprint.formatting_structure.boxes import MarginBox, ParentBox, ReplacedBox
from weasyprint.images import SVGImage
from weasyprint.matrix import Matrix
from weasyprint.stacking import StackingContext

from quizgen.paper.composing.blocks import Hole, Ink
from quizgen.paper.composing.composed import POINTS_A_PIXEL
from quizgen.paper.composing.drawn_page import pagination
from quizgen.paper.layout.boxes import children, descendants
from quizgen.paper.layout.slots import Unsuitable
from quizgen.paper.layout.spoken import InvisibleWords
from quizgen.paper.layout.structure import structure

OVERHANG = 0.5
"""Share of its height by which a drawing may reach over its box."""

_USES = re.compile(rb"/([A-Za-z0-9_.+-]+)(?:\s+[-\d.]+)?\s+(Do|gs|Tf|cs|CS|scn|SCN|sh)\b")
_CATEGORIES: Mapping[bytes, str] = {
    b"Do": "XObject",
    b"gs": "ExtGState",
    b"Tf": "Font",
    b"cs": "ColorSpace",
    b"CS": "ColorSpace",
    b"scn": "Pattern",
    b"SCN": "Pattern",
    b"sh": "Shading",
}
_BUILT_IN = frozenset({b"Pattern", b"DeviceCMYK", b"DeviceGray", b"DeviceRGB"})
"""Colour spaces that are no resources (ISO 32000-1, 8.6.3)."""


class Painter:
    """Draws the boxes of one page; everything that is drawn shares fonts and pictures."""

    def __init__(self, stream: Any, page: Any, words: InvisibleWords | None = None) -> None:
        self._stream, self._page, self._words = stream, page, words

    def ink(self, box: Any, holes: Mapping[Any, Hole]) -> Ink:
        """The box as it stands on the page, without those that are drawn apart."""
        stream = self._new_stream(tags={})
        context = StackingContext.from_box(_without(box, holes), self._page)
        draw_stacking_context(stream, context)
        marks = _marks(stream)
        segments = tuple(_segments(self._with_words(stream, marks)))
        if len(segments) != len(marks) + 1:
            raise Unsuitable("something is transparent (opacity), and so drawn as a whole")
        used = frozenset(uses(b"".join(segments)))
        if any(category == "Pattern" for category, _ in used):
            # It would stay where it was laid out.
            raise Unsuitable("a picture or a gradient is the background of something")
        return Ink(segments, structure(box, marks, holes), used)  # type: ignore[arg-type]

    def page(self, links: Mapping[Any, int]) -> tuple[Ink, int]:
        """All of the page, its marked contents already numbered, and how many there are.

        `links` are numbers by the boxes of links.
        """
        page, stream = self._page, self._new_stream(tags={})
        inner = tuple(children(page))
        margins = {box: self.artifact(box) for box in inner if isinstance(box, MarginBox)}
        draw_page(page.copy_with_children([]), stream)  # its background and border
        for box in sorted(inner, key=_layer):
            if box in margins:
                stream.stream += pagination(*margins[box].segments)
            else:
                draw_stacking_context(stream, StackingContext.from_box(box, page))
        marks = _marks(stream)
        operators = b"\n".join(_written(self._with_words(stream, marks)))
        text = (box for box in inner if box not in margins)
        tags = chain.from_iterable(structure(box, marks, {}, links) for box in text)
        return Ink((operators,), tuple(tags), frozenset(uses(operators))), len(marks)  # type: ignore[arg-type]

    def _new_stream(self, tags: dict[Any, Any] | None) -> Any:
        """A stream that knows how a page begins: patterns have their place on the page."""
        stream = self._stream.clone(tags=tags)
        stream._ctm_stack = [
            Matrix(POINTS_A_PIXEL, d=-POINTS_A_PIXEL, f=POINTS_A_PIXEL * self._page.margin_height())
        ]
        return stream

    def _with_words(self, stream: Any, marks: Mapping[Any, int]) -> Iterable[Any]:
        return self._words.put(stream.stream, marks) if self._words else stream.stream

    def artifact(self, box: Any) -> Ink:
        """The box as something that does not belong to the text, such as a running head."""
        stream = self._new_stream(tags=None)
        draw_stacking_context(stream, StackingContext.from_box(box, self._page))
        operators = b"\n".join(_written(stream.stream))
        return Ink((operators,), (), frozenset(uses(operators)))


def share_drawings(*pages: Any) -> None:
    """From now on the SVG drawings on these pages are drawn once each, and then only referred to."""
    shared: dict[tuple[int, float, float], str] = {}
    for box in chain.from_iterable(map(descendants, pages)):
        if isinstance(box, ReplacedBox) and isinstance(box.replacement, SVGImage):
            box.replacement = _SharedDrawing(box.replacement, shared)


def uses(operators: bytes) -> Iterator[tuple[str, str]]:
    """The resources that operators name, as (category, name)."""
    for name, verb in _USES.findall(operators):
        if name not in _BUILT_IN:
            yield _CATEGORIES[verb], name.decode()


class _SharedDrawing:
    def __init__(self, image: Any, shared: dict[tuple[int, float, float], str]) -> None:
        self._image, self._shared = image, shared

    def get_intrinsic_size(self, *given: Any) -> Any:
        """As WeasyPrint asks for it while drawing."""
        return self._image.get_intrinsic_size(*given)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        key = (id(self._image), round(width, 3), round(height, 3))
        if key not in self._shared:
            self._shared[key] = self._group(stream, width, height, style)
        stream.draw_x_object(self._shared[key])

    def _group(self, stream: Any, width: float, height: float, style: Any) -> str:
        over = OVERHANG * height
        group = stream.add_group(-over, -over, width + 2 * over, height + 2 * over)
        del group.extra["Group"]
        group._tags = None
        self._image.draw(group, width, height, style)
        return str(group.id)


def _without(box: Any, holes: Mapping[Any, Hole]) -> Any:
    """The box without some of those in it."""
    if not holes or not isinstance(box, ParentBox):
        return box
    kept = [_without(child, holes) for child in children(box) if child not in holes]
    return box.copy_with_children(kept)


def _marks(stream: Any) -> Mapping[Any, int]:
    return {drawn: tag["mcid"] for drawn, tag in stream._tags.items()}


def _layer(box: Any) -> int:
    index = box.style["z_index"]
    return 0 if index == "auto" else int(index)


def _segments(operators: Iterable[Any]) -> Iterator[bytes]:
    """The operators, cut where the number of a marked content stands."""
    run: list[bytes] = []
    for operator in operators:
        if isinstance(operator, pydyf.Dictionary) and "MCID" in operator:
            yield b"\n".join(run) + b"<</MCID "
            run = [b">>"]
        else:
            run.append(*_written([operator]))
    yield b"\n".join(run)


def _written(operators: Iterable[Any]) -> Iterator[bytes]:
    for operator in operators:
        yield operator if isinstance(operator, bytes) else _encoded(operator)


def _encoded(operator: Any) -> bytes:
    return operator.data if isinstance(operator, pydyf.Object) else str(operator).encode()
