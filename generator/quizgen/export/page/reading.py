"""A page's elements → the passages in them, as a reader would have them; nothing here knows templates."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_to_bytes

from lxml import html
from lxml.html import HtmlElement

from quizgen.export.lms.facts import GAP, Passage, Shown, digest, planned_passage
from quizgen.markup.formula import Formula
from quizgen.markup.seen import squeezed
from quizgen.model import Markup, Picture

_DATA = re.compile(r"data:(image/(?:png|jpeg|svg\+xml))(;base64)?,(.*)", re.DOTALL)
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_SILENT = frozenset({"script", "style", "button"})

Formulas = Mapping[tuple[str, bool], Formula]


def parsed(data: bytes) -> HtmlElement:
    """The page. Raises ValueError where it is none."""
    text = data.decode()
    if not text.lower().startswith("<!doctype html>"):
        raise ValueError("not a page of HTML")
    return html.document_fromstring(text)


def passage(element: HtmlElement) -> Passage:
    """All words, formulas and gaps below an element, and its pictures. Raises ValueError."""
    pictures: list[Shown] = []
    words = "".join(_words(element, pictures))
    return Passage(squeezed(words), tuple(sorted(pictures)))


def the(element: HtmlElement, path: str) -> HtmlElement:
    """The only element of this path. Raises ValueError where there is none, or another one."""
    found = element.findall(path)
    if len(found) != 1:
        raise ValueError(f"{len(found)} times {path}")
    return found[0]


def planned(
    markup: Markup,
    pictures: Mapping[str, Picture],
    formulas: Formulas,
    unnamed: str,
    hints: tuple[str, ...] = (),
) -> Passage:
    """What must be read, told from nodes; `unnamed` is how a picture without description is called."""

    def formula(tex: str, display: bool) -> str:
        drawn = formulas[tex, display]
        return _formula(drawn.spoken or drawn.tex, drawn.svg.encode())

    words, shown = planned_passage(markup, pictures, hints, formula)
    named = (each._replace(alt=each.alt or unnamed) for each in shown)
    return Passage(words, tuple(sorted(named)))


def _formula(spoken: str, svg: bytes) -> str:
    return f"[{spoken}|{digest(svg)[:12]}]"


def _words(element: HtmlElement, pictures: list[Shown]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    if element.tag == "img":
        yield from _image(element, pictures)
    elif "gap" in element.get("class", "").split():
        yield GAP
    else:
        yield element.text or ""
        for child in element:
            yield from _words(child, pictures)
            yield child.tail or ""


def _image(element: HtmlElement, pictures: list[Shown]) -> Iterator[str]:
    match = _DATA.fullmatch(element.get("src", ""))
    if not match:
        raise ValueError("a picture that is not in the page")
    data = b64decode(match[3]) if match[2] else unquote_to_bytes(match[3])
    alt = element.get("alt", "")
    if element.get("class") == "formula":
        yield _formula(alt, data)
    else:
        name = f"picture-{digest(data)[:12]}.{_SUFFIXES[match[1]]}"
        pictures.append(Shown(name, alt, digest(data)))
