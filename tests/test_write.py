"""Writing documents: whole sets, nothing foreign lost, nothing outside, no half files."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen import write
from quizgen.export.exporter import Document
from quizgen.write import LIST, RECORD, create, folders, write_all
from quizgen.write.filenames import unsafe


def documents(**files: str) -> list[Document]:
    """Documents by name; `__` stands for the dot of the suffix."""
    return [Document(name.replace("__", "."), text.encode()) for name, text in files.items()]


def content(folder: Path) -> dict[str, str]:
    """All files below a folder but the list of ours, by path."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in paths}


def refusal(output: Path, name: str, files: list[Document]) -> str:
    """The message with which writing is refused."""
    written, problems = write_all(output, name, files)
    assert written is None
    (problem,) = problems
    return f"{problem.place.path}: {problem.message}"


def test_writes_documents_into_the_folder_of_the_exam(tmp_path: Path) -> None:
    files = [Document("paper-A.pdf", b"A"), Document("pictures/one.png", b"1")]
    written, problems = write_all(tmp_path / "new" / "output", "week5", files)
    assert problems == ()
    assert written is not None
    assert [(file.path, file.size) for file in written.files] == [
        ("paper-A.pdf", 1),
        ("pictures/one.png", 1),
    ]
    folder = tmp_path / "new" / "output" / "week5"
    assert content(folder) == {"paper-A.pdf": "A", "pictures/one.png": "1"}
    assert [path.name for path in folder.parent.iterdir()] == ["week5"]


def test_list_of_files_can_be_checked_with_sha256sum(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(b__pdf="b", a__pdf="a"))
    expected = "".join(
        f"{hashlib.sha256(name[:1].encode()).hexdigest()}  {name}\n" for name in ("a.pdf", "b.pdf")
    )
    assert (tmp_path / "week5" / LIST).read_text() == expected


