"""Whatever a script or its process does, the program goes on, and no process is left behind."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizgen import sandbox as general
from quizgen.markup.formula import Formula, FormulaEngine, FormulaError
from quizgen.markup.formula.glyphs import default_fonts
from quizgen.markup.formula.javascript import scripts
from quizgen.markup.formula.limits import Limits
from quizgen.sandbox import Allowance, Lost, NotStarted, Sandbox, SandboxFailure, TooSlow

POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX")
PARENT = """
import sys
from quizgen.markup.formula.javascript import scripts
sandbox = scripts("script_world")
print(sandbox.call("number"), flush=True)
"""
"""A program with a sandbox, which tells the number of its process."""


@pytest.fixture
def sandbox() -> Sandbox:
    return scripts("script_world")


def is_running(process: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for yet does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.parent.parent.is_dir() or ") Z " not in state.read_text()
    except OSError:
        return False


def ends(process: int, seconds: float = 20) -> bool:
    """Whether a process ends soon."""
    deadline = time.monotonic() + seconds
    while is_running(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(process)


def parent(code: str) -> subprocess.Popen[str]:
    """A program of its own process group that has a sandbox, and then runs this code."""
    return subprocess.Popen(
        [sys.executable, "-c", PARENT + code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


def first_number(program: subprocess.Popen[str]) -> int:
    assert program.stdout
    return int(program.stdout.readline())


# Failures


@pytest.mark.parametrize("function", ["spin", "hoard", "dive"])
def test_endless_and_greedy_scripts_are_stopped(function: str) -> None:
    sandbox = scripts("script_world", limits=Limits(seconds=0.2, script_memory=8_000_000))
    process = sandbox.call("number")
    with pytest.raises(SandboxFailure):
        sandbox.call(function)
    assert sandbox.call("answer") == 42
    assert sandbox.call("number") == process


@POSIX
@pytest.mark.parametrize("function", ["crash", "leave", "raise", "nothing", "missing"])
def test_a_process_that_is_lost_is_a_failure_and_replaced(sandbox: Sandbox, function: str) -> None:
    process = sandbox.call("number")
    with pytest.raises(Lost):
        sandbox.call(function)
    assert not is_running(process)
    assert sandbox.call("answer") == 42
    assert sandbox.call("number") != process


def test_a_process_that_hangs_is_killed_in_time() -> None:
    sandbox = scripts("script_world", limits=Limits(seconds=2, grace=3))
    process = sandbox.call("number")
    before = time.monotonic()
    with pytest.raises(TooSlow):
        sandbox.call("sleep")
    assert time.monotonic() - before < 60
    assert not is_running(process)
    assert sandbox.call("answer") == 42


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of addresses that is kept")
def test_memory_is_limited_from_outside(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxFailure):
        sandbox.call("eat")
    assert sandbox.call("answer") == 42


@POSIX
def test_a_process_that_died_while_idle_costs_no_call(sandbox: Sandbox) -> None:
    process = sandbox.call("number")
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)  # all its threads, too
    assert sandbox.call("answer") == 42


def test_what_is_printed_is_no_answer(sandbox: Sandbox) -> None:
    assert sandbox.call("print") is None
    assert sandbox.call("answer") == 42


@pytest.mark.parametrize("behaviour", ["spin", "leave", "raise", "missing"])
def test_a_world_that_does_not_start_is_told_apart(behaviour: str) -> None:
    with pytest.raises(NotStarted):
        scripts("script_world", behaviour, limits=Limits(seconds=0.2)).call("answer")


@pytest.mark.parametrize(
    "nonsense",
    [
        "\n",
        "nonsense\n",
        "[]\n",
        "{}\n",
        '"result"\n',
        '{"result": 1}\n{"result": 2}\n',
        "[" * 100_000 + "\n",
        "9" * 10_000 + "\n",
        "\ud800\n".encode("utf-8", "surrogatepass").decode("latin-1"),
        "x" * 3_000_000,
    ],
    ids=range(10),
)
def test_nonsense_is_a_failure(monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    monkeypatch.setattr(general, "WORKER", "script_babbler")
    sandbox = Sandbox(Allowance(60, 2**30, answer=1_000_000), "any", nonsense)
    for _ in range(2):
        with pytest.raises(Lost):
            sandbox.call("answer")


@pytest.mark.parametrize(
    "answer",
    ["1", '{"svg": 1, "mathml": ""}', '{"mistake": "x", "text": "", "values": [[]]}', "{}"],
)
def test_an_answer_of_another_kind_is_a_mistake(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(Sandbox, "call", lambda *_: json.loads(answer))
    assert isinstance(FormulaEngine(fonts=()).draw("x", False), FormulaError)


def test_formulas_say_so_when_nothing_can_be_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = FormulaEngine("en", tmp_path, default_fonts())
    monkeypatch.setattr(general, "WORKER", "no_such_module")
    error = engine.draw("x", False)
    assert isinstance(error, FormulaError)
    assert "does not start" in error.message
    monkeypatch.undo()
    engine = FormulaEngine("en", tmp_path, default_fonts())
    assert isinstance(engine.draw("x", False), Formula)


def test_words_that_were_lost_are_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    call = Sandbox.call

    def without_words(sandbox: Sandbox, function: str, *arguments: str) -> object:
        if function == "speakFormula":
            raise SandboxFailure("lost")
        return call(sandbox, function, *arguments)

    monkeypatch.setattr(Sandbox, "call", without_words)
    engine = FormulaEngine("en", tmp_path)
    formula = engine.draw("x^2", False)
    assert isinstance(formula, Formula)
    assert formula.spoken == "x^2"
    monkeypatch.undo()
    formula = engine.draw("x^2", False)
    assert isinstance(formula, Formula)
    assert formula.spoken == "x squared"


# Threads, forks and the folder


def test_threads_share_a_process_and_get_their_own_answers(sandbox: Sandbox) -> None:
    texts = [f"{number} ä 😀 \u2028\n" * 2000 for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: sandbox.call("echo", text), texts)) == texts
        assert len(set(pool.map(lambda _: sandbox.call("number"), range(20)))) == 1


@POSIX
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_starts_a_process_of_its_own() -> None:
    code = """
