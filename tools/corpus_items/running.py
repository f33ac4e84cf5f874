"""A command line → how it ended, what it said, how long it took and how much memory it had."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

QUIZGEN = str(Path(sys.executable).with_name("quizgen"))
HANG = 240
"""Seconds after which a process is ended."""

_LOOK = 0.04
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that is over; a negative `code` is a signal."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float

    @property
    def said(self) -> str:
        """All that it said."""
        return self.out + self.err


def run(
    arguments: Sequence[str],
    folder: Path,
    env: Mapping[str, str] | None = None,
    as_anybody: bool = False,
) -> Ran:
    """Run quizgen with these arguments in a folder; `env` goes on top of the environment.

    `as_anybody` is for root, to whom the rights of files mean nothing else.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        [QUIZGEN, *arguments],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_obey_rights if as_anybody else None,
    )
    memory = _Memory(process.pid)
    try:
        out, err = process.communicate(timeout=HANG)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    seconds = time.monotonic() - began
    said, wrong = (data.decode("utf-8", "replace") for data in (out, err))
    return Ran(process.returncode, said, wrong, seconds, memory.end())


def _obey_rights() -> None:
    """Do without the privilege to read and write whatever the rights of a file are (Linux)."""
    system = ctypes.CDLL(None)
    for privilege in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        system.prctl(24, privilege, 0, 0, 0)  # PR_CAPBSET_DROP


class _Memory:
    """Looks again and again how much memory a process and all below it have together."""

    def __init__(self, process: int) -> None:
        self._process, self._over, self._most = process, Event(), 0.0
        self._thread = Thread(target=self._watch)
        self._thread.start()

    def end(self) -> float:
        """The most that there was, in megabytes."""
        self._over.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            self._most = max(self._most, sum(map(_megabytes, _family(self._process))))


def _family(process: int) -> list[int]:
    """A process and all below it, as far as they are still there."""
    found = [process]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _megabytes(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
