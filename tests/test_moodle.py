"""What the Moodle exporter writes: one golden file for each kind, with all that a question can have."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import PICTURE, bank, blueprint, choice, picture_node, short, text
from golden_files import check_golden
from lxml import etree
from moodle_importer import answers_of, imported, text_of

from quizgen.export.exporter import Materials, Theme
from quizgen.export.moodle import MOODLE
from quizgen.markup.parse import parse
from quizgen.model import (
    KINDS,
    Asked,
    Choice,
    Criterion,
    Deck,
    Exam,
    Form,
    FormSection,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Note,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import has_errors, show

MATERIALS = Materials({}, Theme({}))


def md(source: str) -> Markup:
    """Markup of a Markdown text."""
    return parse(source, "deck.md")[0]


def picture(width: str = "") -> Node:
    node = picture_node()
    return replace(node, attributes=(*node.attributes, ("width", width))) if width else node


def exam(
    *questions: Question, wrong: str = "0", shuffle: bool = True, decks: tuple[Deck, ...] = ()
) -> Exam:
    """The questions as one form asks them, without having been shuffled."""
    asked = tuple(
        Asked(
            number=number,
            question=question,
            points=question.points,
            wrong=Decimal(wrong),
            order=tuple(range(len(question.options))) if isinstance(question, Choice) else (),
        )
        for number, question in enumerate(questions, start=1)
    )
    whole = bank()
    form = Form(label="A", sections=(FormSection(questions=asked),))
    return Exam(
        blueprint=blueprint(shuffle_options=shuffle),
        forms=(form,),
        decks=decks or whole.decks,
        pictures=whole.pictures,
    )


def written(planned: Exam) -> bytes:
    problems = MOODLE.check(planned, MATERIALS)
    assert not has_errors(problems), show(problems, {})
    (document,) = MOODLE.export(planned, MATERIALS)
    return document.data


RICH = md(
    r"""What does $\lambda < \lVert w \rVert_1$ mean
in ~~old~~ ==new== words[^1]?

$$
\sum_{i} |w_i| < \infty
$$

| Norm | Shape |
|:-----|------:|
| L1   | `<>`  |

```python
for w in weights:  # <b>
    print("&", w)
```

