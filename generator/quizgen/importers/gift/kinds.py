"""A question as it stands in a GIFT file → a question of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from quizgen.formats import gift
from quizgen.formats.gift import Answer, Text
from quizgen.importers.broken import Broken, Inexpressible
from quizgen.importers.gathering import Gathering
from quizgen.importers.gift.numeric import numeric
from quizgen.importers.gift.options import Graded, judged
from quizgen.importers.gift.texts import Texts
from quizgen.importers.gift.weights import full, partial, words
from quizgen.importers.gift.written import as_ordering, hinted
from quizgen.importers.shared.patterns import pattern
from quizgen.importers.shared.remarks import language, notes, on_answer
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Note,
    Numeric,
    Open,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)


def made(found: Gathering, read: gift.Question, topic: str) -> tuple[Question, str]:
    """The question, and what of it no question can hold.

    Raises Broken where it cannot be asked as it is, Inexpressible where we have no such question. Pictures
    that are missing are told as errors.
    """
    if read.kind == gift.DESCRIPTION:
        raise Inexpressible("this text asks nothing", _NO_BRACES)
    return _Maker(found, read, topic).question()


_NO_BRACES = "a question has its answers in { }, one to be answered at length has { } alone"


class _Maker:
    """Makes one question; `kept` gathers what it cannot hold."""

    def __init__(self, found: Gathering, read: gift.Question, topic: str) -> None:
        self.found, self.read = found, read
        self.texts = Texts(found, read.stem.form)
        self.kept: list[str] = []
        self._topic = topic

    def question(self) -> tuple[Question, str]:
        """The question and what is kept of it."""
        question = _KINDS[self.read.kind](self)
        return question, "\n".join(self.kept)

    def fields(self, *more: Note, gap: bool = False) -> dict[str, Any]:
        """What every question has; `more` are notes behind the general feedback."""
        read = self.read
        stem = self.texts.stem(read, gap)
        if not stem and read.name:
            self.found.warn("it has no text: its name is taken for it")
            stem = self.texts.of(Text(read.name, "plain"))
        if not stem:
            raise Broken("it has no text")
        feedback = self.texts.of(read.feedback)
        self.found.language = self.found.language or language(feedback)
        return {
            "id": read.id,
            "stem": stem,
            "topic": self._topic,
            "tags": tuple(dict.fromkeys(" ".join(tag.split()) for tag in read.tags)),
            "notes": (*notes(feedback), *more),
        }

    def remarks(self, answers: tuple[Answer, ...]) -> Iterator[Note]:
        """The feedback on answers that are to be written."""
        for answer in answers:
            yield from on_answer(words(answer), self.texts.of(answer.feedback))


def _multichoice(maker: _Maker) -> Question:
    """With a bare = it is a choice of one, as in Moodle."""
    answers, texts = maker.read.answers, maker.texts
    graded = tuple(
        Graded(
            texts.of(each.text),
            Decimal(100 * each.right) if each.percent is None else each.percent,
            texts.of(each.feedback),
        )
        for each in answers
    )
    single = any(each.right and each.percent is None for each in answers)
    options, multiple = judged(graded, single, maker.found.warn)
    return Choice(**maker.fields(), options=options, multiple=multiple)


def _truefalse(maker: _Maker) -> Question:
    (answer,) = maker.read.answers
    truth = answer.text.text == "TRUE"
    right, wrong = ("TRUE", "FALSE") if truth else ("FALSE", "TRUE")
    remarks = (
        *on_answer(wrong, maker.texts.of(answer.feedback)),
        *on_answer(right, maker.texts.of(answer.praise)),
    )
    return TrueFalse(**maker.fields(*remarks), answer=truth)


def _shortanswer(maker: _Maker) -> Question:
    answers = maker.read.answers
    rights = full(answers)
    maker.kept += partial(answers, maker.found)
    patterns = tuple(pattern(answer.text.text) for answer in rights)
    remarks = maker.remarks(answers)
    if maker.read.after is None:
        return ShortAnswer(**maker.fields(*remarks), answers=patterns)
    fields = maker.fields(*remarks, gap=True)
    stem, hint = hinted(fields.pop("stem"))
    return Gaps(**fields, stem=stem, gaps=(Gap(patterns, hint),))


def _numerical(maker: _Maker) -> Question:
    answers = maker.read.answers
    value, tolerance, is_range = numeric(full(answers))
    maker.kept += partial(answers, maker.found)
    return Numeric(
        **maker.fields(*maker.remarks(answers)),
        value=value,
        tolerance=tolerance,
        is_range=is_range,
    )


def _matching(maker: _Maker) -> Question:
    texts = maker.texts
    both = [
        (texts.of(each.text), texts.of(Text(each.match, "moodle"))) for each in maker.read.answers
    ]
    if not all(right for _, right in both):
        raise Broken("a pair has nothing on the right of its ->")
    pairs = tuple(Pair(left, right) for left, right in both if left)
    if len(pairs) < 2:
        raise Broken("a matching needs at least two pairs")
    surplus = tuple(dict.fromkeys(right for left, right in both if not left))
    return as_ordering(Matching(**maker.fields(), pairs=pairs, distractors=surplus))


def _essay(maker: _Maker) -> Question:
    return Open(**maker.fields())


_KINDS: Mapping[str, Callable[[_Maker], Question]] = {
    gift.MULTICHOICE: _multichoice,
    gift.TRUEFALSE: _truefalse,
    gift.SHORTANSWER: _shortanswer,
    gift.NUMERICAL: _numerical,
    gift.MATCHING: _matching,
    gift.ESSAY: _essay,
}
