"""An exam → each form's paper as a plain page that screen readers read well, without anything of the key.

Made from the view that paper is printed from, which has no field for a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.page.content import Content as Page
from quizgen.export.page.page import own_text, page, policy
from quizgen.export.web.readback import verify
from quizgen.labels import labels
from quizgen.model import KINDS, Exam, Form
from quizgen.paper.views.candidate import paper
from quizgen.paper.views.content import Content
from quizgen.problem import Problem

_GAP = re.compile(r'(<span class="gap gap-\w+") data-target="line"></span>')

_BREAK = re.compile('\u200b(?=<img |<span class="gap )')
"""What helps to break lines on paper has no use in a browser."""


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """Whatever paper holds, a page holds; only one without questions is refused."""
    if any(True for form in exam.forms for _ in form.questions):
        return ()
    message = "there is no question to put on a page"
    return (Problem(exam.blueprint.place, message, "choose some questions"),)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """A page for each form; raises `NotMade` if one is not what it should be when read back."""
    content, pictures = Content(exam, materials), Page(exam, materials)
    for form in exam.forms:
        data = write(form, content, pictures)
        verify(exam, form, materials, data)
        yield Document(path(exam, form), data)


def path(exam: Exam, form: Form) -> str:
    """The name of a form's file, such as week5-web-A.html."""
    return "-".join(filter(None, (exam.blueprint.name, "web", form.label))) + ".html"


def write(form: Form, content: Content, pictures: Page) -> bytes:
    """The page's bytes, not yet read back."""
    view, words = paper(form, content), labels(content.exam.blueprint.language).practice
    context = {
        "paper": view,
        "sheet": view.sheet,
        "labels": view.sheet.labels,
        "words": dict(words),
        "style": own_text("web/web.css"),
        "policy": policy(),
    }
    source = page("web", context).decode()
    spoken = rf'\1 role="img" aria-label="{words["blank"]}"></span>'
    return pictures.embedded(_GAP.sub(spoken, _BREAK.sub("", source))).encode()


WEB = Exporter(
    name="web",
    summary="the papers as plain pages that screen readers read well",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
    papers=True,
)
