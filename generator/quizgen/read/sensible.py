"""A bank without an exam file → a blueprint that asks what there is, easy kinds first."""

from __future__ import annotations

from collections import Counter

from quizgen.labels import labels
from quizgen.model import Bank, Blueprint, Section, Selection
from quizgen.read.discover import exam_name

MOST = 50
"""Questions of an exam that nobody planned."""

_GROUPS = (
    ("section_choice", ("choice", "truefalse")),
    ("section_tasks", ("matching", "ordering", "gaps")),
    ("section_short", ("short", "numeric")),
    ("section_open", ("open",)),
)


def sensible_blueprint(bank: Bank) -> tuple[Blueprint, str]:
    """An exam of all questions of the bank, or of `MOST` spread over the kinds; and a note on it."""
    deck = bank.decks[0] if bank.decks else None
    single = deck if deck and len(bank.decks) == 1 else None
    language = deck.language if deck else "en"
    words = labels(language).print
    counts = Counter(question.kind for question in bank.questions)
    sections = tuple(
        Section(title=words[name], selection=Selection(kinds=frozenset(kinds)), count=count)
        for name, kinds in _GROUPS
        if (count := _share(sum(counts[kind] for kind in kinds), len(bank.questions)))
    )
    name = exam_name(single.place.path) if single else "exam"
    blueprint = Blueprint(
        name=name,
        title=single.title if single else words["exam"],
        course=deck.course if deck else "",
        language=language,
        sections=sections or (Section(),),
    )
    asked = sum(section.count or 0 for section in sections)
    return blueprint, _note(asked, len(bank.questions))


def _share(count: int, total: int) -> int:
    return count if total <= MOST else max(1, count * MOST // total) if count else 0


def _note(asked: int, total: int) -> str:
    drawn = f"all {total}" if asked == total else f"{asked} of the {total}"
    return f"without an exam file the exam asks {drawn} questions; write an exam.yaml to choose"
