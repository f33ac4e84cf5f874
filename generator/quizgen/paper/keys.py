"""An exam → the keys of all forms in one file, composed from blocks that are laid out once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import chain
from string import ascii_uppercase
from typing import BinaryIO

from quizgen.garbage import collection_paused
from quizgen.model import Form
from quizgen.paper.checks import proof
from quizgen.paper.checks.key_check import differences
from quizgen.paper.checks.placement import require_placed
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import Composed
from quizgen.paper.composing.composer import Composer, Unfit
from quizgen.paper.composing.fitting import mismatch
from quizgen.paper.layout.job import Casting
from quizgen.paper.outlines.key_outline import KeyOutliner, key_sheet
from quizgen.paper.outlines.names import role
from quizgen.paper.outlines.sheets import texts
from quizgen.paper.pdf.file import PdfFile
from quizgen.paper.printing import KEY_PATH, key_title, seconds
from quizgen.paper.styles.margins import DIGITS, page_digits, sample_margins
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking import form_key, keys
from quizgen.paper.views.plan import Plan, key_plan, places

CODES = f"{ascii_uppercase}{DIGITS},\u202f"
"""The characters of answers that are letters and numbers."""

WIDEST = "W"
"""As wide as any letter or digit of a version's label."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Which pages of the file have the key of which form, by label.

    `apart` are forms whose keys are not in it, as a text of theirs does not fit into its slot.
    """

    pages: Mapping[str, range]
    apart: tuple[Form, ...]


class Keys:
    """The keys of an exam's forms: what must be laid out for them, and then the file."""

    def __init__(self, content: Content) -> None:
        self._content, self._forms = content, content.exam.forms
        self._outliner = KeyOutliner(content)
        outlines = ((form, self._outliner.outline(form)) for form in self._forms)
        self._sheet = key_sheet(content, outlines)
        self._heads, self._rows = self._sheet.heads, self._sheet.rows

    def casting(self) -> Casting:
        """The job that makes the galley."""
        view = self._sheet.to_lay_out(self._widest_label())
        context = {"key": view, "sheet": view.sheet, "labels": view.sheet.labels}
        return Casting(
            path="keys",
            template="paper/key.html.j2",
            documents=((context, self._sheet.names),),
            running=sample_margins(self._content, _short(self._forms[0])),
            texts=self._texts(),
            seconds=seconds(self._content, len(self._sheet.names)),
            place=self._content.exam.blueprint.place,
        )

    def _widest_label(self) -> str:
        label = WIDEST * max(len(form.label) for form in self._forms)
        return self._content.labels["version"].format(label=label)

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        outlines = map(self._outliner.outline, self._forms)
        found = texts(chain([self._sheet.proof], outlines))
        # All that answers are written with, so that another draw finds the same galley.
        answers = {"answer": (CODES,)} if "answer" in found else {}
        return {
            **found,
            **answers,
            "whose": (*found.get("whose", ()), *map(_short, self._forms)),
            "page": (page_digits(self._content),),
        }

    def unsuitable(self, galley: Galley) -> str:
        """Why the galley does not serve, in a teacher's words; nothing if it does."""
        if not all(galley.blocks[name].new_page for name in self._heads):
            return "a style puts several keys on one page"
        for use in self._sheet.proof:
            if why := mismatch(galley.blocks[use.block], use):
                return f"{why} ({role(use.block)})"
        try:
            self._proof(galley)
        except Unfit as text:
            return f"“{text}” does not fit into its place"
        return ""

    def proof(self, galley: Galley) -> bytes:
        """A file with every block on it, which is to be as `proof_plan` says."""
        file = BytesIO()
        self._write(galley, [(self._proof(galley), "")], file)
        return file.getvalue()

    def proof_plan(self) -> Plan:
        """What must be in that file."""
        return self._sheet.proof_plan

    def compose(self, galley: Galley, file: BinaryIO) -> KeyFile:
        """Write the file; raises NotMade if a key in it is not as it must be."""
        bound, composer = _Bound(), Composer(galley)
        with collection_paused():
            made = bound.add_all(self._forms, partial(self._key, galley, composer))
            self._write(galley, made, file)
        if bound.pages:
            self._read_back(file, bound.pages)
        return KeyFile(bound.pages, tuple(bound.apart))

    def _key(self, galley: Galley, composer: Composer, form: Form) -> tuple[Composed, str]:
        """The key of a form, and its name; raises NotMade, Unfit."""
        uses, whose = self._outliner.outline(form), self._outliner.whose(form)
        wanted = form_key(form, self._content)
        found = differences(uses, wanted, self._heads, self._rows, places(form))
        proof.require_none(found, KEY_PATH, self._content)
        try:
            key = composer.compose(uses, self._running_texts(whose))
        except Unfit:  # in the head of a further page, perhaps
            key = composer.compose(uses, self._running_texts(_short(form)))
        require_placed(form.label, uses, key, galley)
        return key, whose if len(self._forms) > 1 else ""

    def _read_back(self, file: BinaryIO, there: Mapping[str, range]) -> None:
        """Compare the pages of some forms with their plans."""
        forms = [form for form in self._forms if form.label in there]
        sampled = proof.sampled(forms, self._content)
        some = tuple(form for form in forms if form.label in sampled)
        pages = [page for form in some for page in there[form.label]]
        plan = key_plan(keys(some, self._content), some)
        proof.require(file, plan, KEY_PATH, self._content, pages)

    def _proof(self, galley: Galley) -> Composed:
        running = self._running_texts(_short(self._forms[0]))
        return Composer(galley).compose(self._sheet.proof, running)

    def _running_texts(self, whose: str) -> Mapping[str, str]:
        return {"whose": whose, "page": self._content.labels["page"]}

    def _write(self, galley: Galley, made: Iterable[tuple[Composed, str]], file: BinaryIO) -> None:
        title, language = key_title(self._content), self._content.exam.blueprint.language
        PdfFile(galley).write(made, title, language, file)


def _short(form: Form) -> str:
    """Whose key it is, in short."""
    return form.candidate.id if form.candidate else form.label


class _Bound:
    """What is known of the file while keys are added to it."""

    def __init__(self) -> None:
        self.pages: dict[str, range] = {}
        self.apart: list[Form] = []
        self._count = 0

    def add_all(
        self, forms: Iterable[Form], compose: Callable[[Form], tuple[Composed, str]]
    ) -> Iterator[tuple[Composed, str]]:
        """Their keys, but for those that cannot be composed."""
        for form in forms:
            try:
                key, name = compose(form)
            except Unfit:
                self.apart.append(form)
            else:
                self.pages[form.label] = range(self._count, self._count + len(key.pages))
                self._count += len(key.pages)
                yield key, name
