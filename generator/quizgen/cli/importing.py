"""quizgen import: files of other programs, and notes → decks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from quizgen.cli import options
from quizgen.cli.imported import bring, importers, read_file, refuse_overwriting
from quizgen.cli.opening import find_folder
from quizgen.cli.printing import relative
from quizgen.cli.session import Session
from quizgen.problem import visible


class Format(click.ParamType):  # type: ignore[type-arg]
    """The name of an importer. The table loads when it is needed."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Shown in --help: all formats."""
        return f"[{'|'.join(importers())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name itself; a usage error where there is no such importer."""
        if value not in importers():
            self.fail(f"{value!r} is none of: {', '.join(importers())}", param, ctx)
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats that begin so."""
        known = importers()
        return [CompletionItem(n, help=s) for n, s in known.items() if n.startswith(incomplete)]


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from quizgen.read.front_matter import is_language

    if value is not None and not is_language(value):
        raise click.BadParameter(f"{value!r} is no language: write de, en or en-GB")
    return value


@click.command("import", short_help="Bring in questions of other programs, and notes.")
@options.project
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--to", "target", metavar="DECK.md", type=click.Path(path_type=Path), help="The deck to write."
)
@click.option(
    "-f", "--format", "format", type=Format(), help="What the files are, if not found out."
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    callback=_language,
    help="The language of the questions, such as de.",
)
@click.option("--keep-going", is_flag=True, help="Bring in the rest where questions are broken.")
@click.option("--force", is_flag=True, help="Overwrite a deck that is there.")
@options.pass_session
def import_(
    session: Session,
    files: tuple[Path, ...],
    target: Path | None,
    format: str | None,
    language: str | None,
    keep_going: bool,
    force: bool,
) -> None:
    """Write the questions of FILEs, whatever program they come from, into a deck of Markdown.

    What a file is, is found out from its content. Pictures go into a folder beside the deck. Whatever
    no question can hold stays in the deck as a note and is told. Without --to, each file NAME.xml becomes
    content/NAME.md; with it, all become one deck.

    \b
    Examples:
      quizgen import week5.txt
      quizgen import questions.xml --to content/old-bank.md
      quizgen import deck.apkg --keep-going
    """
    root = find_folder(session)
    groups = [files] if target else [(file,) for file in files]
    decks = [_deck_path(target, root, group[0]) for group in groups]
    _refuse_twice(decks)
    _refuse_itself(files, decks)
    refuse_overwriting(decks, force)
    failed = False
    for group, deck in zip(groups, decks, strict=True):
        readings = [read_file(file, format or "") for file in group]
        failed |= not bring(readings, deck, language or "", keep_going, force)
    if failed:
        raise click.exceptions.Exit(1)


def _deck_path(target: Path | None, root: Path, file: Path) -> Path:
    """Where the deck goes: to --to, else into content/ under the name of the file."""
    if target is None:
        from quizgen.importers.deck.pictures import plain_name

        return root / "content" / f"{plain_name(file.stem) or 'imported'}.md"
    if target.is_dir():
        name = target / f"{file.stem}.md"
        raise click.UsageError(f"--to names a deck, not a folder: try --to {visible(str(name))}")
    if target.suffix != ".md":
        raise click.UsageError(f"--to names a deck, whose file ends in .md: {visible(str(target))}")
    return target.resolve()


def _refuse_twice(decks: Sequence[Path]) -> None:
    twice = [deck for deck, number in Counter(decks).items() if number > 1]
    if twice:
        told = f"two of the files would become {visible(relative(twice[0]))}"
        raise click.ClickException(f"{told}\nbring them in one by one, with --to")


def _refuse_itself(files: Sequence[Path], decks: Sequence[Path]) -> None:
    """A deck that took the place of its own source would be all that is left of it."""
    sources = {file.resolve() for file in files}
    for deck in decks:
        if deck.resolve() in sources:
            told = f"{visible(relative(deck))} would be overwritten by what is made of it"
            raise click.ClickException(f"{told}\nname another deck with --to")
