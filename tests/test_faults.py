"""Killed, full, in the way: whatever happens, files are whole and of one run, and the next run works."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import faults
import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.record import load
from quizgen.write import LIST

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL, locks and limits of POSIX")

PRINT = ("build", "--quiet", "--format", "pdf", "--format", "moodle", "--papers", "both")
QUICK = (*PRINT, "--no-guide")
DECK = """\
## Which norm is a sum of absolute values, $|x|_1$? {#l1}

- [x] L1
- [ ] L2
- [ ] L∞

## How many planets has the Sun? {#planets}

Answer: 8

Traction :: boulders and large stones roll along the bed

Suspension :: fine silt and clay float within the water
"""
MANY = 20
"""Points at which a fault is made, spread over all changes of the disk."""

DISK = faults.Disk()


def made(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def strays(project: Path) -> list[Path]:
    """What is there for a while only, in the project and in its folder for temporary files."""
    names = [*project.rglob(".quizgen-tmp-*"), *project.rglob(".quizgen-new-*")]
    names += [*project.rglob(".quizgen-old-*"), *project.rglob("*.tmp")]
    return [*names, *temporary(project).iterdir()]


def temporary(project: Path) -> Path:
    """The folder for temporary files of runs in a process of their own."""
    folder = project.with_name(f"{project.name}-tmp")
    folder.mkdir(exist_ok=True)
    return folder


def assert_of_one_run(output: Path) -> None:
    """Every folder of an exam holds the files of its list, to the byte, and all of the same draw."""
    for folder in output.glob("[!.]*"):
        listed = (folder / LIST).read_text().splitlines()
        files = made(folder)
        del files[LIST]
        assert listed == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in files]
        load(files["exam.json"].decode())


def started(project: Path, blow: str, first: int, *arguments: str) -> subprocess.Popen[str]:
    """A quizgen in a process of its own, struck at its `first` change of the disk."""
    ours = {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary(project))}
    return subprocess.Popen(
        [sys.executable, "-P", faults.__file__, blow, str(first), *arguments],
        cwd=project,
        env={**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )


def struck(project: Path, blow: str, first: int, *arguments: str) -> tuple[int, str]:
    """The exit code of such a run, and what it said."""
    with started(project, blow, first, *arguments) as process:
        _, said = process.communicate(timeout=100)
    assert "Traceback" not in said
    assert "bug in quizgen" not in said
    return process.returncode, said


def run(*arguments: str, code: int = 0) -> Result:
    """A run in this process."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


def kept_record(project: Path) -> bool:
    """Whether there is a copy of the record of the output."""
    record = (project / "output" / "exam" / "exam.json").read_bytes()
    copies = (project / ".quizgen" / "records").iterdir()
    return record in [path.read_bytes() for path in copies]


def points(changes: int) -> list[int]:
    """Some of so many changes, from the first to the last."""
    return sorted({1 + round(i * (changes - 1) / (MANY - 1)) for i in range(MANY)})


class World:
    """A project with an earlier build, and what the next build makes of it if nothing happens."""

    def __init__(self, folder: Path) -> None:
        self.base = folder / "base"
        (self.base / "content").mkdir(parents=True)
        (self.base / "content" / "deck.md").write_text(DECK, encoding="utf-8")
        (self.base / "exam.yaml").write_text("title: Norms\nforms: 2\n", encoding="utf-8")
        for _ in range(2):  # the first run makes the folder in which the second keeps formulas
            self._run(self.base, "--seed", "old")
        self.old = made(self.base / "output")
        undisturbed = self.copy(folder / "undisturbed")
        self.changes = self._run(undisturbed, "--seed", "new")
        self.new = made(undisturbed / "output")
        assert self.new != self.old and strays(undisturbed) == []

    def _run(self, project: Path, *arguments: str) -> int:
        code, said = struck(project, "kill", 0, *QUICK, *arguments)
        assert code == 0, said
        return int(said.split()[-1])

    def copy(self, project: Path) -> Path:
        """The project once more."""
        shutil.copytree(self.base, project)
        return project

    def assert_whole(self, project: Path) -> None:
        """What is in the output folder is the earlier build or the new one."""
        assert_of_one_run(project / "output")
        found = made(project / "output")
        if "exam/marking-guide.pdf" in found:
            del found["exam/marking-guide.pdf"], found[f"exam/{LIST}"]
            assert found.items() <= self.new.items()
        else:
            assert {k: v for k, v in found.items() if k[0] != "."} in (self.old, self.new)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """It is made once: that takes two builds."""
    return World(tmp_path_factory.mktemp("faults"))


def waited_for(condition: Callable[[], bool]) -> bool:
    """Whether it comes true within the time that a worker may take to see that nobody is there."""
    end = time.monotonic() + 20
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


# Killed


