"""Questions → Markdown that reads well and gives the same questions again."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from builders import (
    PICTURE,
    choice,
    gaps,
    matching,
    numeric,
    one_of_each,
    open_question,
    options,
    ordering,
    picture_node,
    short,
    text,
    truefalse,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from quizgen.author import Unwritable, card, deck, markdown, same
from quizgen.author.escape import smallest, text_atoms
from quizgen.author.seen import seen
from quizgen.markup.parse import parse
from quizgen.model import (
    KINDS,
    Criterion,
    Gap,
    Markup,
    Matching,
    Node,
    Note,
    Option,
    Pair,
    Pattern,
    Question,
    walk,
)
from quizgen.problem import has_errors
from quizgen.read.deck import read_deck
from quizgen.read.front_matter import FrontMatter, read_front_matter
from quizgen.read.question import read_question
from quizgen.read.source import Source

PICTURES = {PICTURE.key: "img/a dot (1) 100%.png"}
NOTHING: dict[str, Any] = {"hints": (), "notes": (), "rubric": ()}
CONTENT = sorted((Path(__file__).parent.parent / "content").glob("*.md"))


def blocks(source: str) -> Markup:
    """The passage that the Markdown is."""
    return parse(source)[0]


def read(source: str) -> tuple[Question, ...]:
    """The questions of a deck that has no errors."""
    file = Source("deck.md", source)
    found = read_deck(file)
    readings = [read_question(card, found.points, file.lines) for card in found.cards]
    problems = [*found.problems, *(problem for each in readings for problem in each.problems)]
    assert not has_errors(problems), problems
    return tuple(reading.question for reading in readings if reading.question)


def again(question: Question, **given: Any) -> str:
    """The question's card, which must be read as the question."""
    source = card(question, pictures=PICTURES, **given)
    (found,) = read(f"---\nlanguage: {question.language}\n---\n{source}\n")
    assert same(found, question, PICTURES), source
    return source


# --- Passages ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        'a_b, 2 * 3, C#, 5 > 3, x < y, 50 %, (a) [b] {c}, ~5, a = b, A & B, it\'s "so"',
        "1. of May? No: in 1990. It is - or was - $5.",
        "*a* **b** ~~c~~ ==d== `e` $f$ $$g$$",
        "*__a__ b* **_c_** *a*b",
        "a\nb\\\nc",
        "``a`b`` `` ` `` ` `` `",
        r"\*a* \$x$ \`b` \[c](d) \<b> \{{c1::x}} \==a== \~~b~~ \&amp; \\* \[^1]",
        "1\\. May\n\\- a\n\\# b",
        "\\# a\n\n\\> b\n\n\\: c\n\n\\```",
        "- a\n- b\n  - c\n    1. d\n    2. e",
        "- a\n\n- b\n\n  c",
        "3. a\n4. b",
        "- a\n\n+ b\n\n1. c\n\n1) d",
        "- [x] a {first credit=50%}\n- [ ] b \\{last}\n  > c\n  >\n  > d",
        "- [x]\n  ```\n  a\n  ```\n- \\[x] b",
        "> a\n>\n> - b\n\n> c",
        "````python\n```\n  a\n\n\tb\n````",
        "$$\\frac{a}{b}$$\n\n$$\na \\\\\nb\n$$",
        "| a | b | c | d |\n| --- | :-- | :-: | --: |\n| $\\|x\\|$ | `c\\|d` | e\\|f |  |",
        "### a {#b .c d=e}\n\n#### a \\{#b}\n\n# C#",
        "a\nb {#c}\n---\n\na\\\nb\n===",
        "a\n\n***\n\nb",
        "Term\n: a\n: b\n\n*Other*\n: c",
        "![a \\] b](img/d.png){width=6cm height=2cm}e ![](<f g.png>)",
        "[a *b*](https://c.d/e?f=g) <https://a.b/c> [](mailto:a@b.c)",
        "a[^note] b[^1]\n\n[^note]: c\n    d\n\n    - e\n\n[^1]: > f",
        "{{c1::a|b::hint}} {{c2::c}}",
        "&#32;a&#32;\n**a.**&#98; $x$&#53;",
    ],
)
def test_passages_come_out_as_they_went_in(source: str) -> None:
    markup = blocks(source)
    written = markdown(markup)
    assert blocks(written) == markup
    assert written == source.replace("<f g.png>", "f%20g.png")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\*a\* \(b\) c\_d \#", "\\*a* (b) c_d #"),
        ("* a\n* b", "- a\n- b"),
        ("__a__ _b_", "**a** *b*"),
        ("    a", "```\na\n```"),
        ("a  \nb", "a\\\nb"),
        ("[a](b.md)", "a"),
        ("a\n---", "## a"),
        ("[a][b]\n\n[b]: https://c.d", "[a](https://c.d)"),
    ],
)
def test_there_is_one_notation_for_all(source: str, expected: str) -> None:
    assert markdown(blocks(source)) == expected


