"""An exam → the keys of its forms as PDF files: one for all of them, if nothing keeps them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from quizgen.document import Document, long_file
from quizgen.export.pdf_printing import galley, printed
from quizgen.paper import printing
from quizgen.paper.checks import proof
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.keys import Keys
from quizgen.paper.pool import Printers
from quizgen.paper.printing import KEY_PATH, keys
from quizgen.paper.views.content import Content
from quizgen.problem import warning

_SLOWLY = "the keys are printed slowly, {count} to a file: {why}"


def composed_keys(content: Content, printers: Printers) -> Iterator[Document]:
    """The keys, composed of blocks; those with which that cannot be done are laid out as a whole."""
    made = Keys(content)
    outcome = galley(made.casting(), content, printers, partial(_prove, made, content))
    found = outcome.galley
    why = outcome.unsuitable if found is None else made.unsuitable(found)
    if found is None or why:
        yield from _slowly(content, printers, why)
        return
    with long_file() as file:
        there = made.compose(found, file)
        if there.pages:
            yield Document(KEY_PATH, b"", file=file)
    yield from printed(printers, tuple(keys(content, there.apart)))


def _prove(made: Keys, content: Content, found: Galley) -> None:
    """Read every block back, where the galley serves; raises NotMade."""
    if not made.unsuitable(found):
        proof.require(made.proof(found), made.proof_plan(), KEY_PATH, content)


def _slowly(content: Content, printers: Printers, why: str) -> Iterator[Document]:
    """With a warning where that makes a difference."""
    forms = content.exam.forms
    documents = printed(printers, tuple(keys(content, forms)))
    if len(forms) > printing.FORMS_IN_A_FILE:
        message = _SLOWLY.format(count=printing.FORMS_IN_A_FILE, why=why)
        told = warning(content.exam.blueprint.place, message)
        yield replace(next(documents), warnings=(told,))
    yield from documents
