"""A Word paper and the form that it shows → what of the form is not in it.

Read as XML, apart from how it was written: the words of each question and option must stand there in their
order, as many equations and pictures as were asked for, and no text of the key.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from quizgen.markup.seen import squeezed
from quizgen.model import Asked, Choice, Form, Markup, Matching, Node, Ordering, walk

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_APART = frozenset({"formula", "formula_block", "image", "gap", "footnote"})
"""What is shown by something else than its own words."""


def differences(form: Form, docx: bytes, as_tex: frozenset[str]) -> Iterator[str]:
    """What is missing, one line for each; formulas of `as_tex` stand there as TeX."""
    root = _part(docx, "word/document.xml")
    words = squeezed("".join(node.text or "" for node in root.iter(f"{_WORD}t")))
    position = 0
    for asked in form.questions:
        for run in _runs(asked):
            found = words.find(run, position)
            if found < 0:
                yield f"question {asked.number}: “{run[:40]}” is missing, or not in its place"
                continue
            position = found + len(run)
    shown = [node for asked in form.questions for part in _shown(asked) for node in walk(part)]
    formulas = [n for n in shown if n.kind.startswith("formula") and n.text not in as_tex]
    yield from _counted(root, f"{_MATHS}oMath", len(formulas), "formulas")
    images = [node for node in shown if node.kind == "image"]
    yield from _counted(root, f"{_DRAWING}inline", len(images), "pictures")


def leaks(docx: bytes, secrets: tuple[str, ...]) -> Iterator[str]:
    """Texts of the key in any part of the file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    text = squeezed(
        "".join("".join(map(str, etree.fromstring(p, _PARSER).itertext())) for p in parts)
    )
    yield from (f"“{each}” of the key is in it" for each in secrets if squeezed(each) in text)


def _part(docx: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name), _PARSER)


def _counted(root: etree._Element, tag: str, wanted: int, what: str) -> Iterator[str]:
    found = sum(1 for _ in root.iter(tag))
    if found < wanted:
        yield f"{found} of {wanted} {what} are there"


def _shown(asked: Asked) -> Iterator[Markup]:
    """The stem, then options or entries as the form has them."""
    question = asked.question
    yield question.stem
    if isinstance(question, Choice):
        yield from (option.text for option in asked.options)
    if isinstance(question, Matching):
        yield from (pair.left for pair in question.pairs)
    if isinstance(question, Matching | Ordering):
        yield from asked.entries


def _runs(asked: Asked) -> Iterator[str]:
    """Its words, piece by piece between what is shown by something else."""
    for markup in _shown(asked):
        yield from filter(None, map(squeezed, "".join(map(_text, markup)).split("\0")))


def _text(node: Node) -> str:
    if node.kind in _APART:
        return "\0"
    return node.text + "".join(map(_text, node.children))
