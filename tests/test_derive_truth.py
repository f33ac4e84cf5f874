"""No distractor is right: in worlds of which the truth is known, and in the decks that we have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from traps import TRAPS, Trap, defined
from worlds import Deck, World, number, value

from quizgen.derive import Derivation, derive
from quizgen.markup.plain import one_line
from quizgen.model import DERIVED, Choice, Gaps, Matching, Numeric, Open, Question, ShortAnswer
from quizgen.project import load
from quizgen.read.deck import read_deck
from quizgen.read.question import Reading, read_question
from quizgen.read.source import decode
from quizgen.read.twins import without_twins

ROOT = Path(__file__).parents[1]
EXAMPLES = 60


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A world in which each of some traps is laid for some thing, the same ones or others."""
    random = draw(st.randoms(use_true_random=False))
    traps = draw(st.lists(st.sampled_from(TRAPS), min_size=1, max_size=6))
    return laid(random, traps)


def laid(random: Random, traps: Sequence[Trap]) -> World:
    """A world of two decks, in both of which the traps are laid twice."""
    world = World(random)
    for language in ("en", "de"):
        deck = Deck(world, language)
        things = [deck.thing() for _ in range(4)]
        defined(deck, things[0])
        for trap in (*traps, *traps):
            trap(deck, random.choice(things))
            trap(deck, deck.thing())
        deck.finish()
    return world


def read(world: World) -> tuple[Reading, ...]:
    """The readings of its decks, as a project has them."""
    readings: list[Reading] = []
    for name, text in world.decks.items():
        source, problems = decode(name, text.encode())
        deck = read_deck(source)
        found = [read_question(card, deck.points, source.lines) for card in deck.cards]
        errors = (*problems, *deck.problems, *(p for r in found for p in r.problems))
        assert not [p for p in errors if p.severity == "error"], errors
        readings += found
    return without_twins(readings)[0]


def asked(derivation: Derivation) -> list[Question]:
    return [question for each in derivation.questions.values() for question in each]


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(worlds())
def test_no_wrong_answer_is_right(world: World) -> None:
    for question in asked(derive(read(world))):
        check(world, question)


def check(world: World, question: Question) -> None:
    """The key is right, and nothing else that is offered."""
    stem, card, language = one_line(question.stem), question.card, question.language
    if isinstance(question, Choice):
        texts = [one_line(option.text) for option in question.options]
        meanings = [world.meaning(text, language) for text in texts]
        keys = [option.right for option in question.options]
        for key in (m for m, right in zip(meanings, keys, strict=True) if right):
            assert world.right(card, stem, meanings, key) == keys, (stem, texts, meanings, key)
        assert len(set(meanings)) == len(meanings), f"two options are alike: {stem} {texts}"
    elif isinstance(question, ShortAnswer):
        for answer in map(str, question.answers):
            meaning = world.meaning(answer, language)
            assert world.right(card, stem, [meaning], meaning) == [True], (stem, answer)
    elif isinstance(question, Numeric):
        meaning = number(question.value)
        assert world.right(card, stem, [meaning], meaning) == [True], (stem, meaning)
    elif isinstance(question, Matching):
        names = [world.meaning(one_line(pair.right), language) for pair in question.pairs]
        for position, pair in enumerate(question.pairs):
            found = world.right(card, one_line(pair.left), names, names[position])
            assert found == [i == position for i in range(len(names))], (stem, pair)


@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(worlds(), st.randoms(use_true_random=False))
def test_a_question_stays_itself_among_other_cards(world: World, random: Random) -> None:
    """Ids are unique, and the same whatever cards stand before, after or beside."""
    readings = read(world)
    before = asked(derive(readings))
    assert len({question.id for question in before}) == len(before)
    others = [r for r in readings if random.random() < 0.8]
    random.shuffle(others)
    known = {(q.card, q.kind, one_line(q.stem), key(q)): q.id for q in before}
    for question in asked(derive(others)):
        same = question.card, question.kind, one_line(question.stem), key(question)
        assert known.get(same, question.id) == question.id