@pytest.mark.parametrize("part", range(4))
def test_killed_at_any_change_of_the_disk(world: World, tmp_path: Path, part: int) -> None:
    project = world.copy(tmp_path / "project")
    for point in points(world.changes)[part::4]:
        code, said = struck(project, "kill", point, *QUICK, "--seed", "new")
        assert code == -signal.SIGKILL, said
        world.assert_whole(project)
    assert_next_build_is_as_if_nothing_had_happened(world, project)


def test_killed_while_everything_is_laid_out_anew(world: World, tmp_path: Path) -> None:
    project = world.copy(tmp_path / "project")
    for point in (24, 40):
        shutil.rmtree(project / ".quizgen" / "cache", ignore_errors=True)
        code, said = struck(project, "kill", point, *PRINT, "--seed", "new")
        assert code == -signal.SIGKILL, said
        world.assert_whole(project)
    assert_next_build_is_as_if_nothing_had_happened(world, project)


def assert_next_build_is_as_if_nothing_had_happened(world: World, project: Path) -> None:
    code, said = struck(project, "kill", 0, *QUICK, "--seed", "new")
    assert code == 0, said
    assert made(project / "output") == world.new
    assert waited_for(lambda: strays(project) == []), strays(project)
    for path in (project / ".quizgen" / "records").iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] in path.name


@pytest.mark.parametrize(
    ("command", "name"),
    [("init", "exam.yaml"), ("derive", "content/deck-derived.md")],
)
def test_killed_while_a_single_file_is_made(tmp_path: Path, command: str, name: str) -> None:
    whole: set[bytes] = set()
    for point in range(2, 26, 5):
        project = tmp_path / f"{point}"
        project.mkdir()
        if command == "derive":
            (project / "deck.md").write_text(DECK, encoding="utf-8")
            (project / "content").mkdir()
            (project / "deck.md").rename(project / "content" / "deck.md")
        code, _ = struck(project, "kill", point, command)
        whole |= {(project / name).read_bytes()} if (project / name).exists() else set()
        if code == 0:
            break
        if not (project / name).exists():
            again, said = struck(project, "kill", 0, command)
            # Where init made the deck, it is a project, and stays as it is.
            assert again == 0 or "already there: content/deck.md" in said
            assert again or strays(project) == []
    assert len(whole) == 1


# A full disk


