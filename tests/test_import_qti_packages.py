"""Packages of QTI: their tests, pictures and metadata; what is wrong with broken and hostile ones."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from builders import PICTURE
from click.testing import CliRunner
from qti_items import V21, choices, declared, item, manifest, package, zipped

from quizgen.author.reread import reread
from quizgen.cli import main
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.markup.plain import plain
from quizgen.model import Choice
from quizgen.problem import ERROR

QTI = IMPORTERS["qti"]
GOOD = item(choices("Rhine", "Nile"), declared("B"))
BAD = item(choices("Rhine", "Nile"), declared("C"), title="Seas")
SHOWN = item(
    f"<p><img src='img/a%20dot.png' alt='A dot' width='96'/></p>{choices('a', 'b')}", declared("A")
)


def read(data: bytes) -> Imported:
    file = File("bank.zip", data)
    assert servant.recognised(file) is QTI
    return servant.read(QTI, file)


def messages(imported: Imported) -> list[str]:
    return [problem.message for problem in imported.problems]


def test_pictures_come_from_the_package() -> None:
    imported = read(package(SHOWN, more={"img/a dot.png": PICTURE.data}))
    (entry,), (attachment,) = imported.entries, imported.attachments
    assert entry.question and not imported.problems
    (image,) = [n for block in entry.question.stem for n in block.walk() if n.kind == "image"]
    assert (attachment.key, attachment.name) == (PICTURE.key, "a dot.png")
    assert (image.get("picture"), image.get("alt")) == (PICTURE.key, "A dot")
    assert image.get("width") == "2.54cm"


def test_a_missing_picture_is_an_error_of_its_question() -> None:
    imported = read(package(SHOWN, GOOD))
    assert messages(imported) == [
        "the question “Rivers”: its picture img/a dot.png is not in the package"
    ]
    assert [bool(entry.question) for entry in imported.entries] == [False, True]


def test_pictures_of_a_single_item_lie_beside_it() -> None:
    imported = servant.read(QTI, File("item.xml", SHOWN.encode()))
    (entry,) = imported.entries
    assert entry.question
    (image,) = [n for block in entry.question.stem for n in block.walk() if n.kind == "image"]
    assert image.get("src") == "img/a dot.png"


TEST = f"""<assessmentTest xmlns="{V21}" identifier="t" title="Geography"><testPart identifier="p">
<assessmentSection identifier="a" title="Waters"><assessmentSection identifier="b" title="Rivers">
<assessmentItemRef identifier="y" href="y.xml"><weight identifier="W" value="3"/></assessmentItemRef>
</assessmentSection><assessmentItemRef identifier="x" href="x.xml"/></assessmentSection>
</testPart></assessmentTest>"""
LOM = """<metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM"><general><keyword><string>water</string></keyword>
</general><educational><difficulty><value>easy</value></difficulty></educational></lom></metadata>"""


def test_sections_are_topics_and_metadata_tags() -> None:
    kinds = (("imsqti_item_xmlv2p1", f"{name}.xml") for name in "xyz")
    listed = manifest(*kinds, ("imsqti_test_xmlv2p1", "test.xml"), more=LOM)
    files = {f"{name}.xml": GOOD.replace("Which", name) for name in "xyz"}
    imported = read(zipped({"imsmanifest.xml": listed, "test.xml": TEST, **files}))
    found = [entry.question for entry in imported.entries if entry.question]
    assert [(plain(q.stem)[0], q.topic, q.points) for q in found] == [
        *(("y", "Rivers", Decimal(3)), ("x", "Waters", Decimal(1)), ("z", "", Decimal(1))),
    ]
    assert {(q.tags, q.difficulty) for q in found} == {(("water",), Decimal("0.8"))}
    assert imported.title == "Geography"


def test_items_share_a_text() -> None:
    reference = '<assessmentStimulusRef identifier="s" href="s/text.xml"/>'
    with_text = GOOD.replace("<itemBody>", f"{reference}<itemBody>")
    poem = "<stimulusBody><p>A poem.</p></stimulusBody>"
    stimulus = f'<assessmentStimulus xmlns="x">{poem}</assessmentStimulus>'
    (entry,) = read(package(with_text, more={"s/text.xml": stimulus})).entries
    assert entry.question and plain(entry.question.stem).split() == "A poem. Which river?".split()
    assert "s/text.xml is not in the package" in messages(read(package(with_text)))[0]


@pytest.mark.parametrize(
    ("identifier", "id"),
    [
        ("rivers-7", "rivers-7"),
        ("i1507032857287", ""),
        ("id9c0e-4fa1b2c3", ""),
        ("decade", "decade"),
    ],
)
def test_identifiers_that_people_gave_are_ids(identifier: str, id: str) -> None:
    (entry,) = read(package(GOOD.replace('identifier="i1"', f'identifier="{identifier}"'))).entries
    assert entry.question and entry.question.id == id


def test_a_manifest_may_lie_in_a_folder_and_items_in_others() -> None:
    listed = manifest(("imsqti_item_xmlv2p2", "items/one/qti.xml"))
    shown = SHOWN.replace("img/a%20dot.png", "../../media/dot.png")
    files: dict[str, str | bytes] = {
        "B/imsmanifest.xml": listed,
        "B/items/one/qti.xml": shown,
        "B/media/dot.png": PICTURE.data,
    }
    imported = read(zipped(files))
    assert not imported.problems and imported.attachments


def test_one_broken_question_leaves_the_others() -> None:
    imported = read(package(GOOD, BAD, GOOD[:-20], "", "<html/>"))
    assert [bool(entry.question) for entry in imported.entries] == [
        True,
        False,
        False,
        False,
        False,
    ]
    told = messages(imported)
    assert told[0].startswith("the question “Seas”: ")
    assert told[1].startswith("the file item2.xml: it is no well-formed XML")
    assert told[2].startswith("the file item3.xml: it is no well-formed XML")
    assert "no question but <html>" in told[3]
    assert all(problem.severity == ERROR for problem in imported.problems)


def nested(depth: int) -> str:
    return item("<div>" * depth + choices("a", "b") + "</div>" * depth, declared("A"))


def traversal() -> bytes:
    return zipped(
        {"imsmanifest.xml": manifest(("imsqti_item_xmlv2p1", "../x.xml")), "../x.xml": GOOD}
    )


def twice() -> bytes:
    data = package(GOOD, more={"item1.xml": GOOD})
    return data.replace(b"item1.xml", b"item0.xml")


def without_manifest() -> bytes:
    return zipped({"item.xml": GOOD})


def loop() -> bytes:
    inside = '<assessmentSectionRef identifier="s" href="t.xml"/>'
    section = f'<assessmentSection xmlns="{V21}" identifier="s">{inside}</assessmentSection>'
    return zipped({"imsmanifest.xml": manifest(("imsqti_test_xmlv2p1", "t.xml")), "t.xml": section})


DOCUMENT_TYPE = "<!DOCTYPE m [<!ENTITY x SYSTEM '/etc/passwd'>]>"
HOPELESS: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated": (lambda: package(GOOD)[:-30], "a damaged zip file"),
    "traversal": (traversal, "leads out of it"),
    "twice": (twice, "two files named item0.xml"),
    "no manifest": (without_manifest, "there is no imsmanifest.xml"),
    "no items": (lambda: zipped({"imsmanifest.xml": manifest(("imsqti_item_xmlv2p1", ""))}), "no question"),
    "a manifest with a document type": (
        lambda: zipped({"imsmanifest.xml": f"{DOCUMENT_TYPE}<manifest>&x;</manifest>"}),
        "document type",
    ),
    "a damaged manifest": (
        lambda: zipped({"imsmanifest.xml": manifest(("imsqti_item_xmlv2p1", "x"))[:-9]}),
        "imsmanifest.xml: it is no well-formed XML",
    ),
    "a section that holds itself": (loop, "no question"),
    "too deep": (lambda: nested(300).encode(), "nested more than 200 deep"),
    "an entity": (lambda: GOOD.replace("Rhine", "&nbsp;").encode(), "no well-formed XML"),
    "a bomb": (
        lambda: GOOD.replace("<assessmentItem", "<!DOCTYPE a [<!ENTITY a 'a'>]><assessmentItem").encode(),
        "document type",
    ),
    "cut off": (lambda: GOOD.encode()[:400], "no well-formed XML"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOPELESS)
def test_hopeless_files_are_refused_in_words(name: str) -> None:
    make, told = HOPELESS[name]
    imported = read(make())
    assert not any(entry.question for entry in imported.entries)
    (problem,) = imported.problems
    assert told in problem.message and problem.severity == ERROR


def test_a_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", manifest(("imsqti_item_xmlv2p1", "x.xml")))
        with archive.open("x.xml", "w", force_zip64=True) as file:
            for _ in range(310):
                file.write(bytes(1_000_000))
    assert "it would have more than 300 MB" in messages(read(path.read_bytes()))[0]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings_that_an_item_declares(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = GOOD.replace("Rhine", "Ödbach").replace('encoding="UTF-8"', f'encoding="{name}"')
    (entry,) = read(text.encode(encoding)).entries
    assert isinstance(entry.question, Choice) and plain(entry.question.options[0].text) == "Ödbach"


def test_any_damage_ends_in_words() -> None:
    """Bytes are changed, and pieces cut out: what comes is questions, or problems with words."""
    chance = Random(7)
    for text in (GOOD, SHOWN, BAD):
        for _ in range(150):
            data = bytearray(text.encode())
            start = chance.randrange(len(data))
            data[start : start + chance.choice((0, 1, 9))] = chance.choice(
                (b"", b"<", b"9", b"\xff")
            )
            imported = servant.read(QTI, File("item.xml", bytes(data)))
            assert imported.entries or imported.problems


def test_the_command_writes_a_deck(tmp_path: Path) -> None:
    bank, deck = tmp_path / "bank.zip", tmp_path / "rivers.md"
    bank.write_bytes(package(SHOWN, BAD, more={"img/a dot.png": PICTURE.data}))
    result = CliRunner().invoke(main, ["import", str(bank), "--to", str(deck)])
    assert result.exit_code == 1 and "no answer earns" in result.output and not deck.exists()
    CliRunner().invoke(main, ["import", str(bank), "--to", str(deck), "--keep-going"])
    assert deck.read_text(encoding="utf-8") == GOLDEN.format(bank=bank)
    assert (tmp_path / "rivers-pictures" / "a-dot.png").exists()


def test_questions_whose_texts_begin_alike_both_stay(tmp_path: Path) -> None:
    bank, deck = tmp_path / "bank.zip", tmp_path / "rivers.md"
    unnamed = GOOD.replace('identifier="i1"', 'identifier="i1234567"')
    first = unnamed.replace("<itemBody>", "<itemBody><p>Look.</p>")
    bank.write_bytes(package(first, first.replace("Which", "What")))
    CliRunner().invoke(main, ["import", str(bank), "--to", str(deck)])
    found, wrong = reread(deck.read_text(encoding="utf-8"))
    assert (len(found), wrong) == (2, "") and found[0].id != found[1].id


GOLDEN = """\
## ![A dot](rivers-pictures/a-dot.png){{width=2.54cm}} {{#i1}}

Which river?

- [x] a
- [ ] b

```note
{bank} Seas:
Which river?
[A] Rhine
[B] Nile
Right: C
```
"""
