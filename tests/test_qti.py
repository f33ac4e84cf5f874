"""QTI packages: whatever passes the checks is taken up whole, and marked rightly in both versions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from html import escape
from typing import Any

import pytest
from builders import (
    PICTURE,
    assembled,
    bank,
    blueprint,
    choice,
    in_memory,
    matching,
    numeric,
    options,
    ordering,
    short,
    text,
    truefalse,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qti_importer import RefusedError, Stored, imported
from random_exams import Maker
from sample_bank import MATERIALS, everything
from test_moodle_import import QUESTIONS, exam
from test_paper import md

from quizgen.document import NotMade
from quizgen.export import EXPORTERS
from quizgen.export.exporter import Materials, Theme
from quizgen.export.lms.package import package
from quizgen.export.qti import names, write
from quizgen.export.qti.dialects import QTI21, QTI30
from quizgen.export.qti.readback import differences, verify
from quizgen.markup.formula import Formula
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import has_errors

EXPORTS = [EXPORTERS["qti21"], EXPORTERS["qti30"]]
DIALECTS = [QTI21, QTI30]
each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
WRONGS = st.sampled_from((Decimal(0), Decimal("-0.25")))
MATH = "http://www.w3.org/1998/Math/MathML"


class AnyFormula(Mapping[tuple[str, bool], Formula]):
    """Every formula, as words: drawing thousands of them would take minutes."""

    def __init__(self, keys: frozenset[tuple[str, bool]]) -> None:
        self.keys_ = keys

    def __getitem__(self, key: tuple[str, bool]) -> Formula:
        tex, display = key
        words = f'<math xmlns="{MATH}"><mtext>{escape(tex)}</mtext></math>'
        return Formula(tex, display, "", 1, 1, 0, tex, words)

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)


def materials(planned: Exam) -> Materials:
    """Those of the exam, with makeshift formulas."""
    found = {
        (node.text, node.kind == "formula_block" or bool(node.get("display")))
        for question in planned.questions
        for node in walk(tuple(nodes_of(question)))
        if node.kind in {"formula", "formula_block"}
    }
    return Materials(AnyFormula(frozenset(found)), Theme({}))


def nodes_of(question: Question) -> Iterator[Node]:
    from quizgen.model import nodes

    return nodes(question)


def both(planned: Exam) -> Iterator[list[Stored]]:
    """What platforms take up of the exam's packages."""
    for exporter in EXPORTS:
        (document,) = exporter.export(planned, materials(planned))
        yield imported(in_memory(document).data)


def one(question: Question, wrong: Decimal = Decimal(0), shuffle: bool = True) -> Iterator[Stored]:
    """The question, taken up in both versions."""
    for stored in both(exam(question, wrong=wrong, shuffle=shuffle)):
        (single,) = stored
        yield single


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(QUESTIONS, WRONGS)
def test_what_passes_the_checks_is_taken_up_whole(question: Question, wrong: Decimal) -> None:
    planned = exam(question, wrong=wrong)
    if has_errors(EXPORTS[0].check(planned, materials(planned))):
        return
    for stored in one(question, wrong):
        check(stored, Asked(number=1, question=question, points=question.points, wrong=wrong))


@pytest.mark.parametrize("seed", range(12))
def test_random_exams_are_taken_up_whole(seed: int) -> None:
    planned = Maker(seed).exam()
    for stored in both(planned):
        assert len(stored) == len(planned.questions)
        labels = {question.id: question for question in planned.questions}
        for single in stored:
            question = labels[single.item.get("label", "")]
            wrong = planned.forms[0].sections[0].questions[0].wrong
            asked = Asked(number=1, question=question, points=question.points, wrong=wrong)
            check(single, asked)


def check(stored: Stored, asked: Asked) -> None:
    """The words are there, and answers are marked as the question says."""
    question = asked.question
    has(stored.text("itemBody"), question.stem)
    assert float(stored.answered()["MAXSCORE"]) == pytest.approx(float(asked.points))
    nothing = stored.answered()
    assert nothing["SCORE"] == 0
    assert (nothing["FEEDBACKBASIC"], nothing["FEEDBACK"]) == ("empty", "feedback_unanswered")
    if not isinstance(question, Open):
        right = stored.answered(**stored.key())
        assert right["SCORE"] == pytest.approx(float(asked.points), abs=1e-9) or partly(question)
        verdict = right["FEEDBACKBASIC"], right["FEEDBACK"]
        assert verdict == ("correct", "feedback_correct") or partly(question)
    CHECKS[type(question)](stored, asked)


