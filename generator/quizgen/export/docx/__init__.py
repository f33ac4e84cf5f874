"""An exam → Word documents to be edited: a paper for each form, and the keys with the marking guide.

Pandoc turns HTML of ours into lists, tables and equations of Word's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from quizgen.document import NotMade
from quizgen.export.docx import pandoc
from quizgen.export.docx.formulas import hiding, unconverted
from quizgen.export.docx.media import BLANK, WordMedia
from quizgen.export.docx.page import sized
from quizgen.export.docx.readback import differences, leaks
from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms.drawing import NotDrawn
from quizgen.export.lms.verify import require_same
from quizgen.markup.plain import one_line
from quizgen.model import KINDS, NOWHERE, Exam, Form
from quizgen.paper.checks.secrets import secrets
from quizgen.paper.layout.templates import environment, render
from quizgen.paper.views.candidate import paper
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking import guide, keys
from quizgen.paper.views.plan import paper_plan
from quizgen.paper.views.view import Sheet
from quizgen.problem import Problem, warning

__all__ = ["DOCX"]

LINE = "_" * 70
_NO_PANDOC = "Word documents need pandoc, which is not installed"
_INSTALL = "install it: pip install 'quizgen[word]', or pipx inject quizgen pypandoc-binary"
_HIDDEN = "Word would show what {} hides or colours in this formula"
_PLAIN = "write it without, or make PDF papers only"
_SIMPLER = "write it with simpler commands, or change it to an equation in Word"


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """Whether pandoc is there, and questions; formulas that Word would show as TeX."""
    if not exam.questions:
        return (Problem(exam.blueprint.place, "there is no question to write for Word"),)
    if not pandoc.is_there():
        return (Problem(NOWHERE, _NO_PANDOC, _INSTALL),)
    try:
        left = unconverted(exam)
    except pandoc.PandocFailed as failure:
        return (Problem(exam.blueprint.place, str(failure)),)
    told = "Word shows this formula as TeX"
    return (
        *(Problem(node.place, _HIDDEN.format(command), _PLAIN) for node, command in hiding(exam)),
        *(warning(node.place, f"{told}: {one_line((node,), 60)}", _SIMPLER) for node in left),
    )


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The papers, then the key. The exam must have passed `check`; raises `NotMade`."""
    try:
        yield from _documents(exam, materials)
    except (NotDrawn, pandoc.PandocFailed) as failure:
        raise NotMade((Problem(exam.blueprint.place, str(failure)),)) from failure


def _documents(exam: Exam, materials: Materials) -> Iterator[Document]:
    content = Content(exam, materials, WordMedia)
    left = frozenset(node.text for node in unconverted(exam))
    hidden = secrets(exam)
    for form in exam.forms:
        yield _paper(form, content, hidden, left)
    view = keys(exam.forms, content)
    data = _word(content, "docx/key.html.j2", {"key": view, "guide": guide(content)}, view.sheet)
    yield Document("key.docx", data)


def _paper(form: Form, content: Content, hidden: tuple[str, ...], left: frozenset[str]) -> Document:
    view = paper(form, content)
    data = _word(content, "docx/paper.html.j2", {"paper": view}, view.sheet)
    questions = [asked.question for asked in form.questions]
    secret = paper_plan(view, questions, hidden).secrets
    found = (*differences(form, data, left), *leaks(data, secret))
    require_same(content.exam, "Word", found)
    return Document(f"paper-{form.label}.docx" if form.label else "paper.docx", data)


def _word(content: Content, template: str, views: Mapping[str, object], sheet: Sheet) -> bytes:
    given = {**views, "sheet": sheet, "labels": sheet.labels, "blank": BLANK, "line": LINE}
    html = render(environment(_templates()), template, given)
    printing = content.materials.printing
    document, _ = pandoc.converted(html, printing.seconds, printing.memory)
    return sized(document, sheet.layout.size)


@cache
def _templates() -> Mapping[str, str]:
    """Ours: they run in this process, so there are none of a teacher's."""
    folder = files("quizgen.templates") / "docx"
    named = {f"docx/{each.name}": each for each in folder.iterdir() if each.is_file()}
    named |= {f"docx/kinds/{each.name}": each for each in (folder / "kinds").iterdir()}
    return {name: each.read_text(encoding="utf-8") for name, each in named.items()}


DOCX = Exporter(
    name="docx",
    summary="Word documents to edit: papers, and keys with the marking guide",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
    papers=True,
)
