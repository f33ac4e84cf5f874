"""Whatever passes the exporter's checks, Moodle imports it without loss and marks it rightly."""

from __future__ import annotations

from decimal import Decimal

from builders import PICTURE, bank, blueprint
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moodle_importer import accepts_number, imported

from quizgen.assemble import bank_exam
from quizgen.export.exporter import Materials, Theme
from quizgen.export.moodle import MOODLE
from quizgen.model import (
    Asked,
    Choice,
    Criterion,
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
from quizgen.problem import has_errors

MATERIALS = Materials({}, Theme({}))

NASTY = (
    *(
        "]]>",
        "<![CDATA[",
        "&nbsp;",
        "&amp;",
        "<b>",
        "x<y",
        "a < b",
        "{#1}",
        "{1:MC:=a~b}",
        "{1:SA:=x}",
    ),
    *(
        r"\(",
        r"\)",
        "$$",
        r"\[",
        "~",
        "#",
        "}",
        "{",
        "\\",
        "*",
        r"\*",
        "=",
        "%50%",
        "&",
        "&#",
        "&lt;",
    ),
    *(
        "//",
        "/",
        " ",
        "\n",
        "\r",
        "\t",
        "\u00a0",
        "\u2060",
        "😀",
        "é",
        "e\u0301",
        "\u2212",
        "„“",
        "'",
        '"',
    ),
    *("<script>alert(1)</script>", "@@", "$course$", "top", "word", "Wort", "0"),
)
CHARACTERS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=5
)
WORDS = st.lists(st.one_of(st.sampled_from(NASTY), CHARACTERS), max_size=5).map("".join)
SOME_WORDS = st.builds("{} {}".format, st.sampled_from(("Norm", "λ", "7")), WORDS)

DOT = Node("image", attributes=(("alt", 'A "dot" <1>'), ("picture", PICTURE.key), ("width", "6cm")))


def _leaf(kind: str, **attributes: str) -> st.SearchStrategy[Node]:
    return st.builds(lambda text: Node(kind, text, (), tuple(sorted(attributes.items()))), WORDS)


TEX = st.sampled_from(
    ("x<y", r"\frac{1}{2}", "a & b", r"\text{\(x\)}", r"\left\{a\right\}", "{#1}", r"\\[2pt]")
)
INLINES = st.one_of(
    _leaf("text"),
    _leaf("text"),
    _leaf("code"),
    TEX.map(lambda tex: Node("formula", tex)),
    st.just(DOT),
    st.builds(lambda t: Node("strong", children=(Node("text", t),)), WORDS),
    st.builds(
        lambda t: Node("footnote", children=(Node("paragraph", children=(t,)),)), _leaf("text")
    ),
    st.just(Node("softbreak")),
)
BLOCKS = st.one_of(
    st.builds(
        lambda nodes: Node("paragraph", children=tuple(nodes)), st.lists(INLINES, max_size=3)
    ),
    _leaf("code_block", language="python"),
    TEX.map(lambda tex: Node("formula_block", tex)),
)


@st.composite
def markups(draw: st.DrawFn) -> Markup:
    first = Node("paragraph", children=(Node("text", draw(SOME_WORDS)), draw(INLINES)))
    return (first, *draw(st.lists(BLOCKS, max_size=2)))


