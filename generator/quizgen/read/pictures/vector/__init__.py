"""Bytes of an SVG file → the same drawing in a small, safe vocabulary that prints as it looks.

The steps, each in place on one tree: parse within limits, apply the styles, drop what is not seen,
drop what nothing refers to, refuse what would be lost on paper; then everything is written anew.
"""

from __future__ import annotations

from quizgen.read.pictures.formats import SVG
from quizgen.read.pictures.rewritten import Rewritten
from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector.cascade import cascade
from quizgen.read.pictures.vector.frame import frame
from quizgen.read.pictures.vector.offpage import drop_texts_off_page
from quizgen.read.pictures.vector.printable import refuse_unprintable
from quizgen.read.pictures.vector.reach import reach
from quizgen.read.pictures.vector.settle import settle
from quizgen.read.pictures.vector.tree import PLAIN, parse, too_deep
from quizgen.read.pictures.vector.write import write


def rewrite(data: bytes) -> Rewritten:
    """The SVG written anew, with nothing but what is drawn. Unusable if that cannot be done safely."""
    try:
        return _rewritten(data)
    except RecursionError:  # brackets in styles may be nested without end
        raise too_deep() from None
    except (ArithmeticError, ValueError):  # numbers at the edge of what can be reckoned with
        raise Unusable("has numbers that cannot be drawn", PLAIN) from None


def _rewritten(data: bytes) -> Rewritten:
    root = parse(data)
    cascade(root)
    settle(root)
    reach(root)
    box = frame(root)
    drop_texts_off_page(root, box)
    refuse_unprintable(root)
    width, height = (max(1, round(side)) for side in (box.width, box.height))
    return Rewritten(SVG, write(root, box), width, height)
