"""The lines of a card → those without hints, tips, analogies, sources, and these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizgen.importers.notes.backs import Style, back, section_head
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, marked
from quizgen.importers.notes.quotes import unwrapped
from quizgen.importers.notes.words import means, split_label
from quizgen.model import Criterion, Markup, Note

_NOTES = ("memory_tip", "analogy", "source", "feedback")
_SURE = frozenset(("explanation", "feedback", "erklärung", "erläuterung", "rückmeldung"))
"""Labels of feedback in any card; words such as Why are so only behind an answer that is right or wrong."""


@dataclass
class Remarks:
    """What a card has besides question and answer."""

    notes: list[Note] = field(default_factory=list)
    hints: list[Markup] = field(default_factory=list)
    rubric: list[Criterion] = field(default_factory=list)


def divided(lines: Sequence[Line], style: Style, marked_key: bool) -> tuple[list[Line], Remarks]:
    """The lines that are left, and the remarks. `marked_key`: the answer is an option, true or false."""
    rest: list[Line] = []
    found = Remarks()
    index = 0
    while index < len(lines):
        meaning, text = _meaning(lines[index], marked_key)
        if not meaning:
            rest.append(lines[index])
            index += 1
            continue
        end = index + 1 if text else _end(lines, index + 1)
        said = [replace(lines[index], text=text)] if text else list(lines[index + 1 : end])
        if said:
            _add(found, meaning, said, style)
        index = end
    return rest, found


def _meaning(line: Line, marked_key: bool) -> tuple[str, str]:
    """What the label of a line means, and the text behind it."""
    if line.block:
        return "", ""
    text = bare(marked(line.text).text if marked(line.text).kind == "bullet" else line.text)
    label, rest = split_label(text)
    found = next((m for m in ("hint", "rubric", *_NOTES) if label and means(label, m)), "")
    if found == "feedback" and not marked_key and label.lower() not in _SURE:
        return "", ""
    return found, unwrapped(rest)


def _end(lines: Sequence[Line], start: int) -> int:
    """Where the text of a label ends that has nothing in its own line: at a gap, a label, a head."""
    for index in range(start, len(lines)):
        line = lines[index]
        labelled = _meaning(line, True)[0] or section_head(lines, index)
        if index > start and (line.after_blank or labelled):
            return index
    return len(lines)


def _add(found: Remarks, meaning: str, said: Sequence[Line], style: Style) -> None:
    blocks = back(said, style)
    if meaning == "hint":
        found.hints.append(blocks)
    elif meaning == "rubric":
        found.rubric += [Criterion(one) for one in _entries(blocks)]
    else:
        found.notes.append(Note(meaning, blocks))


def _entries(blocks: Markup) -> list[Markup]:
    """Each entry of lists, and each other block, by itself."""
    found: list[Markup] = []
    for block in blocks:
        listed = block.kind in ("bullet_list", "ordered_list")
        found += [item.children for item in block.children] if listed else [(block,)]
    return found
