"""Labels with a slip of the pen, which would silently make another question of a card → warnings."""

from __future__ import annotations

import re
from difflib import get_close_matches

from quizgen.read.kinds.common import Work
from quizgen.read.lines import lead, split_lines
from quizgen.read.vocabulary import PARTS, Vocabulary

_LABEL = re.compile(r"\s*([^\W\d_][\w '-]{2,38}?)\s*[:：]")
_FIRST_WORDS = re.compile(r"\s*([^\W\d_]+)\s+[^:]{1,30}$")
_LIKENESS = 0.8


def report_slips(work: Work) -> None:
    """Warn of lines that begin with nearly a label, or with `Answer` and no colon."""
    for block in work.content:
        for line in split_lines(block) if block.kind == "paragraph" else ():
            text = lead(line)
            meant = _nearly(text, work.vocabulary) or _without_colon(text, work.vocabulary)
            if meant:
                work.warn(
                    line[0].place,
                    f"this is read as text: {text[:30]!r}",
                    f"did you mean {meant.capitalize()}:?",
                )


def _nearly(text: str, vocabulary: Vocabulary) -> str:
    """The label that another word before a colon was perhaps meant to be."""
    found = _LABEL.match(text)
    word = found.group(1).lower() if found else ""
    known = sorted(label for meaning in PARTS for label in vocabulary.words[meaning])
    near = get_close_matches(word, known, 1, _LIKENESS) if word and word not in known else []
    return near[0] if near and near[0][0] == word[0] else ""


def _without_colon(text: str, vocabulary: Vocabulary) -> str:
    """The label of an answer that lacks its colon, in a line of few words."""
    found = _FIRST_WORDS.match(text)
    word = found.group(1).lower() if found else ""
    return word if word in vocabulary.words["solution"] else ""
