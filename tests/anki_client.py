"""An Anki package → what the official Anki makes of it: a collection, its notes, cards and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import anki.lang
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.notes import NoteId
from anki.utils import strip_html

anki.lang.set_lang("en")

IF_NEWER, ALWAYS = 0, 1
"""When Anki's import window updates notes that are there already; the first is its default."""


@dataclass(frozen=True)
class Side:
    """A card as Anki shows it, as HTML without its style."""

    front: str
    back: str


@dataclass(frozen=True)
class Stored:
    """A note as Anki keeps it."""

    deck: str
    kind: str
    tags: tuple[str, ...]
    fields: dict[str, str]
    cards: tuple[Side, ...]


class Client:
    """A collection in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._collection = Collection(str(folder / "collection.anki2"))

    def add(self, package: bytes, update: int = IF_NEWER) -> dict[str, int]:
        """Import a package; how many notes were new, updated, duplicate and so on."""
        file = self._folder / "import.apkg"
        file.write_bytes(package)
        options = ImportAnkiPackageOptions(update_notes=update, update_notetypes=update)  # type: ignore[arg-type]
        request = ImportAnkiPackageRequest(package_path=str(file), options=options)
        log = self._collection.import_anki_package(request).log
        names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck")
        counts = {name: len(getattr(log, name)) for name in names}
        return {name: count for name, count in counts.items() if count}

    def notes(self) -> dict[str, Stored]:
        """All notes by the question's id."""
        found = map(self._note, self._collection.find_notes(""))
        return {strip_html(note.fields["Id"]): note for note in found}

    def _note(self, number: NoteId) -> Stored:
        note = self._collection.get_note(number)
        model = note.note_type()
        assert model is not None
        cards = note.cards()
        decks = {self._collection.decks.name(card.did) for card in cards}
        (deck,) = decks
        return Stored(
            deck=deck,
            kind=model["name"],
            tags=tuple(note.tags),
            fields=dict(note.items()),
            cards=tuple(
                Side(c.render_output().question_text, c.render_output().answer_text) for c in cards
            ),
        )

    def picture(self, name: str) -> bytes:
        """A file of its media folder."""
        return (self._folder / "collection.media" / name).read_bytes()

    def complaints(self) -> str:
        """What Anki's own check of a collection finds."""
        message, fine = self._collection.fix_integrity()
        return "" if fine else message

    def missing_pictures(self) -> list[str]:
        """Pictures that notes name and that are not there."""
        return list(self._collection.media.check().missing)

    def close(self) -> None:
        """Let go of the files."""
        self._collection.close()


@contextmanager
def client() -> Iterator[Client]:
    """An Anki with an empty collection."""
    with TemporaryDirectory() as folder:
        made = Client(Path(folder))
        try:
            yield made
        finally:
            made.close()


def words(html: str) -> str:
    """What is read of HTML, squeezed."""
    return squeezed(strip_html(html))


def squeezed(text: str) -> str:
    """Without blanks and invisible joiners; Anki composes letters and accents (NFC)."""
    return normalize("NFD", "".join(text.split()).replace("\N{WORD JOINER}", ""))
