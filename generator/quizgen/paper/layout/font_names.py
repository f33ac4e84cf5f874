"""A font that is embedded → its name in the PDF, the same with every version of Pango.

The name begins with six letters. WeasyPrint makes them of Pango's description of the font, which
differs from version to version; ours are made of the font itself. Importing this module imports
WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from weasyprint.pdf import stream
from weasyprint.pdf.fonts import Font


class NamedFont(Font):  # type: ignore[misc]
    """A font as WeasyPrint embeds it, under a name of ours; `hash` names it within pages, too."""

    hash: str
    name: bytes

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        super().__init__(pango_font, description, font_size)
        name = self.name.partition(b"+")[2]
        self.hash = tag(self.file_content, name, self.variations)
        self.name = b"/" + self.hash.encode() + b"+" + name


def tag(font: bytes, name: bytes, variations: Mapping[str, float]) -> str:
    """Six capital letters, as PDF wants them (ISO 32000-1, 9.6.4), for a font file used like this."""
    used = repr((sha256(font).hexdigest(), name, sorted(variations.items())))
    return "".join(chr(ord("A") + byte % 26) for byte in sha256(used.encode()).digest()[:6])


def install() -> None:
    """From now on fonts are embedded under names of ours."""
    stream.Font = NamedFont
