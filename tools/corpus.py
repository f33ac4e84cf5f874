"""A corpus of hostile, broken and odd inputs → whether quizgen does with each what its manifest wants.

usage: python tools/corpus.py FOLDER [--only ID,…] [--surface SURFACE] [--jobs N] [--verbose]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus_items.listening import PORTS, Listener
from corpus_items.manifest import Item, read_items
from corpus_items.trying import commands, try_item

PASSED, FAILED, WAITING = "passed", "failed", "waiting"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an item, and why."""

    item: Item
    outcome: str
    reasons: tuple[str, ...] = ()
    seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the items and print a table; the exit code is 1 if any failed."""
    asked = _parser().parse_args(arguments)
    items = _chosen(read_items(asked.folder), asked)
    results = []
    for result in _results(items, asked.folder.resolve(), asked.jobs):
        results.append(result)
        if asked.verbose or result.outcome == FAILED:
            print(_told(result), flush=True)
    print("\n".join(_table(results)))
    return 1 if any(result.outcome == FAILED for result in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path, help="where manifest.json stands")
    parser.add_argument("--only", default="", metavar="ID,…", help="these items, by how they begin")
    parser.add_argument("--surface", help="the items of this surface")
    parser.add_argument("--jobs", type=int, default=1, help="so many at once; slow ones may fail")
    parser.add_argument("--verbose", action="store_true", help="tell of what passed, too")
    return parser


def _chosen(items: Sequence[Item], asked: argparse.Namespace) -> list[Item]:
    begins = tuple(filter(None, asked.only.split(",")))
    chosen = [item for item in items if not begins or item.id.startswith(begins)]
    chosen = [item for item in chosen if asked.surface in (None, item.surface)]
    if not chosen:
        sys.exit("no item is called so")
    return chosen


def _results(items: Sequence[Item], corpus: Path, jobs: int) -> Iterator[Result]:
    known = commands()
    with (
        TemporaryDirectory(prefix="quizgen-corpus-") as work,
        Listener() as listener,
        ThreadPoolExecutor(jobs) as pool,
    ):
        run = partial(_result, corpus=corpus, work=Path(work), known=known, listener=listener)
        yield from pool.map(run, items)


def _result(
    item: Item, corpus: Path, work: Path, known: frozenset[str], listener: Listener
) -> Result:
    if item.command not in known:
        return Result(item, WAITING, (f"there is no command {item.command} yet",))
    began, calls = time.monotonic(), listener.calls
    found = tuple(dict.fromkeys(try_item(item, corpus, work / item.id)))
    if listener.calls > calls:
        found = (*found, f"a connection to one of the ports {PORTS} was opened meanwhile")
    return Result(item, FAILED if found else PASSED, found, time.monotonic() - began)


def _told(result: Result) -> str:
    head = f"{result.outcome:8}{result.item.id:30}{result.seconds:6.1f} s"
    return "\n".join((head, *(f"        {reason}" for reason in result.reasons)))


def _table(results: Sequence[Result]) -> Iterator[str]:
    """By surface: how many items, and what became of them; then who waits."""
    columns = ("items", PASSED, FAILED, WAITING)
    yield "  ".join((f"{'surface':12}", *(f"{name:>8}" for name in columns)))
    for surface in (*dict.fromkeys(result.item.surface for result in results), "all"):
        counts = Counter(r.outcome for r in results if surface in ("all", r.item.surface))
        numbers = (counts.total(), *(counts[name] for name in columns[1:]))
        yield "  ".join((f"{surface:12}", *(f"{number:>8}" for number in numbers)))
    waiting = [result.item.id for result in results if result.outcome == WAITING]
    if waiting:
        yield f"waiting for a command: {', '.join(waiting)}"


if __name__ == "__main__":
    sys.exit(main())
