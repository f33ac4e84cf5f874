"""Authored text → what QTI 1.2 files hold of it: HTML, plain words, titles, idents."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.export.lms.facts import GAP
from quizgen.export.lms.media import Rich, Style
from quizgen.markup.plain import one_line
from quizgen.model import Exam, Markup, Node, Numeric, Pattern, Picture, Question

FOLDER = "images"
TITLE_LENGTH = 100

STYLE = Style(lambda picture: f"$IMS-CC-FILEBASE$/{FOLDER}/{picture.name}")

_LEAST = 10**8
_LIKE_A_TAG = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Texts:
    """Markup → HTML; `shown` collects the pictures that the HTML refers to, by their names."""

    pictures: Mapping[str, Picture]
    shown: dict[str, Picture] = field(default_factory=dict)

    def rich(self, markup: Markup) -> str:
        """A passage of its own."""
        return self._noted(STYLE.rich(markup, self.pictures))

    def inline(self, markup: Markup) -> str:
        """A passage that stands beside a button or in a cell."""
        return self._noted(STYLE.inline(markup, self.pictures))

    def _noted(self, rich: Rich) -> str:
        self.shown.update((picture.name, picture) for picture in rich.pictures)
        return rich.html.strip()


def ident(*names: str) -> str:
    """A name for machines: the same for the same thing, so that a second import replaces the first."""
    return "i" + hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def exam_name(exam: Exam) -> str:
    """What tells an exam from others in a course; every project has a bank."""
    return f"{exam.blueprint.name}\n{exam.blueprint.title}"


def answer_idents(item: str, count: int) -> tuple[str, ...]:
    """Names for the answers of a question that tell nothing of their order, which may show the key.

    They are numbers: Canvas reads them as such.
    """
    found: dict[str, None] = {}
    for attempt in itertools.count():
        if len(found) == count:
            return tuple(found)
        number = int(ident(item, str(attempt))[1:], 16)
        found.setdefault(str(_LEAST + number % (9 * _LEAST)))
    raise AssertionError


def title(question: Question) -> str:
    """The beginning of the stem, for lists of questions; the id where the stem has no words."""
    return one_line(question.stem, TITLE_LENGTH) or question.id


def with_unit(question: Numeric) -> Markup:
    """The stem, with a line below that shows the unit of the number to be written: ____ kg."""
    unit = " ".join(question.unit.split())
    line = Node("paragraph", children=(Node("text", f"{GAP} {unit}"),))
    return (*question.stem, line) if unit else question.stem


def plain(entry: Markup) -> str:
    """An entry on one line, as text that stays the same when a platform takes it for HTML."""
    return _LIKE_A_TAG.sub("<\N{WORD JOINER}", one_line(entry))


def is_plain(entry: Markup) -> bool:
    """Whether an entry is words on a line and nothing that a platform might take for HTML."""
    nodes = tuple(node for block in entry for node in block.walk())
    worded = all(node.kind in {"paragraph", "text", "softbreak"} for node in nodes)
    return worded and len(entry) == 1 and not set("<>&") & set(one_line(entry))


def exact(patterns: tuple[Pattern, ...]) -> tuple[str, ...]:
    """The accepted answers without wildcards, each once and on one line."""
    lines = (" ".join(str(pattern).split()) for pattern in patterns if not pattern.wild)
    return tuple(dict.fromkeys(filter(None, lines)))
