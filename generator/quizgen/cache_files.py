"""Files of caches: put in place whole, whoever else writes them at the same moment."""

from __future__ import annotations

import os
from pathlib import Path

from quizgen.temporary import beside


def replace_file(path: Path, content: bytes) -> None:
    """Let the file have this content, at once. Raises OSError."""
    with beside(path) as (temporary, handle):
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.replace(path)
