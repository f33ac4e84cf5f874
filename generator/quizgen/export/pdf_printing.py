"""Jobs → documents, and documents to be cut into blocks → galleys, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quizgen.document import Document, NotMade
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.galley_cache import GalleyCache, key
from quizgen.paper.layout.job import Casting, Job, Outcome
from quizgen.paper.pool import Printers
from quizgen.paper.views.content import Content


def printed(printers: Printers, jobs: Sequence[Job]) -> Iterator[Document]:
    """The documents of jobs; raises NotMade."""
    for job, outcome in outcomes(printers, jobs):
        yield Document(job.path, outcome.data)


def outcomes(printers: Printers, jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Jobs and what came of them; raises NotMade."""
    for job, outcome in zip(jobs, printers.print_all(jobs), strict=False):
        if outcome.problems:
            raise NotMade(outcome.problems, job.path, laid_out=bool(outcome.data))
        yield job, outcome


def galley(
    casting: Casting, content: Content, printers: Printers, prove: Callable[[Galley], None]
) -> Outcome:
    """A galley kept from an earlier build, or made now; `prove` raises NotMade if it is not as planned.

    The outcome has none if the documents cannot be cut into blocks, and says why.
    """
    cache, name = GalleyCache(content.materials.cache), key(casting, printers.press)
    kept = cache.get(name)
    if kept is not None:
        return Outcome(b"", galley=kept)
    (outcome,) = printers.print_all([casting])
    if outcome.problems:
        raise NotMade(outcome.problems, casting.path)
    if outcome.galley is not None:
        prove(outcome.galley)
        cache.put(name, outcome.galley)
    return outcome
