"""Packages of Anki: what the official Anki and our exporter write is read, and nothing is lost in silence."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ExportAnkiPackageOptions
from anki_client import client
from anki_files import files
from builders import PICTURE, bank, choice, numeric, one_of_each, open_question, picture_node, text
from click.testing import CliRunner
from golden_files import check_golden
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sample_bank import MATERIALS, everything
from test_anki import changed
from test_moodle_import import QUESTIONS, exam

from quizgen.assemble import bank_exam
from quizgen.author.seen import differences
from quizgen.cli import main
from quizgen.export.anki import ANKI as EXPORTER
from quizgen.export.anki import LIMITS
from quizgen.export.lms.losses import kept
from quizgen.export.lms.package import package
from quizgen.formats.anki_note import ID
from quizgen.importers import IMPORTERS
from quizgen.importers.importer import File, Imported
from quizgen.importers.servant import read, recognised
from quizgen.markup.plain import one_line, plain
from quizgen.model import (
    Choice,
    Exam,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
    nodes,
)


def imported(data: bytes) -> Imported:
    return read(IMPORTERS["anki"], File("deck.apkg", data))


def questions(found: Imported) -> dict[str, Question]:
    return {q.id: q for entry in found.entries if (q := entry.question) is not None}


def exported(planned: Exam) -> bytes:
    (document,) = EXPORTER.export(planned, MATERIALS)
    return document.data


def of(*asked: Question) -> Exam:
    return bank_exam(bank(*asked), "All")


def messages(found: Imported) -> list[str]:
    return [problem.message for problem in found.problems]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- what Anki writes


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, data in files().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("name", ["new.apkg", "old.apkg", "new.colpkg", "old.colpkg"])
def test_every_sort_of_package_becomes_the_golden_deck(name: str, project: Path) -> None:
    result = CliRunner().invoke(main, ["import", name, "--to", "atlas.md"])
    assert result.exit_code == 0, result.output
    deck = (project / "atlas.md").read_text(encoding="utf-8")
    check_golden("import/anki/atlas.md", deck.replace(name, "FILE").encode())
    report = result.output.replace(name, "FILE")
    check_golden("import/anki/atlas.txt", report.encode())
    pictures = sorted(path.name for path in (project / "atlas-pictures").iterdir())
    assert pictures == ["moving.png", "photo.png", "red-dot.png"]
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


@pytest.mark.parametrize("name", ["new.apkg", "old.apkg", "new.colpkg", "old.colpkg"])
def test_packages_are_recognised_by_their_content(name: str) -> None:
    found = recognised(File("anything.zip", files()[name]))
    assert found and found.name == "anki"


def test_other_archives_are_not_taken_for_packages() -> None:
    other = package({"word/document.xml": b"<a/>"})
    assert recognised(File("a.apkg", other)) is not IMPORTERS["anki"]


def test_the_stub_of_a_new_package_is_never_read() -> None:
    for name in ("new.apkg", "new.colpkg"):
        text = " ".join(words(imported(files()[name])))
        assert "Please update" not in text and "longest" in text


def words(found: Imported) -> list[str]:
    shown = [one_line(e.question.stem) for e in found.entries if e.question]
    return shown + [entry.kept for entry in found.entries]


# --- there and back


LOST_BY_ANKI: Mapping[str, str] = {}
"""Fields that no note can hold: there are none."""


def assert_same(before: Question, after: Question) -> None:
    assert set(differences(before, after)) <= set(LOST_BY_ANKI)
    assert after.topic == before.topic


def test_everything_comes_back() -> None:
    planned = everything()
    found = imported(exported(planned))
    assert not found.problems
    back = questions(found)
    for asked in kept(planned, LIMITS):
        assert_same(asked.question, back[asked.question.id])
    shown = {node.get("picture") for node in nodes(tuple(back.values())) if node.kind == "image"}
    assert shown and shown <= {each.key for each in found.attachments}
    assert found.title == planned.decks[0].title


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(QUESTIONS, min_size=3, max_size=5, unique_by=lambda question: question.id))
def test_whatever_is_exported_comes_back(asked: list[Question]) -> None:
    planned = exam(*asked)
    back = questions(IMPORTERS["anki"].read(File("a.apkg", exported(planned))))
    for each in kept(planned, LIMITS):
        assert_same(each.question, back[each.question.id])


@pytest.mark.parametrize("old", [True, False])
def test_it_comes_back_from_anki_itself(old: bool, tmp_path: Path) -> None:
    planned = everything()
    with client() as anki:
        anki.add(exported(planned))
        data = from_anki(anki._collection, tmp_path / "back.apkg", old)
    found = imported(data)
    assert not found.problems
    back = questions(found)
    for asked in kept(planned, LIMITS):
        assert_same(asked.question, back[asked.question.id])


def from_anki(collection: Collection, path: Path, old: bool = False) -> bytes:
    options = ExportAnkiPackageOptions(with_media=True, legacy=old)
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path.read_bytes()


# --- what was changed in Anki


def edited(question: Question, tmp_path: Path, tags: str | None = None, **fields: str) -> Imported:
    """The question, exported, changed in Anki and imported. A change is OLD → NEW, or the whole field."""
    with client() as anki:
        anki.add(exported(of(question)))
        collection = anki._collection
        note = collection.get_note(collection.find_notes("")[0])
        for name, change in fields.items():
            before, arrow, after = change.partition(" → ")
            assert not arrow or before in note[name]
            note[name] = note[name].replace(before, after) if arrow else change
        if tags is not None:
            note.tags = tags.split()
        collection.update_note(note)
        return imported(from_anki(collection, tmp_path / "back.apkg"))


def one(found: Imported) -> Any:
    (question,) = questions(found).values()
    return question


MOON = choice(
    "moon",
    stem=text("What is the Moon?"),
    difficulty=Decimal("0.3"),
    points=Decimal(2),
    tags=("two words",),
    options=(
        Option(text=text("a star"), right=False, feedback=text("No.")),
        Option(text=text("a planet"), right=False, credit=Decimal("0.25")),
        Option(text=text("a moon"), right=True),
        Option(text=text("none of these"), right=False, pin="last"),
    ),
)


def test_a_changed_stem_changes_nothing_else(tmp_path: Path) -> None:
    found = one(edited(MOON, tmp_path, Question="the Moon → our Moon"))
    assert found == replace(MOON, stem=found.stem, topic=found.topic)
    assert one_line(found.stem) == "What is our Moon?"


def test_a_changed_option_keeps_order_credit_and_pins(tmp_path: Path) -> None:
    found = one(edited(MOON, tmp_path, Answer="No. → No!"))
    assert differences(MOON, found) == ("options",)
    assert [plain(option.text) for option in found.options] == [
        plain(option.text) for option in MOON.options
    ]
    assert plain(found.options[0].feedback) == "No!"
    assert [o.credit for o in found.options] == [None, Decimal("0.25"), None, None]
    assert found.options[3].pin == "last"


def test_another_key_is_the_one_that_counts(tmp_path: Path) -> None:
    html = "<ol><li class='right'>✓ a star</li><li class='wrong'>a moon</li></ol>"
    found = one(edited(MOON, tmp_path, Answer=html))
    assert {plain(o.text): o.right for o in found.options} == {"a star": True, "a moon": False}


def test_a_choice_without_a_key_is_broken(tmp_path: Path) -> None:
    found = edited(MOON, tmp_path, Answer="<ol><li class='wrong'>a star</li></ol>")
    (message,) = messages(found)
    assert "no option is right" in message and "What is the Moon?" in message
    assert not questions(found) and "a star" in found.entries[0].kept


def test_changed_tags_and_hints_and_explanations(tmp_path: Path) -> None:
    found = one(
        edited(
            MOON,
            tmp_path,
            tags="two_words new",
            Hint="Look up.",
            Points="3 points",
            Explanation="It is.<p><strong>Memory tip:</strong> A moon moves.</p>"
            "<p><strong>Marking:</strong></p><ul><li>(2 points) looks</li><li>sees</li></ul>",
        )
    )
    assert set(found.tags) == {"two_words", "new"}
    assert [plain(hint) for hint in found.hints] == ["Look up."]
    assert found.points == 3
    told = [(note.label, plain(note.text)) for note in found.notes]
    assert told == [("feedback", "It is."), ("memory_tip", "A moon moves.")]
    assert [(plain(c.text), c.points) for c in found.rubric] == [("looks", 2), ("sees", None)]


def test_a_changed_number(tmp_path: Path) -> None:
    before = numeric("a", "3.5", unit="km", language="de")
    found = one(edited(before, tmp_path, Answer="4,5 ± 0,25 km"))
    assert (found.value, found.tolerance, found.unit) == (Decimal("4.5"), Decimal("0.25"), "km")
    broken = edited(before, tmp_path, Answer="about four")
    assert "no number" in messages(broken)[0] and not questions(broken)


def test_a_note_in_another_deck_has_its_topic(tmp_path: Path) -> None:
    with client() as anki:
        anki.add(exported(of(replace(MOON, deck="week5", topic="Sky"))))
        collection = anki._collection
        note = collection.get_note(collection.find_notes("")[0])
        deck = collection.decks.id("week5::Night")
        assert deck
        collection.set_deck([card.id for card in note.cards()], deck)
        found = imported(from_anki(collection, tmp_path / "back.apkg"))
    assert one(found).topic == "Night"


UNBORNE = re.compile(r'<span data-question="[^"]*">(.*?)</span>')


def without_questions(data: bytes) -> bytes:
    """The package, as if an older quizgen had written it."""

    def bare(connection: sqlite3.Connection) -> None:
        for number, fields in connection.execute("SELECT id, flds FROM notes").fetchall():
            left = UNBORNE.sub(r"\1", fields)
            assert left != fields
            connection.execute("UPDATE notes SET flds = ? WHERE id = ?", (left, number))

    return changed(data, bare)


UNSEEN = {
    Question: {"difficulty", "language", "points"},
    Choice: {"options", "multiple"},
    ShortAnswer: {"answers", "case", "kind"},
    Numeric: {"kind"},
    Ordering: set(),
    Matching: {"distractors"},
    TrueFalse: set(),
    Gaps: {"case", "gaps"},
    Open: {"answer", "rubric", "hints", "notes"},
}
"""What a card does not show, so that it is lost with the question that the note bears."""


def test_what_a_card_shows_is_read_where_the_question_is_lost() -> None:
    planned = everything()
    back = questions(imported(without_questions(exported(planned))))
    for asked in kept(planned, LIMITS):
        question = asked.question
        allowed = UNSEEN[Question] | UNSEEN[type(question)] | {"hints", "notes", "rubric"}
        found = back[question.id]
        assert set(differences(question, found)) <= allowed, (question, found)
        if isinstance(question, Choice):
            assert isinstance(found, Choice)
            before = {(plain(o.text), o.right) for o in question.options}
            assert {(plain(o.text), o.right) for o in found.options} == before


def test_a_damaged_question_in_a_note_is_read_from_its_card() -> None:
    def damage(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE notes SET flds = replace(flds, 'data-question=\"', '\\0x')")
        connection.execute("UPDATE notes SET flds = replace(flds, '\\0x', 'data-question=\"e30=')")

    back = questions(imported(changed(exported(of(*one_of_each())), damage)))
    assert {type(question) for question in back.values()} >= {Choice, Matching, Ordering, Gaps}


def test_pictures_come_with_their_questions() -> None:
    shown = open_question("shown", stem=(*text("See"), *text("", picture_node())))
    found = imported(exported(of(shown)))
    (attachment,) = found.attachments
    assert attachment.data == PICTURE.data


def test_the_field_of_the_id_bears_nothing_that_anki_acts_on() -> None:
    nasty = choice("a", stem=text("[sound:x.mp3] {{c1::a}} [latex]x[/latex] <img src='y.png'>"))
    with client() as anki:
        anki.add(exported(of(nasty)))
        assert anki.missing_pictures() == []
        html = anki.notes()["a"].fields[ID]
    assert re.fullmatch(r'<span data-question="[A-Za-z0-9+/=]+">a</span>', html)
