"""A project folder → everything in it that exams are made of, read once, and all its problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from quizgen.derive import Derivation, derive
from quizgen.garbage import collection_paused
from quizgen.materials import Theme
from quizgen.model import Bank, Blueprint, Card, Deck, Markup, Place
from quizgen.problem import Problem, has_errors
from quizgen.read import discover
from quizgen.read.blueprint import BlueprintReading, read_blueprint
from quizgen.read.deck import read_deck
from quizgen.read.giveaways import in_lengths
from quizgen.read.orphans import orphans
from quizgen.read.pictures.reader import PictureReader
from quizgen.read.pictures.resolve import resolve
from quizgen.read.question import Reading, read_question
from quizgen.read.roster import read_roster
from quizgen.read.sensible import sensible_blueprint
from quizgen.read.source import Source, decode
from quizgen.read.theme import read_theme, theme_sources
from quizgen.read.twins import without_twins

find_root = discover.find_root


@dataclass(frozen=True, slots=True)
class Plan:
    """An exam to build and the questions it may draw from."""

    blueprint: Blueprint
    bank: Bank


@dataclass(frozen=True, slots=True)
class Project:
    """A project as read: one snapshot, from which everything is built.

    `derivation` is what was derived from all of its cards for `bank`; an exam that draws from some of
    the decks has wrong options from these alone. `sources` are the texts of its files by path, to show
    problems with; `picture_paths` gives where each picture of the bank, by its key, lies below the root;
    `notes` say what was assumed.
    """

    root: Path
    bank: Bank
    plans: tuple[Plan, ...]
    readings: tuple[Reading, ...]
    derivation: Derivation
    sources: Mapping[str, str]
    theme: Theme
    picture_paths: Mapping[str, str]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _DeckRead:
    """A deck with its readings; `derived_from` names cards whose derived questions it holds."""

    deck: Deck
    readings: tuple[Reading, ...]
    derived_from: tuple[str, ...]


@dataclass
class _Work:
    """What has been read so far; each file is read once."""

    root: Path
    pictures: PictureReader
    sources: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    decks: dict[str, _DeckRead] = field(default_factory=dict)

    def source(self, path: str, place: Place | None = None) -> Source | None:
        """The text of a file, or None where it cannot be read."""
        data = self.data(path, place)
        if data is None:
            return None
        source, problems = decode(path, data)
        self.sources[path] = source.text
        self.problems += (*discover.check_name(path), *problems)
        return source if source.readable else None

    def data(self, path: str, place: Place | None = None) -> bytes | None:
        """The bytes of a regular file within the project."""
        try:
            return discover.read_bytes(self.root, path)
        except FileNotFoundError:
            near = discover.nearest_file(self.root, path)
            hint = f"did you mean {near}?" if near else ""
            self.problems.append(Problem(place or Place(path), f"there is no file {path}", hint))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}"
            self.problems.append(Problem(place or Place(path), message))
        return None


def load(root: Path, targets: Sequence[str] = ()) -> Project:
    """Read the exams that `targets` name, or all of the project, with all the decks they draw from.

    A target is an exam's file or name, or a Markdown deck: of decks a sensible exam is made, and so of
    the whole content where there is no exam file.
    """
    with collection_paused():
        return _load(root, targets)


def _load(root: Path, targets: Sequence[str]) -> Project:
    work = _Work(root, PictureReader(root))
    theme, theme_problems = read_theme(root)
    found = discover.find(root, targets)
    readings = [_exam(work, path) for path in found.exams]
    contents = [_content(work, reading) for reading in readings]
    for path in (*(path for content in contents for path in content), *found.decks, *found.others):
        _read_deck(work, path)
    all_readings = tuple(r for deck in work.decks.values() for r in deck.readings)
    kept, twins = without_twins(all_readings)
    banks = _Banks(work, kept)
    bank, derivation = banks.of(work.decks)
    plans = [_plan(work, r, banks.of(c)[0]) for r, c in zip(readings, contents, strict=True)]
    notes = list(found.notes)
    if found.decks:
        own, _ = banks.of(found.decks)
        blueprint, note = sensible_blueprint(own)
        plans.append(Plan(blueprint, own))
        notes += [note] if own.questions else []
    problems = (*found.problems, *theme_problems, *work.problems, *twins)
    problems += discover.check_hidden_folder(root)
    if not targets and not has_errors(problems):  # a card with a mistake may have lost its name
        claims = {deck.deck.place: deck.derived_from for deck in work.decks.values()}
        problems += tuple(orphans(all_readings, claims))
    return Project(
        root=root,
        bank=bank,
        plans=tuple(plans),
        readings=all_readings,
        derivation=derivation,
        sources=MappingProxyType({**theme_sources(theme), **work.sources}),
        theme=theme,
        picture_paths=work.pictures.paths(root),
        problems=(*problems, *_same_output(plans)),
        notes=tuple(notes),
    )


def _exam(work: _Work, path: str) -> BlueprintReading:
    source = work.source(path) or Source(path, "")
    reading = read_blueprint(source, discover.exam_name(path))
    work.problems += reading.problems
    sections = tuple(
        replace(section, instructions=_resolved(work, section.instructions, path))
        for section in reading.blueprint.sections
    )
    instructions = _resolved(work, reading.blueprint.instructions, path)
    blueprint = replace(reading.blueprint, instructions=instructions, sections=sections)
    return replace(reading, blueprint=blueprint)


def _content(work: _Work, reading: BlueprintReading) -> tuple[str, ...]:
    """The decks that an exam draws from, each once."""
    paths: dict[str, None] = {}
    for pattern, place in reading.content:
        found, problem = discover.decks(work.root, pattern, place)
        paths |= dict.fromkeys(found)
        work.problems += (problem,) if problem else ()
    return tuple(paths)


def _read_deck(work: _Work, path: str) -> None:
    if path in work.decks:
        return
    source = work.source(path)
    if source is None:
        return
    deck = read_deck(source)
    work.problems += deck.problems
    lines = source.lines
    readings = []
    for card in deck.cards:
        reading = read_question(_with_pictures(work, card), deck.points, lines)
        work.problems += reading.problems
        readings.append(reading)
    work.problems += in_lengths(r.question for r in readings if r.question)
    work.decks[path] = _DeckRead(deck.deck, tuple(readings), deck.derived_from)


def _resolved(work: _Work, markup: Markup, path: str) -> Markup:
    """The passage of that file with its pictures read."""
    found, problems = resolve(markup, path, work.pictures)
    work.problems += problems
    return found


def _with_pictures(work: _Work, card: Card) -> Card:
    front = _resolved(work, card.front, card.place.path)
    back = _resolved(work, card.back, card.place.path)
    unchanged = front is card.front and back is card.back
    return card if unchanged else replace(card, front=front, back=back)


class _Banks:
    """The banks of some decks of the project, with what is derived from these; each is made once."""

    def __init__(self, work: _Work, readings: tuple[Reading, ...]) -> None:
        self._work = work
        self._readings = readings
        self._made: dict[frozenset[str], tuple[Bank, Derivation]] = {}

    def of(self, paths: Iterable[str]) -> tuple[Bank, Derivation]:
        """The bank of the decks in these files."""
        wanted = frozenset(paths)
        if wanted not in self._made:
            self._made[wanted] = self._make(wanted)
        return self._made[wanted]

    def _make(self, wanted: frozenset[str]) -> tuple[Bank, Derivation]:
        decks = [deck for path, deck in self._work.decks.items() if path in wanted]
        readings = [r for r in self._readings if r.card.place.path in wanted]
        derivation = derive(readings, {name for deck in decks for name in deck.derived_from})
        questions = tuple(q for r in readings for q in derivation.questions_of(r))
        pictures = self._work.pictures.pictures
        return Bank(questions, tuple(deck.deck for deck in decks), pictures), derivation


def _plan(work: _Work, reading: BlueprintReading, bank: Bank) -> Plan:
    if reading.roster is None:
        return Plan(reading.blueprint, bank)
    path, place = reading.roster
    data = work.data(str(PurePosixPath(path)), place)
    candidates, problems = read_roster(path, data) if data is not None else ((), ())
    if data is not None:
        work.sources[path] = decode(path, data)[0].text
    work.problems += problems
    return Plan(replace(reading.blueprint, candidates=candidates), bank)


def _same_output(plans: Iterable[Plan]) -> list[Problem]:
    """Exams whose output folders would be the same on a disk that is blind to case."""
    seen: dict[str, Blueprint] = {}
    problems = []
    for plan in plans:
        name = unicodedata.normalize("NFC", plan.blueprint.name).casefold()
        if name in seen:
            message = f"{seen[name].place.path} would be written to the same folder: {plan.blueprint.name}"
            problems.append(Problem(plan.blueprint.place, message, "rename one of the two files"))
        seen.setdefault(name, plan.blueprint)
    return problems
