"""Lines of notes → those with which cards begin."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.importers.notes.chatter import is_closing
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, bold_line, heading, marked
from quizgen.importers.notes.statements import only_asks, tells
from quizgen.importers.notes.words import TASKS, alternatives, means, split_label
from quizgen.labels import labels, languages

_FEWEST_WORDS = 4
"""Of a task such as `Describe L1 regularization.`, where no empty line stands before it."""

_GAP = re.compile(r"_{3,}|\.{5,}|…{2,}")
_CLOSING_QUOTES = "”\"’'»“*_)"


@dataclass(frozen=True, slots=True)
class Start:
    """The index of a line with which a card begins, what tells so, and the card's number ("" if none)."""

    index: int
    kind: str
    number: str = ""


@cache
def caption_pattern() -> re.Pattern[str]:
    """`Flashcard 2: Dropout` or `Question 5`: the number and the text behind it."""
    names = alternatives("card")
    return re.compile(
        rf"(?:{names})\.?\s*(?:#\s*|no\.?\s*|nr\.?\s*)?(?P<number>\d{{1,3}})\s*(?:\([^()]*\)\s*)?"
        rf"(?:[:.)–—-]\s*(?P<text>.*)|(?P<points>[(\[].*))?",
        re.IGNORECASE,
    )


@cache
def numbered_label() -> re.Pattern[str]:
    """`Q1: What …?`: the number and the text behind it."""
    return re.compile(r"(?:q|f)\s*(?P<number>\d{1,3})\s*[:.)–-]\s*(?P<text>.*)", re.IGNORECASE)


def starts(lines: Sequence[Line], numbers: Collection[str]) -> tuple[Start, ...]:
    """The cards' first lines, judged by the notation that most of the text is written in.

    `numbers` are those that a key at the end gives answers to.
    """
    found = [start for start in (_start(lines, i, numbers) for i in range(len(lines))) if start]
    options = _numbered_options(lines)
    found = [start for start in found if start.index not in options]
    of = {
        kind: [s for s in found if s.kind == kind]
        for kind in ("label", "number", "asking", "bullet")
    }
    own = _merged(lines, of["label"])
    asking = [s for s in of["asking"] if not _within(s, own, lines)]
    if len(own) > 1 and len(own) >= len(asking):
        return tuple(own)
    of["number"] = _with_following(lines, of["number"], options)
    if len(of["number"]) > 1 and len(of["number"]) >= len(of["asking"]):
        return _sorted(own, of["number"], [s for s in asking if _is_task(lines[s.index])])
    return _sorted(own, of["number"], asking) or tuple(of["bullet"])


def _numbered_options(lines: Sequence[Line]) -> frozenset[int]:
    """The lines 1) 2) 3) right below a question and right above its answer: they are no cards."""
    found: set[int] = set()
    for first, line in enumerate(lines):
        if not first or marked(line.text).sign != "1" or line.after_blank:
            continue
        end = first
        while end < len(lines) and marked(lines[end].text).sign == str(end - first + 1):
            end += 1
        tight = not any(each.after_blank for each in lines[first : end + 1])
        label = split_label(bare(lines[end].text))[0] if end < len(lines) else ""
        if end - first > 1 and tight and label and means(label, "key"):
            found.update(range(first, end))
    return frozenset(found)


def _with_following(
    lines: Sequence[Line], numbered: Sequence[Start], options: Collection[int]
) -> list[Start]:
    """The numbered cards, and lines with the next number right below one of a single line."""
    found: list[Start] = []
    for start in numbered:
        found.append(start)
        while found[-1].index + 1 < len(lines):
            after = found[-1].index + 1
            mark = marked(lines[after].text)
            known = after in options or any(each.index == after for each in numbered)
            if known or mark.kind != "number" or int(mark.sign) != int(found[-1].number) + 1:
                break
            found.append(Start(after, "number", mark.sign))
    return found


def _sorted(*groups: Sequence[Start]) -> tuple[Start, ...]:
    return tuple(sorted((each for group in groups for each in group), key=lambda s: s.index))


def _merged(lines: Sequence[Line], labels: Sequence[Start]) -> list[Start]:
    """Labels that begin cards: `Front:` right below `Flashcard 2:` belongs to the same one."""
    kept: list[Start] = []
    for start in labels:
        close = kept and start.index == kept[-1].index + 1
        if close and _is_caption(lines[kept[-1].index]) and not _is_caption(lines[start.index]):
            continue
        kept.append(start)
    return kept


def _is_caption(line: Line) -> bool:
    return bool(caption_pattern().fullmatch(unlisted(bare(line.text))))


def _within(start: Start, own: Sequence[Start], lines: Sequence[Line]) -> bool:
    """Whether the line is the front that a label announced: nothing but labels stand between."""
    before = next((s for s in reversed(own) if s.index < start.index), None)
    if before is None:
        return False
    return all(_says_only_label(lines[i].text) for i in range(before.index, start.index))


