"""A bank without an exam file → a blueprint that asks what there is, easy kinds first.

A card is asked once, as one of the questions that were made of it. Those that can be asked in several ways
are spread over these by `_SHARES`: mostly multiple choice, some in a few words, the odd one in full.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from quizgen.giveaways import giveaways
from quizgen.labels import labels
from quizgen.model import Bank, Blueprint, Question, Section, Selection
from quizgen.read.discover import exam_name

MOST = 50
"""Questions of an exam that nobody planned."""

_GROUPS = (
    ("section_choice", ("choice", "truefalse")),
    ("section_tasks", ("matching", "ordering", "gaps")),
    ("section_short", ("short", "numeric")),
    ("section_open", ("open",)),
)
_GROUP_OF = {kind: name for name, kinds in _GROUPS for kind in kinds}
_SHARES = {"section_choice": 5, "section_short": 2, "section_tasks": 1, "section_open": 1}

_PLENTY = 4 * MOST
"""Of so many cards so few are asked that it need not be known which of them help each other."""


def sensible_blueprint(bank: Bank) -> tuple[Blueprint, str]:
    """An exam of all cards of the bank, or of `MOST` spread over the kinds; and a note on it.

    It can be drawn whatever the secret: each section has as many cards of its own as it asks.
    """
    deck = bank.decks[0] if bank.decks else None
    single = deck if deck and len(bank.decks) == 1 else None
    language = deck.language if deck else "en"
    words = labels(language).print
    cards = len({question.origin for question in bank.questions})
    counts = _counts(bank)
    sections = tuple(
        Section(title=words[name], selection=Selection(kinds=frozenset(kinds)), count=counts[name])
        for name, kinds in _GROUPS
        if counts[name]
    )
    name = exam_name(single.place.path) if single else "exam"
    blueprint = Blueprint(
        name=name,
        title=single.title if single else words["exam"],
        course=deck.course if deck else "",
        language=language,
        sections=sections or (Section(),),
    )
    return blueprint, _note(sum(counts.values()), cards, len(bank.questions))


def _counts(bank: Bank) -> Counter[str]:
    """How many cards each section asks.

    What gives away what is judged among the questions of the sections that there are, as it will be when
    the exam is drawn; so a section fewer is a reason to look again.
    """
    sections = frozenset(_SHARES)
    while True:
        counts = _counts_of(sections, bank.questions)
        if counts.keys() == sections or not counts:
            return counts
        sections = frozenset(counts)


def _counts_of(sections: frozenset[str], questions: tuple[Question, ...]) -> Counter[str]:
    """How many cards each of the sections asks; those that would ask none are left out."""
    ways: defaultdict[str, set[str]] = defaultdict(set)
    among = tuple(question for question in questions if _GROUP_OF[question.kind] in sections)
    for question in _without_giveaways(among):
        ways[question.origin].add(_GROUP_OF[question.kind])
    return _cut(Counter(_spread(ways).values()))


def _without_giveaways(questions: tuple[Question, ...]) -> Iterable[Question]:
    """Those that can be asked beside any other; all where there are plenty."""
    if len({question.origin for question in questions}) > _PLENTY:
        return questions
    pairs = giveaways(questions)
    helping = {name for pair in pairs for name in (pair.giver, pair.given)}
    return (question for question in questions if question.id not in helping)


def _spread(ways: Mapping[str, set[str]]) -> dict[str, str]:
    """For each card the section that asks it. What was written as one kind is asked as that."""
    spread = {card: next(iter(names)) for card, names in ways.items() if len(names) == 1}
    asked = Counter[str]()
    for card, names in ways.items():
        if len(names) > 1:
            spread[card] = min(sorted(names), key=lambda name: asked[name] / _SHARES[name])
            asked[spread[card]] += 1
    return spread


def _cut(cards: Counter[str]) -> Counter[str]:
    """At most `MOST` of them in the same proportions, but one at least; the largest part fills up."""
    total = cards.total()
    if total <= MOST:
        return cards
    shares = Counter({name: max(1, count * MOST // total) for name, count in cards.items()})
    shares[max(cards, key=lambda name: (cards[name], name))] += MOST - shares.total()
    return shares


def _note(asked: int, cards: int, questions: int) -> str:
    drawn = f"all {cards}" if asked == cards else f"{asked} of the {cards}"
    what = f"{drawn} questions" if cards == questions else f"{drawn} cards, each in one question"
    return f"without an exam file the exam asks {what}; write an exam.yaml to choose"