FRAGMENTS = (
    *(
        "a|b c|word|1. |- |* |> |# |## |*|**|_|__|~~|==|`|``|$|$$|$x$|$$y$$|[|]|(|)|](https://a.b)"
        "|![i](p.png)|{width=6cm}|{#id}|{last}|[^1]|{{c1::x}}|{{c2::y::h}}|  |    |\\|: |[x] |[ ] "
        "|<|>|<https://a.b>|&|&amp;|&#32;|5|.|#| |~|::|=|-|+|Hint: |é|\t"
    ).split("|"),
    *("|", "\n", "\n\n", "\\\n", "  \n", "\n: def\n", "\n[^1]: note\n", "```\ncode\n```\n"),
    *("~~~py\nx\n~~~\n", "---\n", "***\n", "===\n", "\n| a | b |\n|---|:-:|\n| c | d |\n"),
)


def _plain_links(markup: Markup) -> bool:
    """Whether all links lead somewhere and all code has an end: others are the same but to ==."""
    return all(
        (node.kind != "link" or bool(node.get("href")))
        and (node.kind != "code_block" or node.text[-1:] in ("", "\n"))
        and (node.kind != "paragraph" or bool(node.children))
        for node in walk(markup)
    )


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=14).map("".join))
def test_whatever_is_parsed_can_be_written(source: str) -> None:
    markup, problems = parse(source)
    assume(not has_errors(problems) and _plain_links(markup))
    assert blocks(markdown(markup)) == markup


WORDS = st.sampled_from(
    (
        "a b_c C# 2*3 *x* **y** `z` $w$ 1. - > # ## {#id} {last} [x] [ ] :: : = == | || ~ ~~ < & &amp;"
        " \\ \\\\ $5 $10 [a](b) ![a](b) [^1] {{c1::x}} --- ... ! ? é ß 日本 _ __ ( ) [1] (2) 50% Hint:"
        " Answer: true Q: A: 3.14"
    ).split()
)
TEXTS = (
    st.lists(WORDS, min_size=1, max_size=6)
    .map(" ".join)
    .filter(lambda words: not re.search(r":: (A|Q|Hint|Answer):", words))
)
"""A label right behind two colons cannot be written: wherever the line ends, a card begins."""

PROSE = TEXTS.map("The {}".format)
LEAVES = st.one_of(
    TEXTS.map(lambda words: Node("text", f" {words} ")),
    TEXTS.map(lambda words: Node("code", words)),
    st.sampled_from([r"x^2", r"\frac{1}{2}", r"|x|", "a_b*c"]).map(lambda t: Node("formula", t)),
    st.just(picture_node()),
)


def _within(kind: str, **attributes: str) -> Any:
    pairs = tuple(attributes.items())
    return lambda leaf: Node(
        kind, children=(Node("text", "so "), leaf, Node("text", " on")), attributes=pairs
    )


INLINES = st.one_of(
    LEAVES,
    LEAVES.filter(lambda node: "==" not in node.text).map(_within("mark")),
    LEAVES.map(_within("emphasis")),
    LEAVES.map(_within("strong")),
    LEAVES.map(_within("link", href="https://a.b/c_d")),
)


