"""A new world → one in which MathJax draws formulas."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizgen.markup.formula import mathjax

if TYPE_CHECKING:
    from quizgen.markup.formula.world import World

BUNDLES: Final = (
    "loader.js",
    "core.js",
    "adaptors/liteDOM.js",
    "input/tex-full.js",
    "output/svg.js",
    "output/svg/fonts/tex.js",
)
_QUIET: Final = """
globalThis.console = { log() {}, info() {}, warn() {}, error() {} };
globalThis.MathJax = { loader: { load: [] }, startup: { typeset: false, ready() {} } };
"""


def start(world: "World") -> None:
    """Give the world its function drawFormula."""
    world.run(_QUIET)
    world.load(*(mathjax.folder() / name for name in BUNDLES))
    world.load(Path(__file__).with_name("drawing.js"))
