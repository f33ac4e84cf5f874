"""Notes of Obsidian with flashcards become questions; what is no card is kept."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest
from builders import PICTURE
from click.testing import CliRunner
from import_reading import drafted, format_of, found, notes, questions, told

from quizgen.cli import main
from quizgen.markup.plain import plain
from quizgen.model import Gaps, Open

NAME = "Rivers.md"
HERE = Path(__file__).parent
SAMPLE = HERE / "imports" / "obsidian"


def cards(text: str) -> list[tuple[str, str]]:
    """Fronts and backs of a note without problems."""
    imported = found("obsidian", f"#flashcards\n{text}", NAME)
    assert not imported.problems, told(imported)
    assert not notes(imported)
    return [(plain(q.stem), plain(q.answer)) for q in questions(imported) if isinstance(q, Open)]


def gaps(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Texts with gaps, and the answers and hints of these."""
    imported = found("obsidian", f"#flashcards\n{text}", NAME)
    assert not imported.problems, told(imported)
    return [
        (plain(q.stem), [(str(gap.answers[0]), gap.hint) for gap in q.gaps])
        for q in questions(imported)
        if isinstance(q, Gaps)
    ]


@pytest.mark.parametrize(
    ("text", "fronts_and_backs"),
    [
        ("Rhine::a river", [("Rhine", "a river")]),
        ("Rhine :: a river <!--SR:!2024-01-01,1,230-->", [("Rhine", "a river")]),
        ("Rhine:::a river", [("Rhine", "a river"), ("a river", "Rhine")]),
        ("- Rhine::a river\n- Elbe::another", [("Rhine", "a river"), ("Elbe", "another")]),
        ("1. [ ] Rhine::a river", [("Rhine", "a river")]),
        ("Rhine\n?\na river\n- long", [("Rhine", "a river\n- long")]),
        ("Rhine\nin Bonn\n??\na river", [("Rhine in Bonn", "a river"), ("a river", "Rhine in Bonn")]),
        ("A?\n?\nB\n<!--SR:!2024-01-01,1,230-->\nC?\n?\nD", [("A?", "B"), ("C?", "D")]),
        ("A?\n?\nB\n\nmore\n+++\n\nC?\n?\nD\n+++", [("A?", "B\nmore"), ("C?", "D")]),
        ("`a::b`::code", [("a::b", "code")]),
        ("What is $a::b$?::a formula", [("What is a::b?", "a formula")]),
        ("Code?\n?\n```\na::b\n\nc\n```", [("Code?", "a::b\n\nc")]),
        ("Scope?\n?\nstd::cout", [("Scope?", "std::cout")]),
        ("[[Rhine]]::[[River#Long|a river]]", [("Rhine", "a river")]),
        ("[[Rhine#Source]]::x ^name", [("Rhine > Source", "x")]),
        ("Rhine::a %%or so%% river", [("Rhine", "a  river")]),
        ("Rhine::H<sub>2</sub>O<br>flows", [("Rhine", "H₂O\nflows")]),
        ("Rhine\n?\n> [!note]- Long\n> river", [("Rhine", "Long\nriver")]),
        ("Rhine\n?\n> [!a-tip]\n> river", [("Rhine", "A tip\nriver")]),
        ("Word:: ::x", [("Word", "::x")]),
    ],
)  # fmt: skip
def test_cards(text: str, fronts_and_backs: list[tuple[str, str]]) -> None:
    if "%%" not in text:
        assert cards(text) == fronts_and_backs
        return
    imported = found("obsidian", f"#flashcards\n{text}", NAME)
    assert notes(imported) == ["or so"]
    (question,) = questions(imported)
    assert isinstance(question, Open)
    assert [(plain(question.stem), plain(question.answer))] == fronts_and_backs


