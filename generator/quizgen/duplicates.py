"""Questions → warnings of those that ask the same in other words.

Precision comes before recall: a warning that is often wrong is soon read by nobody. Two questions are taken
for the same if

- their stems have the same words that carry meaning, in any order, and their answers agree in part;
- one stem has a word or two more and the answers are nearly equal;
- one stem is short for the other (GDP, gross domestic product) and the answers agree in part;
- their stems are the same word for word in two decks, and hold all that is asked.

A number, a negation, another question word, a formula, code or picture that only one of them has sets them
apart. What can match has a rare word in common, and only such pairs are compared, so that the work grows with
the number of questions and not with its square. Word for word the same front in one deck, without a name, is
another matter: see `read.twins`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from quizgen.labels import labels
from quizgen.markup.plain import one_line, plain, prose
from quizgen.meaning import content_words, covered, overlap, words
from quizgen.model import (
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
    nodes,
)
from quizgen.problem import Problem, warning

MORE = 1 / 3
"""The share of the longer stem's words that the other may lack if the answers are nearly equal."""

PARTLY, MOSTLY = 1 / 3, 0.7
"""Shares of common words from which two answers agree in part, and are nearly equal."""

LONG = 3
"""A stem of so many words that carry meaning is not just a heading that many cards may have."""

CROWDED = 50
"""Of questions with the same rare word so many are compared with the next one."""

_WHOLE = (Open, ShortAnswer, Numeric, TrueFalse)
"""Kinds whose stem holds all that is asked. The others ask about what can be picked."""

_LETTER = re.compile(r"(?<=\w[ (])[^\W\d_a-z](?!\w)")
"""A capital that stands for itself: river A is not river B."""

_APART = ("formula", "formula_block", "code", "code_block", "image")


class _Asked:
    """A question as it is compared; its answer is only looked at if its stem is like another's."""

    def __init__(self, question: Question) -> None:
        text, language = prose(question.stem), question.language
        telling = content_words(_subject(text, language), language)
        self.question = question
        self.spelt = words(text)
        self.stem = _stems(telling)
        self.initials = "".join(word[0] for word in dict.fromkeys(telling))
        self.mark = (
            language.split("-")[0].lower(),
            tuple(sorted(_sharp(language).intersection(self.spelt))),
            tuple(sorted(word for word in self.stem if not word.isalpha())),
            tuple(_LETTER.findall(text)),
            tuple(_apart(question.stem)),
        )

    @cached_property
    def answer(self) -> frozenset[str]:
        """The stems of the words of what is right."""
        text = " ".join(_answer(self.question))
        return _stems(content_words(text, self.question.language))


def duplicates(questions: Iterable[Question]) -> tuple[Problem, ...]:
    """A warning at each question that asks the same as one before it, in the order of the questions.

    Derived questions are not compared: their cards are.
    """
    asked = [_Asked(question) for question in questions if not question.card]
    problems = []
    before: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, keys in enumerate(_keys(asked)):
        others = {other for key in keys for other in before[key][-CROWDED:]}
        same = (asked[other] for other in sorted(others) if _same(asked[other], asked[number]))
        if first := next(same, None):
            problems.append(_problem(first.question, asked[number].question))
        for key in keys:
            before[key].append(number)
    return tuple(problems)


def _keys(asked: Sequence[_Asked]) -> Iterator[set[Hashable]]:
    """What two questions must have one of in common to be compared.

    Of two sets of words that share at least two thirds, the rarest third of each and one word more hold a
    common word (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006, A primitive operator for similarity
    joins in data cleaning).
    """
    found = Counter(word for each in asked for word in each.stem)
    for each in asked:
        rarest = sorted(each.stem, key=lambda word: (found[word], word))
        keys: set[Hashable] = {(each.mark, word) for word in rarest[: int(len(rarest) * MORE) + 1]}
        short = each.spelt[0] if len(each.spelt) == 1 else each.initials
        yield keys | {(each.mark, "short", short)} if each.stem else keys


