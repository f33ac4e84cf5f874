"""quizgen build: the exams (or the whole bank) as files in the output folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from quizgen.cli import options
from quizgen.cli.making import Request, make
from quizgen.cli.session import Session
from quizgen.materials import MEMORY, SECONDS

_ALONE = {"bank": ("forms", "roster", "seed", "secret_file", "labels"), "roster": ("forms",)}
"""Options that forbid others."""


@click.command(short_help="Make the exams: papers, keys, files to upload.")
@options.project
@options.targets("[EXAM]...")
@options.formats(("pdf",), help="What to make; pdf, if nothing is said. Repeat it for several.")
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to; else output/ in the project. Each exam gets a folder of its own there.",
)
@click.option("--seed", metavar="TEXT", help="Draw anew, with this instead of the exam's seed.")
@click.option(
    "--forms", type=click.IntRange(1, 1000), metavar="N", help="So many versions: A, B, C …"
)
@click.option(
    "--roster",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="One paper for each candidate of this CSV file.",
)
@click.option(
    "--secret-file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Draw from this secret, not from the project's own.",
)
@click.option(
    "--only",
    "labels",
    multiple=True,
    metavar="FORM",
    help="This form alone, such as A, or that of the candidate with this id. Repeat it for several.",
)
@click.option(
    "--papers",
    type=click.Choice(("each", "together", "both")),
    default="each",
    help="A PDF file for each paper, one with all of them for the print shop, or both.",
)
@click.option(
    "--one-sided",
    is_flag=True,
    help="In the file with all papers no blank pages, which printing on both sides needs.",
)
@click.option("--no-guide", is_flag=True, help="No marking guide, which takes longest.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="Let a dask.distributed cluster make the papers, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--proofread",
    is_flag=True,
    help="Read every paper and key back as a whole, not only some: 0.2 seconds for each.",
)
@click.option(
    "--time-limit",
    type=click.IntRange(min=1),
    default=SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="So long at most for laying out a document, and a second for each question.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=64),
    default=MEMORY,
    show_default=True,
    metavar="MIB",
    help="So much memory at most for laying out documents.",
)
@click.option("--bank", is_flag=True, help="All questions as one bank instead of exams.")
@options.strict
@options.quiet
@options.verbose
@options.pass_session
def build(session: Session, /, **values: Any) -> None:
    """Make the exams: EXAM is an exam's name or file, or a deck; without, all exams of the project.

    Papers and keys of an exam are always of one run: they are replaced together, or not at all.

    \b
    Examples:
      quizgen build
      quizgen build week5 --format pdf --format moodle
      quizgen build week5 --roster students.csv --output print
      quizgen build content/deck.md --forms 2
      quizgen build --bank --format moodle
    """
    _refuse_contradictions(values)
    make(session, Request(**values))


def _refuse_contradictions(values: dict[str, Any]) -> None:
    for option, others in _ALONE.items():
        for other in others:
            if values[option] and values[other]:
                names = {"labels": "only"}
                spelt = names.get(other, other).replace("_", "-")
                raise click.UsageError(f"--{option} and --{spelt} contradict each other")
    papers = [exporter.name for exporter in values["formats"] if exporter.papers]
    if values["bank"] and papers:
        known = options.exporters().values()
        possible = ", ".join(exporter.name for exporter in known if not exporter.papers)
        raise click.UsageError(
            "a bank has no papers, which would show everything as you wrote it: "
            f"instead of {papers[0]} name one of these with --format: {possible}"
        )
