"""A path that shall be written → why some system would refuse or misread it."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE
)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def unsafe(path: str) -> str:
    """Why a relative path with forward slashes is no good file name everywhere; empty if it is one.

    Windows' rules (learn.microsoft.com, "Naming Files, Paths, and Namespaces") are the strictest;
    a leading dot hides a file, and a leading hyphen makes it look like an option of a command.
    """
    return next((reason for part in path.split("/") if (reason := _unsafe_part(part))), "")


def same_everywhere(path: str) -> str:
    """What two paths share if some system takes them for one: case and composition do not count."""
    return unicodedata.normalize("NFC", path).casefold()


def _unsafe_part(part: str) -> str:
    if not part:
        return "a part of it is empty"
    if part[0] in ".-":
        return f"it may not begin with {part[0]!r}"
    if part[-1] in ". ":
        return "it may not end with a dot or a blank"
    if found := _FORBIDDEN.search(part):
        return f"it may not hold {found[0]!r}"
    for character in part:
        if unicodedata.category(character) in _INVISIBLE:
            return f"it holds the invisible character U+{ord(character):04X}"
    return "Windows reserves it" if _RESERVED.fullmatch(part) else ""
