"""Imported questions → the same, each with a name that no other has, and none twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from quizgen.author import same
from quizgen.importers.importer import Entry
from quizgen.markup.plain import one_line, plain
from quizgen.model import Place, Question
from quizgen.problem import Problem, warning
from quizgen.read.attributes import is_id
from quizgen.read.deck import made_id

Named = tuple[str, Entry]


def named(entries: Iterable[Named], deck: str) -> tuple[tuple[Named, ...], tuple[Problem, ...]]:
    """The entries, with the names of their files; what is there twice is left out and told.

    A name that is taken, or that is none in a deck, is replaced; a question without one gets one
    only where another has the same front.
    """
    naming = _Naming(deck)
    kept = tuple(naming.named(entries))
    return kept, tuple(naming.problems)


class _Naming:
    def __init__(self, deck: str) -> None:
        self.problems: list[Problem] = []
        self._deck = deck
        self._by_front: dict[str, list[Question]] = {}
        self._headings: set[str] = set()
        """The first blocks of stems, by which a deck knows cards that have no name."""
        self._taken: set[str] = set()

    def named(self, entries: Iterable[Named]) -> Iterator[Named]:
        for name, entry in entries:
            if entry.question is None or entry.broken:
                yield name, entry
                continue
            twin = self._twin(entry.question)
            if twin:
                self._tell_twin(name, entry, twin)
                continue
            yield name, replace(entry, question=self._named(name, entry.question))

    def _twin(self, question: Question) -> Question | None:
        """The same question as one before, if not both were given names that differ."""
        before = self._by_front.get(plain(question.stem), [])
        return next((one for one in before if _same(one, question)), None)

    def _tell_twin(self, name: str, entry: Entry, twin: Question) -> None:
        assert entry.question
        message = f"this is the same question as in line {twin.place.line}, and is left out"
        if not twin.place.line:
            shown = one_line(entry.question.stem, 50)
            message = f"the question {shown!r} is there twice, and is left out once"
        self.problems.append(warning(Place(name, entry.line), message))

    def _named(self, name: str, question: Question) -> Question:
        heading = plain(question.stem[:1])
        id = question.id if self._fits(question.id) else ""
        if question.id and not id:
            message = (
                f"its name {question.id!r} is taken, or cannot be one in a deck: it gets another"
            )
            self.problems.append(warning(Place(name, question.place.line), message))
        made = made_id(self._deck, heading)
        if not id and (heading in self._headings or made in self._taken):
            id = self._free(made)
        self._taken.add(id or made)
        self._headings.add(heading)
        found = replace(question, id=id)
        self._by_front.setdefault(plain(question.stem), []).append(found)
        return found

    def _fits(self, id: str) -> bool:
        return is_id(id) and id not in self._taken

    def _free(self, id: str) -> str:
        return next(each for n in count(2) if (each := f"{id}-{n}") not in self._taken)


def _same(first: Question, second: Question) -> bool:
    one_name = not first.id or not second.id or first.id == second.id
    return one_name and same(replace(first, id=""), replace(second, id=""))
