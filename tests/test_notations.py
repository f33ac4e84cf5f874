"""Every notation of a card means the same card."""

from __future__ import annotations

import pytest
from reading import cards, question, read

from quizgen.markup.plain import one_line, plain
from quizgen.model import Gaps, Open

NOTATIONS = {
    "heading": "## Cell\n\nsmallest unit of life\n",
    "question label": "Q: Cell\nA: smallest unit of life\n",
    "question label apart": "Question: Cell\n\nAnswer: smallest unit of life\n",
    "question label below": "Q:\n\nCell\n\nA:\n\nsmallest unit of life\n",
    "bold labels": "**Q:** Cell\n\n**A**: smallest unit of life\n",
    "front label": "Front: Cell\nBack: smallest unit of life\n",
    "lower case": "front: Cell\nback: smallest unit of life\n",
    "one line": "Cell :: smallest unit of life\n",
    "list of lines": "- Cell :: smallest unit of life\n",
    "definition list": "Cell\n: smallest unit of life\n",
    "front table": "| Front | Back |\n|---|---|\n| Cell | smallest unit of life |\n",
    "term table": "| Term | Definition |\n|:--|--:|\n| Cell | smallest unit of life |\n",
    "question table": "| question | answer |\n|---|---|\n| Cell | smallest unit of life |\n",
    "German": "---\nlanguage: de\n---\n\nFrage: Cell\nAntwort: smallest unit of life\n",
}


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS.keys())
def test_every_notation_gives_the_card(text: str) -> None:
    (card,) = cards(text)
    assert plain(card.front) == "Cell"
    assert plain(card.back) == "smallest unit of life"


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS.keys())
def test_line_ends_and_mark_of_byte_order_change_nothing(text: str) -> None:
    expected = cards(text)
    for end in ("\r\n", "\r"):
        assert cards("\ufeff" + text.replace("\n", end)) == expected
    assert cards(text.rstrip("\n")) == expected


def test_three_colons_make_cards_both_ways() -> None:
    there, back = cards("Cell ::: smallest unit of life\n")
    assert (plain(there.front), plain(there.back)) == (plain(back.back), plain(back.front))


def test_cloze_paragraph_is_a_card() -> None:
    found = question("The {{c1::heart::an organ}} pumps {{c2::blood|the blood}}.\n")
    assert isinstance(found, Gaps)
    assert plain(found.stem) == "The ____ pumps ____."
    assert [[str(answer) for answer in gap.answers] for gap in found.gaps] == [
        ["heart"],
        ["blood", "the blood"],
    ]
    assert [gap.hint for gap in found.gaps] == ["an organ", ""]


def test_notations_mix_in_one_deck() -> None:
    found = cards(
        """
        # Cells

        Cell :: unit
        Nucleus :: centre

        Q: What divides?
        A: A cell.

        - in two
        - sometimes in more

        Term
        : meaning

        # Tissues

        ## What is a tissue?

        Many cells.

        Front: Organ
        Back: Many tissues.
        """
    )
    assert [(one_line(card.front), card.topic) for card in found] == [
        ("Cell", "Cells"),
        ("Nucleus", "Cells"),
        ("What divides?", "Cells"),
        ("Term", "Cells"),
        ("What is a tissue?", "Tissues"),
        ("Organ", "Tissues"),
    ]
    assert plain(found[2].back) == "A cell.\n- in two\n- sometimes in more"


def test_pair_goes_on_over_paragraphs_and_lines() -> None:
    (card,) = cards(
        "Q: What is\na cell?\n\nThink of plants.\n\nA: The smallest\nunit.\n\nOf life.\n"
    )
    assert plain(card.front) == "What is a cell?\nThink of plants."
    assert plain(card.back) == "The smallest unit.\nOf life."


def test_heading_over_pairs_is_no_card() -> None:
    found = cards("## Cells\n\nQ: A?\nA: a\n\nQ: B?\nA: b\n")
    assert [one_line(card.front) for card in found] == ["A?", "B?"]


def test_heading_over_lines_of_definitions_is_no_card() -> None:
    found = cards("## Words\n\nA :: a\nB :: b\n")
    assert [one_line(card.front) for card in found] == ["A", "B"]


def test_deeper_headings_structure_the_back() -> None:
    (card,) = cards("## Cell\n\n### Parts\n\n- wall\n")
    assert [node.kind for node in card.back] == ["heading", "bullet_list"]


def test_a_question_label_may_ask_a_choice() -> None:
    assert question("Q: Which?\n\n- [x] a\n- [ ] b\n").kind == "choice"


def test_code_with_colons_is_no_definition() -> None:
    (card,) = cards("## C++\n\nWrite `std :: vector` or std::vector.\n")
    assert card.notation == "heading"


def test_attributes_of_a_heading() -> None:
    text = '## Cell {#cell .core points=2.5 difficulty=easy tags="a, b" derive=false}\n\nunit\n'
    (card,) = cards(text)
    assert (card.id, set(card.tags), str(card.points), card.derive) == (
        "cell",
        {"core", "a", "b"},
        "2.5",
        False,
    )


@pytest.mark.parametrize(
    "heading", ["The set {1, 2}", "Braces {}", "The gap {x}", r"$\frac{a}{b}$"]
)
def test_braces_that_are_no_attributes_stay(heading: str) -> None:
    (card,) = cards(f"## {heading}\n\nBack.\n")
    assert not card.named
    assert one_line(card.front) == heading.strip("$")


def test_id_depends_on_deck_and_front_alone() -> None:
    (first,) = cards("## What is a *cell*?\n\nunit\n")
    _, second = cards("Other :: card\n\n# Topic\n\n## What is a *cell*?\n\nsmallest unit\n")
    assert first.id == second.id
    assert first.id.startswith("deck-what-is-a-cell-")


def test_front_matter_holds_for_all_cards() -> None:
    text = """\
    ---
    title: "Cells: an introduction"
    course: Biology
    tags: [cells, 2026]
    language: de
    points: 2
    difficulty: 0.25
    derive: false
    notes: for me
    ---
    Zelle :: Einheit
    """
    readings, problems = read(text)
    assert not problems
    asked = readings[0].question
    assert isinstance(asked, Open)
    assert (asked.tags, asked.language, str(asked.points)) == (("cells", "2026"), "de", "2")
    assert (float(asked.difficulty), readings[0].card.derive) == (0.25, False)


@pytest.mark.parametrize(
    "text", ["Q: Cell {#cell .core points=2}\nA: unit\n", "Cell :: unit {#cell .core points=2}\n"]
)
def test_attributes_of_other_notations(text: str) -> None:
    (card,) = cards(text)
    assert (card.id, card.tags, str(card.points)) == ("cell", ("core",), "2")
    assert (plain(card.front), plain(card.back)) == ("Cell", "unit")


def test_a_term_may_have_several_definitions() -> None:
    found = cards("Cell\n: smallest unit\n: of life\n\nTissue\n: many cells\n")
    assert [(plain(card.front), plain(card.back)) for card in found] == [
        ("Cell", "smallest unit\nof life"),
        ("Tissue", "many cells"),
    ]


def test_terms_next_to_gaps_are_cards_of_their_own() -> None:
    readings, problems = read("Delta :: land at the sea\nLevee :: bank\nA {{c1::gap}} is here\n")
    assert not problems
    assert [reading.understood for reading in readings] == [
        "term :: definition: open",
        "term :: definition: open",
        "cloze paragraph: gaps",
    ]
