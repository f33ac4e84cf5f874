"""Whatever GIFT holds after its checks, Moodle imports as it was meant and marks it rightly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from html import unescape
from typing import Any

from gift_importer import Stored, imported
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moodle_importer import matches
from test_moodle_import import MATERIALS, QUESTIONS, exam

from quizgen.export.gift import GIFT
from quizgen.model import Gaps, Markup, Node, Pattern, Question, walk
from quizgen.problem import has_errors

KINDS = {
    "choice": "multichoice",
    "truefalse": "truefalse",
    "short": "short",
    "numeric": "numerical",
    "matching": "matching",
    "ordering": "matching",
    "gaps": "short",
    "open": "essay",
}


def plain(value: Any) -> Any:
    """The question without any picture; of several gaps the first."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, Node) and value.kind == "image":
        return Node("text", "x")
    if isinstance(value, Node) and value.kind == "gap" and value.get("number") != "0":
        return Node("text", "y")
    if not is_dataclass(value) or isinstance(value, type):
        return value
    made = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Gaps):
        made["gaps"] = value.gaps[:1]
    return replace(value, **made)


def written(*questions: Question, **settings: Any) -> list[Stored]:
    """What Moodle makes of these; nothing if GIFT holds none of them."""
    planned = exam(*questions, **settings)
    if has_errors(GIFT.check(planned, MATERIALS)):
        return []
    (document,) = GIFT.export(planned, MATERIALS)
    return imported(document.data)


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS.map(plain), st.sampled_from((Decimal(0), Decimal("-0.25"), Decimal("-0.4"))))
def test_what_passes_the_checks_is_imported_as_it_was_meant(
    question: Question, wrong: Decimal
) -> None:
    for stored in written(question, wrong=wrong):
        assert stored.kind == KINDS[question.kind]
        assert stored.best() == 1.0
        assert not letters(question.stem) - seen(stored.html)
        for note in question.notes:
            assert not letters(note.text) - seen(stored.feedback)
        check_key(question, stored)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(QUESTIONS.map(plain), min_size=2, max_size=6, unique_by=lambda each: each.id))
def test_every_question_stays_apart_from_the_others(questions: list[Question]) -> None:
    each_alone = [stored for question in questions for stored in written(question)]
    together = written(*questions)
    assert sorted(map(what_it_asks, together)) == sorted(map(what_it_asks, each_alone))


def what_it_asks(stored: Stored) -> str:
    return repr((stored.category, stored.kind, stored.html, stored.answers, stored.pairs))


def check_key(question: Question, stored: Stored) -> None:
    CHECKS[question.kind](question, stored)


def check_truefalse(question: Any, stored: Stored) -> None:
    assert stored.truth is question.answer


def check_numeric(question: Any, stored: Stored) -> None:
    assert all(stored.accepts_number(float(end)) for end in (question.low, question.high))


def check_short(question: Any, stored: Stored) -> None:
    assert "_____" not in stored.html or "_____" in str(question.stem)
    check_patterns(question.answers, stored)


def check_gaps(question: Any, stored: Stored) -> None:
    assert stored.html.partition("_____")[2]
    check_patterns(question.gaps[0].answers, stored)


def check_patterns(patterns: tuple[Pattern, ...], stored: Stored) -> None:
    for pattern in patterns:
        response = re.sub(r"[\r\n\t]+", " ", "zz".join(pattern.parts))
        assert stored.accepts(response) == 1


def check_ordering(question: Any, stored: Stored) -> None:
    numbers = {right: left for left, right in stored.pairs}
    for number, entry in enumerate(question.entries, start=1):
        assert not letters(entry) - seen(numbers[str(number)])


def check_open(question: Any, stored: Stored) -> None:
    assert not stored.answers


def check_choice(question: Any, stored: Stored) -> None:
    pinned = any(option.pin for option in question.options)
    assert stored.single is not question.multiple
    assert len(stored.answers) == len(question.options)
    rights = sum(answer.fraction > 0 for answer in stored.answers)
    assert rights == sum(option.right for option in question.options)
    for option, answer in zip(question.options, stored.answers, strict=True):
        if not pinned:
            assert (answer.fraction > 0) is option.right
            assert not letters(option.text) - seen(answer.text)
            assert not letters(option.feedback) - seen(answer.feedback)


def check_matching(question: Any, stored: Stored) -> None:
    pairs = [(pair.left, pair.right) for pair in question.pairs]
    asked = [pair for pair in stored.pairs if pair[0]]
    assert len(asked) == len(pairs)
    for (left, right), (shown, answer) in zip(pairs, asked, strict=True):
        assert not letters(left) - seen(shown)
        assert not letters(right) - Counter(filter(str.isalnum, unescape(answer)))


CHECKS: dict[str, Callable[[Any, Stored], None]] = {
    "choice": check_choice,
    "truefalse": check_truefalse,
    "short": check_short,
    "numeric": check_numeric,
    "matching": check_matching,
    "ordering": check_ordering,
    "gaps": check_gaps,
    "open": check_open,
}


def letters(markup: Markup) -> Counter[str]:
    """The letters and digits that an author wrote, and how often."""
    return Counter(c for node in walk(markup) for c in node.text if c.isalnum())


def seen(html: str) -> Counter[str]:
    """Those that a reader sees."""
    return Counter(filter(str.isalnum, unescape("".join(outside_tags(html)))))


def outside_tags(html: str) -> Iterator[str]:
    for part in html.split("<"):
        yield part.partition(">")[2] if ">" in part else part


def test_wildcards_are_read_as_they_were_written() -> None:
    assert matches(r"a\*b*", "a*bc", False)
    assert not matches(r"a\*b*", "aXbc", False)
