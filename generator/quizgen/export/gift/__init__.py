"""An exam → one GIFT file: its questions by category, as plain text, for a question bank.

GIFT is Moodle's own text format, which other programs read, too; it carries no pictures. A question that
several forms ask is written once; the platform does the shuffling.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.gift import kinds, syntax
from quizgen.export.gift.contract import LIMITS, check, tags
from quizgen.export.gift.fitted import fitted
from quizgen.export.gift.found import found
from quizgen.export.gift.planned import planned
from quizgen.export.lms.asked import deck_titles
from quizgen.export.lms.losses import kept
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.moodle.categories import category_path
from quizgen.export.moodle.words import idnumbers, name
from quizgen.model import Asked, Exam

__all__ = ["GIFT"]

Listed = tuple[tuple[Asked, str, str], ...]
"""Questions, each with the path of its category and its idnumber."""


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    listed = in_order(exam)
    data = write(listed)
    require_same(exam, "GIFT", differences(listed, data))
    yield Document(f"{exam.blueprint.name}-gift.txt", data)


def write(listed: Listed) -> bytes:
    """The file's bytes, not yet read back: paragraphs with a blank line between them."""
    paragraphs, current = [], ""
    for asked, category, idnumber in listed:
        if category != current:
            paragraphs.append(syntax.category(category))
            current = category
        question = asked.question
        heading = syntax.heading(name(question), idnumber, tags(question))
        paragraphs.append(heading + kinds.question(fitted(asked)))
    return "\n".join(paragraphs).encode()


def differences(listed: Listed, data: bytes) -> tuple[str, ...]:
    """What is not in the file as it is planned, one line for each."""
    try:
        facts = tuple(found(data.decode()))
    except (ValueError, ArithmeticError) as problem:
        return (f"the file cannot be read: {problem}",)
    return tuple(compared((planned(*each) for each in listed), facts))


def in_order(exam: Exam) -> Listed:
    """The questions that are written, in the order of the file."""
    titles = deck_titles(exam)
    written = kept(exam, LIMITS)
    numbers = idnumbers(asked.question for asked in written)
    groups: dict[str, list[Asked]] = {}
    for asked in written:
        deck = asked.question.deck
        path = category_path(titles.get(deck, deck), asked.question.topic)
        groups.setdefault(path, []).append(asked)
    return tuple(
        (asked, path, numbers[asked.question.id])
        for path, group in groups.items()
        for asked in group
    )


GIFT = Exporter(
    name="gift",
    summary="GIFT, a text format of Moodle's that other programs read, too; without pictures",
    kinds=frozenset(LIMITS.kinds),
    check=check,
    export=export,
)
