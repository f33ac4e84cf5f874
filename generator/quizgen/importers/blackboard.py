"""The tab-separated text of Blackboard's question upload → its questions.

The form is that of Blackboard's help, "Upload questions": a question in each line, the kind first, no
headings; texts may hold HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer
from quizgen.importers.shared import text
from quizgen.importers.shared.fields import Fields
from quizgen.model import (
    Choice,
    Gap,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

_LOOKED_AT = 20
_VARIABLE = re.compile(r"\[(?P<name>[^\[\]<>]{1,100})\]")
_OURS = re.compile(r"g\d+")
_MARKS = {"correct": True, "incorrect": False}
_OTHERS = {
    "OP": "opinion scales",
    "JUMBLED_SENTENCE": "jumbled sentences",
    "QUIZ_BOWL": "quiz bowl questions",
    "FIL": "questions answered with a file",
}


def _recognises(file: File) -> bool:
    lines = text.start(file, 20_000).split("\n")[:_LOOKED_AT]
    filled = [line for line in lines if line.strip()]
    kinds = [_kind(line) for line in filled if "\t" in line]
    known = [kind for kind in kinds if kind in _READERS or kind in _OTHERS]
    return bool(known) and len(known) == len(kinds) and 2 * len(known) >= len(filled)


def _read(file: File) -> Imported:
    words, found = text.opened(file, "save it as tab-delimited text")
    for number, line in enumerate(words.split("\n"), start=1):
        if line.strip():
            found.at(number)
            _read_line(line, found)
    text.require_entries(found)
    return found.imported()


def _read_line(line: str, found: Gathering) -> None:
    kind, cells = _kind(line), [cell.strip() for cell in line.split("\t")[1:]]
    if kind in _OTHERS:
        found.warn(f"{_OTHERS[kind]} are none of our kinds: it is kept as a note")
        found.keep(line)
        return
    while cells and not cells[-1]:
        cells.pop()
    try:
        found.add(_question(kind, [_unquoted(cell) for cell in cells], found))
    except NoQuestion as why:
        found.give_up(why, line)


def _kind(line: str) -> str:
    return line.partition("\t")[0].strip(' "').upper()


def _unquoted(cell: str) -> str:
    """A cell as spreadsheets write it that hold quotation marks: "so ""called"" waves"."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
        return cell[1:-1].replace('""', '"')
    return cell


def _question(kind: str, cells: list[str], found: Gathering) -> Question:
    if kind not in _READERS:
        known = ", ".join(_READERS)
        raise Broken(f"it begins with “{kind[:20]}”, which is no kind", f"known are: {known}")
    if not cells or not cells[0]:
        raise Broken("it has no question", "fill it in, or delete the line")
    return _READERS[kind](Fields(found), cells[0], cells[1:])


def _pairs(cells: list[str], what: str) -> Iterator[tuple[str, str]]:
    if len(cells) % 2 or not cells:
        raise Broken(f"it has an odd number of fields: {what}", "divide the fields with tabs")
    return zip(cells[::2], cells[1::2], strict=True)


def _choice(fields: Fields, stem: str, cells: list[str], several: bool = False) -> Question:
    options = []
    for option, mark in _pairs(cells, "each option is followed by correct or incorrect"):
        if mark.lower() not in _MARKS:
            raise Broken(f"“{mark[:40]}” is neither correct nor incorrect", "write one of them")
        options.append(Option(text=fields.passage(option), right=_MARKS[mark.lower()]))
    if not any(option.right for option in options):
        raise Broken("no option is marked as correct", "write correct behind the right one")
    several = several or sum(option.right for option in options) > 1
    return Choice(id="", stem=fields.passage(stem), options=tuple(options), multiple=several)


def _several(fields: Fields, stem: str, cells: list[str]) -> Question:
    return _choice(fields, stem, cells, several=True)


