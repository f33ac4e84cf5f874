"""What was written → the lines that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from quizgen.cli.printing import counted, relative, size, table

if TYPE_CHECKING:
    from quizgen.model import Exam
    from quizgen.write import Written

_MOST_FILES = 24
"""A class of 400 would fill screens; --verbose names every file."""


def told(exam: Exam, written: Written, pages: Mapping[str, int], verbose: bool) -> Iterator[str]:
    """What an exam is, its files with pages and sizes, what was removed, how alike its forms are."""
    yield f"{exam.blueprint.name}: {exam.blueprint.title} ({_contents(exam)})"
    rows = _rows(written, pages)
    shown = rows if verbose else rows[:_MOST_FILES]
    yield from (f"  {line}" for line in table(shown, right=(1, 2)))
    if len(shown) < len(rows):
        yield f"  … and {counted(len(rows) - len(shown), 'more file')}; --verbose names them"
    for path in written.removed:
        yield f"  removed {relative(written.folder)}/{path}, which an earlier build had made"
    yield from _chance(exam)


def page_count(data: bytes | BinaryIO) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def _contents(exam: Exam) -> str:
    numbers = sorted({sum(1 for _ in form.questions) for form in exam.forms})
    points = sorted({form.points for form in exam.forms})
    parts = [_between(numbers, "question"), _between(points, "point")]
    if any(form.label for form in exam.forms):
        parts.insert(0, counted(len(exam.forms), "form"))
    return ", ".join(parts)


def _between(values: Sequence[object], noun: str) -> str:
    """`12 questions`, or `10 to 12 points` where the forms differ."""
    texts = [str(value) if isinstance(value, int) else f"{value:f}" for value in values]
    return f"{' to '.join(dict.fromkeys((texts[0], texts[-1])))} {noun}{'s' * (texts != ['1'])}"


def _rows(written: Written, pages: Mapping[str, int]) -> list[tuple[str, str, str]]:
    folder = relative(written.folder)
    return [
        (
            f"{folder}/{file.path}",
            counted(pages[file.path], "page") if file.path in pages else "",
            size(file.size),
        )
        for file in written.files
    ]


def _chance(exam: Exam) -> Iterator[str]:
    from quizgen.assemble import likeness

    if len(exam.forms) > 1:
        yield f"  how alike the forms are: {likeness(exam)}"
    if exam.blueprint.seed:
        yield f"  seed: {exam.blueprint.seed}"
