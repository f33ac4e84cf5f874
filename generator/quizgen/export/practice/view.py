"""An exam → what the page to practise with shows, as plain data with texts in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup as Html

from quizgen.export.lms import remarks
from quizgen.export.lms.words import number
from quizgen.export.page.content import Content
from quizgen.export.practice import shares
from quizgen.labels import labels
from quizgen.markup.answers import answer_tells_more
from quizgen.markup.plain import one_line
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.paper.views import marking
from quizgen.paper.views.words import Labels, points

LONGEST_PLAIN = 60
"""Characters of an entry in a menu; beside its letter the whole of it stands above."""


_NONE = Html()


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option: what picking it earns, as a share of the points, and where it is pinned."""

    html: Html
    right: bool
    share: str
    feedback: Html
    pin: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry; `plain` is what a menu may show of it, "" where it is more than words."""

    html: Html
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question; `key` is what the page's script marks by, `solution` what people read."""

    id: str
    kind: str
    language: str
    points: str
    worth: str
    cue: str
    stem: Html
    hints: tuple[Html, ...]
    explanation: Html
    key: Mapping[str, object] = field(default_factory=dict)
    solution: Html = _NONE
    multiple: bool = False
    options: tuple[OptionView, ...] = ()
    prompts: tuple[Html, ...] = ()
    entries: tuple[EntryView, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PageView:
    """The whole page."""

    title: str
    course: str
    questions: tuple[QuestionView, ...]


def page_view(content: Content, asked: Iterable[Asked]) -> PageView:
    """The page of these questions."""
    blueprint = content.exam.blueprint
    views = tuple(_question(each, f"q{i}", content) for i, each in enumerate(asked, start=1))
    return PageView(blueprint.title, blueprint.course, views)


def solution_of(question: Open) -> Markup:
    """What an answer in own words is compared with: the model answer and the rubric."""
    rubric = remarks.rubric(question)
    if not rubric:
        return question.answer
    labelled = remarks.labelled("rubric", question.language, rubric)
    return question.answer + labelled if answer_tells_more(question) else rubric


def _question(asked: Asked, id: str, content: Content) -> QuestionView:
    question = asked.question
    language = content.exam.blueprint.language
    make, cue = _KINDS[type(question)]
    several = isinstance(question, Choice) and question.multiple
    words = labels(language)
    common: dict[str, object] = {
        "id": id,
        "kind": question.kind,
        "language": question.language,
        "points": points(asked.points, words.print),
        "worth": number(asked.points),
        "cue": words.print["several"] if several else words.practice[cue],
        "stem": content.blocks(question.stem),
        "hints": tuple(map(content.blocks, question.hints)),
        "explanation": content.blocks(remarks.general_feedback(question)),
    }
    return QuestionView(**{**common, **make(asked, content)})  # type: ignore[arg-type]


_Made = Mapping[str, object]


def _choice(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, Choice)
    graded = zip(question.options, shares.of_options(question, asked.wrong), strict=True)
    options = tuple(
        OptionView(
            html=content.inline(option.text),
            right=option.right,
            share=share,
            feedback=content.blocks(option.feedback),
            pin=option.pin,
        )
        for option, share in graded
    )
    key = {"multiple": question.multiple}
    return {"multiple": question.multiple, "options": options, "key": key}


def _truefalse(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, TrueFalse)
    word = _words(content)["true" if question.answer else "false"]
    key = {"answer": question.answer, "wrong": number(asked.wrong)}
    return {"key": key, "solution": _plain(word)}


def _short(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    key = {"answers": _parts(question.answers), "case": question.case}
    return {"key": key, "solution": _plain(marking.patterns(question.answers))}


def _numeric(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, Numeric)
    key = {"low": number(question.low), "high": number(question.high), "unit": question.unit}
    shown = _plain(marking.value(question, _words(content)))
    return {"key": key, "unit": question.unit, "solution": shown}


def _matching(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, Matching)
    entries = question.entries
    pairs = [(content.inline(pair.left), content.inline(pair.right)) for pair in question.pairs]
    rows = Html().join(Html("<tr><td>{}</td><td>{}</td></tr>").format(*pair) for pair in pairs)
    return {
        "prompts": tuple(left for left, _ in pairs),
        "entries": tuple(_entry(entry, content) for entry in entries),
        "key": {"pairs": [entries.index(pair.right) for pair in question.pairs]},
        "solution": Html("<table>{}</table>").format(rows),
    }


def _entry(entry: Markup, content: Content) -> EntryView:
    rich = any(node.kind in {"formula", "formula_block", "image"} for node in walk(entry))
    return EntryView(content.inline(entry), "" if rich else one_line(entry, LONGEST_PLAIN))


def _ordering(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, Ordering)
    entries = tuple(_entry(entry, content) for entry in question.entries)
    lines = Html().join(Html("<li>{}</li>").format(entry.html) for entry in entries)
    return {"entries": entries, "solution": Html("<ol>{}</ol>").format(lines)}


def _gaps(asked: Asked, content: Content) -> _Made:
    question = asked.question
    assert isinstance(question, Gaps)
    shown = (_plain(marking.patterns(gap.answers)) for gap in question.gaps)
    lines = Html().join(Html("<li>{}</li>").format(line) for line in shown)
    return {
        "stem": content.blocks(question.stem, gap=_field(question, content)),
        "key": {"gaps": [_parts(gap.answers) for gap in question.gaps], "case": question.case},
        "solution": Html("<ol>{}</ol>").format(lines),
    }


def _field(question: Gaps, content: Content) -> Callable[[int], str]:
    """Where a gap is filled."""
    name = labels(content.exam.blueprint.language).practice["gap"]

    def field(number: int) -> str:
        hint = question.gaps[number].hint
        shown = f' <span class="gap-hint">({escape(hint)})</span>' if hint else ""
        return (
            f'<span class="gap" data-gap="{number}"><input type="text" autocomplete="off"'
            f' autocapitalize="off" spellcheck="false" size="12"'
            f' aria-label="{escape(name.format(number=number + 1))}">'
            f'<span class="mark"></span></span>{shown}'
        )

    return field


def _open(asked: Asked, content: Content) -> _Made:
    assert isinstance(asked.question, Open)
    return {"solution": content.blocks(solution_of(asked.question))}


def _parts(answers: tuple[Pattern, ...]) -> list[list[str]]:
    return [list(answer.parts) for answer in answers]


def _plain(text: str) -> Html:
    return Html(escape(text))


def _words(content: Content) -> Labels:
    return labels(content.exam.blueprint.language).print


_KINDS: Mapping[type[Question], tuple[Callable[[Asked, Content], _Made], str]] = {
    Choice: (_choice, "choose_one"),
    TrueFalse: (_truefalse, "choose_one"),
    ShortAnswer: (_short, "write"),
    Numeric: (_numeric, "write"),
    Matching: (_matching, "match"),
    Ordering: (_ordering, "order"),
    Gaps: (_gaps, "fill"),
    Open: (_open, "write"),
}
