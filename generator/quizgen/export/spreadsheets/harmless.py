"""Text → the same as a cell of a CSV file that no spreadsheet takes for a formula.

A spreadsheet computes what begins with = + - @, a tab or a carriage return (OWASP, "CSV Injection"), and
in some languages what begins with their full-width twins. An apostrophe in front keeps it from that. Where
a country writes numbers with commas, spreadsheets divide files at semicolons, and do not know that
ours are within quotes: so an apostrophe also stands where a cell would begin then.
"""

from __future__ import annotations

import re

_STARTS = "=+\\-@＝＋－＠\t\r'"
_BLANKS = "[ \u00a0\u3000]*"
_BEGINNING = re.compile(f'^(?={_BLANKS}[{_STARTS}])|(?<=[;\t\r\n])(?={_BLANKS}[{_STARTS}"])')


def harmless(text: str) -> str:
    """The text with an apostrophe wherever a formula might begin, and before apostrophes there."""
    return _BEGINNING.sub("'", text)
