"""The secret: made once, read by its owner only, never guessed at when damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizgen.secret import LENGTH, project_secret, shared_secret


def path_of(root: Path) -> Path:
    """Where a project keeps its secret."""
    return root / ".quizgen" / "secret"


def test_secret_is_made_once_and_stays(tmp_path: Path) -> None:
    first, problems = project_secret(tmp_path)
    assert problems == ()
    assert first is not None
    assert len(first) == LENGTH == 16
    assert project_secret(tmp_path) == (first, ())
    assert path_of(tmp_path).read_text() == f"{first.hex()}\n"


def test_two_projects_have_two_secrets(tmp_path: Path) -> None:
    assert project_secret(tmp_path / "a")[0] != project_secret(tmp_path / "b")[0]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_owner_may_read_it_and_git_leaves_it_alone(tmp_path: Path) -> None:
    project_secret(tmp_path)
    assert path_of(tmp_path).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / ".quizgen" / ".gitignore").read_text() == "*\n"
    path_of(tmp_path).chmod(0o644)
    secret, problems = project_secret(tmp_path)
    assert secret is not None
    assert [problem.severity for problem in problems] == ["warning"]
    assert "chmod 600" in problems[0].hint


@pytest.mark.parametrize("damage", [b"", b"abc", b"0" * 31, b"0" * 33, b"x" * 32, b"\xff" * 32])
def test_damaged_secret_is_a_problem_and_stays_as_it_is(tmp_path: Path, damage: bytes) -> None:
    project_secret(tmp_path)
    path_of(tmp_path).write_bytes(damage)
    secret, problems = project_secret(tmp_path)
    assert secret is None
    assert "damaged" in problems[0].message
    assert "backup" in problems[0].hint
    assert damage == b"" or damage.decode("latin-1") not in str(problems)
    assert path_of(tmp_path).read_bytes() == damage


def test_secret_that_is_no_file_of_its_own_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "known").write_text("0" * 32)
    path_of(tmp_path).parent.mkdir()
    path_of(tmp_path).symlink_to(tmp_path / "known")
    assert project_secret(tmp_path)[0] is None
    path_of(tmp_path).unlink()
    path_of(tmp_path).mkdir()
    assert project_secret(tmp_path)[0] is None


def test_secret_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / ".quizgen").write_text("in the way")
    secret, problems = project_secret(tmp_path)
    assert secret is None
    assert "cannot be read or made" in problems[0].message


def test_copy_of_a_projects_secret_is_the_same_secret(tmp_path: Path) -> None:
    secret, _ = project_secret(tmp_path)
    assert shared_secret(path_of(tmp_path)) == (secret, ())


def test_any_long_text_is_a_secret_and_blanks_around_it_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "team.txt"
    path.write_text("correct horse battery staple")
    secret, problems = shared_secret(path)
    assert problems == ()
    assert secret is not None
    assert len(secret) == LENGTH
    path.write_text("correct horse battery staple\r\n")
    assert shared_secret(path) == (secret, ())
    path.write_text("Correct horse battery staple")
    assert shared_secret(path)[0] != secret


@pytest.mark.parametrize("data", [b"", b"short", b"  15 characters.  "])
def test_short_secret_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "team.txt"
    path.write_bytes(data)
    secret, problems = shared_secret(path)
    assert secret is None
    assert "too short" in problems[0].message


def test_missing_shared_secret_is_a_problem(tmp_path: Path) -> None:
    secret, problems = shared_secret(tmp_path / "none")
    assert secret is None
    assert "cannot be read" in problems[0].message