def _says_only_label(text: str) -> bool:
    found = caption_pattern().fullmatch(bare(text))
    label, rest = split_label(bare(text))
    return bool(found) or (bool(label) and not rest)


def _start(lines: Sequence[Line], index: int, numbers: Collection[str]) -> Start | None:
    line = lines[index]
    if line.block or "\t" in line.text or line.text.startswith("|") or " | " in line.text:
        return None
    text = bare(line.text)
    labelled = _labelled(unlisted(text))
    if labelled is not None:
        return Start(index, "label", labelled)
    mark = marked(text if heading(line.text)[0] else line.text)
    if mark.kind == "number" and line.indent < 4:
        strong = mark.bold or bool(heading(line.text)[0])
        if strong or _asks(mark.text, line, True) or _answered(lines, index, mark.sign in numbers):
            return Start(index, "number", mark.sign)
        return None
    if mark.kind == "bullet":
        return Start(index, "bullet") if bare(mark.text).endswith("?") else None
    if _asks(line.text, line, False) or _is_statement(lines, index):
        return Start(index, "asking")
    return None


def _labelled(text: str) -> str | None:
    """The number of a label with which cards begin, "" where it has none; None if it is no such label."""
    caption = caption_pattern().fullmatch(text) or numbered_label().fullmatch(text)
    if caption:
        return caption["number"]
    label, _ = split_label(text)
    known = means(label, "front") or means(label, "question")
    return "" if known and (len(label) > 1 or label in "QF") else None


def _asks(text: str, line: Line, numbered: bool) -> bool:
    """Whether a text is a question or a task."""
    said = bare(text).strip("“„«\"' ").rstrip(_CLOSING_QUOTES).rstrip()
    if not said or is_closing(said) or (bold_line(line.text) and said.endswith(":")):
        return False
    label, rest = split_label(bare(text))
    if label and rest and not (numbered or line.after_blank):
        return False
    parts = said.split()
    if said.endswith("?") or (said.endswith(")") and "?" in said and numbered):
        return True
    if answered_at_once(said) and (numbered or parts[0].lower() in _asking_words()):
        return True
    if parts[0].lower() not in TASKS or said.endswith(":"):
        return False
    if line.after_blank and said.endswith(".") and len(parts) > 1:
        return True
    return numbered or (len(parts) >= _FEWEST_WORDS and (said.endswith(".") or line.after_blank))


def _is_task(line: Line) -> bool:
    """Whether a line behind an empty one is a task: it starts a card though others have numbers."""
    said = bare(line.text)
    return line.after_blank and said.endswith(".") and said.split()[0].lower() in TASKS


_AT_ONCE = re.compile(r"(?P<question>[^?]{6,200}\?)\s+(?:[-–—=:→]+>?\s*)?(?P<answer>\S.*)")


def answered_at_once(text: str) -> re.Match[str] | None:
    """The match of a question with its answer in the same line: `What is H₂O? Water`."""
    found = _AT_ONCE.fullmatch(text)
    return None if found and only_asks(found["question"]) else found


@cache
def _asking_words() -> frozenset[str]:
    return frozenset(word for name in languages() for word in labels(name).text.get("ask", ()))


def unlisted(text: str) -> str:
    """The text without a bullet before it."""
    mark = marked(text)
    return bare(mark.text) if mark.kind == "bullet" else text


def _is_statement(lines: Sequence[Line], index: int) -> bool:
    """Whether a line, with others above and below it, has options or an answer right below."""
    before, after = lines[index - 1 : index] if index else [], lines[index + 1 : index + 2]
    apart = lines[index].after_blank or not before or _is_answer(before[0])
    if not after or not apart or after[0].after_blank or split_label(lines[index].text)[0]:
        return False
    return _is_answer(after[0]) or marked(after[0].text).sign == "A"


def _is_answer(line: Line) -> bool:
    label, rest = split_label(bare(line.text))
    return bool(label and rest) and (means(label, "key") or means(label, "back"))


def _answered(lines: Sequence[Line], index: int, in_key: bool) -> bool:
    """Whether options, an answer or a mark such as (T) belong to a numbered line."""
    text = lines[index].text
    if in_key or _GAP.search(text) or tells(bare(marked(text).text)):
        return True
    for line in lines[index + 1 : index + 6]:
        mark = marked(line.text)
        if mark.kind == "number":
            return False
        if mark.kind == "letter" or line.text.startswith(("[ ]", "[x]", "- [")):
            return mark.sign in ("A", "") or mark.kind != "letter"
        label, _ = split_label(bare(line.text))
        if means(label, "key") or means(label, "back"):
            return True
    return False
