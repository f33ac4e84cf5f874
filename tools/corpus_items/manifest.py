"""`manifest.json` of a corpus → its items."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_COMMANDS = {
    "scan": "scan",
    "moodle-xml": "import",
    "gift": "import",
    "apkg": "import",
    "qti-zip": "import",
}
"""The surfaces that need a command besides `build`."""

_IMPORTED = (".xml", ".gift", ".apkg", ".zip")


@dataclass(frozen=True, slots=True)
class Item:
    """An input and what must happen: see the README of the corpus. `more` holds the rarer demands."""

    id: str
    file: str | None
    surface: str
    exit: tuple[int, ...]
    expect: str
    line: int | None
    max_seconds: float
    max_mb: float
    more: dict[str, Any] = field(hash=False)

    @property
    def command(self) -> str:
        """The command of quizgen that reads it."""
        if self.file and self.file.endswith(_IMPORTED):
            return "import"
        return _COMMANDS.get(self.surface, "build")

    @property
    def short(self) -> str:
        """Its id without the words."""
        return self.id.partition("-")[0]

    @property
    def warns(self) -> bool:
        """Whether a warning that is shown does as well as an error."""
        return "warning" in self.expect

    def listed(self, name: str) -> tuple[str, ...]:
        """What a demand lists; a single text counts as a list of one."""
        value = self.more.get(name, ())
        return (value,) if isinstance(value, str) else tuple(value)


def read_items(corpus: Path) -> tuple[Item, ...]:
    """All items of the corpus in this folder, in their order."""
    data = json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))
    return tuple(map(_item, data["items"]))


def _item(data: dict[str, Any]) -> Item:
    known = ("id", "file", "surface", "expect", "max_seconds", "max_mb")
    return Item(
        **{name: data[name] for name in known},
        exit=tuple(data["exit"]),
        line=data.get("line"),
        more={name: value for name, value in data.items() if name not in known},
    )
