"""What people type into fields that take plain text and HTML alike → HTML."""

from __future__ import annotations

import re

from lxml.html import defs

_TAG = re.compile(r"<(?=/?([A-Za-z][A-Za-z0-9]*)(?:[\s/>])|!--)|<")
_BLANKS = re.compile(r">\s+<")
_BEFORE, _BEHIND = re.compile(r"\n<"), re.compile(r">\n")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def html(text: str) -> str:
    """The text with a < that begins no tag of HTML as such, and with the ends of its lines.

    So Moodle shows texts in its “auto-format” (lib/weblib.php, text_to_html).
    """
    text = _TAG.sub(_sign, text)
    text = _BEHIND.sub("> ", _BEFORE.sub(" <", _BLANKS.sub("><", text)))
    return _PARAGRAPHS.sub("<p>", text).replace("\n", "<br>")


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    comment = found.string.startswith("<!--", found.start())
    return "<" if comment or (name and name.lower() in defs.tags) else "&lt;"