@pytest.mark.parametrize(
    ("text", "with_gaps"),
    [
        ("The ==Rhine== is ==long==.", [("The ____ is ____.", [("Rhine", ""), ("long", "")])]),
        ("The ==Rhine==^[a river] flows.", [("The ____ flows.", [("Rhine", "a river")])]),
        ("The ==1;;Rhine;;a river== flows.", [("The ____ flows.", [("Rhine", "a river")])]),
        ("A ==Rhine==[^1] and ==Elbe==[^2]", [("A ____ and ____", [("Rhine", ""), ("Elbe", "")])]),
        ("The {{Rhine}} flows.", [("The ____ flows.", [("Rhine", "")])]),
        ("The {{c1::Rhine::a river}} flows.", [("The ____ flows.", [("Rhine", "a river")])]),
        ("The =={*Rh*} [[Rhine|ine]]== flows.", [("The ____ flows.", [("{Rh} ine", "")])]),
        ("- a ==b==\n- c ==d==", [("- a ____\n- c ____", [("b", ""), ("d", "")])]),
        (
            "A **Rhine** is.\n<!--SR:!2024-01-01,1,230-->\n\nAn **Elbe** too.",
            [("A ____ is.", [("Rhine", "")]), ("An ____ too.", [("Elbe", "")])],
        ),
    ],
)
def test_gaps(text: str, with_gaps: list[tuple[str, list[tuple[str, str]]]]) -> None:
    assert gaps(text) == with_gaps


def test_bold_words_that_nobody_scheduled_are_words() -> None:
    imported = found("obsidian", "#flashcards\nA **river**.\n\na::b", NAME)
    assert len(questions(imported)) == 1
    assert notes(imported) == ["A **river**."]


def test_topics_and_tags() -> None:
    text = (
        "---\ntags:\n  - Water\n  - flashcards/geo\n---\n# Europe\na::b\n\n"
        "#flashcards/rivers/long #flashcards/blue #wet\nc::d\n\n#flashcards/lakes e::f\n\n"
        "g::h #flashcards/seas\n\n#flashcards\n## Asia\ni::j"
    )
    found_tags = [
        (plain(q.stem), q.topic, q.tags) for q in questions(found("obsidian", text, NAME))
    ]
    assert found_tags == [
        ("a", "geo", ("Water",)),
        ("c", "long", ("Water", "rivers", "blue", "wet")),
        ("e", "lakes", ("Water",)),
        ("g", "seas", ("Water",)),
        ("i", "Asia", ("Water",)),
    ]


def test_headings_may_be_fronts() -> None:
    text = "# Topic\n## Rhine\n?\nriver\n\n### Elbe::river\n"
    imported = found("obsidian", f"#flashcards\n{text}", NAME)
    assert [(plain(q.stem), q.topic) for q in questions(imported)] == [
        ("Rhine", "Topic"),
        ("Elbe", "Topic"),
    ]


def test_a_whole_note_becomes_a_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    copyfile(SAMPLE / "Rivers.md", tmp_path / "Rivers.md")
    (tmp_path / "attachments").mkdir()
    (tmp_path / "attachments" / "the river.png").write_bytes(PICTURE.data)
    result = CliRunner().invoke(main, ["import", "Rivers.md"])
    assert result.exit_code == 0, result.output
    expected = (SAMPLE / "rivers-deck.md").read_text("utf-8")
    assert Path("content/Rivers.md").read_text("utf-8") == expected
    assert result.stderr == (SAMPLE / "rivers-told.txt").read_text("utf-8")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_a_picture_that_is_there_twice_is_not_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("#flashcards\nWhich?::![[x.png|100x50]]\n", "utf-8")
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "x.png").write_bytes(PICTURE.data)
    result = CliRunner().invoke(main, ["import", "a.md"])
    assert "a.md:2:1: error: the picture x.png does not exist" in result.stderr
    Path("two", "x.png").unlink()
    assert CliRunner().invoke(main, ["import", "a.md"]).exit_code == 0
    text = Path("content/a.md").read_text("utf-8")
    assert "![](a-pictures/x.png){width=100px height=50px}" in text