def _paragraph(words: str, inlines: list[Node]) -> Markup:
    parts = (part for node in inlines for part in (node, Node("text", " on")))
    return text(f"{words} ", *parts, Node("text", " end"))


LINES = st.builds(_paragraph, PROSE, st.lists(INLINES, max_size=3))
BLOCKS = st.sampled_from(
    [
        blocks(source)
        for source in (
            "```py\nx = 1\n```",
            "| a | b |\n|--:|---|\n| `c` | d |",
            "$$\\int x$$",
            "> A quote\n\n",
            "- a\n- b",
            "1. a\n2. b",
            "The text\nof two lines",
            "The text\\\nwith a break",
            "A note[^n]\n\n[^n]: Of some words.",
            "***",
        )
    ]
)
PASSAGES = st.builds(
    lambda first, rest: first + tuple(block for blocks in rest for block in blocks),
    LINES,
    st.lists(st.one_of(LINES, BLOCKS), max_size=3),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PASSAGES)
def test_passages_made_of_nodes_can_be_written(markup: Markup) -> None:
    written = markdown(markup, PICTURES)
    assert seen(blocks(written)) == seen(markup, PICTURES)


# --- Questions --------------------------------------------------------------------------------


BODIES = st.lists(st.one_of(LINES, BLOCKS), max_size=3).map(
    lambda rest: tuple(block for blocks in rest for block in blocks)
)
STEMS = st.builds(
    lambda words, inlines, rest: (*_paragraph(words, inlines), *rest),
    TEXTS, st.lists(INLINES, max_size=2), BODIES,
)  # fmt: skip
PARTS = st.one_of(st.builds(_paragraph, TEXTS, st.lists(INLINES, max_size=1)), BLOCKS)
ONE_PART = PARTS.filter(lambda markup: len(markup) == 1)
NUMBERS = st.decimals(-1000000, 1000000, places=3)
POSITIVE = st.decimals(0, 999, places=3)
SHARES = st.decimals(0, 1, places=6)
TAGS = st.lists(st.sampled_from(("b", "a", "norm", "a b", "x.y", "ä", "L1")), unique=True)


@st.composite
def commons(draw: st.DrawFn) -> dict[str, Any]:
    """What questions of all kinds have."""
    notes = [
        Note(label, draw(ONE_PART))
        for label in ("feedback", "feedback", "memory_tip", "analogy", "source")
        if draw(st.booleans())
    ]
    rubric = st.builds(Criterion, LINES, st.one_of(st.none(), POSITIVE))
    return {
        "stem": draw(STEMS),
        "tags": tuple(draw(TAGS)),
        "points": draw(POSITIVE),
        "difficulty": draw(SHARES),
        "language": draw(st.sampled_from(("en", "de"))),
        "hints": tuple(draw(st.lists(ONE_PART, max_size=2))),
        "notes": tuple(notes),
        "rubric": tuple(draw(st.lists(rubric, max_size=2))),
        "card": draw(st.sampled_from(("", "l1", "week5-dropout-1a2b3c"))),
    }


@st.composite
def option(draw: st.DrawFn, number: int, right: bool, several: bool) -> Option:
    """An option unlike those of other numbers."""
    more = draw(st.one_of(st.just(()), BLOCKS.filter(lambda blocks: blocks[0].kind != "quote")))
    credit = draw(st.one_of(st.none(), st.decimals("-1", "0.999", places=3)))
    return Option(
        text=_paragraph(f"{draw(TEXTS)} {number}", draw(st.lists(INLINES, max_size=1))) + more,
        right=right,
        credit=None if right or several else credit,
        feedback=draw(st.one_of(st.just(()), PASSAGES)),
        pin={0: draw(st.sampled_from(("", "first"))), 1: draw(st.sampled_from(("", "last")))}.get(
            number, ""
        ),
    )


@st.composite
def choices(draw: st.DrawFn) -> Question:
    rights = draw(st.lists(st.booleans(), min_size=2, max_size=5).filter(any))
    several = sum(rights) > 1 or draw(st.booleans())
    made = tuple(draw(option(i, right, several)) for i, right in enumerate(rights))
    return choice(**draw(commons()), options=made, multiple=several)


