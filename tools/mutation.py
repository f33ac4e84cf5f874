"""The modules in which a wrong exam would be born → how many small changes to them the tests notice.

`make mutation`, or `tools/mutation.py ROOM|MODULE…` for some of them. Each change (see `mutants`) is
made in a copy of the repository, never in the checkout; then the tests that belong to the module run
until one fails. What no test notices is printed as a difference: it is the same program in other words, or a
test is missing, or code too much is there.
"""

from __future__ import annotations

import argparse
import compileall
import difflib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forked_pytest import load_libraries, passes
from mutants import Mutant, mutants
from mutation_rooms import ROOMS

ROOT = Path(__file__).resolve().parent.parent
HOUSE = Path("generator/quizgen")
FIRST, PATIENCE, LEAST = 300, 2, 5
"""A test run may compute so many times as long as one without a change took, and so many seconds more;
without one, so many seconds."""


@dataclass(frozen=True)
class Score:
    """What became of the mutants of a module."""

    module: str
    mutants: int
    survived: int

    def __str__(self) -> str:
        killed = self.mutants - self.survived
        share = f"{killed / self.mutants:.1%}" if self.mutants else "-"
        return f"{self.module:32}{self.mutants:8}{killed:8}{self.survived:9}{share:>8}"


def main() -> None:
    """Print what survives, as it is found, and the table."""
    parser = argparse.ArgumentParser(description="changes that tests should notice")
    parser.add_argument("names", nargs="*", metavar="ROOM|MODULE", help=f"of {', '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, metavar="N", help="try N changes of each module only")
    wanted = parser.parse_args()
    load_libraries()
    with tempfile.TemporaryDirectory(prefix="quizgen-mutation-") as folder:
        copy = Path(folder)
        copy_repository(copy)
        scores = [score(copy, *each, wanted.sample) for each in chosen(wanted.names)]
    print(f"\n{'module':32}{'mutants':>8}{'killed':>8}{'survived':>9}{'score':>8}")
    total = Score("total", sum(s.mutants for s in scores), sum(s.survived for s in scores))
    print(*scores, total, sep="\n")


def chosen(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The modules of these rooms or names, with their tests; all where nothing is named."""
    unknown = {*names} - {*ROOMS} - {module for room in ROOMS.values() for module in room}
    if unknown:
        sys.exit(f"no such room or module: {', '.join(sorted(unknown))}; rooms: {', '.join(ROOMS)}")
    for room, modules in ROOMS.items():
        for module, tests in modules.items():
            if not names or room in names or module in names:
                yield module, tests


def copy_repository(folder: Path) -> None:
    """What git knows or would add, with the templates where an installed quizgen has them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / HOUSE / "templates").symlink_to(folder / "templates")
    for name in ("generator", "tests"):
        compileall.compile_dir(folder / name, quiet=2)


def score(copy: Path, module: str, tests: str, sample: int | None) -> Score:
    """Try the mutants of a module: all, or so many of them, each time the same ones."""
    print(f"\n{module}: {tests}", flush=True)
    started = time.monotonic()
    if not passes(copy, tests.split(), FIRST):
        sys.exit(f"the tests of {module} fail without any change")
    limit = LEAST + PATIENCE * round(time.monotonic() - started)
    every = tuple(mutants(copy / HOUSE / module))
    tried = every
    if sample is not None and sample < len(every):
        tried = tuple(random.Random(module).sample(every, sample))
    survivors = [each for each in tried if survives(copy, module, tests, each, limit)]
    seconds = time.monotonic() - started
    print(f"{len(tried)} of {len(every)} mutants, {seconds:.0f} s", flush=True)
    return Score(module, len(tried), len(survivors))


def survives(copy: Path, module: str, tests: str, mutant: Mutant, limit: int) -> bool:
    """Whether the tests pass in spite of the change, which is then printed."""
    file = copy / HOUSE / module
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.code, encoding="utf-8")
    try:
        unnoticed = passes(copy, tests.split(), limit)
    finally:
        file.write_text(original, encoding="utf-8")
    if unnoticed:
        lines = difflib.unified_diff(original.split("\n"), mutant.code.split("\n"), n=0)
        changed = [each for each in lines if not each.startswith(("---", "+++", "@@"))]
        print(f"{module}:{mutant.line} {mutant.operator}", *changed, sep="\n  ", flush=True)
    return unnoticed


if __name__ == "__main__":
    main()
