"""A disk that fails: quizgen is struck at its N-th change of the disk, in this process or in one of its own.

As a program, `faults.py BLOW N ARGUMENT...`: run quizgen with these arguments and let the blow (one of
`BLOWS`) fall at the N-th change; with `limit-BYTES` for a blow, no file may be longer than that. How many
changes there were is the last line on standard error.
"""

from __future__ import annotations

import errno
import io
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CHANGES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.utime"}
_OURS = {"faults.write", "faults.fsync"}
_FREEING = {"os.remove", "os.rmdir", "os.utime"}
"""What can be done on a full disk."""

Blow = Callable[[str, object], None]


class Disk:
    """Counts the changes of the disk while it is watched, and strikes at all from the N-th on."""

    def __init__(self) -> None:
        self.changes, self._first = 0, 0
        self._blow: Blow | None = None
        sys.addaudithook(self._heed)  # for the rest of the process: there is no way back

    @contextmanager
    def struck(self, first: int, blow: Blow) -> Iterator[None]:
        """Let the blow fall at this change (from 1) and all that follow; 0 for none."""
        self.changes, self._first, self._blow = 0, first, blow
        system: Any = os
        fsync, fdopen = system.fsync, system.fdopen
        system.fsync, system.fdopen = _audited(fsync), _torn(fdopen)
        try:
            yield
        finally:
            self._blow, system.fsync, system.fdopen = None, fsync, fdopen

    def _heed(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._blow is None or event not in _CHANGES | _OURS or not _writes(event, arguments):
            return
        self.changes += 1
        if self._first and self.changes >= self._first:
            self._blow(event, arguments[0])


def _writes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an event changes the disk: many files are opened for reading only."""
    if event != "open":
        return True
    path, _, flags = arguments
    named = not isinstance(path, int) and os.fspath(path) != os.devnull
    return named and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _audited(fsync: Callable[[int], None]) -> Callable[[int], None]:
    def audited(handle: int) -> None:
        sys.audit("faults.fsync", None)
        fsync(handle)

    return audited


class _Torn(io.FileIO):
    """A file of which one half is written before the blow may fall, and the other after it."""

    def write(self, data: Any, /) -> int:
        middle = len(data) // 2
        super().write(data[:middle])
        sys.audit("faults.write", None)
        return middle + (super().write(data[middle:]) or 0)


def _torn(fdopen: Callable[..., Any]) -> Callable[..., Any]:
    def opened(handle: int, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if mode == "wb":
            return io.BufferedWriter(_Torn(handle, "wb"))
        return fdopen(handle, mode, *rest, **named)

    return opened


def kill(event: str, path: object) -> None:
    """End this process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def full(event: str, path: object) -> None:
    """There is no room for what needs some."""
    if event not in _FREEING:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def stopping(number: signal.Signals) -> Blow:
    """Send this process a signal, once."""
    sent: list[str] = []

    def stop(event: str, path: object) -> None:
        if not sent:
            sent.append(event)
            os.kill(os.getpid(), number)

    return stop


BLOWS: dict[str, Blow] = {
    "kill": kill,
    "full": full,
    "interrupt": stopping(signal.SIGINT),
    "terminate": stopping(signal.SIGTERM),
}


def main() -> None:
    """Run quizgen, struck."""
    blow, first, *arguments = sys.argv[1:]
    from quizgen.cli import main as quizgen

    disk = Disk()
    name, _, limit = blow.partition("-")
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        with disk.struck(int(first), BLOWS.get(name, kill)):
            quizgen(arguments)
    finally:
        print(disk.changes, file=sys.stderr)


if __name__ == "__main__":
    main()
