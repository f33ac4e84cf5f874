"""What commands have to say → results on stdout, problems and progress on stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from quizgen.problem import ERROR, Problem, folded, has_errors, remedy, show, visible

_COLORS = {"error": "red", "warning": "yellow", "hint": "cyan"}
_SEVERITY = re.compile(r"^(.*?)\b(error|warning|hint): ", re.MULTILINE)
_UNITS = ("B", "kB", "MB", "GB")
_MOST_SHOWN = 200
"""Problems; who has more mends these first."""


def say(text: str = "") -> None:
    """A line of results; what comes from files is escaped."""
    click.echo(visible(text))


def report(problems: Iterable[Problem], sources: Mapping[str, str]) -> None:
    """Show problems on stderr, sorted, each with the line that it is about.

    Warnings that say the same are one, with all its places. Of very many only some are shown, errors first.
    """
    elsewhere = folded(problems)
    by_weight = sorted(elsewhere, key=lambda problem: (problem.severity != ERROR, problem))
    text = show(by_weight[:_MOST_SHOWN], sources, elsewhere)
    if text:
        click.echo(_SEVERITY.sub(_colored, text), err=True)
    if len(by_weight) > _MOST_SHOWN:
        click.echo(f"… and {counted(len(by_weight) - _MOST_SHOWN, 'more problem')}", err=True)


def settle(problems: Collection[Problem], sources: Mapping[str, str], strict: bool = False) -> None:
    """Report the problems, and end the command if they forbid to go on."""
    report(problems, sources)
    end(problems, strict)


def end(problems: Collection[Problem], strict: bool) -> None:
    """End the command with exit code 1 for errors, and if strict for warnings."""
    if has_errors(problems):
        raise click.exceptions.Exit(1)
    if problems and strict:
        click.echo(f"{counted(len(set(problems)), 'warning')}, and --strict forbids them", err=True)
        raise click.exceptions.Exit(1)


def summary(problems: Iterable[Problem]) -> str:
    """How many there are: `3 errors, 1 warning in 2 files`; `no problems`."""
    each = set(problems)
    if not each:
        return "no problems"
    errors = sum(problem.severity == ERROR for problem in each)
    numbers = ((errors, "error"), (len(each) - errors, "warning"))
    files = {problem.place.path for problem in each if problem.place.path}
    where = f" in {counted(len(files), 'file')}" if files else ""
    return ", ".join(counted(number, noun) for number, noun in numbers if number) + where


def counted(number: int, noun: str) -> str:
    """The number with its noun: `1 file`, `2 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """Bytes as people read them: 812 B, 12 kB, 1.5 MB."""
    value, unit = float(number), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    digits = 1 if unit and value < 9.95 else 0
    return f"{value:.{digits}f} {_UNITS[unit]}"


def from_here(path: Path) -> Path:
    """The same path, relative if it lies below the present folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def relative(path: Path) -> str:
    """The path as people here call it."""
    from quizgen.write import shown

    return shown(from_here(path))


def unwritable(path: Path, error: OSError) -> click.ClickException:
    """What ends a command that could not write there: why, and what to do."""
    told = f"{visible(relative(path))} cannot be written: {error.strerror or error}"
    hint = remedy(error, "name another folder, or change its permissions")
    return click.ClickException(f"{told}\n{hint}" if hint else told)


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> Iterator[str]:
    """Lines with aligned columns, wide characters counted as two; `right` columns flush right."""
    from rich.cells import cell_len

    cells = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    flush_right = set(right)
    for row in cells:
        blanks = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        parts = (
            blank + cell if column in flush_right else cell + blank
            for column, (cell, blank) in enumerate(zip(row, blanks, strict=True))
        )
        yield "  ".join(parts).rstrip()


def shortened(text: str, width: int) -> str:
    """At most so many columns of the text, with … where something is missing."""
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Call the function with what is being done; shown while it lasts, on a terminal only."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda text: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("") as status:
        yield lambda text: status.update(escape(visible(text)))


def _colored(found: re.Match[str]) -> str:
    return f"{found[1]}{click.style(found[2] + ':', fg=_COLORS[found[2]], bold=True)} "
