"""A tree of HTML → the same without what its style hides from every reader, such as notes to oneself."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_HIDDEN = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def without_hidden(tree: HtmlElement) -> bool:
    """Take it out, in place; whether there was any."""
    hidden = [each for each in tree.iter() if _HIDDEN.search(each.get("style") or "")]
    for element in hidden:
        element.drop_tree()
    return bool(hidden)
