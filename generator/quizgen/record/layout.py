"""JSON values → text that people can read and compare: what fits on a line stands on one."""

from __future__ import annotations

import json

from quizgen.record.codec import Json

WIDTH = 160


def layout(value: Json, indent: str = "", before: int = 0) -> str:
    """The value as JSON text; `before` counts the characters that stand in front of it on its line."""
    flat = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or before + len(flat) < WIDTH:
        return flat
    deeper = indent + " "
    if isinstance(value, list):
        parts = [layout(part, deeper, len(deeper)) for part in value]
        return _between("[]", parts, indent)
    names = ((f"{json.dumps(name, ensure_ascii=False)}: ", part) for name, part in value.items())
    parts = [name + layout(part, deeper, len(deeper) + len(name)) for name, part in names]
    return _between("{}", parts, indent)


def _between(brackets: str, parts: list[str], indent: str) -> str:
    inner = f",\n{indent} ".join(parts)
    return f"{brackets[0]}\n{indent} {inner}\n{indent}{brackets[1]}"
