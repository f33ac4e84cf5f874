r"""Words and HTML → the notation of GIFT, in which ~ = # { } : and \ have a meaning unless escaped.

Sources: https://docs.moodle.org/en/GIFT_format, and Moodle's importer (question/format/gift). It keeps
escaped characters aside as &&058; and the like, so that no author's words may look like that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = str.maketrans({character: f"\\{character}" for character in "\\:#={}~"} | {"\n": r"\n"})
_SET_ASIDE = re.compile(r"&(?=&0\d\d;)")
_JOINER = "\N{WORD JOINER}"
_AT_THE_BEGINNING = {"%": "&#37;", "[": "&#91;"}


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that GIFT could take for its own."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip().translate(_ESCAPES)


def passage(html: str) -> str:
    """HTML as a part of a question: it cannot be taken for a weight or for the name of a format."""
    first = html[:1]
    return escaped(_AT_THE_BEGINNING.get(first, first) + html[1:])


def accepted(answer: str) -> str:
    """An accepted answer, which is plain text."""
    return f"=%100%{'[plain]' if answer.startswith('[') else ''}{escaped(answer)}"


def heading(name: str, idnumber: str, tags: Iterable[str]) -> str:
    """What stands before the text of a question: a comment with its id and tags, and its name."""
    marks = "".join(f" [tag:{tag}]" for tag in (each.replace("]", r"\]") for each in tags))
    return f"// [id:{idnumber}]{marks}\n::{escaped(_apart(name))}::"


def category(path: str) -> str:
    """The paragraph that begins a category; Moodle takes back no escapes here but that of a backslash."""
    return f"$CATEGORY: {_apart(path)}".replace("\\", "\\\\") + "\n"


def looks_set_aside(text: str) -> bool:
    """Whether Moodle would take something in a plain text for an escaped character."""
    return bool(_SET_ASIDE.search(text))


def _apart(text: str) -> str:
    return _SET_ASIDE.sub(f"&{_JOINER}", text)
