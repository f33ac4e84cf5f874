"""The command line: what people type, what they see, and which exit code they get."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click
import pytest
from click.testing import CliRunner, Result

from quizgen import __version__
from quizgen.cli import main
from quizgen.record import load

DECK = """\
# Norms

## Which norm is a sum of absolute values? {#l1 difficulty=easy}

- [x] L1
- [ ] L2
- [ ] L∞

## Which norm has a round ball? {#l2}

- [ ] L1
- [x] L2
- [ ] L∞

# Größen 試験

## How many planets has the Sun? {#planets points=2.5 tags="sky,numbers"}

Answer: 8
"""
EXAM = """\
title: A small test
forms: 3
seed: small
sections:
  - select: {kind: choice}
  - title: Number
    questions: [planets]
"""
WRONG = "## What is wrong here? {#wrong}\n\n- [ ] this\n- [ ] that\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one deck and one exam; the present folder is there."""
    folder = tmp_path / "a b é #%?&"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "deck.md").write_text(DECK, encoding="utf-8")
    (folder / "exam.yaml").write_text(EXAM, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, code: int = 0) -> Result:
    """The outcome of a command, which must have that exit code and show no traceback."""
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def command(*arguments: str, code: str = "") -> list[str]:
    """What starts a process of its own that runs a command; `code` is run before."""
    script = f"import sys\nfrom quizgen.cli import main\n{code}\nmain()"
    return [sys.executable, "-P", "-c", script, *arguments]


def run_apart(
    *arguments: str, code: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The outcome of a command in a process of its own."""
    return subprocess.run(
        command(*arguments, code=code),
        capture_output=True,
        env={**os.environ, **environment},
        encoding="utf-8",
        check=False,
    )


def names(folder: Path) -> list[str]:
    """All files below a folder, hidden ones too."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("command", ["", *main.commands])
def test_every_help_shows_examples(command: str) -> None:
    for flag in ("-h", "--help"):
        assert "Examples:\n" in run(*filter(None, [command, flag])).stdout


def test_help_loads_nothing_heavy() -> None:
    code = "import atexit; atexit.register(lambda: print(*sorted(sys.modules)))"
    loaded = run_apart("--help", code=code).stdout.splitlines()[-1].split()
    assert "quizgen.cli.build" in loaded
    heavy = {"weasyprint", "lxml", "markdown_it", "yaml", "rich", "PIL", "jinja2", "quickjs"}
    assert heavy.isdisjoint(loaded)


def test_version() -> None:
    assert run("--version").stdout == f"quizgen {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("build", "--frobnicate"),
        ("build", "--format", "papyrus"),
        ("build", "--forms", "0"),
        ("build", "--forms", "two"),
        ("build", "--roster", "missing.csv"),
        ("build", "--bank", "--only", "A"),
        ("build", "--bank"),
        ("build", "--bank", "--format", "moodle", "--format", "web"),
        ("build", "--roster", "exam.yaml", "--forms", "2"),
        ("build", "--only", "Z", "--format", "moodle"),
        ("list", "--kind", "frobnication"),
        ("list", "--difficulty", "easy..absurd"),
        ("--project", "missing", "check"),
        ("completion", "tcsh"),
    ],
)
def test_wrong_usage_has_exit_code_2(project: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, code=2)
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert not (project / "output").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    if not shutil.which("bash") and shell == "bash":
        pytest.skip("asks bash for its version")
    assert "_QUIZGEN_COMPLETE" in run("completion", shell).stdout


def test_completion_knows_commands_formats_and_exams(project: Path) -> None:
    def completed(words: str) -> list[str]:
        count = str(len(words.split()))
        asked = {"_QUIZGEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": count}
        lines = run_apart(**asked).stdout.splitlines()
        return [line.split(",")[1] for line in lines if line]

    assert completed("quizgen") == [
        "build",
        "check",
        "completion",
        "derive",
        "import",
        "init",
        "list",
        "stress",
    ]
    assert {"pdf", "moodle"} <= set(completed("quizgen build --format"))
    assert "exam" in completed("quizgen build")


def test_init_makes_a_project_that_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = run("init", "course").stdout
    assert "cd course" in out
    monkeypatch.chdir(tmp_path / "course")
    assert names(Path.cwd()) == [".gitignore", "README.md", "content/deck.md", "exam.yaml"]
    assert run("check", "--strict", "--format", "moodle").stdout.startswith("no problems; ")
    run("build", "--strict", "--format", "moodle")