def partly(question: Question) -> bool:
    """Whether the right option earns less than everything."""
    rights = [o for o in question.options if o.right] if isinstance(question, Choice) else []
    return any(option.credit not in (None, 1) for option in rights)


def has(shown: str, markup: Markup) -> None:
    """Every word of the passage is there."""
    for node in walk(markup):
        if node.kind in {"text", "code", "code_block"}:
            assert "".join(node.text.split()).replace("\u2060", "") in shown


def check_choice(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, Choice)
    texts = stored.choices()
    assert len(texts) == len(question.options)
    order = [o for pin in ("first", "", "last") for o in question.options if o.pin == pin]
    for (name, words), option in zip(texts.items(), order, strict=True):
        has(words, option.text)
        if not question.multiple:
            score = stored.answered(RESPONSE=name)["SCORE"]
            assert score == pytest.approx(float(earned(option, asked)), abs=1e-5)
        feedback = stored.answered(RESPONSE=[name] if question.multiple else name)
        said = f"feedback-{name}" in (feedback["FEEDBACKMODAL"] or [])
        assert said == bool(option.feedback)
    if question.multiple and not all(option.right for option in order):
        everything = stored.answered(RESPONSE=list(texts))
        assert everything["SCORE"] == 0


def earned(option: Option, asked: Asked) -> Decimal:
    """What a single option is worth."""
    if option.credit is not None:
        return option.credit * asked.points
    return asked.points * (1 if option.right else asked.wrong)


def check_truefalse(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, TrueFalse)
    other = "false" if question.answer else "true"
    assert stored.key() == {"RESPONSE": "true" if question.answer else "false"}
    assert stored.answered(RESPONSE=other)["SCORE"] == float(asked.points * asked.wrong)


