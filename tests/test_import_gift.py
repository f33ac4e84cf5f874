"""GIFT of all dialects becomes questions, and what we wrote as GIFT comes back."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import in_memory
from click.testing import CliRunner
from golden_files import check_golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import deck_and_report, errors, imported, kept, questions, told
from sample_bank import everything
from test_author import QUESTIONS
from test_gift_import import plain
from test_moodle_import import MATERIALS, exam

from quizgen.author.seen import differences, seen
from quizgen.cli import main
from quizgen.export.gift import GIFT
from quizgen.export.gift.contract import LIMITS
from quizgen.export.lms.losses import kept as written
from quizgen.export.moodle.fractions import nearest
from quizgen.importers.importer import Imported
from quizgen.markup.plain import one_line
from quizgen.model import (
    Choice,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import has_errors

SAMPLES = sorted((Path(__file__).parent / "imports" / "gift").glob("*"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_real_files_become_decks(path: Path) -> None:
    deck, report = deck_and_report("gift", path.read_bytes())
    check_golden(f"imports/gift/{path.stem}.md", deck.encode())
    check_golden(f"imports/gift/{path.stem}.txt", report.encode())


# --- What we wrote ----------------------------------------------------------------------------

LOST: dict[str, Any] = {
    "points": Decimal(1),
    "difficulty": Decimal("0.6"),
    "language": "en",
    "hints": (),
    "rubric": (),
    "card": "",
}
"""What GIFT has no place for, with what it comes back as."""

LOST_OF_KINDS: dict[type[Question], dict[str, Any]] = {
    Open: {"answer": ()},
    Numeric: {"unit": "", "is_range": False},
    ShortAnswer: {"case": False},
    Gaps: {"case": False},
}


def expected(question: Question) -> Question:
    """The question as it comes back."""
    question = replace(question, **LOST, **LOST_OF_KINDS.get(type(question), {}))
    if isinstance(question, Choice):
        return replace(question, options=tuple(map(expected_option, question.options)))
    if isinstance(question, Matching):
        pairs = tuple(Pair(pair.left, words(pair.right)) for pair in question.pairs)
        return replace(question, pairs=pairs, distractors=tuple(map(words, question.distractors)))
    return question


def expected_option(option: Any) -> Any:
    """Without its place, and its credit as near as Moodle's grades are."""
    grade = None if option.credit is None else nearest(100 * option.credit)
    return replace(option, pin="", credit=grade / 100 if grade else None)


def words(entry: Markup) -> Markup:
    """What Moodle shows in a menu is plain text."""
    return (Node("paragraph", children=(Node("text", one_line(entry)),)),)


def with_single_blanks(value: Any) -> Any:
    """HTML shows no more of them."""
    if isinstance(value, tuple):
        passage = value and all(isinstance(part, Node) for part in value)
        return tuple(map(with_single_blanks, seen(value) if passage else value))
    if isinstance(value, Node):
        text = re.sub(" +", " ", value.text) if value.kind in ("text", "code") else value.text
        return replace(value, text=text, children=with_single_blanks(value.children))
    if not is_dataclass(value) or isinstance(value, type | Pattern):
        return value
    return replace(
        value, **{f.name: with_single_blanks(getattr(value, f.name)) for f in fields(value)}
    )


def without_case(question: Question) -> Question:
    """What counts capitals, GIFT refuses."""
    made = replace(question, case=False) if isinstance(question, ShortAnswer | Gaps) else question
    assert isinstance(made, Question)
    return made


def exported(question: Question) -> Imported | None:
    """What comes back of a question; None if GIFT cannot hold it."""
    planned = exam(question)
    if has_errors(GIFT.check(planned, MATERIALS)):
        return None
    (document,) = GIFT.export(planned, MATERIALS)
    return imported("gift", in_memory(document).data)


@settings(
    max_examples=160, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.one_of(*QUESTIONS.values()).map(plain).map(with_single_blanks).map(without_case))
def test_what_we_wrote_comes_back(question: Question) -> None:
    found = exported(question)
    if found is None:
        return
    assert not found.problems
    (again,) = questions(found)
    assert not differences(expected(question), again)


def test_the_whole_bank_comes_back() -> None:
    planned = everything()
    (document,) = GIFT.export(planned, MATERIALS)
    found = imported("gift", in_memory(document).data)
    asked = {each.question.id: each.question for each in written(planned, LIMITS)}
    assert not found.problems and found.title == "Everything at once"
    assert {question.id for question in questions(found)} == set(asked)
    for question in questions(found):
        assert question.topic == asked[question.id].topic
        assert not differences(expected(asked[question.id]), question), question.id


