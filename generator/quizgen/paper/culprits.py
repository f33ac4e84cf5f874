"""A document that could not be made → the template or the style of the teacher's own that is to blame.

Where nobody can tell by looking, it is tried: the document is printed with ours in place of theirs,
then with more and more of theirs, until it goes wrong. All of it within limits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from quizgen.document import NotMade
from quizgen.materials import Materials, Theme
from quizgen.model import NOWHERE, Exam, Place
from quizgen.paper.layout.job import Job, Outcome
from quizgen.paper.pool import Trier
from quizgen.paper.printing import for_markers, paper_path, papers, press
from quizgen.paper.styles.own_files import STYLE, TEMPLATES, our_template, own_files
from quizgen.paper.styles.pieces import (
    Line,
    bare,
    beginning,
    style_before,
    style_places,
    suspect_lines,
)
from quizgen.paper.views.content import Content
from quizgen.problem import Problem

LONGEST = 20
"""Seconds that the search may take, besides the trial that has begun."""

SLOWER, MORE = 3, 2
"""So many times as long as our own print, and so many seconds more, may theirs take."""

_WITHOUT = (
    "without {what} that does not happen; see “What is not allowed” in the manual, on templates"
)
_THIS, _SHEET, _FILE = "this", "your style sheet", "this template, with ours in its place,"


@dataclass(frozen=True, slots=True)
class Culprit:
    """Where the fault is, and what has to go for the document to be in order."""

    place: Place
    what: str


def traced(failure: NotMade, exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """The problem at the place to which the fault could be traced; all as they were if it could not."""
    own = own_files(materials.theme)
    if not own or any(problem.place.path in own for problem in failure.problems):
        return failure.problems
    with Trier() as trier:
        culprit = _Trials(failure, exam, materials, trier).culprit()
    if culprit is None:
        return failure.problems
    return (_moved(failure.problems, culprit, exam),)


def _moved(problems: Sequence[Problem], culprit: Culprit, exam: Exam) -> Problem:
    """What the culprit does, with the first example; the place of its question is told in words."""
    first, *others = problems
    asked = first.place
    about = "" if asked in (exam.blueprint.place, NOWHERE) else f" ({asked.path}:{asked.line})"
    more = f"; and {len(others)} more" if others else ""
    hint = _WITHOUT.format(what=culprit.what)
    return replace(first, place=culprit.place, message=f"{first.message}{about}{more}", hint=hint)


class _TimeIsUp(Exception):
    """The search takes too long: what is known by now must do."""


class _Trials:
    """Prints one document again and again, each time with another part of the teacher's own files."""

    def __init__(self, failure: NotMade, exam: Exam, materials: Materials, trier: Trier) -> None:
        self._failure, self._exam, self._materials = failure, exam, materials
        self._trier = trier
        own = own_files(materials.theme)
        # What replaces none of ours does nothing until another includes it.
        self._paths = sorted(own, key=lambda path: (path == STYLE, _ours(path) is not None))
        self._end, self._seconds = time.monotonic() + LONGEST, 0

    def culprit(self) -> Culprit | None:
        """Where it goes wrong, as closely as can be told in time; none if that is not their files."""
        every = len(self._paths)
        try:
            if not self._is_right_with_ours() or self._cures(self._theme(every)):
                return None
            count = _first_wrong(every, lambda count: self._cures(self._theme(count)))
        except _TimeIsUp:
            return None
        is_style = self._paths[count - 1] == STYLE
        return self._in_style(count) if is_style else self._in_templates(count)

    def _is_right_with_ours(self) -> bool:
        began = time.monotonic()
        problems = self._print(self._theme(0)).problems
        self._seconds = round((time.monotonic() - began) * SLOWER) + MORE
        return not problems

    def _in_style(self, count: int) -> Culprit:
        """The first rule or declaration with which it goes wrong."""
        theme = self._theme(count)
        places = style_places(theme.style)
        sheets = [style_before(theme.style, place) for place in places]

        def cures(number: int) -> bool:
            return self._cures(replace(theme, style=sheets[number]))

        try:
            return Culprit(places[_first_wrong(len(sheets), cures) - 1], _THIS)
        except (_TimeIsUp, IndexError):
            return Culprit(Place(STYLE, 1), _SHEET)

    def _in_templates(self, count: int) -> Culprit:
        """The line that does it, if it goes right without; else where the template is not ours."""
        theme, names = self._theme(count), map(_name, self._paths[:count])
        lines = [line for name in names for line in suspect_lines(name, theme.templates[name])]
        laid_out = self._failure.laid_out
        search = _one_by_one if laid_out else _by_halves
        try:
            found = search(lines, lambda some: self._cures(_without(theme, some, laid_out)))
        except _TimeIsUp:
            found = None
        if found:
            return Culprit(found.place, _THIS)
        name = _name(self._paths[count - 1])
        return Culprit(beginning(name, theme.templates[name]).place, _FILE)

    def _theme(self, count: int) -> Theme:
        """The first so many of their files, and ours for the others."""
        theme, others = self._materials.theme, self._paths[count:]
        ours = {_name(path): _ours(path) or "" for path in others if path != STYLE}
        style = "" if STYLE in others else theme.style
        return replace(theme, templates={**theme.templates, **ours}, style=style)

    def _cures(self, theme: Theme) -> bool:
        """Whether a document that goes wrong is in order with this theme; raises _TimeIsUp.

        What could not be laid out is better if it can be, whatever is then missing in it.
        """
        if time.monotonic() > self._end:
            raise _TimeIsUp
        outcome = self._print(theme, self._seconds)
        return not outcome.problems or (not self._failure.laid_out and bool(outcome.data))

    def _print(self, theme: Theme, seconds: int | None = None) -> Outcome:
        materials = replace(self._materials, theme=theme)
        job = self._job(Content(self._exam, materials))
        limited = replace(job, seconds=min(job.seconds, seconds or job.seconds))
        return self._trier.print(press(self._exam, materials), limited)

    def _job(self, content: Content) -> Job:
        """The document, or one like it: what was composed of blocks is printed as a whole."""
        path = self._failure.path
        if path.startswith(("key", "marking")):
            return next(job for job in for_markers(content) if job.path[0] == path[0])
        forms = content.exam.forms
        form = next((form for form in forms if paper_path(form) == path), forms[0])
        return next(papers(content, [form]))


