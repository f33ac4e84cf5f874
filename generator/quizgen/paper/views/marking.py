"""An exam → what markers need: the key of each form, and a guide to each question."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup as Html
from markupsafe import escape

from quizgen.assemble.labels import letter
from quizgen.markup.answers import answer_tells_more
from quizgen.model import (
    DERIVED,
    Asked,
    Choice,
    Criterion,
    Exam,
    Form,
    Gaps,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking_view import (
    FormKey,
    GuideView,
    KeyRow,
    KeyView,
    Line,
    OptionGuide,
    QuestionGuide,
)
from quizgen.paper.views.view import CandidateView
from quizgen.paper.views.words import Labels, number, percent, points

MOST_FORMS = 12
"""So many forms at most are listed at each question of the guide; the keys have them all."""

CAPITAL, DIGIT, BESIDE = 0.85, 0.55, 0.45
"""How wide, in em of a bold font, a letter and a digit are at most, and a comma with what is around."""


def keys(forms: tuple[Form, ...], content: Content) -> KeyView:
    """The keys of these forms."""
    return KeyView(sheet=content.sheet, forms=tuple(form_key(form, content) for form in forms))


def guide(content: Content) -> GuideView:
    """The marking guide of the whole exam."""
    exam = content.exam
    places = _places(exam)
    questions = tuple(_question(q, places[q.id], content) for q in exam.questions)
    return GuideView(sheet=content.sheet, questions=questions)


def form_key(form: Form, content: Content) -> FormKey:
    """The key of a form."""
    labels, candidate = content.labels, form.candidate
    return FormKey(
        label=labels["version"].format(label=form.label) if form.label else "",
        candidate=CandidateView(candidate.id, candidate.name) if candidate else None,
        points=points(form.points, labels),
        rows=tuple(key_row(asked, labels) for asked in form.questions),
    )


def key_row(asked: Asked, labels: Labels) -> KeyRow:
    """The row of a question in its form's key."""
    found = _codes(asked)
    return KeyRow(
        number=str(asked.number),
        answer=" ".join(found) or _short(asked, labels),
        codes=found,
        room=_room(asked),
        points=number(asked.points, labels),
        derived=labels["derived"] if DERIVED in asked.question.tags else "",
    )


def _codes(asked: Asked) -> tuple[str, ...]:
    """The right answer where it is letters or numbers of what is printed: such as "1 C," and "2 A"."""
    match asked.question:
        case Choice():
            found = [letter(k) for k in asked.key]
        case Matching():
            found = [f"{i}\u202f{letter(k)}" for i, k in enumerate(asked.key, start=1)]
        case Ordering():
            key = asked.key
            found = [str(rank + 1) for rank in sorted(range(len(key)), key=key.__getitem__)]
        case _:
            return ()
    return (*(f"{code}," for code in found[:-1]), *found[-1:])


def _room(asked: Asked) -> str:
    """How wide a code is at most, in em of a bold font, whatever the order in a form; else nothing."""
    question, count = asked.question, len(asked.order)
    match question:
        case Choice():
            widest = letter(count - 1)
        case Matching():
            widest = f"{len(question.pairs)}{letter(count - 1)}"
        case Ordering():
            widest = str(count)
        case _:
            return ""
    return f"{BESIDE + sum(DIGIT if c.isdigit() else CAPITAL for c in widest):.2f}"


def _short(asked: Asked, labels: Labels) -> str:
    """The right answer of a question as its form asks it, on one line."""
    question = asked.question
    match question:
        case Choice() | Matching() | Ordering():
            return " ".join(_codes(asked))
        case TrueFalse():
            return labels["true" if question.answer else "false"]
        case ShortAnswer():
            return patterns(question.answers)
        case Numeric():
            return value(question, labels)
        case Gaps():
            return "; ".join(patterns(gap.answers) for gap in question.gaps)
    return ""


def patterns(answers: tuple[Pattern, ...]) -> str:
    """All that is accepted, on one line."""
    return " | ".join(map(str, answers))