def test_init_overwrites_nothing(project: Path) -> None:
    before = names(project)
    result = run("init", code=1)
    assert "already there: content/deck.md, exam.yaml" in result.stderr
    assert names(project) == before
    (project / "content" / "deck.md").unlink()
    (project / "exam.yaml").unlink()
    (project / "README.md").write_text("mine")
    assert "kept README.md" in run("init").stdout
    assert (project / "README.md").read_text() == "mine"


def test_check_counts_what_is_there(project: Path) -> None:
    assert run("check").stdout == "no problems; 3 questions\n"
    assert not (project / ".quizgen").exists()


def test_check_shows_place_message_and_summary(project: Path) -> None:
    (project / "content" / "wrong.md").write_text(WRONG)
    result = run("check", code=1)
    assert result.stderr.startswith("content/wrong.md:")
    assert ": error: " in result.stderr
    assert result.stdout == "1 error in 1 file; 3 questions\n"


def test_check_draws_the_formulas_of_all_questions(project: Path) -> None:
    text = EXAM.replace("{kind: choice}", "{kind: choice, ids: [l1]}").replace("ids", "id")
    (project / "exam.yaml").write_text(text)
    with (project / "content" / "deck.md").open("a", encoding="utf-8") as file:
        file.write("\n## What is $\\frac{1}{$? {#broken}\n\nAnswer: 1\n")
    result = run("check", code=1)
    assert "content/deck.md:21:" in result.stderr
    assert "formula" in result.stderr


def test_check_finds_shortages_without_making_a_secret(project: Path) -> None:
    text = EXAM.replace("{kind: choice}", "{kind: choice}\n    count: 20")
    (project / "exam.yaml").write_text(text)
    result = run("check", code=1)
    assert "exam.yaml:5:" in result.stderr
    assert "asks for 20 questions" in result.stderr
    assert not (project / ".quizgen").exists()


def test_check_shows_what_became_of_each_card(project: Path) -> None:
    lines = run("check", "--verbose").stdout.splitlines()
    assert [line.split()[:3] for line in lines[:3]] == [
        ["content/deck.md:3", "l1", "choice"],
        ["content/deck.md:9", "l2", "choice"],
        ["content/deck.md:17", "planets", "numeric"],
    ]


def test_warnings_stop_only_if_strict(project: Path) -> None:
    text = EXAM + "shuffle: {options: false}\n"
    (project / "exam.yaml").write_text(text)
    assert "1 warning in 1 file" in run("check").stdout
    assert "--strict" in run("check", "--strict", code=1).stderr
    run("build", "--strict", "--format", "moodle", code=1)
    assert not (project / "output").exists()
    assert "warning: " in run("build", "--format", "moodle").stderr


