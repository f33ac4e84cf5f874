"""A list with bullets or numbers, one of whose entries is the answer → options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quizgen.importers.broken import Broken
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import marked
from quizgen.importers.notes.options import Options, options_of, simple
from quizgen.importers.notes.ticks import ticked

_MOST = 8
_BARE = re.compile(r"[A-H] \S.*")


def unlettered(lines: Sequence[Line], answer: str) -> tuple[Options, str] | None:
    """The options and the letter of the answer; None where the answer is no entry of a list.

    The answer may be an entry in its own words, or its number. Raises Broken where it could be both.
    """
    kinds = {marked(line.text).kind for line in lines}
    kind = "number" if "number" in kinds else "bullet"
    listed = [line for line in lines if marked(line.text).kind == kind]
    _refuse_bare_letters(lines)
    if not 1 < len(listed) <= _MOST:
        return None
    if not answer:
        return _ticked(lines, listed)
    places = _places(listed, answer)
    if len(places) > 1:
        hint = "write the answer in the words of the option, and letters before the options"
        raise Broken(f"the answer {answer!r} may be an option or the number of one", hint)
    letters = {line.number: chr(65 + place) for place, line in enumerate(listed)}
    options = options_of([_lettered(line, letters.get(line.number, "")) for line in lines])
    return (options, chr(65 + min(places))) if places and options else None


def _ticked(lines: Sequence[Line], listed: Sequence[Line]) -> tuple[Options, str] | None:
    """The options, where a word or a tick behind an entry says that it is right."""
    if not any(ticked(marked(line.text).text)[1] & {"word", "tick"} for line in listed):
        return None
    letters = {line.number: chr(65 + place) for place, line in enumerate(listed)}
    options = options_of([_lettered(line, letters.get(line.number, "")) for line in lines])
    return (options, "") if options else None


def _refuse_bare_letters(lines: Sequence[Line]) -> None:
    """Raises Broken where lines such as `A Sydney`, `B Canberra` stand below each other."""
    letters = "".join(line.text[0] for line in lines if _BARE.fullmatch(line.text))
    if len(letters) > 1 and "ABCDEFGH".startswith(letters):
        hint = (
            "write A) before the first option, B) before the second, and Answer: and a letter below"
        )
        raise Broken("these look like options, without a sign behind their letters", hint)


def _places(listed: Sequence[Line], answer: str) -> set[int]:
    """Which entries an answer may name."""
    marks = [marked(line.text) for line in listed]
    number = answer.strip(" ().")
    return {
        place
        for place, mark in enumerate(marks)
        if simple(mark.text) == simple(answer) or (mark.sign and mark.sign == number)
    }


def _lettered(line: Line, letter: str) -> Line:
    return replace(line, text=f"{letter}) {marked(line.text).text}") if letter else line
