"""An assembled exam and its materials → the jobs that print it, and the press that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from quizgen.materials import Materials
from quizgen.model import Exam, Form
from quizgen.paper.checks.secrets import secrets
from quizgen.paper.codes.page_stamp import codes
from quizgen.paper.fonts import characters
from quizgen.paper.fonts.subsets import typeset
from quizgen.paper.layout.job import Job, Press
from quizgen.paper.outlines.outline import Outliner
from quizgen.paper.styles import style
from quizgen.paper.styles.own_files import own_files
from quizgen.paper.views import marking, media
from quizgen.paper.views.asset import Asset
from quizgen.paper.views.candidate import paper, version_of
from quizgen.paper.views.content import Content
from quizgen.paper.views.plan import guide_plan, key_plan, paper_plan
from quizgen.paper.views.view import PaperView, Sheet

KEY_PATH = "key.pdf"

FORMS_IN_A_FILE = 40
"""So many keys at most are laid out in one file: memory grows with a document's pages."""


def press(exam: Exam, materials: Materials) -> Press:
    """What all documents of the exam share."""
    theme = materials.theme
    sheet = Content(exam, materials).sheet
    fonts = typeset(characters.shown(exam, theme), theme.fonts)
    ours = (style.font_style(fonts), theme.templates["paper/paper.css"], style.page_style(sheet))
    return Press(
        templates=dict(theme.templates),
        style="\n".join(ours),
        own_style=theme.style,
        assets=(*map(style.font_file, fonts.faces), *_pictures(exam, materials)),
        own_files=own_files(theme),
        memory=materials.printing.memory,
    )


def jobs(exam: Exam, materials: Materials) -> tuple[Job, ...]:
    """The documents of the exam: a paper for each form, the keys, the marking guide."""
    content = Content(exam, materials)
    return (*papers(content, exam.forms), *for_markers(content))


def for_markers(content: Content) -> tuple[Job, ...]:
    """The keys and the marking guide."""
    return (*keys(content, content.exam.forms), guide(content))


def _pictures(exam: Exam, materials: Materials) -> tuple[Asset, ...]:
    return (
        *map(media.formula_image, materials.formulas.values()),
        *map(media.picture_image, exam.pictures.values()),
    )


def papers(content: Content, forms: Iterable[Form]) -> Iterator[Job]:
    """The papers of these forms, each laid out by itself."""
    hidden, outliner = secrets(content.exam), Outliner(content)
    for form in forms:
        view = paper(form, content)
        yield Job(
            path=paper_path(form),
            template="paper/paper.html.j2",
            title=paper_title(form, content),
            context={"paper": view, "sheet": view.sheet, "labels": view.sheet.labels},
            running=running(view.sheet, style.text(whose(view))),
            plan=paper_plan(view, (asked.question for asked in form.questions), hidden),
            seconds=seconds(content, len(tuple(form.questions))),
            place=content.exam.blueprint.place,
            code=codes(content.exam, form),
            numbers=tuple(use.question for use in outliner.outline(form)),
        )


def keys(content: Content, forms: Sequence[Form]) -> Iterator[Job]:
    """The keys of these forms, laid out as a whole; neighbours stand in one file."""
    for part in _neighbours(content.exam.forms, forms):
        view = marking.keys(part, content)
        yield Job(
            path=_key_path(part, content.exam.forms),
            template="paper/key.html.j2",
            title=key_title(content),
            context={"key": view, "sheet": view.sheet, "labels": view.sheet.labels},
            running=running(view.sheet, "string(whose)"),
            plan=key_plan(view, part),
            seconds=seconds(content, sum(len(form.rows) for form in view.forms)),
            place=content.exam.blueprint.place,
        )


def _neighbours(forms: Sequence[Form], chosen: Sequence[Form]) -> Iterator[tuple[Form, ...]]:
    """The chosen ones of all forms, together where no other stands between them."""
    wanted = {form.label for form in chosen}
    for chosen_here, run in groupby(forms, lambda form: form.label in wanted):
        part = tuple(run) if chosen_here else ()
        for start in range(0, len(part), FORMS_IN_A_FILE):
            yield part[start : start + FORMS_IN_A_FILE]


def _key_path(part: Sequence[Form], forms: Sequence[Form]) -> str:
    if len(part) == len(forms):
        return KEY_PATH
    ends = dict.fromkeys((part[0].label, part[-1].label))
    return f"key-{'-'.join(ends)}.pdf"


def guide(content: Content) -> Job:
    """The marking guide."""
    view = marking.guide(content)
    return Job(
        path="marking-guide.pdf",
        template="paper/guide.html.j2",
        title=f"{view.sheet.title} – {content.labels['marking_guide']}",
        context={"guide": view, "sheet": view.sheet, "labels": view.sheet.labels},
        running=running(view.sheet, style.text("")),
        plan=guide_plan(view, content.exam),
        seconds=seconds(content, len(view.questions)),
        place=content.exam.blueprint.place,
    )


def seconds(content: Content, questions: int) -> int:
    """The time allowed for a document with so many of them."""
    return content.materials.printing.seconds + questions


def running(sheet: Sheet, whose: str) -> str:
    """What runs in the margins: the title, whose paper it is (a CSS `content`), page n of m."""
    return style.running_style(style.text(sheet.title), whose, style.page_count(sheet.labels))


def whose(paper: PaperView) -> str:
    """Whose paper it is: a candidate's, or a version."""
    candidate = paper.candidate
    return f"{candidate.name} · {candidate.id}" if candidate else paper.version


def paper_path(form: Form) -> str:
    """The name of a paper's file."""
    return f"paper-{form.label}.pdf" if form.label else "paper.pdf"


def key_title(content: Content) -> str:
    """The title of a file of keys."""
    return f"{content.exam.blueprint.title} – {content.labels['key']}"


def paper_title(form: Form, content: Content) -> str:
    """The title of a paper's file: that of the exam, and the version."""
    return " – ".join(filter(None, (content.exam.blueprint.title, version_of(form, content))))
