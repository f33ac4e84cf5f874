"""What documents are made from besides the exam: drawn formulas, templates, style sheet, fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.markup.formula import Formula


@dataclass(frozen=True, slots=True)
class Theme:
    """How documents look: templates by name (a teacher's own override ours), style sheet, own fonts."""

    templates: Mapping[str, str]
    style: str = ""
    fonts: tuple[bytes, ...] = field(default=(), repr=False)


SECONDS, MEMORY = 40, 1024
"""Ten times what a slow machine needs, and three times what a long exam does."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Which files the papers become: one for each form, one with all of them together, or both.

    `both_sides` adds blank pages to the latter, so that every paper begins on a sheet of its own.
    `guide` is for the marking guide. `scheduler` is the address of a cluster's, if one shall help.
    `proofread` is for reading every paper and key back as a whole, not only some. `seconds` are
    allowed for a document, and one more for each question; `memory` are the MiB that it may take.
    """

    each: bool = True
    together: bool = False
    both_sides: bool = True
    guide: bool = True
    scheduler: str = ""
    proofread: bool = False
    seconds: int = SECONDS
    memory: int = MEMORY


EACH = Printing()


@dataclass(frozen=True, slots=True)
class Materials:
    """What an exporter needs besides the exam, all of it read beforehand.

    `formulas` holds every formula of the exam as drawn, by its TeX and whether it stands displayed.
    `cache` is a folder where exporters may keep what takes long to make; none if None.
    """

    formulas: Mapping[tuple[str, bool], Formula]
    theme: Theme
    cache: Path | None = None
    printing: Printing = EACH
