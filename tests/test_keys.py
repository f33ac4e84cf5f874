"""The keys of all forms in one file, composed of blocks, against the same keys laid out as a whole."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import pdf_checks
import pikepdf
import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    choice,
    in_memory,
    matching,
    one_of_each,
    ordering,
    short,
)
from test_paper import exam, materials, our_theme, theme

from quizgen.document import Document, NotMade
from quizgen.export.pdf_keys import composed_keys
from quizgen.materials import Theme
from quizgen.model import Candidate, Exam, Form, Paper
from quizgen.paper import keys as keys_module
from quizgen.paper import printing
from quizgen.paper.checks.key_check import differences
from quizgen.paper.checks.reading import read
from quizgen.paper.keys import Keys
from quizgen.paper.outlines import key_outline
from quizgen.paper.outlines.key_outline import KeyOutliner, key_sheet
from quizgen.paper.outlines.outline import Use
from quizgen.paper.pool import Printers
from quizgen.paper.printing import keys, press
from quizgen.paper.views.content import Content
from quizgen.paper.views.marking import form_key
from quizgen.paper.views.marking_view import FormKey
from quizgen.paper.views.plan import places

PEOPLE = (
    Candidate("0012345", "Maximiliane Musterfrau-Schmidt"),
    Candidate("0002", "Zoë Øvrebø"),
    Candidate("0003", "Łukasz Ng"),
)
ARABIC = Candidate("0004", "ليلى حداد")


def all_kinds(**values: object) -> Exam:
    """Three forms of questions of all kinds, among them long answers and derived ones."""
    questions = (
        *one_of_each(),
        *(choice(f"c{i}", right=(0, 1) if i % 3 else (0,), count=5) for i in range(30)),
        matching("many pairs", pairs=9),
        ordering("many steps", count=12),
        short("long", "a rather long answer that wraps over several lines", "another one"),
        choice("d", tags=("derived",), card="a card"),
    )
    return assembled(bank(*questions), blueprint(**{"forms": 3, **values}))


def made(exam: Exam, own: Theme | None = None) -> list[Document]:
    """The files of the keys."""
    content = Content(exam, materials(exam, own))
    with Printers(press(exam, content.materials)) as printers:
        return list(map(in_memory, composed_keys(content, printers)))


@dataclass(frozen=True)
class Case:
    """A file of keys that is composed, and one that is laid out as a whole."""

    exam: Exam
    composed: bytes
    whole: bytes


@cache
def case(language: str, personal: bool) -> Case:
    """For candidates, or for versions."""
    people = PEOPLE if personal else ()
    drawn = all_kinds(language=language, candidates=people, course="Deep Learning")
    content = Content(drawn, materials(drawn))
    with Printers(press(drawn, content.materials)) as printers:
        (document,) = map(in_memory, composed_keys(content, printers))
        (printed,) = printers.print_all(tuple(keys(content, drawn.forms)))
    assert document.path == "key.pdf" and not printed.problems
    return Case(drawn, document.data, printed.data)


CASES = [("en", False), ("en", True), ("de", False), ("de", True)]


@pytest.mark.parametrize(("language", "personal"), CASES)
def test_composed_keys_read_as_those_that_are_laid_out_as_a_whole(
    language: str, personal: bool
) -> None:
    both = [
        read(data) for data in (case(language, personal).composed, case(language, personal).whole)
    ]
    composed, whole = ([(t.page, t.text) for t in each.tokens if t.text.strip()] for each in both)
    assert composed == whole and len(both[0].pages) == 3


@pytest.mark.parametrize(("language", "personal"), CASES)
def test_on_the_first_page_everything_stands_where_it_stands_there(
    language: str, personal: bool
) -> None:
    both = [
        read(data) for data in (case(language, personal).composed, case(language, personal).whole)
    ]
    first = [[t for t in each.tokens if t.page == 0 and t.text.strip()] for each in both]
    for ours, theirs in zip(*first, strict=True):
        assert ours.box == pytest.approx(theirs.box, abs=0.5), ours.text


@pytest.mark.parametrize("personal", [False, True])
def test_composed_keys_are_sound_and_accessible(personal: bool) -> None:
    """Titles on three pages are taken for running heads; but each page is the first of its key."""
    found = pdf_checks.complaints(case("de", personal).composed)
    assert [line for line in found if "PAG-001" not in line] == []


def test_bookmarks_lead_to_each_key() -> None:
    document = pikepdf.open(io.BytesIO(case("de", True).composed))
    with document.open_outline() as outline:
        names = [entry.title for entry in outline.root]
    assert names[0] == "Maximiliane Musterfrau-Schmidt · 0012345" and len(names) == 3


def test_each_key_counts_its_own_pages() -> None:
    assert [page.count("Page 1 of 1") for page in read(case("en", False).composed).pages] == [1] * 3


def test_a_key_may_need_several_pages() -> None:
    questions = (choice(f"c{i}", right=(i % 4,)) for i in range(100))
    (document,) = made(exam(*questions, candidates=PEOPLE[:2]))
    pages = read(document.data).pages
    assert ["Page 2 of 2" in page for page in pages] == [False, True] * 2
    assert PEOPLE[1].name in pages[3] and PEOPLE[0].name not in pages[3]


def test_a_name_too_long_for_a_running_head_is_replaced_by_the_id_there() -> None:
    large = Paper(size="Letter", font_size=Decimal(18))
    (document,) = made(all_kinds(candidates=PEOPLE[:1], paper=large))
    first, second = read(document.data).pages
    assert PEOPLE[0].name in first and PEOPLE[0].name not in second and PEOPLE[0].id in second


def test_the_key_of_a_single_form_is_composed_too() -> None:
    (document,) = made(exam(*one_of_each()))
    assert len(read(document.data).pages) == 1


def test_a_name_that_cannot_be_set_simply_is_laid_out() -> None:
    drawn = all_kinds(candidates=(PEOPLE[0], ARABIC, PEOPLE[1]))
    (document,) = made(drawn)
    pages = read(document.data).pages
    assert document.path == "key.pdf" and len(pages) == 3
    assert PEOPLE[0].id in pages[0] and "0004" in pages[1] and PEOPLE[1].id in pages[2]


def test_a_name_that_does_not_fit_after_all_gets_a_file_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(key_outline, "is_plain", lambda candidate: True)
    together, apart = made(all_kinds(candidates=(PEOPLE[0], ARABIC, PEOPLE[1])))
    assert (together.path, apart.path) == ("key.pdf", "key-002.pdf")
    assert len(read(together.data).pages) == 2 and "0004" in read(apart.data).pages[0]


@pytest.mark.parametrize(
    "own",
    [
        theme(".form-key { break-before: auto }"),
        theme(key=our_theme().templates["paper/key.html.j2"].replace("data-block", "class")),
        theme(key=our_theme().templates["paper/key.html.j2"].replace('data-slot="whose"', "")),
        theme(".key-code { letter-spacing: 1px }"),
    ],
)
def test_where_a_template_or_style_hinders_the_keys_are_laid_out_as_a_whole(
    own: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "FORMS_IN_A_FILE", 2)
    documents = made(all_kinds(), own)
    assert [document.path for document in documents] == ["key-A-B.pdf", "key-C.pdf"]
    (told,) = documents[0].warnings
    assert "the keys are printed slowly, 2 to a file: " in told.message


def test_all_keys_are_in_one_file_that_grows_by_little() -> None:
    drawn = all_kinds(forms=200)
    content = Content(drawn, materials(drawn))
    all_keys = Keys(content)
    with Printers(press(drawn, content.materials)) as printers:
        (cast,) = printers.print_all([all_keys.casting()])
    assert cast.galley is not None
    tracemalloc.start()
    made = io.BytesIO()
    file = all_keys.compose(cast.galley, made)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    with pikepdf.open(made) as document:
        assert len(document.pages) == 200
    assert list(file.pages)[-1] == "GR" and file.pages["GR"] == range(199, 200)
    assert len(made.getvalue()) < 200 * 12_000 and peak < 200 * 100_000


# What a wrong key is caught by


def checked(
    change: Callable[[tuple[Use, ...], Form, FormKey], tuple[Sequence[Use], FormKey]],
) -> list[str]:
    """What is found wrong with the second form's key after a change."""
    drawn = all_kinds(candidates=PEOPLE)
    content, outliner = (
        Content(drawn, materials(drawn)),
        KeyOutliner(Content(drawn, materials(drawn))),
    )
    form = drawn.forms[1]
    sheet = key_sheet(content, [(each, outliner.outline(each)) for each in drawn.forms])
    uses, wanted = change(outliner.outline(form), form, form_key(form, content))
    return [
        each.message for each in differences(uses, wanted, sheet.heads, sheet.rows, places(form))
    ]


