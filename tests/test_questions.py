"""What the back of a card makes of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reading import question, questions, read

from quizgen.markup.plain import one_line, plain
from quizgen.model import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    ShortAnswer,
    TrueFalse,
    walk,
)


def test_choice() -> None:
    found = question(
        """
        ## Which is a mammal? {#mammal}

        Look closely.

        - [ ] shark
          > It is a fish.
        - [x] whale {last}
        - [ ] seal pup {credit=50%}

          It is young.
        """
    )
    assert isinstance(found, Choice)
    assert not found.multiple
    assert plain(found.stem) == "Which is a mammal?\nLook closely."
    assert [
        (plain(o.text), o.right, o.credit, o.pin, plain(o.feedback)) for o in found.options
    ] == [
        ("shark", False, None, "", "It is a fish."),
        ("whale", True, None, "last", ""),
        ("seal pup\nIt is young.", False, Decimal("0.5"), "", ""),
    ]


@pytest.mark.parametrize("heading", ["## Which? {multiple}", "## Which?"])
def test_choice_of_several(heading: str) -> None:
    boxes = "x " if "multiple" in heading else "xx"
    found = question(f"{heading}\n\n- [{boxes[0]}] a\n- [{boxes[1]}] b\n- [ ] c\n")
    assert isinstance(found, Choice)
    assert found.multiple


@pytest.mark.parametrize(
    "options",
    [
        ("m/s²", "m/s2"),
        ("10²", "102"),
        ("ℝ", "R"),
        ("½", "1/2"),
        ("`a`", "a"),
        ("①", "1"),
        ("H₂O", "H2O"),
    ],
)
def test_options_that_a_reader_can_tell_apart(options: tuple[str, str]) -> None:
    first, second = options
    found = question(f"## Which?\n\n- [x] {first}\n- [ ] {second}\n")
    assert isinstance(found, Choice)


@pytest.mark.parametrize(
    "options",
    [
        ("a b", "a\u00a0b"),
        ("caf\u00e9", "cafe\u0301"),
        ("fine", "\ufb01ne"),
        ("a", "a\u3164"),
        ("a", "\u2800a"),
        ("a", "**a**"),
        ("$a_{1}$", "$a_1$"),
        ("$a + b$", "$a+b$"),
    ],
)
def test_options_that_look_the_same_are_refused(options: tuple[str, str]) -> None:
    first, second = options
    (reading,), problems = read(f"## Which?\n\n- [x] {first}\n- [ ] {second}\n- [ ] other\n")
    assert reading.question is None
    assert [(p.place.line, "look the same" in p.message) for p in problems] == [(4, True)]


@pytest.mark.parametrize("blank", ["&nbsp;", "\u200b", "\u3164", "\u2800"])
def test_an_option_that_nobody_sees_is_refused(blank: str) -> None:
    _, problems = read(f"## Which?\n\n- [x] one\n- [ ] {blank}\n- [ ] other\n")
    assert [(p.place.line, p.message) for p in problems] == [(4, "this option is empty")]


def test_all_and_none_of_the_above_may_both_stay_last() -> None:
    readings, problems = read(
        "## Which?\n\n- [ ] All of the above\n- [x] one\n- [ ] None of the above\n"
    )
    found = readings[0].question
    assert isinstance(found, Choice)
    assert [option.pin for option in found.options] == ["last", "", "last"]
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "[x] is the largest whole number below x.",
        "The interval [0, 1] is closed.",
        "[a link](https://example.org)",
        "(x) and [y] are given.",
        "a [ ] b",
    ],
)
def test_brackets_in_a_text_are_no_boxes(text: str) -> None:
    assert isinstance(question(f"## What?\n\n{text}\n"), Open)


def test_reference_named_x_does_not_eat_the_box() -> None:
    found = question("## Which?\n\n[x]: https://example.org\n\n- [ ] a\n- [x] b\n")
    assert isinstance(found, Choice)
    assert [option.right for option in found.options] == [False, True]


@pytest.mark.parametrize(
    ("answer", "accepted", "case"),
    [
        ("lasso | L1", [("lasso",), ("L1",)], False),
        ("CO2 | CO₂ {case}", [("CO2",), ("CO₂",)], True),
        ("inter*spur", [("inter", "spur")], False),
        (r"5 \* 3 | a \| b", [("5 * 3",), ("a | b",)], False),
        ("`a*b` | <b>", [("a*b",), ("<b>",)], False),
        ("007", [("007",)], False),
        ("3D", [("3D",)], False),
        ("1, 2 and 3", [("1, 2 and 3",)], False),
    ],
)
def test_short_answer(answer: str, accepted: list[tuple[str, ...]], case: bool) -> None:
    readings, problems = read(f"## What?\n\nAnswer: {answer}\n")
    found = readings[0].question
    assert isinstance(found, ShortAnswer)
    assert ([pattern.parts for pattern in found.answers], found.case) == (accepted, case)
    assert [problem.severity for problem in problems if "*" not in problem.message] in (
        [],
        ["warning"],
    )


@pytest.mark.parametrize(
    ("answer", "low", "high", "unit"),
    [
        ("3.14 ± 0.01", "3.13", "3.15", ""),
        ("3.14 +- 0.01", "3.13", "3.15", ""),
        ("3.1 .. 3.2", "3.1", "3.2", ""),
        ("5.5 .. 6.5 h", "5.5", "6.5", "h"),
        ("2.4 ± 0.05 m³/s", "2.35", "2.45", "m³/s"),
        ("−5 °C", "-5", "-5", "°C"),
        ("12 000 km", "12000", "12000", "km"),
        ("1.5e-3", "0.0015", "0.0015", ""),
        ("1.5 × 10^3 m", "1500", "1500", "m"),
        ("10%", "10", "10", "%"),
        ("1789", "1789", "1789", ""),
        ("12,500", "12500", "12500", ""),
    ],
)
def test_numeric(answer: str, low: str, high: str, unit: str) -> None:
    found = question(f"## How much?\n\nAnswer: {answer}\n")
    assert isinstance(found, Numeric)
    assert (found.low, found.high, found.unit) == (Decimal(low), Decimal(high), unit)


def test_numbers_have_the_decimal_comma_of_the_language() -> None:
    found = question("---\nlanguage: de\n---\n\n## Wie viel?\n\nAntwort: 3,14 ± 0,01 m\n")
    assert isinstance(found, Numeric)
    assert (found.value, found.tolerance) == (Decimal("3.14"), Decimal("0.01"))


@pytest.mark.parametrize(("word", "value"), [("true", True), ("False", False)])
def test_true_or_false(word: str, value: bool) -> None:
    found = question(f"## A whale is a fish.\n\nAnswer: {word}\n")
    assert isinstance(found, TrueFalse)
    assert found.answer is value


def test_matching() -> None:
    found = question(
        """
        ## Match the words.

        Match:

        | word | meaning |
        |------|---------|
        | one  | *eins*  |
        | two  | zwei    |
        |      | drei    |
        """
    )
    assert isinstance(found, Matching)
    assert [(plain(pair.left), plain(pair.right)) for pair in found.pairs] == [
        ("one", "eins"),
        ("two", "zwei"),
    ]
    assert [plain(entry) for entry in found.distractors] == ["drei"]


def test_ordering() -> None:
    found = question("## Order the numbers.\n\nOrder:\n\n1. one\n2. two\n3. three\n")
    assert isinstance(found, Ordering)
    assert [plain(entry) for entry in found.entries] == ["one", "two", "three"]


def test_gaps_under_a_heading() -> None:
    found = question("## Complete.\n\nIt {{c1::rains}} and {{c1::pours}}.\n\n- {{c2::often}}\n")
    assert isinstance(found, Gaps)
    numbers = [node.get("number") for node in walk(found.stem) if node.kind == "gap"]
    assert numbers == ["0", "1", "2"]


def test_open_question_with_the_back_as_marking_guide() -> None:
    found = question(
        """
        ## What is L1?

        A penalty.

        Formula: $x$

        Key effects:

        - **Sparsity**: zeros
        - Selection
        """
    )
    assert isinstance(found, Open)
    assert [one_line(criterion.text) for criterion in found.rubric] == [
        "A penalty.",
        "Formula: x",
        "Sparsity: zeros",
        "Selection",
    ]


def test_rubric_weighs_and_sums() -> None:
    found = question(
        "## Why?\n\nBecause.\n\nRubric:\n\n- says why (2 points)\n- how (0.5 points)\n"
    )
    assert [(one_line(c.text), c.points) for c in found.rubric] == [
        ("says why", Decimal(2)),
        ("how", Decimal("0.5")),
    ]
    assert found.points == Decimal("2.5")


LABELS = """
## What is {heading}?

