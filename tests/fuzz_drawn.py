"""The bytes of a picture, a formula or a template → AssertionError, or what was raised, if a promise breaks.

They are tried in this process, where a search sees which code they reach; the limits of the processes that
they are for are tried elsewhere.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from math import isfinite
from types import FrameType
from typing import Any

from lxml import etree

from quizgen.markup.formula import Formula, FormulaEngine, FormulaError
from quizgen.markup.formula.drawing import LARGEST
from quizgen.markup.formula.glyphs import default_fonts
from quizgen.markup.formula.mistakes import NOT_STARTED
from quizgen.markup.formula.safety import is_safe
from quizgen.paper.layout.templates import TemplateFailure, environment, render
from quizgen.read.pictures.rewriting import rewrite
from quizgen.read.pictures.rewritten import Rewritten
from quizgen.read.pictures.unusable import Unusable

# Pictures


def check_picture(data: bytes) -> None:
    """A picture is refused in words, or rewritten to a harmless one that is read again."""
    found = _rewritten(data)
    assert found == _rewritten(data), "read twice, and not the same"
    if isinstance(found, str):
        assert found.strip()
        return
    assert found.width >= 1 and found.height >= 1, found
    _HARMLESS[found.media_type](found.data)
    again = _rewritten(found.data)
    assert isinstance(again, Rewritten), again
    sizes = [(each.media_type, each.width, each.height) for each in (found, again)]
    assert sizes[0] == sizes[1], sizes


def _rewritten(data: bytes) -> Rewritten | str:
    try:
        return rewrite(data)
    except Unusable as unusable:
        return unusable.message


_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAWN = frozenset(
    "svg g defs symbol pattern use path rect circle ellipse line text tspan linearGradient "
    "radialGradient stop clipPath marker".split()
)
_ACTING = re.compile(r"^on|^style$|^class$|^src$|^data", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\((?!#)|:|//|@|[<>\\]|expression", re.IGNORECASE)


def _check_drawing(data: bytes) -> None:
    """Known elements alone, and references within the drawing alone."""
    root = etree.fromstring(data)
    names = {element.get("id") for element in root.iter()} - {None}
    for element in root.iter():
        assert isinstance(element.tag, str), "a comment or an instruction"
        assert element.tag.removeprefix(_SVG) in _DRAWN, element.tag
        for name, value in element.attrib.items():
            _check_attribute(str(name), str(value), names)


def _check_attribute(name: str, value: str, names: set[Any]) -> None:
    assert not _ACTING.search(name), name
    assert "}" not in name or name == _HREF, name
    assert not _OUTSIDE.search(value), (name, value)
    for reference in re.findall(r"url\(#(.*?)\)", value) + ([value[1:]] if name == _HREF else []):
        assert reference in names, (name, value)


def _check_png(data: bytes) -> None:
    """Nothing but sizes, colours and pixels."""
    at, names = 8, []
    while at < len(data):
        names.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4])
    assert set(names) <= {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}, names


def _check_jpeg(data: bytes) -> None:
    """No more before the pixels than what Pillow itself writes: neither remarks nor what cameras note."""
    at = 2
    while data[at + 1] != 0xDA:
        assert data[at] == 0xFF and data[at + 1] in (*range(0xC0, 0xDF), 0xE0, 0xEE), data[at + 1]
        at += 2 + int.from_bytes(data[at + 2 : at + 4])


_HARMLESS = {"image/svg+xml": _check_drawing, "image/png": _check_png, "image/jpeg": _check_jpeg}


# Formulas


def check_formula(data: bytes) -> None:
    """TeX is a mistake in words, or a harmless drawing of a sensible size with words for it."""
    tex, display = data.decode("utf-8", "replace"), len(data) % 2 == 1
    found = _engine().draw(tex, display)
    assert found == _engine().draw(tex, display), "drawn twice, and not the same"
    mistake = _engine().mistake(tex, display)
    assert mistake == (found if isinstance(found, FormulaError) else None), mistake
    if isinstance(found, FormulaError):
        assert found != NOT_STARTED and found.message and found.hint, found
    else:
        _check_drawn(found)


def _check_drawn(formula: Formula) -> None:
    assert is_safe(formula.svg), formula.svg
    etree.fromstring(formula.svg)
    measures = formula.width, formula.height, formula.depth
    assert all(isfinite(measure) and 0 <= measure <= LARGEST for measure in measures), measures
    assert formula.spoken == " ".join(formula.spoken.split())


@cache
def _engine() -> FormulaEngine:
    """One that remembers nothing."""
    return FormulaEngine("en", fonts=default_fonts())


# Templates

CANARY = "canary-of-the-house"
"""Where a template finds it, it has left its data."""
_ENDLESS = re.compile(r"\*\*|\d{5}")
_ADDRESS = re.compile(" at 0x[0-9a-f]+")
_SECONDS = 2.0
_NAME = "paper/mine.html.j2"
_OURS = {"paper/ours.html.j2": "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}[{{ title }}]"}


class _Candidate:
    """What a template may see, and what it may not."""

    def __init__(self) -> None:
        self.name, self._hidden = "Ada <b>", CANARY

    def upper(self) -> str:
        return self.name.upper()


class _Overdue(BaseException):
    """The template would go on: in a build its process is ended."""


def check_template(data: bytes) -> None:
    """A template gives a text, or a failure with its name, a line in it and the reason."""
    text = data.decode("utf-8", "replace")
    if _ENDLESS.search(text):
        return  # numbers without end; the process in which templates are used ends that
    context = {"title": "T & T", "candidate": _Candidate(), "rows": ("a", "b"), "labels": {"k": 1}}
    before = repr(context)
    try:
        with _limited():
            found = _filled(text, context)
            assert found == _filled(text, context), "filled twice, and not the same"
    except _Overdue:
        return
    assert repr(context) == before, "a template changed its data"
    assert CANARY not in repr(found), found
    if not isinstance(found, str):
        _check_failure(*found, {**_OURS, _NAME: text})


def _filled(text: str, context: dict[str, Any]) -> str | tuple[str, int, str]:
    """What comes of it, without the places of objects, which a template may still make part of a text."""
    try:
        return _ADDRESS.sub("", render(environment({**_OURS, _NAME: text}), _NAME, context))
    except TemplateFailure as failure:
        return failure.name, failure.line, failure.reason


def _check_failure(name: str, line: int, reason: str, templates: dict[str, str]) -> None:
    assert name in templates, name
    assert 0 <= line <= len(templates[name].splitlines()) + 1, (line, reason)
    assert reason.strip()


@contextmanager
def _limited() -> Iterator[None]:
    """Raises _Overdue after some seconds of work, not with the alarm that a search has its own use for."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _Overdue

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
