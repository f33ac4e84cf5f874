"""What is wrong with a file → the problem as a teacher is told of it: where, what and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.model import Place
from quizgen.paper.checks.readback import Difference
from quizgen.paper.checks.squares import NAMES
from quizgen.paper.styles.own_files import LARGE, advice
from quizgen.paper.styles.suspects import Fault, hint, suspects
from quizgen.problem import Problem


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what is wrong; `exam` is where the exam is described, `style` the teacher's own, `files`
    are the paths of all that is the teacher's own."""

    exam: Place
    style: str
    files: Sequence[str]

    def problem(self, path: str, found: Difference) -> Problem:
        """At the declaration that may be the reason, else where the author wrote what it is about."""
        reasons = suspects(self.style, found.fault) if found.fault else ()
        place = found.place if found.place.path else self.exam
        if reasons:
            return Problem(reasons[0].place, f"{path}: {found.message}", hint(reasons))
        return Problem(place, f"{path}: {found.message}", advice(tuple(self.files), LARGE))


def not_shown(kind: str) -> Difference:
    """That something is in the template, but a style keeps it from the paper."""
    message = f"{NAMES.get(kind, kind)} is not on the paper, since a style hides it"
    return Difference(message, fault=Fault.HIDDEN)
