"""What documents are made from besides the exam: drawn formulas, templates, style sheet, fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.markup.formula import Formula


@dataclass(frozen=True, slots=True)
class Theme:
    """How documents look: templates by name (a teacher's own override ours), style sheet, own fonts."""

    templates: Mapping[str, str]
    style: str = ""
    fonts: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Materials:
    """What an exporter needs besides the exam, all of it read beforehand.

    `formulas` holds every formula of the exam as drawn, by its TeX and whether it stands displayed.
    """

    formulas: Mapping[tuple[str, bool], Formula]
    theme: Theme
