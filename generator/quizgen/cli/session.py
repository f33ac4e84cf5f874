"""What one run of the command line knows: where the project is, how much to say, whether to stop."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@dataclass(slots=True)
class Stop:
    """Whether somebody asked us to stop (Ctrl-C, SIGTERM, a closed terminal), and with which signal.

    The signal raises KeyboardInterrupt, but libraries may swallow that: `check` raises it again.
    """

    signal: int = 0

    def check(self) -> None:
        """Raise KeyboardInterrupt if we were asked to stop."""
        if self.signal:
            raise KeyboardInterrupt

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Heed the signals; afterwards they do what they did before."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.signal = self.signal or number
        raise KeyboardInterrupt


@dataclass(slots=True)
class Session:
    """The options that all commands share. `folder` is the project's where --project names one."""

    folder: Path | None = None
    verbose: bool = False
    stop: Stop = field(default_factory=Stop)

    @property
    def debug(self) -> bool:
        """Whether to show the traceback of a bug."""
        return self.verbose or bool(os.environ.get("QUIZGEN_DEBUG"))
