"""Packages of Anki that are damaged, hostile or odd: each is told, and what is whole comes in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest
import zstandard
from anki_files import files
from click.testing import CliRunner
from test_import_anki import imported, messages, parts, words

from quizgen.cli import main
from quizgen.export.lms.package import package
from quizgen.markup.plain import one_line
from quizgen.model import (
    Node,
    Open,
    nodes,
)
from quizgen.problem import ERROR


def with_notes(*fields: str, kind: str = "Basic", media: bytes = b"{}") -> bytes:
    """A package of the oldest sort with one note for each text, whose fields are parted by |."""
    names = ["Text", "Extra"] if kind == "Cloze" else ["Front", "Back"]
    model = {
        "name": kind,
        "type": int(kind == "Cloze"),
        "flds": [{"name": name, "ord": n} for n, name in enumerate(names)],
        "tmpls": [{"qfmt": f"{{{{{names[0]}}}}}", "afmt": f"{{{{{names[1]}}}}}"}],
    }
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(
            "CREATE TABLE col (models, decks); CREATE TABLE notes (id, mid, tags, flds);"
            "CREATE TABLE cards (id, nid, did, odid, ord, queue);"
        )
        decks = {"1": {"name": "Default"}}
        made.execute("INSERT INTO col VALUES (?, ?)", (json.dumps({"7": model}), json.dumps(decks)))
        for number, text_ in enumerate(fields, start=1):
            values = (number, 7, "", text_.replace("|", "\x1f"))
            made.execute("INSERT INTO notes VALUES (?, ?, ?, ?)", values)
            made.execute("INSERT INTO cards VALUES (?, ?, 1, 0, 0, 0)", (number, number))
        made.commit()
        return package({"collection.anki2": made.serialize(), "media": media})


def test_such_a_package_is_read() -> None:
    found = imported(with_notes("Why?|Because", "How?|So"))
    assert words(found)[:2] == ["Why?", "How?"] and not found.problems


def sql(statement: str) -> bytes:
    data = parts(with_notes("Why?|Because"))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data["collection.anki2"])
        connection.executescript(statement)
        connection.commit()
        data["collection.anki2"] = connection.serialize()
    return package(data)


ENDLESS = "WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM r) SELECT id"
BOMB = zstandard.ZstdCompressor(level=19).compress(bytes(450_000_000))

HOPELESS: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "cut off": lambda: (files()["old.apkg"][:-400], "damaged zip file"),
    "no collection": lambda: (package({"media": b"{}", "x": b"collection.anki2"}), "no collection"),
    "no database": lambda: (package({"collection.anki2": b"x" * 500}), "no database"),
    "cut database": lambda: (
        package({"collection.anki2": parts(files()["old.apkg"])["collection.anki21"][:9000]}),
        "damaged",
    ),
    "no table": lambda: (sql("DROP TABLE cards"), "no table cards"),
    "endless view": lambda: (
        sql(f"DROP TABLE notes; CREATE VIEW notes AS {ENDLESS}, 7 mid, '' tags, 'a' flds FROM r"),
        "no table notes",
    ),
    "endless rows": lambda: (
        sql(
            "DROP TABLE notes; CREATE TABLE notes (id, mid, tags,"
            " flds AS (replace(hex(zeroblob(90000000)), '0', 'ab')) VIRTUAL);"
            "INSERT INTO notes VALUES (1, 7, '')"
        ),
        "damaged",
    ),
    "note types are no JSON": lambda: (sql("UPDATE col SET models = '{'"), "damaged"),
    "note types are a list": lambda: (sql("UPDATE col SET models = '[1]'"), "damaged"),
    "deep note types": lambda: (sql(f"UPDATE col SET models = '{'[' * 100_000}'"), "deep"),
    "decks are numbers": lambda: (sql("UPDATE col SET decks = '{\"1\": 2}'"), "damaged"),
    "list of media": lambda: (with_notes("a|b", media=b'{"0": ["x"]}'), "list of its pictures"),
    "new list of media": lambda: (
        package({**parts(files()["new.apkg"]), "media": zstandard.compress(b"\x0a\xff\xff")}),
        "list of its pictures is damaged",
    ),
    "new and damaged": lambda: (
        package({**parts(files()["new.apkg"]), "collection.anki21b": b"(\xb5/\xfd" + bytes(40)}),
        "",
    ),
    "new and cut off": lambda: (
        package(
            {
                **parts(files()["new.apkg"]),
                "collection.anki21b": parts(files()["new.apkg"])["collection.anki21b"][:-200],
            }
        ),
        "damaged",
    ),
    "bomb": lambda: (
        package({**parts(files()["new.apkg"]), "collection.anki21b": BOMB}),
        "more than",
    ),
    "way out": lambda: (package({"collection.anki2": b"", "../x": b""}), "leads out"),
}


@pytest.mark.parametrize("name", HOPELESS)
def test_a_broken_package_is_refused(name: str) -> None:
    data, told = HOPELESS[name]()
    begun = process_time()
    found = imported(data)
    assert process_time() - begun < 10
    assert not found.entries
    (problem,) = found.problems
    assert problem.severity == ERROR and told in problem.message and problem.hint
    assert "Please update" not in problem.message


def test_triggers_and_unknown_code_do_not_run() -> None:
    data = sql("CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END")
    assert words(imported(data))[:1] == ["Why?"]


def test_a_database_that_kept_a_journal_is_read() -> None:
    data = parts(with_notes("Why?|Because"))
    journal = bytearray(data["collection.anki2"])
    journal[18:20] = b"\2\2"
    assert words(imported(package({**data, "collection.anki2": bytes(journal)})))[0] == "Why?"


BROKEN_NOTES = {
    "a missing picture": ("See <img src='lost.png'>|a", "lost.png is not in the file"),
    "a picture on the web": ("See <img src='http://127.0.0.1/x.png'>|a", "is on the web"),
    "no gaps": ("nothing hidden|a", "no gaps"),
}


@pytest.mark.parametrize("name", BROKEN_NOTES)
def test_a_broken_note_is_told_with_its_number_and_words(name: str) -> None:
    fields, told = BROKEN_NOTES[name]
    found = imported(with_notes(fields, kind="Cloze" if name == "no gaps" else "Basic"))
    (problem,) = found.problems
    assert problem.severity == ERROR and told in problem.message
    assert problem.message.startswith("note 1 “")
    assert found.entries[0].broken or found.entries[0].kept


LOSSES = {
    "[sound:a.mp3]|a": "no words and no pictures",
    "Why? [sound:a.mp3]|a": "the sound a.mp3 is left out",
    "Why?|": "no answer on its back",
    "|": "all its fields are empty",
    "Why? <video src='a'></video>|a": "<video>",
}


@pytest.mark.parametrize("fields", LOSSES)
def test_what_is_lost_is_told_and_kept(fields: str) -> None:
    found = imported(with_notes(fields))
    assert any(LOSSES[fields] in message for message in messages(found))
    assert all(problem.severity != ERROR for problem in found.problems)


def test_scripts_are_no_words() -> None:
    found = imported(with_notes("<script>alert(1)</script>Why?|<b onclick='x'>so</b>"))
    assert words(found)[0] == "Why?" and "alert" not in str(found)


def test_the_broken_stay_notes_and_the_rest_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    data = with_notes("See <img src='lost.png'>|a", "Why?|Because")
    Path("two.apkg").write_bytes(data)
    refused = CliRunner().invoke(main, ["import", "two.apkg"])
    assert refused.exit_code == 1 and not Path("content").exists()
    result = CliRunner().invoke(main, ["import", "two.apkg", "--keep-going"])
    assert result.exit_code == 0, result.output
    deck = Path("content/two.md").read_text(encoding="utf-8")
    assert "## Why?" in deck and "```note\ntwo.apkg note 1 “See [lost.png]”:\nSee" in deck


@pytest.mark.parametrize(
    "nasty",
    [
        "{{c1::}}",
        "{{c1::a",
        "}}{{c1::a}}",
        "{{c1::{{c2::{{c3::a}}}}}}",
        "{{c1::" * 5000,
        "{{c99999999::a}}",
        "\ue0f07\ue0f1 {{c1::a}}",
        "{{c1::a::b::c}}",
        "{{c1::<img src='x.png'>}}",
        "\\({{c1::a}}\\) \\(",
        "[latex]" * 2000,
        "\\(" * 2000,
        "<div>" * 3000 + "{{c1::a}}",
        "{{c1::a}}\0",
    ],
)
@pytest.mark.parametrize("kind", ["Basic", "Cloze"])
def test_odd_notes_are_read_or_told(kind: str, nasty: str) -> None:
    begun = process_time()
    found = imported(with_notes(f"{nasty}|back", kind=kind))
    assert found.entries and process_time() - begun < 5
    for node in nodes(tuple(e.question for e in found.entries if e.question)):
        assert "\ue0f0" not in node.text


def test_thousands_of_notes_are_read_in_seconds() -> None:
    data = with_notes(*(f"What is <b>{n}</b>, {n}?|It is <i>{n}</i>" for n in range(5000)))
    begun = process_time()
    assert len(imported(data).entries) == 5000
    assert process_time() - begun < 30


def test_gaps_that_words_cannot_fill_are_open_questions() -> None:
    found = imported(with_notes(r"It is {{c1::\(x\)}}.|", kind="Cloze"))
    question = found.entries[0].question
    assert isinstance(question, Open)
    assert one_line(question.stem) == "It is […]."
    assert Node("formula", "x") in tuple(nodes(question.answer))


def test_control_characters_are_told_and_left_out() -> None:
    found = imported(with_notes("Why\x01?|Be\x02cause"))
    assert words(found)[0] == "Why?"
    assert any("control characters" in message for message in messages(found))