@pytest.mark.parametrize("part", range(4))
def test_full_disk_at_any_change(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    project = world.copy(tmp_path / "project")
    monkeypatch.chdir(project)
    for point in points(world.changes)[part::4]:
        with DISK.struck(point, faults.full):
            result = CliRunner().invoke(main, [*QUICK, "--seed", "new"])
        world.assert_whole(project)
        if result.exit_code == 0:
            # All files are there; at the worst, no copy of the record could be kept.
            assert "hint: keep exam.json" in result.stderr or kept_record(project)
        else:
            assert "No space left on device" in result.stderr, point
            assert "hint: make room" in result.stderr, point
    assert_next_build_is_as_if_nothing_had_happened(world, project)


def test_full_disk_while_everything_is_made_for_the_first_time(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for point in (1, 6, 11, 17, 22):
        project = world.copy(tmp_path / f"{point}")
        monkeypatch.chdir(project)
        shutil.rmtree(project / "output")
        shutil.rmtree(project / ".quizgen")
        with DISK.struck(point, faults.full):
            result = run(*QUICK, code=1)
        assert "No space left on device" in result.stderr, point
        assert "hint: make room" in result.stderr, point
        assert not (project / "output").exists()
        assert not list(project.rglob(".quizgen-tmp-*"))


@pytest.mark.parametrize("limit", [0, 100, 20_000])
def test_no_file_may_be_longer_than_so_many_bytes(world: World, tmp_path: Path, limit: int) -> None:
    """As on a full disk, but told by the system, and to the process that lays out as well."""
    project = world.copy(tmp_path / "project")
    shutil.rmtree(project / ".quizgen" / "cache")
    code, said = struck(project, f"limit-{limit}", 0, *PRINT, "--seed", "new")
    assert code == 1
    assert "a temporary file cannot be written: " in said
    where = temporary(project) if limit else "the folder for temporary files"
    assert f"hint: make room in {where}, or let TMPDIR name another folder" in said
    assert made(project / "output") == made(world.base / "output")
    assert strays(project) == []


# Stopped


@pytest.mark.parametrize("blow", ["interrupt", "terminate"])
def test_stopped_at_any_change(world: World, tmp_path: Path, blow: str) -> None:
    project = world.copy(tmp_path / "project")
    number = {"interrupt": 2, "terminate": 15}[blow]
    for point in points(world.changes)[number % 3 :: 4]:
        code, said = struck(project, blow, point, *QUICK, "--seed", "new")
        assert code == 128 + number, (point, said)
        assert "quizgen: stopped; nothing was left half done" in said
        assert "Exception ignored" not in said
        world.assert_whole(project)
        assert strays(project) == []


@pytest.mark.parametrize(
    "module", ["quizgen.cli", "click", "quizgen.problem", "quizgen.cli.stress"]
)
def test_stopped_while_it_is_still_loading(module: str) -> None:
    blow = f"if event == 'import' and arguments[0] == {module!r}: os.kill(os.getpid(), 2)"
    program = f"""import os, sys
from quizgen.start import main
def strike(event, arguments):
    {blow}
sys.addaudithook(strike)
main()"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "quizgen: stopped; nothing was left half done\n"


# In the way


def test_of_builds_that_begin_at_once_one_is_refused(world: World, tmp_path: Path) -> None:
    project = world.copy(tmp_path / "project")
    shutil.rmtree(project / ".quizgen" / "cache")
    for _ in range(3):
        both = [started(project, "kill", 0, *QUICK, "--seed", "new") for _ in range(2)]
        said = [each.communicate(timeout=100)[1] for each in both]
        codes = [each.returncode for each in both]
        assert sorted(codes) in ([0, 1], [0, 0]), said  # the one may have been done in time
        refused = [text for text, code in zip(said, codes, strict=True) if code]
        assert all("another quizgen is writing here at this moment" in text for text in refused)
        assert made(project / "output") == world.new
        assert strays(project) == []


def test_builds_into_two_folders_do_not_mind_each_other(world: World, tmp_path: Path) -> None:
    project = world.copy(tmp_path / "project")
    shutil.rmtree(project / ".quizgen" / "cache")
    folders = ["output", "other"]
    both = [started(project, "kill", 0, *QUICK, "--seed", "new", "-o", name) for name in folders]
    said = [each.communicate(timeout=100)[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert [made(project / name) for name in folders] == [world.new, world.new]
    assert kept_record(project)
    assert strays(project) == []


def test_second_build_is_refused_until_the_first_is_done(world: World, tmp_path: Path) -> None:
    project = world.copy(tmp_path / "project")
    shutil.rmtree(project / ".quizgen" / "cache")
    staged = project / "output" / ".quizgen-new-exam"
    with started(project, "kill", 0, *QUICK, "--seed", "new") as first:
        assert waited_for(staged.exists)
        code, said = struck(project, "kill", 0, *QUICK, "--seed", "other")
        assert first.poll() is None, "it was over before the second began"
        first.communicate(timeout=100)
    assert (code, first.returncode) == (1, 0)
    assert "another quizgen is writing here at this moment" in said
    assert "hint: wait for it, then run this again" in said
    assert made(project / "output") == world.new


@pytest.mark.parametrize("lost", ["output", "output/.quizgen-new-exam", "papers.pdf"])
def test_what_somebody_removes_while_it_is_written_is_missed(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    project = world.copy(tmp_path / "project")
    monkeypatch.chdir(project)
    staged = project / "output" / ".quizgen-new-exam"
    removed: list[object] = []

    def remove(event: str, path: object) -> None:
        if (staged / "paper-A.pdf").exists() and not removed:
            removed.append(path)
            if lost == "papers.pdf":
                (staged / lost).unlink()
            else:
                shutil.rmtree(project / lost)

    with DISK.struck(1, remove):
        result = run(*QUICK, "--seed", "new", code=1)
    assert removed
    assert "cannot be written" in result.stderr or "removed or changed by another" in result.stderr
    assert lost == "output" or made(project / "output") == made(world.base / "output")
    run(*QUICK, "--seed", "new")
    assert made(project / "output") == world.new


def test_write_protected_output_is_told(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = world.copy(tmp_path / "project")
    monkeypatch.chdir(project)

    def protect(event: str, path: object) -> None:
        if str(path).startswith("output"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)

    with DISK.struck(1, protect):
        result = run(*QUICK, "--seed", "new", code=1)
    assert result.stderr.startswith("output/exam: error: cannot be written: Read-only file system")
    assert "hint: choose another folder with --output" in result.stderr
    assert made(project / "output") == made(world.base / "output")


def test_output_files_that_somebody_reads_or_locks_are_no_hindrance(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    project = world.copy(tmp_path / "project")
    monkeypatch.chdir(project)
    with (project / "output" / "exam" / "key.pdf").open("rb") as reader:
        fcntl.flock(reader, fcntl.LOCK_EX)
        run(*QUICK, "--seed", "new")
        assert reader.read() == world.old["exam/key.pdf"]
    assert made(project / "output") == world.new


def test_a_build_whose_reader_has_gone_is_complete(world: World, tmp_path: Path) -> None:
    project = world.copy(tmp_path / "project")
    reader, writer = os.pipe()
    os.close(reader)
    command = [word for word in QUICK if word != "--quiet"]
    done = subprocess.run(
        [sys.executable, "-m", "quizgen", *command, "--seed", "new"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
    assert made(project / "output") == world.new
    assert kept_record(project)