import contextlib, os, threading, time
def spin():
    with contextlib.suppress(Exception):  # our end is its end
        sandbox.call("spin")
threading.Thread(target=spin, daemon=True).start()
time.sleep(0.5)  # now the lock is held
fork = os.fork()
if not fork:
    print(sandbox.call("number"), flush=True)
    print(sandbox.call("answer"), flush=True)
    sys.exit()  # with all that is done at exit
_, status = os.waitpid(fork, 0)
print(status, flush=True)
"""
    with parent(code) as program:
        ours = first_number(program)
        out, errors = program.communicate(timeout=60)
        copys, *rest = (int(line) for line in out.split())
    assert copys != ours
    assert (rest, errors) == ([42, 0], "")
    assert ends(ours)
    assert ends(copys)


@POSIX
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_copy_that_lives_on_keeps_no_process_alive() -> None:
    code = """
import os, time
fork = os.fork()
if not fork:
    time.sleep(600)
print(fork, flush=True)
time.sleep(600)
"""
    with parent(code) as program:
        process, copy = first_number(program), first_number(program)
        program.kill()
        try:
            assert ends(process)
            assert is_running(copy)
        finally:
            os.kill(copy, signal.SIGKILL)


def test_nothing_is_imported_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "quickjs", "mathjax", "quizgen", "resource"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    monkeypatch.setenv("LC_ALL", "C")
    assert scripts("script_world").call("echo", "ä") == "ä"


# The end


def test_a_sandbox_takes_its_process_along(sandbox: Sandbox) -> None:
    other = scripts("script_world")
    process = other.call("number")
    assert is_running(process)
    del other
    gc.collect()
    assert not is_running(process)


@POSIX
@pytest.mark.parametrize("call", ["", 'sandbox.call("spin")', 'sandbox.call("sleep")'])
def test_no_process_is_left_when_the_program_is_killed(call: str) -> None:
    with parent(f"{call}\nimport time; time.sleep(600)") as program:
        process = first_number(program)
        time.sleep(0.2)
        program.kill()
        assert ends(process, 5)


@POSIX
@pytest.mark.parametrize("code", ["", "raise SystemExit(3)", "del sandbox", "1 / 0"])
def test_no_process_is_left_when_the_program_ends(code: str) -> None:
    with parent(code) as program:
        process = first_number(program)
        program.communicate(timeout=60)
    assert not is_running(process)


@POSIX
def test_ctrl_c_ends_the_process_and_says_nothing_of_it() -> None:
    code = """
try:
    print("0", flush=True)
    sandbox.call("sleep")
except KeyboardInterrupt:
    print(sandbox.call("answer"))
"""
    with parent(code) as program:
        process = first_number(program)
        assert first_number(program) == 0
        time.sleep(0.3)
        os.killpg(program.pid, signal.SIGINT)
        assert program.communicate(timeout=60) == ("42\n", "")
    assert program.returncode == 0
    assert not is_running(process)


# What is loaded


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Path]:
    assert isinstance(FormulaEngine("en", tmp_path).draw("x", False), Formula)
    yield tmp_path


@pytest.mark.parametrize(
    ("tex", "loaded"), [("x", "[]"), ("y", "['lxml', 'subprocess']")], ids=["kept", "new"]
)
def test_the_program_itself_never_loads_quickjs(filled: Path, tex: str, loaded: str) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom quizgen.markup.formula import FormulaEngine\n"
        f"FormulaEngine('en', Path(sys.argv[1])).draw({tex!r}, False)\n"
        "print(sorted({'lxml', 'quickjs', '_quickjs', 'subprocess'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, filled], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == loaded
