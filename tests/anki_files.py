"""A collection, made with the official Anki → all the files that Anki exports of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import anki.lang
from anki.collection import Collection, ExportAnkiPackageOptions
from anki.notes import Note
from PIL import Image

anki.lang.set_lang("en")

RIVERS, WORDS = "Atlas::Rivers", "Atlas::Words"


def picture(form: str, *colours: str) -> bytes:
    """A picture of one colour; of several, one that moves."""
    frames = [Image.new("RGB", (12, 8), colour) for colour in colours]
    written = io.BytesIO()
    more = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    frames[0].save(written, form, **more)
    return written.getvalue()


MEDIA = {
    "red dot.png": picture("PNG", "red"),
    "moving.gif": picture("GIF", "red", "blue", "green"),
    "photo.webp": picture("WEBP", "navy"),
    "horn.mp3": b"ID3 no music",
}
_CARD = "What is the capital of {{Country}}?{{#Hint}}<br>{{hint:Hint}}{{/Hint}}"
_NOTES: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
    (
        "Basic",
        RIVERS,
        "africa geo::rivers leech",
        {"Front": "Which river is the longest?", "Back": "<b>Nile</b><br>6,650 km"},
    ),
    (
        "Basic",
        RIVERS,
        "",
        {
            "Front": 'What is this? <img src="red dot.png">',
            "Back": "A dot <img src='moving.gif' width='96'> [sound:horn.mp3]",
        },
    ),
    ("Basic (and reversed card)", WORDS, "", {"Front": "Hund", "Back": "dog"}),
    (
        "Basic (optional reversed card)",
        WORDS,
        "",
        {"Front": "Katze", "Back": "cat", "Add Reverse": "y"},
    ),
    ("Basic (optional reversed card)", WORDS, "", {"Front": "Maus", "Back": "mouse"}),
    ("Basic (type in the answer)", RIVERS, "", {"Front": "Capital of France?", "Back": "Paris"}),
    (
        "Cloze",
        RIVERS,
        "",
        {
            "Text": "The {{c1::Nile::a river}} flows through {{c2::Egypt}} and {{c1::Sudan}}.",
            "Back Extra": "<p>See the atlas.</p><p>It is old.</p>",
        },
    ),
    ("Cloze", RIVERS, "", {"Text": r"The area is {{c1::\(\pi r^2\)}}, and r the {{c2::radius}}."}),
    ("Cloze", RIVERS, "", {"Text": "{{c1::Outer {{c2::inner}} words}} and rest"}),
    ("Cloze", RIVERS, "", {"Text": r"\(a^2 + {{c1::b^2}} = c^2\)"}),
    (
        "Basic",
        RIVERS,
        "",
        {
            "Front": r"[latex]$x^2$ and \begin{displaymath}y_1\end{displaymath}[/latex]",
            "Back": r"[$]\frac{a}{b}[/$], [$$]y&lt;2[/$$] and \( c <b>d</b> \)",
        },
    ),
    ("Basic", RIVERS, "", {"Front": "A front without a back", "Back": ""}),
    (
        "Country",
        RIVERS,
        "",
        {
            "Country": "France",
            "Capital": "Paris",
            "Flag": '<img src="photo.webp">',
            "Remark": "in Europe",
            "Hint": "P…",
            "Source": "Atlas, page 3",
        },
    ),
    (
        "Image Occlusion",
        RIVERS,
        "",
        {
            "Occlusion": "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}",
            "Image": '<img src="red dot.png">',
            "Header": "Parts of a dot",
        },
    ),
)


@cache
def files() -> Mapping[str, bytes]:
    """What Anki exports, by the names of the files."""
    with TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        _fill(collection)
        for name, old in (("new.apkg", False), ("old.apkg", True)):
            collection.export_anki_package(
                out_path=f"{folder}/{name}",
                options=ExportAnkiPackageOptions(with_media=True, with_scheduling=True, legacy=old),
                limit=None,
            )
        _texts(collection, folder)
        for name, old in (("new.colpkg", False), ("old.colpkg", True)):
            collection.export_collection_package(f"{folder}/{name}", include_media=True, legacy=old)
            collection.reopen()
        collection.close()
        wanted = (".apkg", ".colpkg", ".txt")
        return {p.name: p.read_bytes() for p in Path(folder).iterdir() if p.suffix in wanted}


def _texts(collection: Collection, folder: str) -> None:
    for name, all_of_it in (("notes.txt", True), ("plain.txt", False)):
        collection.export_note_csv(
            out_path=f"{folder}/{name}",
            limit=None,
            with_html=all_of_it,
            with_tags=True,
            with_deck=all_of_it,
            with_notetype=all_of_it,
            with_guid=all_of_it,
        )
    collection.export_card_csv(out_path=f"{folder}/cards.txt", limit=None, with_html=True)


def _fill(collection: Collection) -> None:
    for name, data in MEDIA.items():
        collection.media.write_data(name, data)
    _add_country(collection)
    for kind, deck, tags, fields in _NOTES:
        note = _note(collection, kind, fields)
        note.tags = tags.split()
        collection.add_note(note, collection.decks.id(deck))  # type: ignore[arg-type]
    collection.sched.suspend_cards([card.id for card in note.cards()])


def _note(collection: Collection, kind: str, fields: Mapping[str, str]) -> Note:
    model = collection.models.by_name(kind)
    assert model
    note = collection.new_note(model)
    for name, html in fields.items():
        note[name] = html
    return note


def _add_country(collection: Collection) -> None:
    models = collection.models
    kind = models.new("Country")
    for name in ("Country", "Capital", "Flag", "Remark", "Hint", "Source"):
        models.add_field(kind, models.new_field(name))
    sides = ((_CARD, "{{Capital}}"), ("{{Capital}} is the capital of?", "{{Country}} {{Flag}}"))
    for number, (front, back) in enumerate(sides):
        template = models.new_template(f"Card {number}")
        template["qfmt"], template["afmt"] = front, f"{{{{FrontSide}}}}<hr id=answer>{back}"
        models.add_template(kind, template)
    models.add_dict(kind)
