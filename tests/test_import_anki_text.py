"""Anki's notes in plain text, and sets of Quizlet: every sort of them is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from anki_client import client
from anki_files import MEDIA, files
from click.testing import CliRunner
from golden_files import check_golden
from sample_bank import everything
from test_import_anki import exported

from quizgen.author.seen import differences
from quizgen.cli import main
from quizgen.export.anki import LIMITS
from quizgen.export.lms.losses import kept
from quizgen.importers import IMPORTERS
from quizgen.importers.anki.formulas import with_tex
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read, recognised
from quizgen.markup.plain import one_line, plain
from quizgen.model import Open, Question, nodes
from quizgen.problem import ERROR

SAMPLES = Path(__file__).parent / "imports"


def imported(text: str, format: str = "anki-text") -> Imported:
    return read(IMPORTERS[format], File("notes.txt", text.encode()))


def cards(found: Imported) -> list[tuple[str, str]]:
    """Fronts and backs."""
    asked = [e.question for e in found.entries if e.question and not e.broken]
    return [(one_line(q.stem), plain(q.answer) if isinstance(q, Open) else q.kind) for q in asked]


def format_of(text: str) -> str:
    found = recognised(File("notes.txt", text.encode()))
    return found.name if found else ""


@pytest.mark.parametrize("path", ["anki-text/rivers", "anki-text/old", "quizlet/lines"])
def test_samples_become_golden_decks(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    format, _, name = path.partition("/")
    Path(f"{name}.txt").write_bytes((SAMPLES / f"{path}.txt").read_bytes())
    result = CliRunner().invoke(main, ["import", f"{name}.txt", "--format", format])
    assert result.exit_code == 0, result.output
    check_golden(f"import/{path}.md", Path(f"content/{name}.md").read_bytes())
    check_golden(f"import/{path}.txt", result.output.encode())


@pytest.mark.parametrize("name", ["notes.txt", "plain.txt", "cards.txt"])
def test_what_anki_writes_is_recognised_and_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file, data in {**MEDIA, name: files()[name]}.items():
        Path(file).write_bytes(data)
    result = CliRunner().invoke(main, ["import", name])
    assert result.exit_code == 0 and "(anki-text)" in result.output, result.output
    deck = Path(f"content/{name[:-4]}.md").read_text(encoding="utf-8")
    if name == "cards.txt":  # in an order of Anki's, which is another every time
        assert "## Hund\n\ndog" in deck and "## dog\n\nHund" in deck
    else:
        check_golden(f"import/anki-text/exported-{name[:-4]}.md", deck.encode())
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_our_questions_come_back_from_a_text_as_well(tmp_path: Path) -> None:
    planned = everything()
    with client() as anki:
        anki.add(exported(planned))
        path = tmp_path / "notes.txt"
        anki._collection.export_note_csv(
            out_path=str(path),
            limit=None,
            with_html=True,
            with_tags=True,
            with_deck=True,
            with_notetype=True,
            with_guid=True,
        )
        found = imported(path.read_text(encoding="utf-8"))
    assert not found.problems
    back = {e.question.id: e.question for e in found.entries if e.question}
    for asked in kept(planned, LIMITS):
        after = back[asked.question.id]
        if not has_pictures(asked.question):
            assert not differences(asked.question, after)
        else:  # its pictures lie beside the text, under the names in its fields
            assert type(after) is type(asked.question) and has_pictures(after)


def has_pictures(question: Question) -> bool:
    return any(node.kind == "image" for node in nodes(question))


HEADS: Mapping[str, list[tuple[str, str]]] = {
    '#separator:Comma\n#html:false\nWhy?,"a, <b>"\n': [("Why?", "a, <b>")],
    '#separator:;\n#html:true\nWhy?;"a &lt; b"\n': [("Why?", "a < b")],
    "#separator:pipe\nWhy?|<b>x</b>\n": [("Why?", "x")],
    "#separator:tab\n#columns:Back\tFront\nBecause\tWhy?\n": [("Because", "Why?")],
    "#html:true\n#tags:one two\n#deck:A::B\nWhy?\tBecause\n\n\nHow?\tSo": [
        ("Why?", "Because"),
        ("How?", "So"),
    ],
    "#separator:tab\n#html:true\n#tags column:nonsense\n#deck column:0\nWhy?\tBecause\n": [
        ("Why?", "Because")
    ],
    "#separator:tab\n#html:true\nWhy?\tfirst\tsecond\n": [
        ("Why?", "first\nField 3: second"),
    ],
}


@pytest.mark.parametrize("text", HEADS)
def test_heads(text: str) -> None:
    assert format_of(text) == "anki-text"
    assert cards(imported(text)) == HEADS[text]


def test_what_holds_for_all_notes() -> None:
    found = imported("#html:true\n#tags:one two\n#deck:A::B\nWhy?\tBecause\n")
    (entry,) = found.entries
    assert entry.question and entry.question.tags == ("one", "two")
    assert (found.title, entry.question.topic, entry.line) == ("A", "B", 4)


def test_a_text_without_an_end_is_told_with_its_line() -> None:
    found = imported('#separator:tab\nWhy?\tBecause\nHow?\t"So and\nso\n')
    (problem,) = found.problems
    assert (problem.severity, problem.place.line) == (ERROR, 3)
    assert "quotation marks" in problem.message and problem.hint
    assert cards(found) == [("Why?", "Because")]


def test_a_text_that_is_too_long_is_told_with_its_line() -> None:
    found = imported(f"#separator:tab\nWhy?\tBecause\nHow?\t{'x' * 1_100_000}\n")
    (problem,) = found.problems
    assert problem.place.line == 3 and "1,000,000 characters" in problem.message


def test_old_encodings_are_read_and_told() -> None:
    data = "#separator:tab\nWas heißt Fluß?\triver\n".encode("cp1252")
    found = read(IMPORTERS["anki-text"], File("a.txt", data))
    assert cards(found) == [("Was heißt Fluß?", "river")]
    assert "Windows-1252" in found.problems[0].message


def test_pictures_lie_beside_and_those_of_the_web_are_errors() -> None:
    found = imported("#html:true\nSee <img src='a b.png'>\tx\nSee <img src='http://a/b.png'>\tx\n")
    sources = [node.get("src") for node in nodes(tuple(e.question for e in found.entries))]
    assert "a%20b.png" in sources
    (problem,) = found.problems
    assert problem.severity == ERROR and problem.place.line == 3
    assert [entry.broken for entry in found.entries] == [False, True]


@pytest.mark.parametrize(
    "text",
    ["", "Why?\n", "Why?\tBecause\n", "# A title\n\n## Why?\n\nBecause\n", "#hello\ta\n"],
)
def test_other_texts_are_not_taken_for_notes_of_anki(text: str) -> None:
    assert format_of(text) != "anki-text"


# --- Quizlet


SETS: Mapping[str, list[tuple[str, str]]] = {
    "Nile\tlongest\nDelta\tland\n": [("Nile", "longest"), ("Delta", "land")],
    "Term\tDefinition\nNile\tlongest\n": [("Nile", "longest")],
    "Nile\tlongest\nand oldest\nDelta\tland\n": [("Nile", "longest and oldest"), ("Delta", "land")],
    "Nile - longest - by far\nDelta - land": [("Nile", "longest - by far"), ("Delta", "land")],
    "Nile;longest\nDelta;land": [("Nile", "longest"), ("Delta", "land")],
    "Nile\tlongest;Delta\tland;": [("Nile", "longest"), ("Delta", "land")],
    "Nile\tlongest;;;Delta\tland;;;": [("Nile", "longest"), ("Delta", "land")],
    "Nile - longest\nriver\n\nDelta - land\n": [("Nile", "longest river"), ("Delta", "land")],
    "Nile,longest\nDelta,land, or sea": [("Nile", "longest"), ("Delta", "land, or sea")],
    r"Area\t\(\pi r^2\)".replace(r"\t", "\t", 1): [("Area", r"\pi r^2")],
}


@pytest.mark.parametrize("text", SETS)
def test_sets_of_quizlet(text: str) -> None:
    found = imported(text, "quizlet")
    got = [(front, " ".join(back.split())) for front, back in cards(found)]
    assert got == SETS[text] and not found.problems


def test_lines_of_quizlet_are_counted() -> None:
    found = imported("\nNile\tlongest\nand oldest\n\nDelta\tland\n", "quizlet")
    assert [entry.line for entry in found.entries] == [2, 5]


@pytest.mark.parametrize(
    ("text", "is_set"),
    [
        ("Nile\tlongest\nDelta\tland\n", True),
        ("Nile\tlongest\n", False),
        ("Nile\tlongest\triver\nDelta\tland\tsea\n", False),
        ("Nile\tlongest\nDelta\n", False),
        ("Nile - longest\nDelta - land\n", False),
        ("Nile;longest\nDelta;land\n", False),
        ("Nile\tlongest\nDelta\t\n", False),
    ],
)
def test_only_what_quizlet_proposes_is_recognised(text: str, is_set: bool) -> None:
    assert (format_of(text) == "quizlet") == is_set


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("Nile\tlongest\nDelta\t\n", "no definition", 2),
        ("Nile\tlongest\n\tland\n", "no term", 2),
        ("Nile\n", "no terms with definitions", 0),
        ("", "no terms with definitions", 0),
    ],
)
def test_broken_sets_are_told(text: str, message: str, line: int) -> None:
    (problem,) = imported(text, "quizlet").problems
    assert message in problem.message and problem.place.line == line and problem.hint
    assert problem.severity == ERROR


@pytest.mark.parametrize("text", ["", "#separator:tab\n#html:true\n", "# only a remark\n"])
def test_a_text_without_notes_is_refused(text: str) -> None:
    (problem,) = imported(text).problems
    assert problem.severity == ERROR and "no notes in it" in problem.message


def test_marks_of_formulas_in_code_take_nothing_away() -> None:
    html = r"<pre>\(</pre><p>a<img src='x.png'></p><p>\)</p>"
    assert with_tex(html) == html
    assert with_tex(r"\(a<br>b\)") == r"\(a b\)"
