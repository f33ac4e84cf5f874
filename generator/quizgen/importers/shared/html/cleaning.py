"""HTML from anywhere → a harmless tree of known elements, and the names of what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3
from lxml import etree, html

from quizgen.export.lms.words import INVALID
from quizgen.importers.shared.html.nesting import shallow

KNOWN = frozenset(
    """a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col
    colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header
    hr i img ins kbd li main mark menu nav ol p pre q rp rt ruby s samp section small span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr""".split()
)
"""The elements whose text is kept."""

_ATTRIBUTES = {
    "*": {"class", "style", "align", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-equation-content"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_STYLES = set("text-align width height font-weight font-style display visibility".split())
_WITH_CONTENT = {"script", "style", "head", "title", "template", "noscript"}
"""What is left out with all that is in it."""

_OFFICE = re.compile(r"</?[A-Za-z]+:[^<>]*>")
_LOST = re.compile(
    r"<(audio|video|iframe|object|embed|canvas|svg|math|form|input|select|textarea|button)\b",
    re.IGNORECASE,
)


def cleaned(text: str) -> html.HtmlElement:
    """A div with what is known of the HTML. Neither scripts nor events nor addresses that run code."""
    clean = nh3.clean(
        shallow(_OFFICE.sub("", INVALID.sub("", text))),
        tags=set(KNOWN),
        attributes=_ATTRIBUTES,
        clean_content_tags=_WITH_CONTENT,
        strip_comments=True,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data", "ftp"},
        filter_style_properties=_STYLES,
    )
    found = html.fragment_fromstring(clean, create_parent="div")
    assert isinstance(found, etree.ElementBase)
    return found


def lost(text: str) -> Iterator[str]:
    """The names of elements that are more than text and have no place in a deck, each once."""
    yield from dict.fromkeys(name.lower() for name in _LOST.findall(text))


def has_control_characters(text: str) -> bool:
    """Whether there are characters that no document can hold; they are left out."""
    return bool(INVALID.search(text))
