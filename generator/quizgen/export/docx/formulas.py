"""An exam's formulas → those that pandoc cannot turn into equations of Word's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quizgen.export.docx import pandoc
from quizgen.export.lms.media import delimited
from quizgen.model import Exam, Node, nodes

_SECONDS, _MEGABYTES = 60, 512
_HIDING = re.compile(
    r"\\(?:[hv]?phantom|smash|(?:text|define|page)?color|[f]?colorbox)(?![A-Za-z])"
)
"""Commands that Word's equations cannot follow: what they hide would be there, or be seen."""


def unconverted(exam: Exam) -> tuple[Node, ...]:
    """Those formulas, each once. Raises PandocFailed."""
    formulas = (node for node in nodes(exam.questions) if node.kind.startswith("formula"))
    each = tuple({node.text: node for node in formulas}.values())
    return tuple(_among(each))


def hiding(exam: Exam) -> tuple[tuple[Node, str], ...]:
    """Formulas that hide or colour something, which Word would show, and the command."""
    found = ((node, _HIDING.search(node.text)) for node in nodes(exam.questions))
    return tuple(
        (node, match[0]) for node, match in found if match and node.kind.startswith("formula")
    )


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
