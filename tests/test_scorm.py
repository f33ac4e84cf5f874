"""SCORM packages are what platforms take; their page tells a platform what was earned, and no more."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browser import Page, browser
from builders import choice, one_of_each, open_question, truefalse
from hypothesis import HealthCheck, Phase, given, settings
from sample_bank import MATERIALS, everything
from scorm_platform import Inside, Refused, imported, platform, served
from test_moodle_import import QUESTIONS, exam
from test_practice import answer, click, complaints, finished, of

from quizgen.document import NotMade
from quizgen.export.lms.losses import kept
from quizgen.export.lms.package import package
from quizgen.export.lms.verify import require_same
from quizgen.export.practice import HTML
from quizgen.export.scorm import LIMITS, SCORM
from quizgen.export.scorm.readback import differences
from quizgen.materials import Materials, Theme
from quizgen.model import Exam, Open, Question
from quizgen.problem import has_errors
from quizgen.read.formulas import draw


def exported(planned: Exam, materials: Materials = MATERIALS) -> bytes:
    (document,) = SCORM.export(planned, materials)
    assert document.path == f"{planned.blueprint.name}-scorm.zip"
    return document.data


def titled(planned: Exam, title: str) -> Exam:
    return replace(planned, blueprint=replace(planned.blueprint, title=title))


# --- the package


def test_a_platform_takes_the_package() -> None:
    course = imported(exported(titled(everything(), "Ein <Titel> & “mehr”")))
    assert (course.title, course.part) == ("Ein <Titel> & “mehr”",) * 2
    assert course.mastery is None


def test_two_exams_are_told_apart_and_one_stays_itself() -> None:
    first, other = (
        re.findall(rb'<manifest [^>]*identifier="([^"]*)"', files(exported(of(*asked)))[0])
        for asked in ((truefalse(),), (truefalse(), choice()))
    )
    assert first == other
    again = titled(of(truefalse()), "Another")
    assert first[0] not in files(exported(again))[0]


def files(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


_OWN = (
    rb'<meta http-equiv="Content-Security-Policy"[^>]*>',
    rb"<body data-words='[^']*'>",
    rb"<noscript>.*?</noscript>",
    rb"<script>.*?</script>",
)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(QUESTIONS)
def test_any_question_stands_in_it_as_in_the_page(question: Question) -> None:
    planned = exam(question)
    formulas, problems = draw(planned.questions)
    if problems:
        return
    materials = Materials(formulas, Theme({}))
    (document,) = HTML.export(planned, materials)
    assert bare(imported(exported(planned, materials)).page) == bare(document.data)


def bare(page: bytes) -> bytes:
    """The page without what is different in a course."""
    for part in _OWN:
        page, count = re.subn(part, b"", page, flags=re.DOTALL)
        assert count == 1
    return page


def test_the_page_says_that_it_sends() -> None:
    page = imported(exported(everything())).page
    assert b"sends nothing" not in page


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("x" * 201, "the title has 201 characters; SCORM takes 200"),
        ("A\x07B", "the title has an invisible character that cannot stand in an XML file"),
    ],
)
def test_a_title_that_it_cannot_bear(title: str, said: str) -> None:
    told = SCORM.check(titled(everything(), title), MATERIALS)
    assert has_errors(told)
    assert [problem.message for problem in told] == [said]
    assert not SCORM.check(titled(everything(), "x" * 200), MATERIALS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"ADL SCORM", b"SCORM"),
        (b">1.2<", b">1.3<"),
        (b'adlcp:scormtype="sco"', b'adlcp:scormtype="asset"'),
        (b'type="webcontent"', b'type="text"'),
        (b'<file href="practice.html"/>', b""),
        (b'<file href="practice.html"/>', b'<file href="other.html"/>'),
        (b'identifierref="', b'identifierref="x'),
        (b'default="', b'default="x'),
        (b"<title>All</title>", b"<title>Al</title>"),
        (b"imscp_rootv1p1p2", b"imscp_v1p1"),
        (b"adlcp_rootv1p2", b"adlcp_v1p3"),
        (b"</manifest>", b""),
        (b'"answer": true', b'"answer": false'),
        (b"script-src 'sha256-", b"script-src 'unsafe-inline' 'sha256-"),
        (b'"LMSFinish"', b'"LMSStart"'),
    ],
)
def test_the_read_back_finds(old: bytes, new: bytes) -> None:
    planned = of(truefalse())
    manifest, page = files(exported(planned))
    if old not in manifest + page:
        pytest.fail(f"{old!r} is not in the package")
    parts = (part.replace(old, new) for part in (manifest, page))
    broken = package(dict(zip(("imsmanifest.xml", "practice.html"), parts, strict=True)))
    refused(planned, broken)


def refused(planned: Exam, broken: bytes) -> None:
    found = differences(planned, kept(planned, LIMITS), MATERIALS, broken)
    with pytest.raises(NotMade):
        require_same(planned, "SCORM", found)


def test_the_read_back_finds_files_that_are_missing_or_too_many() -> None:
    planned = of(truefalse())
    manifest, page = files(exported(planned))
    refused(planned, b"no archive")
    refused(planned, package({"imsmanifest.xml": manifest}))
    refused(planned, package({"practice.html": page}))
    whole = {"imsmanifest.xml": manifest, "practice.html": page}
    refused(planned, package({**whole, "other.html": page}))
    with pytest.raises(Refused):
        imported(package({**whole, "other.html": page}))
    assert not differences(planned, kept(planned, LIMITS), MATERIALS, package(whole))


# --- in a course


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with browser() as opened:
        yield opened


Launch = Callable[..., Inside]


@pytest.fixture
def launch(page: Page, tmp_path: Path) -> Iterator[Launch]:
    """Opens the page of an exam in a platform's, and begins; `clock` is its clock, in JavaScript."""
    with served(tmp_path) as port:

        def launched(planned: Exam, begin: bool = True, clock: str = "", **given: Any) -> Inside:
            (tmp_path / "practice.html").write_bytes(imported(exported(planned)).page)
            write(tmp_path, "course.html", platform(**given))
            page.open(f"http://127.0.0.1:{port}/course.html")
            if clock:
                source = f"performance.now = () => {clock}"
                page.call("Page.addScriptToEvaluateOnNewDocument", source=source)
            evaluated(page, "show('practice.html')")
            inside = Inside(page, "frames[0]")
            if begin:
                started(inside)
            return inside

        yield launched


