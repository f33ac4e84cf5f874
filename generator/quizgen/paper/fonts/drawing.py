"""A drawing (SVG) → the words in it, which print like any text."""

from __future__ import annotations

from lxml import etree

from quizgen.model import Picture


def words_of(picture: Picture) -> str:
    """All text of a drawing; nothing for a picture of pixels."""
    if picture.media_type != "image/svg+xml":
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return "".join(map(str, etree.fromstring(picture.data, parser).itertext()))
