"""Pictures in formats that decks do not have come in as PNG, whatever importer they come from."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from anki_files import picture
from builders import choice, text
from click.testing import CliRunner

from quizgen.cli import main
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported
from quizgen.importers.stills import with_stills
from quizgen.model import Node
from quizgen.read.pictures.apart import rewritten, shared


def showing(*pictures: bytes) -> Imported:
    found = Gathering(File("deck.x", b""))
    for number, data in enumerate(pictures, start=1):
        found.at(number)
        shown = Node("paragraph", children=(found.picture(f"p{number}.gif", data),))
        found.add(choice(f"q{number}", stem=(*text("See"), shown)), name=f"card {number}")
    return found.imported()


@pytest.mark.parametrize("form", ["GIF", "WEBP", "BMP", "TIFF", "AVIF"])
def test_they_become_png_under_the_same_key(form: str) -> None:
    before = showing(picture(form, "red"))
    after = with_stills(before, "deck.x")
    assert not after.problems and after.entries == before.entries
    (attachment,) = after.attachments
    assert attachment.key == before.attachments[0].key
    made = rewritten(attachment.data, shared())
    assert (made.media_type, made.width, made.height) == ("image/png", 12, 8)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_decks_have_stays_as_it_is(form: str) -> None:
    before = showing(picture(form, "red"))
    assert with_stills(before, "deck.x") is before


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_what_moves_is_told(form: str) -> None:
    after = with_stills(showing(picture(form, "red", "blue", "green")), "deck.x")
    (problem,) = after.problems
    assert (problem.severity, problem.place.line) == ("warning", 1)
    assert "card 1: the picture p1.gif moves" in problem.message


def huge() -> bytes:
    """A picture that says it is very large."""
    data = bytearray(picture("GIF", "red"))
    data[6:10] = struct.pack("<HH", 60_000, 60_000)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (picture("GIF", "red")[:30], "is damaged"),
        (b"GIF89a", "is damaged"),
        (b"BM" + bytes(60), "is damaged"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "is damaged"),
        (huge(), "60000 × 60000 pixels"),
    ],
)
def test_a_damaged_one_breaks_its_question_only(data: bytes, told: str) -> None:
    after = with_stills(showing(data, picture("GIF", "red")), "deck.x")
    (problem,) = after.problems
    assert (problem.severity, problem.place.line) == ("error", 1)
    assert "card 1: the picture p1.gif" in problem.message and told in problem.message
    assert problem.hint
    assert [entry.broken for entry in after.entries] == [True, False]
    assert len(after.attachments) == 1


def test_pictures_beside_a_file_are_made_png_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.gif").write_bytes(picture("GIF", "red"))
    Path("notes.txt").write_text("#html:true\nSee <img src='a.gif'>\ta dot\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "notes.txt"])
    assert result.exit_code == 0, result.output
    assert Path("content/notes-pictures/a.png").read_bytes().startswith(b"\x89PNG")
