"""Which PDF files an exam becomes: one for each paper or one for all, composed or laid out as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from builders import assembled, bank, blueprint, candidates, choice, in_memory, short
from test_paper import materials, our_theme, theme

from quizgen.document import Document, NotMade
from quizgen.export.pdf import PDF
from quizgen.export.pdf_printing import printed
from quizgen.materials import Printing, Theme
from quizgen.model import NOWHERE, Candidate
from quizgen.paper import printing
from quizgen.paper.checks import proof
from quizgen.paper.layout.job import Job, Outcome
from quizgen.paper.outlines import outline
from quizgen.paper.pool import Printers
from quizgen.paper.views.plan import Plan
from quizgen.problem import Problem

ARABIC = Candidate("0004", "ليلى حداد")
EACH = Printing(guide=False)
TOGETHER = replace(EACH, each=False, together=True)
BOTH = replace(EACH, together=True)


def made(
    wanted: Printing = EACH,
    own: Theme | None = None,
    people: tuple[Candidate, ...] = (),
    cache: Path | None = None,
    forms: int = 3,
) -> list[Document]:
    """The files of an exam with two questions, in their order."""
    exam = assembled(bank(choice(), short()), blueprint(forms=forms, candidates=people))
    used = replace(materials(exam, own), printing=wanted, cache=cache)
    return list(map(in_memory, PDF.export(exam, used)))


def names(documents: Sequence[Document]) -> list[str]:
    """Their names, and behind each the forms whose squares it knows."""
    forms = ("".join(f" {form.label}" for form in each.printed) for each in documents)
    return [each.path + known for each, known in zip(documents, forms, strict=True)]


def warnings(documents: Sequence[Document]) -> list[str]:
    return [warning.message for each in documents for warning in each.warnings]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EACH, ["paper-A.pdf A", "paper-B.pdf B", "paper-C.pdf C", "key.pdf"]),
        (TOGETHER, ["papers.pdf A B C", "key.pdf"]),
        (BOTH, ["papers.pdf", "paper-A.pdf A", "paper-B.pdf B", "paper-C.pdf C", "key.pdf"]),
        (
            replace(TOGETHER, guide=True),
            ["papers.pdf A B C", "key.pdf", "marking-guide.pdf"],
        ),
    ],
)
def test_papers_are_made_as_they_are_wanted(wanted: Printing, expected: list[str]) -> None:
    documents = made(wanted)
    assert names(documents) == expected and warnings(documents) == []


NOT_TOGETHER = "not in papers.pdf, but in files of their own: 002"


@pytest.mark.parametrize(
    ("wanted", "expected", "told"),
    [
        (EACH, ["paper-001.pdf 001", "paper-002.pdf 002", "paper-003.pdf 003"], []),
        (TOGETHER, ["papers.pdf 001 003", "paper-002.pdf 002"], [NOT_TOGETHER]),
        (
            BOTH,
            ["papers.pdf", "paper-001.pdf 001", "paper-002.pdf 002", "paper-003.pdf 003"],
            [NOT_TOGETHER],
        ),
    ],
)
def test_a_paper_that_cannot_be_composed_after_all_has_a_file_of_its_own(
    monkeypatch: pytest.MonkeyPatch, wanted: Printing, expected: list[str], told: list[str]
) -> None:
    monkeypatch.setattr(outline, "is_plain", lambda candidate: True)
    first, second = candidates(2)
    documents = made(wanted, people=(first, ARABIC, second))
    assert names(documents) == [*expected, "key.pdf"] and warnings(documents) == told


SLOWLY = "papers are printed slowly, each by itself: "


def without(attribute: str) -> Theme:
    """Our template of a question, which does not say what this attribute would."""
    ours = our_theme().templates["paper/question.html.j2"]
    assert attribute in ours
    return theme(question=ours.replace(attribute, "data-no"))


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (without("data-slot"), "a template does not mark with data-slot what"),
        (without("data-block"), ""),
    ],
    ids=["slots", "blocks"],
)
@pytest.mark.parametrize("wanted", [EACH, BOTH], ids=["each", "both"])
def test_papers_of_other_templates_are_laid_out_as_a_whole(
    own: Theme, why: str, wanted: Printing
) -> None:
    documents = made(wanted, own, forms=2)
    found = [name.split()[0] for name in names(documents)]
    assert found == ["paper-A.pdf", "paper-B.pdf", "key.pdf"]
    (slowly,) = [message for message in warnings(documents) if message.startswith(SLOWLY + why)]
    assert slowly.endswith("; there is no papers.pdf") == wanted.together


def test_where_squares_stand_is_known_only_where_blocks_are_told_apart() -> None:
    assert names(made(own=without("data-slot"), forms=1)) == ["paper-A.pdf A", "key.pdf"]
    documents = made(own=without("data-block"), forms=1)
    assert names(documents) == ["paper-A.pdf", "key.pdf"]
    assert any("cannot tell where squares" in message for message in warnings(documents))


@pytest.mark.parametrize(("forms", "told"), [(2, 0), (3, 1)])
def test_keys_that_are_laid_out_as_a_whole_are_told_of_where_they_need_several_files(
    monkeypatch: pytest.MonkeyPatch, forms: int, told: int
) -> None:
    monkeypatch.setattr(printing, "FORMS_IN_A_FILE", 2)
    documents = made(own=theme(".form-key { break-before: auto }"), forms=forms)
    keys = [each for each in documents if each.path.startswith("key")]
    assert len(keys) == 1 + told and len(warnings(keys)) == told


@pytest.mark.parametrize("wanted", [EACH, TOGETHER], ids=["each", "together"])
def test_the_first_and_the_last_paper_and_every_block_are_read_back(
    monkeypatch: pytest.MonkeyPatch, wanted: Printing
) -> None:
    read: list[str] = []
    require = proof.require

    def noted(data: Any, plan: Plan, path: str, *more: Any, **named: Any) -> None:
        read.append(path)
        require(data, plan, path, *more, **named)

    monkeypatch.setattr(proof, "require", noted)
    made(wanted)
    assert read == ["papers", "paper-A.pdf", "paper-C.pdf", "key.pdf", "key.pdf"]


def test_what_was_laid_out_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made(cache=tmp_path)

    def nothing(_: Printers, jobs: Sequence[Job]) -> Iterator[Outcome]:
        assert not jobs
        return iter(())

    monkeypatch.setattr(Printers, "print_all", nothing)
    assert made(cache=tmp_path) == before


class Refusing:
    """Printers that print the first job, and find a problem in the second."""

    def print_all(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        yield Outcome(b"%PDF first")
        yield Outcome(b"", (Problem(NOWHERE, "too long"),))


def test_a_document_that_cannot_be_made_is_told_after_those_before_it() -> None:
    jobs = [
        Job(f"{name}.pdf", "", "", {}, "", Plan(()), 1) for name in ("first", "second", "third")
    ]
    documents = printed(cast(Printers, Refusing()), jobs)
    assert next(documents) == Document("first.pdf", b"%PDF first")
    with pytest.raises(NotMade, match="too long") as raised:
        next(documents)
    assert raised.value.path == "second.pdf"
