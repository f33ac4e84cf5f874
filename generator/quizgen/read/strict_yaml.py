"""YAML text → values with places, without the surprises of YAML.

No aliases, anchors, tags or merge keys, no double keys, no second document, and no guessing of types:
a scalar stays the text that was written until a field says what it wants (so `no`, `12:30` and `1.10`
are what they look like). The reader works on PyYAML's events, which neither recurse nor expand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import yaml

from quizgen.markup.characters import forbidden
from quizgen.model import NOWHERE, Place
from quizgen.problem import Problem
from quizgen.read.source import Source, place_at

LARGEST = 200_000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; `plain` is false where it stood in quotes or as a block.

    `indent` is how far the lines of a literal block (`|`) are indented, -1 for any other value.
    """

    text: str
    plain: bool
    place: Place
    indent: int = -1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    entries: tuple[Value, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, in order; keys are unique."""

    entries: tuple[tuple[Scalar, Value], ...]
    place: Place


Value = Scalar | Sequence | Mapping


class _Mark(Protocol):
    """Where PyYAML saw something, counted from 0. Its lines are not ours: U+2028 and the like end them."""

    index: int


class _Places:
    """Marks → places in the file, in which only a line feed ends a line."""

    def __init__(self, source: Source, first_line: int) -> None:
        self._path, self._first = source.path, first_line
        self._starts = [0, *(i + 1 for i, sign in enumerate(source.text) if sign == "\n")]

    def line(self, mark: _Mark) -> int:
        """The line of the text, from 0."""
        return bisect_right(self._starts, mark.index) - 1

    def at(self, mark: _Mark) -> Place:
        line = self.line(mark)
        return Place(self._path, self._first + line, mark.index - self._starts[line] + 1)


class _Refused(Exception):
    """The document breaks a rule of ours; carries the problem."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(place, message, hint)


def read_yaml(source: Source, first_line: int = 1) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The mapping that a YAML text holds, and problems; None where there is none to work with.

    `first_line` is the line of the file on which the text begins (for front matter).
    """
    if len(source.text) > LARGEST:
        message = f"this is too long: {len(source.text):,} characters; at most {LARGEST:,} are read"
        end = place_at(source.path, source.text, LARGEST)
        return None, (Problem(replace(end, line=first_line + end.line - 1), message),)
    composer = _Composer(source, first_line)
    try:
        return composer.document(), tuple(composer.problems)
    except _Refused as refused:
        return None, (*composer.problems, refused.problem)
    except yaml.MarkedYAMLError as error:
        return None, (*composer.problems, _syntax(composer, error))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # \UFFFFFFFF is no character
        return None, (*composer.problems, Problem(composer.place, _first(error)))


@dataclass
class _Open:
    """A sequence or mapping whose end has not come yet."""

    place: Place
    mapping: bool
    values: list[Value] = field(default_factory=list)


class _Composer:
    """Puts values together from events; `problems` are those that it can go on after.

    `place` is that of the latest event, `places` tell others.
    """

    def __init__(self, source: Source, first_line: int) -> None:
        self.problems: list[Problem] = []
        self.place = Place(source.path, first_line)
        self.places = _Places(source, first_line)
        self._source = source
        self._stack = [_Open(Place(source.path, first_line), False)]
        self._special_line = 0

    def document(self) -> Mapping | None:
        for event in self._events():
            self._take(event)
        values = self._stack[0].values
        if not values:
            return Mapping((), self._stack[0].place)
        if not isinstance(values[0], Mapping):
            raise _Refused(values[0].place, "this is no list of settings", "write: name: value")
        return values[0]

    def _events(self) -> Iterator[yaml.Event]:
        documents = 0
        for event in yaml.parse(self._source.text, Loader=yaml.SafeLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise _Refused(
                    self._place(event), "a second document begins here", "delete the line ---"
                )
            yield event

    def _take(self, event: yaml.Event) -> None:
        self.place = self._place(event)
        self._report_specials(event)
        if isinstance(event, yaml.AliasEvent):
            self._add(Scalar("", True, self._place(event)))
        elif isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self._stack) > DEEPEST:
                raise _Refused(self._place(event), "this is nested too deep")
            self._stack.append(_Open(self._place(event), isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _report_specials(self, event: yaml.Event) -> None:
        """Report what is more than values, once for each line: where one stands are often many."""
        place = self._place(event)
        if place.line != self._special_line:
            for message, hint in _specials(event):
                self._special_line = place.line
                self.problems.append(Problem(place, message, hint))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = self._place(event)
        for _, description in forbidden(event.value):
            self.problems.append(Problem(place, f"this text holds {description}", "delete it"))
        return Scalar(event.value, event.style is None, place, self._indent(event))

    def _indent(self, event: yaml.ScalarEvent) -> int:
        if event.style != "|" or not event.start_mark:
            return -1
        following = self._source.lines[self.places.line(event.start_mark) + 1 :]
        first = next((line for line in following if line.strip()), "")
        return len(first) - len(first.lstrip())

    def _add(self, value: Value) -> None:
        self._stack[-1].values.append(value)

    def _close(self) -> None:
        done = self._stack.pop()
        values = tuple(done.values)
        self._add(
            self._mapping(done.place, values) if done.mapping else Sequence(values, done.place)
        )

    def _mapping(self, place: Place, values: tuple[Value, ...]) -> Mapping:
        entries: dict[str, tuple[Scalar, Value]] = {}
        for key, value in zip(values[::2], values[1::2], strict=True):
            if not isinstance(key, Scalar):
                raise _Refused(key.place, "a name must be a single word")
            if key.text in entries:
                before = entries[key.text][0].place.line
                message = f"{key.text!r} stands here a second time; the first is in line {before}"
                self.problems.append(Problem(key.place, message, "delete one of the two"))
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), place)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return self.places.at(mark) if mark else NOWHERE


def _specials(event: yaml.Event) -> Iterator[tuple[str, str]]:
    """Message and hint for an alias, an anchor or a tag."""
    name, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
    if isinstance(event, yaml.AliasEvent):
        hint = f'if the text begins with *, put it in quotes: "*{name}"'
        yield f"aliases are not allowed: *{name}", hint
    elif name is not None:
        hint = f'if the text begins with &, put it in quotes: "&{name} …"'
        yield f"anchors are not allowed: &{name}", hint
    if tag not in (None, "!"):
        yield f"tags are not allowed: {tag}", "if the text begins with !, put it in quotes"


def _first(error: Exception) -> str:
    return f"this is no YAML: {str(error).splitlines()[0]}"


def _syntax(composer: _Composer, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = composer.places.at(mark) if mark else composer.place
    message, hint = _EXPLAINED.get(error.problem or "", (f"{error.problem}", ""))
    return Problem(place, f"this is no YAML: {message}", hint or _GENERAL_HINT)


_GENERAL_HINT = "indent with blanks, write name: value, and put texts with : or # in quotes"
_EXPLAINED = {
    "mapping values are not allowed here": (
        "a second colon in one line",
        'put a text that holds a colon in quotes: title: "Exam: part 2"',
    ),
    "found character '\\t' that cannot start any token": (
        "a tab where blanks should stand",
        "indent with blanks",
    ),
}
