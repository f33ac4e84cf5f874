"""The read-back finds every way in which a printed paper can differ from its plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from builders import candidates, choice, gaps, matching, ordering, picture_node, short, text
from test_paper import exam, materials, md, theme

from quizgen.model import Choice, Exam, Option, Paper
from quizgen.paper.checks import readback
from quizgen.paper.layout import templates
from quizgen.paper.layout.engine import Engine
from quizgen.paper.layout.failures import LayoutFailure
from quizgen.paper.layout.job import Job
from quizgen.paper.printing import jobs, press

SECRET = "Corners make the weights vanish."
Change = Callable[[str], str]


def option(source: str, right: bool = False) -> Option:
    return Option(text=md(source), right=right, feedback=text(SECRET) if right else ())


EXAM: Exam = exam(
    Choice(
        id="norms",
        stem=md(r"Which penalty is written $\lambda\lVert w\rVert_1$?"),
        options=(
            option("The lasso, also known as L1", right=True),
            option("The ridge"),
            option("Early stopping"),
            option("Neither of them, nor dropout"),
        ),
    ),
    Choice(
        id="signs",
        stem=text("Which dot is less than nothing? ", picture_node()),
        options=(option("-2"), option("2"), option("$x$", right=True), option("$y$")),
    ),
    matching(),
    ordering(),
    gaps("gapped", "unprintable answer"),
    short("spelled", "shibboleth"),
    title="Norms and signs",
    candidates=candidates(2),
    paper=Paper(answer_sheet=True),
)
PAPER, _, KEY, GUIDE = jobs(EXAM, materials(EXAM))


@cache
def engine() -> Engine:
    shared = press(EXAM, materials(EXAM))
    return Engine(shared.style, "", {asset.address: asset for asset in shared.assets})


@cache
def html(name: str) -> str:
    job = next(job for job in (PAPER, KEY, GUIDE) if job.path == name)
    return templates.render(templates.environment(theme().templates), job.template, job.context)


def problems(change: Change, job: Job = PAPER, title: str = "Norms") -> list[str]:
    """What the read-back says of a document whose HTML was changed."""
    changed = change(html(job.path))
    assert changed != html(job.path) or change is same or title != "Norms"
    try:
        printed = engine().print(changed, title)
    except LayoutFailure as failure:
        return [failure.message]
    found = readback.check(printed.data, job.plan, targets=printed.targets)
    return [difference.message for difference in found]


def same(source: str) -> str:
    return source


def swap(one: str, other: str) -> Change:
    """Exchange two strings."""
    return lambda source: source.replace(one, "\0").replace(other, one).replace("\0", other)


def cut(pattern: str) -> Change:
    """Take out the first match."""
    return lambda source: re.sub(pattern, "", source, count=1, flags=re.DOTALL)


def put(old: str, new: str) -> Change:
    """Replace the first occurrence."""
    return lambda source: source.replace(old, new, 1)


def style(css: str) -> Change:
    return put("</head>", f"<style>{css}</style></head>")


@pytest.mark.parametrize("job", [PAPER, KEY, GUIDE], ids=lambda job: job.path)
def test_what_was_printed_is_what_was_planned(job: Job) -> None:
    assert problems(same, job) == []


FAULTS: dict[str, Change] = {
    "options swapped": swap("The ridge", "Early stopping"),
    "letters swapped": swap(">A</span>", ">B</span>"),
    "formulas swapped": swap(*re.findall(r'<img class="formula"[^>]*>', html(PAPER.path))[1:3]),
    "a minus lost": put(">-2<", ">2<"),
    "a letter lost": cut(r'<span class="letter"[^>]*>C</span>'),
    "a wrong letter": put(">D</span>", ">E</span>"),
    "an option lost": cut(r'<li class="option".*?</li>'),
    "half an option lost": put("Neither of them, nor dropout", "Neither of them"),
    "a stem lost": cut(r'<div class="stem">.*?</div>'),
    "a word of a stem lost": put("Which penalty", "Which"),
    "a question lost": cut(r'<section class="question ordering".*?</section>'),
    "the last question lost": cut(r'<section class="question short".*?</section>'),
    "a wrong number": put('data-slot="number">2</div>', 'data-slot="number">12</div>'),
    "questions swapped": lambda source: re.sub(
        r'(<section class="question matching".*?</section>)(.*?</section>)',
        r"\2\1",
        source,
        flags=re.DOTALL,
    ),
    "an entry to be matched lost": put("Left 1", "Left"),
    "entries to be ordered swapped": swap("Step 0", "Step 1"),
    "the name lost": cut(r'<span class="field-value".*?</span>'),
    "the title lost": put("<h1>Norms and signs</h1>", "<h1>Norms</h1>"),
    "a picture lost": cut(r'<img class="picture"[^>]*>'),
    "a picture replaced by its description": lambda source: re.sub(
        r'<img class="picture"[^>]*>', "A dot", source
    ),
    "options clipped": style(".option { height: .2em; overflow: hidden }"),
    "half of each option clipped": style(
        ".option { width: 9em; white-space: nowrap; overflow: hidden }"
    ),
    "white text": style(".option .text { color: white }"),
    "nearly white text": style(".stem { color: #e8e8e8 }"),
    "invisible text": style(".stem { visibility: hidden }"),
    "undisplayed text": style(".option:nth-child(2) { display: none }"),
    "tiny text": style(".option .text { font-size: .5pt }"),
    "covered text": put(
        "</main>",
        '</main><div style="position: absolute; top: 0; left: 0; width: 40em; height: 80em; '
        'background: white"></div>',
    ),
    "blackened text": style(".option .text { background: black }"),
    "text off the paper": style(".option .text { position: relative; left: 160mm }"),
    "formulas off the paper": style(".formula { position: relative; left: -60mm }"),
    "letters at the wrong options": style(".option .letter { top: 1.8em }"),
    "options turned upside down": style(
        ".option { position: relative } .option:nth-child(1) { top: 5em } "
        ".option:nth-child(3) { top: -5em }"
    ),
    "text lost in a box": style("main { position: absolute; height: 20em; overflow: hidden }"),
    "the answer sheet lost": cut(r'<section class="answer-sheet".*?</section>'),
    "the name on the answer sheet lost": cut(
        r'(?<=Answer sheet</h2>\n</header>)(.*?)<div class="field.*?</div>'
    ),
    "a row of the answer sheet lost": cut(r'<div class="sheet-row".*?</div>'),
    "the last row of the answer sheet lost": cut(
        r'<div class="sheet-row"[^>]*><span class="sheet-number"[^>]*>6</span>.*?</div>'
    ),
    "a square lost": cut(r'<span class="square"><span class="box"[^>]*></span>D</span>'),
    "the answer sheet in white": style(".sheet-rows { color: white }"),
    "feedback as text": put("</main>", f"<p>{SECRET}</p></main>"),
    "feedback in white": put("</main>", f'<p style="color: white">{SECRET}</p></main>'),
    "feedback as a bookmark": put(
        "</main>", f"<p style=\"bookmark-level: 1; bookmark-label: '{SECRET}'\">.</p></main>"
    ),
    "feedback in a description": put(
        "</main>", f'<img class="formula" alt="{SECRET}" src="SOURCE"></main>'
    ),
    "an answer as text": put("</main>", "<p>shibboleth</p></main>"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str) -> None:
    source = re.findall(r'src="(asset:[^"]*)"', html(PAPER.path))[0]
    assert problems(lambda page: FAULTS[name](page).replace("SOURCE", source))


def test_a_secret_in_the_documents_title_is_found() -> None:
    assert problems(same, title=SECRET) == [f"the candidate's file gives away “{SECRET}”"]


@pytest.mark.parametrize(
    "change",
    [put(">C<", ">A<"), put(">A</div>", ">B</div>"), swap(">lasso<", ">x<"), cut(r"shibboleth")],
)
def test_a_fault_of_the_key_is_found(change: Change) -> None:
    assert change(html(KEY.path)) == html(KEY.path) or problems(change, KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda source: source.replace("✓", ""),
        put('<span class="mark">–</span>', '<span class="mark">✓</span>'),
        put("shibboleth", "sibboleth"),
        put("Step 0", "Step 9"),
    ],
)
def test_a_fault_of_the_guide_is_found(change: Change) -> None:
    assert problems(change, GUIDE)


@pytest.mark.parametrize(
    "change",
    [
        put(
            "<title>", '<meta name="description" content="Corners make the weights vanish."><title>'
        ),
        put("<main", f"<!-- {SECRET} --><main"),
        put("<main ", f'<main id="{SECRET}" '),
        put('<section class="question choice"', f'<section class="{SECRET}"'),
        put("</main>", f'<p style="display: none">{SECRET}</p></main>'),
        style(".question { text-align: right; font-size: 120% } .option { margin: 2em }"),
        style(".letter { font-size: 150% } .number { font-size: 80% }"),
        put("</main>", "<p>Good luck!</p></main>"),
    ],
)
def test_what_does_not_reach_the_file_or_does_no_harm_is_allowed(change: Change) -> None:
    assert problems(change) == []


@pytest.mark.parametrize(
    "change",
    [
        put("<title>", '<link rel="attachment" href="asset:0"><title>'),
        put("</main>", '<img alt="x" src="https://example.org/x.png"></main>'),
        put("</main>", '<img alt="x" src="file:///etc/passwd"></main>'),
        put("</main>", '<img alt="x" src="photo.png"></main>'),
        style("p { background: url(file:///etc/hostname) }"),
        put("</main>", "<p>\U000f1234</p></main>"),
        put(' lang="en"', ""),
    ],
)
def test_what_would_be_lost_or_is_not_ours_is_refused(change: Change) -> None:
    with pytest.raises(LayoutFailure):
        shared = press(EXAM, materials(EXAM))
        assets = {asset.address: asset for asset in shared.assets}
        Engine(shared.style, "", assets).print(change(html(PAPER.path)), "Norms")


WORDS = [
    "fluffy office affine ﬁne Straße naïve Ångström coöperate",
    "العربية: ما هو الجواب الصحيح؟",
    "שלום עולם and 12",
    "हिन्दी में कौन सा सही है?",
    "ภาษาไทยที่นี่",
    "e\u0301 x\u0302 ŵ ẑ ₁ ᵢ ½ ™ ≤ ∈ ⊙ ℝ ‖ ⇒ ∑",
    "a\xadhyphen\xadat\xadion in self-contained co-operation " * 6,
    "no\xa0break\u2028line",
    "a" * 300,
]


def test_texts_of_many_scripts_are_read_back() -> None:
    made = exam(
        *(
            choice(
                f"c{i}",
                stem=text(words),
                options=(
                    Option(text=text(words), right=True),
                    Option(text=text("Another"), right=False),
                ),
            )
            for i, words in enumerate(WORDS)
        )
    )
    shared = press(made, materials(made))
    job = jobs(made, materials(made))[0]
    own = Engine(shared.style, "", {asset.address: asset for asset in shared.assets})
    page = templates.render(templates.environment(shared.templates), job.template, job.context)
    printed = own.print(page, "Scripts")
    assert readback.check(printed.data, job.plan) == ()
    assert printed.log == ()


def test_chinese_japanese_korean_with_the_font_for_them() -> None:
    pytest.importorskip("noto_cjk_sans_jp_regular")
    words = "東京とソウル、한국어 한"
    made = exam(choice(stem=text(words)))
    shared = press(made, materials(made))
    job = jobs(made, materials(made))[0]
    own = Engine(shared.style, "", {asset.address: asset for asset in shared.assets})
    page = templates.render(templates.environment(shared.templates), job.template, job.context)
    assert readback.check(own.print(page, "Words").data, job.plan) == ()