# --- What others write ------------------------------------------------------------------------


def one(text: str) -> Any:
    """The one question of a text, about which nothing is told."""
    found = imported("gift", text)
    assert not found.problems, found.problems
    (question,) = questions(found)
    return question


@pytest.mark.parametrize(
    ("answer", "value", "tolerance", "is_range"),
    [
        ("#8", "8", "0", False),
        ("#-3.5:.5", "-3.5", "0.5", False),
        ("#1e3", "1000", "0", False),
        ("#2..3", "2.5", "0.5", True),
        ("#=%100%8:1", "8", "1", False),
        ("#=1:1 =3:1", "2", "2", True),
        ("#=1..5 =3:1", "3", "2", True),
    ],
)
def test_numbers_in_every_notation(answer: str, value: str, tolerance: str, is_range: bool) -> None:
    question = one(f"How many? {{{answer}}}")
    assert isinstance(question, Numeric)
    found = (question.value, question.tolerance, question.is_range)
    assert found == (Decimal(value), Decimal(tolerance), is_range)


@pytest.mark.parametrize("answer", ["T", "TRUE", "true", "True", "t", "{ T }"])
def test_true_in_every_notation(answer: str) -> None:
    question = one(f"So it is. {{{answer.strip('{}')}}}")
    assert isinstance(question, TrueFalse) and question.answer


def test_what_only_looks_like_an_ordering_stays_a_matching() -> None:
    assert isinstance(one("Number them. {=a -> 1 =b -> 2 =c -> 3}"), Matching)
    order = "Number the entries in the right order, beginning with 1."
    text = f"[html]<p>So:</p><p>{order}</p>{{=a -> %s =b -> 2 =c -> 3}}"
    assert isinstance(one(text % "1"), Ordering)
    assert isinstance(one(text % "4"), Matching)


def test_an_accepted_answer_may_have_wildcards() -> None:
    assert one(r"Which? {=a*b =\\*}").answers == (Pattern(("a", "b")), Pattern(("*",)))


def test_pictures_lie_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    picture = Path(__file__).parent / "everything" / "content" / "img" / "sign.png"
    Path("sign.png").write_bytes(picture.read_bytes())
    text = r"Which? <img src\='@@PLUGINFILE@@/{}' alt\='a sign' width\='151'> {{T}}" + "\n\n"
    Path("given.txt").write_text(text.format("sign.png") + text.format("gone.png"))
    result = CliRunner().invoke(main, ["import", "given.txt", "--keep-going"])
    assert result.exit_code == 0, result.output
    assert "given.txt:3:1: error: the picture gone.png" in result.output
    deck = Path("content/given.md").read_text()
    assert "![a sign](given-pictures/sign.png){width=4cm}" in deck
    assert Path("content/given-pictures/sign.png").exists()


# --- What is lost or broken -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Which? {=a ~b", 1, "its { and } do not belong together"),
        ("Which? } {=a ~b", 1, "its { and } do not belong together"),
        ("// x\nWhich? {=a ~b} or {=c ~d}", 1, "it has another brace behind the answers"),
        ("Which? {~a ~b}", 1, "no option is marked as right"),
        ("Which? {~%-50%a ~%0%b}", 1, "no option is marked as right"),
        ("Which? {=a ~ ~b}", 1, "an option is empty"),
        ("Which? {~a}", 1, "a choice needs at least two options"),
        ("Which? {=%50%a}", 1, "no answer earns all points"),
        ("Which? {=}", 1, "no answer earns all points"),
        ("Which?\n{#\n=four}", 3, "“four” is no number"),
        ("Which? {#3,5}", 1, "“3,5” is no number"),
        ("Which? {#1e999999999}", 1, "“1e999999999” is no number"),
        ("Which? {#5..4}", 1, "nothing lies in the range 5..4"),
        ("Which? {#}", 1, "no answer earns all points"),
        ("Which?\n{\n=a -> b\n=c}", 4, "a pair without ->"),
        ("Which? {=a -> b =c -> }", 1, "a pair has nothing on the right of its ->"),
        ("Which? {=a -> b}", 1, "a matching needs at least two pairs"),
        ("{T}", 1, "it has no text"),
        (
            r"Which? <img src\='https\://a.b/c.png'> {T}",
            1,
            "the picture https://a.b/c.png is on the",
        ),
        ("[html]<pre>a {=b} c</pre>", 1, "its gap stands in code or in a formula"),
        ("[markdown]`a {=b} c`", 1, "its gap stands in code or in a formula"),
    ],
)
def test_what_is_broken_is_told_and_kept(text: str, line: int, message: str) -> None:
    found = imported("gift", f"{text}\n\nSound? {{T}}\n")
    ((at, said),) = errors(found)
    assert at == line and message in said
    assert [type(question) for question in questions(found)] == [TrueFalse]
    assert text.partition("\n")[2] in kept(found) or text in kept(found)


