"""A written package for Canvas and its exam → where the two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml import etree

from quizgen.export.canvas.assessment import part_ident, quiz_ident
from quizgen.export.canvas.limits import kept_parts
from quizgen.export.lms.facts import Facts, planned_passage
from quizgen.export.lms.verify import compared
from quizgen.export.qti1.archive import BROKEN, archive
from quizgen.export.qti1.found import Found, found
from quizgen.export.qti1.found_texts import Reading, parsed
from quizgen.export.qti1.parts import Part
from quizgen.export.qti1.planned import heading, planned
from quizgen.export.qti1.settings import minutes
from quizgen.export.qti1.texts import exam_name
from quizgen.model import Exam


def differences(exam: Exam, data: bytes) -> tuple[str, ...]:
    """What is not in the package as the exam plans it, one line for each."""
    try:
        whole, read = _found(data)
    except BROKEN as problem:
        return (f"the file cannot be read: {problem}",)
    return (
        *compared([_planned_whole(exam)], [whole], "quiz"),
        *compared(_planned_questions(exam), read.questions),
    )


def _found(data: bytes) -> tuple[Facts, Found]:
    opened = archive(data)
    path = opened.resources["imsqti_xmlv1p2"]
    name = path.partition("/")[0]
    read = found(opened.files[path], opened.pictures)
    meta, shown = _settings(opened.files[f"{name}/assessment_meta.xml"], opened.pictures)
    opened.require_pictures(read.shown | shown)
    return {**read.whole, "folder": name, "meta": meta}, read


def _settings(data: bytes, pictures: Mapping[str, bytes]) -> tuple[Facts, set[str]]:
    root, reading = parsed(data), Reading(pictures)
    values: dict[str, object] = {etree.QName(one).localname: one.text or "" for one in root}
    values["description"] = reading.html(str(values["description"]))
    values["points_possible"] = Decimal(str(values["points_possible"]))
    return {**values, "identifier": root.get("identifier")}, reading.shown


def _planned_whole(exam: Exam) -> Facts:
    blueprint, name = exam.blueprint, quiz_ident(exam)
    limit = minutes(blueprint.duration)
    meta = {
        "identifier": name,
        "title": blueprint.title,
        "description": planned_passage(blueprint.instructions, exam.pictures),
        "shuffle_answers": "true" if blueprint.shuffle_options else "false",
        "scoring_policy": "keep_highest",
        "quiz_type": "assignment",
        "points_possible": sum((part.points for part in kept_parts(exam)), Decimal(0)),
        "show_correct_answers": "false",
        "allowed_attempts": "1",
        **({"time_limit": str(limit)} if limit else {}),
    }
    return {
        "ident": name,
        "title": blueprint.title,
        "settings": {"cc_maxattempts": "1"},
        "folder": name,
        "meta": meta,
    }


def _planned_questions(exam: Exam) -> Iterator[Facts]:
    for part in kept_parts(exam):
        yield from _heading(part, exam)
        title = part.title or exam.blueprint.title
        group = (title, part.pick, part.first.points) if part.pick is not None else None
        for asked in part.questions:
            facts = planned(asked, exam_name(exam), exam.pictures)
            yield {**facts, "metadata": {}, "group": group}


def _heading(part: Part, exam: Exam) -> Iterator[Facts]:
    if part.title or part.instructions:
        ident, title = part_ident(exam, part, "heading"), part.title or exam.blueprint.title
        facts = heading(ident, title, part.title, part.instructions, exam.pictures)
        yield {**facts, "metadata": {}, "group": None}
