"""Notes of all sorts → decks: samples with their decks and reports, and promises for any text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from golden_files import check_golden
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import read as read_deck

from quizgen.author import same
from quizgen.cli import main
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.apart import Reading
from quizgen.importers.deck.drafting import Draft, draft
from quizgen.importers.importer import File, Imported
from quizgen.importers.notes.maths.grammar import tex
from quizgen.markup.plain import plain
from quizgen.model import Choice, Gaps, Open, Picture, Place, Question, ShortAnswer, TrueFalse
from quizgen.model.nodes import nodes
from quizgen.problem import show

SAMPLES = Path(__file__).parent / "imports" / "notes"
NOTES = IMPORTERS["notes"]


def imported(text: str | bytes, name: str = "notes.txt") -> Imported:
    """What the importer finds, with the places that the parent process gives."""
    data = text if isinstance(text, bytes) else text.encode()
    file = File(name, data)
    found = servant.read(NOTES, file)
    entries = tuple(
        replace(e, question=replace(e.question, place=Place(name, e.line))) if e.question else e
        for e in found.entries
    )
    return replace(found, entries=entries)


def drafted(text: str | bytes, name: str = "notes.txt") -> Draft:
    data = text if isinstance(text, bytes) else text.encode()
    reading = Reading(File(name, data), "notes", imported(data, name))
    return draft([reading], Path(name).stem, no_pictures)


def no_pictures(data: bytes) -> Picture:
    raise AssertionError("these notes have no pictures")


def questions(text: str) -> tuple[Question, ...]:
    return tuple(entry.question for entry in imported(text).entries if entry.question)


def question(text: str) -> Question:
    (only,) = questions(text)
    return only


def messages(text: str) -> list[str]:
    return [problem.message for problem in imported(text).problems]


def right(found: Question) -> list[str]:
    assert isinstance(found, Choice)
    return [plain(option.text) for option in found.options if option.right]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_samples_become_the_decks_beside_them(path: Path) -> None:
    made = drafted(path.read_bytes(), path.name)
    report = show(made.problems, {path.name: path.read_text(encoding="utf-8")})
    check_golden(f"../imports/notes/{path.stem}.md", made.text.encode())
    check_golden(f"../imports/notes/{path.stem}.report", (report.strip() + "\n").encode())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_decks_of_samples_have_no_problems(path: Path) -> None:
    readings, problems = read_deck(path.read_text(encoding="utf-8"))
    assert readings
    assert not problems


# Every word of the notes is in the deck or in the report

WORD = re.compile(r"[a-z]{3,}")


def told(found: Imported) -> str:
    """All words of what was imported, and of what is said about it."""
    parts = [found.title, *(problem.message for problem in found.problems)]
    for entry in found.entries:
        parts.append(entry.kept)
        parts += words_of(entry.question) if entry.question else []
    return "\n".join(parts).lower()


def words_of(found: Question) -> list[str]:
    passages = [found.stem, *found.hints, *(note.text for note in found.notes)]
    passages += [criterion.text for criterion in found.rubric]
    parts = [found.topic, *found.tags]
    match found:
        case Choice():
            passages += [option.text for option in found.options]
        case Open():
            passages.append(found.answer)
        case Gaps():
            parts += [str(answer) for gap in found.gaps for answer in gap.answers]
        case ShortAnswer():
            parts += map(str, found.answers)
        case TrueFalse():
            parts.append("true" if found.answer else "false")
    parts += [value for node in nodes(tuple(passages)) for _, value in node.attributes]
    return [*parts, *map(plain, passages)]


def test_every_word_of_the_sample_is_in_its_deck() -> None:
    source = (SAMPLES / "week5-flashcards.txt").read_text(encoding="utf-8").lower()
    deck = (SAMPLES / "week5-flashcards.md").read_text(encoding="utf-8").lower()
    missing = set(WORD.findall(source)) - set(WORD.findall(deck))
    # Marks of cards, and an operator that TeX has in two words.
    assert missing == {"flashcards", "flashcard", "cards", "front", "back", "argmin"}


MARKS = [
    *"- |* |• |1. |2. |3) |a) |b) |c) |A. |B. |*b) |# |## |### |Q: |A: |Q1: |A1: |Front: |Back: ".split(
        "|"
    ),
    *"Answer: |Frage: |Antwort: |Hint: |Memory Tip: |Analogy: |Explanation: |Source: |Rubric: ".split(
        "|"
    ),
    *"Flashcard 2: |Question 1 |Chapter 1: |Sure! |Would you like |Answers: |Answer key".split("|"),
    *"True or false: |(T) |[x] |[ ] |> |“|**|Explain |Describe |What is |---|\t|    |  - ".split(
        "|"
    ),
    *"||||o\t|\uf0b7\t|Page 3|\f|```|$$|\\[".split("|"),
    *("| ", "|---|---|"),
]
ENDS = ["", "", "", *"? ? . : : ” ** (T) ✓ - | ____ … – = \\]".split(), " (2 points)", "\t"]
NAMES = st.integers(0, 400).map(lambda n: f"w{''.join(chr(97 + int(d)) for d in str(n))}x")
BETWEEN = [": ", " – ", "\t", "   ", " | ", " :: ", "“", "”", "λ", "a) ", "Answer: "]
PIECES = st.one_of(NAMES, NAMES, NAMES, NAMES, st.sampled_from(BETWEEN))
LINES = st.one_of(
    st.just(""),
    st.tuples(
        st.sampled_from(MARKS),
        st.lists(PIECES, min_size=1, max_size=6).map(" ".join),
        st.sampled_from(ENDS),
    ).map("".join),
)
NOTES_OF_ANY_SORT = st.lists(LINES, min_size=1, max_size=25).map("\n".join)
searching = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
INVENTED = re.compile(r"w[a-j]{1,3}x")


@searching
@given(NOTES_OF_ANY_SORT)
def test_no_word_is_lost_whatever_the_notes_look_like(text: str) -> None:
    found = imported(text)
    if any(
        problem.message.startswith("this file cannot be imported") for problem in found.problems
    ):
        return
    assert set(INVENTED.findall(text)) <= set(INVENTED.findall(told(found)))


@searching
@given(st.one_of(st.text(max_size=300), NOTES_OF_ANY_SORT))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    found = imported(text)
    lines = text.count("\n") + text.count("\r") + 1
    assert found.entries or found.problems
    assert all(0 <= problem.place.line <= lines for problem in found.problems)


@searching
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    found = imported(data)
    assert found.entries or found.problems


@settings(searching, max_examples=30)
@given(NOTES_OF_ANY_SORT)
def test_the_deck_of_any_notes_is_read_without_errors(text: str) -> None:
    made = drafted(text)
    if made.questions:
        readings, problems = read_deck(made.text)
        assert len(readings) == len(made.questions)
        assert not [problem for problem in problems if problem.severity == "error"]


# Which options are right


@pytest.mark.parametrize(
    "marked",
    [
        "a) Oslo\nb) Bern ✓\nc) Rome",
        "a) Oslo\n*b) Bern\nc) Rome",
        "a) Oslo\n**b) Bern**\nc) Rome",
        "a) Oslo\nb) Bern (correct)\nc) Rome",
        "a) Oslo\nb) Bern\nc) Rome\nAnswer: b",
        "(a) Oslo\n(b) Bern\n(c) Rome\nCorrect answer: B) Bern",
        "A. Oslo\nB. Bern\nC. Rome\nAns: (B)",
        "a) Oslo b) Bern c) Rome\n(Answer: b)",
        "a) Oslo\nb) Bern\nc) Rome\nRichtige Antwort: Bern",
        "[ ] Oslo\n[x] Bern\n[ ] Rome",
        "☐ Oslo\n☒ Bern\n☐ Rome",
        "- Oslo\n- Bern\n- Rome\nAnswer: Bern",
        "a) Oslo\nb) Bern\nc) Rome\n\nAnswers: 1. b",
        "a) Oslo\nb) Bern\nc) Rome\n\n**Answer Key:**\n1. B\n\nI hope this helps!",
    ],
)
def test_the_right_option_is_told_in_many_ways(marked: str) -> None:
    found = question(f"1. What is the capital of Switzerland?\n{marked}\n")
    assert right(found) == ["Bern"]
    assert isinstance(found, Choice)
    assert [plain(option.text) for option in found.options] == ["Oslo", "Bern", "Rome"]


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("a) Oslo\nb) Bern", "nothing tells which option is right"),
        ("a) Oslo\nb) Bern\nAnswer: c", "no option has this letter"),
        ("a) Oslo ✓\nb) Bern\nAnswer: b", "different things"),
        ("a) Oslo\nb) Bern\nAnswer: Vaduz", "none of the options"),
        ("a) Oslo\nb) Bern\nAnswer: b) Oslo", "not what stands at that letter"),
        ("a) Oslo ✓\nb) Bern ✓", "every option is marked"),
    ],
)
def test_a_key_that_is_not_certain_is_an_error(marked: str, reason: str) -> None:
    found = imported(f"1. What is the capital of Switzerland?\n{marked}\n")
    (problem,) = found.problems
    assert reason in problem.message
    assert problem.place.line == 1
    (entry,) = found.entries
    assert entry.question is None
    assert "Oslo" in entry.kept


def test_numbers_that_come_twice_are_not_matched_with_a_key() -> None:
    block = "1. What is it?\na) this\nb) that\n2. What else?\na) one\nb) two\n"
    found = messages(f"Part 1: A\n{block}\nPart 2: B\n{block}\nAnswers: 1. a 2. b\n")
    assert len(found) == 4
    assert all("2 questions have the number" in message for message in found)


def test_several_right_options() -> None:
    found = question("1. Which are capitals?\na) Oslo\nb) Bergen\nc) Bern\nAnswer: a and c\n")
    assert isinstance(found, Choice)
    assert right(found) == ["Oslo", "Bern"]
    assert found.multiple


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1. The Moon shines by itself. (F)\n2. The Sun is a star. (T)", [False, True]),
        ("(T) The Sun is a star.\nAnswer: True", [True]),
        ("Q: True or false: the Sun is a star.\nA: True", [True]),
        ("1. The Sun is a star.\n2. The Moon is one.\n\nAnswer key\n1. T\n2. F", [True, False]),
        ("1. Die Sonne ist ein Stern.\nAntwort: wahr\n2. Der Mond auch.\nAntwort: falsch", [True, False]),
        ("1. Is the Sun a star?\na) True\nb) False\nAnswer: a", [True]),
    ],
)  # fmt: skip
def test_statements(text: str, answer: list[bool]) -> None:
    found = questions(text)
    assert [each.answer for each in found if isinstance(each, TrueFalse)] == answer
    assert not messages(text)


def test_blanks_with_answers_are_gaps() -> None:
    found = question("1. Proteins are made by ____.\nAnswer: ribosomes\n")
    assert isinstance(found, Gaps)
    assert [str(answer) for gap in found.gaps for answer in gap.answers] == ["ribosomes"]


# Formulas


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("||w||₁ = Σ|wᵢ|", r"\|w\|_1 = \sum |w_i|"),
        ("||w||₂ = √(Σwᵢ²)", r"\|w\|_2 = \sqrt{\sum w_i^2}"),
        ("w_k,l = 0", "w_{k,l} = 0"),
        ("ŵ_map = argmin NLL(w) + λ", r"\hat{w}_{\text{map}} = \arg\min \mathrm{NLL}(w) + \lambda"),
        ("p(y|x,D) ≈ 1/S Σ p(y|x, W^s + b)", r"p(y \mid x, D) \approx 1/S \sum p(y \mid x, W^s + b)"),
        ("p = [0.3, 0.5]", "p = [0.3, 0.5]"),
        ("x² + 3x - 5 = 0", "x^2 + 3x - 5 = 0"),
    ],
)  # fmt: skip
def test_formulas_that_are_certain(typed: str, expected: str) -> None:
    assert tex(typed) == expected
    answer = question(f"Q: What is it?\nA: It is {typed} here\n").answer  # type: ignore[attr-defined]
    assert [node.text for node in nodes(answer) if node.kind == "formula"] == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        "ẑn = (zn - μB)/√(σ²B + ε)",
        "z̃n = γ ⊙ ẑn + β",
        "L(θ; λ) = [1/N Σ ℓ(yn, θ; xn)] + λC(θ)",
        "H₂O and CO₂",
        "E = mc²",
        "an area of 5 m²",
        "L1 = Lasso = Lots of zeros",
        "a λ-calculus",
        "n(ot) a formula, s(he) said",
    ],
)
def test_formulas_that_are_not_certain_stay_as_they_are(typed: str) -> None:
    answer = question(f"Q: What is it?\nA: It is {typed} here\n").answer  # type: ignore[attr-defined]
    assert not [node for node in nodes(answer) if node.kind == "formula"]
    assert typed.replace("z̃", "z̃") in plain(answer)


# What is told, and what is refused


def test_a_card_that_is_there_twice_is_merged_into_the_fuller_one() -> None:
    text = "What is a delta?\nLand.\n\nWhat is a levee?\nA bank.\n\n"
    text += "What is a delta?\nLand that a river builds.\n"
    first, _ = questions(text)
    assert plain(first.answer) == "Land that a river builds."  # type: ignore[attr-defined]
    assert messages(text) == ["this is the same question as in line 1: the fuller answer is kept"]


def test_a_question_with_two_answers_stays_there_twice() -> None:
    text = "What is a delta?\nLand that a river builds.\n\nWhat is a delta?\nA Greek letter.\n"
    assert len(questions(text)) == 2
    assert messages(text) == ["this is the same question as in line 1, with another answer"]


@pytest.mark.parametrize(
    "text", ["A text about rivers.\n\nThey flow.\n", "Title\n", "---\n", "```\ncode\n```\n"]
)
def test_texts_without_questions_are_refused(text: str) -> None:
    found = imported(text)
    assert not found.entries
    assert [p.message for p in found.problems] == [
        "this file cannot be imported: there is no question in it"
    ]


def test_a_question_without_an_answer_is_an_error() -> None:
    found = imported("What is a delta?\n\nWhat is a levee?\nA bank.\n")
    assert [(p.place.line, p.severity) for p in found.problems] == [(1, "error")]
    assert found.problems[0].message.endswith("there is no answer below it")


def test_old_encodings_are_told() -> None:
    found = imported("Was ist Größe?\nEin Maß.\n".encode("cp1252"))
    assert "Windows-1252" in found.problems[0].message
    assert found.entries[0].question
    assert plain(found.entries[0].question.stem) == "Was ist Größe?"


@pytest.mark.parametrize(
    "data",
    [b"<?xml version='1.0'?><a/>", b'{"a": 1}', b"%PDF-1.7", b"PK\x03\x04\0\0", b"", b"\n\n"],
)
def test_files_of_programs_are_no_notes(data: bytes) -> None:
    assert not NOTES.recognises(File("notes.txt", data))


def test_notes_are_the_last_resort() -> None:
    assert list(IMPORTERS)[-1] == "notes"
    found = servant.recognised(File("week5.txt", b"What is a delta?\nLand.\n"))
    assert found is NOTES


def test_the_command_writes_the_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = SAMPLES / "week5-flashcards.txt"
    (tmp_path / "week5-flashcards.txt").write_bytes(source.read_bytes())
    done = CliRunner().invoke(main, ["import", "week5-flashcards.txt"])
    assert done.exit_code == 0, done.output
    assert "7 questions from week5-flashcards.txt (notes)" in done.output
    written = (tmp_path / "content" / "week5-flashcards.md").read_text(encoding="utf-8")
    assert written == (SAMPLES / "week5-flashcards.md").read_text(encoding="utf-8")


# Notations of cards


@pytest.mark.parametrize(
    "text",
    [
        "Q: What is a delta?\nA: Land.\n\nQ: What is a levee?\nA: A bank.\n",
        "Q1: What is a delta?\nA1: Land.\nQ2: What is a levee?\nA2: A bank.\n",
        "**Q:** What is a delta?\n**A:** Land.\n\n**Q:** What is a levee?\n**A:** A bank.\n",
        "Q: What is a delta? A: Land.\nQ: What is a levee? A: A bank.\n",
        "- Q: What is a delta?\n  A: Land.\n- Q: What is a levee?\n  A: A bank.\n",
        "Card 1\nFront: What is a delta?\nBack: Land.\nCard 2\nFront:\n“What is a levee?”\nBack:\nA bank.",
        "Question 1: What is a delta?\nAnswer: Land.\nQuestion 2: What is a levee?\nAnswer: A bank.\n",
        "**1. What is a delta?**\nLand.\n\n**2. What is a levee?**\nA bank.\n",
        "### 1. What is a delta?\n\nLand.\n\n### 2. What is a levee?\n\nA bank.\n",
        "1) What is a delta? Land.\n2) What is a levee? – A bank.\n",
        "What is a delta?\nLand.\nWhat is a levee?\nA bank.\n",
        "“What is a delta?”\nLand.\n“What is a levee?\nA bank.\n",
        "|#|Question|Answer|\n|--|--|--|\n|1|What is a delta?|Land.|\n|2|What is a levee?|A bank.|",
        "Question\tAnswer\nWhat is a delta?\tLand.\nWhat is a levee?\tA bank.\n",
        "Frage:\tWhat is a delta?\nAntwort:\tLand.\nFrage:\tWhat is a levee?\nAntwort:\tA bank.\n",
        "What is a delta?\n\nLand.\n\nWhat is a levee?\n\nA bank.\n",
    ],
)  # fmt: skip
def test_cards_in_many_notations(text: str) -> None:
    found = questions(text)
    assert [plain(each.stem) for each in found] == ["What is a delta?", "What is a levee?"]
    assert [plain(each.answer) for each in found if isinstance(each, Open)] == ["Land.", "A bank."]


@pytest.mark.parametrize(
    "text",
    [
        "Delta – new land\nLevee – a bank\n",
        "1) Delta: new land\n2) Levee: a bank\n3) Meander: a bend\n",
        "Rivers\n\nDelta: new land\nLevee: a bank\nMeander: a bend\n",
        "Delta\nnew land\n\nLevee\na bank\n\nMeander\na bend\n",
        "Term\tDefinition\nDelta\tnew land\nLevee\ta bank\n",
        "Delta\tnew land\nLevee\ta bank\n",
        "- **Delta**: new land\n- **Levee**: a bank\n- **Meander**: a bend\n",
    ],
)
def test_terms_and_definitions(text: str) -> None:
    found = questions(text)[:2]
    assert [plain(each.stem) for each in found] == ["Delta", "Levee"]
    assert [plain(each.answer) for each in found if isinstance(each, Open)] == [
        "new land",
        "a bank",
    ]


def test_lines_above_the_questions_are_no_glossary() -> None:
    found = imported("Test\nTeacher: Mr X\nClass: 8b\nDate: today\n\nWhat is a delta?\nLand.\n")
    assert [bool(entry.question) for entry in found.entries] == [False, True]
    assert "kept as a note" in found.problems[0].message


@pytest.mark.parametrize("name", ["content/rivers.md", "content/week5-regularisation.md"])
def test_a_deck_of_ours_comes_back_as_it_is(name: str) -> None:
    text = (Path(__file__).parents[1] / name).read_text(encoding="utf-8")
    readings, _ = read_deck(text)
    wanted = [reading.question for reading in readings if reading.question]
    found = imported(text, "deck.md").entries
    assert len(found) == len(wanted) > 10
    for entry, one in zip(found, wanted, strict=True):
        assert entry.question
        assert same(entry.question, one)
        assert entry.question.topic == one.topic


def test_what_is_wrong_with_a_deck_is_told() -> None:
    text = (
        "---\ntitle: Rivers\n---\n\n## Which?\n\n- [ ] a\n- [ ] b\n\n## What is a delta?\n\nLand.\n"
    )
    found = imported(text)
    assert [(p.place.line, p.message) for p in found.problems] == [
        (5, "no option is marked as right")
    ]
    assert [bool(entry.question) for entry in found.entries] == [False, True]
    assert found.entries[0].kept.startswith("## Which?")
    assert found.title == "Rivers"


def test_what_a_deck_says_of_deriving_is_told() -> None:
    deck = "---\ntitle: T\n---\n\n## A? {derive=false distractors=spread}\n\nB.\n"
    found = servant.read(IMPORTERS["notes"], File("deck.md", deck.encode()))
    assert [problem.message for problem in found.problems] == [
        "derive=false is not taken over",
        "distractors=spread is not taken over",
    ]


def test_a_line_that_nobody_wrote_is_refused_at_once() -> None:
    found = servant.read(
        IMPORTERS["notes"], File("n.txt", b"Q: a?\nA: b\n\nWhat? " + b"x" * 100_000)
    )
    (problem,) = found.problems
    assert problem.place.line == 4 and "a line of 100,006 characters" in problem.message


# Which option is right is never guessed


def refused(text: str) -> list[str]:
    """What is told where no question comes from the notes."""
    assert not questions(text)
    return [message.split("”: ")[-1] for message in messages(text)]


def test_a_star_behind_an_option_marks_it() -> None:
    assert right(question("Which is the capital?\na) Bonn\nb) Berlin *\nc) Hamburg\n")) == [
        "Berlin"
    ]
    assert right(question("Which is it?\na) one\nb) *two*\nc) three*\n")) == ["three"]


def test_marks_of_several_kinds_that_disagree_are_an_error() -> None:
    (message,) = refused("Which number is prime?\na) 4\nb) **9**\nc) 7 *\n")
    assert message == "marks of several kinds (bold, star) name different options"


@pytest.mark.parametrize("letters", ["A B B C", "A A A", "A C D"])
def test_letters_that_repeat_or_skip_are_an_error(letters: str) -> None:
    options = "".join(f"{letter}) {number}\n" for number, letter in enumerate(letters.split()))
    (message,) = refused(f"1. What is the capital?\n{options}Answer: A\n")
    assert "is expected" in message


@pytest.mark.parametrize("key", ["Answers: b, a, b", "Key: b, a", "Answers:\nb\na\nb"])
def test_a_line_of_keys_for_several_questions_is_no_key_of_the_last(key: str) -> None:
    one = "Which is a noun?\na) run\nb) house\n\n"
    other = "Which is red?\na) blood\nb) sky\n\n"
    third = "Which is blue?\na) grass\nb) sea\n\n"
    told = refused(f"1. {one}2. {other}3. {third}{key}\n")
    assert told == ["a line of keys without numbers may be meant for several questions"] * 3


def test_options_may_have_numbers() -> None:
    legs = (
        "1. How many legs has a spider?\n1) 6\n2) 8\n3) 10\nAnswer: {}\n\n2. What is ice?\nWater.\n"
    )
    for answer in ("2", "8"):
        assert right(questions(legs.format(answer))[0]) == ["8"]
        assert len(questions(legs.format(answer))) == 2
    (message,) = refused("1. How many legs has an insect?\n1) 2\n2) 6\n3) 8\nAnswer: 2\n")
    assert message == "the answer '2' may be an option or the number of one"


@pytest.mark.parametrize(
    "text",
    [
        "1. Ice is warm. (T/F) F\n",
        "1. Ice is warm. (True/False) False\n",
        "1. True or false? Ice is warm. False\n",
        "1. Ice is warm. T / F  Answer: F\n",
        "Richtig oder falsch?\nIce is warm. (falsch)\n",
    ],
)
def test_the_key_of_a_statement_is_not_in_it(text: str) -> None:
    found = questions(text + "\n2. Is it hot? No\n")[0]
    assert isinstance(found, TrueFalse)
    assert (plain(found.stem), found.answer) == ("Ice is warm.", False)


def test_several_statements_below_one_question_are_an_error() -> None:
    (message,) = refused("Richtig oder falsch?\nEis ist warm. (falsch)\nEis ist kalt. (richtig)\n")
    assert message == "no single statement stands below it"


def test_an_answer_right_behind_the_question_does_not_stay_in_it() -> None:
    text = "1. Who was shot? The Archduke.\n2. When did it start? 1914.\nAnd more of it.\n"
    found = questions(text)[1]
    assert isinstance(found, Open)
    assert plain(found.stem) == "When did it start?"
    assert "1914" in plain(found.answer)


def test_a_task_behind_an_empty_line_is_a_card() -> None:
    tasks = [
        "Nenne drei Pässe.",
        "List two gases.",
        "Zeichne ein Dreieck.",
        "Draw a cell.",
        "Gib an.",
    ]
    text = "Was ist Eis?\nWasser.\n\n" + "".join(f"{task}\nBrenner\n\n" for task in tasks)
    assert [plain(found.stem) for found in questions(text)] == ["Was ist Eis?", *tasks]


def test_each_line_of_a_list_of_words_is_a_card() -> None:
    text = "der Hund – dog\nsich freuen auf + Akk. – to look forward to\nder Baum – tree\nE-Mail – mail\n"
    assert len(questions(text)) == 4


def test_further_columns_of_a_table_stay_with_their_heads() -> None:
    text = "| Planet | Moons | Diameter |\n|---|---|---|\n| Mars | 2 | 6,779 |\n| Earth | 1 | 12,742 |\n"
    first = questions(text)[0]
    assert isinstance(first, Open)
    for part in ("Moons", "2", "Diameter", "6,779"):
        assert part in plain(first.answer)


@pytest.mark.parametrize("title", ["Quiz 5", "Quiz 12"])
def test_a_title_of_which_only_a_number_would_be_left_stays(title: str) -> None:
    assert imported(f"{title}\n\nWhat is ice?\nWater.\n").title == title


def test_a_word_behind_a_bullet_marks_the_right_option() -> None:
    text = "1. When did it begin?\n- 1912\n- 1914 (correct)\n- 1918\n\n2. Is it hot?\nNo, cold.\n"
    assert right(questions(text)[0]) == ["1914"]


def test_options_without_a_sign_behind_their_letters_are_an_error() -> None:
    (message,) = refused("1. What is the capital?\nA Sydney\nB Canberra\nC Perth\n")
    assert message == "these look like options, without a sign behind their letters"


def test_what_a_chatbot_says_is_no_title() -> None:
    text = "Sure! Here are 8 exam questions about cells\n\nWhat is ice?\nWater.\n"
    assert "Sure" not in imported(text).title


def test_a_task_without_number_is_a_card_among_those_with_numbers() -> None:
    text = "1. What is ice?\nWater.\n\n2. What is fog?\nDrops.\n\nCompare both of them.\nAlike.\n"
    assert len(questions(text)) == 3