def test_pictures_outside_of_the_folder_are_never_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.png").write_bytes(PICTURE.data)
    (tmp_path / "vault").mkdir()
    monkeypatch.chdir(tmp_path / "vault")
    Path("a.md").write_text("#flashcards\nWhich?::![[../x.png]]\n", "utf-8")
    result = CliRunner().invoke(main, ["import", "a.md"])
    assert "error: the picture ../x.png lies outside the project" in result.stderr


BROKEN = {
    "Rhine\n?\n": "this card has no answer",
    "#flashcards/a\n?\n::\n\n #flashcards/b ::x": "this card has no question",
    "The ==![](x.png)== flows.": "a picture stands in a gap",
    "[a](https://example.org/==1==) is ==2==": "gap 1 stands in a formula, in code or in a link",
    "Rhine::a $x": "this $ has no partner: a formula that is never closed",
    "Rhine::" + "word " * 5000: "this text is too long: 24,999 characters in one paragraph",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_cards_are_told_with_their_line(text: str) -> None:
    imported = found("obsidian", f"#flashcards\n\n{text}\n\ngood::card", NAME)
    errors = [(line, message) for severity, line, message in told(imported) if severity == "error"]
    assert errors
    assert errors[0][1] == BROKEN[text]
    assert 3 <= errors[0][0] <= 7
    assert "good" in [plain(question.stem) for question in questions(imported)]


def test_other_notes_shown_in_a_note_are_told() -> None:
    imported = found("obsidian", "#flashcards\nRhine::![[Other note]]", NAME)
    assert told(imported) == [
        ("warning", 0, "what Obsidian shows of Other note is left out: only its name is there")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "#flashcards/geo\n\nA::B",
        "A::B <!--SR:!2024-01-01,1,230-->",
        "A\n?\nB",
        "A\n??\nB",
        "---\ntags: [x, flashcards]\n---\nA::B",
        "---\ntags: flashcards\n---\nA::B",
        "![[a b.png|200]]::x",
    ],
)
def test_notes_of_obsidian_are_recognised(text: str) -> None:
    assert format_of(text, NAME) == "obsidian"


@pytest.mark.parametrize(
    "text",
    [
        "Term :: definition\n\nTerm ::: definition",
        "## What?\n\n- [x] a\n- [ ] b",
        "---\ntitle: x\ntags: [moon, basics]\n---\n## A\n\nB",
        "```\n#flashcards\nA\n?\nB\n```",
        "About `#flashcards` and https://example.org/#flashcards",
        "#flashcardsandmore\n\nA",
        "What\n\n?\n\nB",
        "a ==marked== text with [[1, 2], [3]]",
        "",
    ],
)
def test_other_markdown_is_not(text: str) -> None:
    assert format_of(text, NAME) not in ("obsidian", "hashcards", "rexams")


def ours() -> list[Path]:
    """All decks, exams and samples of the project."""
    folders = (HERE, HERE.parent / "content", HERE.parent / "docs")
    mine = ("obsidian", "rexams", "hashcards")
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name not in mine and "__pycache__" not in path.parts
    ]


def test_nothing_of_ours_is_taken_for_a_note_of_others() -> None:
    decks = [
        path for path in ours() if path.suffix in (".md", ".txt", ".yaml", ".xml", ".gift", "")
    ]
    assert len(decks) > 100
    wrong = {"obsidian", "hashcards", "rexams"}
    taken = {path: format_of(path.read_bytes(), path.name) for path in decks}
    assert not {path: format for path, format in taken.items() if format in wrong}


@pytest.mark.parametrize(
    "piece",
    ["==a ", "<!--SR:", "<!--", "%%", "![[", "`` ` ", "> ", "#a ", " ", "::", "{{", "?\n", "\n", "$", "- "],
)  # fmt: skip
def test_nothing_takes_long(piece: str) -> None:
    text = f"#flashcards\n{piece * (100_000 // len(piece))}\n\ngood\n?\ncard"
    assert format_of(text, NAME) == "obsidian"
    found("obsidian", text, NAME)


def test_the_deck_of_a_note_has_its_name() -> None:
    assert drafted("obsidian", "#flashcards\na::b", "My Rivers.md").text.startswith(
        "---\ntitle: My Rivers\n---\n"
    )
