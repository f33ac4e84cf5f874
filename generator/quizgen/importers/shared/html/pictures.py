"""The <img> of HTML and the files that came with it → nodes of pictures."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from quizgen.importers.gathering import Gathering
from quizgen.model import Node

_DATA = re.compile(r"data:image/([a-z+.-]+)((?:;[^,;]*)*),(.*)", re.DOTALL | re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PIXELS = re.compile(r"\s*(\d{1,5}(?:\.\d+)?)\s*(?:px)?\s*")
_SHARE = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*%\s*")
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)")
_PER_CENTIMETRE = 96 / 2.54


def pictures(
    found: Gathering, file: Callable[[str], bytes | None]
) -> Callable[[Mapping[str, str]], Node | None]:
    """What makes nodes of <img>: `file` gives the bytes for an address, decoded, or None.

    A picture that is on the web, or that nobody has, is an error of the question.
    """

    def made(attributes: Mapping[str, str]) -> Node | None:
        src = attributes.get("src", "").strip()
        data, name = _embedded(src), ""
        if data is None and not _WEB.match(src):
            name = unquote(src)
            data = file(name) if name else None
        if data is None:
            _miss(found, src)
            return None
        alt = " ".join(attributes.get("alt", "").split())
        return found.picture(PurePosixPath(name).name, data, alt, **sizes(attributes))

    return made


def beside(path: str, attributes: Mapping[str, str]) -> Node:
    """The picture of an <img> whose file lies at that path from the imported file."""
    alt = " ".join(attributes.get("alt", "").split())
    told = {"alt": alt, "src": path, **sizes(attributes)}
    return Node("image", attributes=tuple(sorted(told.items())))


def _embedded(src: str) -> bytes | None:
    """The bytes of a data: address (RFC 2397)."""
    match = _DATA.fullmatch(src)
    if not match:
        return None
    if ";base64" not in match[2].lower():
        return unquote_to_bytes(match[3])
    try:
        return b64decode(unquote_to_bytes(match[3]))
    except (Error, ValueError):
        return None


def _miss(found: Gathering, src: str) -> None:
    if _WEB.match(src):
        hint = "download it, and put it into the question in the program that you export from"
        found.error(f"the picture {src} is on the web, and is never fetched from there", hint)
    else:
        found.error(
            f"the picture {src[:100] or 'without an address'} is not in the file",
            "export it again with pictures",
        )


def sizes(attributes: Mapping[str, str]) -> dict[str, str]:
    """Width and height as a deck has them (cm or %), of the attributes of an <img> or its style.

    The height is left out where there is a width, so that nothing is distorted.
    """
    given = {**dict(_STYLE.findall(attributes.get("style", ""))), **attributes}
    for name in ("width", "height"):
        if size := length(given.get(name, "")):
            return {name: size}
    return {}


def length(text: str) -> str:
    """Pixels as centimetres, at 96 an inch, with as few decimals as give the same pixel; 50% stays."""
    if share := _SHARE.fullmatch(text):
        return f"{share[1]}%"
    found = _PIXELS.fullmatch(text)
    if not found or not float(found[1]):
        return ""
    wanted = float(found[1])
    for decimals in range(3):
        number = round(wanted / _PER_CENTIMETRE, decimals)
        if number and round(number * _PER_CENTIMETRE) == round(wanted):
            return f"{number:g}cm"
    return ""