def evaluated(page: Page, promise: str) -> None:
    page.call("Runtime.evaluate", expression=promise, awaitPromise=True)


def wait(page: Page, condition: str) -> None:
    """Until it holds, for ten seconds at most."""
    for _ in range(500):
        if page.run(condition):
            return
        time.sleep(0.02)
    pytest.fail(f"never: {condition}")


def started(inside: Page, mode: str = "final", many: int | None = None) -> None:
    if many:
        inside.run(f"document.getElementById('many').value = {many}")
    click(inside, f"mode-{mode}")
    inside.run("document.querySelector('#setup button').click()")


def record(page: Page, *names: str) -> tuple[str, ...]:
    """What the platform has kept, and that nothing was said to it which the standard does not know."""
    assert page.run("faults") == []
    return tuple(page.run(f"kept['cmi.core.{name}'] ?? null") for name in names)


def earned(page: Page) -> tuple[str, ...]:
    return record(page, "lesson_status", "score.raw")


def left(page: Page) -> None:
    """The page is left, as by going on in the course."""
    page.run("frames[0].location.replace('about:blank')")
    wait(page, "calls.at(-1)[0] === 'LMSFinish'")


@pytest.mark.parametrize(("right", "percentage"), [(True, "100"), (False, "0")])
def test_a_whole_quiz(page: Page, launch: Launch, right: bool, percentage: str) -> None:
    inside = launch(everything())
    asked = kept(everything(), LIMITS)
    for number, each in enumerate(asked, start=1):
        answer(inside, number, each.question, right)
    assert earned(page) == ("incomplete", "")
    finished(inside)
    assert record(page, "lesson_status") == ("incomplete",)
    for number, each in enumerate(asked, start=1):
        if isinstance(each.question, Open):
            click(inside, f"q{number}-assess-{1 if right else 3}")
    assert earned(page) == ("completed", percentage)
    assert record(page, "score.min", "score.max", "exit") == ("0", "100", "")
    assert complaints_in_course(page) == []


def complaints_in_course(page: Page) -> list[object]:
    """As in the page alone; the platform itself and what it has none of (its icon) are no complaint."""
    own = ("course.html", "practice.html", "favicon.ico")
    return [each for each in complaints(page) if not any(name in str(each) for name in own)]


