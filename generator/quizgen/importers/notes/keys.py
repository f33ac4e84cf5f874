"""A key at the end of notes, such as `Answers: 1. b 2. c` → the answers by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.importers.notes.chatter import is_closing
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, heading, marked

_HEAD = re.compile(
    r"(?:the\s+)?(?:correct\s+)?(?:answers|answer\s+key|key|solutions|lösungen|lösungsschlüssel|antworten|antwortschlüssel)"
    r"\s*(?:(?P<colon>:)\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\(?(?P<number>\d{1,3})\s*[.):=–-]?\s*(?P<answer>\(?[A-Ha-h]\b\)?(?:\s*[,&+/]\s*\(?[A-Ha-h]\b(?!\w)\)?)*|"
    r"(?:true|false|wahr|falsch|richtig|[TFWR])\b)[.;,]?",
    re.IGNORECASE,
)


@dataclass
class Key:
    """The answers by the numbers of questions, with their lines; `twice` are numbers named again."""

    answers: dict[str, tuple[str, int]] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)

    def add(self, number: str, answer: str, line: int) -> None:
        """Note an answer."""
        number = str(int(number))
        if number in self.answers and self.answers[number][0] != answer:
            self.twice.add(number)
        self.answers.setdefault(number, (answer, line))


def without_key(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Key]:
    """The lines above the key at the end, and the key; it is empty where there is none."""
    for index in range(len(lines) - 1, 0, -1):
        text = bare(heading(lines[index].text)[1])
        found = _HEAD.fullmatch(text) if not lines[index].block else None
        if not found or not (found["colon"] or index + 1 < len(lines)):
            continue
        key = _key(list(_texts(lines, index, found["rest"] or "")))
        if key:
            said = (line for line in lines[index + 1 :] if is_closing(bare(line.text)))
            return (*lines[:index], *said), key
    return tuple(lines), Key()


def _texts(lines: Sequence[Line], index: int, rest: str) -> Iterator[tuple[str, int]]:
    if rest.strip():
        yield rest.strip(), lines[index].number
    for line in lines[index + 1 :]:
        if not line.block and not is_closing(bare(line.text)):
            yield bare(line.text), line.number


def _key(texts: Sequence[tuple[str, int]]) -> Key | None:
    """The key, if every text consists of numbers with answers."""
    key = Key()
    for text, line in texts:
        pairs = list(_PAIR.finditer(text))
        left = _PAIR.sub("", text).strip(" ,;|\t")
        if pairs and not left:
            for pair in pairs:
                key.add(pair["number"], pair["answer"], line)
            continue
        mark = marked(text)
        if mark.kind != "number":
            return None
        key.add(mark.sign, mark.text, line)
    return key if len(key.answers) > 1 or (key.answers and len(texts) == 1) else None