@pytest.mark.parametrize("people", [lambda _: (), lambda seed: PEOPLE[:: 1 if seed == "1" else -1]])
def test_what_is_laid_out_is_the_same_for_every_draw_of_the_same_questions(
    people: Callable[[str], tuple[Candidate, ...]],
) -> None:
    """So that it is laid out once, however often an exam is drawn."""
    sheets = []
    everything = bank(*(choice(f"c{i}", right=(i % 4,)) for i in range(12)))
    for seed in "123":
        drawn = assembled(everything, blueprint(forms=2, seed=seed, candidates=people(seed)))
        content = Content(drawn, materials(drawn))
        outliner = KeyOutliner(content)
        sheets.append(key_sheet(content, [(each, outliner.outline(each)) for each in drawn.forms]))
    assert sheets[0].to_lay_out("A") == sheets[1].to_lay_out("A") == sheets[2].to_lay_out("A")
    assert sheets[0].names == sheets[1].names == sheets[2].names


def test_a_key_that_is_right_is_found_to_be() -> None:
    assert checked(lambda uses, _, wanted: (uses, wanted)) == []


def lettered(uses: Sequence[Use]) -> int:
    """Where the first row with several letters is."""
    return next(i for i, use in enumerate(uses) if len(use.texts.get("answer", ())) > 1)


