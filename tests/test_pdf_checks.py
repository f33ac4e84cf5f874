"""The checks of PDFs find faults: a sound PDF passes all of them, and one fault more does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources
from io import BytesIO
from typing import Any

import pdf_checks
import pikepdf
import pytest
from pdf_checks import complaints
from pikepdf import Array, Dictionary, Name

from quizgen.paper.layout.engine import Engine
from quizgen.paper.views.asset import Asset

PICTURE = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>A red square</title>"
HTML = f"""
<html lang="en"><body>
  <h1>The Moon</h1><h2>Phases</h2>
  <p>After the new moon comes the <a href="#end">waxing crescent</a>.</p>
  <ul><li>A crescent</li><li>The full moon</li></ul>
  {PICTURE}<rect width='9' height='9' fill='red'/></svg>
  <table>
    <tr><th scope="col">Phase</th><th scope="col">Day</th></tr>
    <tr><td>New moon</td><td>0</td></tr>
    <tr><td>Full moon</td><td>15</td></tr>
  </table>
  <p id="end">The end.</p>
</body></html>"""


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A PDF of all that papers are made of, written by WeasyPrint, with nothing wrong in it."""
    file = resources.files("fontpkg_source_sans_3") / "files" / "SourceSans3[wght].ttf"
    font = Asset("font/ttf", file.read_bytes())
    style = (
        f"@font-face {{ font-family: ours; src: url({font.address}) }} body {{ font: 1em ours }}"
    )
    document = Engine(style, "", {font.address: font}).lay_out(HTML)
    document.metadata.title = "The Moon"
    return changed(document.write_pdf(pdf_variant="pdf/ua-1"), mend)


def mend(pdf: pikepdf.Pdf) -> None:
    """Add what WeasyPrint leaves out: the scope of headers; that links are printed, and their name."""
    for header in elements(pdf, "TH"):
        header.A.Scope = Name.Column
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            annotation.F = 4
            annotation.Contents = pikepdf.String("To the end")


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a kind, in their order."""
    found = below(pdf.Root.StructTreeRoot)
    return [element for element in found if str(element.S) == f"/{kind}"]


def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def test_nothing_is_wrong_with_a_sound_pdf(sound: bytes) -> None:
    assert complaints(sound) == ()


def forget(*keys: str) -> Callable[[pikepdf.Pdf], object]:
    """Take entries out of the catalog."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del pdf.Root[key]

    return change


def without_titles(pdf: pikepdf.Pdf) -> None:
    """pikepdf takes the title out of /Info, too."""
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def without_pdfua_mark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def of_each(kind: str, key: str) -> Callable[[pikepdf.Pdf], object]:
    """Take an entry out of all elements of a kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        for element in elements(pdf, kind):
            del element[key]

    return change


def retag(old: str, new: str) -> Callable[[pikepdf.Pdf], object]:
    """Give all elements of a kind another kind."""

    def change(pdf: pikepdf.Pdf) -> None:
        for element in elements(pdf, old):
            element.S = Name(f"/{new}")

    return change


def headless(pdf: pikepdf.Pdf) -> None:
    """Make all cells of a table plain ones that refer to no header."""
    retag("TH", "TD")(pdf)
    of_each("TD", "/A")(pdf)


def unmark(pdf: pikepdf.Pdf) -> None:
    """Take the first mark off the page's stream."""
    steps = pikepdf.parse_content_stream(pdf.pages[0])
    start = next(i for i, step in enumerate(steps) if str(step.operator) == "BDC")
    end = next(i for i in range(start, len(steps)) if str(steps[i].operator) == "EMC")
    kept = [step for i, step in enumerate(steps) if i not in (start, end)]
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def without_struct_parents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/StructParents"]


def swap_parents(pdf: pikepdf.Pdf) -> None:
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    entries[0], entries[1] = entries[1], entries[0]


def without_heading(pdf: pikepdf.Pdf) -> None:
    """Take a heading out of the tree, but leave it on the page."""
    document = pdf.Root.StructTreeRoot.K[0]
    document.K = Array(list(document.K)[1:])


def empty_heading(pdf: pikepdf.Pdf) -> None:
    [heading] = elements(pdf, "H2")
    twin = Dictionary(Type=Name.StructElem, S=Name.H2, P=heading.P, Pg=heading.Pg, K=Array())
    heading.P.K.append(pdf.make_indirect(twin))


