"""What drawings refer to (fonts, pictures, other drawings) → PDF objects as they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pydyf

from quizgen.paper.layout.inking import uses
from quizgen.paper.pdf.objects import dictionary, references

Use = tuple[str, str]

_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")


def drawn(document: Any, draw: Callable[[Any], None]) -> Resources:
    """What `draw` refers to when it draws on a stream that WeasyPrint hands out while it writes a file."""
    resources = Resources()
    sheet = _Sheet(document.pages[0], resources, draw)
    document.copy([sheet]).write_pdf(finisher=resources.collect)
    return resources


class Resources:
    """Collects the objects that WeasyPrint makes for everything that is drawn on one stream."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {}
        self._objects: list[Any] = []

    def watch(self, stream: Any) -> None:
        """Remember the stream's names, which get their objects when all is drawn."""
        self._names = stream._resources

    def collect(self, _: Any, pdf: Any) -> None:
        """Take over the objects of the file that WeasyPrint is about to write."""
        self._objects = pdf.objects

    def named(self, wanted: Iterable[Use]) -> Mapping[Use, bytes]:
        """What each name stands for: a reference, or a dictionary itself."""
        return {use: self._value(self._names, use) for use in sorted(set(wanted))}

    def objects(self, wanted: Iterable[Use]) -> Mapping[int, bytes]:
        """All objects that these names lead to, by number."""
        found: dict[int, bytes] = {}
        waiting = [*references(b" ".join(self.named(wanted).values()))]
        while waiting:
            number = waiting.pop()
            if number not in found:
                thing = self._objects[number]
                found[number] = self._written(thing)
                waiting += references(found[number])
        return dict(sorted(found.items()))

    def _value(self, names: Any, use: Use) -> bytes:
        category, name = use
        value = self._resolved(names[category])[name]
        return bytes(value.data) if isinstance(value, pydyf.Object) else _bytes(value)

    def _resolved(self, value: Any) -> Any:
        """The object itself, where there is a reference to it."""
        if isinstance(value, bytes) and (found := _REFERENCE.fullmatch(value)):
            return self._objects[int(found[1])]
        return value

    def _written(self, thing: Any) -> bytes:
        if isinstance(thing, pydyf.Stream) and "Resources" in thing.extra:
            own = self._resolved(thing.extra["Resources"])
            thing.extra["Resources"] = _Written(self._own(own, thing))
        return bytes(thing.data)

    def _own(self, names: Any, thing: Any) -> bytes:
        """The resources that a drawing itself uses: WeasyPrint gives it those of all."""
        operators = b"\n".join(
            part if isinstance(part, bytes) else str(part).encode() for part in thing.stream
        )
        grouped: dict[str, list[bytes]] = {}
        for category, name in sorted(set(uses(operators))):
            value = self._value(names, (category, name))
            grouped.setdefault(category, []).append(b"/%s %s" % (name.encode(), value))
        return dictionary(grouped)


class _Sheet:
    """A page as WeasyPrint's writer wants it, that draws nothing itself but what we ask for."""

    def __init__(self, page: Any, resources: Resources, draw: Callable[[Any], None]) -> None:
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.bookmarks: list[Any] = []
        self.links: list[Any] = []
        self.anchors: dict[str, Any] = {}
        self.forms: dict[Any, list[Any]] = {None: []}
        self._resources, self._draw = resources, draw

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Called by WeasyPrint with the stream that fonts and pictures belong to."""
        self._resources.watch(stream)
        self._draw(stream)


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object whose bytes are known."""

    def __init__(self, written: bytes) -> None:
        super().__init__()
        self._bytes = written

    @property
    def data(self) -> bytes:
        return self._bytes


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
