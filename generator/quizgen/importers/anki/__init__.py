"""Packages of Anki (.apkg, .colpkg) → the questions that their cards ask."""

from __future__ import annotations

from functools import cache

from quizgen.importers.anki.database import notes
from quizgen.importers.anki.package import Package
from quizgen.importers.anki.passages import of_html
from quizgen.importers.anki.reading import read
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.archive import is_archive
from quizgen.importers.shared.html import pictures


def _recognises(file: File) -> bool:
    return is_archive(file.data) and b"collection.anki2" in file.data


def _read(file: File) -> Imported:
    package = Package(file.data)
    found = Gathering(file)

    @cache
    def media(name: str) -> bytes | None:
        """The bytes of a picture; None where there is none, or a damaged one."""
        try:
            return package.media(name)
        except Refused:
            return None

    read(notes(package.database()), found, of_html(found, pictures(found, media)))
    return found.imported()


ANKI = Importer("anki", "packages of Anki, .apkg and .colpkg", _recognises, _read)
