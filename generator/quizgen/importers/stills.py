"""Pictures in formats that decks do not have, such as GIF and WebP → PNG, decoded in a process apart."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from quizgen.importers.importer import Attachment, Entry, Imported
from quizgen.model import Place
from quizgen.model.nodes import nodes
from quizgen.problem import Problem, warning
from quizgen.read.pictures.apart import ALLOWANCE
from quizgen.read.pictures.unusable import Unusable
from quizgen.sandbox import Sandbox, SandboxFailure

SERVANT: Final = "quizgen.importers.still_servant"

_STARTS = (b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_BRANDS = (b"avif", b"avis")


@cache
def shared() -> Sandbox:
    """The sandbox of all such pictures of this process; it is started with the first of them."""
    return Sandbox(ALLOWANCE, SERVANT)


def with_stills(imported: Imported, name: str, sandbox: Sandbox | None = None) -> Imported:
    """The same with such pictures as PNG; `name` is the file's. A question with a damaged one is broken.

    Of pictures that move, the first is left, and that is told.
    """
    maker = _Maker(sandbox or shared())
    attachments = tuple(maker.all_made(imported.attachments))
    if attachments == imported.attachments:
        return imported
    entries, problems = [], list(imported.problems)
    for entry in imported.entries:
        bad = tuple(maker.told(entry, name))
        problems += bad
        broken = any(problem.severity == "error" for problem in bad)
        entries.append(replace(entry, broken=True) if broken else entry)
    return replace(
        imported, entries=tuple(entries), attachments=attachments, problems=tuple(problems)
    )


@dataclass
class _Maker:
    """Makes stills, and remembers of which pictures something is lost, by their keys."""

    sandbox: Sandbox
    refused: dict[str, Unusable] = field(default_factory=dict)
    moving: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def all_made(self, attachments: Iterable[Attachment]) -> Iterator[Attachment]:
        """The attachments under the keys that they have, without those of no use."""
        for each in attachments:
            if not _is_foreign(each.data):
                yield each
                continue
            self.names[each.key] = each.name
            try:
                yield self._made(each)
            except Unusable as unusable:
                self.refused[each.key] = unusable

    def _made(self, attachment: Attachment) -> Attachment:
        try:
            answer = self.sandbox.call(b64encode(attachment.data).decode())
        except SandboxFailure:
            raise Unusable("cannot be read", "save it as PNG or JPEG") from None
        if "unusable" in answer:
            raise Unusable(answer["unusable"], answer["hint"])
        if answer["moves"]:
            self.moving.add(attachment.key)
        return replace(attachment, data=b64decode(answer["data"]))

    def told(self, entry: Entry, file: str) -> Iterator[Problem]:
        """What is wrong with the pictures of a question, each once."""
        shown = (node.get("picture") for node in nodes(entry.question) if node.kind == "image")
        place = Place(file, entry.line)
        about = f"{entry.name}: " if entry.name else ""
        for key in dict.fromkeys(shown):
            name = f"{about}the picture {self.names.get(key, '')}".rstrip()
            if key in self.refused:
                yield Problem(place, f"{name} {self.refused[key].message}", self.refused[key].hint)
            elif key in self.moving:
                yield warning(place, f"{name} moves: only what it shows first is left")


def _is_foreign(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    avif = data[4:8] == b"ftyp" and data[8:12] in _BRANDS
    return data.startswith(_STARTS) or webp or avif
