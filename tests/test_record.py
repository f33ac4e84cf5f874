"""Records: whole, the same every time, and never believed when damaged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    candidates,
    choice,
    open_question,
    sample_bank,
    sample_exam,
    text,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.assemble import bank_exam
from quizgen.assemble.arrange import written
from quizgen.model import (
    KINDS,
    Asked,
    Blueprint,
    Candidate,
    Deck,
    Exam,
    Form,
    FormSection,
    Node,
    Picture,
    Place,
    Question,
)
from quizgen.record import RecordError, content_hash, dump, load

# Any exam at all: every field of every class, by its type


def few(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=2).map(tuple)


ATTRIBUTES = st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2).map(
    lambda each: tuple(sorted(each.items()))
)
KINDS_OF_NODE = st.sampled_from(["text", "strong", "image"])
NODES = st.recursive(
    st.builds(Node, KINDS_OF_NODE, st.text(max_size=5), attributes=ATTRIBUTES),
    lambda deeper: st.builds(Node, KINDS_OF_NODE, children=few(deeper), attributes=ATTRIBUTES),
    max_leaves=3,
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(),
    bool: st.booleans(),
    bytes: st.binary(max_size=8),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2)
    | st.just(Decimal("1E+9")),
    Node: NODES,
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if origin is UnionType:
        return st.none() | any_of(args[0])
    if origin is frozenset:
        return st.frozensets(any_of(args[0]), max_size=2)
    if origin is tuple:
        return few(any_of(args[0])) if args[1] is ... else st.tuples(*map(any_of, args))
    assert isinstance(hint, type) and is_dataclass(hint), hint
    hints = get_type_hints(hint)
    return st.builds(hint, **{f.name: any_of(hints[f.name]) for f in fields(hint) if f.compare})


ANY_QUESTIONS = st.lists(
    st.one_of(*(any_of(kind) for kind in KINDS)), max_size=4, unique_by=lambda each: each.id
)
ANY_BLUEPRINT = any_of(Blueprint)
ANY_PICTURE = any_of(Picture).map(
    lambda each: replace(each, key=hashlib.sha256(each.data).hexdigest())
)


@st.composite
def forms(draw: st.DrawFn, questions: list[Question]) -> Form:
    asked = tuple(
        Asked(
            number=draw(st.integers()),
            question=question,
            points=draw(SIMPLE[Decimal]),
            wrong=draw(SIMPLE[Decimal]),
            order=tuple(draw(st.permutations(written(question)))),
        )
        for question in questions
    )
    sections = st.builds(
        FormSection, title=SIMPLE[str], instructions=few(NODES), questions=st.just(asked)
    )
    candidate = draw(st.none() | any_of(Candidate))
    return Form(label=draw(SIMPLE[str]), sections=draw(few(sections)), candidate=candidate)


@st.composite
def exams(draw: st.DrawFn) -> Exam:
    questions = draw(ANY_QUESTIONS)
    pictures = draw(few(ANY_PICTURE))
    return Exam(
        blueprint=draw(ANY_BLUEPRINT),
        forms=draw(few(forms(questions))),
        decks=draw(few(any_of(Deck))),
        pictures=MappingProxyType({picture.key: picture for picture in pictures}),
    )


def recorded(exam: Exam) -> str:
    return dump(exam, quizgen="0.1.0", secret="0123456789abcdef")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(exams())
def test_what_is_dumped_is_loaded(exam: Exam) -> None:
    loaded = load(recorded(exam))
    assert loaded == exam
    assert recorded(loaded) == recorded(exam)


@pytest.mark.parametrize(
    "exam",
    [
        sample_exam(forms=3),
        sample_exam(candidates=candidates(3), shuffle_options=False),
        bank_exam(sample_bank(), "Upload"),
    ],
    ids=["versions", "personal", "bank"],
)
def test_real_exams_come_back(exam: Exam) -> None:
    loaded = load(recorded(exam))
    assert loaded == exam and loaded.pictures == exam.pictures and loaded.pictures


# What stands in a record


def test_a_record_says_what_it_is() -> None:
    record = json.loads(recorded(sample_exam()))
    assert [record[name] for name in ("format", "version", "quizgen", "scheme", "secret")] == [
        "quizgen-exam",
        1,
        "0.1.0",
        1,
        "0123456789abcdef",
    ]


def test_people_can_read_the_forms() -> None:
    lines = recorded(assembled(sample_bank(0), blueprint(shuffle_questions=False))).splitlines()
    shown = [line.strip().rstrip(",") for line in lines if '"order"' in line]
    assert shown[:6] == [
        '{"number": 1, "id": "choice", "points": "1", "wrong": "0", "order": [3, 0, 1, 2], "key": ["B"]}',
        '{"number": 2, "id": "truefalse", "points": "1", "wrong": "0", "order": [], "key": ["true"]}',
        '{"number": 3, "id": "short", "points": "1", "wrong": "0", "order": [], "key": []}',
        '{"number": 4, "id": "numeric", "points": "1", "wrong": "0", "order": [], "key": []}',
        '{"number": 5, "id": "matching", "points": "1", "wrong": "0", '
        '"order": [0, 2, 3, 1], "key": ["A", "D", "B"]}',
        '{"number": 6, "id": "ordering", "points": "1", "wrong": "0", '
        '"order": [0, 3, 1, 2], "key": ["A", "C", "D", "B"]}',
    ]


def test_each_question_stands_there_once_and_text_is_plain() -> None:
    record = recorded(assembled(bank(choice("é")), blueprint(forms=3)))
    assert record.count('"Option 0 of é"') == 1


def test_places_are_not_recorded() -> None:
    here = Place("content/week5.md", 12)
    exam = assembled(bank(choice("a", place=here)), blueprint(place=here))
    assert "week5.md" not in recorded(exam)
    assert content_hash(choice("a", place=here)) == content_hash(choice("a"))


def test_the_hash_tells_questions_apart() -> None:
    assert content_hash(choice("a")) != content_hash(choice("a", right={1}))


def test_the_hash_is_frozen() -> None:
    """If this changes, older records no longer match their hashes: then VERSION must change too."""
    frozen = "2a001d3ce445c65538fc11494449b0669b09f0686482a64afaeb985c855e662c"
    assert content_hash(open_question()) == frozen


def test_two_questions_of_one_id_are_misuse() -> None:
    first, second = (sample_exam_of(stem) for stem in ("One?", "Two?"))
    with pytest.raises(ValueError, match="share an id"):
        recorded(replace(first, forms=(*first.forms, *second.forms)))


def sample_exam_of(stem: str) -> Exam:
    return assembled(bank(choice("a", stem=text(stem))), blueprint())


# Damage

EXAM = assembled(sample_bank(0), blueprint(forms=2))

Damage = Callable[[dict[str, Any]], object]


def first_choice(record: dict[str, Any]) -> dict[str, Any]:
    asked: list[dict[str, Any]] = record["forms"][0]["sections"][0]["questions"]
    return next(each for each in asked if each["id"] == "choice")


def question(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = record["questions"][0]["question"]
    return found


DAMAGES: list[tuple[Damage, str]] = [
    (lambda r: r.pop("decks"), "record: decks is missing"),
    (lambda r: r.update(extra=1), "record: extra is unknown"),
    (lambda r: r.update(quizgen=1), "record.quizgen: expected text"),
    (lambda r: r.update(scheme="1"), "record.scheme: expected a whole number"),
    (lambda r: r.update(scheme=True), "record.scheme: expected a whole number"),
    (lambda r: r.update(forms={}), "record.forms: expected a list"),
    (lambda r: r.update(blueprint=[]), "record.blueprint: expected an object"),
    (lambda r: r["blueprint"].update(shuffle_options=1), "shuffle_options: expected true or false"),
    (lambda r: r["blueprint"]["sections"][0].update(wrong="x"), "expected a number as text"),
    (lambda r: r["blueprint"]["sections"][0].update(wrong="NaN"), "expected a finite number"),
    (lambda r: r["blueprint"]["sections"][0]["selection"].update(difficulty=["0"]), "2 parts"),
    (lambda r: r["pictures"][0].update(data="?"), "record.pictures.0.data: expected Base64"),
    (lambda r: r["pictures"][0].update(data="AAAA"), "does not match its key"),
    (lambda r: question(r).update(kind="riddle"), "kind: expected one of choice, truefalse"),
    (lambda r: question(r).update(kind=["choice"]), "kind: expected text"),
    (lambda r: question(r).update(stem=[{"text": "?"}]), "stem.0: kind is missing"),
    (lambda r: question(r).update(stem=[{"kind": "text", "t": "?"}]), "stem.0: t is unknown"),
    (lambda r: question(r).update(stem=["Else?"]), 'question "choice" does not match its hash'),
    (lambda r: r["questions"].append(r["questions"][0]), "two questions share an id"),
    (lambda r: r["questions"].pop(0), 'there is no question "choice"'),
    (lambda r: first_choice(r).update(order=[0, 1, 2, 2]), "the order does not fit"),
    (lambda r: first_choice(r)["order"].reverse(), "the key does not fit"),
    (lambda r: first_choice(r).update(key=["Z"]), "form A, question .*: the key does not fit"),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGES, ids=[message for _, message in DAMAGES])
def test_damage_is_found(damage: Damage, message: str) -> None:
    record = json.loads(recorded(EXAM))
    damage(record)
    with pytest.raises(RecordError, match=f"^the record is damaged: .*{message}"):
        load(json.dumps(record))


@pytest.mark.parametrize(
    ("written_text", "message"),
    [
        ("", "damaged: Expecting value: line 1"),
        ("[]", 'not a record: its "format" is not "quizgen-exam"'),
        ('{"format": "anki"}', "not a record"),
        ('{"format": "quizgen-exam", "version": 2}', "has version 2, but this quizgen reads 1"),
        ('{"format": "quizgen-exam"}', "has version None"),
        ('{"format": 1, "format": 2}', "a name stands twice"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 10_000, "damaged"),
    ],
    ids=["empty", "list", "other", "newer", "versionless", "twice", "deep", "long"],
)
def test_other_texts_are_refused(written_text: str, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        load(written_text)


@given(st.data())
@settings(deadline=None)
def test_a_cut_record_is_refused(data: st.DataObject) -> None:
    whole = recorded(EXAM).rstrip()
    with pytest.raises(RecordError):
        load(whole[: data.draw(st.integers(0, len(whole) - 1))])
