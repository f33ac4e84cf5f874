"""The installed MathJax package → where its files are and which version they have."""

import importlib.util
from functools import cache
from pathlib import Path

PACKAGE = "django-static-mathjax"


@cache
def version() -> str:
    """The version of the package that draws and speaks formulas."""
    from importlib.metadata import version as installed  # slow to load

    return installed(PACKAGE)


@cache
def folder() -> Path:
    """The folder of MathJax's bundles, found without importing the package (which needs Django)."""
    found = importlib.util.find_spec("mathjax")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"formulas need the package {PACKAGE}")
    return Path(found.submodule_search_locations[0]) / "static" / "mathjax" / "es5"


def speech_map(language: str) -> str:
    """The words and rules by which formulas are said in a language, as JSON."""
    return _speech_map(language).read_text(encoding="utf-8")


def has_speech(language: str) -> bool:
    """Whether there is a map of this name."""
    return _speech_map(language).is_file()


def _speech_map(language: str) -> Path:
    return folder() / "sre" / "mathmaps" / f"{language}.json"