def _same(one: _Asked, other: _Asked) -> bool:
    if one.mark != other.mark:
        return False
    if one.stem == other.stem:
        return _agree(one, other) or _repeated(one, other)
    if one.stem < other.stem or other.stem < one.stem:
        more = len(one.stem ^ other.stem) / max(len(one.stem), len(other.stem))
        return more <= MORE and _tells(one) and overlap(one.answer, other.answer) >= MOSTLY
    return _shortened(one, other) and _agree(one, other)


def _agree(one: _Asked, other: _Asked) -> bool:
    """Whether the answers have so much in common that they may be one answer in two wordings."""
    small, large = sorted((one.answer, other.answer), key=len)
    if small == large:
        return True
    picked = not isinstance(one.question, _WHOLE) and not isinstance(other.question, _WHOLE)
    numbers = [{w for w in each if not w.isalpha()} for each in (small, large)]
    if picked or (all(numbers) and numbers[0].isdisjoint(numbers[1])):
        return overlap(small, large) >= MOSTLY
    return covered(small, large) >= PARTLY


def _tells(one: _Asked) -> bool:
    """Whether it tells something that two questions have the same answer: not "true" or 2."""
    letters = (word for word in one.answer if not word.isdigit())
    return not isinstance(one.question, TrueFalse) and any(letters)


def _repeated(one: _Asked, other: _Asked) -> bool:
    """Word for word the same in two decks, and not just a heading such as "Advantages"."""
    whole = isinstance(one.question, _WHOLE) and isinstance(other.question, _WHOLE)
    decks = one.question.deck != other.question.deck
    return decks and whole and one.spelt == other.spelt and len(one.stem) >= LONG


def _shortened(one: _Asked, other: _Asked) -> bool:
    """Whether one is a word made of the first letters of the other."""
    short, long = sorted((one, other), key=lambda each: len(each.initials))
    return len(short.stem) == 1 < len(long.stem) and long.initials in short.spelt


def _subject(text: str, language: str) -> str:
    """The text without a word that only asks: "define x" is "what is x"."""
    first, _, rest = text.partition(" ")
    tasks = labels(language).text.get("task", ())
    return rest if first.casefold() in tasks and rest else text


def _stems(found: Iterable[str]) -> frozenset[str]:
    """The stems without an e at the end, which some forms of a word keep: solve, solved."""
    return frozenset(word.removesuffix("e") for word in found)


def _sharp(language: str) -> frozenset[str]:
    return frozenset(labels(language).text.get("sharp", ()))


def _apart(stem: Markup) -> Iterator[tuple[str, ...]]:
    """Formulas, code and pictures of a stem."""
    for node in nodes(stem):
        if node.kind in _APART:
            yield node.kind, node.text.strip(), node.get("picture")


def _answer(question: Question) -> Iterator[str]:
    """What is right, as text."""
    for kind, texts in _ANSWERS.items():
        if isinstance(question, kind):
            yield from texts(question)


_ANSWERS: Mapping[type[Question], Callable[[Any], Iterable[str]]] = {
    Choice: lambda q: (plain(option.text) for option in q.options if option.right),
    TrueFalse: lambda q: (str(q.answer),),
    ShortAnswer: lambda q: map(str, q.answers),
    Numeric: lambda q: (str(q.value), q.unit),
    Matching: lambda q: (plain(side) for pair in q.pairs for side in (pair.left, pair.right)),
    Ordering: lambda q: map(plain, q.entries),
    Gaps: lambda q: (str(answer) for gap in q.gaps for answer in gap.answers),
    Open: lambda q: (plain(q.answer),),
}


def _problem(first: Question, second: Question) -> Problem:
    place = first.place
    message = f"this asks the same as {place.path}:{place.line}: {one_line(first.stem, 50)!r}"
    hint = (
        "delete one, or say in the fronts what sets them apart; if both are meant, write "
        f"{{card={first.id}}} here, and no exam asks the two together"
    )
    return warning(second.place, message, hint)
