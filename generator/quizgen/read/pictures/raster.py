"""Bytes of a PNG or JPEG → the same picture written anew: checked, upright, without metadata."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from quizgen.read.pictures.formats import JPEG, PNG, format_of
from quizgen.read.pictures.rewritten import Rewritten
from quizgen.read.pictures.unusable import Unusable

MOST_PIXELS = 40_000_000
"""An A4 page at 600 dpi has 35 million."""

_MOST_SCANS = 200
_ORIENTATION = 0x0112
_KEPT_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


def rewrite(data: bytes) -> Rewritten:
    """A PNG stays a PNG and a JPEG a JPEG, without anything but its pixels. Unusable if damaged.

    Raises MemoryError where there is too little of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what matters is refused
        form = format_of(data)
        image = _opened(data, form)
        _refuse(image, data, form)
        try:
            final = _plain(_upright(_loaded(image, data, form)))
            written = _png(final) if form == PNG else _jpeg(final)
        except (Unusable, MemoryError):
            raise
        except Exception as error:  # Pillow's readers fail in many ways on damaged files
            raise _damaged(error) from error
    return Rewritten(form, written, final.width, final.height)


def _damaged(error: Exception) -> Unusable:
    """Why a file cannot be read. MemoryError if that is the reason."""
    if "out of memory" in str(error):  # so say those of Pillow's readers that are written in C
        raise MemoryError from error
    reason = str(error).partition("\n")[0][:100] or type(error).__name__
    return Unusable(f"is damaged: {reason}", "export or download it again")


def _opened(data: bytes, form: str) -> ImageFile.ImageFile:
    """The picture with its header read and no pixel yet."""
    try:
        return (PngImageFile if form == PNG else JpegImageFile)(BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(error) from error


def _refuse(image: ImageFile.ImageFile, data: bytes, form: str) -> None:
    """What the header tells: too many pixels, or more than one picture."""
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise Unusable(
            f"has {image.width} × {image.height} pixels; at most {MOST_PIXELS:,} are read",
            "make it smaller: 2,000 pixels are enough for the width of a page",
        )
    if form == PNG and getattr(image, "is_animated", False):
        raise Unusable("is animated", "save the one picture that is to be printed")
    if form == JPEG and data.count(b"\xff\xda") > _MOST_SCANS:
        raise Unusable("is a JPEG of too many layers", "save it anew")


def _loaded(image: ImageFile.ImageFile, data: bytes, form: str) -> Image.Image:
    """The picture with its pixels; of a PNG also the checksums are looked at, which loading does not."""
    if form == PNG:
        _opened(data, form).verify()
    image.load()
    return image


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its camera said; the same object where nothing is to be done."""
    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
    except MemoryError:
        raise
    except Exception:  # damaged EXIF says nothing
        return image
    return ImageOps.exif_transpose(image) if orientation in range(2, 9) else image


def _plain(image: Image.Image) -> Image.Image:
    """In sRGB or gray, 8 bits, with nothing hidden under full transparency."""
    image = _in_srgb(image)
    if image.mode.startswith("I"):
        image = _eight_bits(image)
    if image.mode == "CMYK":
        image = image.convert("RGB")
    if "transparency" in image.info and image.mode == "P":
        image = image.convert("RGBA")
    if image.mode not in _KEPT_MODES:
        image = image.convert("RGBA" if "A" in image.mode or "a" in image.mode else "RGB")
    return _unhidden(image) if image.mode in ("LA", "RGBA") else image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours of another profile turned into sRGB, which is what a picture without profile has."""
    profile_data = image.info.get("icc_profile")
    if not profile_data or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(profile_data))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, profile, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):  # a damaged profile says nothing
        return image


def _eight_bits(image: Image.Image) -> Image.Image:
    if "transparency" in image.info:
        raise Unusable("has 16 bits a pixel and a transparent colour", "save it with 8 bits")
    return image.convert("I").point(lambda value: value / 257).convert("L")


def _unhidden(image: Image.Image) -> Image.Image:
    """Fully transparent pixels made black: an eraser may leave there what it erased."""
    shown = Image.new(image.mode, image.size)
    shown.paste(image, mask=image.getchannel("A").point(lambda alpha: 255 if alpha else 0))
    return shown


def _png(image: Image.Image) -> bytes:
    image.info = {k: v for k, v in image.info.items() if k == "transparency"}
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    """With the file's own quantization where its pixels are untouched, so that nothing is lost twice."""
    image.info = {}
    written = BytesIO()
    if isinstance(image, JpegImageFile):
        image.save(written, "JPEG", quality="keep")
    else:
        image.save(written, "JPEG", quality=95, subsampling=0)
    return written.getvalue()