SIGNS = st.text("aB1*|\\` {}.é:", min_size=1, max_size=6).filter(str.strip).map(str.strip)
LITERALS = st.one_of(
    SIGNS, st.sampled_from(["3", "true", "5 m", "a {case}", "$HOME", "wahr", "1/2"])
)
PATTERNS = st.one_of(
    LITERALS.map(lambda word: Pattern((word,))),
    st.lists(st.text("ab *|\\`", max_size=4), min_size=2, max_size=3)
    .filter(lambda parts: "".join(parts).strip() and parts[0] == parts[0].lstrip())
    .filter(lambda parts: parts[-1] == parts[-1].rstrip())
    .filter(lambda parts: all(parts[1:-1]))
    .map(lambda parts: Pattern(tuple(parts))),
)


@st.composite
def shorts(draw: st.DrawFn) -> Question:
    answers = tuple(draw(st.lists(PATTERNS, min_size=1, max_size=3)))
    return replace(short(**draw(commons()), case=draw(st.booleans())), answers=answers)


@st.composite
def numerics(draw: st.DrawFn) -> Question:
    is_range, tolerance = draw(st.booleans()), draw(POSITIVE)
    percent = is_range or not tolerance
    units = ("", "m", "km/h", "°C", "1/s", "m³", *(("%",) if percent else ()))
    made = {"tolerance": tolerance, "is_range": is_range, "unit": draw(st.sampled_from(units))}
    return numeric(value=str(draw(NUMBERS)), **draw(commons()), **made)


@st.composite
def matchings(draw: st.DrawFn) -> Question:
    entries = st.builds(_paragraph, TEXTS, st.lists(INLINES, max_size=1))
    lefts = draw(st.lists(entries, min_size=2, max_size=4, unique_by=str))
    rights = draw(st.lists(entries, min_size=len(lefts), max_size=6, unique_by=str))
    pairs = tuple(map(Pair, lefts, rights))
    made = Matching(id="m", pairs=pairs, distractors=tuple(rights[len(pairs) :]), **draw(commons()))
    return made


@st.composite
def orderings(draw: st.DrawFn) -> Question:
    more = st.one_of(st.just(()), BLOCKS)
    entries = tuple(
        _paragraph(f"{draw(PROSE)} {number}", []) + draw(more)
        for number in range(draw(st.integers(2, 4)))
    )
    return replace(ordering(**draw(commons())), entries=entries)


@st.composite
def gap_texts(draw: st.DrawFn) -> Question:
    words = SIGNS.filter(lambda word: "::" not in word and "}" not in word and word[-1] != ":")
    hints = st.one_of(st.just(""), TEXTS.filter(lambda words: "{{" not in words))
    made = draw(
        st.lists(
            st.builds(
                lambda words, hint: Gap(tuple(Pattern((w,)) for w in words), hint),
                st.lists(words, min_size=1, max_size=2), hints,
            ),
            min_size=1, max_size=3,
        )
    )  # fmt: skip
    holes = [Node("gap", attributes=(("number", str(i)),)) for i in range(len(made))]
    given = draw(commons())
    given["stem"] = (*text("Fill ", *holes), *given["stem"][1:])
    return replace(gaps(**given), gaps=tuple(made), case=draw(st.booleans()))


@st.composite
def opens(draw: st.DrawFn) -> Question:
    given = draw(commons())
    answer = draw(BODIES)
    assume(answer or given["rubric"])
    return open_question(**given, answer=answer)


