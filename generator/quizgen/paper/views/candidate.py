"""A form of an exam → what its candidate sees: the one place where keys are left behind."""

from __future__ import annotations

from decimal import Decimal
from math import ceil

from quizgen.assemble.labels import letter
from quizgen.markup.plain import plain
from quizgen.model import (
    Asked,
    Choice,
    Form,
    FormSection,
    Markup,
    Matching,
    Numeric,
    Open,
    TrueFalse,
)
from quizgen.paper.views.answer_sheet import answer_sheet
from quizgen.paper.views.content import Content
from quizgen.paper.views.view import (
    CandidateView,
    Entry,
    Mark,
    PaperView,
    QuestionView,
    SectionView,
)
from quizgen.paper.views.words import number, percent, points

MOST_MARKS = 12
"""So many questions at most have a column each in the table of points; beyond, sections have."""

PAGE_WIDTH = 480
"""Points between the margins, on A4 and Letter."""

FEWEST_LINES, MOST_LINES = 3, 20
LINES_A_POINT = 2
CHARACTERS_A_LINE = 55
"""What a hand writes on a line as wide as the page, with room to spare."""

NARROWEST = 40
"""Percent of the width that either column of a matching has at least."""


def paper(form: Form, content: Content) -> PaperView:
    """The paper of a form, without anything that tells a right answer."""
    sections = tuple(_section(section, content) for section in form.sections)
    marks = marks_of(form, content)
    candidate = form.candidate
    wants_sheet = content.exam.blueprint.paper.answer_sheet
    return PaperView(
        sheet=content.sheet,
        version=version_of(form, content),
        candidate=CandidateView(candidate.id, candidate.name) if candidate else None,
        points=points(form.points, content.labels),
        total=number(form.points, content.labels),
        instructions=content.blocks(content.exam.blueprint.instructions),
        marks=marks,
        marks_width=_marks_width(marks, content),
        sections=sections,
        answer_sheet=answer_sheet(form, content.labels) if wants_sheet else None,
    )


def version_of(form: Form, content: Content) -> str:
    """Such as "Version A", where there are several and none is anybody's own."""
    exam = content.exam
    # Where a single form is printed again, it is still one of several.
    several = max(len(exam.forms), exam.blueprint.forms) > 1
    label = content.labels["version"].format(label=form.label)
    return label if several and not form.candidate else ""


def _section(section: FormSection, content: Content) -> SectionView:
    total = sum((asked.points for asked in section.questions), Decimal(0))
    return SectionView(
        title=section.title,
        points=points(total, content.labels),
        instructions=content.blocks(section.instructions),
        notice=notice_of(section, content),
        questions=tuple(_question(asked, content) for asked in section.questions),
    )


def notice_of(section: FormSection, content: Content) -> str:
    """What a wrong choice costs, where it costs anything: in points if that is the same for all."""
    fined = [asked for asked in section.questions if asked.wrong and _is_picked(asked)]
    shares = {asked.wrong for asked in fined}
    costs = {-asked.wrong * asked.points for asked in fined}
    labels = content.labels
    if len(costs) == 1:
        return labels["each_wrong_points"].format(points=points(costs.pop(), labels))
    shown = "/".join(percent(-share, labels) for share in sorted(shares, reverse=True))
    return labels["each_wrong_share"].format(share=shown) if shares else ""


def _is_picked(asked: Asked) -> bool:
    return isinstance(asked.question, Choice | TrueFalse)


def _question(asked: Asked, content: Content) -> QuestionView:
    question = asked.question
    return QuestionView(
        number=str(asked.number),
        kind=question.kind,
        language=question.language,
        points=points(asked.points, content.labels),
        stem=content.blocks(question.stem, question),
        multiple=isinstance(question, Choice) and question.multiple,
        options=_options(asked, content),
        prompts=_prompts(asked, content),
        unit=question.unit if isinstance(question, Numeric) else "",
        lines=_lines(question, asked.points, content) if isinstance(question, Open) else 0,
        prompts_width=_prompts_width(asked),
    )


def _options(asked: Asked, content: Content) -> tuple[Entry, ...]:
    texts = [option.text for option in asked.options] or asked.entries
    return tuple(Entry(letter(i), content.inline(text)) for i, text in enumerate(texts))


def _prompts(asked: Asked, content: Content) -> tuple[Entry, ...]:
    question = asked.question
    pairs = question.pairs if isinstance(question, Matching) else ()
    return tuple(Entry(str(i), content.inline(pair.left)) for i, pair in enumerate(pairs, start=1))


def _lines(question: Open, worth: Decimal, content: Content) -> int:
    """Room for an answer in own words: half as much again as the model answer fills, or the rubric,
    and at least two lines for each point."""
    width = CHARACTERS_A_LINE // content.sheet.layout.columns
    rubric = tuple(node for criterion in question.rubric for node in criterion.text)
    filled = max(_filled(question.answer, width), _filled(rubric, width))
    return max(FEWEST_LINES, min(MOST_LINES, ceil(max(filled * 1.5, float(worth * LINES_A_POINT)))))


def _filled(markup: Markup, width: int) -> int:
    return sum(ceil(len(line) / width) for line in plain(markup).split("\n"))


def _prompts_width(asked: Asked) -> int:
    """Percent of the width for the left entries of a matching, by the lengths of the longest."""
    question = asked.question
    if not isinstance(question, Matching):
        return 50
    left = max(len(plain(pair.left)) for pair in question.pairs)
    right = max(len(plain(entry)) for entry in asked.entries)
    share = round(20 * left / max(1, left + right)) * 5
    return max(NARROWEST, min(100 - NARROWEST, share))


def marks_of(form: Form, content: Content) -> tuple[Mark, ...]:
    """The columns of the table of points: a question each, or a section each, or none."""
    labels = content.labels
    asked = tuple(form.questions)
    if len(asked) <= MOST_MARKS:
        return tuple(Mark(str(a.number), number(a.points, labels)) for a in asked)
    if not 1 < len(form.sections) <= MOST_MARKS:
        return ()
    return tuple(
        Mark(_span(section), number(sum((a.points for a in section.questions), Decimal(0)), labels))
        for section in form.sections
        if section.questions
    )


def _marks_width(marks: tuple[Mark, ...], content: Content) -> int:
    """Percent of the width: 9 em of the paper's font size for the heads, 2.8 em for each column."""
    needed = (9 + Decimal("2.8") * len(marks)) * content.exam.blueprint.paper.font_size
    return min(100, round(100 * needed / PAGE_WIDTH))


def _span(section: FormSection) -> str:
    first, last = section.questions[0].number, section.questions[-1].number
    return str(first) if first == last else f"{first}–{last}"
