"""Every glyph of a PDF carries its own text, whichever way the letters of a word were drawn."""

from __future__ import annotations

import unicodedata

import pytest
from builders import short, text
from test_paper import exam, materials

from quizgen.model import Exam
from quizgen.paper.checks import leaks, readback
from quizgen.paper.checks.reading import read
from quizgen.paper.layout import templates
from quizgen.paper.layout.engine import Engine, import_weasyprint
from quizgen.paper.printing import jobs, press

import_weasyprint()

from quizgen.paper.layout.glyph_texts import NO_TEXT, shares  # noqa: E402

MARKED = "ẑ x\u0302 z 5, ḯ í i ı, a\u0301\u0331 j\u0301, Tiếng Việt"
WORDS = [
    MARKED,
    "น้ำ น ำ า: ที่นี่ คำ",
    "हिन्दी सही, विद्यार्थी क्षत्रिय",
    "السَّلَامُ عَلَيْكُمْ لا إله",
    "שָׁלוֹם עִבְרִית",
    "5 µm and μ, ∆ and Δ, ‘ and ʻ, ’ and ʼ",
]


def printed(made: Exam) -> tuple[bytes, tuple[object, ...]]:
    """The exam's paper, and what the read-back finds wrong with it."""
    shared = press(made, materials(made))
    job = jobs(made, materials(made))[0]
    engine = Engine(shared.style, "", {asset.address: asset for asset in shared.assets})
    page = templates.render(templates.environment(shared.templates), job.template, job.context)
    data = engine.print(page, "Words").data
    return data, readback.check(data, job.plan)


@pytest.mark.parametrize("words", WORDS)
def test_words_are_read_back_whatever_stands_before_them(words: str) -> None:
    turned = " ".join(reversed(words.split()))
    made = exam(short("one", stem=text(words)), short("two", stem=text(turned)))
    assert printed(made)[1] == ()


def test_letters_with_accents_are_copied_as_they_were_written() -> None:
    data, _ = printed(exam(short(stem=text(MARKED))))
    copied = "".join(token.text for token in read(data).tokens)
    assert unicodedata.normalize("NFC", MARKED) in unicodedata.normalize("NFC", copied)


@pytest.mark.parametrize(
    ("glyphs", "written", "parts"),
    [
        ((7,), "ffi", ("ffi",)),
        ((1, 2), "ẑ", ("z", "\u0302")),
        ((3, 2, 9), "î\u0301", ("i", "\u0302", "\u0301")),
        ((9, 1), "fiz", ("fi", "z")),
        ((8, 9), "fi", (NO_TEXT, "fi")),
        ((5, 6), "ำ", ("\u0e4d", "\u0e32")),
    ],
)
def test_glyphs_of_a_cluster_share_its_text(
    glyphs: tuple[int, ...], written: str, parts: tuple[str, ...]
) -> None:
    characters = {1: "z", 2: "\u0302", 3: "i", 5: "\u0e4d", 6: "\u0e32"}
    assert tuple(shares(glyphs, written, characters)) == tuple(zip(glyphs, parts, strict=True))


def test_a_secret_is_found_however_its_letters_are_composed() -> None:
    data, _ = printed(exam(short(stem=text("the z\u0302eta function of 5 \xb5m"))))
    assert leaks.leaks(
        data, read(data).pages, ("ẑeta function of 5 μm", "zeta function of 5 μm")
    ) == ("the candidate's file gives away “ẑeta function of 5 μm”",)
