"""Pictures that a file names by their paths → the same pictures, read from beside the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from quizgen.importers.importer import Attachment, Imported
from quizgen.model import Node, Place
from quizgen.model.rebuilding import rebuilt
from quizgen.problem import Problem
from quizgen.read.pictures.locate import Locator, decoded, read_bytes
from quizgen.read.pictures.unusable import Unusable


def with_files(imported: Imported, folder: Path, name: str) -> Imported:
    """The pictures that lie in the folder or below it, attached; `name` is the file's, for problems.

    A picture's node with the attribute `anywhere` may lie in another folder than it says, if its name is
    there once.

    Where there is none, the question that shows it becomes a note.
    """
    shelf = _Shelf(Locator(folder))
    entries, problems = [], list(imported.problems)
    for entry in imported.entries:
        try:
            entries.append(shelf.with_pictures(entry))
        except _Missing as missing:
            problems.append(Problem(Place(name, entry.line), missing.message, missing.hint))
            entries.append(replace(entry, broken=True))
    attachments = (*imported.attachments, *shelf.attachments.values())
    return replace(
        imported, entries=tuple(entries), attachments=attachments, problems=tuple(problems)
    )


class _Missing(Unusable):
    """A picture that a question names and nobody has."""


@dataclass
class _Shelf:
    """Reads files, each once."""

    locator: Locator
    attachments: dict[str, Attachment] = field(default_factory=dict)

    def with_pictures(self, value: Any) -> Any:
        """The same value, every picture in it named by its key."""
        return rebuilt(value, lambda part: self._picture(part) if isinstance(part, Node) else part)

    def _picture(self, node: Node) -> Node:
        if node.kind != "image" or node.get("picture"):
            return node
        key = self._attached(node.get("src"), bool(node.get("anywhere"))).key
        named = {**dict(node.attributes), "picture": key}
        named.pop("src", None)
        named.pop("anywhere", None)
        return replace(node, attributes=tuple(sorted(named.items())))

    def _attached(self, src: str, anywhere: bool) -> Attachment:
        if src not in self.attachments:
            try:
                data = read_bytes(self.locator.locate(src, "", anywhere))
                name = PurePosixPath(decoded(src)).name
            except Unusable as unusable:
                message = f"the picture {src} {unusable.message}"
                raise _Missing(message, unusable.hint.replace("the deck", "this file")) from None
            self.attachments[src] = Attachment(hashlib.sha256(data).hexdigest(), name, data)
        return self.attachments[src]
