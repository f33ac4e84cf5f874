"""The command quizgen → its command line, which takes a while to load."""

from __future__ import annotations

import sys

_INTERRUPTED = 130  # 128 + SIGINT, as a shell reports it


def main() -> None:
    """Load the command line and run it; who stops it before it runs is told so, too."""
    try:
        from quizgen.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        print("quizgen: stopped; nothing was left half done", file=sys.stderr)
        sys.exit(_INTERRUPTED)