def check_short(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    for pattern in question.answers:
        for filler in ("", "x y") if pattern.wild else ("",):
            given = " ".join(filler.join(pattern.parts).split())
            if "".join(pattern.parts[:1]).strip() and "".join(pattern.parts[-1:]).strip():
                assert stored.answered(RESPONSE=given)["SCORE"] == float(asked.points), given
    if not any(pattern.wild for pattern in question.answers):
        wrong = stored.answered(RESPONSE="\N{CJK UNIFIED IDEOGRAPH-4E00} wrong")
        assert (wrong["SCORE"], wrong["FEEDBACK"]) == (0, "feedback_wrong")


def check_numeric(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, Numeric)
    for inside in (question.low, question.value, question.high):
        assert stored.answered(RESPONSE=inside)["SCORE"] == float(asked.points)
    width = max(Decimal(1), abs(question.low) / 10**12, abs(question.high) / 10**12)
    for outside in (question.low - width, question.high + width):
        assert stored.answered(RESPONSE=outside)["SCORE"] == 0


def check_matching(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, Matching)
    pairs, texts = stored.key()["RESPONSE"], stored.choices()
    assert len(texts) == len(question.pairs) + len(question.entries)
    for pair, written in zip(pairs, question.pairs, strict=True):
        left, right = pair.split()
        has(texts[left], written.left)
        has(texts[right], written.right)
    score = stored.answered(RESPONSE=pairs[1:])["SCORE"]
    share = float(asked.points) * (len(pairs) - 1) / len(pairs)
    assert score == pytest.approx(share, abs=1e-4)


def check_ordering(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, Ordering)
    order, texts = stored.key()["RESPONSE"], stored.choices()
    for name, entry in zip(order, question.entries, strict=True):
        has(texts[name], entry)
    assert stored.answered(RESPONSE=[*order[1:], order[0]])["SCORE"] == 0


def check_gaps(stored: Stored, asked: Asked) -> None:
    question = asked.question
    assert isinstance(question, Gaps)
    key = stored.key()
    assert len(key) == len(question.gaps)
    for name in key:
        score = stored.answered(**{**key, name: ""})["SCORE"]
        share = float(asked.points) * (len(key) - 1) / len(key)
        assert score == pytest.approx(share, abs=1e-4)
    for gap in question.gaps:
        assert "".join(gap.hint.split()).replace("\u2060", "") in stored.text("itemBody")


def check_open(stored: Stored, asked: Asked) -> None:
    answered = stored.answered(RESPONSE="Because.")
    assert (answered["SCORE"], answered["FEEDBACKBASIC"]) == (0, "answered")


CHECKS: Mapping[type[Question], Any] = {
    Choice: check_choice,
    TrueFalse: check_truefalse,
    ShortAnswer: check_short,
    Numeric: check_numeric,
    Matching: check_matching,
    Ordering: check_ordering,
    Gaps: check_gaps,
    Open: check_open,
}


def patterns(*texts: str) -> tuple[Pattern, ...]:
    return tuple(Pattern(tuple(each.split("*"))) for each in texts)


def test_wildcards_and_case() -> None:
    for stored in one(short("q", "CO2", "mare *", "50% (a.b)")):
        scores = {
            given: stored.answered(RESPONSE=given)["SCORE"]
            for given in ("co2", "Mare Imbrium", "mare", "50% (A.B)", "50% (aXb)", "CO22")
        }
        assert scores == dict(zip(scores, (1, 1, 0, 1, 0, 0), strict=True))
    for stored in one(short("q", "CO2", "x*", case=True)):
        assert stored.answered(RESPONSE="co2")["SCORE"] == 0
        assert stored.answered(RESPONSE="Xy")["SCORE"] == 0
        assert stored.answered(RESPONSE="xy")["SCORE"] == 1


def test_an_answer_of_wildcards_alone_has_a_model_answer_that_it_accepts() -> None:
    for stored in one(short("q", "mare *")):
        assert stored.key() == {"RESPONSE": "mare …"}
        assert stored.answered(RESPONSE="mare …")["SCORE"] == 1


def test_answers_that_differ_in_case_only_are_one() -> None:
    for stored in one(short("q", "Paris", "paris", "PARIS ")):
        assert [e.get("mapKey") for e in stored.item.iter("mapEntry")] == ["Paris"]


def test_numbers_keep_their_tolerance_for_openolats_editor() -> None:
    for stored in one(numeric(value="29.5", tolerance=Decimal("0.1"), unit="days")):
        (equal,) = stored.item.iter("equal")
        assert (equal.get("toleranceMode"), equal.get("tolerance")) == ("absolute", "0.1 0.1")
        assert stored.item.find("responseProcessing/responseCondition/responseIf/equal") is equal
        assert stored.text("itemBody").endswith("days")
        scores = [stored.answered(RESPONSE=n)["SCORE"] for n in (29.4, 29.6, 29.39, 29.61)]
        assert scores == [1, 1, 0, 0]


def test_credit_and_points_off_become_what_options_earn() -> None:
    credits = tuple(
        Option(text=text(words), right=words == "a", credit=credit)
        for words, credit in (("a", None), ("b", Decimal("0.5")), ("c", None))
    )
    question = choice(options=credits, points=Decimal(3))
    for stored in one(question, wrong=Decimal("-0.25")):
        names_ = {words: name for name, words in stored.choices().items()}
        results = {w: stored.answered(RESPONSE=name) for w, name in names_.items()}
        assert {w: r["SCORE"] for w, r in results.items()} == {"a": 3, "b": 1.5, "c": -0.75}
        feedback = [results[word]["FEEDBACK"] for word in "abc"]
        parts = ("correct", "partially_correct", "wrong")
        assert feedback == [f"feedback_{part}" for part in parts]
        assert results["a"]["MINSCORE"] == -0.75


def test_where_every_option_earns_something_no_answer_earns_nothing() -> None:
    credits = (
        Option(text=text("a"), right=True),
        Option(text=text("b"), right=False, credit=Decimal("0.5")),
    )
    for stored in one(choice(options=credits)):
        names_ = {words: name for name, words in stored.choices().items()}
        result = stored.answered(RESPONSE=names_["b"])
        assert (result["SCORE"], result["MINSCORE"]) == (0.5, 0)


def test_three_right_options_add_up_to_all_points() -> None:
    question = choice(right=(0, 1, 2), count=5, multiple=True)
    for stored in one(question):
        assert stored.answered(**stored.key())["SCORE"] == 1
        two = stored.answered(RESPONSE=stored.key()["RESPONSE"][:2])
        assert two["SCORE"] == pytest.approx(2 / 3, abs=1e-5)
        assert two["FEEDBACK"] == "feedback_partially_correct"


def test_pinned_options_stand_where_they_belong() -> None:
    for stored in one(choice(pins={0: "last", 2: "first"}, count=3)):
        (interaction,) = stored.fields
        assert [part.get("fixed") for part in interaction] == ["true", "false", "true"]
        assert list(stored.choices().values()) == [f"Option{i}ofchoice" for i in (2, 1, 0)]
        assert interaction.get("shuffle") == "true"


def test_without_shuffling_a_matching_tells_nothing() -> None:
    for stored in one(matching(), shuffle=False):
        _, rights = stored.fields[0]
        ids = [part.get("identifier", "") for part in rights]
        assert stored.fields[0].get("shuffle") == "false" and ids == sorted(ids)


def test_identifiers_of_options_do_not_tell_their_places() -> None:
    first, *_ = names.choices("q", "option", ("a", "b", "c"))
    assert names.choices("q", "option", ("c", "b", "a"))[2] == first
    assert len(set(names.choices("q", "option", ("a", "a")))) == 2


def test_ids_become_identifiers_that_name_files() -> None:
    found = names.identifiers(choice(id) for id in ("q1", "Q1", "7", "test", "Größe", "a/b", "ok"))
    assert found["ok"] == "ok" and found["Q1"] == "Q1"
    assert all(found[id].startswith("q-") for id in ("q1", "7", "test", "Größe", "a/b"))
    assert len({name.casefold() for name in found.values()}) == len(found)


def test_what_qti_lacks_in_texts_is_told_by_classes() -> None:
    words = "~~struck~~ and ==marked==\n\n3. third\n4. fourth\n\n| a |\n|--:|\n| 1 |"
    for stored in one(truefalse(stem=md(words))):
        body = stored.item.find("itemBody")
        assert body is not None
        found = [e.get("class") for e in body.iter("span", "td", "ul") if e.get("class")]
        assert {"strike", "numbered", "number", "align-right"} <= set(found)
        assert "3.third" in stored.text("itemBody")


def test_a_list_that_begins_with_one_needs_no_classes() -> None:
    for stored in one(truefalse(stem=md("Read:\n\n1. first\n2. second"))):
        assert [item.text for item in stored.item.iterfind(".//itemBody//ol/li")] == [
            "first",
            "second",
        ]


@pytest.mark.parametrize(("width", "whole"), [("33.3%", "33%"), ("0.2%", "1%")])
def test_tables_without_rows_and_odd_percentages_stay_valid(width: str, whole: str) -> None:
    image = Node(
        "image",
        attributes=(("alt", ""), ("picture", PICTURE.key), ("width", width)),
    )
    cell = Node("cell", children=(Node("text", "head"),), attributes=(("header", "true"),))
    table = Node("table", children=(Node("row", children=(cell,)),))
    for stored in one(truefalse(stem=(*text("x", image), table))):
        assert stored.item.find(f".//img[@width='{whole}']") is not None


def test_formulas_are_mathml_as_drawn() -> None:
    (document,) = EXPORTS[0].export(everything(), MATERIALS)
    with zipfile.ZipFile(io.BytesIO(in_memory(document).data)) as archive:
        item = archive.read("longest.xml").decode()
    drawn = "<mrow><mi>ℓ</mi><mo>=</mo><mfrac><mi>a</mi><mn>2</mn></mfrac></mrow>"
    tex = r'<annotation encoding="application/x-tex">\ell = \frac{a}{2}</annotation>'
    assert f'<math xmlns="{MATH}"><semantics>{drawn}{tex}</semantics></math>' in item


def test_a_question_of_several_forms_is_written_once() -> None:
    planned = assembled(bank(choice("a"), truefalse("b")), blueprint(forms=3))
    for stored in both(planned):
        assert sorted(single.item.get("identifier", "") for single in stored) == ["a", "b"]


def test_tags_are_keywords_and_decks_with_topics_are_sections() -> None:
    question = truefalse(topic="A & B", tags=("x<y", "Ä ö"))
    for stored in one(question):
        assert stored.tags == ("x<y", "Ä ö") and stored.section.endswith("A & B")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (truefalse(stem=text("a\x01b")), "cannot stand in an XML file"),
        (truefalse(points=Decimal("Infinity")), "points cannot be given"),
        (truefalse(points=Decimal("NaN")), "points cannot be given"),
        (truefalse(points=Decimal(1_000_000)), "points cannot be given"),
        (short(points=Decimal(0)), "there are none to share"),
        (matching(points=Decimal(0)), "there are none to share"),
        (choice(right=()), "no option is right"),
    ],
)
def test_what_cannot_be_written_is_left_out_with_a_word(question: Question, message: str) -> None:
    planned = exam(question, truefalse("other"))
    for exporter, stored in zip(EXPORTS, both(planned), strict=True):
        (problem,) = exporter.check(planned, MATERIALS)
        assert problem.place == question.place and message in problem.message
        assert "left out" in problem.message and not has_errors((problem,))
        assert [single.item.get("label") for single in stored] == ["other"]


