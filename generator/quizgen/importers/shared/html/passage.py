"""HTML → nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quizgen.importers.shared.formulas import with_formulas
from quizgen.importers.shared.html.blocks import Blocks
from quizgen.importers.shared.html.cleaning import cleaned, has_control_characters, lost
from quizgen.importers.shared.html.footnotes import taken_out
from quizgen.importers.shared.html.hidden import without_hidden
from quizgen.importers.shared.html.inlines import Inlines, Pictures
from quizgen.importers.shared.html.maths import with_tex
from quizgen.importers.shared.html.nesting import DEEPEST, shallow
from quizgen.model import Markup

__all__ = ["Pictures", "passage"]


def passage(
    text: str, pictures: Pictures, warn: Callable[[str], None], dollars: bool = False
) -> Markup:
    r"""The nodes of HTML text; formulas in it stand in \(…\), \[…\], $$…$$, and with `dollars` in $…$.

    `pictures` makes the node of an <img> from its attributes, or None where there is no such picture;
    `warn` is told what is lost, such as "the video in it is left out".
    """
    text = with_tex(text)
    for name in lost(text):
        warn(f"the <{name}> in it is left out: a deck holds text and pictures")
    if has_control_characters(text):
        warn("control characters in it are left out")
    if shallow(text) != text:
        warn(
            f"elements in it are nested more than {DEEPEST} deep: their text is kept, not their look"
        )
    tree = cleaned(text)
    if without_hidden(tree):
        warn("hidden text in it is left out")

    def blocks(notes: Mapping[str, Markup]) -> Blocks:
        return Blocks(Inlines(pictures, notes, dollars), warn)

    notes = {number: blocks({}).of(note) for number, note in taken_out(tree)}
    return with_formulas(blocks(notes).of(tree), dollars)
