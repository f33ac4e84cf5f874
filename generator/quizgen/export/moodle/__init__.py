"""An exam → one Moodle XML file: its questions by category, with their pictures, for a question bank.

A question that several forms ask is written once; Moodle does the shuffling.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms.asked import asked_once
from quizgen.export.lms.media import Rich
from quizgen.export.moodle import categories, kinds, words, xml
from quizgen.export.moodle.contract import check
from quizgen.export.moodle.readback import differences, verify
from quizgen.model import Exam

__all__ = ["MOODLE", "differences"]


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The file. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    data = write(exam)
    verify(exam, data)
    yield Document(f"{exam.blueprint.name}-moodle.xml", data)


def write(exam: Exam) -> bytes:
    """The file's bytes, not yet read back."""
    numbers = words.idnumbers(asked.question for asked in asked_once(exam))
    shuffle = exam.blueprint.shuffle_options
    root = etree.Element("quiz")
    for path, group in categories.grouped(exam).items():
        root.append(_category(path))
        for asked in group:
            setting = kinds.Setting(exam.pictures, shuffle, numbers[asked.question.id])
            root.append(kinds.question(asked, setting))
    return xml.document(root)


def _category(path: str) -> etree._Element:
    """Without an idnumber: Moodle wants those unique in the whole course."""
    question = etree.Element("question", type="category")
    xml.plain(question, "category", path)
    xml.passage(question, "info", Rich())
    xml.element(question, "idnumber")
    return question


MOODLE = Exporter(
    name="moodle",
    summary="Moodle XML for the question bank, with pictures, feedback and tags",
    kinds=kinds.KINDS,
    check=check,
    export=export,
)