def test_all_points_below_a_million_can_be_given() -> None:
    for stored in one(truefalse(points=Decimal(999_999))):
        assert stored.answered(**stored.key())["SCORE"] == 999_999


def test_points_of_zero_are_fine_where_nothing_is_shared() -> None:
    for question in (
        truefalse(points=Decimal(0)),
        choice(points=Decimal(0)),
        ordering(points=Decimal(0)),
    ):
        for stored in one(question):
            right = stored.answered(**stored.key())
            assert (right["SCORE"], right["FEEDBACK"]) == (0, "feedback_correct")


def test_an_id_and_a_title_may_be_as_long_as_they_can_be() -> None:
    for id, label in (("x" * 256, "x" * 256), ("x" * 257, None)):
        long = truefalse(id, stem=text("x" * 100))
        assert len(EXPORTS[0].check(exam(long), MATERIALS)) == (label is None)
        for stored in one(long):
            assert (stored.item.get("label"), stored.item.get("title")) == (label, "x" * 100)


def test_a_long_id_is_told() -> None:
    long = truefalse("x" * 300)
    (problem,) = EXPORTS[0].check(exam(long), MATERIALS)
    assert "300" in problem.message
    for stored in one(long):
        assert stored.item.get("label") is None


def test_forms_that_give_different_points_are_told() -> None:
    planned = exam(truefalse())
    (section,) = planned.forms[0].sections
    other = replace(section, questions=(replace(section.questions[0], points=Decimal(2)),))
    second = replace(planned.forms[0], label="B", sections=(other,))
    (problem,) = EXPORTS[0].check(replace(planned, forms=(*planned.forms, second)), MATERIALS)
    assert "different points; QTI 2.1 gets 1" in problem.message


