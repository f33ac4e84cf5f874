"""The text of an Aiken file as people write it → its questions, with line numbers.

Aiken as Moodle reads it (`quizgen.formats.aiken`) has a line for the question, one for each option that
begins with a capital, and ANSWER: with a letter. Here questions and options may go on over several lines,
letters may be small, the answer may be labelled in other words or name several letters, and feedback and
hints may follow, as other programs have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase

_OPTION = re.compile(r"\(?([A-Za-z])[).:]\s*(.*)")
_ANSWER = re.compile(
    r"(?:the\s+)?(?:(?:correct|right)\s+)?"
    r"(?:answers?|ans|key|antwort|lösung|réponse|respuesta|risposta|resposta)"
    r"(?:\(s\))?(?:\s+is)?\s*[:=]\s*(.*)",
    re.IGNORECASE,
)
_LABELS = {
    "feedback": "feedback|explanation|rationale|comment|rückmeldung|erklärung|erläuterung",
    "hint": "hint|hinweis|tipp?",
}
_REMARK = re.compile(
    "|".join(rf"(?P<{name}>(?:{words})\s*:\s*)" for name, words in _LABELS.items()), re.IGNORECASE
)
NUMBER = re.compile(r"(?:question\s+)?(\d{1,4})\s?[.):]\s+", re.IGNORECASE)
"""What people write before a question."""

_LETTERS = re.compile(r"\(?[A-Za-z]\)?(?:\s*(?:[,;&/+]|\band\b|\bund\b|\s)\s*\(?[A-Za-z]\)?)*[).]?")
_LETTER = re.compile(r"\b[A-Za-z]\b")


_UNEXPECTED = "the letters of its options do not follow A, B, C"
_LATE = "an option stands behind the answer: is a blank line missing before the next question?"


@dataclass(frozen=True, slots=True)
class Option:
    """An option with its feedback."""

    text: str
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question; `rights` are the positions of the right options, from 0, `source` are all its lines."""

    line: int
    stem: str
    options: tuple[Option, ...]
    rights: tuple[int, ...]
    feedback: str = ""
    hint: str = ""
    source: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines that make no question, and why: "" for a text that asks nothing."""

    line: int
    message: str
    source: str


@dataclass(slots=True)
class _Open:
    """A question that has not come to its end."""

    line: int
    lines: list[str] = field(default_factory=list)
    stem: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    answer: str | None = None
    remarks: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    last: list[str] = field(default_factory=list)
    wrong: str = ""

    def closed(self) -> Question | Broken:
        """The question, or what is wrong with it."""
        source, message = "\n".join(self.lines), self.message()
        if message or (self.answer is None and not self.options):
            return Broken(self.line, message, source)
        return Question(
            line=self.line,
            stem="\n".join(self.stem),
            options=tuple(
                Option("\n".join(text), self._remark(number, "feedback"))
                for number, text in enumerate(self.options)
            ),
            rights=self._rights(),
            feedback=self._remark(-1, "feedback"),
            hint="\n".join(filter(None, (self._remark(n, "hint") for n in (-1, *self._numbers())))),
            source=source,
        )

    def message(self) -> str:
        """What is wrong, "" for nothing."""
        if not self.stem:
            return "no question stands before it"
        if self.wrong:
            return self.wrong
        if self.answer is None:
            return "the question has no line with ANSWER:" if self.options else ""
        if len(self.options) < 2:
            return "it has fewer than two options"
        return "" if self._rights() else f"there is no option “{self.answer[:40]}”"

    def _rights(self) -> tuple[int, ...]:
        """The positions of the letters that the answer names, or of the option whose words it says."""
        answer = (self.answer or "").strip()
        texts = [" ".join(text).casefold() for text in self.options]
        option = _OPTION.match(answer)
        if _LETTERS.fullmatch(answer):
            letters = [letter.upper() for letter in _LETTER.findall(answer)]
        elif answer.casefold() in texts:
            return (texts.index(answer.casefold()),)
        else:
            letters = [option[1].upper()] if option else []
        numbers = sorted({ascii_uppercase.index(letter) for letter in letters})
        return tuple(numbers) if all(number < len(texts) for number in numbers) else ()

    def _numbers(self) -> range:
        return range(len(self.options))

    def _remark(self, number: int, name: str) -> str:
        return "\n".join(self.remarks.get((number, name), ()))


def read(text: str) -> Iterator[Question | Broken]:
    """All questions in their order, and what makes none."""
    reader = _Reader()
    blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip()
        if words:
            yield from reader.line(number, words, blank)
        blank = not words
    yield from reader.end()


class _Reader:
    def __init__(self) -> None:
        self._open: _Open | None = None

    def line(self, number: int, line: str, blank: bool) -> Iterator[Question | Broken]:
        """The next line, and whether a blank one stands before it; what has come to its end by it."""
        if self._ends_before(line, blank):
            yield from self.end()
        if self._open is None:
            self._open = _Open(number)
        self._open.lines.append(line)
        _take(self._open, line)

    def end(self) -> Iterator[Question | Broken]:
        """Nothing more belongs to the question that is open."""
        if self._open:
            yield self._open.closed()
        self._open = None

    def _ends_before(self, line: str, blank: bool) -> bool:
        """Whether the line begins something new."""
        read = self._open
        if read is None or _ANSWER.match(line):
            return read is not None and read.answer is not None
        if _REMARK.match(line):
            return not (read.options or read.answer is not None)
        if read.answer is not None:
            return blank or read.last is read.stem or bool(NUMBER.match(line))
        return blank and not _is_next(read, line)


def _is_next(read: _Open, line: str) -> bool:
    """Whether the line begins with the letter of the next option."""
    option = _OPTION.match(line)
    expected = ascii_uppercase[len(read.options) : len(read.options) + 1]
    return bool(option) and option is not None and option[1].upper() == expected


def _take(read: _Open, line: str) -> None:
    """Put a line where it belongs."""
    answer, remark, option = _ANSWER.match(line), _REMARK.match(line), _OPTION.match(line)
    if answer and (read.options or not read.stem):
        read.answer, read.last = answer[1], read.stem
    elif remark and (read.options or read.answer is not None):
        place = (-1 if read.answer is not None else len(read.options) - 1), str(remark.lastgroup)
        read.last = read.remarks.setdefault(place, [])
        read.last.append(line[remark.end() :])
    elif option and _is_next(read, line):
        read.last = [option[2]]
        read.options.append(read.last)
    elif read.options or read.answer is not None:
        if option and not read.wrong:
            read.wrong = _UNEXPECTED if read.answer is None else _LATE
        read.last.append(line)
    else:
        read.stem.append(line)
