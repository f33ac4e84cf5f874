"""A file is recognised for what it is, and notes for none of the formats of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.importers import IMPORTERS
from quizgen.importers.importer import File
from quizgen.importers.servant import recognised
from quizgen.importers.shared.text import start

HERE = Path(__file__).parent
TEXTS = ("gift", "aiken", "text2qti")
"""Formats of plain text, each of which may look like another, or like notes."""

SAMPLES = [path for name in TEXTS for path in sorted((HERE / "imports" / name).glob("*"))]
OURS = [
    ("gift", HERE / "golden/everything/gift/bank-gift.txt"),
    ("aiken", HERE / "golden/everything/aiken/bank-aiken.txt"),
]
OTHERS = sorted(
    path
    for folder in (
        "docs",
        "content",
        "tests/everything",
        "tests/golden",
        "tests/errors",
        "generator",
    )
    for suffix in ("md", "txt", "yaml", "xml", "csv", "json", "html", "py", "css", "js")
    for path in (HERE.parent / folder).rglob(f"*.{suffix}")
    if path not in {known for _, known in OURS}
)


def of(path: Path, data: bytes | None = None) -> str:
    """The name of the format for which a file is taken, "" for none."""
    found = recognised(File(path.name, path.read_bytes() if data is None else data))
    return found.name if found else ""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_are_recognised(path: Path) -> None:
    assert of(path) == path.parent.name


@pytest.mark.parametrize(("name", "path"), OURS, ids=TEXTS[:2])
def test_what_we_wrote_is_recognised(name: str, path: Path) -> None:
    assert of(path) == name


def test_nothing_else_is_taken_for_one_of_them() -> None:
    wrong = {}
    for path in OTHERS:
        file = File(path.name, path.read_bytes())
        names = [name for name in TEXTS if IMPORTERS[name].recognises(file)]
        if names:
            wrong[path.relative_to(HERE.parent).as_posix()] = names
    assert len(OTHERS) > 300
    assert not wrong


@pytest.mark.parametrize("name", TEXTS)
def test_each_is_recognised_by_one_importer_alone(name: str) -> None:
    for path in (HERE / "imports" / name).glob("*"):
        file = File(path.name, path.read_bytes())
        assert [each for each in TEXTS if IMPORTERS[each].recognises(file)] == [name]


NOTES = [
    "1. Buy milk\n* the fresh one\n* two bottles\n\n2. Call a friend\n- today\n",
    "# Week 5\n\n1. What is dropout?\n   A) a layer\n   B) a trick\n\nAnswer: B\n",
    "## Which? {#id .tag}\n\n- [x] one\n- [ ] two\n",
    "The set {1, 2} has two elements, and {T} has one.\n\nLet $w^{T}$ be a row.\n",
    "int main() {\n  return 0;\n}\n\nvoid f() {}\n",
    "a { color: red }\n\nb {=}\n\nc\n\nd\n",
    "Dear all,\n\nplease ANSWER: soon.\n\nA) is the first point\nB) is the second\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "Photosynthesis :: how plants make sugar\n\nOsmosis ::: water through a membrane\n",
    "\\section{One}\n\nText with \\emph{words} and $x_{=}$.\n\n\\begin{itemize}\n\\item a\n\\end{itemize}\n",
    "- one\n- two\n\n+ three\n\n= 5\n",
    "Title: A page\n\nText: about nothing\n",
    "GROUP work is fun.\n\n1. Meet\n2. Talk\n____\n",
    "Q: What is {{c1::Paris}}?\nA: The capital\n",
]


@pytest.mark.parametrize("text", NOTES)
def test_notes_are_none_of_them(text: str) -> None:
    file = File("notes.txt", text.encode())
    assert [name for name in TEXTS if IMPORTERS[name].recognises(file)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gift", "Who?{=me}"),
        ("gift", "::Q1:: Who {=me ~you"),
        ("gift", "// only this\nIt is so. {T}\n\nIt is not. {FALSE}\n"),
        ("gift", "How many?{#3}\n\nSay why.\n\nHow much? {#=3:1}\n"),
        ("gift", "$CATEGORY: a/b\n\nMatch. {=a -> b =c -> d}\n"),
        ("gift", "[markdown]Which *one*?\n{~a\n=b}\n"),
        ("aiken", "Who?\nA) me\nB) you\nANSWER: A"),
        ("aiken", "Who?\r\na. me\r\nb. you\r\nAnswer: a\r\n"),
        ("text2qti", "1. Who?\n*a) me\nb) you\n"),
        ("text2qti", "Quiz title: Us\n\n1.  Who?\n[*] me\n[ ] you\n"),
        ("text2qti", "% sums\n1.  2+3?\n=   5\n"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_small_files_are_recognised(name: str, text: str, encoding: str) -> None:
    assert of(Path("given.txt"), text.encode(encoding)) == name


def test_a_file_is_known_by_whole_characters() -> None:
    for before in ("", "a", "aa"):
        assert set(start(File("a.txt", (before + "é\n" * 200_000).encode()))) <= set("aé\n")
    assert start(File("a.txt", b"one\ntwo"), 3) == "one"
