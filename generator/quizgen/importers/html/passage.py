"""HTML → nodes."""

from __future__ import annotations

from collections.abc import Callable

from quizgen.importers.formulas import with_formulas
from quizgen.importers.html.blocks import Blocks
from quizgen.importers.html.cleaning import cleaned, lost
from quizgen.importers.html.inlines import Pictures
from quizgen.model import Markup

__all__ = ["Pictures", "passage"]


def passage(
    text: str, pictures: Pictures, warn: Callable[[str], None], dollars: bool = False
) -> Markup:
    r"""The nodes of HTML text; formulas in it stand in \(…\), \[…\], $$…$$, and with `dollars` in $…$.

    `pictures` makes the node of an <img> from its attributes, or None where there is no such picture;
    `warn` is told what is lost, such as "the video in it is left out".
    """
    for name in lost(text):
        warn(f"the <{name}> in it is left out: a deck holds text and pictures")
    blocks = Blocks(pictures, warn).of(cleaned(text))
    return with_formulas(blocks, dollars)
