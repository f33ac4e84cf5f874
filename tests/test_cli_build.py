"""quizgen build: which files it makes, and what it tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.document import Document, NotMade
from quizgen.export.exporter import Exporter
from quizgen.materials import Materials
from quizgen.model import NOWHERE, Exam, Place
from quizgen.problem import Problem
from quizgen.record import load

DECK = """\
## Which norm is a sum of absolute values? {#l1}

- [x] L1
- [ ] L2
- [ ] L∞

## Which norm has a round ball? {#l2}

- [ ] L1
- [x] L2
- [ ] L∞

## How many planets has the Sun? {#planets points=2}

Answer: 8
"""
EXAM = "title: A small test\nforms: 3\nseed: small\ncourse: Sums\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one deck and one exam; the present folder is there."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "deck.md").write_text(DECK, encoding="utf-8")
    (tmp_path / "week5.exam.yaml").write_text(EXAM, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments: str, code: int = 0) -> Result:
    """The outcome of a build as Moodle XML, which is the quickest format."""
    result = CliRunner().invoke(main, ["build", "--format", "moodle", *arguments])
    assert result.exit_code == code, result.output
    return result


def made(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def orders(folder: Path) -> list[list[tuple[str, tuple[int, ...]]]]:
    """For each form of a record, the questions and the order of their options."""
    exam = load((folder / "exam.json").read_text(encoding="utf-8"))
    return [[(asked.question.id, asked.order) for asked in form.questions] for form in exam.forms]


def test_each_exam_gets_a_folder_and_is_told_of(project: Path) -> None:
    (project / "short.exam.yaml").write_text("sections: [{questions: [l1]}]\n")
    out = build().stdout
    assert {path.name for path in (project / "output").iterdir()} == {"short", "week5"}
    assert "week5: A small test (3 forms, 3 questions, 4 points)\n" in out
    assert "short: short (1 form, 1 question, 1 point)\n" in out
    assert "  output/week5/exam.json" in out
    assert "  seed: small\n" in out
    assert out.count("how alike the forms are: ") == 1


def test_named_exams_alone_are_built(project: Path) -> None:
    (project / "short.exam.yaml").write_text("sections: [{questions: [l1]}]\n")
    build("short")
    assert [path.name for path in (project / "output").iterdir()] == ["short"]


def test_quiet_says_nothing(project: Path) -> None:
    assert build("--quiet").output == ""


def test_same_project_same_bytes_and_its_secret_counts(project: Path) -> None:
    build()
    first = made(project / "output")
    build("--output", "again")
    assert made(project / "again") == first
    secret = (project / ".quizgen" / "secret").read_bytes()
    assert secret.strip() not in b"".join(first.values())
    (project / ".quizgen" / "secret").unlink()
    build("--output", "anew")
    assert made(project / "anew") != first


def test_secret_file_seed_and_forms_replace_the_projects(project: Path) -> None:
    (project / "team").write_text("a secret of the whole team")
    options = ("--secret-file", "team", "--forms", "8")
    build(*options)
    assert not (project / ".quizgen").exists()
    first = orders(project / "output" / "week5")
    assert len(first) == 8
    build(*options, "--seed", "other")
    assert orders(project / "output" / "week5") != first
    build(*options, "--seed", "small")
    assert orders(project / "output" / "week5") == first


def test_roster_gives_a_paper_to_each_candidate(project: Path) -> None:
    (project / "students.csv").write_text("id,name\n0012,Ann\n12,Bob\n", encoding="utf-8")
    build("--roster", "students.csv")
    exam = load((project / "output" / "week5" / "exam.json").read_text(encoding="utf-8"))
    people = [(form.label, form.candidate and form.candidate.id) for form in exam.forms]
    assert people == [("001", "0012"), ("002", "12")]


def test_wrong_roster_is_shown_with_its_line(project: Path) -> None:
    (project / "students.csv").write_text("id,name\n1,Ann\n1,Bob\n", encoding="utf-8")
    result = build("--roster", "students.csv", code=1)
    assert "students.csv:3:" in result.stderr
    assert "1,Bob" in result.stderr
    assert not (project / "output").exists()


def test_only_some_forms_go_to_a_folder_of_their_own(project: Path) -> None:
    build()
    whole = made(project / "output")
    all_forms = orders(project / "output" / "week5")
    build("--only", "c", "--only", "A")
    assert orders(project / "output" / "week5-only-A-C") == [all_forms[0], all_forms[2]]
    assert {n: d for n, d in made(project / "output").items() if "only" not in n} == whole


def test_only_a_form_that_is_not_there_names_those_that_are(project: Path) -> None:
    assert "its forms are A, B, C" in build("--only", "D", code=2).stderr
    assert not (project / "output").exists()


def test_only_the_paper_of_one_candidate(project: Path) -> None:
    (project / "people.csv").write_text("id,name\n4711,Ada\n4712,Ben\n", encoding="utf-8")
    build("--roster", "people.csv", "--only", "4712")
    (folder,) = (project / "output").iterdir()
    assert folder.name == "week5-only-002" and "Ben" in (folder / "exam.json").read_text("utf-8")


def test_whose_paper_is_meant_must_be_clear(project: Path) -> None:
    (project / "people.csv").write_text("id,name\n002,Ada\n003,Ben\n", encoding="utf-8")
    said = build("--roster", "people.csv", "--only", "002", code=2).stderr
    assert "002 is the number of one paper and the id of another's candidate" in " ".join(
        said.split()
    )
    build("--roster", "people.csv", "--only", "003")


def test_bank_needs_no_exam_and_no_secret(project: Path) -> None:
    (project / "week5.exam.yaml").unlink()
    out = build("--bank").stdout
    assert out.startswith("bank: deck (3 questions, 4 points)\n")
    assert [path.name for path in (project / "output" / "bank").glob("[!.]*")] != []
    assert not (project / "output" / "bank" / "exam.json").exists()
    assert not (project / ".quizgen").exists()


def test_folder_with_a_deck_only_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "norms.md").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = build()
    assert result.stderr.startswith("note: without an exam file")
    assert (tmp_path / "output" / "norms" / "exam.json").exists()


def one_file_for_each_form(exam: Exam, materials: Materials) -> Iterator[Document]:
    """An exporter that is quick, and fails when the exam is called so."""
    for form in exam.forms:
        if exam.blueprint.title == "unprintable" and form.label == "B":
            raise NotMade((Problem(NOWHERE, "form B lost a picture"),))
        yield Document(f"form-{form.label}.txt", exam.blueprint.title.encode())


def objections(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """What that exporter cannot express."""
    problem = Problem(Place("content/deck.md", 1), "cannot be expressed")
    return (problem,) if exam.blueprint.title == "inexpressible" else ()


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> None:
    """That exporter in place of the one for Moodle."""
    exporter = Exporter("moodle", "", frozenset(), objections, one_file_for_each_form)
    monkeypatch.setattr("quizgen.export.EXPORTERS", {"moodle": exporter})


@pytest.mark.usefixtures("text")
def test_files_of_an_earlier_build_are_removed_and_named(project: Path) -> None:
    build()
    folder = project / "output" / "week5"
    (folder / "notes.txt").write_text("mine")
    out = build("--forms", "2").stdout
    assert "  removed output/week5/form-C.txt, which an earlier build had made\n" in out
    assert {name for name in made(folder) if not name.startswith(".")} == {
        *("exam.json", "form-A.txt", "form-B.txt", "notes.txt")
    }


@pytest.mark.usefixtures("text")
@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("unprintable", "error: form B lost a picture"),
        ("inexpressible", "content/deck.md:1:1: error: cannot be expressed"),
    ],
)
def test_problems_of_an_exporter_leave_everything_as_it_was(
    project: Path, title: str, message: str
) -> None:
    build()
    before = made(project / "output")
    (project / "week5.exam.yaml").write_text(EXAM.replace("A small test", title))
    assert message in build(code=1).stderr
    assert made(project / "output") == before


@pytest.mark.usefixtures("text")
def test_many_files_are_named_only_if_asked_for(project: Path) -> None:
    assert "form-Z.txt" not in build("--forms", "40").stdout
    assert "… and 17 more files; --verbose names them\n" in build("--forms", "40").stdout
    assert "form-Z.txt" in build("--forms", "40", "--verbose").stdout


@pytest.mark.parametrize("place", ["content/deck.md", "week5.exam.yaml"])
def test_any_error_keeps_everything_from_being_written(project: Path, place: str) -> None:
    build()
    before = made(project / "output")
    with (project / place).open("a", encoding="utf-8") as file:
        file.write("\n## Broken {colour=red}\n\ntext\n" if place.endswith(".md") else "formz: 3\n")
    result = build("--forms", "2", code=1)
    assert f"{place}:" in result.stderr
    assert made(project / "output") == before


def test_output_that_is_a_link_out_of_the_project_is_refused(project: Path) -> None:
    outside = project.parent / f"{project.name}-outside"
    outside.mkdir()
    (project / "output").symlink_to(outside)
    result = build(code=1)
    assert "link to somewhere outside" in result.stderr
    assert list(outside.iterdir()) == []
    build("--output", "output")
    assert (outside / "week5" / "exam.json").exists()


def test_failure_to_write_is_a_problem(project: Path) -> None:
    (project / "output").write_text("in the way")
    result = build(code=1)
    assert "output: error: cannot be written: " in result.stderr
    assert result.stdout == ""


def test_damaged_secret_stops_the_build(project: Path) -> None:
    build()
    (project / ".quizgen" / "secret").write_text("damaged")
    assert "the project's secret is damaged" in build("--output", "again", code=1).stderr
    assert not (project / "again").exists()


@pytest.mark.parametrize(
    ("section", "code"),
    [("{questions: [planets]}", 0), ("{select: {tag: sums}}", 0), ("{count: 1}", 1)],
)
def test_formulas_that_the_exam_may_ask_are_looked_at(
    project: Path, section: str, code: int
) -> None:
    broken = "\n## What is $\\frac{1}{$? {#broken .letters}\n\nAnswer: 1\n"
    deck = DECK.replace("{#planets", "{#planets .sums") + broken
    (project / "content" / "deck.md").write_text(deck, encoding="utf-8")
    (project / "week5.exam.yaml").write_text(f"title: Small\nsections: [{section}]\n", "utf-8")
    assert ("this formula is wrong" in build(code=code).stderr) == bool(code)
