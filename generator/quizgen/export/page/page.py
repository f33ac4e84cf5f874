"""Our templates and plain data → a page, whose policy lets browsers run nothing but our own script.

See W3C, Content Security Policy Level 3: a script is allowed by the SHA-256 of its text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup as Html

from quizgen.paper.layout.templates import environment, render

_NOTHING_ELSE = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""No network, no frames, no forms that are sent; styles stand in the page itself."""

_BASE = "base-uri 'none'; form-action 'none'"


def policy(script: str = "") -> Html:
    """What a page may do: show its pictures, and run this script if there is one."""
    if not script:
        return Html(f"{_NOTHING_ELSE}; {_BASE}")
    digest = b64encode(sha256(script.encode()).digest()).decode("ascii")
    return Html(f"{_NOTHING_ELSE}; script-src 'sha256-{digest}'; {_BASE}")


def page(folder: str, context: Mapping[str, object]) -> bytes:
    """The page that `page.html.j2` of a folder of our templates makes of the context."""
    return render(environment(_templates(folder)), f"{folder}/page.html.j2", context).encode()


def own_text(name: str) -> Html:
    """A style sheet or script of ours, to stand in a page as it is."""
    return Html(_read(name))


@cache
def _read(name: str) -> str:
    return files("quizgen.templates").joinpath(name).read_text(encoding="utf-8")


@cache
def _templates(folder: str) -> Mapping[str, str]:
    """Ours alone: with a script in the page, nobody else's would be safe."""
    root = files("quizgen.templates")
    folders = (name for name in (folder, f"{folder}/kinds") if root.joinpath(name).is_dir())
    return {
        f"{name}/{entry.name}": entry.read_text(encoding="utf-8")
        for name in folders
        for entry in root.joinpath(name).iterdir()
        if entry.name.endswith(".j2")
    }
