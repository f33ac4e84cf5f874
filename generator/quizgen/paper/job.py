"""What goes to the process that prints, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.model import NOWHERE, Place
from quizgen.paper.asset import Asset
from quizgen.paper.plan import Plan
from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class Press:
    """What all documents of an exam share: templates, our style sheet, the teacher's own, assets.

    `own_files` are the paths of all that is the teacher's own.
    """

    templates: Mapping[str, str] = field(repr=False)
    style: str = field(repr=False)
    own_style: str = field(repr=False)
    assets: tuple[Asset, ...] = field(repr=False)
    own_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A document to print: a template and what it is filled with; `plan` is what must be on it.

    `seconds` is the time allowed, `place` where the exam is described.
    """

    path: str
    template: str
    title: str
    context: Mapping[str, object] = field(repr=False)
    plan: Plan
    seconds: int
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Outcome:
    """The PDF, or the problems that keep it from being one."""

    data: bytes = field(repr=False)
    problems: tuple[Problem, ...] = ()
