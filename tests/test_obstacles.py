"""A teacher's style sheet → what in it would look otherwise on papers put together from ready parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.model import Place
from quizgen.paper.styles.obstacles import MOST_LEVELS, style_obstacles

DIFFERS = "which differs from paper to paper"
FINE = """
p + p { margin-top: 1em }
td:first-child { width: 4em }
p:not(.cue):first-child, p:is(:first-child) { margin: 0 }
.stem > p:first-child { margin: 0 }
.stem li:last-child { margin: 0 }
.stem > :first-child { margin: 0 }
.text > *:first-child { margin: 0 }
.option > :last-child { margin: 0 }
.title-block :first-child { margin: 0 }
:is(.stem, .text) :first-child { margin: 0 }
:is(.stem > *):first-child { margin: 0 }
.stem li:is(:first-child, :nth-child(3)), .stem li:not(:last-child) { margin: 0 }
.instructions > * + * { margin: 0 }
hr + * { margin: 0 }
.number + .points, .box + .letter, .stem + .options { margin: 0 }
div.text:first-child { margin: 0 }
.marks tr:nth-child(even) td { background: #eee }
.option:empty, .option:lang(de), .field-value:empty { color: #333 }
p:has(+ p), .stem:has(> p:first-child) { margin: 0 }
.question { margin: 2em; break-inside: avoid; break-after: avoid; page-break-before: auto }
.wide .question .stem, body.paper .question, .option .letter { color: #333 }
.stem { li:first-child, > :last-child { margin: 0 } & p + p { margin: 0 } }
& .question { margin: 0 }
#seat, #quiet { color: #333 }
[id] { color: #333 }
.keep { break-inside: avoid } .keep .question { break-inside: auto }
.keep .section-head, .keep > header h2 { border: 0 }
.keep { .section-head { border: 0 } }
ol { counter-reset: item } ol > li { counter-increment: item }
.stem ol > li::before { content: counters(item, ".") " " }
.option { counter-increment: none }
.question::before { content: "•" }
.version { float: left; position: static }
h1 { bookmark-level: 1; bookmark-label: content() }
@page { size: letter; margin: 2cm; @top-left { content: "School"; color: #333 } }
@page :first { margin-top: 4cm } @page :left, :right { margin-left: 3cm }
.options { list-style: none } .text ol { list-style: lower-alpha }
.stem { break-before: avoid }
.answer-sheet { break-before: page } .form-key { break-before: right }
main > p { margin: 0 } .stem ul li { list-style: decimal }
@media screen { .question + .question { margin: 0 } }
@font-face { font-family: x; src: url(x) }
@counter-style thumbs { system: cyclic; symbols: "+" }
:root { --wide: 3em } .stem { width: var(--wide) }
.question:first-child
""".strip().split("\n")

STANDS = [
    (".question:nth-child(odd)", "a question"),
    (".question + .question", "a question"),
    (".question ~ section", "a question"),
    (".open:last-of-type", "a question"),
    (".option:first-child .letter", "an option"),
    ("li:last-child", "an option"),
    ("ul.options > li:nth-last-child(2)", "an option"),
    (".options > :only-child", "a part of the paper"),
    (".prompts > div:nth-child(even)", "a part of the paper"),
    (".section-head + *", "a part of the paper"),
    (".stem + * li:first-child", "an option"),
    ("table + main", "the questions"),
    ("*:first-of-type", "a part of the paper"),
    (":first-child", "a part of the paper"),
    (".option:first-child::before", "an option"),
    (".option:not(:first-child)", "an option"),
    ("body :not(.option:first-child)", "an option"),
    (":is(.option, p):first-child", "an option"),
    (":where(.option + .option) .text", "an option"),
    ("body:has(.option:last-child)", "an option"),
    ("body:has(> .marks + main)", "the questions"),
    (".keep > :last-child", "a part of the paper"),
    (".key-row:nth-child(2n + 1)", "a row"),
]
HOLDS = [(".question:has(.picture)", "a question"), ("li:has(+ li)", "an option")]
NUMBERED = ["#q7", "section#q12 .stem", "p:not(#q3 *)", '[id$="1"]']
FIRST = [".keep .question", ".keep > section", "main > .question", ".keep"]
COLUMNS = ["columns: 3", "column-gap: 2cm", "column-span: all", "column-rule: 1pt solid"]
COUNTS = ["counter-reset: q", "counter-increment: q 2", "counter-set: q 1", "counter-reset: page"]
PRINTS = [
    "content: counter(q)",
    'content: "(" counters(q, ".") ")"',
    "content: string(title)",
    "content: element(head)",
    "content: target-counter(attr(href), page)",
    "content: attr(id)",
    "--foot: counter(page)",
]
MOVES = [
    "string-set: title content()",
    "position: running(head)",
    "position: fixed",
    "position: var(--x)",
    "float: footnote",
    "footnote-display: block",
]
BREAKS = [
    *(f"break-before: {value}" for value in ("page", "left", "right", "always", "column")),
    "break-after: recto",
    "page-break-after: verso",
    "break-before: var(--x)",
]


@pytest.mark.parametrize("style", FINE)
def test_what_stays_within_a_part_is_no_obstacle(style: str) -> None:
    assert style_obstacles(style) == ()


def only(style: str) -> tuple[Place, str]:
    """Place and message of the one obstacle in a style sheet."""
    (obstacle,) = style_obstacles(style)
    return obstacle.place, obstacle.message


@pytest.mark.parametrize(
    ("code", "message"),
    [
        *((code, f"styles {noun} by where it stands, {DIFFERS}") for code, noun in STANDS),
        *(
            (code, f"styles {noun} by what is in it or follows it, {DIFFERS}")
            for code, noun in HOLDS
        ),
        *((code, f"styles a question by its number, {DIFFERS}") for code in NUMBERED),
        *(
            (code, f"styles a question by whether it is the first of its section, {DIFFERS}")
            for code in FIRST
        ),
    ],
)
def test_a_selector_that_depends_on_other_parts_is_told_where_it_stands(
    code: str, message: str
) -> None:
    expected = f"“{code}” {message}"
    assert only(f"h1 {{ color: red }}\np, {code} {{ margin: 0 }}") == (
        Place("style.css", 2, 4),
        expected,
    )
    assert only(f"@media print {{\n  {code} {{ margin: 0 }} }}")[0] == Place("style.css", 2, 3)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        *((code, "changes columns, and what stands in a column differs") for code in COLUMNS),
        *((code, "counts on from part to part, and their order differs") for code in COUNTS),
        *(
            (code, "prints what depends on other parts or on the page, which differs")
            for code in PRINTS
        ),
        *((code, "takes something out of its place on a page, which differs") for code in MOVES),
        *(
            (code, "begins a new page or column by what stands there, which differs")
            for code in BREAKS
        ),
        ("break-before: avoid", "keeps something with what stands before it, which differs"),
        ("page: wide", "styles some of the pages, and what stands on them differs"),
        ("list-style: decimal", "numbers the options, and their order differs"),
        ("list-style-type: thumbs", "numbers the options, and their order differs"),
    ],
)
def test_a_declaration_that_depends_on_other_parts_is_told_where_it_stands(
    code: str, message: str
) -> None:
    place = Place("style.css", 2, 3)
    expected = f"“{code}” {message} from paper to paper"
    assert only(f".option {{ color: #333;\n  {code} }}") == (place, expected)


@pytest.mark.parametrize("selector", [":nth(2)", ":blank", "wide", ":first, wide:left"])
def test_a_rule_for_some_pages_is_an_obstacle(selector: str) -> None:
    message = f"“@page {selector}” styles some of the pages, and what stands on them differs"
    expected = (Place("style.css", 2, 1), f"{message} from paper to paper")
    assert only(f"\n@page {selector} {{ margin: 1cm }}") == expected


@pytest.mark.parametrize(
    ("style", "place"),
    [
        ("@page {\n @bottom-left { content: counter(page) } }", (2, 17)),
        ("@page :first {\n counter-reset: page 5 }", (2, 2)),
        (".question {\n & + & { margin: 0 } }", (2, 2)),
        (".options {\n .text { margin: 0 } li:first-child { margin: 0 } }", (2, 22)),
        (".question {\n .wide &:first-child { margin: 0 } }", (2, 2)),
        (".question {\n &.open:first-child { margin: 0 } }", (2, 2)),
        (".keep {\n .question { margin: 0 } }", (2, 2)),
        ("h2 {\n break-before: page }", (2, 2)),
        ("ol li::before {\n content: counter(page) }", (2, 2)),
        ("@layer own {\n li:first-child { margin: 0 } }", (2, 2)),
        (".question { @media print {\n counter-reset: q } }", (2, 2)),
        ("@supports (x: y) {\n li:first-child { margin: 0 } }", (2, 2)),
    ],
)
def test_obstacles_are_found_wherever_they_stand(style: str, place: tuple[int, int]) -> None:
    assert only(style)[0] == Place("style.css", *place)


def test_obstacles_are_in_order_of_place_one_for_each_selector_and_declaration() -> None:
    style = "li { columns: 2;\n counter-reset: counter(q); margin: 0 }\n#q1 > li + li:first-child, * + * { }"
    places = [(found.place.line, found.place.column) for found in style_obstacles(style)]
    assert places == [(1, 6), (2, 2), (3, 1), (3, 28)]


@pytest.mark.parametrize("pair", ["()", "{}", "[]", ":is()", "& {}", "@media print {}", "f()"])
def test_what_is_nested_too_deep_is_an_obstacle_itself(pair: str) -> None:
    for depth in (MOST_LEVELS + 1, 20_000):
        deep = pair[:-1] * depth + pair[-1] * depth
        _, message = only(f"a {{ color: {deep} }}")
        assert message == "from here on the style sheet is nested too deep to be looked through"


def test_nested_rules_are_read_in_reasonable_time() -> None:
    depth = MOST_LEVELS - 2
    style = "p, .question { " + "& &, & & { " * depth + "color: red" + "}" * depth + "}"
    assert style_obstacles(style) == ()
    many = ", ".join([".question"] * 300)
    assert len(
        style_obstacles(f"{many} {{ {many.replace('.question', '& + &')} {{ margin: 0 }} }}")
    )


PIECES = (
    "@page @media @layer @import ; : :: { } ( ) [ ] , . # & > + ~ * | ! \\ \" ' /* */ <!-- --> u+1? "
    ".question .option li #q1 [id=q1] :is( :not( :has( :nth-child( ::before :first-child of 2n+1 "
    "content: counter( counter-reset: columns: break-before: var( --x: page url( print \n \0 \f é \ud800"
).split(" ")


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(PIECES)).map(" ".join),
        st.lists(st.sampled_from(PIECES)).map("".join),
    )
)
def test_whatever_the_style_sheet_nothing_is_raised(style: str) -> None:
    found = style_obstacles(style)
    assert list(found) == sorted(found)
    assert all(obstacle.place.line >= 1 and obstacle.message for obstacle in found)


def test_a_number_that_python_refuses_is_no_failure() -> None:
    assert style_obstacles(f"p {{ width: {'9' * 5000} }}") == ()
