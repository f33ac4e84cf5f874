"""What holds for every exporter but those of papers: tried with a bank that has everything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import in_memory
from golden_files import GOLDEN, check_golden
from sample_bank import MATERIALS, everything, files, losses

from quizgen.export import EXPORTERS
from quizgen.export.exporter import Exporter
from quizgen.model import KINDS, Exam, Form
from quizgen.problem import has_errors

PAPERS = {"pdf", "docx"}
PLATFORMS = [exporter for name, exporter in EXPORTERS.items() if name not in PAPERS]
each_platform = pytest.mark.parametrize("exporter", PLATFORMS, ids=lambda exporter: exporter.name)


def test_the_bank_holds_every_kind() -> None:
    assert {type(question) for question in everything().questions} == set(KINDS)


@each_platform
def test_the_files_are_the_golden_ones(exporter: Exporter) -> None:
    folder = f"everything/{exporter.name}"
    written = dict(files(exporter))
    for path, data in written.items():
        check_golden(f"{folder}/{path}", data)
    kept = (GOLDEN / folder).rglob("*")
    known = {path.relative_to(GOLDEN / folder).as_posix() for path in kept if path.is_file()}
    assert known - {"losses.txt"} == set(written)


@each_platform
def test_losses_are_told_question_by_question(exporter: Exporter) -> None:
    check_golden(f"everything/{exporter.name}/losses.txt", losses(exporter).encode())


@each_platform
def test_the_same_bytes_twice(exporter: Exporter) -> None:
    first, second = (
        [in_memory(document).data for document in exporter.export(everything(), MATERIALS)]
        for _ in range(2)
    )
    assert first == second


@each_platform
def test_kinds_that_a_target_lacks_are_told(exporter: Exporter) -> None:
    for question in everything().questions:
        if type(question) not in exporter.kinds:
            alone = without_others(everything(), question.id)
            told = exporter.check(alone, MATERIALS)
            assert any(problem.place == question.place for problem in told), question.id


@each_platform
def test_nothing_to_write_is_an_error(exporter: Exporter) -> None:
    empty = replace(everything(), forms=(Form(label=""),))
    assert has_errors(exporter.check(empty, MATERIALS))


def without_others(exam: Exam, id: str) -> Exam:
    """The exam with that question alone."""
    (form,) = exam.forms
    sections = (
        replace(part, questions=tuple(a for a in part.questions if a.question.id == id))
        for part in form.sections
    )
    return replace(exam, forms=(replace(form, sections=tuple(sections)),))
