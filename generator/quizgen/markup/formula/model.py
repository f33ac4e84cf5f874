"""What the formula engine gives back: a drawn formula, or the mistake that keeps it undrawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """A drawn formula; lengths in em of the text around it.

    `svg` stands alone, is black unless the text around an inline one has a colour, and carries its
    `vertical-align`. `height` is the whole height, of which `depth` (>= 0) is below the baseline.
    `spoken` is the formula in words, `mathml` the formula for whatever draws formulas by itself: a
    <math> with its namespace, and nothing in it but presentation markup.
    """

    tex: str
    display: bool
    svg: str
    width: float
    height: float
    depth: float
    spoken: str
    mathml: str


@dataclass(frozen=True, slots=True)
class FormulaError:
    """Why a formula cannot be drawn, in a teacher's words, and what to do about it."""

    message: str
    hint: str
