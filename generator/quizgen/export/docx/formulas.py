"""An exam's formulas → those that pandoc cannot turn into equations of Word's own."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.export.docx import pandoc
from quizgen.export.lms.media import delimited
from quizgen.model import Exam, Node, nodes

_SECONDS, _MEGABYTES = 60, 512


def unconverted(exam: Exam) -> tuple[Node, ...]:
    """Those formulas, each once. Raises PandocFailed."""
    formulas = (node for node in nodes(exam.questions) if node.kind.startswith("formula"))
    each = tuple({node.text: node for node in formulas}.values())
    return tuple(_among(each))


def _among(formulas: tuple[Node, ...]) -> Iterable[Node]:
    """Halves are tried as long as pandoc complains: mostly it does not, and one call is enough."""
    if not formulas or not _complaints(formulas):
        return
    if len(formulas) == 1:
        yield from formulas
        return
    middle = len(formulas) // 2
    yield from _among(formulas[:middle])
    yield from _among(formulas[middle:])


def _complaints(formulas: Iterable[Node]) -> tuple[str, ...]:
    html = "".join(f"<p>{delimited(node.text.strip(), False)}</p>" for node in formulas)
    return pandoc.converted(html, _SECONDS, _MEGABYTES)[1]
