"""Moodle's categories in a file → the title of the deck, and the topics of its questions.

A path such as $course$/top/A/B names its categories; a slash within a name is doubled. What all
paths begin with is the title; the topic is the last name, or the whole rest where two end alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

Path = tuple[str, ...]

_SLASH = "\N{NULL}"
_CONTEXT = re.compile(r"\$\w+\$")


def path(text: str) -> Path:
    """The names in a path, without the context and Moodle's own top category."""
    parts = text.replace("//", _SLASH).split("/")
    names = [" ".join(part.replace(_SLASH, "/").split()) for part in parts]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    if names and names[0] == "top":
        names = names[1:]
    return tuple(filter(None, names))


def title(paths: Iterable[Path]) -> Path:
    """What all of them begin with."""
    columns = zip(*dict.fromkeys(paths), strict=False)
    common = []
    for names in columns:
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return tuple(common)


def topics(paths: Iterable[Path]) -> Mapping[Path, str]:
    """The topic for each path of questions."""
    every = tuple(dict.fromkeys(paths))
    start = len(title(every))
    rests = {each: each[start:] for each in every}
    ends = Counter(rest[-1:] for rest in rests.values())
    return {
        each: rest[-1] if rest and ends[rest[-1:]] == 1 else " / ".join(rest)
        for each, rest in rests.items()
    }
