"""A PDF's bytes → what checkers of accessibility and of syntax have to complain of, a line each.

Four checkers: `pdfua` and `outloud` (PDF/UA-1), `qpdf` (syntax), and `tree`, a check of our own for
what the others never look at: whether page and structure tree know of each other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
from pdfua.rules import RuleRegistry

# Reads `is_integer` off an array, which pikepdf 10 forbids, and so breaks off at any heading whose
# /K is an array, as WeasyPrint writes it. TAG-020 of outloud reports empty headings, too.
_BROKEN_IN_PDFUA = "UA-14-001"

# Rules of outloud that guess at what a person means; everything else counts, whatever its severity.
_OPINIONS = frozenset(
    {
        # Of the author's words, judged by English patterns: a title like a file name, a heading
        # like a salutation or as long as a paragraph, an alternative text that repeats the caption,
        # looks like a placeholder, or has few letters, as that of the formula 0.5 must.
        *("DOC-040", "HDG-010", "HDG-011", "FIG-010", "FIG-011", "FIG-012"),
        # Of tables: cells that are empty because a candidate is to fill them, tables side by side,
        # ruled lines that are no table, a row that is one cell.
        *("TBL-012", "TBL-013", "TBL-014", "TBL-015"),
        # An address that is no link: on paper none is.
        "LNK-010",
        # The order in which a page is painted: CSS paints floats and positioned boxes after the
        # text beside them. Readers follow the structure tree, and so does PDF/UA.
        "ORD-001",
    }
)


def complaints(data: bytes) -> tuple[str, ...]:
    """All that is wrong with a PDF; each line begins with the checker's name."""
    try:
        pdf = pikepdf.open(BytesIO(data))
    except pikepdf.PdfError as error:
        return (f"qpdf: {error}",)
    with pdf, tempfile.TemporaryDirectory() as folder:
        # A file, because both checkers want a path, and outloud reads it twice.
        file = Path(folder) / "checked.pdf"
        file.write_bytes(data)
        lines = (*_pdfua(file), *_outloud(file), *_qpdf(pdf), *_tree(pdf))
    return tuple(" ".join(line.split()) for line in lines)


def _pdfua(file: Path) -> Iterator[str]:
    """Warnings, too: that is what it calls a missing title or PDF/UA mark. It has no opinions."""
    rules = [rule for rule in pdfua.default_registry() if rule.id != _BROKEN_IN_PDFUA]
    report = pdfua.validate(str(file), RuleRegistry(rules))
    for found in report.findings:
        yield f"pdfua: {found.rule_id} {found.location.describe()}: {found.message}"
    for rule in report.skipped:
        yield f"pdfua: {rule.rule_id} broke off: {rule.skipped_reason}"


def _outloud(file: Path) -> Iterator[str]:
    result = outloud.check(str(file))
    if result.error:
        yield f"outloud: broke off: {result.error}"
    for found in result.sorted_findings():
        if found.rule not in _OPINIONS:
            page = f"page {found.page}" if found.page else "document"
            seen = "; ".join(map(str, filter(None, (found.evidence, *found.location.values()))))
            yield f"outloud: {found.rule} {page}: {found.message}" + (f" ({seen})" if seen else "")
    for run in result.runs:
        if run.status == "crashed":
            yield f"outloud: {run.rule} broke off: {run.reason}"


def _qpdf(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from (f"qpdf: {message}" for message in pdf.check_pdf_syntax())


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Marks in a page's stream that no element holds, or whose element the page cannot find."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    parents: Any = pikepdf.NumberTree(root.ParentTree) if "/ParentTree" in root else {}
    holders = dict(_held(root, None))
    for number, page in enumerate(pdf.pages, start=1):
        held = {mark: holders.get((page.objgen, mark)) for mark in _marks(page)}
        if loose := [mark for mark, holder in held.items() if holder is None]:
            yield f"tree: page {number}: no element holds the marks {loose}"
        if lost := _lost(held, dict(parents).get(page.obj.get("/StructParents"))):
            yield f"tree: page {number}: /StructParents leads to no element for the marks {lost}"


Key = tuple[int, int]


def _held(element: Any, page: Any) -> Iterator[tuple[tuple[Any, int], Key]]:
    """Each mark below an element, with its page, and the element that holds it."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, (list, pikepdf.Array)) else [kids]:
        if isinstance(kid, int):
            yield (page.objgen, kid), element.objgen
        elif "/MCID" in kid:
            yield (kid.get("/Pg", page).objgen, int(kid.MCID)), element.objgen
        elif "/S" in kid:
            yield from _held(kid, page)


def _marks(page: pikepdf.Page) -> list[int]:
    """The marks in a page's own stream, written in place, as WeasyPrint does."""
    return [
        int(step.operands[1].MCID)
        for step in pikepdf.parse_content_stream(page, "BDC")
        if isinstance(step.operands[1], pikepdf.Dictionary) and "/MCID" in step.operands[1]
    ]


def _lost(held: Mapping[int, Key | None], found: Any) -> list[int]:
    """The held marks for which the page's entry in the parent tree has another element or none."""
    entries = [entry.objgen for entry in found] if isinstance(found, pikepdf.Array) else []
    return [
        mark
        for mark, holder in held.items()
        if holder is not None and holder != (entries[mark] if mark < len(entries) else None)
    ]
