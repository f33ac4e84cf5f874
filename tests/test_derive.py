"""Plain cards give further questions, and reasons where they do not."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from reading import read

from quizgen.derive import Derivation, derive
from quizgen.markup.plain import one_line, plain
from quizgen.model import (
    DERIVED,
    Choice,
    Matching,
    Numeric,
    Question,
    ShortAnswer,
)
from quizgen.project import load

ROOT = Path(__file__).parents[1]

LOAD = """
    # Rivers

    ## In which ways does a river carry its load? {#load}

    Ways of transport:

    - **Traction**: boulders and large stones roll along the bed
    - **Saltation**: pebbles and coarse sand bounce along the bed
    - **Suspension**: fine silt and clay float within the water
    - **Solution**: dissolved minerals travel unseen

    Memory tip: Heavy things roll, light things float.
"""


def derived(text: str, written: tuple[str, ...] = ()) -> Derivation:
    """What is derived from a deck that has no errors."""
    readings, problems = read(text)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return derive(readings, written)


def questions(text: str, card: str = "") -> tuple[Question, ...]:
    """The derived questions, of one card if it is named."""
    found = derived(text).questions
    return tuple(q for name, each in found.items() if card in ("", name) for q in each)


def shown(question: Question) -> str:
    """Stem and options, right ones marked, or what else is right."""
    lines = [plain(question.stem)]
    if isinstance(question, Choice):
        lines += [f"[{' x'[o.right]}] {one_line(o.text)}" for o in question.options]
    elif isinstance(question, Matching):
        lines += [f"{one_line(p.left)} = {one_line(p.right)}" for p in question.pairs]
    elif isinstance(question, ShortAnswer):
        lines.append(" | ".join(map(str, question.answers)))
    elif isinstance(question, Numeric):
        lines.append(f"{question.value} {question.unit}".strip())
    return "\n".join(lines)


def refusals(text: str) -> set[str]:
    """The reasons why something was not derived."""
    return {each.reason for found in derived(text).refusals.values() for each in found}


def test_entries_of_a_list_ask_for_their_terms() -> None:
    first, *_, match = questions(LOAD)
    assert (
        shown(first)
        == dedent("""
        About the question “In which ways does a river carry its load?”: \
which term under “Ways of transport” fits this description?
        Boulders and large stones roll along the bed
        [ ] Saltation
        [ ] Solution
        [ ] Suspension
        [x] Traction
    """).strip()
    )
    assert isinstance(match, Matching)
    assert [one_line(pair.right) for pair in match.pairs] == [
        "Traction",
        "Saltation",
        "Suspension",
        "Solution",
    ]


def test_derived_questions_name_their_card_and_carry_what_it_says() -> None:
    readings, _ = read(LOAD)
    for question in questions(LOAD):
        assert question.card == question.origin == "load"
        assert question.id.startswith("load-")
        assert DERIVED in question.tags
        assert question.topic == "Rivers"
        assert question.difficulty == Decimal("0.6")
        assert [(note.label, one_line(note.text)) for note in question.notes] == [
            ("memory_tip", "Heavy things roll, light things float.")
        ]
    assert all(r.question is not None and r.question.card == "" for r in readings)


def test_a_wrong_option_says_what_it_means() -> None:
    first = questions(LOAD)[0]
    assert isinstance(first, Choice)
    said = {one_line(o.text): one_line(o.feedback) for o in first.options}
    assert said["Solution"] == "Solution: dissolved minerals travel unseen"
    assert said["Traction"] == ""


TERMS = """
    Transpiration :: water vapour lost from the leaves of plants

    Interception :: rainfall caught by plants before the ground

    Infiltration :: water soaking from the surface into the soil

    Percolation :: water sinking from the soil into rock below
"""


def test_terms_are_asked_both_ways() -> None:
    short, choice, *_ = questions(TERMS)
    assert shown(short) == (
        "Which term fits this description?\nWater vapour lost from the leaves of plants\nTranspiration"
    )
    assert shown(choice).splitlines() == [
        "Which description fits “Transpiration”?",
        "[ ] rainfall caught by plants before the ground",
        "[ ] water sinking from the soil into rock below",
        "[ ] water soaking from the surface into the soil",
        "[x] water vapour lost from the leaves of plants",
    ]


def test_a_card_both_ways_asks_each_question_once() -> None:
    stems = [(q.kind, one_line(q.stem)) for q in questions(TERMS.replace("::", ":::"))]
    assert len(stems) == len(set(stems))


YEARS = """
    Q: When was the Weimar constitution adopted?
    A: 1919

    Q: When did French troops march into the Ruhr?
    A: 1923

    Q: When were the Locarno treaties negotiated?
    A: 1925

    Q: When was Hitler appointed chancellor?
    A: 1933