SPOILT = {
    "another key": ("ocean.xml", "<value>Pacific</value>", "<value>Stiller Ozean</value>"),
    "another right option": ("sun.xml", "<value>false</value>", "<value>true</value>"),
    "other points": ("ocean.xml", 'mappedValue="1"', 'mappedValue="2"'),
    "another score": ("sun.xml", "<value>1</value>", "<value>3</value>"),
    "a lost word": ("sun.xml", "round the Earth", "round"),
    "another range": ("days.xml", ">29.4<", ">29.3<"),
    "another tolerance": ("days.xml", "0.1 0.1", "0.2 0.2"),
    "a lost hint": ("people.xml", "(a year)", ""),
    "case": ("carbon.xml", 'caseSensitive="true"', 'caseSensitive="false"'),
    "a lost wildcard": ("people.xml", "[nN].*", "[nN]"),
    "another pair": ("terms.xml", None, None),
    "feedback for another reason": ("downhill.xml", ">correct</", ">incorrect</"),
    "feedback for wrong answers only": ("downhill.xml", '-incorrect"><p>A', '-incorrect"><p>O'),
    "another formula": ("longest.xml", "<mi>a</mi>", "<mi>b</mi>"),
    "another picture": ("media/picture-edff06d47dd3.png", None, None),
    "another keyword": ("imsmanifest.xml", ">rivers<", ">seas<"),
    "another section": ("test.xml", "Choices", "Voices"),
    "another unit": ("days.xml", "/> days", "/> weeks"),
    "no pin": ("longest.xml", 'fixed="true"', 'fixed="false"'),
    "no shuffling": ("seas.xml", 'shuffle="true"', 'shuffle="false"'),
    "broken": ("seas.xml", "</itemBody>", ""),
}