QUESTIONS = {
    "choice": choices(),
    "truefalse": st.builds(
        lambda given, answer: truefalse(answer=answer, **given), commons(), st.booleans()
    ),
    "short": shorts(),
    "numeric": numerics(),
    "matching": matchings(),
    "ordering": orderings(),
    "gaps": gap_texts(),
    "open": opens(),
}
EXAMPLES = 20


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.data())
def test_questions_come_out_as_they_went_in(kind: str, data: st.DataObject) -> None:
    again(data.draw(QUESTIONS[kind]))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            choice(
                options=(
                    Option(text=text("lasso"), right=True, pin="first", feedback=text("Yes.")),
                    Option(text=text("ridge"), right=False, credit=Decimal("0.5")),
                    Option(text=text("[x] {last}"), right=False, pin="last"),
                ),
                stem=blocks("Which?\n\n- a\n- b"),
                tags=("norms", "core"),
                points=Decimal("2.50"),
                difficulty=Decimal("0.8"),
                hints=(text("Think."),),
                card="l1",
            ),
            """\
            ## Which? {#choice tags="norms,core" points=2.5 difficulty=easy card=l1}

            - a
            - b

            + [x] lasso {first}
              > Yes.
            + [ ] ridge {credit=50%}
            + [ ] [x] {last} {last}

            Hint: Think.
            """,
        ),
        (
            short("s", "L1*", "a|b", "3", case=True),
            "## Name s. {#s}\n\nAnswer: L1* | a\\|b | 3 {case}\n",
        ),
        (short("s", "__init__"), "## Name s. {#s}\n\nAnswer: __init__\n"),
        (short("s", "true"), "## Name s. {#s}\n\nAnswer: `true`\n"),
        (
            numeric(language="de", unit="km", value="1.5"),
            "## How much is numeric? {#numeric}\n\nAntwort: 1,5 ± 0,01 km\n",
        ),
        (
            matching(pairs=2),
            """\
            ## Match matching. {#matching}

            Match:

            |  |  |
            | --- | --- |
            | Left 0 | Right 0 |
            | Left 1 | Right 1 |
            |  | Distractor 0 |
            """,
        ),
        (
            gaps("g", "L1|x*"),
            "## g: fill {{c1::L1\\|x\\*}} {#g}\n",
        ),
        (
            open_question(points=Decimal(3)),
            """\
            ## Explain open. {#open points=3}

            Because.

            Hint: Think.

            Feedback: See week 5.

            Rubric:

            - The reason (2 points)
            - An example
            """,
        ),
        (
            open_question(stem=blocks("Why?\n\n- a"), answer=text("Hint: none"), **NOTHING),
            "## Why? {#open}\n\n- a\n\nBack: Hint: none\n",
        ),
        (
            choice(stem=blocks("```\ncode\n```\n\nWhich?"), options=options("a", "b")),
            "Q: {#choice}\n\n```\ncode\n```\n\nWhich?\n\n- [x] a\n- [ ] b\n",
        ),
        (
            choice(stem=blocks("Which?\n\nHint: none"), options=options("a", "b")),
            "Q: Which? {#choice}\n\nHint: none\n\nA:\n\n- [x] a\n- [ ] b\n",
        ),
        (
            truefalse(stem=blocks("One\ntwo\\\nthree :: {#x}")),
            "One two\\\nthree :: {#x} {#truefalse}\n---\n\nAnswer: true\n",
        ),
        (
            choice(options=options("a", "b"), notes=(Note("feedback", blocks("One.\n\nTwo.")),)),
            "## Which of choice? {#choice}\n\n- [x] a\n- [ ] b\n\nOne.\n\nTwo.\n",
        ),
    ],
)
def test_cards_read_well(question: Question, expected: str) -> None:
    assert again(question) + "\n" == dedent(expected)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (choice(hints=(blocks("a\n\nb"),)), "other hints"),
        (choice(notes=(Note("source", text("a")), Note("feedback", text("b")))), "other notes"),
        (choice(options=options("a", "All of the above")), "other options"),
        (choice(tags=("a,b",)), "other tags"),
        (choice("no name"), "unknown attribute"),
        (choice(stem=text("a"), right=(0, 1)), "other multiple"),
        (truefalse(stem=blocks("- a")), "must begin with a paragraph"),
        (numeric(unit="%"), "two ways"),
        (matching(stem=()), "no stem"),
        (replace(matching(), distractors=(blocks("- a"),)), "must be one paragraph"),
        (gaps("g", "a::b"), "other gaps"),
        (open_question(answer=blocks("a\n\nHint: b")), "other hints"),
        (open_question(answer=(), rubric=()), "neither an answer nor a rubric"),
        (truefalse(stem=(Node("paragraph", children=(picture_node(),)),)), "no path"),
    ],
)
def test_what_cannot_be_said_is_refused(question: Question, reason: str) -> None:
    with pytest.raises(Unwritable, match=f"the question '{question.id}' .*{reason}"):
        card(question)


