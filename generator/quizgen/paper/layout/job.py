"""What goes to the process that prints, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.materials import MEMORY
from quizgen.model import NOWHERE, Place
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.views.asset import Asset
from quizgen.paper.views.plan import Plan
from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class Press:
    """What all documents of an exam share: templates, our style sheet, the teacher's own, assets.

    `own_files` are the paths of all that is the teacher's own, `memory` the MiB that printing may take.
    """

    templates: Mapping[str, str] = field(repr=False)
    style: str = field(repr=False)
    own_style: str = field(repr=False)
    assets: tuple[Asset, ...] = field(repr=False)
    own_files: tuple[str, ...] = ()
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class Job:
    """A document to print: a template and what it is filled with; `plan` is what must be on it.

    `running` is the style of what runs in the margins, `seconds` the time allowed, `place` where the
    exam is described. `code` are the codes of exam and form that its pages bear, if any; `numbers` are
    those of the questions that its blocks are, in order, 0 for other blocks, if it is a paper.
    """

    path: str
    template: str
    title: str
    context: Mapping[str, object] = field(repr=False)
    running: str
    plan: Plan
    seconds: int
    place: Place = NOWHERE
    code: tuple[str, str] | None = None
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Casting:
    """Documents whose blocks are to be laid out once, for all papers that are composed of them.

    For each document there are what its template is filled with and the names of its blocks;
    `texts` are all that slots will be given, by the names of the slots. `running` is the style of the
    margins with typical texts in them; `apart` are styles for texts of "whose" that need to be laid out.
    """

    path: str
    template: str
    documents: tuple[tuple[Mapping[str, object], tuple[str, ...]], ...] = field(repr=False)
    running: str
    texts: Mapping[str, tuple[str, ...]] = field(repr=False)
    seconds: int
    place: Place = NOWHERE
    apart: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The PDF, or the problems that keep it from being one; the galley, if that was the job.

    Of a paper there are its number of pages and what candidates mark or fill in, None if nobody knows.

    `unsuitable` says why there is no galley, where that is no fault: papers are then printed one by
    one.
    """

    data: bytes = field(repr=False)
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    targets: tuple[PlacedTarget, ...] | None = field(default=None, repr=False)
    galley: Galley | None = field(default=None, repr=False)
    unsuitable: str = ""