{body}

**Hint:** first
Hint: second

Feedback: because $a$
it is so

Memory tip: one
Analogy: two

Source: a book
"""


@pytest.mark.parametrize("body", ["Answer: x", "- [x] a\n- [ ] b", "An open back."])
def test_labelled_parts_in_every_card(body: str) -> None:
    found = question(LABELS.format(heading="it", body=body))
    assert [plain(hint) for hint in found.hints] == ["first", "second"]
    assert [(note.label, plain(note.text)) for note in found.notes] == [
        ("feedback", "because a it is so"),
        ("memory_tip", "one"),
        ("analogy", "two"),
        ("source", "a book"),
    ]


def test_other_labels_are_content() -> None:
    found = question("## What?\n\nOrder: primates\n\nMatch: none\n\nFormula: $x$\n")
    assert isinstance(found, Open)
    assert plain(found.answer) == "Order: primates\nMatch: none\nFormula: x"


def test_pictures_tables_and_code_belong_to_the_stem() -> None:
    found = question(
        "## What?\n\n```python\nx = 1\n```\n\n| a |\n|---|\n| 1 |\n\n- [x] a\n- [ ] b\n"
    )
    assert [node.kind for node in found.stem] == ["paragraph", "code_block", "table"]


def test_places_are_those_of_the_file() -> None:
    (found,) = questions("---\ntitle: T\n---\n\n# A\n\n## Which?\n\n- [ ] a\n- [x] b\n")
    assert isinstance(found, Choice)
    assert (found.place.line, found.options[1].place.line) == (7, 10)
