"""Bytes of a file → which format of pictures they are, whatever its name says."""

from __future__ import annotations

from quizgen.read.pictures.unusable import Unusable

PNG = "image/png"
JPEG = "image/jpeg"
SVG = "image/svg+xml"

_STARTS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHERS = (
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%!PS", "EPS"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "compressed SVG (svgz)"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"8BPS", "Photoshop"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
)
_CONVERT = "save it as PNG, JPEG or SVG"


def format_of(data: bytes) -> str:
    """PNG, JPEG or SVG. Unusable if it is another format, with its name where that is known."""
    known = next((form for start, form in _STARTS if data.startswith(start)), None)
    if known is not None:
        return known
    if data[:2] in _UTF_16 or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return SVG
    raise _unsupported(data)


def _unsupported(data: bytes) -> Unusable:
    if not data:
        return Unusable("is an empty file", "export or download it again")
    if data[8:12] == b"WEBP":
        name = "WebP"
    elif data[4:8] == b"ftyp":
        name = "HEIC or AVIF"
    else:
        name = next((name for start, name in _OTHERS if data.startswith(start)), "unknown")
    return Unusable(f"has a format that is not supported: {name}", _CONVERT)
