"""Pictures of imported questions, unchecked → checked pictures, and where they shall lie."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from quizgen.importers.importer import Attachment
from quizgen.model import Picture
from quizgen.read.pictures.unusable import Unusable
from quizgen.write.filenames import same_everywhere, unsafe

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
_LONGEST = 60


@dataclass
class Album:
    """The pictures of one deck, which lie in `folder`, a path from the deck's own.

    `paths` gives for each key, that of the attachment, the path from the deck's folder; `files` the
    bytes to write there. What cannot be used is in `refused`, by its key.
    """

    folder: str
    check: Callable[[bytes], Picture]
    paths: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, Unusable] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def add(self, attachments: Iterable[Attachment]) -> None:
        """Check the pictures, each once."""
        for each in attachments:
            if each.key not in self.paths and each.key not in self.refused:
                self._add(each)

    def _add(self, attachment: Attachment) -> None:
        try:
            picture = self.check(attachment.data)
        except Unusable as unusable:
            self.refused[attachment.key] = unusable
            return
        path = f"{self.folder}/{self._name(attachment, picture)}"
        self.paths[attachment.key] = path
        self.files[path] = picture.data

    def _name(self, attachment: Attachment, picture: Picture) -> str:
        stem = plain_name(PurePosixPath(attachment.name).stem) or f"picture-{attachment.key[:12]}"
        suffix = _SUFFIXES[picture.media_type]
        name, number = f"{stem}.{suffix}", 1
        while same_everywhere(name) in self._names:
            number += 1
            name = f"{stem}-{number}.{suffix}"
        self._names.add(same_everywhere(name))
        return name


def plain_name(words: str) -> str:
    """A file's name without its suffix, of letters and digits of any script, - and _; "" if none is left."""
    text = unicodedata.normalize("NFC", words)
    kept = re.sub(r"[^\w-]+", "-", text)[:_LONGEST].strip("-_")
    return "" if unsafe(kept) else kept
