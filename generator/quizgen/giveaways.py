"""Questions → the pairs in which the text of one gives away the right answer to the other.

It does where it shows that answer word for word (as stems, in that order) and beside it speaks of what
the other question asks: they share telling words besides. One without the other is no help: a year or a
name in quite another context, or a stem about the same thing. What shows an answer is the stem and the
hints. Options and entries do not count: they list what could be right beside what is, and the answers to
other questions are the best distractors there are.

All answers are looked up in all texts at once, so that the work grows with the number of questions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from quizgen.markup.plain import prose
from quizgen.meaning import Index, content_words
from quizgen.model import (
    Choice,
    Gaps,
    Numeric,
    Pattern,
    Question,
    ShortAnswer,
)

LONGEST = 10
"""Answers of more content words than this are not looked up: no stem repeats them."""

SHARED, SHARED_BY_CHOICE = 0.2, 0.35
"""The share of a question's words, by what they tell, that the other's text must have, too.

More for a choice: that its right option is named somewhere tells little, for its options are seen anyway.
"""

AROUND = 4
"""So many words before and behind a gap are what it asks about."""

FEW = 3
"""So many questions may always hold a word and it still tells something; else the root of all."""

_LETTERS, _DIGITS = 3, 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Giveaway:
    """The text of `giver` shows `answer`, which is right for `given`; both are ids."""

    giver: str
    given: str
    answer: str


@dataclass(frozen=True, slots=True)
class _Clue:
    """An answer as it might be read elsewhere, and what its question speaks of besides.

    `given` is the question's position, `least` the share of the context that a text must have to help,
    `wrong` what is not right beside the answer.
    """

    given: int
    answer: str
    phrase: Phrase
    context: frozenset[str]
    least: float
    wrong: tuple[Phrase, ...] = ()


def giveaways(questions: Sequence[Question]) -> tuple[Giveaway, ...]:
    """All such pairs of questions of different cards, each once, in the order of the questions."""
    texts = [_shown(question) for question in questions]
    clues = _clues(questions)
    everything = _Everything(questions, texts)
    helps: dict[tuple[int, int], Giveaway] = {}
    for phrase, givers in _holders(clues, texts).items():
        for clue in clues[phrase] if len(givers) <= everything.few else ():
            for giver in (giver for giver in givers if everything.helps(giver, clue)):
                pair = Giveaway(questions[giver].id, questions[clue.given].id, clue.answer)
                helps.setdefault((giver, clue.given), pair)
    return tuple(helps[pair] for pair in sorted(helps))


class _Everything:
    """All questions and what they show."""

    def __init__(self, questions: Sequence[Question], texts: Sequence[Sequence[Phrase]]) -> None:
        self._origins = [question.origin for question in questions]
        self._texts = texts
        self._words = [frozenset(chain.from_iterable(each)) for each in texts]
        self._found = Counter(chain.from_iterable(self._words))
        self._index = Index([sorted(words) for words in self._words])
        self.few = max(FEW, math.isqrt(len(questions)))

    def helps(self, giver: int, clue: _Clue) -> bool:
        """Whether that text, which shows the answer, tells also to which question it is one."""
        words = self._words[giver]
        return (
            self._origins[giver] != self._origins[clue.given]
            and any(self._found[word] <= self.few for word in clue.context & words)
            and self._index.shared(clue.context, words) >= clue.least
            and not any(_holds(self._texts[giver], wrong) for wrong in clue.wrong)
        )


def _holders(clues: Iterable[Phrase], texts: Sequence[Sequence[Phrase]]) -> dict[Phrase, list[int]]:
    """For each phrase the positions of the texts that hold it."""
    wanted = frozenset(clues)
    lengths = sorted({len(phrase) for phrase in wanted})
    holders: defaultdict[Phrase, list[int]] = defaultdict(list)
    for number, each in enumerate(texts):
        for phrase in dict.fromkeys(_phrases(each, lengths)):
            if phrase in wanted:
                holders[phrase].append(number)
    return dict(holders)


def _phrases(texts: Sequence[Phrase], lengths: Sequence[int]) -> Iterator[Phrase]:
    for text in texts:
        for length in lengths:
            for start in range(len(text) - length + 1):
                yield text[start : start + length]


def _holds(texts: Sequence[Phrase], phrase: Phrase) -> bool:
    return any(each == phrase for each in _phrases(texts, (len(phrase),)))


def _shown(question: Question) -> tuple[Phrase, ...]:
    """The stems of the words that whoever answers can read besides what can be picked."""
    hints = tuple(gap.hint for gap in question.gaps) if isinstance(question, Gaps) else ()
    texts = (*map(prose, (question.stem, *question.hints)), *hints)
    return tuple(content_words(text, question.language) for text in texts if text)


def _clues(questions: Sequence[Question]) -> dict[Phrase, list[_Clue]]:
    clues: defaultdict[Phrase, list[_Clue]] = defaultdict(list)
    for number, question in enumerate(questions):
        own = frozenset(content_words(prose(question.stem), question.language))
        wrong = tuple(_wrong(question))
        least = SHARED_BY_CHOICE if isinstance(question, Choice) else SHARED
        for answer, context in _answers(question, own):
            phrase = content_words(answer, question.language)
            rest = frozenset(context) - set(phrase)
            if len(phrase) <= LONGEST and _tells(set(phrase) - own) and rest:
                clues[phrase].append(_Clue(number, answer, phrase, rest, least, wrong))
    return dict(clues)


def _tells(words: Iterable[str]) -> bool:
    """Whether these words, which the stem itself does not show, are more than a sign or a small number."""
    named = any(len(w) >= _LETTERS or not (w.isalpha() or w.isdigit()) for w in _no_numbers(words))
    return named or sum(len(word) for word in words if word.isdigit()) >= _DIGITS


def _no_numbers(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if not word.isdigit())


def _answers(question: Question, own: Iterable[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """What is right, as text, and the words by which it is asked for."""
    if isinstance(question, Choice):
        yield from ((prose(option.text), own) for option in question.options if option.right)
    elif isinstance(question, ShortAnswer):
        yield from ((str(answer), own) for answer in _literal(question.answers))
    elif isinstance(question, Numeric):
        yield str(question.value), own
    elif isinstance(question, Gaps):
        for gap, around in zip(question.gaps, _around(question, own), strict=True):
            yield from ((str(answer), around) for answer in _literal(gap.answers))


def _literal(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    return (pattern for pattern in patterns if not pattern.wild)


def _around(question: Gaps, own: Iterable[str]) -> list[Iterable[str]]:
    """For each gap the words next to it; of the whole stem where gaps cannot be told from underscores."""
    pieces = prose(question.stem).split("____")
    if len(pieces) != len(question.gaps) + 1:
        return [own for _ in question.gaps]
    words = [content_words(piece, question.language) for piece in pieces]
    return [(*before[-AROUND:], *after[:AROUND]) for before, after in pairwise(words)]


def _wrong(question: Question) -> Iterator[Phrase]:
    """The other options of a choice: a text that shows these, too, gives nothing away."""
    if isinstance(question, Choice):
        for option in question.options:
            phrase = content_words(prose(option.text), question.language)
            if phrase and not option.right:
                yield phrase
