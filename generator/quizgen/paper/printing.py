"""An assembled exam and its materials → the jobs that print it, and the press that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.materials import Materials
from quizgen.model import Exam, Form
from quizgen.paper import characters, marking, media, style
from quizgen.paper.asset import Asset
from quizgen.paper.candidate import paper, version_of
from quizgen.paper.content import Content
from quizgen.paper.fonts import typeset
from quizgen.paper.job import Job, Press
from quizgen.paper.own_files import own_files
from quizgen.paper.plan import guide_plan, key_plan, paper_plan
from quizgen.paper.secrets import secrets
from quizgen.paper.view import PaperView, Sheet

FORMS_IN_A_FILE = 40
"""So many keys at most in one file: memory grows with a document's pages."""

SECONDS, SECONDS_A_QUESTION = 40, 1
"""Time allowed for a document: ten times what a slow machine needs."""


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
    )


def jobs(exam: Exam, materials: Materials) -> tuple[Job, ...]:
    """The documents of the exam: a paper for each form, the keys, the marking guide."""
    content = Content(exam, materials)
    return (*papers(content, exam.forms), *for_markers(content))


def for_markers(content: Content) -> tuple[Job, ...]:
    """The keys and the marking guide."""
    return (*_keys(content), _guide(content))


def _pictures(exam: Exam, materials: Materials) -> tuple[Asset, ...]:
    return (
        *map(media.formula_image, materials.formulas.values()),
        *map(media.picture_image, exam.pictures.values()),
    )


def papers(content: Content, forms: Iterable[Form]) -> Iterator[Job]:
    """The papers of these forms, each laid out by itself."""
    hidden = secrets(content.exam)
    for form in forms:
        view = paper(form, content)
        yield Job(
            path=paper_path(form),
            template="paper/paper.html.j2",
            title=paper_title(form, content),
            context={"paper": view, "sheet": view.sheet, "labels": view.sheet.labels},
            running=running(view.sheet, style.text(whose(view))),
            plan=paper_plan(view, form, hidden),
            seconds=SECONDS + SECONDS_A_QUESTION * len(tuple(form.questions)),
            place=content.exam.blueprint.place,
        )


def _keys(content: Content) -> Iterator[Job]:
    forms = content.exam.forms
    for start in range(0, len(forms), FORMS_IN_A_FILE):
        part = forms[start : start + FORMS_IN_A_FILE]
        view = marking.keys(part, content)
        span = f"-{part[0].label}-{part[-1].label}" if len(forms) > len(part) else ""
        yield Job(
            path=f"key{span}.pdf",
            template="paper/key.html.j2",
            title=f"{view.sheet.title} – {content.labels['key']}",
            context={"key": view, "sheet": view.sheet, "labels": view.sheet.labels},
            running=running(view.sheet, "string(whose)"),
            plan=key_plan(view, part),
            seconds=SECONDS + sum(len(form.rows) for form in view.forms),
            place=content.exam.blueprint.place,
        )


def _guide(content: Content) -> Job:
    view = marking.guide(content)
    return Job(
        path="marking-guide.pdf",
        template="paper/guide.html.j2",
        title=f"{view.sheet.title} – {content.labels['marking_guide']}",
        context={"guide": view, "sheet": view.sheet, "labels": view.sheet.labels},
        running=running(view.sheet, style.text("")),
        plan=guide_plan(view, content.exam),
        seconds=SECONDS + SECONDS_A_QUESTION * len(view.questions),
        place=content.exam.blueprint.place,
    )


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


def paper_title(form: Form, content: Content) -> str:
    """The title of a paper's file: that of the exam, and the version."""
    return " – ".join(filter(None, (content.exam.blueprint.title, version_of(form, content))))
