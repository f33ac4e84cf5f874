"""What a content type of H5P shows → questions; a function for each type.

The fields are those of the semantics.json of each type (https://github.com/h5p).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import unescape
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.h5p.contents import Params
from quizgen.importers.h5p.fields import (
    Reader,
    entries,
    feedback,
    fields,
    notes_of,
    strings,
    without,
)
from quizgen.importers.shared.gaps import gap, sign, with_gaps
from quizgen.importers.shared.remarks import apart
from quizgen.importers.shared.text import paragraph
from quizgen.markup.plain import one_line
from quizgen.model import (
    Choice,
    Criterion,
    Gap,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
)

_STARS = re.compile(r"\*([^*]+)\*")
_TAGS = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"[-+\u2212]?\d{1,100}(?:[.,]\d{1,100})?")
_COMMENTS = re.compile(r"\\[+-][^\\]*")
_NO_KEYWORD = "…"


def questions(library: str, params: Params, reader: Reader) -> Iterator[Question]:
    """The questions of a content; raises Broken where its key is not certain."""
    yield from KINDS[library](params, reader)


def _choice(params: Params, reader: Reader) -> Iterator[Question]:
    options = tuple(_option(each, reader) for each in entries(params, "answers"))
    if not any(option.right for option in options):
        raise Broken("no option is right", "mark one as correct")
    kind = fields(params, "behaviour").get("type", "auto")
    several = sum(option.right for option in options) > 1
    yield Choice(
        id="",
        stem=reader.stem(params, "question"),
        options=options,
        multiple=several or kind == "multi",
        notes=feedback(params, reader),
    )


def _option(answer: Any, reader: Reader) -> Option:
    told = fields(answer, "tipsAndFeedback")
    text = reader.text(answer if isinstance(answer, dict) else {}, "text")
    if not text:
        raise Broken("an option is empty", "write its text")
    if one_line(reader.text(told, "tip")):
        reader.warn(f"the tip of an option is left out: {one_line(reader.text(told, 'tip'))}")
    return Option(
        text=text,
        right=answer.get("correct") is True,
        feedback=reader.text(told, "chosenFeedback"),
    )


def _truefalse(params: Params, reader: Reader) -> Iterator[Question]:
    right = params.get("correct")
    if right not in ("true", "false"):
        raise Broken("it does not say whether its statement is true", "set the correct answer")
    behaviour = fields(params, "behaviour")
    names = ("feedbackOnCorrect", "feedbackOnWrong")
    told = dict.fromkeys(behaviour[name] for name in names if behaviour.get(name))
    notes = tuple(note for text in told for note in notes_of(str(text), reader))
    stem = reader.stem(params, "question")
    yield TrueFalse(id="", stem=stem, answer=right == "true", notes=notes)


def _blanks(params: Params, reader: Reader) -> Iterator[Question]:
    task = without(reader.text(params, "text"), "fill") + reader.picture(params)
    source, gaps = _gapped("\n".join(strings(params, "questions")))
    text = reader.html(source)
    case = fields(params, "behaviour").get("caseSensitive", True) is True
    common: dict[str, Any] = {"id": "", "notes": feedback(params, reader, apart=True)}
    around = one_line(text).replace(sign(0), "").strip()
    if (
        len(gaps) == 1
        and one_line(task)
        and (not around or (_is_number(gaps[0]) and " " not in around))
    ):
        hints = (paragraph(gaps[0].hint),) if gaps[0].hint else ()
        yield _written(gaps[0], around, case, {**common, "stem": task, "hints": hints})
        return
    stem = with_gaps(task + text, len(gaps))
    yield Gaps(**common, stem=stem, gaps=tuple(gaps), case=case)


def _written(hole: Gap, unit: str, case: bool, given: dict[str, Any]) -> Question:
    if _is_number(hole):
        value = Decimal(_point(str(hole.answers[0])))
        return Numeric(**given, value=value, unit=unit)
    return ShortAnswer(**given, answers=hole.answers, case=case)


def _is_number(hole: Gap) -> bool:
    """Whether its answers are one number, whichever sign its places stand behind."""
    answers = [str(answer) for answer in hole.answers]
    return all(map(_NUMBER.fullmatch, answers)) and len(set(map(_point, answers))) == 1


def _point(text: str) -> str:
    return text.replace(",", ".").replace("\u2212", "-")


def _gapped(html: str) -> tuple[str, list[Gap]]:
    """The HTML with signs for its gaps, and these; raises Broken where there are none."""
    gaps: list[Gap] = []

    def made(found: re.Match[str]) -> str:
        gaps.append(_gap(_COMMENTS.sub("", found[1])))
        return sign(len(gaps) - 1)

    source = _STARS.sub(made, html)
    if not gaps:
        raise Broken("it has no gap", "put what is to be filled in between stars: *word*")
    return source, gaps


def _gap(inside: str) -> Gap:
    answers, _, tip = _TAGS.sub("", inside).partition(":")
    return gap([unescape(answer) for answer in answers.split("/")], unescape(tip))


def _drag(params: Params, reader: Reader) -> Iterator[Question]:
    task = without(reader.text(params, "taskDescription"), "drag") + reader.picture(params)
    field = str(params.get("textField", ""))
    others = [words.strip() for words in _STARS.findall(str(params.get("distractors", "")))]
    notes = feedback(params, reader)
    lines = [line for line in re.split(r"\n|<br\s*/?>|</p>", field) if _TAGS.sub("", line).strip()]
    pairs = [_pair(line, reader) for line in lines]
    if one_line(task) and len(pairs) > 1 and all(pairs):
        distractors = tuple(_words(other, reader) for other in others)
        found = tuple(pair for pair in pairs if pair)
        yield Matching(id="", stem=task, pairs=found, distractors=distractors, notes=notes)
        return
    source, gaps = _gapped(field.replace("\n", "<br>"))
    shown = ", ".join(others)
    more = f"; some of them fit nowhere: {shown}" if shown else ""
    reader.warn(f"the words to drag become gaps to fill in, and are no longer shown{more}")
    stem = with_gaps(task + reader.html(source), len(gaps))
    yield Gaps(id="", stem=stem, gaps=tuple(gaps), notes=feedback(params, reader, apart=True))


def _pair(line: str, reader: Reader) -> Pair | None:
    """The pair of a line with one place at its end."""
    found = _STARS.findall(line)
    before, behind = line.partition("*")[0], line.rpartition("*")[2]
    left = _TAGS.sub("", before).strip().removesuffix(":").strip()
    if len(found) != 1 or not left or _TAGS.sub("", behind).strip(" ."):
        return None
    return Pair(_words(left, reader), _words(_COMMENTS.sub("", found[0]).partition(":")[0], reader))


def _words(html: str, reader: Reader) -> Markup:
    return reader.html(html) or paragraph("")


def _essay(params: Params, reader: Reader) -> Iterator[Question]:
    solution = fields(params, "solution")
    answer, rubric = reader.text(solution, "sample"), tuple(_criteria(params, reader))
    if not answer and not rubric:
        raise Broken("it has neither a sample solution nor keywords", "write a solution")
    told = reader.text(solution, "introduction")
    notes = apart("feedback", told)
    stem = reader.stem(params, "taskDescription")
    yield Open(id="", stem=stem, answer=answer, rubric=rubric, notes=notes)


def _criteria(params: Params, reader: Reader) -> Iterator[Criterion]:
    """The keywords that H5P would look for, as lines of a rubric."""
    for each in entries(params, "keywords"):
        keyword = each.get("keyword") if isinstance(each, dict) else None
        if isinstance(keyword, str) and keyword not in (_NO_KEYWORD, "*", ""):
            points = fields(each, "options").get("points")
            weight = Decimal(points) if isinstance(points, int) and 0 < points < 1000 else None
            yield Criterion(_words(keyword, reader), weight)


def _single_choices(params: Params, reader: Reader) -> Iterator[Question]:
    """A set of questions, whose first option is the right one."""
    for each in entries(params, "choices"):
        texts = [reader.html(answer) for answer in strings(each, "answers")]
        if len(texts) < 2 or not all(texts):
            raise Broken("a question has fewer than two options", "write them")
        options = tuple(Option(text=text, right=not i) for i, text in enumerate(texts))
        yield Choice(id="", stem=reader.stem(each, "question"), options=options)


def _dialogs(params: Params, reader: Reader) -> Iterator[Question]:
    for each in entries(params, "dialogs"):
        answer = reader.text(each, "answer")
        if not answer:
            raise Broken("a card has no back", "write it")
        yield Open(id="", stem=reader.stem(each, "text"), answer=answer)


def _flashcards(params: Params, reader: Reader) -> Iterator[Question]:
    case = params.get("caseSensitive") is True
    for each in entries(params, "cards"):
        hole = gap(unescape(_TAGS.sub("", str(each.get("answer", "")))).split("/"))
        yield _written(hole, "", case, {"id": "", "stem": reader.stem(each, "text")})


KINDS: Mapping[str, Callable[[Params, Reader], Iterator[Question]]] = {
    "H5P.MultiChoice": _choice,
    "H5P.TrueFalse": _truefalse,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag,
    "H5P.Essay": _essay,
    "H5P.SingleChoiceSet": _single_choices,
    "H5P.Dialogcards": _dialogs,
    "H5P.Flashcards": _flashcards,
}