def key(question: Question) -> tuple[str, ...]:
    """What is right."""
    if isinstance(question, Choice):
        return tuple(one_line(o.text).casefold() for o in question.options if o.right)
    return ()


def test_the_traps_are_walked_into() -> None:
    """Much is derived where they are laid, of every sort, and the same each time."""
    found: list[Question] = []
    for first in range(0, len(TRAPS), 6):
        world = laid(Random(first), TRAPS[first : first + 6])
        readings = read(world)
        questions = asked(derive(readings))
        assert questions == asked(derive(readings))
        for question in questions:
            check(world, question)
        found += questions
    assert {question.kind for question in found} == {"choice", "matching", "numeric", "short"}
    sorts = ("choice", "entry", "members", "formula", "gap")
    assert all(any(f"-{sort}-" in question.id for question in found) for sort in sorts)


DECKS = (*sorted((ROOT / "content").glob("*.md")), *sorted((ROOT / "tests/judged").glob("*.md")))


@pytest.mark.parametrize("deck", DECKS, ids=lambda path: path.stem)
def test_what_is_derived_from_our_decks_is_well_made(deck: Path) -> None:
    project = load(ROOT, [str(deck.relative_to(ROOT))])
    cards = {reading.card.id: reading for reading in project.readings}
    questions = asked(project.derivation)
    assert questions
    assert len({question.id for question in questions}) == len(questions)
    assert len({(q.kind, one_line(q.stem)) for q in questions}) == len(questions)
    for question in questions:
        assert DERIVED in question.tags
        reading = cards[question.card]
        if isinstance(question, Choice):
            well_made(question, reading.question)
        if isinstance(question, Matching):
            assert alone(one_line(pair.left) for pair in question.pairs)
            assert alone(one_line(pair.right) for pair in question.pairs)


def well_made(choice: Choice, card: Question | None) -> None:
    """Enough options, none like another, none right by what its card says, in an order of their own."""
    texts = [one_line(option.text) for option in choice.options]
    rights = [text for text, option in zip(texts, choice.options, strict=True) if option.right]
    wrongs = [text for text in texts if text not in rights]
    assert (len(texts), len(rights)) == ((5, 2) if choice.multiple else (4, 1))
    assert alone(texts)
    assert texts == sorted(texts, key=lambda text: order(text, choice.language))
    if isinstance(card, Gaps):
        run = [gap for gap in card.gaps if str(gap.answers[0]) in rights]
        assert not {str(a).casefold() for gap in run for a in gap.answers} & set(
            map(str.casefold, wrongs)
        )
    if isinstance(card, Open) and "-choice-" in choice.id:
        back = f" {plainly(one_line(card.answer))} "
        assert not [text for text in wrongs if f" {plainly(text)} " in back]
    if isinstance(card, Open) and choice.multiple:
        for entries in lists(card):
            if any(plainly(right) in entries for right in rights):
                assert not [text for text in wrongs if plainly(text) in entries]


def lists(card: Open) -> list[set[str]]:
    blocks = (b for b in card.answer if b.kind in ("bullet_list", "ordered_list"))
    return [{plainly(one_line(item.children)) for item in block.children} for block in blocks]


def alone(texts: Iterable[str]) -> bool:
    """Whether no text is another, whatever the case, hyphens, stops and signs without meaning."""
    found = [plainly(text).replace(" ", "") for text in texts]
    return len(set(found)) == len(found)


def plainly(text: str) -> str:
    """A text in small letters without articles and signs; the signs of a formula have a meaning."""
    if "\\" in text:
        return re.sub(r"\s|\\[,;:! ]|\\cdot|\\left|\\right", "", text)
    words = re.sub(r"[^\w\s%+/*=<>.,-]|[.,-](?!\d)", " ", text.casefold()).split()
    return " ".join(word for word in words if word not in ("a", "an", "the", "der", "die", "das"))


def order(text: str, language: str) -> tuple[bool, Decimal, str]:
    """Numbers by value, then texts by their letters."""
    if re.fullmatch(r"-?\d[\d.,]*( ?%| [^\d\s]+)?\.?", text):
        return False, value(text, language), ""
    return True, Decimal(0), text.casefold()