PLAIN = st.builds(lambda words: (Node("paragraph", children=(Node("text", words),)),), SOME_WORDS)
PATTERNS = st.builds(
    lambda first, more: Pattern((first, *more)),
    SOME_WORDS,
    st.lists(WORDS | SOME_WORDS, max_size=2),
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


def common() -> dict[str, st.SearchStrategy[object]]:
    return {
        "id": st.one_of(
            st.uuids().map(str), st.text("aAéE-", min_size=1), st.text("q", min_size=90)
        ),
        "stem": markups(),
        "topic": WORDS,
        "tags": st.lists(WORDS, max_size=3).map(tuple),
        "points": st.integers(1, 8).map(Decimal),
        "language": st.sampled_from(("en", "de", "fr")),
        "hints": st.lists(markups(), max_size=1).map(tuple),
        "notes": st.lists(
            st.builds(
                Note, st.sampled_from(("feedback", "memory_tip", "analogy", "source")), markups()
            ),
            max_size=2,
        ).map(tuple),
    }


OPTIONS = st.lists(
    st.builds(
        Option,
        text=markups(),
        right=st.booleans(),
        feedback=markups() | st.just(()),
        pin=st.sampled_from(("", "", "last")),
    ),
    min_size=2,
    max_size=12,
).map(tuple)
HOLES = st.lists(
    st.builds(Gap, st.lists(PATTERNS, min_size=1, max_size=3).map(tuple), WORDS),
    min_size=1,
    max_size=3,
)


@st.composite
def gap_questions(draw: st.DrawFn) -> Question:
    gaps = draw(HOLES)
    holes = [Node("gap", attributes=(("number", str(number)),)) for number in range(len(gaps))]
    words = [Node("text", draw(WORDS)) for _ in gaps]
    mixed = tuple(node for pair in zip(words, holes, strict=True) for node in pair)
    fields = {name: draw(strategy) for name, strategy in common().items()}
    stem = (*draw(markups()), Node("paragraph", children=mixed))
    return Gaps(**{**fields, "stem": stem}, gaps=tuple(gaps), case=draw(st.booleans()))  # type: ignore[arg-type]


QUESTIONS: st.SearchStrategy[Question] = st.one_of(
    st.builds(Choice, **common(), options=OPTIONS, multiple=st.booleans()),
    st.builds(TrueFalse, **common(), answer=st.booleans()),
    st.builds(
        ShortAnswer,
        **common(),
        answers=st.lists(PATTERNS, min_size=1, max_size=3).map(tuple),
        case=st.booleans(),
    ),
    st.builds(
        Numeric,
        **common(),
        value=NUMBERS,
        tolerance=NUMBERS.map(abs),
        unit=st.just("") | SOME_WORDS,
    ),
    st.builds(
        Matching,
        **common(),
        pairs=st.lists(st.builds(Pair, markups(), PLAIN), min_size=2, max_size=4).map(tuple),
        distractors=st.lists(PLAIN | markups(), min_size=1, max_size=2).map(tuple),
    ),
    st.builds(
        Ordering,
        **common(),
        entries=st.lists(markups(), min_size=2, max_size=4, unique=True).map(tuple),
    ),
    gap_questions(),
    st.builds(
        Open,
        **common(),
        answer=markups(),
        rubric=st.lists(st.builds(Criterion, markups(), st.just(Decimal("1.5"))), max_size=2).map(
            tuple
        ),
    ),
)


def exam(*questions: Question, wrong: Decimal = Decimal(0), shuffle: bool = True) -> Exam:
    """The questions in one form, the first options first."""
    whole = bank_exam(bank(*questions), "All")
    asked = tuple(
        Asked(number=a.number, question=a.question, points=a.points, wrong=wrong, order=a.order)
        for a in whole.forms[0].questions
    )
    form = Form(label="A", sections=(FormSection(questions=asked),))
    made = blueprint(shuffle_options=shuffle)
    return Exam(blueprint=made, forms=(form,), decks=whole.decks, pictures=bank().pictures)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(QUESTIONS, st.sampled_from((Decimal(0), Decimal("-0.25"), Decimal("-0.4"))))
def test_what_passes_the_checks_is_imported_and_scores_all_points(
    question: Question, wrong: Decimal
) -> None:
    planned = exam(question, wrong=wrong)
    problems = MOODLE.check(planned, MATERIALS)
    if has_errors(problems):
        return
    (document,) = MOODLE.export(planned, MATERIALS)
    (stored,) = imported(document.data)
    if not any("is not itself accepted" in problem.message for problem in problems):
        assert stored.score_of_right_answer() in {1.0, None}
    if isinstance(question, Numeric):
        assert accepts_number(stored, question.low) and accepts_number(stored, question.high)
