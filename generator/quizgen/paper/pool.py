"""Jobs → outcomes in the same order, printed side by side in processes that can be ended."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Timer
from typing import Self

from quizgen.child_process import module_path
from quizgen.document import temporary_files
from quizgen.paper.layout.job import Casting, Job, Outcome, Press
from quizgen.paper.styles.own_files import advice
from quizgen.problem import Problem
from quizgen.temporary import temporary_folder

MOST_PROCESSES = 8

_SETTINGS = "fonts.conf"
_NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""


def print_all(press: Press, jobs: Sequence[Job]) -> Generator[Outcome, None, None]:
    """The outcome of each job, in order; none after the first that has problems."""
    with Printers(press) as printers:
        yield from printers.print_all(jobs)


class Printers:
    """Processes that share a press; they are started when there is work for them."""

    def __init__(self, press: Press) -> None:
        self.press, self._stack = press, ExitStack()
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._count = 0
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        self._threads = self._stack.enter_context(ThreadPoolExecutor(MOST_PROCESSES))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def print_all(self, jobs: Sequence[Job | Casting]) -> Iterator[Outcome]:
        """The outcome of each job, in order; none after the first that has problems."""
        self._start(min(MOST_PROCESSES, os.cpu_count() or 1, len(jobs)))
        futures = [self._threads.submit(self._print, job) for job in jobs]
        self._stack.callback(self._threads.shutdown, wait=False, cancel_futures=True)
        for future in futures:
            outcome = future.result()
            yield outcome
            if outcome.problems:
                return

    def _start(self, count: int) -> None:
        """Have so many processes. They end before the threads, so that none waits for a lost job."""
        while self._count < count:
            self._folder = self._folder or _new_folder(self._stack)
            worker = _Worker(self.press, self._folder)
            self._stack.callback(worker.end)
            self._idle.put(worker)
            self._count += 1

    def _print(self, job: Job | Casting) -> Outcome:
        worker = self._idle.get()
        try:
            return worker.print(job)
        finally:
            self._idle.put(worker)


class Trier:
    """One process that prints a document after the other, each on a press of its own."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._worker: _Worker | None = None

    def __enter__(self) -> Self:
        self._folder = _new_folder(self._stack)
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._stack.close()

    def print(self, press: Press, job: Job) -> Outcome:
        """The outcome; if that was the end of the process, the next document gets a new one."""
        worker = self._worker or _Worker(press, self._folder)
        self._worker = worker
        worker.take(press)
        outcome = worker.print(job)
        if worker.lost:
            self._end()
        return outcome

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.end()
        self._worker = None


class _Worker:
    """A process that prints one document after the other."""

    def __init__(self, press: Press, folder: Path) -> None:
        self._press: Press | None = press  # until it was sent
        self._own_files, self.lost = press.own_files, False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "quizgen.paper.layout.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
        )

    def take(self, press: Press) -> None:
        """Print on this press from now on."""
        self._press, self._own_files = press, press.own_files

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be sent is lost on purpose
                if pipe is not None:
                    pipe.close()

    def print(self, job: Job | Casting) -> Outcome:
        """The outcome; a process that takes too long or dies is a problem of its document."""
        overdue = Event()
        timer = Timer(job.seconds, self._stop, (overdue,))
        timer.start()
        try:
            return self._ask(job)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.lost = True
            return _lost(job, self._own_files, overdue.is_set())
        finally:
            timer.cancel()

    def _stop(self, overdue: Event) -> None:
        overdue.set()
        self._process.kill()

    def _ask(self, job: Job | Casting) -> Outcome:
        requests, answers = self._process.stdin, self._process.stdout
        assert requests and answers
        if self._press is not None:
            pickle.dump(self._press, requests)
            self._press = None
        pickle.dump(job, requests)
        requests.flush()
        outcome: Outcome = pickle.load(answers)
        return outcome


def _lost(job: Job | Casting, own: tuple[str, ...], overdue: bool) -> Outcome:
    why = f"took longer than {job.seconds} seconds" if overdue else "stopped without a word"
    hint = advice(own, "a picture (SVG), a table or a text may ask for too much")
    return Outcome(b"", (Problem(job.place, f"printing {job.path} {why}", hint),))


def _new_folder(stack: ExitStack) -> Path:
    """Where processes may leave files until the stack is closed. Raises NotMade."""
    with temporary_files():
        folder = stack.enter_context(temporary_folder())
        text = _NO_SYSTEM_FONTS.format(folder=folder.as_posix())
        (folder / _SETTINGS).write_text(text, encoding="utf-8")
    return folder


def _environment(folder: Path) -> dict[str, str]:
    """The worker's environment: our modules, no fonts of the machine, temporary files in `folder`."""
    ours = {
        "FONTCONFIG_FILE": str(folder / _SETTINGS),
        "PYTHONPATH": module_path(),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",  # whatever the locale: the folder's name may hold any letter
    }
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return {**os.environ, **ours, **temporary}
