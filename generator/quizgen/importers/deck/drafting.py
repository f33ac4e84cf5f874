"""What was imported from one or several files → the deck to write, and the pictures beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from quizgen import author
from quizgen.author import Remark
from quizgen.importers.apart import Reading
from quizgen.importers.deck.completing import completed
from quizgen.importers.deck.fitting import fitting
from quizgen.importers.deck.naming import named
from quizgen.importers.deck.pictures import Album
from quizgen.importers.deck.words import words
from quizgen.importers.importer import Entry
from quizgen.model import Picture, Place, Question
from quizgen.model.nodes import nodes
from quizgen.problem import Problem, warning
from quizgen.read.front_matter import FrontMatter

_UNSAID = "en"
"""The language of a question if nobody says."""

_LONGEST_NOTE = 20_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck to be written: its text, pictures by their paths from its folder, and what was told.

    `questions` are those in it; `notes` is how many notes it keeps.
    """

    text: str
    files: Mapping[str, bytes]
    questions: tuple[Question, ...]
    notes: int
    problems: tuple[Problem, ...]


def draft(
    readings: Sequence[Reading], deck: str, check: Callable[[bytes], Picture], language: str = ""
) -> Draft:
    """The deck named `deck` with all questions of these files; `check` is for pictures (Unusable)."""
    album = Album(f"{deck}-pictures", check)
    for reading in readings:
        album.add(reading.imported.attachments)
    problems = [problem for reading in readings for problem in reading.imported.problems]
    entries = tuple(_checked(readings, album, problems))
    entries, more = named(entries, deck)
    front_matter = _front_matter(readings, entries, language)
    entries = tuple(_completed(entries, front_matter.language, problems))
    writer = _Writer()
    parts = tuple(_parts(entries, front_matter.language))
    text = author.deck(parts, front_matter, album.paths, writer.instead)
    refused = set(map(id, writer.refused))
    questions = tuple(p for p in parts if isinstance(p, Question) and id(p) not in refused)
    used = {album.paths.get(key) for key in _keys(questions)}
    return Draft(
        text,
        {path: data for path, data in album.files.items() if path in used},
        questions,
        len(parts) - len(questions),
        (*problems, *more, *writer.problems, *_other_languages(entries, front_matter)),
    )


def _other_languages(
    entries: Iterable[tuple[str, Entry]], front_matter: FrontMatter
) -> Iterator[Problem]:
    """A warning for each question that is in another language than the deck will be."""
    for name, entry in entries:
        if entry.question and entry.question.language not in (front_matter.language, _UNSAID):
            message = f"this question is in the language {entry.question.language!r}"
            hint = f"the deck is in {front_matter.language!r}: move it to a deck of its own"
            yield warning(Place(name, entry.line), message, hint)


@dataclass
class _Writer:
    """Says what stands in place of a question that no card can hold."""

    refused: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def instead(self, question: Question, reason: str) -> Remark:
        """A remark with all its words."""
        self.refused.append(question)
        self.problems.append(_unwritable(question, reason))
        place = question.place
        entry = Entry(line=place.line, question=question, broken=True)
        return Remark(_note(place.path, entry, words(question)))


def _checked(
    readings: Sequence[Reading], album: Album, problems: list[Problem]
) -> Iterator[tuple[str, Entry]]:
    """The entries with the names of their files; a question with a picture of no use is broken."""
    for reading in readings:
        for entry in reading.imported.entries:
            bad = next((key for key in _keys(entry.question) if key in album.refused), None)
            if bad is None:
                yield reading.file.name, entry
                continue
            names = {each.key: each.name for each in reading.imported.attachments}
            unusable, place = album.refused[bad], Place(reading.file.name, entry.line)
            about = f"{entry.name}: " if entry.name else ""
            message = f"{about}the picture {names.get(bad, '')} {unusable.message}"
            problems.append(Problem(place, " ".join(message.split()), unusable.hint))
            yield reading.file.name, replace(entry, broken=True)


def _completed(
    entries: Iterable[tuple[str, Entry]], language: str, problems: list[Problem]
) -> Iterator[tuple[str, Entry]]:
    for name, entry in entries:
        if entry.question is None or entry.broken:
            yield name, entry
            continue
        question, found = completed(entry.question, language)
        problems += found
        yield name, replace(entry, question=question)


def _keys(value: object) -> Iterator[str]:
    """The keys of the pictures in a question or several."""
    yield from (node.get("picture") for node in nodes(value) if node.kind == "image")


def _parts(entries: Iterable[tuple[str, Entry]], language: str) -> Iterator[Question | Remark]:
    for name, entry in entries:
        if entry.question and not entry.broken:
            yield fitting(replace(entry.question, language=language))
        kept = [words(entry.question)] if entry.question and entry.broken else []
        kept += [entry.kept] if entry.kept.strip() else []
        if kept:
            yield Remark(_note(name, entry, "\n".join(kept)))


def _note(name: str, entry: Entry, text: str) -> str:
    where = f"{name}:{entry.line}" if entry.line else name
    head = f"{where} {entry.name}".rstrip() + ":"
    cut = text[:_LONGEST_NOTE] + ("\n[…]" if len(text) > _LONGEST_NOTE else "")
    return f"{head}\n{cut.strip()}"


def _front_matter(
    readings: Sequence[Reading], entries: Sequence[tuple[str, Entry]], language: str
) -> FrontMatter:
    found = [reading.imported for reading in readings]
    questions = [entry.question for _, entry in entries if entry.question]
    told = next((each.language for each in found if each.language), "")
    spoken = Counter(question.language for question in questions).most_common(1)
    return FrontMatter(
        title=next((each.title for each in found if each.title), ""),
        course=next((each.course for each in found if each.course), ""),
        tags=_common_tags(questions),
        language=language or told or (spoken[0][0] if spoken else "en"),
        points=_commonest([question.points for question in questions], Decimal(1)),
        difficulty=_commonest([q.difficulty for q in questions], FrontMatter().difficulty),
    )


def _common_tags(questions: Sequence[Question]) -> tuple[str, ...]:
    """The tags with which the list of every question begins."""
    columns = zip(*(question.tags for question in questions), strict=False)
    return tuple(column[0] for column in takewhile(lambda c: len(set(c)) == 1, columns))


def _commonest(values: Sequence[Decimal], usual: Decimal) -> Decimal:
    """What most have; the usual value where it is as common."""
    counts = Counter([*values, usual]).most_common()
    most = counts[0][1]
    return next(value for value, number in counts if number == most)


def _unwritable(question: Question, reason: str) -> Problem:
    return warning(
        question.place,
        f"kept as a note, for no card can say it: {reason}",
        "write it anew by hand: the note in the deck has its words",
    )
