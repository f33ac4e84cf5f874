"""The sample decks → docs/derived-examples.md: every question derived from them, with its card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.author import markdown
from quizgen.model import Choice, Markup, Matching, Numeric, Question, ShortAnswer
from quizgen.project import Project, load
from quizgen.read.question import Reading

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "derived-examples.md"
_HEAD = """\
# What is derived from the sample decks

All questions that are [derived](derived.md) from the plain cards of [content/](../content). The right
answer comes first, the wrong ones after it; a paper shuffles them. `make examples` writes this page anew.
"""


def page() -> str:
    """The text of the page."""
    return "\n".join((_HEAD, *_decks()))


def _decks() -> Iterator[str]:
    for path in sorted(ROOT.glob("content/*.md")):
        project = load(ROOT, [path.relative_to(ROOT).as_posix()])
        yield f"## {project.bank.decks[0].title}\n"
        for reading in project.readings:
            yield from _card(project, reading)


def _card(project: Project, reading: Reading) -> Iterator[str]:
    questions = project.derivation.questions.get(reading.card.id, ())
    if questions:
        front = _cell(reading.card.front)
        yield f"**{front}** (`{reading.card.id}`, line {reading.card.place.line})\n"
        yield "| kind | question | right | wrong |\n|---|---|---|---|"
        yield from map(_row, questions)
        yield ""


def _row(question: Question) -> str:
    right, wrong = _answers(question)
    return f"| {question.kind} | {_cell(question.stem)} | {right} | {wrong} |"


def _answers(question: Question) -> tuple[str, str]:
    if isinstance(question, Choice):
        rights = (_cell(option.text) for option in question.options if option.right)
        wrongs = (_cell(option.text) for option in question.options if not option.right)
        return "<br>".join(rights), "<br>".join(wrongs)
    if isinstance(question, Matching):
        pairs = (f"{_cell(pair.left)} → {_cell(pair.right)}" for pair in question.pairs)
        return "<br>".join(pairs), ""
    if isinstance(question, ShortAnswer):
        return "<br>".join(str(answer) for answer in question.answers), ""
    assert isinstance(question, Numeric)
    return f"{question.value} {question.unit}".rstrip(), ""


def _cell(markup: Markup) -> str:
    """A passage as the cell of a table: its blocks on one line."""
    blocks = markdown(markup).split("\n\n")
    return "<br>".join(" ".join(block.split()) for block in blocks).replace("|", r"\|")


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
