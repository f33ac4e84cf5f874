"""The items without a file: what happens around a build → every reason why it went wrong."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus_items import holding
from corpus_items.bench import BOTH, Bench, set_up, snapshot
from corpus_items.judging import ending, reasons
from corpus_items.manifest import Item
from corpus_items.running import QUIZGEN, Ran, run
from corpus_items.trials import Trial, project_of

KILLS = 20
_WITH_PICTURE = "## One {{#q1}}\n\nWhich?\n\n![p]({path})\n\n- [ ] a\n- [x] b\n"


def process_reasons(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """All reasons; none if quizgen did as it must."""
    yield from _PROCESSES[item.short](item, corpus, work)


def _ended(item: Item, ran: Ran, succeeds: bool = False) -> Iterator[str]:
    """What any of these runs must keep to; a build that must succeed ends with 0."""
    yield from ending(item, ran)
    if ran.code not in ((0,) if succeeds else item.exit):
        yield f"exit {ran.code}: {ran.err[:120]}"


def _read_only(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """The output folder may not be written to."""
    bench = set_up(corpus, work)
    bench.output.mkdir()
    (bench.output / "old.txt").write_text("old")
    bench.output.chmod(0o555)
    before = snapshot(bench.output)
    arguments = ("build", "--project", str(bench.project), *BOTH)
    ran = run(arguments, bench.project, as_anybody=True)
    yield from _ended(item, ran)
    if snapshot(bench.output) != before or len(holding.files(bench.output)) != 1:
        yield "left something"


def _link(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """What will be written is a link, as a file or as a folder: nothing is written through it."""
    for number, make in enumerate((_linked_files, _linked_folder)):
        bench = set_up(corpus, work / str(number))
        away = bench.project.parent / "away"
        away.mkdir()
        precious = away / "precious.txt"
        precious.write_text("dear")
        make(bench, precious)
        yield from _ended(item, bench.build())
        if precious.read_text() != "dear" or holding.files(away) != [precious]:
            yield "wrote through a link"


def _linked_files(bench: Bench, precious: Path) -> None:
    folder = bench.output / "exam"
    folder.mkdir(parents=True)
    for name in ("paper-A.pdf", "key.pdf", "exam.pdf", "exam.json", ".quizgen-files"):
        (folder / name).symlink_to(precious)


def _linked_folder(bench: Bench, precious: Path) -> None:
    bench.output.mkdir()
    (bench.output / "exam").symlink_to(precious.parent)


def _killed(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """Killed at many moments: what is there is the one set of files or the other, whole."""
    bench, wanted, lasts = set_up(corpus, work), {}, 0.0
    for seed in "ab":
        bench.seed(seed)
        ran = bench.build()
        yield from _ended(item, ran, succeeds=True)
        wanted[seed], lasts = snapshot(bench.output), ran.seconds
    chance, there = random.Random(5), "b"
    for kill in range(KILLS):
        bench.seed("a" if there == "b" else "b")
        late = kill % 2  # half of them when the files are put in place
        _kill(bench, lasts * chance.uniform(0.8 if late else 0, 1.1 if late else 1))
        found = [seed for seed in "ab" if snapshot(bench.output) == wanted[seed]]
        if not found:
            yield f"neither old nor new after kill {kill}"
        there = found[0] if found else there
    yield from _ended(item, bench.build(), succeeds=True)
    strays = [path.name for path in bench.output.iterdir() if path.name.startswith(".quizgen-")]
    yield from (f"left {name}" for name in strays)


def _kill(bench: Bench, seconds: float) -> None:
    """Begin a build, and kill it and all below it after so many seconds."""
    arguments = [QUIZGEN, "build", "--project", str(bench.project), *BOTH]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(arguments, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _changing(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """The deck changes all the time: all files tell of one and the same state of it."""
    bench = set_up(corpus, work, 8)
    one = bench.deck.read_text()
    texts, over = (one, one.replace("right one", "other one")), threading.Event()
    thread = threading.Thread(target=_change, args=(bench.deck, texts, over))
    thread.start()
    ran = bench.build()
    over.set()
    thread.join()
    yield from _ended(item, ran)
    told = {
        tuple(words in _all_text(path) for words in ("right one", "other one"))
        for path in (*holding.candidates_files(bench.output), *bench.output.rglob("*.json"))
    }
    if ran.code == 0 and (len(told) != 1 or sum(*told) != 1):
        yield f"files of different states: {told}"


def _change(deck: Path, texts: tuple[str, str], over: threading.Event) -> None:
    aside, turn = deck.with_suffix(".tmp"), 0
    while not over.wait(0.003):
        aside.write_text(texts[turn % 2])
        aside.replace(deck)
        turn += 1


def _all_text(path: Path) -> str:
    return holding.pdf_text(path) if path.suffix == ".pdf" else path.read_text(encoding="utf-8")


def _pipe(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    def make(path: Path) -> None:
        os.mkfifo(path)

    yield from _picture(item, corpus, work, make)


def _outside(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    def make(path: Path) -> None:
        path.symlink_to("../../../secret/canary.png")

    yield from _picture(item, corpus, work, make)


def _picture(item: Item, corpus: Path, work: Path, make: Callable[[Path], None]) -> Iterator[str]:
    """A deck with a picture that is made here."""
    for made in ("pdf", "moodle"):
        project = project_of(corpus, "bad/md", work / made)
        make(project / "img" / "made.png")
        deck = project / "made.md"
        deck.write_text(_WITH_PICTURE.format(path="img/made.png"))
        trial = Trial(made, project, (str(deck),), deck.name, 5, (made,))
        yield from reasons(item, trial, run(trial.commands[0], project), corpus)


def _no_fonts(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """A machine without fonts: quizgen has its own, so that a whole paper is right as well."""
    bench, empty = set_up(corpus, work), work / "empty"
    empty.mkdir()
    ran = bench.build(env={"FONTCONFIG_FILE": str(empty), "FONTCONFIG_PATH": str(empty)})
    yield from ending(item, ran)
    shown = "".join(map(holding.pdf_text, holding.papers(bench.output)))
    if ran.code not in (*item.exit, 0) or (ran.code == 0 and "the right one 0" not in shown):
        yield f"exit {ran.code}, without the text"


def _locale(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    bench = set_up(corpus, work, 5)
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    yield from _ended(item, bench.build(env={"LC_ALL": "C.UTF-8"}))
    yield from _same(
        item, bench, snapshot(bench.output), bench.build("-o", _other(work), env=env), work
    )


def _surroundings(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """Another hash seed, time zone, working folder, home, place and age of the files."""
    bench = set_up(corpus, work, 5)
    yield from _ended(item, bench.build())
    wanted = snapshot(bench.output)
    for seed in range(10):
        ran = bench.build("-o", _other(work), env={"PYTHONHASHSEED": str(seed)})
        yield from _same(item, bench, wanted, ran, work)
    env = {"TZ": "Pacific/Auckland", "HOME": ""}
    ran = bench.build("-o", _other(work), env=env, folder=Path("/"))
    yield from _same(item, bench, wanted, ran, work)
    copied = bench.moved(work / "b" / "elsewhere")
    shutil.copytree(bench.project, copied.project)
    for path in holding.files(copied.project):
        os.utime(path, (1, 1))
    yield from _same(item, copied, wanted, copied.build("-o", _other(work)), work)


def _other(work: Path) -> str:
    return str(work / "other")


def _same(
    item: Item, bench: Bench, wanted: dict[str, bytes], ran: Ran, work: Path
) -> Iterator[str]:
    """The files of another build are the same to the last byte."""
    found = snapshot(work / "other")
    yield from _ended(item, ran)
    names = sorted(wanted.keys() | found.keys())
    yield from (f"{name} differs" for name in names if wanted.get(name) != found.get(name))
    shutil.rmtree(work / "other", ignore_errors=True)


def _odd_path(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    bench = set_up(corpus, work)
    bench = bench.moved(bench.project.rename(bench.project.with_name("a b é #%?&\n")))
    yield from _ended(item, bench.build())
    for path in holding.uploads(bench.output):
        if b"<file" not in path.read_bytes():
            yield "picture lost"


def _closed(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """Nobody reads on what it says."""
    bench = set_up(corpus, work)
    for words in (
        ("list",),
        ("build", "--format", "moodle"),
        ("check", "--verbose"),
        ("build", "-h"),
    ):
        process = subprocess.Popen(
            [QUIZGEN, "--project", str(bench.project), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout and process.stderr
        process.stdout.close()
        began, err = time.monotonic(), process.stderr.read().decode()
        code = process.wait()
        ran = Ran(128 - code if code < 0 else code, "", err, time.monotonic() - began, 0)
        yield from _ended(item, ran)
        if "BrokenPipe" in err:
            yield "complains of the pipe"


_PROCESSES = {
    "f01": _read_only,
    "f04": _link,
    "f06": _killed,
    "f08": _changing,
    "f09": _pipe,
    "f11": _outside,
    "f13": _no_fonts,
    "f14": _locale,
    "f15": _surroundings,
    "f18": _odd_path,
    "f20": _closed,
}

SET_UP = frozenset(_PROCESSES)
"""The items that can be set up here."""
