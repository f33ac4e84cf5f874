"""Lines below a question → its options, and which of them are right, if that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from quizgen.importers.broken import Broken
from quizgen.importers.notes.lines import Line
from quizgen.importers.notes.marks import bare, marked
from quizgen.importers.notes.ticks import SIGNS, ticked, without_wrong
from quizgen.importers.notes.words import means, split_label

_INLINE = re.compile(r"(?<!\S)(?:\((?P<a>[A-Ha-h])\)|(?P<b>[A-Ha-h])[.)])\s+(?=\S)")
_BOX = re.compile(r"(?:[-*+•]\s+)?(?:\[(?P<typed>[ xX✓✔]?)\]\s+|(?P<drawn>[☐☑☒])\s*)(?P<text>\S.*)")
_STARRED = re.compile(rf"^(?:\*(?!\*)|[{SIGNS}]\ufe0f?\s*|→\s*|=>\s*)\s*(?=\S)")
_LETTERS = re.compile(
    r"(?:(?:option|options|choice|antwort)\s+)?\(?(?P<first>[A-Ha-h])[).:]*"
    r"(?P<more>(?:\s*(?:,|&|\+|/|;|and|und)\s*\(?[A-Ha-h][).:]*)*)",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\(?(?P<letter>[A-Ha-h])(?:[).:]|\s[-–—])\s*(?P<text>\S.*)")
_LETTERING = "give the options the letters a, b, c and so on, each once"
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Choice:
    """An option as it stands: its letter ("" if none), its text, the kinds of marks that say it is right."""

    letter: str
    text: str
    line: Line
    marks: frozenset[str] = frozenset()

    @property
    def right(self) -> bool:
        """Whether a mark says that it is right."""
        return bool(self.marks)


@dataclass(slots=True)
class Options:
    """The options of a question: the lines before and behind them stay as they are."""

    before: list[Line] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)


def options_of(lines: Sequence[Line]) -> Options | None:
    """The options among the lines: with letters from A on, or with boxes; None where there are none."""
    lines = list(_one_each(lines))
    for index, line in enumerate(lines):
        first = _choice(line)
        if first and first.letter in ("A", ""):
            found = _run(lines, index)
            if len(found.choices) > 1:
                return found
    return None


def _run(lines: Sequence[Line], start: int) -> Options:
    found = Options(before=list(lines[:start]))
    boxed = _choice(lines[start])
    lettered = bool(boxed and boxed.letter)
    for index in range(start, len(lines)):
        line = lines[index]
        choice = _choice(line)
        wanted = chr(ord("A") + len(found.choices)) if lettered else ""
        if choice and choice.letter == wanted:
            found.choices.append(choice)
        elif lettered and choice and choice.letter and not line.after_blank:
            raise Broken(
                f"the option {choice.letter} stands where {wanted} is expected", _LETTERING
            )
        elif _goes_on(line) and found.choices:
            last = found.choices[-1]
            last.text = f"{last.text} {line.text}"
        else:
            found.behind = list(lines[index:])
            return found
    return found


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the option before it."""
    label, _ = split_label(bare(line.text))
    return (
        not (line.after_blank or label or line.block or marked(line.text).kind)
        and line.text[:1].islower()
    )


def _choice(line: Line) -> Choice | None:
    """The option that a line is."""
    if line.block:
        return None
    box = _BOX.fullmatch(line.text)
    if box:
        return _boxed(line, box)
    text, wrong = without_wrong(line.text)
    starred = _STARRED.match(text)
    mark = marked(text[starred.end() :] if starred else text)
    if mark.kind == "bullet" and marked(mark.text).kind == "letter":
        mark = marked(mark.text)
    if mark.kind != "letter":
        return None
    said, kinds = ticked(mark.text)
    if starred:
        kinds |= {"star" if starred[0].startswith("*") else "tick"}
    if mark.bold:
        said, kinds = bare(said), kinds | {"bold"}
    return Choice(mark.sign, said, line, frozenset() if wrong else kinds)


def _boxed(line: Line, box: re.Match[str]) -> Choice:
    """An option behind a box; other marks than the box count as well."""
    inner = marked(box["text"])
    lettered = inner.kind == "letter"
    said, kinds = ticked(inner.text if lettered else box["text"])
    if (box["drawn"] or box["typed"] or "").strip() not in ("", "☐"):
        kinds |= {"box"}
    return Choice(inner.sign if lettered else "", said, line, kinds)