def _name(path: str) -> str:
    """A template's name by its path in the project."""
    return path.removeprefix(TEMPLATES)


def _ours(path: str) -> str | None:
    return our_template(_name(path)) if path != STYLE else None


def _without(theme: Theme, lines: Sequence[Line], texts: bool) -> Theme:
    """The theme with these lines bare: see `pieces.bare`."""
    templates = dict(theme.templates)
    for name in {line.template for line in lines}:
        numbers = frozenset(line.number for line in lines if line.template == name)
        templates[name] = bare(templates[name], numbers, texts)
    return replace(theme, templates=templates)


def _first_wrong(count: int, is_right: Callable[[int], bool]) -> int:
    """How many of `count` things are needed for it to go wrong, as it does with all and not with none."""
    right, wrong = 0, count
    while wrong - right > 1:
        middle = (right + wrong) // 2
        if is_right(middle):
            right = middle
        else:
            wrong = middle
    return wrong


def _one_by_one(lines: Sequence[Line], cures: Callable[[Sequence[Line]], bool]) -> Line | None:
    return next((line for line in lines if cures([line])), None)


def _by_halves(lines: Sequence[Line], cures: Callable[[Sequence[Line]], bool]) -> Line | None:
    """The line without which it goes right; none if several would have to go."""
    while lines:
        middle = (len(lines) + 1) // 2
        halves = [half for half in (lines[:middle], lines[middle:]) if half]
        helping = next((half for half in halves if cures(half)), None)
        if helping is None or len(helping) == 1:
            return helping[0] if helping else None
        lines = helping
    return None
