"""Bytes of a picture → the same picture written anew, by what they hold and not by its name.

Libraries in C decode what comes from anyone: to be used in a process with limits only (`servant.py`).
"""

from __future__ import annotations

from quizgen.read.pictures.formats import SVG, format_of
from quizgen.read.pictures.rewritten import Rewritten


def rewrite(data: bytes) -> Rewritten:
    """The picture, with nothing but what it shows. Unusable if that cannot be done."""
    if format_of(data) == SVG:  # what each format needs takes a while to load
        from quizgen.read.pictures import vector

        return vector.rewrite(data)
    from quizgen.read.pictures import raster

    return raster.rewrite(data)
