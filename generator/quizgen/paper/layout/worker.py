"""The process that prints: presses and jobs on standard input → outcomes on standard output.

Templates, style sheets and pictures may come from anyone, and the libraries that draw them can be
made to run for ever; so they run here, under limits, where the main process can end them.
"""

from __future__ import annotations

import errno
import os
import pickle
import sys
from functools import cached_property
from pathlib import Path
from typing import IO

from quizgen.child_process import limit, take_standard_output
from quizgen.document import no_temporary
from quizgen.model import NOWHERE, Place
from quizgen.paper.layout import templates
from quizgen.paper.layout.engine import Engine
from quizgen.paper.layout.failures import LayoutFailure, Refused
from quizgen.paper.layout.job import Casting, Job, Outcome, Press
from quizgen.paper.styles.own_files import STYLE, advice
from quizgen.problem import Problem

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Print one job after the other until there are no more."""
    requests, answers = sys.stdin.buffer, take_standard_output()
    press: Press | None = None
    printer: _Printer | None = None
    while (sent := _next(requests)) is not None:
        if isinstance(sent, Press):
            press, printer = sent, None
            limit("RLIMIT_AS", press.memory * 1024**2)
            continue
        assert press is not None
        limit("RLIMIT_CPU", int(_processor_seconds()) + sent.seconds)
        printer = printer or _Printer(press)
        pickle.dump(printer.print(sent), answers)
        answers.flush()


class _Printer:
    def __init__(self, press: Press) -> None:
        self._sandbox = templates.environment(press.templates)
        self._press = press

    def print(self, job: Job | Casting) -> Outcome:
        """The document, read back, or a galley; whatever goes wrong is told as a problem."""
        try:
            return self._cast(job) if isinstance(job, Casting) else self._print(job)
        except templates.TemplateFailure as failure:
            place = Place(f"templates/{failure.name}", failure.line)
            return _failed(Problem(place, f"the template cannot be used: {failure.reason}"))
        except Refused as failure:
            return self._failed(job, failure.message, failure.hint, self._place(failure.url))
        except LayoutFailure as failure:
            return self._failed(job, failure.message, failure.hint, failure.place)
        except RecursionError:
            return self._failed(job, "something is nested too deep to be printed")
        except (MemoryError, SystemError):  # libraries in C that get no memory forget to say so
            return self._failed(job, "printing needs too much memory")
        except Exception as error:
            return self._unexpected(job, error)

    def _unexpected(self, job: Job | Casting, error: Exception) -> Outcome:
        if isinstance(error, OSError) and error.errno in _FULL:
            return _failed(no_temporary(error, str(Path.cwd().parent)))
        return self._failed(job, f"cannot be laid out: {type(error).__name__}: {error}")

    def _print(self, job: Job) -> Outcome:
        from quizgen.paper.checks import readback

        html = templates.render(self._sandbox, job.template, job.context)
        printed = self._engine.print(html, job.title, job.running, job.code, job.numbers)
        found = readback.check(printed.data, job.plan, targets=printed.targets)
        problems = (each.problem(job.path, job.place, self._press.own_files) for each in found)
        known = printed.targets if printed.known else None
        return Outcome(printed.data, tuple(problems), printed.pages, known)

    def _cast(self, casting: Casting) -> Outcome:
        sources = [
            templates.render(self._sandbox, casting.template, context)
            for context, _ in casting.documents
        ]
        engine = self._engine
        from quizgen.paper.layout.slots import Unsuitable

        try:
            return Outcome(b"", galley=engine.cast(casting, sources))
        except Unsuitable as reason:
            return Outcome(b"", unsuitable=str(reason))

    def _failed(
        self, job: Job | Casting, message: str, hint: str = "", place: Place = NOWHERE
    ) -> Outcome:
        hint = hint or advice(self._press.own_files)
        return _failed(_problem(job, message, hint, place))

    @cached_property
    def _engine(self) -> Engine:
        assets = {asset.address: asset for asset in self._press.assets}
        return Engine(self._press.style, self._press.own_style, assets)

    def _place(self, url: str) -> Place:
        """The line of the style sheet or the template that names the address."""
        sources = {STYLE: self._press.own_style}
        sources |= {f"templates/{name}": text for name, text in self._press.templates.items()}
        for path, text in sources.items():
            before, found, _ = text.partition(url)
            if found:
                return Place(path, before.count("\n") + 1)
        return NOWHERE


def _failed(problem: Problem) -> Outcome:
    return Outcome(b"", (problem,))


def _problem(job: Job | Casting, message: str, hint: str, place: Place) -> Problem:
    """A problem of a document; one that has no place of its own is about the exam as a whole."""
    return Problem(place if place.path else job.place, f"{job.path}: {message}", hint)


def _next(requests: IO[bytes]) -> Press | Job | Casting | None:
    try:
        sent: Press | Job | Casting = pickle.load(requests)
    except EOFError:
        return None
    return sent


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + 1


if __name__ == "__main__":
    main()