def test_targets_are_found_from_elsewhere(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for arguments in (
        ("check", str(project / "exam.yaml")),
        ("check", "../a b é #%?&/content/deck.md"),
        ("--project", str(project), "check"),
        ("check", "--project", str(project), "exam"),
    ):
        assert "3 questions" in run(*arguments).stdout


def test_list_is_a_table_with_counts(project: Path) -> None:
    lines = run("list").stdout.splitlines()
    assert lines[0].split() == ["ID", "KIND", "TOPIC", "DIFFICULTY", "POINTS", "TAGS", "QUESTION"]
    assert lines[3].startswith(
        "planets  numeric  Größen 試験  medium         2.5  sky, numbers  How"
    )
    assert lines[5:] == [
        "3 questions",
        "by topic: Norms 2, Größen 試験 1",
        "by kind: choice 2, numeric 1",
        "by difficulty: medium 2, easy 1",
    ]


def test_list_selects(project: Path) -> None:
    def listed(*arguments: str) -> list[str]:
        data = json.loads(run("list", "--json", *arguments).stdout)
        return [question["id"] for question in data["questions"]]

    assert listed() == ["l1", "l2", "planets"]
    assert listed("--kind", "choice", "--difficulty", "easy") == ["l1"]
    assert listed("--difficulty", "medium..easy") == ["l1", "l2", "planets"]
    assert listed("--tag", "sky", "--tag", "numbers") == ["planets"]
    assert listed("--topic", "Norms") == ["l1", "l2"]
    assert "did you mean" in run("list", "--tag", "sku", code=1).stderr


def test_list_as_json_tells_all_of_a_question(project: Path) -> None:
    data = json.loads(run("list", "--json").stdout)
    assert data["questions"][2] == {
        "id": "planets",
        "kind": "numeric",
        "deck": "deck",
        "topic": "Größen 試験",
        "tags": ["sky", "numbers"],
        "points": "2.5",
        "difficulty": "0.6",
        "language": "en",
        "stem": "How many planets has the Sun?",
        "path": "content/deck.md",
        "line": 17,
    }
    assert data["counts"]["kind"] == {"choice": 2, "numeric": 1}


def test_errors_are_escaped_for_the_terminal(project: Path) -> None:
    (project / "exam.yaml").write_text('title: a\n"se\\eed": 1\n')
    result = run("check", code=1)
    assert "\x1b" not in result.output
    assert "U+001B" in result.stderr


def test_nothing_but_results_goes_to_stdout(project: Path) -> None:
    (project / "exam.yaml").unlink()
    result = run("list", "--json")
    json.loads(result.stdout)
    assert result.stderr.startswith("note: without an exam file")


def test_no_traceback_for_a_bug(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RecursionError("deeper\x1b")

    monkeypatch.setattr("quizgen.project.load", broken)
    stderr = run("check", code=1).stderr
    assert "this is a bug in quizgen, not in your files: RecursionError: deeper<U+001B>" in stderr
    monkeypatch.setenv("QUIZGEN_DEBUG", "1")
    assert "in broken" in CliRunner().invoke(main, ["check"]).stderr


def test_colours_on_a_terminal_only(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "content" / "wrong.md").write_text(WRONG)
    colored = CliRunner().invoke(main, ["check"], color=True).stderr
    assert "\x1b[31m\x1b[1merror:" in colored
    assert click.unstyle(colored) == run("check", code=1).stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert CliRunner().invoke(main, ["check"]).stderr == click.unstyle(colored)


def test_gone_reader_is_no_error_to_talk_of(project: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(command("list"), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (process.returncode, process.stderr) == (141, b"")


@pytest.mark.skipif(os.name != "posix", reason="as a POSIX shell closes streams: <&- >&- 2>&-")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_error(project: Path, closed: str) -> None:
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command("list")]
    process = subprocess.run(shell, capture_output=True, check=False)
    assert process.returncode == 0
    assert b"quizgen:" not in process.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_behind_standard_output_is_told(project: Path) -> None:
    with Path("/dev/full").open("w") as full:
        process = run_streams(command("list"), full)
    assert process.returncode == 1
    assert process.stderr.decode() == "quizgen: stopped: No space left on device\n"


def test_what_the_system_refuses_is_no_bug_of_ours(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, told in (
        (OSError(24, "Too many open files", "a\x1bb"), "a<U+001B>b: Too many open files"),
        (MemoryError(), "there is not enough memory"),
    ):
        monkeypatch.setattr("quizgen.project.load", failing(error))
        assert run("check", code=1).stderr == f"quizgen: stopped: {told}\n"


def failing(error: Exception) -> Callable[..., None]:
    """A function that raises the error, whatever it is given."""

    def fail(*_: object) -> None:
        raise error

    return fail


def run_streams(arguments: list[str], stdout: IO[str]) -> subprocess.CompletedProcess[bytes]:
    """Run it apart, with this for standard output."""
    return subprocess.run(arguments, stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_any_locale_makes_the_same_files(project: Path) -> None:
    (project / "exam.yaml").rename(project / "prüfung.exam.yaml")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    made = []
    for locale in ({"LC_ALL": "C.UTF-8"}, plain):
        process = run_apart("build", "--format", "moodle", **locale)
        assert (process.returncode, process.stderr) == (0, "")
        folder = project / "output"
        made.append({name: (folder / name).read_bytes() for name in names(folder)})
        shutil.rmtree(folder)
    assert made[0] == made[1]
    assert "prüfung/exam.json" in made[0]


def test_record_holds_what_was_asked(project: Path) -> None:
    run("build", "--format", "moodle")
    exam = load((project / "output" / "exam" / "exam.json").read_text(encoding="utf-8"))
    assert [form.label for form in exam.forms] == ["A", "B", "C"]


SLOW = """
import time
from quizgen import export
from quizgen.export.exporter import Document, Exporter
def slowly(exam, materials):
    yield Document("paper.pdf", b"half")
    print("begun", file=sys.stderr, flush=True)
    try:
        time.sleep(60)
    except BaseException:
        pass  # as some libraries do
    yield Document("key.pdf", b"half")
export.EXPORTERS = {"pdf": Exporter("pdf", "", frozenset(), lambda e, m: (), slowly)}
from quizgen.cli import outcome, making
making.page_count = lambda data: 1
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stop_leaves_everything_as_it_was(project: Path, number: signal.Signals) -> None:
    run("build", "--format", "moodle")
    before = names(project)
    slow = command("build", "--seed", "other", code=SLOW)
    with subprocess.Popen(slow, stderr=subprocess.PIPE) as process:
        assert process.stderr and process.stderr.readline() == b"begun\n"
        process.send_signal(number)
        err = process.stderr.read()
    assert process.returncode == 128 + number
    assert err.strip() == b"quizgen: stopped; nothing was left half done"
    assert names(project) == before
