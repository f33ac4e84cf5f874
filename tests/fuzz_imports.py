"""The bytes of a file to import → AssertionError, or what was raised, where a promise is broken.

Each importer reads them in this process, where a search sees which code it reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from builders import PICTURE, in_memory
from sample_bank import MATERIALS, everything

from quizgen.export import EXPORTERS
from quizgen.importers import IMPORTERS
from quizgen.importers.apart import Reading
from quizgen.importers.beside import with_files
from quizgen.importers.deck.drafting import draft
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read
from quizgen.model import Picture
from quizgen.problem import show
from quizgen.read.deck import read_deck
from quizgen.read.pictures.formats import format_of
from quizgen.read.question import read_question
from quizgen.read.source import Source

SAMPLES = Path(__file__).parent / "imports"
NO_FILES = Path(__file__).parent / "imports" / "none"
"""A folder beside the file in which no picture lies."""

EXPORTED = {
    "qti12": ("canvas", "cartridge"),
    "qti": ("qti21", "qti30"),
    "table": ("csv",),
}
"""What we write that an importer of another name reads."""


def check_import(name: str) -> Callable[[bytes], None]:
    """The check of that importer."""

    def check(data: bytes) -> None:
        importer, file = IMPORTERS[name], File("given", data)
        importer.recognises(file)
        found = read(importer, file)
        assert found == read(importer, file), "read twice, and not the same"
        _check_problems(found)
        _check_deck(Reading(file, name, with_files(found, NO_FILES, "given")))

    return check


def _check_problems(found: Imported) -> None:
    for problem in found.problems:
        assert problem.message and problem.place.path == "given", problem
        assert problem.place.line >= 0, problem
    show(found.problems, {}).encode()


def _check_deck(reading: Reading) -> None:
    """The deck that is made of it has no errors, and as many questions as were told."""
    made = draft([reading], "deck", _unchecked)
    source = Source("deck.md", made.text)
    found = read_deck(source)
    lines = source.lines
    readings = [read_question(card, found.points, lines) for card in found.cards]
    problems = [*found.problems, *(problem for one in readings for problem in one.problems)]
    wrong = [problem for problem in problems if problem.severity == "error"]
    assert not wrong or not made.questions, wrong
    assert len([one for one in readings if one.question]) == len(made.questions)


def _unchecked(data: bytes) -> Picture:
    """Pictures have checks of their own."""
    return Picture("0" * 64, format_of(data), PICTURE.data, 1, 1)


RIVER = "Which of these rivers is the longest?"
MORE: Mapping[str, tuple[str, ...]] = {
    "rexams": (
        f"Question\n========\n{RIVER}\n\nAnswerlist\n----------\n* Danube\n* Rhine\n\nSolution\n"
        "========\nSee $x$.\n\nAnswerlist\n----------\n* Yes\n* No\n\nMeta-information\n"
        "================\nexname: river\nextype: schoice\nexsolution: 10\nexpoints: 2\n",
        f"Question\n========\n{RIVER} ##ANSWER1##, ##ANSWER2##\n\nAnswerlist\n----------\n* a\n* b\n* c\n\n"
        "Meta-information\n================\nexname: cloze\nextype: cloze\nexclozetype: num|mchoice\n"
        "exsolution: 3.5|10\nextol: 0.1|0\n",
        "\\begin{question}\nWhat is $2^3$?\n\\end{question}\n\\begin{solution}\n8\n\\end{solution}\n"
        "\\exname{power}\n\\extype{num}\n\\exsolution{8}\n\\extol{0.5}\n",
    ),
    "quizlet": ("Danube\tthe longest of them\nRhine\tit flows north\n", "a;b\nc;d\n"),
}
"""Whole files in notations that we do not write."""


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Whole files of the format: what we export, and the samples."""
    return tuple(_seeds(name))


def _seeds(name: str) -> Iterator[bytes]:
    for exporter in EXPORTED.get(name, (name,)):
        if exporter in EXPORTERS:
            for document in map(in_memory, EXPORTERS[exporter].export(everything(), MATERIALS)):
                yield document.data
    yield from (text.encode() for text in MORE.get(name, ()))
    for path in sorted((SAMPLES / name).rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def pieces(name: str) -> tuple[str, ...]:
    """Words of the samples: signs, tags, names."""
    found: dict[str, None] = {}
    for data in seeds(name):
        text = data.decode("utf-8", "replace")
        found |= dict.fromkeys(
            re.findall(r"</?[\w:-]{2,30}|[\w:-]{3,30}=\"|[^\w\s]{1,3}", text)[:400]
        )
    return tuple(found)
