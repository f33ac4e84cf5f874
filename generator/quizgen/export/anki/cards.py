"""A question as asked → the fields of its note; one function for each kind, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from quizgen.export.anki import order
from quizgen.export.anki.media import STYLE, cloze, inert
from quizgen.export.lms import remarks
from quizgen.export.lms.media import gap_mark
from quizgen.labels import labels
from quizgen.markup.answers import answer_tells_more
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.paper.views import marking
from quizgen.paper.views.words import Labels, percent, points

RIGHT = "✓"
"""What stands before the right options on the back."""

BLANK = "____"

Fields = Mapping[str, str]
_Pictures = Mapping[str, Picture]


@dataclass(frozen=True, slots=True)
class Maker:
    """Writes the texts of a question as HTML, with the printed words of its language."""

    pictures: _Pictures
    words: Labels

    def rich(self, markup: Markup) -> str:
        """A passage of its own."""
        return STYLE.rich(markup, self.pictures).html.strip()

    def inline(self, markup: Markup) -> str:
        """A passage in a line, a list or a cell."""
        return STYLE.inline(markup, self.pictures).html.strip()

    def listed(self, texts: Iterable[Markup], kind: str = "1") -> str:
        """A numbered (1) or lettered (A) list."""
        lines = "".join(f"<li>{self.inline(text)}</li>" for text in texts)
        return f'<ol type="{kind}">{lines}</ol>'


def fields(asked: Asked, pictures: _Pictures) -> Fields:
    """What stands in each field of the note; fields that are not named are empty."""
    question = asked.question
    maker = Maker(pictures, labels(question.language).print)
    common = {
        "Hint": "".join(map(maker.rich, question.hints)),
        "Points": points(asked.points, maker.words) if asked.points != 1 else "",
        "Explanation": maker.rich(explanation(question)),
    }
    found = {name: inert(html) for name, html in common.items()}
    return {**found, **_KINDS[type(question)](question, maker)}


def answer(question: Open) -> Markup:
    """The model answer, or the rubric where that says the same."""
    tells_more = answer_tells_more(question) or not question.rubric
    return question.answer if tells_more else remarks.rubric(question)


def explanation(question: Question) -> Markup:
    """What helps to understand: the rubric, where the answer is not made of it, and all notes."""
    rubric = remarks.rubric(question)
    if not rubric or (isinstance(question, Open) and not answer_tells_more(question)):
        return remarks.general_feedback(question)
    labelled = remarks.labelled("rubric", question.language, rubric)
    return labelled + remarks.general_feedback(question)


def credit(option: Option, words: Labels) -> str:
    """What an option earns that is neither right nor wrong, in words."""
    if option.credit is None:
        return ""
    return words["credit"].format(share=percent(option.credit, words))


def _question(
    question: Question, maker: Maker, choices: str, answer: str, typed: str = ""
) -> Fields:
    found = {"Question": maker.rich(question.stem), "Choices": choices, "Answer": answer}
    return {name: inert(html) for name, html in {**found, "Typed": escape(typed)}.items()}


def _cue(words: str) -> str:
    return f'<p class="cue">{escape(words)}</p>'


def _choice(question: Question, maker: Maker) -> Fields:
    assert isinstance(question, Choice)
    options = order.options(question)
    cue = _cue(maker.words["several"]) if question.multiple else ""
    choices = cue + maker.listed((option.text for option in options), "A")
    marked = "".join(_marked(option, maker) for option in options)
    return _question(question, maker, choices, f'<ol type="A">{marked}</ol>')


def _marked(option: Option, maker: Maker) -> str:
    """An option on the back, with its feedback."""
    mark = f'<li class="right">{RIGHT} ' if option.right else '<li class="wrong">'
    share = credit(option, maker.words)
    earned = f' <span class="credit">({escape(share)})</span>' if share else ""
    feedback = maker.rich(option.feedback)
    more = f'<div class="feedback">{feedback}</div>' if feedback else ""
    return f"{mark}{maker.inline(option.text)}{earned}{more}</li>"


def _truefalse(question: Question, maker: Maker) -> Fields:
    assert isinstance(question, TrueFalse)
    words = maker.words
    cue = _cue(f"{words['true']} / {words['false']}?")
    return _question(question, maker, cue, escape(words["true" if question.answer else "false"]))


def _short(question: Question, maker: Maker) -> Fields:
    """What is typed is compared with the first answer, unless that has wildcards."""
    assert isinstance(question, ShortAnswer)
    first = question.answers[0]
    typed = "" if first.wild else str(first)
    return _question(question, maker, "", escape(marking.patterns(question.answers)), typed)


def _numeric(question: Question, maker: Maker) -> Fields:
    """Not compared letter by letter, since numbers near the right one are right as well."""
    assert isinstance(question, Numeric)
    cue = _cue(f"{BLANK} {question.unit}") if question.unit else ""
    return _question(question, maker, cue, escape(marking.value(question, maker.words)))


def _matching(question: Question, maker: Maker) -> Fields:
    assert isinstance(question, Matching)
    left = maker.listed(pair.left for pair in question.pairs)
    right = maker.listed(order.entries(question.entries), "A")
    rows = "".join(
        f"<tr><td>{maker.inline(pair.left)}</td><td>{maker.inline(pair.right)}</td></tr>"
        for pair in question.pairs
    )
    return _question(question, maker, left + right, f'<table class="pairs">{rows}</table>')


def _ordering(question: Question, maker: Maker) -> Fields:
    assert isinstance(question, Ordering)
    shown = "".join(f"<li>{maker.inline(text)}</li>" for text in order.entries(question.entries))
    choices = f"{_cue(maker.words['order'])}<ul>{shown}</ul>"
    right = "".join(f"<li>{maker.inline(text)}</li>" for text in question.entries)
    return _question(question, maker, choices, f'<ol class="order">{right}</ol>')


def _gaps(question: Question, maker: Maker) -> Fields:
    """Each gap is asked on a card of its own, with the others filled."""
    assert isinstance(question, Gaps)
    html = inert(maker.rich(question.stem))
    for number, gap in enumerate(question.gaps):
        filled = cloze(number + 1, str(gap.answers[0]), gap.hint)
        html = html.replace(gap_mark(number), filled)
    more = "".join(
        f'<li value="{number}">{escape(marking.patterns(gap.answers))}</li>'
        for number, gap in enumerate(question.gaps, start=1)
        if len(gap.answers) > 1
    )
    return {"Text": html, "Accepted": inert(f'<ol class="accepted">{more}</ol>') if more else ""}


def _open(question: Question, maker: Maker) -> Fields:
    assert isinstance(question, Open)
    return _question(question, maker, "", maker.rich(answer(question)))


_KINDS: Mapping[type[Question], Callable[[Question, Maker], Fields]] = {
    Choice: _choice,
    TrueFalse: _truefalse,
    ShortAnswer: _short,
    Numeric: _numeric,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Open: _open,
}