def spoilt(name: str, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files with one thing wrong."""
    path, old, new = SPOILT[name]
    data = files[path]
    if old is not None and new is not None:
        assert old.encode() in data
        return {**files, path: data.replace(old.encode(), new.encode())}
    if path == "terms.xml":
        first, second = b"right-488ef09751</value>", b"right-59dae00be4</value>"
        changed = data.replace(first, b"X").replace(second, first).replace(b"X", second)
        return {**files, path: changed}
    return {**files, path: data + b"\0"}


@pytest.mark.parametrize("name", SPOILT)
def test_the_read_back_finds_what_is_wrong(name: str) -> None:
    files = write(everything(), MATERIALS, QTI21)
    assert not differences(everything(), MATERIALS, QTI21, package(files))
    with pytest.raises(NotMade):
        verify(everything(), MATERIALS, QTI21, package(spoilt(name, files)))


def test_the_read_back_finds_missing_and_superfluous_files() -> None:
    files = dict(write(everything(), MATERIALS, QTI30))
    for changed in (
        {**files, "more.txt": b""},
        {name: data for name, data in files.items() if name != "sun.xml"},
        {name: data for name, data in files.items() if not name.startswith("media/")},
    ):
        assert differences(everything(), MATERIALS, QTI30, package(changed))


LINT = {
    "no such choice": ("sun.xml", "<value>false</value>", "<value>no</value>"),
    "a cardinality": ("seas.xml", 'cardinality="multiple"', 'cardinality="single"'),
    "an undeclared outcome": ("sun.xml", 'Value identifier="SCORE"', 'Value identifier="S"'),
    "no mapEntry": ("ocean.xml", 'mapKey="Pacific"', 'mapKey="Atlantic"'),
    "no case": ("ocean.xml", ' caseSensitive="false"', ""),
    "no guard": ("ocean.xml", "isNull", "isNotNull"),
    "a file too many": ("imsmanifest.xml", '<file href="test.xml"/>', '<file href="b.xml"/>'),
    "a script": ("sun.xml", "<p>", '<p onclick="x">'),
    "a style": ("sun.xml", "<p>", '<p style="x">'),
    "a prefix": ("longest.xml", "<mi>a</mi>", f'<m:mi xmlns:m="{MATH}">a</m:mi>'),
    "an identifier twice": (
        "imsmanifest.xml",
        'resource identifier="sun"',
        'resource identifier="seas"',
    ),
}


@pytest.mark.parametrize("name", LINT)
def test_the_lint_of_these_tests_finds_what_is_wrong(name: str) -> None:
    files = write(everything(), MATERIALS, QTI21)
    path, old, new = LINT[name]
    assert old.encode() in files[path]
    wrong = {**files, path: files[path].replace(old.encode(), new.encode())}
    with pytest.raises(RefusedError):
        imported(package(wrong))


def gap_question(**fields: Any) -> Gaps:
    holes = [Node("gap", attributes=(("number", str(i)),)) for i in range(3)]
    stem = (Node("paragraph", children=(Node("text", "a "), *holes)),)
    gaps = tuple(Gap(patterns(word)) for word in ("one", "two", "three"))
    return Gaps(id="gaps", stem=stem, gaps=gaps, **fields)


def test_gaps_share_the_points() -> None:
    for stored in one(gap_question()):
        assert stored.answered(**stored.key())["SCORE"] == 1
        some = stored.answered(RESPONSE_1="ONE", RESPONSE_2="no")
        assert some["SCORE"] == pytest.approx(1 / 3, abs=1e-5)
        assert some["FEEDBACK"] == "feedback_partially_correct"
        assert stored.answered(RESPONSE_3="no")["FEEDBACK"] == "feedback_wrong"


def test_options_alone_in_two_identical_texts_are_told_apart() -> None:
    for stored in one(choice(options=options("same", "same"))):
        assert len(stored.choices()) == 2
