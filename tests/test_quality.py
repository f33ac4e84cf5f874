"""The quality report: each rule finds its flaw and leaves alone what is near it, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import choice, one_of_each, options, text
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from reading import question, questions
from test_docs import PAGES, Example, examples_of, name_of, prose

from quizgen.cli import main
from quizgen.model import DERIVED, Choice, Node, Place
from quizgen.problem import WARNING, show
from quizgen.quality import RULES, SOURCE, findings, report
from quizgen.quality.tail import by_chance

DE: dict[str, Any] = {"language": "de"}


def asked(stem: str, *texts: str, right: tuple[int, ...] = (0,), **fields: Any) -> Choice:
    """A choice question; the first option is right, if not told otherwise."""
    return choice(stem=text(stem), options=options(*texts, right=right), **fields)


def found(*questions: Choice) -> set[str]:
    """The names of the rules that object."""
    return {each.rule.name for each in findings(questions) if each.problems}


def deck(stem: str) -> Choice:
    """The question of a deck with this stem, in Markdown, and three options."""
    read = question(f"## {stem}\n\n- [x] Neon\n- [ ] Argon\n- [ ] Xenon\n")
    assert isinstance(read, Choice)
    return read


GASES = ("Neon", "Sauerstoff", "Stickstoff")
FLAWED: list[tuple[str, Choice]] = [
    ("stem", asked("Erosion", "Wear of land", "Growth of land", "Lift of land")),
    ("stem", asked("Der Rhein:", "ein Fluss", "ein See", "ein Meer", **DE)),
    (
        "repeated",
        asked(
            "Why?",
            "Because the red light bends",
            "Because the red light stays",
            "Because the red light fades",
        ),
    ),
    ("negation", asked("Which is not a gas?", "Iron", "Neon", "Argon")),
    ("negation", asked("All of these are gases except", "iron", "neon", "argon")),
    ("negation", asked("Which of these doesn’t float?", "Iron", "Cork", "Ice")),
    ("negation", asked("Welches ist kein Edelgas?", *GASES, **DE)),
    ("few", asked("Which is a gas?", "Neon", "Iron")),
    ("overlap", asked("How many legs has it?", "6", "5–7", "8–9")),
    ("overlap", asked("How many legs has it?", "2 to 4", "4 to 6", "7 or more")),
    ("overlap", asked("How many?", "more than 5", "at least 10", "1")),
    ("overlap", asked("In which range does it lie?", "1 to 3 m", "2 to 4 m", "5 m to 6 m")),
    ("overlap", asked("What wears it?", "Water", "Water and wind", "Ice")),
    ("overlap", asked("Wie viele?", "unter 10", "zwischen 5 und 12", "über 20", **DE)),
    ("same", asked("Which?", "the lasso", "lasso", "ridge")),
    ("same", asked("Which?", "X-ray", "X ray", "light")),
    ("same", asked("Which?", "$x$ as ever", "ridge", "$x$ as ever")),
    ("same", asked("Was?", "der dritte Fall", "dritter Fall", "dritte Fall", **DE)),
    ("form", asked("Which holds?", "The sea is salt", "the lake is salt", "the rain is salt")),
    ("form", asked("Which holds?", "Rain is salt.", "Snow is salt", "Ice is salt")),
    ("form", asked("Which?", "iron", "neon", "what is left when all water has gone")),
    ("form", asked("Was gilt?", "Der Mond ist rot", "die Erde ist rot", "Mars ist rot", **DE)),
    ("number", asked("Which colour?", "red", "blue", "7")),
    ("long", asked("Why?", "Because blue light is scattered far more", "It is cold", "It is old")),
    (
        "long",
        asked(
            "Why?",
            "Blue light is scattered by air",
            "Red light passes through the air",
            "It is old",
            "It is cold",
            right=(0, 1),
        ),
    ),
    ("above", asked("Which?", "Neon rivers", "Some iron", "All of the above")),
    ("above", asked("Which?", "Neon", "Iron", "None of the above is right.")),
    ("above", asked("Was?", "Neon", "Eisen", "Keine der genannten", **DE)),
    ("absolute", asked("What holds?", "Some do harm", "They always harm", "They may heal")),
    ("absolute", asked("What holds?", "Some harm", "All harm", "None harm", "Every one heals")),
    ("absolute", asked("Was gilt?", "Viele schaden", "Sie schaden immer", "Sie heilen", **DE)),
    ("echo", asked("What is a drainage basin?", "The drained basin", "A lake", "A spring")),
    ("echo", asked("Was hat die Reibung?", "Kraft der Reibung", "Masse", "Zeit", **DE)),
    ("article", asked("An elephant is an", "animal", "plant", "fungus")),
    ("article", asked("A rose is a ___", "plant", "animal", "fungus")),
    ("agree", asked("Which two of these are gases?", "Neon", "Argon", "Xenon", right=(0, 1, 2))),
    ("agree", asked("Which three of these are gases?", "Neon", "Iron", "Lead")),
    ("agree", asked("Choose two gases.", "Neon", "Iron", "Lead")),
    ("agree", asked("Which of these are gases?", "Neon", "Iron", "Lead")),
    ("agree", asked("Kreuzen Sie zwei Gase an.", *GASES, **DE)),
]
SOUND: list[Choice] = [
    asked("Lasso regression uses this penalty:", "L1", "L2", "L0"),
    asked("Erosion?", "Wear", "Growth", "Lift"),
    deck("$x^2$"),
    deck("The set $x^2$"),
    asked("How much is it?", "2", "2.0", "3"),
    asked("Which is burnt?", "Carbon", "Carbon dioxide gas", "Methane"),
    asked("Which is it?", "The old, grey man", "The old grey man", "A man"),
    asked(
        "What holds?", "Some harm", "All heal", "None heal", "They rest", "They rot", "They sink"
    ),
    asked("It took them about an", "hour", "age", "eon"),
    asked("Which two of these make ten?", "3 and 7", "3 and 8", "2 and 7"),
    asked("Choose two-dimensional shapes.", "Disc", "Ball", "Cube"),
    deck("Which of these is **not** heavy?"),
    deck("Which of these is ==not== heavy?"),
    deck("Which of these is NOT heavy?"),
    deck("Why does this gas not burn?"),
    deck("Which gas is it, if it does not burn?"),
    deck("It does not burn. Which gas is it?"),
    deck("What does `not x` mean?"),
    asked("Welches ist KEIN Edelgas?", *GASES, **DE),
    asked("Welches ist nicht nur hier?", *GASES, **DE),
    asked("Ce n'est pas a or not", "fer", "or", "eau", language="fr"),
    asked("How tall is it?", "8000 to 8500 m", "8500 to 9000 m", "more than 9000 m"),
    asked("When was it?", "1914–1918", "1914–1916", "1916–1918"),
    asked("What is the range of the sine?", "-1 to 1", "0 to 1", "-2 to 2"),
    asked("Which numbers have the sum 10?", "3 and 7", "3 and 8", "2 and 7"),
    asked("Which is burnt?", "Carbon", "Carbon dioxide", "Methane"),
    asked("How long?", "5 km", "5 to 6 m", "7 m"),
    asked("How long?", "1.000 to 2", "x to y", "1e999999999 to 3"),
    asked("Which fits?", "die Band", "der Band", "das Band", **DE),
    asked("Which is it?", "Let's eat, Grandma", "Let's eat Grandma", "Lets eat, Grandma"),
    asked("Which is it?", "x < 3", "x > 3", "x = 3"),
    asked("Which city?", "Paris", "the capital of Spain", "Rome"),
    asked("Welche Farbe?", "blau", "Rot wie Blut", "grün", **DE),
    asked("Which is short for that?", "e.g. this", "i.e. this etc.", "vs. this"),
    asked("How many?", "7", "8", "undefined"),
    asked("Who?", "Goethe", "Schiller", "the brothers Grimm"),
    asked("What holds?", "Some harm", "All of them heal", "They may harm"),
    asked("What holds?", "They always harm", "They always heal", "They are rare"),
    asked("What always holds?", "They harm", "They always heal", "They are rare"),
    asked("What is a basin?", "A basin of a river", "A basin of a lake", "A spring"),
    asked("A network is an", "MLP", "RNN", "animal"),
    asked("The man is by trade a", "unit", "man", "hour"),
    asked("Which two numbers have the sum 10?", "3 and 7", "3 and 8", "2 and 7"),
    asked("Between which two moments is it?", "noon to two", "dawn to noon", "dusk to dawn"),
    asked("Which two-dimensional shape is it?", "Disc", "Ball", "Cube"),
    asked("Which of these are gases?", "Neon", "Iron", "Lead", multiple=True),
    asked("Which of these are gases?", "Neon and argon", "Iron and neon", "Lead and iron"),
    asked("The two of them made it. Who?", "Curie", "Bohr", "Planck"),
    asked("Which?", "Neon rivers", "Some iron", "All of these rivers flow to the north"),
]


@pytest.mark.parametrize(("rule", "flawed"), FLAWED, ids=lambda value: str(value)[:12])
def test_a_flaw_is_found(rule: str, flawed: Choice) -> None:
    assert rule in found(flawed)


@pytest.mark.parametrize("sound", SOUND, ids=lambda value: str(value.stem[0].children[0].text)[:20])
def test_what_is_near_a_flaw_is_left_alone(sound: Choice) -> None:
    assert not found(sound)


def test_every_rule_for_single_questions_is_tested() -> None:
    assert {rule for rule, _ in FLAWED} == {rule.name for rule in RULES} - {"place", "longest"}


def test_options_of_formulas_are_measured_by_what_is_seen() -> None:
    long = (Node("paragraph", children=(Node("formula", r"\mathrm{x}\cdot\frac{1}{2}\alpha"),)),)
    key, *wrong = options("x", "1234", "12345")
    assert "long" not in found(choice(options=(replace(key, text=long), *wrong)))


def many(count: int, key: int, **fields: Any) -> list[Choice]:
    """Choice questions with the key at that place."""
    return [choice(f"q{i}", right=(key,), **fields) for i in range(count)]


def test_a_place_that_the_key_favours_is_found_in_many_questions_only() -> None:
    assert "place" in found(*many(20, 1))
    assert "place" not in found(*many(19, 1))
    assert "place" not in found(*(q for key in range(4) for q in many(8, key)))
    assert "place" not in found(*many(20, 1, tags=(DERIVED,)))
    (problem,) = next(f.problems for f in findings(many(24, 2)) if f.problems)
    assert "option C in 24 of 24 questions; by chance it would be in about 6" in problem.message


def test_a_key_that_is_mostly_longest_is_found() -> None:
    long = options("very much longer", "short", "shorter", "shortest")
    questions = [choice(f"q{i}", options=long) for i in range(20)]
    assert "longest" in found(*questions)
    assert "longest" not in found(*questions[:5], *many(20, 1))


def test_chance_is_bounded_from_above() -> None:
    assert by_chance(10, [0.5] * 10) == pytest.approx(0.5**10)
    assert by_chance(6, [0.5] * 10) == pytest.approx(386 / 1024)
    assert by_chance(2, [0.2, 0.3]) == 0.0625  # truly 0.06
    assert by_chance(5, [0.5] * 10) == 1.0
    assert by_chance(0, []) == 1.0


def test_a_finding_names_its_place_its_rule_and_its_source() -> None:
    source = "## Which of these is not light?\n\n- [x] Iron\n- [ ] Neon\n- [ ] Argon\n"
    (problem,) = report(questions(source))
    assert problem.place == Place("deck.md", 1, 22)
    assert problem.severity == WARNING
    assert problem.message.endswith(" [HDR 17]")
    assert problem.hint
    assert "\n      |                      ^\n" in show([problem], {"deck.md": source})


def test_the_place_of_an_option_is_its_own() -> None:
    source = "## Which of these?\n\n- [x] Iron\n- [ ] Neon\n- [ ] All of the above {last}\n"
    (problem,) = report(questions(source))
    assert problem.place == Place("deck.md", 5, 1)


def test_a_flaw_of_a_derived_question_is_shown_at_its_card() -> None:
    place = Place("deck.md", 7, 1)
    flawed = asked(
        "Which?", "Neon rivers", "Some iron", "All of these", tags=(DERIVED,), place=place
    )
    (problem,) = report([flawed])
    assert problem.place == place
    assert problem.message.startswith("in a question derived from this card, 'Which?': the option")


def test_only_choices_are_looked_at() -> None:
    assert report(q for q in one_of_each() if not isinstance(q, Choice)) == ()


WORDS = st.sampled_from(
    "the a an not never all none of above two which Which and is ? . - – 5 10 1914 m to at least"
    " more than between word word. The 1.000 1e99 ’ it's über nicht ﬃ 试 \u202e ½".split(" ")
)
TEXTS = st.one_of(st.text(max_size=12), st.lists(WORDS, max_size=8).map(" ".join))
KINDS = st.sampled_from(["text", "formula", "code", "strong", "image", "gap", "mark"])


@st.composite
def any_choice(draw: st.DrawFn) -> Choice:
    """A choice of anything, even of nothing."""

    def passage() -> tuple[Node, ...]:
        kind, words = draw(KINDS), draw(TEXTS)
        children = (Node("text", words),) if kind in ("strong", "mark") else ()
        inline = Node(kind, "" if children else words, children)
        return (Node("paragraph", children=(Node("text", draw(TEXTS)), inline)),)

    made = options(*draw(st.lists(st.just(""), max_size=5)), right=draw(st.sets(st.integers(0, 4))))
    language = draw(st.sampled_from(["en", "de", "de-AT", "fr", "x"]))
    texts = tuple(replace(option, text=passage()) for option in made)
    return choice(stem=passage(), options=texts, language=language)


@given(st.lists(any_choice(), max_size=3))
def test_nothing_makes_it_fail_and_it_always_says_the_same(questions: list[Choice]) -> None:
    once = report(questions)
    assert once == report(questions)
    assert all(problem.severity == WARNING and problem.hint for problem in once)


# --- the command


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck with one flaw; the present folder is the project's."""
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content" / "deck.md"