"""


def test_years_get_the_years_of_other_cards() -> None:
    short, choice, *_ = questions(YEARS)
    assert isinstance(short, Numeric)
    assert (short.value, short.tolerance) == (Decimal(1919), Decimal(0))
    assert one_line(short.stem) == "When was the Weimar constitution adopted? Give the year."
    assert shown(choice).splitlines()[1:] == ["[x] 1919", "[ ] 1923", "[ ] 1925", "[ ] 1933"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("128 bits", {"64 bits", "256 bits", "1280 bits", "190 bits", "96 bits", "12800 bits"}),
        ("-40 °C", {"40 °C", "-30 °C", "-50 °C", "-20 °C", "-60 °C", "-10 °C", "-70 °C"}),
        ("3", {"1", "2", "4", "5", "6", "30"}),
    ],
)
def test_numbers_without_like_get_slips(right: str, wrong: set[str]) -> None:
    _, choice = questions(f"Q: How much is it?\nA: {right}\n")
    assert isinstance(choice, Choice)
    texts = {one_line(option.text) for option in choice.options if not option.right}
    assert len(texts) == 3
    assert texts <= wrong


def test_numbers_keep_the_decimal_comma_and_their_digits() -> None:
    text = "---\nlanguage: de\n---\nQ: Wie groß ist die Fallbeschleunigung?\nA: 9,81 m/s²\n"
    _, choice = questions(text)
    assert isinstance(choice, Choice)
    for option in choice.options:
        number = one_line(option.text).split()[0]
        assert "." not in number
        assert len(number.replace(",", "").strip("0")) <= 3


ENERGY = """\
    ---
    language: de
    ---
    # Energie

    ## Was ist kinetische Energie? {#kin}

    Energie der Bewegung.

    Formel: $E = \\frac{1}{2} m v^2$

    ## Was ist potenzielle Energie? {#pot}

    Energie der Lage.

    Formel: $E = m g h$

    ## Was ist Spannenergie? {#spann}

    Energie einer Feder.

    Formel: $E = \\frac{1}{2} D s^2$

    ## Was ist die Arbeit? {#arbeit}

    Kraft mal Weg.

    Formel: $E = F \\cdot s$
"""


def test_formulas_are_completed() -> None:
    (formula,) = (q for q in questions(ENERGY, "kin") if "-formula-" in q.id)
    assert shown(formula).splitlines() == [
        "Kinetische Energie: Welcher Ausdruck vervollständigt die Formel?",
        r"E = \;?",
        r"[ ] \frac{1}{2} D s^2",
        r"[x] \frac{1}{2} m v^2",
        r"[ ] F \cdot s",
        "[ ] m g h",
    ]


def test_a_formula_written_otherwise_is_no_wrong_option() -> None:
    twice = ENERGY.replace("E = m g h", "E = \\frac{m v^2}{2}")
    (formula,) = (r for r in derived(twice).refusals["kin"] if r.about == "formula")
    assert formula.reason.startswith("too few fitting wrong answers: 2")


SIDES = """
    ## How does a plant cell differ? {#plant}

    Found only in plant cells:

    - cellulose wall
    - chloroplasts
    - large vacuole
    - plasmodesmata

    ## How does a bacterial cell differ? {#bacterial}

    Found only in bacterial cells:

    - slime capsule
    - free nucleoid
    - surface pili
    - peptidoglycan
"""


def test_members_are_told_from_what_stands_under_another_label() -> None:
    (choice,) = questions(SIDES, "plant")
    assert isinstance(choice, Choice)
    assert choice.multiple
    assert one_line(choice.stem) == (
        "About the question “How does a plant cell differ?”: "
        "which of these belong under “Found only in plant cells”?"
    )
    rights = {one_line(o.text) for o in choice.options if o.right}
    wrongs = {one_line(o.text) for o in choice.options if not o.right}
    assert (len(rights), len(wrongs)) == (2, 3)
    assert rights <= {"cellulose wall", "chloroplasts", "large vacuole", "plasmodesmata"}
    assert wrongs <= {"slime capsule", "free nucleoid", "surface pili", "peptidoglycan"}


def test_a_label_of_the_same_meaning_gives_no_wrong_options() -> None:
    assert questions(SIDES.replace("bacterial cells:", "plant cells:")) == ()


def test_labels_that_praise_or_blame_are_not_asked() -> None:
    text = SIDES.replace("Found only in plant cells", "Advantages")
    assert "praise, blame, causes and effects are told apart by their tone" in refusals(text)
    assert questions(text) == ()


GAPS = """
    The client sends a {{c1::SYN}} flag, the server answers with another signal, and the client then
    confirms with one called {{c2::ACK}}. To end it orderly, each side sends a {{c3::FIN}}, and to
    end it abruptly somebody sends the signal {{c4::RST}}.
