"""The options and arguments that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from quizgen.cli.opening import find_folder
from quizgen.cli.session import Session
from quizgen.model import KINDS, Selection

if TYPE_CHECKING:
    from quizgen.export.exporter import Exporter

Function = TypeVar("Function", bound=Callable[..., Any])

pass_session = click.make_pass_decorator(Session)


class Format(click.ParamType):  # type: ignore[type-arg]  # generic in new versions only
    """The name of an exporter. The table of exporters loads when it is needed, for it is slow."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Shown in --help: all formats."""
        return f"[{'|'.join(exporters())}]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Exporter:
        """The exporter of that name; a usage error where there is none."""
        found = exporters().get(value)
        if found is None:
            self.fail(f"{value!r} is none of: {', '.join(exporters())}", param, ctx)
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats that begin so."""
        known = exporters().values()
        return [
            CompletionItem(e.name, help=e.summary) for e in known if e.name.startswith(incomplete)
        ]


class Difficulty(click.ParamType):  # type: ignore[type-arg]
    """A difficulty, or a range such as easy..medium → the lowest and highest share of right answers."""

    name = "difficulty"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Shown in --help."""
        return "LEVEL[..LEVEL]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Decimal, Decimal]:
        """Both ends, the lower first; a usage error where one of them is no difficulty."""
        from quizgen.read.difficulty import to_range

        found = to_range(value)
        if found is None:
            self.fail(f"{value!r} is not easy, medium, hard or a number from 0 to 1", param, ctx)
        return found


def exporters() -> Mapping[str, Exporter]:
    """All exporters by name."""
    from quizgen.export import EXPORTERS

    return EXPORTERS


def _remember_project(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Session).folder = value


def _remember_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.ensure_object(Session).verbose |= value
    return value


project = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_remember_project,
    help="The project's folder; else the nearest one that looks like a project, going upwards.",
)
strict = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
verbose = click.option(
    "-v", "--verbose", is_flag=True, callback=_remember_verbose, help="Say more."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but problems.")


def targets(metavar: str) -> Callable[[Function], Function]:
    """Exams by name or file, or decks; none means all."""
    return click.argument(
        "targets", nargs=-1, metavar=metavar, type=click.Path(), shell_complete=_targets_like
    )


def _targets_like(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The project's exams that begin so, and whatever files the shell finds."""
    from quizgen.read.discover import all_exams, exam_name

    names = map(exam_name, all_exams(find_folder(ctx.ensure_object(Session))))
    exams = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return [*exams, CompletionItem(incomplete, type="file")]


def formats(default: tuple[str, ...], help: str) -> Callable[[Function], Function]:
    """--format, which may be repeated; each counts once."""
    return click.option(
        "-f",
        "--format",
        "formats",
        type=Format(),
        multiple=True,
        default=default,
        callback=lambda context, parameter, chosen: tuple(dict.fromkeys(chosen)),
        help=help,
    )


def selection(command: Function) -> Function:
    """The options that choose questions; the command gets them as one `selection`."""
    options = (
        click.option("--kind", "kinds", multiple=True, type=click.Choice([k.kind for k in KINDS])),
        click.option("--tag", "tags", multiple=True, help="Repeat it to demand several."),
        click.option("--topic", "topics", multiple=True),
        click.option("--difficulty", type=Difficulty(), help="Such as medium, or easy..medium."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def to_selection(
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    topics: tuple[str, ...],
    difficulty: tuple[Decimal, Decimal] | None,
) -> Selection:
    """The values of the options of `selection` as one."""
    return Selection(
        kinds=frozenset(kinds),
        tags=frozenset(tags),
        topics=frozenset(topics),
        difficulty=difficulty or Selection().difficulty,
    )