def test_files_of_another_draw_do_not_survive(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1", paper_C__pdf="old"))
    written, _ = write_all(tmp_path, "week5", documents(exam__json="2", paper_A__pdf="new"))
    assert written is not None
    assert written.removed == ("paper_C.pdf",)
    assert content(tmp_path / "week5") == {"exam.json": "2", "paper_A.pdf": "new"}


def test_files_of_the_same_exam_stay_with_another_format(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1", paper__pdf="p"))
    write_all(tmp_path, "week5", documents(exam__json="1", moodle__xml="m"))
    both = {"exam.json": "1", "moodle.xml": "m", "paper.pdf": "p"}
    assert content(tmp_path / "week5") == both
    written, _ = write_all(tmp_path, "week5", documents(exam__json="2"))
    assert written is not None
    assert written.removed == ("moodle.xml", "paper.pdf")


def test_changed_file_of_another_draw_stays_with_a_warning(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1", paper__pdf="p"))
    (tmp_path / "week5" / "paper.pdf").write_text("with notes")
    written, problems = write_all(tmp_path, "week5", documents(exam__json="2"))
    assert written is not None
    assert written.removed == ()
    assert [(problem.severity, Path(problem.place.path).name) for problem in problems] == [
        ("warning", "paper.pdf")
    ]
    assert content(tmp_path / "week5") == {"exam.json": "2", "paper.pdf": "with notes"}
    # It is foreign from now on.
    assert write_all(tmp_path, "week5", documents(exam__json="3"))[1] == ()
    assert "paper.pdf" in content(tmp_path / "week5")


def test_foreign_files_folders_and_links_survive(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1", old__pdf="p"))
    folder = tmp_path / "week5"
    (folder / "notes" / "empty").mkdir(parents=True)
    (folder / "notes" / "room.txt").write_text("room 7")
    (folder / "notes").chmod(0o750)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.txt").write_text("far")
    (folder / "link").symlink_to("../elsewhere")
    (folder / "dangling").symlink_to("nowhere")
    write_all(tmp_path, "week5", documents(exam__json="2"))
    assert content(folder) == {"exam.json": "2", "notes/room.txt": "room 7"}
    assert (folder / "notes" / "empty").is_dir()
    assert (folder / "notes").stat().st_mode & 0o777 == 0o750
    assert (folder / "link").readlink() == Path("../elsewhere")
    assert (folder / "dangling").readlink() == Path("nowhere")
    assert content(tmp_path / "elsewhere") == {"far.txt": "far"}


def test_foreign_files_are_copied_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write_all(tmp_path, "week5", documents(exam__json="1"))
    (tmp_path / "week5" / "notes.txt").write_text("mine")
    write_all(tmp_path, "week5", documents(exam__json="2"))
    assert content(tmp_path / "week5") == {"exam.json": "2", "notes.txt": "mine"}


def test_link_at_a_target_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("precious")
    folder = tmp_path / "output" / "week5"
    folder.mkdir(parents=True)
    (folder / "paper.pdf").symlink_to("../../precious.txt")
    write_all(tmp_path / "output", "week5", documents(paper__pdf="p"))
    assert not (folder / "paper.pdf").is_symlink()
    assert content(folder) == {"paper.pdf": "p"}
    assert (tmp_path / "precious.txt").read_text() == "precious"


def test_folder_that_is_a_link_or_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "file").write_text("mine")
    for name in ("linked", "file"):
        assert "this is something else" in refusal(tmp_path, name, documents(paper__pdf="p"))
    assert list((tmp_path / "real").iterdir()) == []
    assert (tmp_path / "file").read_text() == "mine"


def test_permissions_of_the_folder_stay(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(paper__pdf="p"))
    (tmp_path / "week5").chmod(0o700)
    write_all(tmp_path, "week5", documents(paper__pdf="q"))
    assert (tmp_path / "week5").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("old", [True, False])
def test_failure_of_a_document_leaves_all_as_it_was(tmp_path: Path, old: bool) -> None:
    if old:
        write_all(tmp_path, "week5", documents(exam__json="1", paper__pdf="p"))
    before = content(tmp_path)

    def failing() -> Iterator[Document]:
        yield Document("exam.json", b"2")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, "week5", failing())
    assert content(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == (["week5"] if old else [])


def test_failure_leaves_no_empty_folder_of_ours(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    for name in ("ours", "theirs"):
        refusal(tmp_path / name, "week5", [Document("..", b"")])
    assert [path.name for path in tmp_path.iterdir()] == ["theirs"]


def test_own_errors_of_documents_are_not_taken_for_ours(tmp_path: Path) -> None:
    def failing() -> Iterator[Document]:
        yield from ()
        raise OSError("not a matter of writing")

    with pytest.raises(OSError, match="not a matter of writing"):
        write_all(tmp_path, "week5", failing())


@pytest.mark.parametrize(
    ("code", "hint"), [(errno.ENOSPC, "make room"), (errno.EACCES, "--output"), (errno.EIO, "")]
)
def test_system_errors_are_problems_and_leave_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, hint: str
) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1"))

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    written, problems = write_all(tmp_path, "week5", documents(exam__json="2"))
    assert written is None
    assert problems[0].message == f"cannot be written: {os.strerror(code)}"
    assert problems[0].place.path.endswith("week5/exam.json")
    assert hint in problems[0].hint
    assert content(tmp_path) == {"week5/exam.json": "1"}


def test_write_protected_folder_of_an_exam_is_respected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1"))
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert "write-protected" in refusal(tmp_path, "week5", documents(exam__json="2"))
    assert content(tmp_path) == {"week5/exam.json": "1"}


def test_output_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    assert "cannot be written" in refusal(tmp_path / "output", "week5", documents(a__pdf="a"))


@pytest.mark.parametrize(
    "name",
    [
        *("", "..", ".", "a/../b", "/etc/x", "a//b", "a/", "con", "Aux.txt", "lpt1.pdf", "x/NUL"),
        *("a:b", "a\\b", "a*", "a\x1bb", "a\nb", "a\u202egpj", "tr. ", "dot.", "-rf", ".hidden"),
    ],
)
def test_unsafe_names_are_refused(tmp_path: Path, name: str) -> None:
    assert unsafe(name)
    assert "no file can have this name" in refusal(tmp_path, "week5", [Document(name, b"")])
    assert content(tmp_path) == {}
    assert "no file can have this name" in refusal(tmp_path, name or "..", [])


@pytest.mark.parametrize("name", ["paper-A.pdf", "Prüfung 1.pdf", "a/b/c.png", "試験.pdf", "conx"])
def test_ordinary_names_are_not_refused(tmp_path: Path, name: str) -> None:
    problems = write_all(tmp_path, "week5", [Document(name, b"x")])[1]
    assert problems == ()
    assert content(tmp_path / "week5") == {name: "x"}


def test_names_that_are_one_on_some_disks_are_refused(tmp_path: Path) -> None:
    two = [Document("Paper.pdf", b"1"), Document("paper.PDF", b"2")]
    assert "two files would have this name" in refusal(tmp_path, "week5", two)
    nested = [Document("a", b"1"), Document("a/b", b"2")]
    assert "cannot be written" in refusal(tmp_path, "week5", nested)


def test_two_at_once_are_refused(tmp_path: Path) -> None:
    def nested() -> Iterator[Document]:
        assert "another quizgen" in refusal(tmp_path, "week6", [])
        yield Document("exam.json", b"1")

    written, _ = write_all(tmp_path, "week5", nested())
    assert written is not None
    assert write_all(tmp_path, "week6", [])[0] is not None


def test_stray_folders_of_dead_runs_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".quizgen-new-week5").mkdir()
    (tmp_path / ".quizgen-new-week5" / "paper.pdf").write_text("half")
    (tmp_path / ".quizgen-new-file").write_text("half")
    write_all(tmp_path, "week6", documents(exam__json="1"))
    assert content(tmp_path) == {"week6/exam.json": "1"}


def test_folder_that_lost_its_name_gets_it_back(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1"))
    (tmp_path / "week5").rename(tmp_path / ".quizgen-old-week5")
    write_all(tmp_path, "week6", [])
    assert content(tmp_path) == {"week5/exam.json": "1"}


def test_without_an_exchange_in_one_step_the_result_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "exchange", lambda first, second: False)
    write_all(tmp_path, "week5", documents(exam__json="1", paper__pdf="p"))
    (tmp_path / "week5" / "notes.txt").write_text("mine")
    write_all(tmp_path, "week5", documents(exam__json="2"))
    assert content(tmp_path) == {"week5/exam.json": "2", "week5/notes.txt": "mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["week5"]


def test_stop_between_the_two_steps_of_a_swap_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, "week5", documents(exam__json="1"))
    rename = Path.rename

    def stopped(self: Path, target: Path) -> Path:
        if self.name.startswith(".quizgen-new-"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(write, "exchange", lambda first, second: False)
    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path, "week5", documents(exam__json="2"))
    assert content(tmp_path) == {"week5/exam.json": "1"}


@pytest.mark.skipif(sys.platform != "linux", reason="macOS and Windows have their own ways")
def test_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    assert folders.exchange(tmp_path / "a", tmp_path / "b")
    assert content(tmp_path) == {"a/b": "b", "b/a": "a"}
    assert not folders.exchange(tmp_path / "a", tmp_path / "missing")


WRITER = """
import sys
from pathlib import Path
from quizgen.export.exporter import Document
from quizgen.write import write_all
names = ["exam.json", *(f"paper-{i}.pdf" for i in range(6)), "key.pdf"]
for run in range(10_000):
    data = str(run).encode() * 20_000
    write_all(Path(sys.argv[1]), "week5", [Document(name, data) for name in names])
    print(run, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_killed_at_any_moment_papers_and_key_are_of_one_run(tmp_path: Path) -> None:
    write_all(tmp_path, "week5", [])
    (tmp_path / "week5" / "notes.txt").write_text("mine")
    for moment in range(10):
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdout.readline() == b"0\n"
            time.sleep(0.003 * moment)
            process.send_signal(signal.SIGKILL)
        found = content(tmp_path / "week5")
        assert found.pop("notes.txt") == "mine"
        assert len(found) == 8
        assert len(set(found.values())) == 1
    written, _ = write_all(tmp_path, "week5", documents(exam__json="end"))
    assert written is not None
    assert [path.name for path in tmp_path.iterdir()] == ["week5"]
    assert set(content(tmp_path / "week5")) == {"exam.json", "notes.txt"}


def test_create_makes_a_file_and_its_folders_once(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    create(path, b"first", 0o600)
    with pytest.raises(FileExistsError):
        create(path, b"second")
    assert path.read_bytes() == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["b.txt"]


def test_create_does_not_follow_links(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(FileExistsError):
        create(tmp_path / "link", b"x")
    assert not (tmp_path / "target").exists()


def test_record_is_the_document_that_grading_reads() -> None:
    assert RECORD == "exam.json"