@pytest.mark.parametrize(
    ("text", "line", "message", "note"),
    [
        ("Only words.", 1, "this text asks nothing", "Only words."),
        ("How many? {#=1 =3}", 1, "it takes several numbers (1 and 3)", "How many? {#=1 =3}"),
        ("Who?\n{=a\n=%50%b}", 3, "“b” earned 50 % of the points", "b: 50 % of the points"),
        ("How?\n{#=1\n=%5%1:2}", 3, "“1 ± 2” earned 5 % of the points", "1 ± 2: 5 % of the points"),
        ("Which? {=a =b ~c}", 1, "any one of its right options was enough", ""),
        ("Which? {~%75%a ~%25%b ~c}", 1, "what its right options earn (75 %, 25 %)", ""),
        ("::All of it::{T}", 1, "it has no text: its name is taken for it", ""),
        ("One {T}\nTwo {F}", 2, "no blank line stands before it", ""),
        ("Which? {=a\n\n~b}", 1, "a blank line stands within its braces", ""),
        ("$CATEGORY: a\nSo? {T}", 2, "no blank line stands before it", ""),
        ("See <video src='x'></video> {T}", 1, "the <video> in it is left out", ""),
        ("// Mine [x]\n\nSo? {T}", 0, "", "Mine [x]"),
    ],
)
def test_what_is_lost_is_told_and_kept(text: str, line: int, message: str, note: str) -> None:
    found = imported("gift", text)
    assert not errors(found)
    at, said = told(found)[0] if message else (0, "")
    assert at == line and message in said
    assert note in kept(found)


BROKEN = {
    "empty": b"",
    "blanks": b" \n\n\t\n",
    "nothing but braces": b"{{{{}}}}}{" * 50,
    "open for ever": b"Q {=a\n\n" * 400,
    "closed for ever": b"}\n\n" * 400,
    "backslashes": b"::One:: " + b"\\" * 300 + b"{T}",
    "colons": b":" * 20_000 + b"{T}",
    "percents": b"Q {=" + b"%9" * 20_000 + b"}",
    "marks": b"Q {" + b"~=" * 20_000 + b"}",
    "hashes": b"Q {" + b"#" * 20_000 + b"}",
    "nul": b"Q\0 {=a\0 ~b}",
    "utf-16 without a mark": "Q {T}".encode("utf-16-le"),
    "not utf-8": b"Q \xff\xfe {=\x81 ~b}",
    "deep html": b"[html]" + b"<div>" * 5_000 + b"x {T}",
    "deep markdown": b"[markdown]" + b"> " * 5_000 + b"x {T}",
    "entities": b"Q &lol9;&#0;&#1114112; {=&#x202e; ~b}",
    "same ids": b"// [id:a]\nOne {T}\n\n// [id:a]\nTwo {T}\n",
    "long id": b"// [id:" + b"a" * 400 + b"]\nOne {T}\n",
    "odd tags": b"// [tag:] [tag:\\]] [tag:  a  b ]\nOne {T}\n",
    "long number": b"Q {#" + b"9" * 5_000 + b"}",
    "many options": b"Q {=a" + b"".join(b" ~b%d" % number for number in range(300)) + b"}",
    "categories": b"$CATEGORY: ////\n\n$CATEGORY:\n\n$CATEGORY: $a$/top\n\nOne {T}\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_file_breaks_the_reader(name: str) -> None:
    found = imported("gift", BROKEN[name])
    deck_and_report("gift", BROKEN[name])
    lines = BROKEN[name].count(b"\n") + 1
    assert all(0 <= problem.place.line <= lines for problem in found.problems)
    assert questions(found) or has_errors(found.problems) or kept(found)


def test_nothing_is_written_where_something_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("given.txt").write_text("::One:: Which? {=a ~b\n\n::Two:: Which? {=a ~b}\n")
    result = CliRunner().invoke(main, ["import", "given.txt"])
    assert result.exit_code == 1 and "given.txt:1:1: error: its { and }" in result.output
    assert not Path("content/given.md").exists()
    result = CliRunner().invoke(main, ["import", "given.txt", "--keep-going"])
    assert result.exit_code == 0 and "1 question from given.txt (gift)" in result.output
    assert "::One:: Which? {=a ~b" in Path("content/given.md").read_text()
