"""A command line → an exit code, whatever happens: never a traceback, never half a message.

0 success, 1 problems in the content or with writing, 2 wrong usage, 128 + N stopped by signal N.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from typing import Any

import click

from quizgen.cli.session import Session
from quizgen.problem import visible

PROBLEMS = 1
_BROKEN_PIPE = 141  # 128 + SIGPIPE, as a shell reports it
_INTERRUPTED = 130  # 128 + SIGINT


class _ReaderGone(Exception):
    """Whoever read our output has gone, as `head` does when it has seen enough."""


class App(click.Group):
    """The group of all commands; it alone decides about exit codes."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run one command line, by default that of this process, and exit."""
        if not args and "args" not in extra:
            _speak_utf8()
            _reopen_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        session = Session()
        extra = {"prog_name": "quizgen", "obj": session, "color": _color(), **extra}
        run = partial(super().main, *args, standalone_mode=False, **extra)
        with session.stop.watching():
            code = _code(run, session)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would make a broken pipe one of our exit codes."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error


def _speak_utf8() -> None:
    """Start again in UTF-8 where the locale is another (LC_ALL=C), so that all names are read right.

    -P keeps modules that lie in the present folder from being run.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        command = [sys.executable, "-P", "-X", "utf8", "-m", "quizgen", *sys.argv[1:]]
        os.execv(sys.executable, command)


def _reopen_closed_streams() -> None:
    """Where we were started with closed streams, the first file opened would take their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _code(run: Callable[[], Any], session: Session) -> int:
    try:
        code = int(run() or 0)
        sys.stdout.flush()
        return code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("quizgen: stopped; nothing was left half done", err=True)
        return 128 + session.stop.signal if session.stop.signal else _INTERRUPTED
    except (_ReaderGone, BrokenPipeError):
        _discard_output()
        return _BROKEN_PIPE
    except (OSError, MemoryError) as error:
        _complain(error, session)
        _discard_output()
        return PROBLEMS
    except Exception as error:
        _admit(error, session)
        return PROBLEMS


def _color() -> bool | None:
    """False where the user wants no colours (no-color.org), else as the terminal has it."""
    return False if os.environ.get("NO_COLOR") else None


def _discard_output() -> None:
    """Let Python's own last flush go nowhere."""
    with suppress(OSError):  # what stands for standard output in a test has no number
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: OSError | MemoryError, session: Session) -> None:
    """Say what the system refuses us: it is full, or its limits are reached."""
    _show_traceback(error, session)
    reason, name = "there is not enough memory", ""
    if isinstance(error, OSError):
        reason, name = error.strerror or str(error), str(error.filename or "")
    click.echo(f"quizgen: stopped: {visible(': '.join(filter(None, (name, reason))))}", err=True)


def _show_traceback(error: Exception, session: Session) -> None:
    if session.debug:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)


def _admit(error: Exception, session: Session) -> None:
    _show_traceback(error, session)
    message = " ".join(f"{type(error).__name__}: {error}".split())
    click.echo(
        f"quizgen: this is a bug in quizgen, not in your files: {visible(message)}", err=True
    )
    if not session.debug:
        click.echo(
            "Run it again with QUIZGEN_DEBUG=1 to see where, and please report it.", err=True
        )