[^1]: See \(x\) and $a$."""
)

COMMON: dict[str, Any] = {
    "deck": "week5",
    "topic": "Norms/Lengths",
    "tags": ("norms", "Core", "core"),
    "points": Decimal("1.5"),
    "hints": (md("Think of *corners*."), md("And of axes.")),
    "notes": (
        Note("feedback", md("See **week 5**.\n\nAnd week 6.")),
        Note("memory_tip", md("L1 = Lasso.")),
        Note("analogy", md("- like\n- this")),
        Note("source", md("Book, p. 1 & 2")),
    ),
}

CHOICE = Choice(
    id="l1",
    stem=(*RICH, Node("paragraph", children=(picture("6cm"), picture()))),
    options=(
        Option(text=md("$\\ell_1$, the sum"), right=True, feedback=md("Yes: a < b.")),
        Option(text=(Node("paragraph", children=(picture("50%"),)),), right=False),
        Option(text=md("`x]]>y` & more"), right=False, credit=Decimal("0.5"), feedback=md("Half.")),
        Option(text=md("None of them"), right=False, pin="last"),
    ),
    **COMMON,
)
SEVERAL = Choice(
    id="several",
    stem=md("Which three?"),
    multiple=True,
    options=tuple(Option(text=md(f"Option {i}"), right=i < 3) for i in range(5)),
    **COMMON,
)
TRUE = TrueFalse(
    id="sparse", stem=md("L1 gives sparse weights, $0 < 1$."), answer=False, language="de", **COMMON
)
SHORT = ShortAnswer(
    id="name",
    stem=md("Name it."),
    answers=(Pattern(("lasso",)), Pattern(("L1", "norm")), Pattern(("2*3 ]]> x<y & \\",))),
    case=True,
    **COMMON,
)
NUMERIC = Numeric(
    id="g",
    stem=md("How large is $g$?"),
    value=Decimal("-9.810"),
    tolerance=Decimal("1E-2"),
    unit="m/s²",
    **COMMON,
)
MATCHING = Matching(
    id="shapes",
    stem=md("What belongs together?"),
    pairs=(
        Pair((Node("paragraph", children=(picture(),)),), md("a *diamond*, $x<y$")),
        Pair(md("**L2**"), md("AT&T &lt;circle&gt;")),
        Pair(md("Also L2"), md("AT&T &lt;circle&gt;")),
    ),
    distractors=(md("a line"), md("a *diamond*, $x<y$")),
    **COMMON,
)
ORDERING = Ordering(
    id="steps", stem=md("Order."), entries=(md("First, $a<b$"), md("Then"), md("Last")), **COMMON
)
GAPS = Gaps(
    id="cloze",
    stem=(
        Node(
            "paragraph",
            children=(
                Node("text", "Not {#1} nor {1:SA:=x}: "),
                Node("gap", attributes=(("number", "1"),)),
                Node("text", " and "),
                Node("gap", attributes=(("number", "0"),)),
                Node("formula", "{#1}"),
                picture(),
            ),
        ),
    ),
    gaps=(
        Gap((Pattern((r'} # ~ / " \ { = * <b> &',)), Pattern(("tail\\",)), Pattern(("R&",)))),
        Gap((Pattern(("L1", "")), Pattern(("lasso",))), hint="a {#1} norm"),
    ),
    case=True,
    **{**COMMON, "points": Decimal(4)},
)
OPEN = Open(
    id="explain",
    stem=md("Explain."),
    answer=(*md("Because of the corners."), Node("paragraph", children=(picture(),))),
    rubric=(
        Criterion(md("The *reason*"), Decimal("1.5")),
        Criterion(md("- an example\n- another"), Decimal(1)),
        Criterion(md("Neat")),
    ),
    language="de-AT",
    **COMMON,
)
ALL = (CHOICE, SEVERAL, TRUE, SHORT, NUMERIC, MATCHING, ORDERING, GAPS, OPEN)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_golden(question: Question) -> None:
    data = written(exam(question, wrong="-0.25"))
    name = "several" if question is SEVERAL else question.kind
    check_golden(f"moodle/{name}.xml", data)
    (stored,) = imported(data)
    assert stored.score_of_right_answer() in {1.0, None}


def test_every_kind_is_written() -> None:
    assert {type(question) for question in ALL} == set(KINDS) == MOODLE.kinds


def test_the_same_exam_gives_the_same_bytes() -> None:
    assert written(exam(*ALL)) == written(exam(*ALL))


def test_the_file_bears_the_name_of_the_exam() -> None:
    (document,) = MOODLE.export(exam(CHOICE), MATERIALS)
    assert document.path == "week5-moodle.xml"


def test_answers_reach_moodle_as_they_were_written() -> None:
    name, cloze = imported(written(exam(SHORT, GAPS)))
    assert list(answers_of(name)) == ["lasso", "L1*norm", r"2\*3 ]]> x<y & " + "\\"]
    assert list(answers_of(cloze)) == ["L1*", "lasso", r'} # ~ / " \ { = \* <b> &', "tail\\", "R&"]


def test_digits_between_gaps_are_no_gaps() -> None:
    def gap(number: int) -> Node:
        return Node("gap", attributes=(("number", str(number)),))

    stem = (Node("paragraph", children=(gap(1), Node("text", "0"), gap(0), Node("text", "1"))),)
    question = Gaps(
        id="g",
        stem=stem,
        gaps=(Gap((Pattern(("a",)),)), Gap((Pattern(("b",)),))),
        points=Decimal(2),
    )
    (stored,) = imported(written(exam(question)))
    assert stored.html == "<p>{1:SHORTANSWER:=b}0{1:SHORTANSWER:=a}1</p>"


def test_a_question_of_several_forms_is_written_once_as_first_asked() -> None:
    first = exam(choice("a"), choice("b"))
    second = exam(choice("b"), choice("c"))
    both = replace(first, forms=(*first.forms, *second.forms))
    ids = [stored.element.findtext("idnumber") for stored in imported(written(both))]
    assert ids == ["a", "b", "c"]


def test_questions_are_grouped_by_deck_and_topic_in_the_order_of_the_bank() -> None:
    decks = (Deck("one", "One / two", "", "en"), Deck("two", "/Two <b>/", "", "en"))
    questions = (
        short("e", deck="nowhere"),
        short("d", deck="two", topic="top"),
        short("a", deck="one", topic="A//B"),
        short("c", deck="one", topic="One / two"),
        short("b", deck="one", topic="A//B"),
    )
    stored = imported(written(exam(*questions, decks=decks)))
    assert [(s.element.findtext("idnumber"), s.category) for s in stored] == [
        ("a", ("One / two", "A//B")),
        ("b", ("One / two", "A//B")),
        ("c", ("One / two",)),
        ("d", ("Two ＜b>", "Top")),
        ("e", ("nowhere",)),
    ]


def test_points_are_cut_at_the_seven_digits_that_moodle_keeps() -> None:
    (stored,) = imported(written(exam(short(points=Decimal(1) / 3))))
    assert stored.element.findtext("defaultgrade") == "0.3333333"


def test_questions_without_a_deck_have_a_category_too() -> None:
    (stored,) = imported(written(exam(short("a"))))
    assert stored.category == ("Questions",)


def test_names_hold_no_tag_and_are_cut_at_a_word() -> None:
    long, tag, wordless = imported(
        written(
            exam(
                short("long", stem=text("word " * 60)),
                short("tag", stem=text("Is x<y or\n<b>?")),
                short("wordless", stem=(Node("rule"),)),
            )
        )
    )
    assert long.name.endswith("word…") and len(long.name) <= 100
    assert tag.name == "Is x＜y or ＜b>?"
    assert wordless.name == "wordless"


def test_ids_that_moodle_would_drop_are_shortened_and_marked() -> None:
    ids = ("Äpfel", "apfel", "x" * 101, "plain id")
    planned = exam(*(short(identifier) for identifier in ids))
    numbers = [stored.element.findtext("idnumber", "") for stored in imported(written(planned))]
    assert "plain id" in numbers and "apfel" in numbers
    assert all(len(number) <= 100 for number in numbers)
    messages = [p.message for p in MOODLE.check(planned, MATERIALS)]
    assert sum("becomes the idnumber" in message for message in messages) == 2


def test_pinned_options_keep_the_order_that_the_exam_drew() -> None:
    question = choice("pinned", pins={3: "last"})
    planned = exam(question)
    (asked,) = planned.forms[0].questions
    form = replace(
        planned.forms[0],
        sections=(FormSection(questions=(replace(asked, order=(2, 0, 1, 3)),)),),
    )
    (stored,) = imported(written(replace(planned, forms=(form,))))
    assert stored.element.findtext("shuffleanswers") == "0"
    texts = [text_of(answer) for answer in stored.element.iterfind("answer")]
    assert texts == [f"Option {i} of pinned" for i in (2, 0, 1, 3)]


@pytest.mark.parametrize("shuffle", [True, False])
def test_moodle_shuffles_where_the_exam_does(shuffle: bool) -> None:
    stored = imported(written(exam(choice("c"), MATCHING, shuffle=shuffle)))
    flags = {one.element.findtext("shuffleanswers") for one in stored}
    assert flags == {"1" if shuffle else "0"}


def test_words_are_not_taken_for_formulas_or_gaps() -> None:
    question = short(
        "words", stem=(Node("paragraph", children=(Node("text", r"\(x\) $$ \[ {#1}"),)),)
    )
    (stored,) = imported(written(exam(question)))
    assert not any(delimiter in stored.html for delimiter in (r"\(", r"\[", "$$"))
    assert "{#1}" in stored.html


@pytest.mark.parametrize(
    ("width", "pixels"),
    [("6cm", "227"), ("10mm", "38"), ("1in", "96"), ("72pt", "96"), ("40px", "40"), ("50%", "50%")],
)
def test_sizes_of_pictures(width: str, pixels: str) -> None:
    question = short("picture", stem=(Node("paragraph", children=(picture(width),)),))
    (stored,) = imported(written(exam(question)))
    image = etree.HTML(stored.html).find(".//img")
    assert image is not None and image.get("width") == pixels
    assert image.get("src") == f"@@PLUGINFILE@@/{PICTURE.name}"
