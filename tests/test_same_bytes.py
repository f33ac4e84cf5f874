"""The same project makes the same bytes: in any locale, zone, folder, at any time, on any number of cores."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DECK = """\
# Rivers & norms

## Which norm is $\\sqrt{\\sum_i x_i^2}$? {#l2}

- [x] L2
- [ ] L1
- [ ] $\\max_i |x_i|$

## Water flows downhill. {#down}

Answer: true

## How many planets has the Sun? {#planets}

Answer: 8 ± 0

## What is the largest ocean called? {#ocean}

Answer: Pacific | Stiller Ozean

## Match the words {#words}

- crest :: Kamm
- trough :: Tal
- Größe :: size

## Order these by length {#order}

1. millimetre
2. metre
3. kilometre

## The {{c1::Nile}} is longer than the {{c2::Rhine}}. {#gaps}

## Why does it look as it does? {#why}

![A landscape](img/rivers-landscape.svg) ![A valley](img/rivers-valley.jpg)

It was carved by ice.
"""
EXAMS = {
    "two": "title: Two versions\nforms: 2\nseed: s\npaper: {answer_sheet: true}\n",
    "prüfung": "title: Namen\nlanguage: de\nroster: roster.csv\n",
}
ROSTER = "id,name\n0012,Ada Lovelace\n0013,Carl Friedrich Gauß\n0014,Софья\n"

ELSEWHERE = """
import os, time
if "CORES" in os.environ:
    cores = int(os.environ["CORES"])
    os.cpu_count = lambda: cores
if "YEARS" in os.environ:
    shift, clock, clock_ns = int(os.environ["YEARS"]) * 31_557_600, time.time, time.time_ns
    time.time = lambda: clock() + shift
    time.time_ns = lambda: clock_ns() + shift * 10**9
    local, universal = time.localtime, time.gmtime
    time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(time.time() if seconds is None else seconds)
if "BACKWARDS" in os.environ:
    listed, walked = os.listdir, os.scandir
    os.listdir = lambda *path: sorted(listed(*path), reverse=True)
    class Backwards:
        def __init__(self, *path):
            with walked(*path) as entries:
                self.entries = iter(sorted(entries, key=lambda each: each.name, reverse=True))
        def __iter__(self):
            return self.entries
        def __next__(self):
            return next(self.entries)
        def __enter__(self):
            return self
        def __exit__(self, *_):
            pass
        def close(self):
            pass
    os.scandir = Backwards
"""
"""Runs at the start of every process, as `sitecustomize`: other clocks, cores, orders of files."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where and how a project is built."""

    folder: str
    variables: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    touched: int = 1_700_000_000
    """When the files of the project were changed, in seconds since 1970."""


HERE = Surroundings("plain", {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"})
OTHERS = (
    Surroundings(
        "a folder of Zoë’s, ünd 試験",
        {
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "TZ": "Pacific/Auckland",
            "PYTHONHASHSEED": "1",
            "CORES": "1",
            "YEARS": "30",
        },
        umask=0o077,
        touched=500_000_000,
    ),
    Surroundings(
        "other",
        {
            "LC_ALL": "de_DE.UTF-8",
            "TZ": "America/St_Johns",
            "PYTHONHASHSEED": "4242",
            "CORES": "5",
            "BACKWARDS": "1",
            "YEARS": "-20",
            "SOURCE_DATE_EPOCH": "1",
        },
        umask=0o002,
        touched=1_900_000_000,
    ),
)


def written(folder: Path, there: Surroundings) -> Path:
    """The project, as it looks there."""
    project = folder / there.folder
    (project / "content" / "img").mkdir(parents=True)
    (project / ".quizgen").mkdir()
    (project / "content" / "deck.md").write_text(DECK, encoding="utf-8")
    for name in ("rivers-landscape.svg", "rivers-valley.jpg"):
        shutil.copy(ROOT / "content" / "img" / name, project / "content" / "img")
    for name, text in EXAMS.items():
        (project / f"{name}.exam.yaml").write_text(text, encoding="utf-8")
    (project / "roster.csv").write_text(ROSTER, encoding="utf-8")
    secret = project / ".quizgen" / "secret"
    secret.write_text("0123456789abcdef" * 2 + "\n")
    secret.chmod(0o600)
    for path in project.rglob("*"):
        os.utime(path, (there.touched, there.touched))
    return project


def built(project: Path, there: Surroundings) -> dict[str, bytes]:
    """The files that a build there makes, with a folder for temporary files of its own."""
    ours = project.with_name(f"{project.name} tmp")
    ours.mkdir(exist_ok=True)
    (ours / "sitecustomize.py").write_text(ELSEWHERE)
    paths = os.pathsep.join([str(ours), *sys.path])
    words = "build --quiet --papers both --format pdf --format moodle".split()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "quizgen", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(ours), **there.variables},
        umask=there.umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    files = (path for path in sorted((project / "output").rglob("*")) if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is made here."""
    files = built(written(tmp_path_factory.mktemp("here"), HERE), HERE)
    assert {"output/two/papers.pdf", "output/prüfung/paper-003.pdf"} <= set(files)
    return files


def assert_same(files: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Compare by name first, so that a failure can be read."""
    assert set(files) == set(expected)
    assert [name for name in files if files[name] != expected[name]] == []


@pytest.mark.skipif(os.name != "posix", reason="umask and locales of POSIX")
@pytest.mark.parametrize("there", OTHERS, ids=lambda there: there.variables["LC_ALL"])
def test_elsewhere_the_bytes_are_the_same(
    tmp_path: Path, expected: dict[str, bytes], there: Surroundings
) -> None:
    project = written(tmp_path, there)
    assert_same(built(project, there), expected)
    # Once more, with what was kept of the first time.
    assert list((project / ".quizgen" / "cache").glob("*.galley"))
    shutil.rmtree(project / "output")
    assert_same(built(project, there), expected)
