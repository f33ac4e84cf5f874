"""An H5P package → its questions.

What a package holds is described at https://h5p.org/documentation/developers/h5p-specification.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.h5p.asked import KINDS, questions
from quizgen.importers.h5p.contents import Content, Params, contents, texts
from quizgen.importers.h5p.fields import Reader
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.shared.archive import Archive, is_archive
from quizgen.importers.shared.html import passage
from quizgen.importers.shared.markdown import unmarked
from quizgen.markup.plain import plain
from quizgen.model import Markup, Node

_TITLE, _CONTENT, _BELOW = "h5p.json", "content/content.json", "content/"
_AGAIN = "download it again"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SHOWN = frozenset("H5P.AdvancedText H5P.Text H5P.Link H5P.Table".split())


def _recognises(file: File) -> bool:
    return is_archive(file.data) and _TITLE.encode() in file.data and _CONTENT.encode() in file.data


def _read(file: File) -> Imported:
    archive = Archive(file.data)
    package, content = _json(archive, _TITLE), _json(archive, _CONTENT)
    library = package.get("mainLibrary") if isinstance(package, dict) else None
    if not isinstance(library, str):
        raise Refused("its h5p.json names no main library", 0, _AGAIN)
    found = Gathering(file)
    title, language = package.get("title"), package.get("language")
    found.title = title if isinstance(title, str) else ""
    fits = isinstance(language, str) and language != "und" and _LANGUAGE.fullmatch(language)
    found.language = str(language) if fits else ""
    reading = _Reading(found, archive)
    for number, each in enumerate(contents(library, content, found.title), start=1):
        found.at(0, f"question {number} “{each.title}”" if each.title else f"question {number}")
        reading.add(each)
    return found.imported()


def _json(archive: Archive, name: str) -> Any:
    if name not in archive:
        raise Refused(f"there is no {name} in it", 0, _AGAIN)
    try:
        found = json.loads(archive.read(name).decode("utf-8-sig"), parse_int=_whole)
        return json.loads(unmarked(json.dumps(found, ensure_ascii=False)))
    except (ValueError, RecursionError):
        raise Refused(f"{name} in it is no JSON", 0, _AGAIN) from None


def _whole(digits: str) -> int:
    return int(digits[:18])


class _Reading:
    def __init__(self, found: Gathering, archive: Archive) -> None:
        self._found, self._archive = found, archive
        self._reader = Reader(self._html, self._media, found.warn)

    def add(self, content: Content) -> None:
        """Add the questions of a content, or keep its words and tell why."""
        if content.library not in KINDS:
            self._other(content)
            return
        try:
            for question in tuple(questions(content.library, content.params, self._reader)):
                self._found.add(question, name=content.title)
        except NoQuestion as why:
            self._found.give_up(why, self._words(content), content.title)

    def _other(self, content: Content) -> None:
        words = self._words(content)
        if content.library not in _SHOWN:
            kind = content.library.removeprefix("H5P.")
            self._found.warn(f"a {kind} is no question of ours: its words are kept as a note")
        if words:
            self._found.keep(words, content.title)

    def _words(self, content: Content) -> str:
        passages = (passage(text, lambda _: None, lambda _: None) for text in texts(content.params))
        return "\n".join(filter(None, map(plain, passages)))

    def _html(self, text: str) -> Markup:
        return passage(text, self._image, self._found.warn)

    def _image(self, attributes: Mapping[str, str]) -> Node | None:
        return self._picture(attributes.get("src", ""), attributes.get("alt", ""))

    def _media(self, params: Params) -> Markup:
        """The picture above a question."""
        media = params.get("media") or params.get("image")
        shown = media.get("type", media) if isinstance(media, dict) else None
        if not isinstance(shown, dict):
            return ()
        inner = shown.get("params", shown)
        file = inner.get("file", inner) if isinstance(inner, dict) else None
        path = file.get("path") if isinstance(file, dict) else None
        if not isinstance(path, str) or not path:
            if shown.get("library"):
                self._found.warn(
                    "the video or sound above it is left out: a deck holds text and pictures"
                )
            return ()
        alt = inner.get("alt") or params.get("imageAltText") or ""
        return (Node("paragraph", children=(self._picture(path, _plain(str(alt))),)),)

    def _picture(self, path: str, alt: str) -> Node:
        name = _BELOW + path.removesuffix("#tmp")
        if name not in self._archive:
            raise Broken(f"the picture {path[:80]} is not in the package", _AGAIN)
        return self._found.picture(path, self._archive.read(name), alt)


def _plain(html: str) -> str:
    return plain(passage(html, lambda _: None, lambda _: None))


H5P = Importer("h5p", "packages of H5P: question sets, books, courses", _recognises, _read)
