"""What the sandbox of stills calls: a picture in Base64 → the same as PNG, or why not."""

from __future__ import annotations

import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageFile, ImageOps

from quizgen.read.pictures.raster import MOST_PIXELS

_FORMATS: Final = ("GIF", "WEBP", "BMP", "TIFF", "AVIF")
_SMALLER: Final = "make it smaller: 2,000 pixels are enough for the width of a page"


def start() -> Callable[[str], dict[str, Any]]:
    """What is called for each picture. How large one may be, is for us to say, not for Pillow."""
    Image.MAX_IMAGE_PIXELS = None
    return _answer


def _answer(data: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what matters is refused
        try:
            return _still(b64decode(data))
        except MemoryError:
            raise
        except Exception as error:  # Pillow's readers fail in many ways on damaged files
            reason = str(error).partition("\n")[0][:100] or type(error).__name__
            return {"unusable": f"is damaged: {reason}", "hint": "save it as PNG or JPEG"}


def _still(data: bytes) -> dict[str, Any]:
    """The first picture of the file."""
    Image.init()
    image = Image.open(BytesIO(data), formats=[form for form in _FORMATS if form in Image.OPEN])
    assert isinstance(image, ImageFile.ImageFile)
    if image.width * image.height > MOST_PIXELS:
        size = f"has {image.width} × {image.height} pixels; at most {MOST_PIXELS:,} are read"
        return {"unusable": size, "hint": _SMALLER}
    moves = bool(getattr(image, "is_animated", False))
    upright = ImageOps.exif_transpose(image)
    written = BytesIO()
    _plain(upright).save(written, "PNG")
    return {"data": b64encode(written.getvalue()).decode(), "moves": moves}


def _plain(image: Image.Image) -> Image.Image:
    """In colours that PNG has; what is transparent stays so."""
    clear = image.has_transparency_data
    if image.mode in ("1", "L") and not clear:
        return image
    return image.convert("RGBA" if clear else "RGB")
