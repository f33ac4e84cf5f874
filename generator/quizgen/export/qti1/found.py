"""The bytes of a QTI 1.2 file and of the files beside it → the facts that it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import Facts
from quizgen.export.qti1.found_answers import KINDS
from quizgen.export.qti1.found_texts import Reading, child, parsed, path

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says of the whole, question by question, and which pictures it shows."""

    whole: Facts
    questions: tuple[Facts, ...]
    shown: frozenset[str]


def found(data: bytes, pictures: Mapping[str, bytes]) -> Found:
    """The facts. Raises ValueError or XMLSyntaxError where it is no such file."""
    root = parsed(data)
    if root.tag != f"{{{_NAMESPACE}}}questestinterop" or len(root) != 1:
        raise ValueError("not one assessment")
    reading = Reading(pictures)
    assessment = child(root, "assessment")
    section = child(assessment, "section")
    questions = tuple(_questions(section, reading))
    idents = [facts["ident"] for facts in questions]
    if len(set(idents)) < len(idents):
        raise ValueError("two questions of the same ident")
    whole = {
        "ident": assessment.get("ident"),
        "title": assessment.get("title"),
        "settings": metadata(assessment),
    }
    return Found(whole, questions, frozenset(reading.shown))


def metadata(parent: _Element) -> Mapping[str, str]:
    """Labelled values of an assessment or a question."""
    fields = path(child(parent, "qtimetadata"), "qtimetadatafield")
    return {_word(field, "fieldlabel"): _word(field, "fieldentry") for field in fields}


def _word(parent: _Element, tag: str) -> str:
    return child(parent, tag).text or ""


def _questions(section: _Element, reading: Reading) -> Iterator[Facts]:
    for element in section:
        name = etree.QName(element).localname
        if name == "item":
            yield {**_question(element, reading), "group": None}
        elif name == "section":
            yield from _group(element, reading)
        else:
            raise ValueError(f"a <{name}> in a section")


def _group(section: _Element, reading: Reading) -> Iterator[Facts]:
    """A pool from which some are picked."""
    selection = child(child(section, "selection_ordering"), "selection")
    each = _word(child(selection, "selection_extension"), "points_per_item")
    group = section.get("title"), int(_word(selection, "selection_number")), Decimal(each)
    for element in path(section, "item"):
        yield {**_question(element, reading), "group": group}


def _question(item: _Element, reading: Reading) -> Facts:
    fields = dict(metadata(child(item, "itemmetadata")))
    kind, points = fields.pop("question_type"), Decimal(fields.pop("points_possible"))
    read: Callable[[_Element, Reading], Facts] | None = KINDS.get(kind)
    if read is None:
        raise ValueError(f"no question type of Canvas's: {kind}")
    return {
        "ident": item.get("ident"),
        "title": item.get("title"),
        "kind": kind,
        "points": points,
        "metadata": fields,
        "feedback": reading.general_feedback(item),
        **read(item, reading),
    }