def _truefalse(fields: Fields, stem: str, cells: list[str]) -> Question:
    said = cells[0].lower() if len(cells) == 1 else ""
    if said not in ("true", "false"):
        raise Broken(f"“{' '.join(cells)[:40]}” is neither true nor false", "write true or false")
    return TrueFalse(id="", stem=fields.passage(stem), answer=said == "true")


def _short(fields: Fields, stem: str, cells: list[str]) -> Question:
    answers = tuple(Pattern((cell,)) for cell in cells if cell)
    if not answers:
        raise Broken("it has no answer", "write the accepted answers behind it")
    return ShortAnswer(id="", stem=fields.passage(stem), answers=answers)


def _numeric(fields: Fields, stem: str, cells: list[str]) -> Question:
    try:
        value, tolerance = (*map(Decimal, cells[:2]), Decimal(0))[:2]
    except (InvalidOperation, ValueError):
        raise Broken(f"“{' '.join(cells[:2])[:40]}” is no number", "write it in digits") from None
    if not (value.is_finite() and tolerance.is_finite()) or not 1 <= len(cells) <= 2:
        raise Broken("it has not one number and a tolerance", "write: number, tab, tolerance")
    return Numeric(id="", stem=fields.passage(stem), value=value, tolerance=abs(tolerance))


def _matching(fields: Fields, stem: str, cells: list[str]) -> Question:
    both = _pairs(cells, "each entry is followed by what it matches")
    pairs = tuple(Pair(fields.passage(left), fields.passage(right)) for left, right in both)
    return Matching(id="", stem=fields.passage(stem), pairs=pairs)


def _ordering(fields: Fields, stem: str, cells: list[str]) -> Question:
    if len(cells) < 2:
        raise Broken("it has fewer than two entries to order", "divide them with tabs")
    entries = tuple(map(fields.passage, cells))
    return Ordering(id="", stem=fields.passage(stem), entries=entries)


def _gaps(fields: Fields, stem: str, cells: list[str]) -> Question:
    """The variables stand in brackets in the text; fields that are empty divide their answers."""
    answers = _variables(cells)
    named = [match["name"] for match in _VARIABLE.finditer(stem) if match["name"] in answers]
    missing = [name for name in answers if name not in named]
    if missing or not named:
        shown = missing[0] if missing else "variables"
        raise Broken(f"[{shown}] does not stand in its text", "write it where the gap is")
    if any(named.count(name) > 1 for name in named):
        raise Broken("a gap stands twice in its text", "give each gap a name of its own")
    ours = all(map(_OURS.fullmatch, named))
    hints: dict[str, str] = {}
    holed = fields.holed(stem, [f"[{name}]" for name in named], hints if ours else None)
    gaps = tuple(Gap(answers[name], hints.get(f"[{name}]", "")) for name in named)
    if not all(gap.answers for gap in gaps):
        raise Broken("a gap has no answer", "write the answers behind the name of the gap")
    return Gaps(id="", stem=holed, gaps=gaps)


def _variables(cells: list[str]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, tuple[Pattern, ...]] = {}
    name = ""
    for cell in cells:
        if not cell:
            name = ""
        elif name:
            found[name] += (Pattern((cell,)),)
        else:
            name = cell
            if name in found:
                raise Broken(f"the gap [{name}] is there twice", "name each gap once")
            found[name] = ()
    return found


def _open(fields: Fields, stem: str, cells: list[str]) -> Question:
    return Open(id="", stem=fields.passage(stem), answer=fields.passage(" ".join(cells[:1])))


_READERS: Mapping[str, Callable[[Fields, str, list[str]], Question]] = {
    "MC": _choice,
    "MA": _several,
    "TF": _truefalse,
    "FIB": _short,
    "FIB_PLUS": _gaps,
    "NUM": _numeric,
    "MAT": _matching,
    "ORD": _ordering,
    "ESS": _open,
    "SR": _open,
}

BLACKBOARD = Importer("blackboard", "tab-separated questions of Blackboard", _recognises, _read)
