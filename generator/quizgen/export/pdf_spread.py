"""Orders of papers → their files, in order: made here, on all cores, or on the machines of a cluster.

However the work is spread, the bytes are the same.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from quizgen import __version__
from quizgen.document import NotMade
from quizgen.model import NOWHERE
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.orders import Made, Maker, Order, carry_out
from quizgen.problem import Problem

BATCH = 25
"""Orders that are handed over at once."""

PAYS = 2_000
"""So many orders at least for further processes: to start and feed them takes two seconds."""

AHEAD = 3
"""Batches for each worker that are under way at most, so that memory stays flat."""

PATIENCE = 10
"""Seconds in which a scheduler must answer."""

_NO_CLUSTER = "pip install quizgen[cluster], on every machine"
_UNREACHED = (
    "is the scheduler there, and does every worker have this quizgen? see the manual, “Clusters”"
)


def spread(
    galley: Galley, language: str, orders: Sequence[Order], scheduler: str
) -> Iterator[Made | None]:
    """The papers in order; none where a text does not fit. Raises NotMade if the cluster fails."""
    if scheduler:
        yield from _on_cluster(galley, language, orders, scheduler)
    elif len(orders) < PAYS or _cores() == 1:
        yield from Maker(galley, language).make(orders)
    else:
        yield from _on_cores(galley, language, orders)


def _on_cores(galley: Galley, language: str, orders: Sequence[Order]) -> Iterator[Made | None]:
    # Not forked: this process has threads.
    context = multiprocessing.get_context("spawn")
    given = (galley, language)
    with ProcessPoolExecutor(_cores(), context, initializer=_prepare, initargs=given) as pool:
        yield from _in_turn(lambda batch: pool.submit(_make, batch), orders, _cores())


_MAKERS: list[Maker] = []


def _prepare(galley: Galley, language: str) -> None:
    """Called once in each process."""
    _MAKERS.append(Maker(galley, language))


def _make(orders: Sequence[Order]) -> tuple[Made | None, ...]:
    return tuple(_MAKERS[0].make(orders))


def _on_cluster(
    galley: Galley, language: str, orders: Sequence[Order], scheduler: str
) -> Iterator[Made | None]:
    try:
        from distributed import Client
    except ImportError as error:
        raise _failed("the library dask.distributed is not installed", _NO_CLUSTER) from error
    try:
        with Client(scheduler, timeout=PATIENCE, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            shared = client.scatter(galley, broadcast=True)
            submit = partial(_submit, client, shared, language)
            workers = max(1, len(client.scheduler_info()["workers"]))
            yield from _in_turn(submit, orders, workers)
    except NotMade:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise _failed(f"the cluster {scheduler} failed: {error}", _UNREACHED) from error


def _submit(client: Any, shared: Any, language: str, orders: Sequence[Order]) -> Any:
    return client.submit(carry_out, shared, language, orders, __version__, pure=False)


def _in_turn(
    submit: Callable[[Sequence[Order]], Any], orders: Sequence[Order], workers: int
) -> Iterator[Made | None]:
    """The outcomes of all batches in order, with a few of them under way."""
    waiting: deque[Any] = deque()
    for start in range(0, len(orders), BATCH):
        waiting.append(submit(orders[start : start + BATCH]))
        if len(waiting) >= AHEAD * workers:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _cores() -> int:
    return os.cpu_count() or 1


def _failed(message: str, hint: str) -> NotMade:
    return NotMade((Problem(NOWHERE, message, hint),))
