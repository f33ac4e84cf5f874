"""`quizgen import`: what is the same for all formats."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pytest
from builders import PICTURE, bank, choice, in_memory, picture_node, short, text, truefalse
from click.testing import CliRunner, Result
from sample_bank import MATERIALS, everything

from quizgen.assemble import bank_exam
from quizgen.author import same
from quizgen.cli import main
from quizgen.export import EXPORTERS
from quizgen.importers import IMPORTERS, apart
from quizgen.importers.importer import File
from quizgen.importers.servant import read, recognised
from quizgen.model import Bank, Exam, Node, Picture, Question, ShortAnswer
from quizgen.project import Project, load
from quizgen.sandbox import (
    MEGABYTE,
    Allowance,
    Lost,
    NotStarted,
    Sandbox,
    SandboxFailure,
    TooGreedy,
    TooSlow,
)

LANDSCAPE = "landscape.json"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where we are."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def quizgen(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def as_json(exam: Exam) -> bytes:
    (document,) = map(in_memory, EXPORTERS["json"].export(exam, MATERIALS))
    return document.data


def put(*questions: Question, path: str = LANDSCAPE, pictures: tuple[Picture, ...] = ()) -> None:
    """A file with these questions."""
    known = {picture.key: picture for picture in (PICTURE, *pictures)}
    whole = Bank(questions, bank(*questions).decks, MappingProxyType(known))
    Path(path).write_bytes(as_json(bank_exam(whole, "Bank")))


def imported(path: str = "content/landscape.md") -> Project:
    found = load(Path.cwd(), [path])
    assert not [problem for problem in found.problems if problem.severity == "error"]
    return found


def test_a_whole_bank_comes_back(project: Path) -> None:
    exam = everything()
    Path(LANDSCAPE).write_bytes(as_json(exam))
    result = quizgen("import", LANDSCAPE)
    assert result.exit_code == 0, result.output
    assert f"wrote content/landscape.md: 18 questions from {LANDSCAPE} (json)" in result.stdout
    assert "4 choice, 2 gaps, 1 matching" in result.stdout
    assert "2 pictures in content/landscape-pictures/" in result.stdout
    found = {reading.card.id: reading.question for reading in imported().readings}
    paths = imported().picture_paths
    assert set(paths.values()) == {
        path.relative_to(project).as_posix() for path in project.rglob("*-pictures/*")
    }
    asked = [each.question for form in exam.forms for each in form.questions]
    assert len(asked) == len(found)
    for question in asked:
        other = found[question.id]
        assert other is not None
        assert same(other, question), question.id
        assert (other.topic, other.points) == (question.topic, question.points)


def test_nothing_is_overwritten_unless_it_is_said(project: Path) -> None:
    put(truefalse("t1"))
    assert quizgen("import", LANDSCAPE).exit_code == 0
    before = Path("content/landscape.md").read_text()
    put(truefalse("t2"))
    refused = quizgen("import", LANDSCAPE)
    assert refused.exit_code == 1
    assert "already there: content/landscape.md" in refused.stderr
    assert Path("content/landscape.md").read_text() == before
    assert quizgen("import", LANDSCAPE, "--force").exit_code == 0
    assert "t2" in Path("content/landscape.md").read_text()


def test_a_deck_does_not_overwrite_its_own_source(project: Path) -> None:
    Path("content").mkdir()
    Path("content/a.md").write_text("## One?\n\nTwo.\n")
    for words in (("content/a.md",), ("content/a.md", "--to", "content/../content/a.md")):
        result = quizgen("import", *words, "--force")
        assert result.exit_code == 1
        assert "content/a.md would be overwritten by what is made of it" in result.stderr
    assert Path("content/a.md").read_text() == "## One?\n\nTwo.\n"


def test_a_picture_of_another_is_not_overwritten(project: Path) -> None:
    put(truefalse("t1", stem=text("A dot?", picture_node())))
    folder = project / "content" / "landscape-pictures"
    folder.mkdir(parents=True)
    theirs = folder / PICTURE.name
    theirs.write_bytes(b"mine")
    refused = quizgen("import", LANDSCAPE)
    assert refused.exit_code == 1
    assert f"already there: content/landscape-pictures/{PICTURE.name}" in refused.stderr
    assert theirs.read_bytes() == b"mine"
    assert not (project / "content" / "landscape.md").exists()
    theirs.unlink()
    assert quizgen("import", LANDSCAPE).exit_code == 0
    (project / "content" / "landscape.md").unlink()
    assert quizgen("import", LANDSCAPE).exit_code == 0, "the same picture may be there"


def test_several_files_become_one_deck(project: Path) -> None:
    one, two = truefalse("one", stem=text("Is one odd?")), truefalse("two", stem=text("Is 2?"))
    put(one, path="a.json")
    put(two, replace(one), path="b.json")
    put(replace(one, stem=text("Is one even?")), path="c.json")
    result = quizgen("import", "a.json", "b.json", "c.json", "--to", "content/all.md")
    assert result.exit_code == 0, result.output
    assert "3 questions from a.json (json), b.json (json), c.json (json)" in result.stdout
    assert "'Is one odd?' is there twice, and is left out once" in result.stderr
    assert "its name 'one' is taken" in result.stderr
    fronts = [reading.card.front for reading in imported("content/all.md").readings]
    assert len(fronts) == 3


def test_each_file_becomes_a_deck_of_its_own(project: Path) -> None:
    put(truefalse("one"), path="a.json")
    put(truefalse("two"), path="b b.json")
    result = quizgen("import", "a.json", "b b.json")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in Path("content").iterdir()) == ["a.md", "b-b.md"]


def test_two_files_that_would_become_one_deck_are_refused(project: Path) -> None:
    Path("x").mkdir()
    for path in ("a.json", "x/a.json"):
        put(truefalse("one"), path=path)
    result = quizgen("import", "a.json", "x/a.json")
    assert result.exit_code == 1
    assert "two of the files would become content/a.md" in result.stderr
    assert not Path("content").exists()


def test_questions_of_one_wording_both_stay(project: Path) -> None:
    first = choice("", stem=text("Which one?"))
    second = replace(first, options=tuple(reversed(first.options)))
    put(replace(first, id="1"), replace(second, id="2"))
    assert quizgen("import", LANDSCAPE).exit_code == 0
    assert len(imported().bank.questions) == 2


def test_what_no_card_can_say_stays_as_a_note(project: Path) -> None:
    odd = ShortAnswer(
        id="odd",
        stem=(Node("code_block", "print(1)\n"), *text("What is printed?")),
        answers=short("x").answers,
        points=Decimal(1),
    )
    put(truefalse("t1"), odd)
    result = quizgen("import", LANDSCAPE)
    assert result.exit_code == 0, result.output
    assert "1 question from" in result.stdout
    assert "1 note kept in it" in result.stdout
    assert "kept as a note, for no card can say it" in result.stderr
    deck = Path("content/landscape.md").read_text()
    assert "```note\n" in deck
    assert "What is printed?" in deck
    assert "print(1)" in deck
    assert [reading.card.id for reading in imported().readings] == ["t1"]
    assert not imported().problems


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "la la la")
    return made.getvalue()


def broken_picture() -> tuple[Question, Picture]:
    """A question that shows a picture which is damaged."""
    data = PICTURE.data[:-20]
    picture = Picture(sha256(data).hexdigest(), "image/png", data, 1, 1)
    image = Node("image", attributes=(("alt", "a dot"), ("picture", picture.key)))
    return truefalse("broken", stem=text("Is this a dot?", image)), picture


def test_a_broken_question_stops_the_import(project: Path) -> None:
    question, picture = broken_picture()
    put(truefalse("t1"), question, pictures=(picture,))
    result = quizgen("import", LANDSCAPE)
    assert result.exit_code == 1
    assert f"error: the picture {picture.name} " in result.stderr
    assert "nothing was written: 1 error in 1 file" in result.stderr
    assert "--keep-going brings in the 1 question that can be read" in result.stderr
    assert not Path("content").exists()


def test_a_file_of_which_nothing_is_left_but_notes_makes_no_deck(project: Path) -> None:
    question, picture = broken_picture()
    put(question, pictures=(picture,))
    result = quizgen("import", LANDSCAPE, "--keep-going")
    assert result.exit_code == 1
    assert "there is no question that a deck could hold" in result.stderr
    assert not Path("content").exists()


def test_keep_going_brings_in_the_rest(project: Path) -> None:
    question, picture = broken_picture()
    put(truefalse("t1"), question, pictures=(picture,))
    result = quizgen("import", LANDSCAPE, "--keep-going")
    assert result.exit_code == 0, result.output
    assert f"error: the picture {picture.name} " in result.stderr
    assert "1 error in 1 file: see above" in result.stdout
    assert "Is this a dot?" in Path("content/landscape.md").read_text()
    assert [reading.card.id for reading in imported().readings] == ["t1"]
    assert not list(Path("content").glob("*-pictures"))


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "this file is empty", "export it again"),
        (b"%PDF-1.7 ...", "this is a PDF, which cannot be imported", "paste it into a text file"),
        (b"PK\x03\x04 word/document.xml", "this is a Word document", "paste it into a text file"),
        (b"\x89PNG\r\n\x1a\n...", "this is a picture", "type its questions into a text file"),
        (b"PK\x03\x04...", "this file cannot be imported: it is a damaged zip", "export it again"),
        (zipped("song.mp3"), "this is a zip file without questions", "known are: "),
        (b"<?xml version='1.0'?><song/>", "this is XML of a format that is not known", "known"),
        (b"<!DOCTYPE html><HTML>", "this is a web page", "paste it into a text file"),
        (b"\x00\x01\x02\x03", "what is this file?", "known are: "),
    ],
)
def test_unknown_files_are_told_with_what_to_do(
    project: Path, data: bytes, message: str, hint: str
) -> None:
    Path("what").write_bytes(data)
    result = quizgen("import", "what")
    assert result.exit_code == 1
    assert f"what: error: {message}" in result.stderr
    assert hint in result.stderr
    assert not Path("content").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("gone.xml",), "does not exist"),
        (("--to", "content", LANDSCAPE), "--to names a deck, not a folder"),
        (("--to", "content/x.txt", LANDSCAPE), "--to names a deck, whose file ends in .md"),
        (("--format", "word", LANDSCAPE), "'word' is none of: "),
        (("--language", "in German", LANDSCAPE), "'in German' is no language"),
        ((), "Missing argument"),
    ],
)
def test_wrong_usage_is_explained(project: Path, words: tuple[str, ...], message: str) -> None:
    put(truefalse("t1"))
    Path("content").mkdir()
    result = quizgen("import", *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not list(Path("content").iterdir())


def test_a_language_may_be_given(project: Path) -> None:
    put(truefalse("t1"))
    assert quizgen("import", LANDSCAPE, "--language", "de").exit_code == 0
    assert {question.language for question in imported().bank.questions} == {"de"}
    assert "language: de\n" in Path("content/landscape.md").read_text()


def test_a_deck_has_the_language_of_most_questions_and_tells_of_others(project: Path) -> None:
    german = [truefalse(f"t{n}", stem=text(f"Ist {n} groß?"), language="de") for n in range(2)]
    put(*german, truefalse("f", stem=text("Est-ce vrai ?"), language="fr"))
    result = quizgen("import", LANDSCAPE)
    assert result.exit_code == 0, result.output
    assert "this question is in the language 'fr'" in result.stderr
    assert "language: de\n" in Path("content/landscape.md").read_text()


def test_characters_that_no_exam_can_hold_are_left_out(project: Path) -> None:
    put(truefalse("t1", stem=text("Is th\u202eis\ue000 so?")))
    result = quizgen("import", LANDSCAPE)
    assert result.exit_code == 0, result.output
    assert "characters are left out: U+" in result.stderr
    assert "Is this so?" in Path("content/landscape.md").read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nobody_waits_for_a_pipe(project: Path) -> None:
    os.mkfifo("pipe")
    result = quizgen("import", "pipe")
    assert result.exit_code in (1, 2)
    assert "cannot be read: it is no ordinary file" in result.stderr


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (NotStarted("no process"), "no process could be started to read it: no process"),
        (TooSlow(), "this file takes too long to read"),
        (TooGreedy(), "this file takes too much memory to read"),
        (Lost(), "this file ended the program that read it"),
    ],
)
def test_limits_are_told_as_problems(failure: SandboxFailure, message: str) -> None:
    class Failing(Sandbox):
        def call(self, *arguments: object) -> None:
            raise failure

    sandbox = Failing(apart.ALLOWANCE, apart.SERVANT)
    (problem,) = apart.read(File("a.json", b"{}"), sandbox=sandbox).imported.problems
    assert message in problem.message


def test_a_process_that_gets_no_memory_is_told() -> None:
    sandbox = Sandbox(Allowance(seconds=60, memory=1 * MEGABYTE), apart.SERVANT)
    (problem,) = apart.read(File("a.json", b"{}"), sandbox=sandbox).imported.problems
    assert "no process could be started" in problem.message


def test_every_importer_refuses_nonsense_without_an_exception() -> None:
    for importer in IMPORTERS.values():
        for data in (b"", b"\xff\xfe\x00", b"<", b"{", b"PK\x03\x04", b"\x00" * 100, b"x" * 100):
            found = read(importer, File("x", data))
            assert found.problems or found.entries or importer.name == "notes", importer.name


def test_own_files_are_recognised_for_what_they_are() -> None:
    exam = everything()
    for importer in IMPORTERS.values():
        if importer.name not in EXPORTERS:
            continue
        for document in map(in_memory, EXPORTERS[importer.name].export(exam, MATERIALS)):
            found = recognised(File("x", document.data))
            assert found is not None
            assert found.name == importer.name
