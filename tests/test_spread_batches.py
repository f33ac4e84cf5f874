"""How orders of papers are handed out and come back, without any process or machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Self, cast

import pytest

from quizgen import __version__
from quizgen.document import NotMade
from quizgen.export import pdf_spread
from quizgen.export.pdf_spread import spread
from quizgen.model import NOWHERE
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.orders import Order, carry_out
from quizgen.problem import Problem

GALLEY = Galley({}, (), {}, {}, {})
SCHEDULER = "tcp://127.0.0.1:8786"


def made(count: int, scheduler: str = "") -> list[str]:
    """What comes back for orders named 0, 1 …, in order."""
    orders = [Order(str(number), "", (), {}, None) for number in range(count)]
    return cast(list[str], list(spread(GALLEY, "en", orders, scheduler)))


def papers(count: int, maker: str) -> list[str]:
    return [f"{number} by {maker}" for number in range(count)]


@dataclass
class Workers:
    """Whoever makes papers: how many there are, which batches they got, how many waited at most."""

    count: int = 0
    batches: list[int] = field(default_factory=list)
    waiting: int = 0
    most_waiting: int = 0
    failure: Exception | None = None

    def take(self, make: Callable[[], Sequence[str]], size: int) -> Any:
        self.batches.append(size)
        self.waiting += 1
        self.most_waiting = max(self.most_waiting, self.waiting)
        return SimpleNamespace(result=lambda: self._give(make))

    def _give(self, make: Callable[[], Sequence[str]]) -> Sequence[str]:
        self.waiting -= 1
        if self.failure:
            raise self.failure
        return make()


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """Two cores in a pool, or none but this one; both only tell that they made a paper."""
    known = Workers()

    class Maker:
        def __init__(self, *given: object) -> None:
            assert given == (GALLEY, "en")

        def make(self, orders: Sequence[Order]) -> Iterator[str]:
            maker = "a core" if known.count else "this process"
            return (f"{order.label} by {maker}" for order in orders)

    class Pool:
        def __init__(self, count: int, _: object, initializer: Any, initargs: Any) -> None:
            known.count = count
            initializer(*initargs)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def submit(self, make: Any, orders: Sequence[Order]) -> Any:
            return known.take(lambda: make(orders), len(orders))

    monkeypatch.setattr(pdf_spread, "Maker", Maker)
    monkeypatch.setattr(pdf_spread, "ProcessPoolExecutor", Pool)
    monkeypatch.setattr(pdf_spread, "_MAKERS", [])
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    return known


def test_two_thousand_papers_are_made_on_all_cores(workers: Workers) -> None:
    assert made(1_999) == papers(1_999, "this process")
    assert made(2_000) == papers(2_000, "a core")
    assert workers.count == 2 and workers.batches == [25] * 80


def test_few_batches_are_under_way(workers: Workers) -> None:
    """So that memory stays flat, and yet no core waits for work."""
    made(2_000)
    assert workers.most_waiting == 6


@pytest.mark.parametrize("cores", [1, None])
def test_a_single_core_needs_no_further_process(
    workers: Workers, monkeypatch: pytest.MonkeyPatch, cores: int | None
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert made(2_000) == papers(2_000, "this process") and workers.batches == []


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Workers:
    """A cluster of which we are not the only user: all of its workers get the galley once, orders come
    in batches, and nothing is taken from what was made before."""
    known = Workers(count=2)

    class Client:
        def __init__(self, scheduler: str, timeout: int, set_as_default: bool) -> None:
            assert (scheduler, timeout, set_as_default) == (SCHEDULER, 10, False)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def scatter(self, galley: Galley, broadcast: bool) -> Galley:
            assert broadcast
            return galley

        def scheduler_info(self) -> dict[str, list[int]]:
            return {"workers": [1] * known.count}

        def submit(self, function: object, *given: Any, pure: bool) -> Any:
            galley, language, orders, version = given
            assert (function, galley, language) == (carry_out, GALLEY, "en")
            assert version == __version__ and not pure
            return known.take(lambda: [f"{order.label} by it" for order in orders], len(orders))

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    return known


@pytest.mark.parametrize(("count", "most"), [(2, 6), (1, 3), (0, 3)])
def test_a_cluster_gets_few_batches_for_each_worker(
    cluster: Workers, count: int, most: int
) -> None:
    """Its workers may still be on their way."""
    cluster.count = count
    assert made(260, SCHEDULER) == papers(260, "it")
    assert cluster.batches == [25] * 10 + [10] and cluster.most_waiting == most


def test_no_papers_no_batches(cluster: Workers) -> None:
    assert made(0, SCHEDULER) == [] and cluster.batches == []


@pytest.mark.parametrize("failure", [OSError("it"), RuntimeError("it"), ValueError("it")])
def test_a_cluster_that_fails_is_told_of(cluster: Workers, failure: Exception) -> None:
    cluster.failure = failure
    with pytest.raises(NotMade) as raised:
        made(1, SCHEDULER)
    (problem,) = raised.value.problems
    assert problem.message == f"the cluster {SCHEDULER} failed: it"
    assert "is the scheduler there" in problem.hint


def test_a_paper_that_cannot_be_made_on_a_cluster_is_told_as_elsewhere(cluster: Workers) -> None:
    cluster.failure = NotMade((Problem(NOWHERE, "a line is misplaced"),))
    with pytest.raises(NotMade, match=r"^a line is misplaced$"):
        made(1, SCHEDULER)


def test_without_the_library_for_clusters_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NotMade) as raised:
        made(1, SCHEDULER)
    (problem,) = raised.value.problems
    assert problem.message == "the library dask.distributed is not installed"
    assert problem.hint == "pip install quizgen[cluster], on every machine"