# --- Decks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_sample_decks_come_out_as_they_went_in(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    questions = read(source)
    given, _, _ = read_front_matter(Source(path.name, source))
    written = deck(questions, given)
    found = read(written)
    assert [question.topic for question in found] == [question.topic for question in questions]
    assert all(same(one, other) for one, other in zip(found, questions, strict=True))
    assert deck(found, given) == written


def test_a_deck_says_once_what_its_cards_have_in_common() -> None:
    given = FrontMatter(
        title="Week 5: derived",
        tags=("derived",),
        points=Decimal(2),
        difficulty=Decimal("0.3"),
        derive=False,
        derived_from=("l1", "l2"),
    )
    common: dict[str, Any] = {
        "points": Decimal(2),
        "difficulty": Decimal("0.3"),
        "topic": "Norms #1 {x}",
    }
    questions = (
        truefalse("a", tags=("derived",), **common),
        truefalse("b", tags=("derived", "core"), **{**common, "topic": ""}),
    )
    assert deck(questions, given) == dedent(
        """\
        ---
        title: "Week 5: derived"
        tags: [derived]
        points: 2
        difficulty: hard
        derive: false
        derived_from:
          - l1
          - l2
        ---

        # Norms #1 {x}

        ## a holds. {#a}

        Answer: true

        #

        ## b holds. {#b .core}

        Answer: true
        """
    )


def test_footnotes_of_two_cards_do_not_meet() -> None:
    stems = [blocks(f"A note[^1].\n\n[^1]: Of {word}.") for word in ("this", "that")]
    questions = [truefalse(f"q{i}", stem=stem) for i, stem in enumerate(stems)]
    found = read(deck(questions))
    assert all(same(one, other) for one, other in zip(found, questions, strict=True))


def test_every_question_of_a_deck_has_its_own_name() -> None:
    with pytest.raises(Unwritable, match="2 questions have the name 'a'"):
        deck([truefalse("a"), truefalse("a")])


def test_questions_of_all_kinds_fill_a_deck() -> None:
    questions = one_of_each(topic="All")
    assert len(read(deck(questions))) == len(KINDS)
    assert deck([]) == "\n"


def test_other_questions_are_not_the_same() -> None:
    question = choice(stem=text("a b"))
    assert same(question, replace(question, stem=blocks("a\nb"), topic="other"))
    assert not same(question, replace(question, stem=blocks("a  b")))
    assert not same(question, truefalse("choice", stem=text("a b")))


@pytest.mark.parametrize("signs", [10, 1_000, 10_000, 50_000])
def test_a_text_full_of_signs_is_tried_the_less_often_the_longer_it_is(signs: int) -> None:
    tried: list[int] = []

    def attempt(source: str) -> tuple[Markup, int]:
        """Every sign needs its backslash."""
        tried.append(len(source))
        return (Node("text", source),), 0

    whole = "\\*" * signs
    found = smallest(tuple(text_atoms("*" * signs)), attempt, (Node("text", whole),))
    assert found == whole
    assert len(tried) <= 310
    assert sum(tried) <= 200_000 + 4 * len(whole)


@pytest.mark.parametrize(
    "node",
    [
        Node("paragraph", children=(Node("cell"),)),
        Node("table"),
        Node("heading", children=(Node("text", "a"),), attributes=(("level", "high"),)),
        Node("ordered_list", attributes=(("start", "-1e9"),)),
    ],
    ids=lambda node: node.kind,
)
def test_what_no_reader_makes_cannot_be_written(node: Node) -> None:
    with pytest.raises(Unwritable):
        markdown((node,))
