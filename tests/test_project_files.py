"""A project's folder may hold anything: nothing outside is read, nothing odd is passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from quizgen.project import Project, load
from quizgen.read.discover import exam_name

DECK = "## What is a delta? {#delta}\n\nA fan of land at a river's mouth.\n"
SECRET = "SECRET words of somebody else"
PLACES = (
    "content/linked.md",
    "linked.exam.yaml",
    "style.css",
    "templates/paper/paper.css",
    "templates/paper/mine.html.j2",
    "fonts/mine.ttf",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project, with something beside it that is none of its business."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "project/content").mkdir(parents=True)
    (tmp_path / "project/content/deck.md").write_text(DECK)
    return tmp_path / "project"


def put(root: Path, name: str, make: Callable[[Path], None]) -> None:
    """Make something at that place of the project."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    make(root / name)


def told(project: Project, name: str) -> str:
    """What is said of the file; fails where nothing is."""
    found = [p for p in project.problems if name in p.place.path + p.message]
    assert found, project.problems
    assert all(SECRET not in problem.message for problem in found)
    return " ".join(problem.message for problem in found)


@pytest.mark.parametrize("name", PLACES)
def test_a_link_that_leaves_the_project_is_not_followed(root: Path, name: str) -> None:
    put(root, name, lambda path: path.symlink_to(root.parent / "secret.txt"))
    project = load(root)
    assert "outside the project" in told(project, name)
    assert SECRET not in str((project.theme, project.sources))


@pytest.mark.parametrize("name", PLACES)
def test_a_broken_link_is_not_passed_over(root: Path, name: str) -> None:
    put(root, name, lambda path: path.symlink_to(root / "nowhere"))
    assert told(load(root), name)


@pytest.mark.parametrize("name", PLACES)
def test_a_link_to_itself_is_not_passed_over(root: Path, name: str) -> None:
    put(root, name, lambda path: path.symlink_to(path.name))
    assert told(load(root), name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("name", PLACES)
def test_nobody_waits_for_a_pipe(root: Path, name: str) -> None:
    put(root, name, os.mkfifo)
    assert "no ordinary file" in told(load(root), name)


def test_a_style_sheet_that_is_a_folder_is_an_error(root: Path) -> None:
    (root / "style.css").mkdir()
    assert told(load(root), "style.css")


def test_the_hidden_folder_must_be_a_folder(root: Path) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / ".quizgen").symlink_to(root.parent / "elsewhere")
    assert "is a link" in told(load(root), ".quizgen")


@pytest.mark.parametrize(
    "pattern",
    ["../secret.txt", "/etc/hosts", "*/../../secret.txt", "a" * 5000, "**/**/*.md", "\\0"],
)
def test_what_an_exam_draws_from_lies_in_the_project(root: Path, pattern: str) -> None:
    (root / "exam.yaml").write_text(f'content: ["{pattern}"]\n')
    project = load(root)
    assert [p for p in project.problems if p.place.path == "exam.yaml"]
    assert not project.plans[0].bank.questions


def test_only_markdown_is_a_deck(root: Path) -> None:
    (root / ".quizgen").mkdir()
    (root / ".quizgen/secret").write_text(SECRET)
    (root / "exam.yaml").write_text("content: [.quizgen/secret]\n")
    assert "is no deck" in told(load(root), ".quizgen/secret")


def test_a_deck_that_is_named_in_two_ways_is_read_once(root: Path) -> None:
    (root / "exam.yaml").write_text("content: [content/deck.md, ./content/deck.md, content/*]\n")
    project = load(root)
    assert project.problems == ()
    assert len(project.plans[0].bank.questions) == 1


def test_pictures_in_instructions_are_pictures(root: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h8"/></svg>'
    )
    (root / "a.svg").write_text(drawing)
    (root / "exam.yaml").write_text(
        'instructions: "![a](a.svg)"\nsections:\n- {instructions: "![b](no.svg)"}\n'
    )
    project = load(root)
    assert len(project.bank.pictures) == 1
    assert [(p.place.line, p.message) for p in project.problems] == [
        (3, "the picture no.svg does not exist")
    ]


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
@pytest.mark.parametrize("name", [b"a\x1bb.md", b"a\nb.md", "a\u202eb.md".encode(), b"\xff.md"])
def test_names_must_be_text(root: Path, name: bytes) -> None:
    try:
        (root / "content" / os.fsdecode(name)).write_text(DECK)
    except OSError:
        pytest.skip("the disk refuses the name")
    assert "the name of this file holds U+" in told(load(root), os.fsdecode(name))


@pytest.mark.parametrize("names", [("final", "Final"), ("café", "cafe\u0301"), ("a b", "a-b")])
def test_exams_that_would_share_a_folder_are_refused(root: Path, names: tuple[str, str]) -> None:
    for name in names:
        (root / f"{name}.exam.yaml").write_text("title: Test\n")
    if len(list(root.glob("*.exam.yaml"))) == len(names):  # disks may be blind to case
        assert "the same folder" in told(load(root), "exam.yaml")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("week 5.exam.yaml", "week-5"),
        ("cafe\u0301.md", "café"),
        ("हिन्दी.md", "हिन्दी"),
        ("a\u202eb.md", "a-b"),
        ("-.-.md", "exam"),
        ("nul.exam.yaml", "nul-exam"),
    ],
)
def test_names_of_exams_are_names_of_folders_everywhere(name: str, expected: str) -> None:
    assert exam_name(name) == expected


def test_a_template_beside_its_folder_is_told_and_those_of_others_are_no_paper_s(
    root: Path,
) -> None:
    for name, source in (("identity.html.j2", "Name:"), ("docx/key.html.j2", "\u2612")):
        file = root / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    project = load(root)
    assert told(project, "templates/identity.html.j2") == "this is not used"
    assert len(project.problems) == 1 and "docx/key.html.j2" not in project.theme.templates
