"""Papers made on several cores or machines: the same bytes as on one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from builders import sample_exam
from test_paper import materials

from quizgen.document import NotMade
from quizgen.export import pdf_spread
from quizgen.export.pdf_spread import spread
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composition import Composition
from quizgen.paper.orders import Made, Order, carry_out
from quizgen.paper.papers import Papers
from quizgen.paper.pool import Printers
from quizgen.paper.printing import press
from quizgen.paper.views.content import Content


@cache
def prepared() -> tuple[Galley, tuple[Order, ...]]:
    """A galley, and orders for the papers of seven forms."""
    made = sample_exam(forms=7)
    used = materials(made)
    papers = Papers(Content(made, used))
    with Printers(press(made, used)) as printers:
        (outcome,) = printers.print_all([papers.casting()])
    assert outcome.galley is not None
    return outcome.galley, Composition(papers, outcome.galley).orders()


def made(scheduler: str = "") -> list[Made | None]:
    galley, orders = prepared()
    return list(spread(galley, "en", orders, scheduler))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_spread, "BATCH", 2)
    monkeypatch.setattr(pdf_spread, "PATIENCE", 1)


def test_papers_made_on_several_cores_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = made()
    assert [each.printed.label for each in expected if each] == list("ABCDEFG")
    monkeypatch.setattr(pdf_spread, "PAYS", 1)
    monkeypatch.setattr(pdf_spread, "_cores", lambda: 2)
    assert made() == expected


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, processes of their own, on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
    ) as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("default")
def test_papers_made_on_a_cluster_are_the_same(cluster: str) -> None:
    assert made(cluster) == made()


@pytest.mark.filterwarnings("default")
def test_a_scheduler_that_is_not_there_is_told_of() -> None:
    with pytest.raises(NotMade) as failure:
        made("tcp://127.0.0.1:9")
    (problem,) = failure.value.problems
    assert "the cluster tcp://127.0.0.1:9 failed" in problem.message


def test_a_worker_of_another_version_makes_nothing() -> None:
    galley, orders = prepared()
    with pytest.raises(RuntimeError, match="this is quizgen 99, and a worker has quizgen"):
        carry_out(galley, "en", orders[:1], "99")
