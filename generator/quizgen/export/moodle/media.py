"""What Moodle shows in its own way: pictures as @@PLUGINFILE@@/name, whose files stand beside the text."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from quizgen.export.lms.media import Style, delimited
from quizgen.model import Picture

PLUGINFILE: Final = "@@PLUGINFILE@@"

LIKE_A_GAP: Final = re.compile(r"\{(?=#\d|\d*:[A-Z_]+:)")
"""Where Moodle would take authored words or TeX for a gap of a Cloze question."""


def _address(picture: Picture) -> str:
    return f"{PLUGINFILE}/{quote(picture.name)}"


def _formula(tex: str, display: bool) -> str:
    # A blank after the brace is nothing to TeX.
    return delimited(LIKE_A_GAP.sub("{ ", tex), display)


STYLE: Final = Style(_address, _formula, attributes=' class="img-fluid"')