FLAW = "## Which of these is not light?\n\n- [x] Iron\n- [ ] Neon\n- [ ] Argon\n"


def check(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["check", *arguments])


def test_check_shows_findings_counts_and_sources(project: Path) -> None:
    project.write_text(FLAW)
    result = check("--quality")
    assert result.exit_code == 0
    assert "content/deck.md:1:22: warning: " in result.stderr
    assert "rule                              source  findings" in result.stdout
    assert "negation that does not stand out  HDR 17         1" in result.stdout
    assert " ".join(result.stdout.split()).count(SOURCE) == 1
    assert result.stdout.endswith("1 choice question looked at by 16 rules; 1 finding\n")
    assert check("--quality", "--strict").exit_code == 1
    assert "HDR" not in check().output


def test_check_says_that_nothing_was_found(project: Path) -> None:
    project.write_text(FLAW.replace("not light", "heavy"))
    assert "1 choice question looked at by 16 rules; no flaw found" in check("--quality").stdout
    project.write_text("## Why?\n\nBecause.\n")
    assert "there are no choice questions to look at" in check("--quality").stdout


# --- the manual


PAGE = "docs/quality.md"
EXAMPLES = list(examples_of(PAGE))


def of_kind(info: str) -> list[Example]:
    return [example for example in EXAMPLES if example.info == info]


@pytest.mark.parametrize("example", of_kind("markdown flawed"), ids=name_of)
def test_flawed_examples_have_their_flaw_and_no_other(example: Example) -> None:
    read = questions(example.text)
    rules = [each.rule.phrase for each in findings(read) if each.problems]
    assert rules == [example.heading.lower()]
    shown = [each.text for each in of_kind("text") if each.heading == example.heading]
    assert shown == [show(report(read), {"deck.md": example.text})]


@pytest.mark.parametrize("example", of_kind("markdown"), ids=name_of)
def test_mended_examples_have_no_flaws(example: Example) -> None:
    assert report(questions(example.text)) == ()


def test_every_rule_is_in_the_manual_with_its_source() -> None:
    rows = [row.split("|")[1:4] for row in PAGES[PAGE].splitlines() if row.startswith("|")][2:]
    own = [(rule.phrase, rule.source.removeprefix("HDR ")) for rule in RULES]
    assert [(row[0].strip(), row[1].strip()) for row in rows] == own
    headings = re.findall("(?m)^## (.*)", prose(PAGE))
    assert [heading.lower() for heading in headings[1:]] == [rule.phrase for rule in RULES]
