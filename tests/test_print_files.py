"""What printing leaves behind: one file or many, the record's positions, and what is kept for later."""

from __future__ import annotations

import errno
import io
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from quizgen import document
from quizgen.cli import main
from quizgen.document import PrintedForm, Spot
from quizgen.paper import pool
from quizgen.paper.checks import proof
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.galley_cache import MOST, GalleyCache
from quizgen.paper.layout.job import Casting, Job, Outcome
from quizgen.paper.views.plan import Plan
from quizgen.positions import entry, load_positions, with_positions, without_positions
from quizgen.record import load

QUESTION = """\
## Which norm is a sum of absolute values? Number {0} {{#l{0}}}

- [x] L1
- [ ] L2, with a longer text that says nothing
- [ ] L∞

"""
EXAM = "title: Norms\nseed: small\nroster: roster.csv\npaper: {answer_sheet: true}\n"
GALLEY = Galley({}, (), {1: b"<<>>"}, {("Font", "F"): b"1 0 R"}, {})


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with 24 questions and three candidates; the present folder is there."""
    (tmp_path / "content").mkdir()
    (tmp_path / ".quizgen").mkdir()
    deck = "".join(map(QUESTION.format, range(24))) + "## What is it? {#open}\n\nAnswer: norm\n"
    (tmp_path / "content" / "deck.md").write_text(deck, encoding="utf-8")
    (tmp_path / "norms.exam.yaml").write_text(EXAM, encoding="utf-8")
    roster = "id,name\n007,Ada Lovelace\n008,Emmy Noether\n009,Sofja Kowalewskaja\n"
    (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def build(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["build", "--no-guide", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def output(project: Path, name: str) -> bytes:
    return (project / "output" / "norms" / name).read_bytes()


def positions(project: Path) -> tuple[PrintedForm, ...]:
    return load_positions(output(project, "exam.json").decode())


# One file with all papers


def test_the_file_for_the_print_shop_holds_all_papers(project: Path) -> None:
    build("--papers", "both")
    together = pypdfium2.PdfDocument(output(project, "papers.pdf"))
    start = 0
    for form in positions(project):
        alone = pypdfium2.PdfDocument(output(project, f"paper-{form.label}.pdf"))
        assert len(alone) == form.pages
        for i in range(form.pages):
            theirs = together[start + i].get_textpage().get_text_range()
            assert theirs == alone[i].get_textpage().get_text_range()
        start += form.pages + form.pages % 2
    assert start == len(together)


def test_every_paper_begins_on_a_sheet_of_its_own(project: Path) -> None:
    build("--papers", "together")
    document = pikepdf.open(io.BytesIO(output(project, "papers.pdf")))
    with document.open_outline() as outline:
        names = [entry.title for entry in outline.root]
        targets = [entry.obj.Dest[0].objgen for entry in outline.root if entry.obj]
    pages: list[object] = [page.objgen for page in document.pages]
    starts = [pages.index(target) for target in targets]
    assert names == ["Ada Lovelace · 007", "Emmy Noether · 008", "Sofja Kowalewskaja · 009"]
    assert len(starts) == 3 and all(start % 2 == 0 for start in starts)
    assert not (project / "output" / "norms" / "paper-001.pdf").exists()


def test_one_sided_printing_needs_no_blank_pages(project: Path) -> None:
    build("--papers", "together", "--one-sided")
    pages = pypdfium2.PdfDocument(output(project, "papers.pdf"))
    assert len(pages) == sum(form.pages for form in positions(project))
    assert all(page.get_textpage().get_text_range().strip() for page in pages)


def test_without_a_guide_there_is_none(project: Path) -> None:
    build()
    assert not (project / "output" / "norms" / "marking-guide.pdf").exists()


# Positions


def test_the_record_knows_where_every_square_is(project: Path) -> None:
    build()
    exam = load(output(project, "exam.json").decode())
    for form, printed in zip(exam.forms, positions(project), strict=True):
        assert printed.label == form.label
        for asked in form.questions:
            own = [spot for spot in printed.spots if spot.question == asked.number]
            kinds = [spot.kind for spot in own]
            many = len(asked.options)
            expected = ["square"] * many + ["sheet-square"] * many
            assert kinds == (expected or ["line", "sheet-line"])


@pytest.mark.parametrize("style", ["", ".question + .question { color: #111 }\n"])
def test_squares_are_where_the_record_says(project: Path, style: str) -> None:
    (project / "style.css").write_text(style, encoding="utf-8")
    assert ("printed slowly" in build()) == bool(style)
    for printed in positions(project):
        document = pypdfium2.PdfDocument(output(project, f"paper-{printed.label}.pdf"))
        pages = [page.render(scale=300 / 72, grayscale=True).to_pil() for page in document]
        for spot in printed.spots:
            if spot.kind.endswith("square"):
                _assert_square(pages[spot.page - 1], spot)


def _assert_square(page: object, spot: Spot) -> None:
    """A frame of black, white within."""
    scale = 300 / 25.4
    left, top = spot.left * scale, spot.top * scale
    right, bottom = left + spot.width * scale, top + spot.height * scale
    middle = (top + bottom) / 2
    crop = page.crop  # type: ignore[attr-defined]
    assert (
        crop((round(left) - 1, round(middle), round(left) + 4, round(middle) + 1)).getextrema()[0]
        < 90
    )
    assert (
        crop((round(right) - 4, round(middle), round(right) + 2, round(middle) + 1)).getextrema()[0]
        < 90
    )
    inside = (round(left) + 5, round(top) + 5, round(right) - 5, round(bottom) - 5)
    assert crop(inside).getextrema()[0] > 250


def test_positions_stay_where_only_another_format_is_made(project: Path) -> None:
    build()
    before = output(project, "exam.json")
    build("--format", "moodle")
    assert output(project, "exam.json") == before
    assert (project / "output" / "norms" / "paper-001.pdf").exists()


def test_positions_of_another_draw_do_not_stay(project: Path) -> None:
    build()
    build("--format", "moodle", "--seed", "other")
    assert positions(project) == ()
    assert not (project / "output" / "norms" / "paper-001.pdf").exists()


def test_positions_are_read_as_they_were_written() -> None:
    forms = (
        PrintedForm("A", 2, (Spot(1, "square", 1, 20.0, 30.25, 3.5, 3.5),)),
        PrintedForm("“Ä”", 1, ()),
    )
    record = '{\n "format": "quizgen-exam"\n}\n'
    whole = with_positions(record, map(entry, forms))
    assert load_positions(whole) == forms
    assert without_positions(whole.encode()).decode() == record
    assert with_positions(record, ()) == record and load_positions(record) == ()


@pytest.mark.parametrize(
    "damaged",
    [
        '[{"form": 1}]',
        "[1]",
        '[{"form": "A", "pages": 1, "spots": [1]}]',
        '[{"form": "A", "pages": 1, "spots": [[1, "square"]]}]',
        '[{"form": "A", "pages": 1, "spots": [[1, "square", 2, 1, 1, 4, 4]]}]',
        '[{"form": "A", "pages": 1, "spots": [[1, "square", 1, NaN, 1, 4, 4]]}]',
        '[{"form": "A", "pages": 1, "spots": [[1, "square", 1, "1", 1, 4, 4]]}]',
        "[" * 100_000,
    ],
)
def test_damaged_positions_are_told_as_such(damaged: str) -> None:
    with pytest.raises(ValueError, match="positions are damaged"):
        load_positions(f'{{"positions": {damaged}}}')


# What is kept


def kept(project: Path) -> list[Path]:
    return list((project / ".quizgen" / "cache").glob("*.galley"))


def test_a_second_build_lays_nothing_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build("--seed", "one")
    before = output(project, "paper-001.pdf")
    assert len(kept(project)) == 2  # of the papers and of the keys
    asked: list[object] = []
    original = pool.Printers.print_all

    def noted(self: pool.Printers, jobs: Sequence[Job | Casting]) -> Iterator[Outcome]:
        asked.extend(jobs)
        return original(self, jobs)

    monkeypatch.setattr(pool.Printers, "print_all", noted)
    build("--seed", "two")
    assert output(project, "paper-001.pdf") != before
    assert asked == []
    build("--seed", "one")
    assert output(project, "paper-001.pdf") == before


def test_another_question_is_laid_out(project: Path) -> None:
    build()
    deck = project / "content" / "deck.md"
    deck.write_text(
        deck.read_text(encoding="utf-8").replace("says nothing", "tells nothing"), encoding="utf-8"
    )
    build()
    text = (
        pypdfium2.PdfDocument(output(project, "paper-001.pdf"))[0].get_textpage().get_text_range()
    )
    assert "tells nothing" in text and "says nothing" not in text
    assert len(kept(project)) == 3


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"x" * 100])
def test_a_damaged_cache_only_costs_time(project: Path, damage: bytes) -> None:
    build()
    before = output(project, "paper-001.pdf")
    for path in kept(project):
        path.write_bytes(damage)
    build()
    assert output(project, "paper-001.pdf") == before
    assert all(len(path.read_bytes()) > 1_000 for path in kept(project))


class _Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path("harmed"),)  # type: ignore[return-value]


@pytest.mark.parametrize("thing", [_Harmful(), {"no": "galley"}, sha256])
def test_nothing_but_plain_data_comes_from_a_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, thing: object
) -> None:
    monkeypatch.chdir(tmp_path)
    data = pickle.dumps(thing)
    (tmp_path / "key.galley").write_bytes(sha256(data).digest() + data)
    assert GalleyCache(tmp_path).get("key") is None
    assert not (tmp_path / "harmed").exists()


def test_the_cache_keeps_those_that_were_used_last(tmp_path: Path) -> None:
    cache = GalleyCache(tmp_path)
    for number in range(MOST + 3):
        cache.put(f"{number}", GALLEY)
        assert cache.get("0") == GALLEY
    names = {path.stem for path in tmp_path.iterdir()}
    assert len(names) == MOST and {"0", f"{MOST + 2}"} <= names and "1" not in names


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    GalleyCache(None).put("key", GALLEY)
    assert GalleyCache(None).get("key") is None
    (tmp_path / "file").write_text("")
    GalleyCache(tmp_path / "file").put("key", GALLEY)
    assert GalleyCache(tmp_path / "file").get("key") is None


# Text


def test_formulas_can_be_selected_and_found_by_their_words(project: Path) -> None:
    deck = "## What is $\\frac{x^2}{7}$ called, and is it so? {#f}\n\nAnswer: a share\n"
    (project / "content" / "deck.md").write_text(deck, encoding="utf-8")
    (project / "norms.exam.yaml").write_text("title: Words\n", encoding="utf-8")
    build()
    page = pypdfium2.PdfDocument(output(project, "paper-A.pdf"))[0]
    text = " ".join(page.get_textpage().get_text_range().split())
    assert "What is the fraction with numerator x squared and denominator 7" in text


# Stopped half-way


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_build_that_was_killed_half_way_leaves_nothing_half_and_goes_on(project: Path) -> None:
    names = "".join(f"{number:03},Candidate {number}\n" for number in range(300))
    (project / "roster.csv").write_text("id,name\n" + names, encoding="utf-8")
    run = "from quizgen.cli import main; main(['build', '--no-guide', '--quiet'])"
    command = [sys.executable, "-c", run]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    staged = project / "output" / ".quizgen-new-norms"
    while process.poll() is None and not (staged / "paper-020.pdf").exists():
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert staged.exists() and not (project / "output" / "norms").exists()
    laid_out = {path.name for path in kept(project)}
    build()
    assert laid_out <= {path.name for path in kept(project)} and laid_out
    assert not staged.exists()
    assert len(list((project / "output" / "norms").glob("paper-*.pdf"))) == 300
    assert len(positions(project)) == 300


# Names


def test_names_in_other_scripts_and_long_ones_are_composed_like_others(project: Path) -> None:
    names = [
        "محمد الخوارزمي",
        "สมชาย ใจดี",
        "Ada " + "Musterfrau-" * 6 + "Schmidt",
        "Αρχιμήδης",
        "Софья",
    ]
    rows = "".join(f"{number:03},{name}\n" for number, name in enumerate(names))
    (project / "roster.csv").write_text("id,name\n" + rows, encoding="utf-8")
    said = build()
    assert "slowly" not in said
    assert [form.label for form in positions(project)] == ["001", "002", "003", "004", "005"]
    for number in range(5):
        document = pypdfium2.PdfDocument(output(project, f"paper-{number + 1:03}.pdf"))
        pages = [page.get_textpage().get_text_range() for page in document]
        assert all(f"{number:03}" in page for page in pages)


# What is too long for memory


def test_a_long_file_is_the_same_on_disk_as_in_memory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build("--papers", "together")
    before = output(project, "papers.pdf")
    monkeypatch.setattr(document, "IN_MEMORY", 1)
    monkeypatch.setattr(document, "PIECE", 1000)
    build("--papers", "together")
    assert output(project, "papers.pdf") == before


def test_a_full_disk_is_told_and_leaves_the_earlier_files(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build("--papers", "together")
    before = output(project, "papers.pdf")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", full)
    result = CliRunner().invoke(main, ["build", "--papers", "together", "--seed", "other"])
    assert result.exit_code == 1
    assert "a temporary file cannot be written: No space left on device" in result.output
    assert output(project, "papers.pdf") == before


# What the teacher may allow


def test_every_paper_is_read_back_if_wanted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = proof.require

    def noted(data: bytes, plan: Plan, path: str, *more: Any, **named: Any) -> None:
        read.append(path)
        whole(data, plan, path, *more, **named)

    monkeypatch.setattr(proof, "require", noted)
    build()
    papers = [path for path in read if path.startswith("paper-")]
    assert papers == ["paper-001.pdf", "paper-003.pdf"]
    build("--proofread", "--seed", "other")
    assert read[-4:] == ["paper-001.pdf", "paper-002.pdf", "paper-003.pdf", "key.pdf"]


def test_memory_is_limited(project: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--memory-limit", "64"])
    assert result.exit_code == 1, result.output
    assert "memory" in result.output or "stopped without a word" in result.output