def with_answer(
    uses: Sequence[Use], answer: Callable[[tuple[str, ...]], tuple[str, ...]]
) -> list[Use]:
    i = lettered(uses)
    texts = {**uses[i].texts, "answer": answer(uses[i].texts["answer"])}
    return [*uses[:i], replace(uses[i], texts=texts), *uses[i + 1 :]]


@pytest.mark.parametrize(
    "answer",
    [lambda a: (*a[:-1], "Q"), lambda a: a[::-1], lambda a: a[:-1], lambda a: ()],
)
def test_a_wrong_letter_is_caught(answer: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    (message,) = checked(lambda uses, _, wanted: (with_answer(uses, answer), wanted))
    assert "has the answer of another" in message


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda uses: [replace(uses[0], texts={"whose": ("Łukasz Ng · 0003",)}), *uses[1:]],
            "head",
        ),
        (lambda uses: [replace(uses[0], block="key-title:1 point"), *uses[1:]], "head"),
        (lambda uses: uses[:-1], "rows"),
        (lambda uses: [uses[0], uses[2], uses[1], *uses[3:]], "answer"),
        (lambda uses: [uses[0], replace(uses[1], block="key-row:nowhere"), *uses[2:]], "answer"),
    ],
)
def test_a_wrong_head_or_row_is_caught(
    change: Callable[[Sequence[Use]], Sequence[Use]], expected: str
) -> None:
    found = checked(lambda uses, _, wanted: (change(uses), wanted))
    assert found and all(expected in message for message in found)


def test_rows_that_would_share_a_block_by_mistake_are_caught() -> None:
    def other_points(
        uses: tuple[Use, ...], _: Form, wanted: FormKey
    ) -> tuple[Sequence[Use], FormKey]:
        first, *others = wanted.rows
        return uses, replace(wanted, rows=(replace(first, points="7"), *others))

    assert len(checked(other_points)) == 1


def test_nothing_is_made_of_a_wrong_key(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong(KeyOutliner):
        def outline(self, form: Form) -> tuple[Use, ...]:
            uses = super().outline(form)
            return tuple(with_answer(uses, lambda a: a[::-1])) if form.label == "B" else uses

    monkeypatch.setattr(keys_module, "KeyOutliner", Wrong)
    with pytest.raises(NotMade, match=r"key\.pdf: question \d+ of Version B has the answer"):
        made(all_kinds())