@pytest.mark.parametrize("question", one_of_each(), ids=lambda question: question.kind)
def test_it_is_complete_once_everything_is_answered(
    page: Page, launch: Launch, question: Question
) -> None:
    inside = launch(of(question))
    finished(inside)
    assert earned(page) == ("incomplete", "0")
    assert "It is complete once you practise all" in note(inside)
    click(inside, "again")
    started(inside)
    answer(inside, 1, question, True)
    finished(inside)
    if isinstance(question, Open):
        assert earned(page) == ("incomplete", "0")
        click(inside, "q1-assess-1")
    assert earned(page) == ("completed", "100")
    assert note(inside) == "Your course has your best result so far: 100 % of all points."


def note(inside: Page) -> str:
    return str(inside.run("document.querySelector('#total + p').textContent"))


def test_picking_nothing_answers_where_nothing_is_right(page: Page, launch: Launch) -> None:
    inside = launch(of(choice("none", right=(), multiple=True)))
    finished(inside)
    assert earned(page)[0] == "completed"


TWO = (truefalse("a"), truefalse("b"))


def test_fewer_questions_are_a_share_of_all(page: Page, launch: Launch) -> None:
    inside = launch(of(*TWO), begin=False)
    started(inside, many=1)
    inside.run("document.querySelector('#questions [value=true]').click()")
    assert finished(inside) == "1 of 1 points"
    assert earned(page) == ("incomplete", "50")


def test_each_answer_that_is_checked_is_kept(page: Page, launch: Launch) -> None:
    inside = launch(of(*TWO), begin=False)
    started(inside, "instant")
    click(inside, "q1-true")
    inside.run("document.getElementById('q1-head').parentNode.querySelector('.check').click()")
    assert earned(page) == ("incomplete", "50")


def test_less_than_nothing_is_nothing(page: Page, launch: Launch) -> None:
    inside = launch(of(*TWO, wrong=Decimal("-0.5")))
    click(inside, "q1-false", "q2-false")
    assert finished(inside) == "-1 of 2 points"
    assert earned(page) == ("completed", "0")


def test_the_best_round_counts(page: Page, launch: Launch) -> None:
    inside = launch(of(*TWO))
    for first, second, best in (
        ("true", "false", 50),
        ("false", "false", 50),
        ("true", "true", 100),
    ):
        click(inside, f"q1-{first}", f"q2-{second}")
        finished(inside)
        assert earned(page) == ("completed", str(best))
        click(inside, "again")
        started(inside)


def test_judging_oneself_anew_corrects_the_result(page: Page, launch: Launch) -> None:
    inside = launch(of(open_question()))
    finished(inside)
    click(inside, "q1-assess-1", "q1-assess-2")
    assert earned(page) == ("completed", "50")


@pytest.mark.parametrize("status", ["completed", "passed"])
def test_what_was_reached_before_stays(page: Page, launch: Launch, status: str) -> None:
    before = {"cmi.core.lesson_status": status, "cmi.core.score.raw": "80.5"}
    inside = launch(of(*TWO), session=before)
    finished(inside)
    assert earned(page) == (status, "80.5")
    left(page)
    assert record(page, "lesson_status", "score.raw", "exit") == (status, "80.5", "")


@pytest.mark.parametrize(
    ("mastery", "status"), [("50", "passed"), ("51", "failed"), ("", "completed")]
)
def test_the_platform_says_what_suffices(
    page: Page, launch: Launch, mastery: str, status: str
) -> None:
    inside = launch(of(*TWO), session={"cmi.student_data.mastery_score": mastery})
    click(inside, "q1-true", "q2-false")
    finished(inside)
    assert earned(page) == (status, "50")


def test_leaving_ends_the_session(page: Page, launch: Launch) -> None:
    launch(of(*TWO))
    left(page)
    (spent,) = record(page, "session_time")
    assert re.fullmatch(r"0000:00:[0-5]\d\.\d\d", spent)
    assert spent != "0000:00:00.00"
    assert record(page, "lesson_status", "exit") == ("incomplete", "suspend")
    names = [call[0] for call in page.run("calls")]
    assert (names[0], names[-1], names.count("LMSFinish")) == ("LMSInitialize", "LMSFinish", 1)


