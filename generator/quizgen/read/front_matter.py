"""The YAML between `---` lines at the head of a deck → what it says of all its cards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.read.difficulty import LEVELS, to_share
from quizgen.read.fields import Fields
from quizgen.read.source import Source
from quizgen.read.strict_yaml import Mapping, Scalar, read_yaml

MOST_POINTS = Decimal(1000)
DISTRACTORS = ("near", "topic", "spread")
"""Where wrong options come from: what is nearest in meaning, the same topic, or as many topics as can be."""

_FENCE = re.compile(r"---[ \t]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What holds for all cards of a deck unless a card says otherwise; `title` "" if not given.

    `derived_from` names cards whose derived questions were written out into this deck.
    """

    title: str = ""
    course: str = ""
    tags: tuple[str, ...] = ()
    language: str = "en"
    points: Decimal = Decimal(1)
    difficulty: Decimal = LEVELS["medium"]
    derive: bool = True
    distractors: str = DISTRACTORS[0]
    derived_from: tuple[str, ...] = ()


def is_language(text: str) -> bool:
    """Whether the text has the form of a language tag (BCP 47), such as en-GB."""
    return bool(_LANGUAGE.fullmatch(text))


def read_front_matter(source: Source) -> tuple[FrontMatter, str, tuple[Problem, ...]]:
    """The front matter, and the deck's Markdown with the front matter's lines emptied."""
    lines = source.lines
    if not _FENCE.fullmatch(lines[0]):
        return FrontMatter(), source.text, ()
    end = next((i for i, line in enumerate(lines) if i and _FENCE.fullmatch(line)), None)
    if end is None:
        message = "the front matter that begins here has no end"
        problem = Problem(
            Place(source.path, 1), message, "close it with a line of three dashes: ---"
        )
        return FrontMatter(), "", (problem,)
    mapping, problems = read_yaml(Source(source.path, "\n".join(lines[1:end])), first_line=2)
    body = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    if mapping is None:
        return FrontMatter(), body, problems
    front_matter, more = _front_matter(mapping)
    return front_matter, body, (*problems, *more)


def _front_matter(mapping: Mapping) -> tuple[FrontMatter, tuple[Problem, ...]]:
    fields = Fields(mapping, "the front matter")
    fields.value("notes")
    front_matter = FrontMatter(
        title=fields.line("title"),
        course=fields.line("course"),
        tags=fields.texts("tags"),
        language=read_language(fields),
        points=_or(fields.decimal("points", Decimal(0), MOST_POINTS), Decimal(1)),
        difficulty=_or(_difficulty(fields), LEVELS["medium"]),
        derive=fields.boolean("derive", True),
        distractors=fields.word("distractors", DISTRACTORS, DISTRACTORS[0]),
        derived_from=fields.texts("derived_from"),
    )
    return front_matter, fields.finish()


def _or(value: Decimal | None, default: Decimal) -> Decimal:
    return default if value is None else value


def read_language(fields: Fields) -> str:
    """The field `language`, a BCP 47 tag."""
    language = fields.text("language", "en")
    if is_language(language):
        return language
    fields.report(fields.place_of("language"), f"{language!r} is no language", "such as en or de")
    return "en"


def _difficulty(fields: Fields) -> Decimal | None:
    value = fields.value("difficulty")
    if value is None:
        return None
    share = to_share(value.text) if isinstance(value, Scalar) else None
    if share is None:
        fields.report(value.place, "difficulty must be easy, medium, hard or a number from 0 to 1")
    return share


def deck_name(path: str) -> str:
    """The name of the deck in that file: its name without suffix."""
    return PurePosixPath(path).stem