"""


def test_gaps_are_asked_as_choices_among_each_other() -> None:
    first = questions(GAPS)[0]
    stem, *options = shown(first).splitlines()[0], *shown(first).splitlines()[-4:]
    assert stem == "What belongs in the gap marked with a question mark?"
    assert "sends a (?) flag" in one_line(first.stem)
    assert "one called (…)." in one_line(first.stem)
    assert options == ["[ ] ACK", "[ ] FIN", "[ ] RST", "[x] SYN"]


def test_gaps_of_an_enumeration_are_no_wrong_options_for_each_other() -> None:
    text = "The colours are {{c1::red}}, {{c2::green}}, {{c3::blue}} and {{c4::pink}}.\n"
    assert questions(text) == ()


@pytest.mark.parametrize(
    ("deck", "reason"),
    [
        ("Q: What is it?\nA: so\n", "too few fitting wrong answers: 0 of the 3 that are needed"),
        (
            "Q: What is a basin?\nA: the wide area of land drained by it\n",
            "two who know the answer would not write it in the same words",
        ),
        ("Stem cell :: a stem cell of sorts\n", "the definition holds the term itself"),
        ("---\nderive: false\n---\nQ: When?\nA: 1919\n", "the author wants none: derive is false"),
        (
            "---\nlanguage: fr\n---\nQ: Quand ?\nA: 1919\n",
            "there are no sentences yet to ask in the language 'fr'",
        ),
    ],
)
def test_reasons_are_given(deck: str, reason: str) -> None:
    assert reason in refusals(deck)


def test_what_was_written_out_is_not_derived_again() -> None:
    everything = derived(LOAD)
    nothing = derived(LOAD, written=("load",))
    assert everything.questions["load"]
    assert nothing.questions["load"] == ()
    assert nothing.refusals["load"][0].reason == "its derived questions were written out"


def test_a_question_whose_id_is_there_is_not_derived_again() -> None:
    first = questions(LOAD)[0]
    card = f"\n    ## Which way is it? {{#{first.id} .derived card=load}}\n\n    Answer: Traction\n"
    assert first.id not in {question.id for question in questions(LOAD + card)}


def test_where_wrong_options_come_from_is_the_teachers_choice() -> None:
    topics = "".join(
        f"\n# {topic}\n\nQ: Who was the {a} {topic}?\nA: {one}\n\nQ: Who was the {b} {topic}?\nA: {two}\n"
        for topic, a, b, one, two in (
            ("painters", "first", "second", "Paula Becker", "Franz Marc"),
            ("poets", "third", "fourth", "Nelly Sachs", "Georg Trakl"),
            ("singers", "fifth", "sixth", "Lotte Lenya", "Max Raabe"),
            ("chemists", "seventh", "eighth", "Marie Curie", "Otto Hahn"),
        )
    )

    def names(wish: str) -> list[set[str]]:
        found = questions(f"---\ndistractors: {wish}\n---\n{topics}")
        return [
            {one_line(o.text) for o in q.options if not o.right}
            for q in found
            if isinstance(q, Choice)
        ]

    assert "Franz Marc" in names("near")[0]
    assert names("topic") == []
    pairs = [{"Paula Becker", "Franz Marc"}, {"Nelly Sachs", "Georg Trakl"}]
    assert names("spread")
    assert all(len(found & pair) < 2 for found in names("spread") for pair in pairs)


def test_options_are_of_one_form() -> None:
    text = """
        Q: Which gas do plants take in?
        A: carbon dioxide.

        Q: Which gas do plants give off?
        A: Pure oxygen

        Q: Which gas fills most of the air?
        A: Plain nitrogen

        Q: Which gas burns in the sun?
        A: light hydrogen
    """
    choice = next(q for q in questions(text) if isinstance(q, Choice))
    assert [one_line(option.text) for option in choice.options] == [
        "Carbon dioxide",
        "Light hydrogen",
        "Plain nitrogen",
        "Pure oxygen",
    ]


def test_the_sample_deck_yields_forty_questions_and_more() -> None:
    project = load(ROOT, ["content/week5-regularisation.md"])
    assert sum(map(len, project.derivation.questions.values())) >= 40
    assert {q.id for q in project.bank.questions} >= {
        q.id for each in project.derivation.questions.values() for q in each
    }


def test_the_same_bank_always_derives_the_same(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from quizgen.project import load
project = load(Path({str(ROOT)!r}), [])
import hashlib
print(hashlib.sha256(repr(dict(project.derivation.questions)).encode()).hexdigest())
"""
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(seen) == 1


def test_a_card_more_leaves_the_ids_of_the_others() -> None:
    before = {question.id for question in questions(TERMS)}
    after = {
        question.id for question in questions(f"{TERMS}\n    Lava :: melted rock that flows\n")
    }
    assert before <= after
