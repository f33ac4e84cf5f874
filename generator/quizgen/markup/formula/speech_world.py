"""A new world → one in which the speech rule engine says formulas in a language."""

from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.markup.formula import mathjax

if TYPE_CHECKING:
    from quizgen.markup.formula.world import World


def start(world: "World", language: str, fallback: str) -> None:
    """Give the world its function speakFormula, for this language."""
    here, bundles = Path(__file__).parent, mathjax.folder()
    world.load(here / "dom.js", here / "xpath.js", here / "speech.js", bundles / "a11y" / "sre.js")
    for name in sorted({"base", fallback, language}):
        world.call("addSpeechMap", name, mathjax.speech_map(name))
    world.call("loadSpeech", language)
