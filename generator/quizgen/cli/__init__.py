"""The command line: one module for each command; `main` runs them."""

from __future__ import annotations

import click

from quizgen import __version__
from quizgen.cli import options
from quizgen.cli.app import App
from quizgen.cli.build import build
from quizgen.cli.check import check
from quizgen.cli.completion import completion
from quizgen.cli.derive import derive
from quizgen.cli.importing import import_
from quizgen.cli.init import init
from quizgen.cli.list import list_questions
from quizgen.cli.stress import stress

__all__ = ["main"]


@click.group(
    cls=App,
    commands=[init, import_, check, list_questions, derive, stress, build, completion],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="quizgen %(version)s")
@options.project
def main() -> None:
    """Flashcards and questions in Markdown → printed exams and question banks.

    \b
    Examples:
      quizgen init biology       a small project to start from
      quizgen import old.xml     questions that you have, as a deck
      quizgen check              everything that is wrong, with file and line
      quizgen list               the questions that there are
      quizgen build              the exams, as PDF, into output/

    Each command explains itself with --help.
    """
