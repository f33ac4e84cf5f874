"""An exam → the assessment that Canvas reads as a quiz: items, and groups that it picks from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from lxml.etree import _Element

from quizgen.export.canvas.limits import kept_parts
from quizgen.export.lms.words import number
from quizgen.export.qti1 import texts, xml
from quizgen.export.qti1.body import Setting
from quizgen.export.qti1.kinds import item
from quizgen.export.qti1.parts import Part
from quizgen.export.qti1.texts import Texts, exam_name
from quizgen.export.qti1.xml import qti
from quizgen.model import Asked, Exam

ATTEMPTS = "1"


def assessment(exam: Exam, texts: Texts) -> bytes:
    """The file's bytes; `texts` has noted the pictures that it shows."""
    blueprint = exam.blueprint
    setting = Setting(exam_name(exam), texts, _fields)
    entries = (entry for part in kept_parts(exam) for entry in _part(part, exam, setting))
    root = qti(
        "assessment",
        xml.metadata({"cc_maxattempts": ATTEMPTS}),
        qti("section", *entries, ident="root_section"),
        ident=quiz_ident(exam),
        title=blueprint.title,
    )
    return xml.document(qti("questestinterop", root))


def quiz_ident(exam: Exam) -> str:
    """What the quiz is called: the same in all of its files."""
    return texts.ident(exam_name(exam))


def _fields(asked: Asked, kind: str) -> Mapping[str, str]:
    return {"question_type": kind, "points_possible": number(asked.points)}


def _part(part: Part, exam: Exam, setting: Setting) -> Iterator[_Element]:
    if part.title or part.instructions:
        yield _heading(part, exam, setting)
    items = (item(asked, setting) for asked in part.questions)
    if part.pick is None:
        yield from items
    else:
        yield _group(part, part.pick, items, exam)


def _heading(part: Part, exam: Exam, setting: Setting) -> _Element:
    """What stands above the questions of a section, as an item that asks nothing."""
    title = f"<p><strong>{escape(part.title)}</strong></p>\n" if part.title else ""
    fields = {"question_type": "text_only_question", "points_possible": "0"}
    return qti(
        "item",
        qti("itemmetadata", xml.metadata(fields)),
        qti("presentation", xml.material(title + setting.rich(part.instructions))),
        ident=part_ident(exam, part, "heading"),
        title=part.title or exam.blueprint.title,
    )


def _group(part: Part, pick: int, items: Iterator[_Element], exam: Exam) -> _Element:
    selection = qti(
        "selection",
        qti("selection_number", str(pick)),
        qti("selection_extension", qti("points_per_item", number(part.first.points))),
    )
    return qti(
        "section",
        qti("selection_ordering", selection),
        *items,
        ident=part_ident(exam, part, "group"),
        title=part.title or exam.blueprint.title,
    )


def part_ident(exam: Exam, part: Part, what: str) -> str:
    """What a section is called, after its first question, which no other section has."""
    return texts.ident(exam_name(exam), what, part.first.question.id)