@pytest.mark.parametrize(
    ("milliseconds", "shown"),
    [
        (0, "0000:00:00.00"),
        (59_999, "0000:00:59.99"),
        (60_000, "0000:01:00.00"),
        (3_599_999, "0000:59:59.99"),
        (45_296_789, "0012:34:56.78"),
        (36_000_000_000 - 1, "9999:59:59.99"),
    ],
)
def test_times(page: Page, launch: Launch, milliseconds: int, shown: str) -> None:
    inside = launch(of(*TWO), clock="top.clock ?? 1000")
    page.run(f"window.clock = {milliseconds} + 1000")
    finished(inside)
    assert record(page, "session_time") == (shown,)


# --- where the platform is

INSIDE = "<!doctype html><p id=API></p><iframe src={}></iframe>"


@pytest.mark.parametrize(
    "opening",
    [
        "show('practice.html')",
        "show('between.html')",
        "window.open('practice.html')",
        "window.open('between.html')",
        "frames[0].open('practice.html')",
        "show('foreign.html')",
    ],
)
def test_the_platform_is_found(page: Page, tmp_path: Path, opening: str) -> None:
    with served(tmp_path) as port:
        address = f"http://127.0.0.1:{port}"
        foreign = f"http://localhost:{port}/between.html"
        write(tmp_path, "between.html", INSIDE.format(f"{address}/practice.html"))
        write(tmp_path, "foreign.html", INSIDE.format(foreign))
        write(tmp_path, "empty.html", "<!doctype html>")
        write(tmp_path, "course.html", platform())
        (tmp_path / "practice.html").write_bytes(imported(exported(of(*TWO))).page)
        page.open(f"{address}/course.html")
        evaluated(page, "show('empty.html')")
        page.call("Runtime.evaluate", expression=f"{opening}; 0", userGesture=True)
        wait(page, "calls.some(call => call[0] === 'LMSCommit')")
    assert record(page, "lesson_status") == ("incomplete",)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_without_a_platform_it_is_the_page_to_practise_with(page: Page, tmp_path: Path) -> None:
    (tmp_path / "practice.html").write_bytes(imported(exported(of(*TWO))).page)
    page.open(tmp_path / "practice.html")
    started(page)
    click(page, "q1-true", "q2-false")
    assert finished(page) == "1 of 2 points"
    assert note(page) == ""
    assert complaints(page) == []


@pytest.mark.parametrize(
    "changed", ["api.LMSInitialize = () => 'false';", "api.LMSInitialize = () => { throw 1; };"]
)
def test_a_platform_that_does_not_begin(page: Page, launch: Launch, changed: str) -> None:
    inside = launch(of(*TWO), changed=changed)
    click(inside, "q1-true", "q2-true")
    assert finished(inside) == "2 of 2 points"
    assert note(inside) == ""
    assert page.run("calls.length + faults.length") == 0


@pytest.mark.parametrize(
    "changed",
    [
        "api.LMSCommit = () => 'false';",
        "api.LMSSetValue = () => { throw new Error('lost'); };",
        "const set = api.LMSSetValue;"
        "api.LMSSetValue = (name, value) => name.endsWith('raw') ? 'false' : set(name, value);",
    ],
)
def test_a_result_that_is_not_taken_is_told(page: Page, launch: Launch, changed: str) -> None:
    inside = launch(of(*TWO), changed=changed)
    click(inside, "q1-true", "q2-true")
    assert finished(inside) == "2 of 2 points"
    assert note(inside) == "Your course did not take this result. Please tell your teacher."


def test_what_a_platform_need_not_know_is_not_missed(page: Page, launch: Launch) -> None:
    changed = (
        "const set = api.LMSSetValue;"
        "api.LMSSetValue = (name, value) => /min|max/.test(name) ? 'false' : set(name, value);"
    )
    inside = launch(of(*TWO), changed=changed)
    click(inside, "q1-true", "q2-true")
    finished(inside)
    assert earned(page) == ("completed", "100")
    assert "100 %" in note(inside)


def test_german(page: Page, launch: Launch) -> None:
    asked = (*TWO, truefalse("c"))
    inside = launch(of(*asked, language="de"))
    click(inside, "q1-true", "q2-true", "q3-false")
    finished(inside)
    assert earned(page) == ("completed", "66.67")
    assert note(inside) == "Der Kurs kennt Ihr bestes Ergebnis bisher: 66,67 % aller Punkte."


def test_the_policy_holds_in_a_course(page: Page, launch: Launch) -> None:
    inside = launch(of(*TWO))
    inside.run(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.acted = 1'}))"
    )
    assert page.run("frames[0].acted ?? null") is None
