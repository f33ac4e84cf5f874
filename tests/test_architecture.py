"""Imports point one way, files stay small, and nothing runs at import that need not."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quizgen

HOUSE = Path(quizgen.__file__).parent
ROOMS = (
    "model",
    "problem",
    "labels",
    "meaning",
    "temporary",
    "garbage",
    "cache_files",
    "child_process",
    "sandboxed",
    "sandbox",
    "markup",
    "duplicates",
    "giveaways",
    "materials",
    "read",
    "author",
    "derive",
    "project",
    "bank",
    "quality",
    "assemble",
    "stress",
    "document",
    "positions",
    "record",
    "paper",
    "formats",
    "export",
    "write",
    "importers",
    "secret",
    "build",
    "cli",
    "start",
    "__main__",
)
"""Each may import those before it."""
PRESS_ROOMS = (
    "views",
    "fonts",
    "styles",
    "codes",
    "outlines",
    "composing",
    "checks",
    "pdf",
    "layout",
)
"""So may these in the print engine; its modules beside them import them, and are not imported by them."""
PRESS = HOUSE / "paper"
IMPORTERS = HOUSE / "importers"
SHARED_BY_FORMATS = ("importer", "broken", "gathering", "shared")
ROWS = {"brightspace": ("table",)}
"""Formats that stand in tables, too."""
MODULES = sorted(HOUSE.rglob("*.py"))
LONGEST_FILE = 300


def room(module: str) -> str:
    """The room of a module named quizgen.ROOM…"""
    return module.split(".")[1] if "." in module else ""


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "quizgen":
            yield from (f"quizgen.{name.name}" for name in node.names if name.name != "__version__")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quizgen."):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("quizgen."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    own = path.relative_to(HOUSE).with_suffix("").parts[0]
    if own == "__init__":
        assert not list(imported(path))
        return
    for module in imported(path):
        assert ROOMS.index(room(module)) <= ROOMS.index(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", sorted(PRESS.glob("*/*.py")), ids=lambda path: path.stem)
def test_imports_of_the_print_engine_point_one_way(path: Path) -> None:
    for module in imported(path):
        if module.startswith("quizgen.paper."):
            own, other = path.parent.name, module.split(".")[2]
            assert PRESS_ROOMS.index(other) <= PRESS_ROOMS.index(own), f"{own} imports {module}"


def importer_of(path: Path) -> str:
    """The module or package of a file in the room of the importers."""
    return path.relative_to(IMPORTERS).with_suffix("").parts[0]


def test_importers_share_what_is_there_to_share_and_know_nothing_of_each_other() -> None:
    table = imported(IMPORTERS / "__init__.py")
    formats = {module.split(".")[2] for module in table} - {"importer"}
    for path in IMPORTERS.rglob("*.py"):
        own = importer_of(path)
        known = SHARED_BY_FORMATS + ROWS.get(own, ())
        for module in imported(path):
            if own in (*formats, "shared") and module.startswith("quizgen.importers"):
                other = module.split(".")[2]
                assert other == own or other in known, f"{path.name} of {own} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_files_stay_small_and_say_what_they_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    assert ast.get_docstring(ast.parse(text))


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom quizgen.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'weasyprint', 'markdown_it', 'jinja2', 'lxml', 'PIL', 'rich', 'pypdfium2', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