def without_tab_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Tabs"]


def nameless_links(pdf: pikepdf.Pdf) -> None:
    for annotation in pdf.pages[0].Annots:
        del annotation["/Contents"]


def without_fonts(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            del item["/FontFile2"]


def suspect(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


def damaged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Contents = pdf.make_stream(b"<00 Tj (")


@pytest.mark.parametrize(
    ("break_it", "expected"),
    [
        pytest.param(forget("/Lang"), ["pdfua: UA-06-001", "outloud: DOC-013"], id="language"),
        pytest.param(
            forget("/MarkInfo"), ["pdfua: UA-01-002", "outloud: DOC-001"], id="not marked"
        ),
        pytest.param(suspect, ["outloud: DOC-003"], id="suspect"),
        pytest.param(
            forget("/StructTreeRoot"), ["pdfua: UA-01-005", "outloud: DOC-002"], id="no tree"
        ),
        pytest.param(without_titles, ["pdfua: UA-07-001", "outloud: DOC-010"], id="no title"),
        pytest.param(
            forget("/ViewerPreferences"),
            ["pdfua: UA-07-002", "outloud: DOC-011"],
            id="title not displayed",
        ),
        pytest.param(
            forget("/Metadata"), ["pdfua: UA-28-004", "outloud: DOC-012"], id="no metadata"
        ),
        pytest.param(without_pdfua_mark, ["outloud: DOC-012"], id="no mark"),
        pytest.param(
            of_each("Figure", "/Alt"), ["pdfua: UA-13-004", "outloud: FIG-001"], id="figure"
        ),
        pytest.param(of_each("TH", "/A"), ["pdfua: UA-15-003"], id="no scope"),
        pytest.param(headless, ["pdfua: UA-15-003", "outloud: TBL-001"], id="no header"),
        pytest.param(retag("TR", "Div"), ["pdfua: UA-15-003", "outloud: TBL-003"], id="no rows"),
        pytest.param(retag("L", "Div"), ["outloud: LST-001"], id="no list"),
        pytest.param(retag("LI", "P"), ["outloud: LST-003"], id="no item"),
        pytest.param(retag("LBody", "Span"), ["outloud: LST-002"], id="no body"),
        pytest.param(retag("H2", "H3"), ["outloud: HDG-001"], id="heading skipped"),
        pytest.param(retag("H1", "P"), ["outloud: HDG-002"], id="first heading"),
        pytest.param(empty_heading, ["outloud: TAG-020"], id="empty heading"),
        pytest.param(retag("Figure", "Formula"), [], id="formula with alternative"),
        pytest.param(retag("P", "Question"), ["outloud: TAG-010"], id="unknown kind"),
        pytest.param(retag("Link", "Span"), ["outloud: LNK-001"], id="link outside"),
        pytest.param(nameless_links, ["pdfua: UA-18-005", "outloud: LNK-002"], id="nameless link"),
        pytest.param(without_tab_order, ["outloud: LNK-005"], id="tab order"),
        pytest.param(without_fonts, ["outloud: TXT-001"], id="font not embedded"),
        pytest.param(unmark, ["pdfua: UA-01-003", "outloud: TAG-001"], id="untagged"),
        pytest.param(without_struct_parents, ["tree: page 1: /Struct"], id="no parents"),
        pytest.param(swap_parents, ["tree: page 1: /Struct"], id="wrong parents"),
        pytest.param(without_heading, ["tree: page 1: no element"], id="not in the tree"),
        pytest.param(damaged, ["qpdf: "], id="damaged"),
    ],
)
def test_each_fault_is_found(
    sound: bytes, break_it: Callable[[pikepdf.Pdf], object], expected: list[str]
) -> None:
    found = complaints(changed(sound, break_it))
    assert [start for start in expected if not any(line.startswith(start) for line in found)] == []
    assert bool(found) == bool(expected)


def test_what_is_no_pdf_is_complained_of(sound: bytes) -> None:
    assert complaints(b"The Moon")[0].startswith("qpdf: ")
    assert complaints(sound[: len(sound) // 2])


def test_a_rule_that_breaks_off_is_no_clean_bill(
    sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails, pdfua has mended the rule, and it need not be left out any more."""
    monkeypatch.setattr(pdf_checks, "_BROKEN_IN_PDFUA", "")
    assert [line for line in complaints(sound) if line.startswith("pdfua: UA-14-001 broke off")]