def value(question: Numeric, labels: Labels) -> str:
    """The right number with its tolerance or range, and its unit."""
    unit = f"\u202f{question.unit}" if question.unit else ""
    if question.is_range:
        low, high = number(question.low, labels), number(question.high, labels)
        return f"{low} … {high}{unit}"
    tolerance = f" ± {number(question.tolerance, labels)}" if question.tolerance else ""
    return f"{number(question.value, labels)}{tolerance}{unit}"


def _places(exam: Exam) -> Mapping[str, list[tuple[str, Asked]]]:
    """For each question the forms that ask it, by label."""
    places: dict[str, list[tuple[str, Asked]]] = {}
    for form in exam.forms:
        for asked in form.questions:
            places.setdefault(asked.question.id, []).append((form.label, asked))
    return places


def _question(
    question: Question, places: list[tuple[str, Asked]], content: Content
) -> QuestionGuide:
    labels = content.labels
    return QuestionGuide(
        id=question.id,
        derived=_derived(question, labels),
        kind=question.kind,
        language=question.language,
        points=points(places[0][1].points, labels),
        asked=_asked(places, content.exam, labels),
        stem=content.blocks(question.stem, question),
        options=_options(question, content),
        answers=_answers(question, content),
        rubric=tuple(_criterion(criterion, content) for criterion in question.rubric),
        notes=_notes(question, content),
    )


def _derived(question: Question, labels: Labels) -> str:
    if DERIVED not in question.tags:
        return ""
    named = question.id.startswith(question.card)  # as all are that nobody has renamed
    return labels["derived" if named else "derived_from"].format(card=question.card)


def _asked(places: list[tuple[str, Asked]], exam: Exam, labels: Labels) -> tuple[str, ...]:
    """Such as "A 3: C D": form, number and, where letters are picked, the key."""
    if len(exam.forms) > MOST_FORMS:
        return ()
    return tuple(_asked_in(form, asked, labels) for form, asked in places)


def _asked_in(form: str, asked: Asked, labels: Labels) -> str:
    shown = isinstance(asked.question, Choice | Matching | Ordering)
    key = f": {_short(asked, labels)}" if shown else ""
    return f"{form}\xa0{asked.number}{key}"


def _options(question: Question, content: Content) -> tuple[OptionGuide, ...]:
    options = question.options if isinstance(question, Choice) else ()
    return tuple(_option(option, content) for option in options)


def _option(option: Option, content: Content) -> OptionGuide:
    labels = content.labels
    credit = percent(option.credit, labels) if option.credit is not None else ""
    return OptionGuide(
        right=option.right,
        credit=labels["credit"].format(share=credit) if credit else "",
        html=content.inline(option.text),
        feedback=content.blocks(option.feedback),
    )


def _answers(question: Question, content: Content) -> tuple[Line, ...]:
    match question:
        case Matching():
            pairs = ((content.inline(p.left), content.inline(p.right)) for p in question.pairs)
            return tuple(Line("", Html("{} → {}").format(left, right)) for left, right in pairs)
        case Ordering():
            entries = enumerate(question.entries, start=1)
            return tuple(Line(str(i), content.inline(entry)) for i, entry in entries)
        case Gaps():
            gaps = enumerate(question.gaps, start=1)
            return tuple(Line(str(i), escape(patterns(gap.answers))) for i, gap in gaps)
        case Open():
            return (
                (Line("", content.blocks(question.answer)),) if answer_tells_more(question) else ()
            )
        case TrueFalse():
            return (Line("", escape(content.labels["true" if question.answer else "false"])),)
        case ShortAnswer():
            return (Line("", escape(patterns(question.answers))),)
        case Numeric():
            return (Line("", escape(value(question, content.labels))),)
    return ()


def _criterion(criterion: Criterion, content: Content) -> Line:
    worth = points(criterion.points, content.labels) if criterion.points is not None else ""
    return Line(worth, content.inline(criterion.text))


def _notes(question: Question, content: Content) -> tuple[Line, ...]:
    labels = content.labels
    hints = (Line(labels["hint"], content.blocks(hint)) for hint in question.hints)
    notes = (Line(labels[note.label], content.blocks(note.text)) for note in question.notes)
    return (*hints, *notes)
