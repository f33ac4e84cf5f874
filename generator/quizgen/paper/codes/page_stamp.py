"""The code of a page → the operators that draw it in the lower left corner, as a QR code."""

from __future__ import annotations

from quizgen.model import Exam, Form
from quizgen.paper.codes import qr
from quizgen.paper.codes.page_code import PageCode

MODULE = 1.9
"""Pixels: half a millimetre, which any scanner sees."""

LEFT, BOTTOM = 40.0, 24.0
"""Pixels from the edges of the sheet: further in than any printer leaves white."""


def stamp(exam: str, form: str, page: int, height: float) -> bytes:
    """The operators for a page of that height, in pixels with y downwards; pages count from 1.

    The image is an artifact: it says nothing that is not said in words at the top of the paper.
    """
    image = qr.draw(PageCode(exam, form, page).text)
    side = image.size * MODULE
    place = b"q %.2f 0 0 %.2f %.2f %.2f cm" % (side, -side, LEFT, height - BOTTOM)
    head = b"BI/W %d/H %d/BPC 1/IM true/D[1 0]/F/AHx" % (image.size, image.size)
    return b"\n".join(
        (
            b"/Artifact<</Type/Pagination>>BDC",
            b"0 g",
            place,
            head,
            b"ID " + image.bits.hex().encode() + b">",
            b"EI Q EMC",
        )
    )


def codes(exam: Exam, form: Form) -> tuple[str, str] | None:
    """The codes of exam and form, if its pages bear any: not where there are none, or none wanted."""
    wanted = exam.code and form.label and exam.blueprint.paper.codes
    return (exam.code, form.label) if wanted else None
