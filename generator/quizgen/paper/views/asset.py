"""What a document fetches while it is laid out: pictures and fonts, by the SHA-256 of their data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as a document fetches it."""

    media_type: str
    data: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """The URL under which our fetcher serves it; it tells nothing of where the file came from."""
        return f"asset:{hashlib.sha256(self.data).hexdigest()}"