def _one_each(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those with several options in a row divided: a) 3 b) 4 c) 5."""
    for line in lines:
        found = list(_INLINE.finditer(line.text)) if not line.block else []
        letters = [(m["a"] or m["b"]).upper() for m in found]
        if len(found) > 1 and letters == [chr(ord(letters[0]) + i) for i in range(len(found))]:
            starts = [m.start() for m in found]
            pieces = [
                line.text[: starts[0]],
                *(line.text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)),
            ]
            for piece in pieces:
                if piece.strip():
                    yield replace(line, text=piece.strip())
        else:
            yield line


def key_of(choices: Sequence[Choice], answers: Sequence[str]) -> frozenset[int]:
    """The places of the right options, as marks and answers tell. Raises Broken."""
    marks = _marks(choices)
    told = [_told(choices, answer) for answer in answers if answer]
    if marks and not told and len(marks) == len(choices):
        raise Broken("every option is marked as right")
    found = [each for each in (marks, *told) if each]
    if not found:
        raise Broken("nothing tells which option is right")
    if any(each != found[0] for each in found):
        raise Broken("two places tell different things about which option is right")
    return found[0]


def _marks(choices: Sequence[Choice]) -> frozenset[int]:
    """The places of the marked options. Raises Broken where marks of several kinds disagree."""
    kinds = {kind for choice in choices for kind in choice.marks}
    places = {
        frozenset(i for i, each in enumerate(choices) if kind in each.marks) for kind in kinds
    }
    if len(places) > 1:
        raise Broken(f"marks of several kinds ({', '.join(sorted(kinds))}) name different options")
    return next(iter(places), frozenset())


def _told(choices: Sequence[Choice], answer: str) -> frozenset[int]:
    """The options that an answer names, by their letters or in their words."""
    answer = bare(answer.strip()).strip()
    same = [i for i, choice in enumerate(choices) if simple(choice.text) == simple(answer)]
    if len(same) == 1:
        return frozenset(same)
    letters = _LETTERS.fullmatch(answer.rstrip(" .!"))
    if letters:
        named = [letters["first"], *re.findall(r"\b[A-Ha-h]\b", letters["more"])]
        return frozenset(_place(choices, letter) for letter in named)
    found = _LETTERED.fullmatch(answer)
    if not found:
        raise Broken(f"the answer {answer[:60]!r} is none of the options")
    place = _place(choices, found["letter"])
    said, option = simple(found["text"]), simple(choices[place].text)
    if said != option and not (option and (said.startswith(option) or option.startswith(said))):
        raise Broken(f"the answer {answer[:60]!r} is not what stands at that letter")
    return frozenset({place})


def _place(choices: Sequence[Choice], letter: str) -> int:
    place = next((i for i, choice in enumerate(choices) if choice.letter == letter.upper()), None)
    if place is None:
        raise Broken(f"the answer is {letter}, and no option has this letter")
    return place


def simple(text: str) -> str:
    """A text without capitals and punctuation, to compare with others."""
    return _PUNCTUATION.sub(" ", text).strip().casefold() or text


def answer_in(lines: Sequence[Line]) -> tuple[list[str], list[Line]]:
    """The answers that lines name, such as `Answer: b`, and the other lines."""
    answers, rest = [], []
    waiting = False
    for line in lines:
        text = _out_of_brackets(bare(line.text))
        label, said = split_label(text)
        if not line.block and label and means(label, "key"):
            answers += [said] if said else []
            waiting = not said
        elif waiting:
            answers.append(text)
            waiting = False
        elif not line.block and (found := _UNLABELLED.fullmatch(text)):
            answers.append(found["answer"])
        else:
            rest.append(line)
    return answers, rest


def _out_of_brackets(text: str) -> str:
    return text[1:-1].strip() if text[:1] in "([" and text[-1:] in ")]" else text


_UNLABELLED = re.compile(
    r"(?:ans(?:wer)?|antwort|lösung|correct answer|richtige antwort)\.?\s*(?:is|ist|[=–-])?\s*"
    r"(?P<answer>\(?[A-Ha-h]\)?\.?)",
    re.IGNORECASE,
)
