"""The promises of docs/trust.md, each tried from outside: a project goes in, files and messages come out.

What is tried in depth has its own modules; here is what a sceptical reader looks for first.
"""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from builders import text
from click.testing import CliRunner
from lxml import etree, html
from PIL import Image
from sample_bank import MATERIALS
from tables import ATTACKS, attack, exam_of, formulas_in_text, formulas_in_workbook

from quizgen.cli import main
from quizgen.export import EXPORTERS
from quizgen.export.moodle import kinds as moodle_kinds
from quizgen.model import TrueFalse
from quizgen.paper.composing import composer
from quizgen.paper.composing.blocks import Block
from quizgen.paper.composing.strips import StackedPart, stacked_parts
from quizgen.read.pictures import apart
from quizgen.sandbox import Allowance, Sandbox

ROOT = Path(__file__).resolve().parent.parent
DECK = """\
---
title: Norms
---

## Which norm adds squares? {#squares-first}

![A shape](shape.jpg)

- [x] the Euclidean norm
- [ ] the largest norm
  > Look at the corners again.
- [ ] {{ 7 * 7 }} and $\\frac{1}{2}$
- [ ] <script>alert(1)</script>

Feedback: It is the root of their sum, as Pythagoras knew.

## What is the norm of nothing called? {#nothing-called}

Answer: seminorm

## Is every norm convex? {#always-convex}

True

## How long is (3, 4)? {#three-four}

Answer: 5 ± 0.1
"""
EXAM = "title: Test of norms\nforms: 2\nseed: hush-hush-seed\n"
SECRETS = (
    "as Pythagoras knew",
    "Look at the corners again",
    "seminorm",
    "squares-first",
    "nothing-called",
    "hush-hush-seed",
    "shape.jpg",
)
CANARY = "canary-4711"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder beside which there is something that is nobody's business."""
    folder = tmp_path / "school"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "deck.md").write_text(DECK, encoding="utf-8")
    (folder / "norms.exam.yaml").write_text(EXAM, encoding="utf-8")
    (folder / "content" / "shape.jpg").write_bytes(photograph())
    (tmp_path / "canary.txt").write_text(CANARY, encoding="utf-8")
    (tmp_path / "canary.jpg").write_bytes(photograph())
    monkeypatch.chdir(folder)
    return folder


def photograph() -> bytes:
    """A picture that tells where it was taken."""
    file = io.BytesIO()
    data = Image.Exif()
    data[0x010E] = CANARY
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG", exif=data)
    return file.getvalue()


def build(*arguments: str, code: int = 0) -> str:
    """What a build says, which must end with this code."""
    given = arguments or ("--format", "pdf", "--format", "moodle")
    result = CliRunner().invoke(main, ["build", *given])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.output


def refused(*arguments: str) -> str:
    """What a build says that makes nothing."""
    said = build(*arguments, code=1)
    assert not Path("output").exists()
    return said


def change(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new), encoding="utf-8")


def made(name: str) -> bytes:
    return (Path("output") / "norms" / name).read_bytes()


def text_of(data: bytes) -> str:
    """What a reader sees on the pages of a PDF."""
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def inflated(data: bytes) -> bytes:
    """Everything in a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(data)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        unpacked = [
            each.read_bytes() for each in streams if each.get("/Filter") != pikepdf.Name.DCTDecode
        ]
    return b"\n".join((data, *unpacked))


def fingerprints() -> dict[str, str]:
    files = (path for path in Path("output").rglob("*") if path.is_file())
    return {path.as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


# 1


def test_promise_1_every_paper_is_read_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Options that are drawn in another order than planned, and a key that is another."""
    build()
    before = fingerprints()

    def turned(block: Block, order: tuple[int, ...]) -> Iterator[StackedPart]:
        return stacked_parts(block, tuple(reversed(order)))

    with monkeypatch.context() as patch:
        patch.setattr(composer, "stacked_parts", turned)
        assert "not in its place" in build("--seed", "other", code=1)
    with monkeypatch.context() as patch:
        patch.setattr(moodle_kinds, "shown", lambda percent: "0")
        build("--format", "moodle", "--seed", "other", code=1)
    assert fingerprints() == before


# 2


@pytest.mark.parametrize(
    "style",
    [
        ".stem { height: 2px; overflow: hidden }",
        ".option:nth-of-type(2) { display: none }",
        "img { visibility: hidden }",
        ".options { position: absolute; left: 190mm }",
    ],
)
def test_promise_2_nothing_of_the_plan_is_missing(project: Path, style: str) -> None:
    (project / "style.css").write_text(style, encoding="utf-8")
    assert "style.css:1" in refused("--format", "pdf")


# 3


def test_promise_3_a_candidates_file_holds_no_key(project: Path) -> None:
    build("--papers", "both")
    secret = (project / ".quizgen" / "secret").read_bytes().strip()
    for name in ("paper-A.pdf", "paper-B.pdf", "papers.pdf"):
        everything, seen = inflated(made(name)), text_of(made(name))
        assert "Euclidean" in seen and secret not in everything
        for hidden in SECRETS:
            assert hidden not in seen and hidden.encode() not in everything, hidden
            assert hidden.encode("utf-16-be") not in everything, hidden


# 4


def test_promise_4_the_same_bytes_everywhere(project: Path, tmp_path: Path) -> None:
    build()
    before = fingerprints()
    other = tmp_path / "Ä somewhere else"
    project.rename(other)
    (other / "output").rename(tmp_path / "kept")
    strange = {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "C"}
    command = [sys.executable, "-P", "-m", "quizgen", "build", "-f", "pdf", "-f", "moodle"]
    environment = {**os.environ, **strange, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(command, cwd=other, env=environment, check=True, capture_output=True)
    os.chdir(other)
    assert fingerprints() == before


# 5


@pytest.mark.parametrize(
    "address",
    ["../../canary.jpg", "%2e%2e/%2e%2e/canary.jpg", "link.jpg", "{here}/canary.jpg"],
)
def test_promise_5_nothing_outside_the_project_is_read(
    project: Path, tmp_path: Path, address: str
) -> None:
    (project / "content" / "link.jpg").symlink_to(tmp_path / "canary.jpg")
    change("content/deck.md", "shape.jpg", address.format(here=tmp_path.as_posix()))
    assert "content/deck.md:7" in refused()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("style.css", ".stem {{ background: url(file://{here}/canary.jpg) }}"),
        ("style.css", "@import url(http://127.0.0.1:9/style.css);"),
        ("templates/paper/title.html.j2", "{{% include '../../../canary.txt' %}}"),
        ("templates/paper/title.html.j2", "<img src='http://127.0.0.1:9/a.png'>"),
    ],
)
def test_promise_5_nothing_is_fetched(project: Path, tmp_path: Path, file: str, text: str) -> None:
    path = project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(here=tmp_path.as_posix()), encoding="utf-8")
    said = refused("--format", "pdf")
    assert file in said and CANARY not in said


# 6


def test_promise_6_content_is_never_run(project: Path) -> None:
    build()
    for name in ("paper-A.pdf", "marking-guide.pdf"):
        shown = text_of(made(name))
        assert "{{ 7 * 7 }}" in shown and "<script>alert(1)</script>" in shown
        assert "49" not in shown
    assert b"<script>" not in made("norms-moodle.xml")


# 7


KILLED = """
import os, signal, sys
import quizgen.write as write
store, left = write._store, int(sys.argv.pop())
def fatal(*arguments):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return store(*arguments)
write._store = fatal
from quizgen.cli import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("moment", [1, 3, 5])
def test_promise_7_papers_and_key_are_of_one_run(project: Path, moment: int) -> None:
    build("--format", "pdf")
    before = fingerprints()
    command = [sys.executable, "-c", KILLED, "build", "--seed", "other", str(moment)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, env=environment, capture_output=True)
    assert done.returncode < 0, done.stderr.decode()
    assert {path: name for path, name in fingerprints().items() if "/norms/" in path} == before
    build("--format", "pdf")
    assert fingerprints() == before


# 8


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("content/deck.md", "- [x]", "- [ ]", 5),
        ("content/deck.md", "$\\frac{1}{2}$", "$\\frac{1$", 12),
        ("content/deck.md", "shape.jpg", "shap.jpg", 7),
        ("norms.exam.yaml", "forms: 2", "forms: two", 2),
        ("norms.exam.yaml", "forms: 2", "sections: [{kount: 2}]", 2),
    ],
)
def test_promise_8_errors_name_file_and_line(
    project: Path, file: str, old: str, new: str, line: int
) -> None:
    change(file, old, new)
    assert f"{file}:{line}:" in refused()


def test_promise_8_wrong_usage_is_told_apart(project: Path) -> None:
    assert "No such option" in build("--colour", code=2)


# 9


def test_promise_9_everything_has_limits(project: Path) -> None:
    endless = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
    (project / "templates" / "paper").mkdir(parents=True)
    (project / "templates" / "paper" / "title.html.j2").write_text(endless, encoding="utf-8")
    assert "took longer" in refused("--format", "pdf", "--time-limit", "1")


def test_promise_9_a_huge_picture_is_refused_before_it_is_unpacked(project: Path) -> None:
    (project / "content" / "shape.jpg").write_bytes(huge_picture())
    assert "content/deck.md:7" in refused()


def test_promise_9_a_picture_that_does_not_end_is_ended(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowance = Allowance(seconds=4, memory=apart.ALLOWANCE.memory)
    monkeypatch.setattr(apart, "shared", lambda: Sandbox(allowance, "picture_servant"))
    (project / "content" / "shape.jpg").write_bytes(b"<!--hang-->")
    message = refused()
    assert "content/deck.md:7:1: error: the picture shape.jpg took longer than 4 seconds" in message
    assert "hint: make it smaller" in message


def huge_picture() -> bytes:
    """A PNG of 10,000 million pixels in a few kilobytes."""
    head = b"IHDR" + (100_000).to_bytes(4) * 2 + bytes((1, 0, 0, 0, 0))
    parts = [head, b"IDAT" + zlib.compress(bytes(100_000)), b"IEND"]
    chunks = ((len(part) - 4).to_bytes(4) + part + zlib.crc32(part).to_bytes(4) for part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# 10


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("norms.exam.yaml", "forms: 2", "forms: 2\nform: 3"),
        ("norms.exam.yaml", "forms: 2", "forms: 2\nforms: 3"),
        ("content/deck.md", "{#nothing-called}", "{#squares-first}"),
        ("content/deck.md", "the largest norm", "the  Euclidean norm"),
    ],
)
def test_promise_10_what_is_ambiguous_is_an_error(
    project: Path, file: str, old: str, new: str
) -> None:
    change(file, old, new)
    assert f"{file}:" in refused()


# 11


@pytest.mark.parametrize(
    ("old", "new"), [("the largest norm", "the 🦉 norm"), ("shape.jpg", "shapes.jpg")]
)
def test_promise_11_what_cannot_be_shown_is_an_error(project: Path, old: str, new: str) -> None:
    change("content/deck.md", old, new)
    assert "content/deck.md:" in refused()


# 12


def test_promise_12_an_import_reports_what_it_drops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.xml").write_text(OLD, encoding="utf-8")
    refused = CliRunner().invoke(main, ["import", "old.xml"])
    assert refused.exit_code == 1
    assert not Path("content").exists()
    assert "old.xml:8:1: error: " in refused.stderr, "a question without a right answer"
    kept = CliRunner().invoke(main, ["import", "old.xml", "--keep-going"])
    assert kept.exit_code == 0
    assert "old.xml:15:1: warning: " in kept.stderr, "a question whose numbers are drawn"
    deck = Path("content/old.md").read_text(encoding="utf-8")
    assert [line for line in deck.splitlines() if line.startswith("## ")] == [
        "## Is one odd? {#Odd}"
    ]
    assert deck.count("```note\n") == 2
    assert "Neither of them" in deck
    assert "{a} plus {b}" in deck


OLD = """\
<quiz>
<question type="truefalse">
  <name><text>Odd</text></name>
  <questiontext format="html"><text>Is one odd?</text></questiontext>
  <answer fraction="100"><text>true</text></answer>
  <answer fraction="0"><text>false</text></answer>
</question>
<question type="multichoice">
  <name><text>Hopeless</text></name>
  <questiontext format="html"><text>Which one?</text></questiontext>
  <answer fraction="0"><text>Neither of them</text></answer>
  <answer fraction="0"><text>Both</text></answer>
  <single>true</single>
</question>
<question type="calculated">
  <name><text>Sum</text></name>
  <questiontext format="html"><text>What is {a} plus {b}?</text></questiontext>
  <answer fraction="100"><text>{a}+{b}</text></answer>
</question>
</quiz>
"""


# 15


def test_promise_15_waits_for_its_command() -> None:
    """Nothing is previewed yet: who adds such a command shows here that it holds the promise."""
    assert not {"preview", "serve"} & set(main.commands)


# 13


def test_promise_13_exports_hold_nothing_that_acts(project: Path) -> None:
    build()
    root = etree.fromstring(made("norms-moodle.xml"))
    files = [base64.b64decode(each.text or "") for each in root.iter("file")]
    assert files and all(CANARY.encode() not in data for data in files)
    assert not any(Image.open(io.BytesIO(data)).getexif() for data in files)
    for name in ("paper-A.pdf", "marking-guide.pdf"):
        assert CANARY.encode() not in inflated(made(name))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x"])
def test_promise_13_dangerous_links_are_no_links(project: Path, link: str) -> None:
    change("content/deck.md", "as Pythagoras knew", f"as [he]({link}) knew")
    assert "content/deck.md:15" in build("--format", "moodle")
    assert b"href" not in made("norms-moodle.xml")


def test_promise_13_the_page_to_practise_with_runs_our_script_alone(project: Path) -> None:
    """The one exception: its policy allows that script by its hash, and nothing from anywhere."""
    Path("templates/html").mkdir(parents=True)
    Path("templates/html/page.html.j2").write_text("<script>alert(1)</script>", encoding="utf-8")
    Path("style.css").write_text("body { background: url(https://evil.example/x) }", "utf-8")
    build("--format", "html")
    page: Any = html.document_fromstring(made("norms-practice.html").decode())
    (script,) = page.iter("script")
    ours = (ROOT / "templates" / "html" / "practice.js").read_text(encoding="utf-8")
    assert script.text == ours
    for acts in ("fetch(", "XMLHttpRequest", "WebSocket", "eval(", "innerHTML", "http", "import("):
        assert acts not in ours
    digest = base64.b64encode(sha256(ours.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert f"script-src 'sha256-{digest}';" in policy
    assert {
        name for element in page.iter() for name in element.attrib if name.startswith("on")
    } == set()
    assert all(source.startswith("data:image/") for source in page.xpath("//@src"))
    assert CANARY.encode() not in b"".join(
        base64.b64decode(source.partition(",")[2]) for source in page.xpath("//@src")
    )


def test_promise_13_and_3_paper_pages_hold_no_script_and_no_key(project: Path) -> None:
    build("--format", "web")
    page = made("norms-web-A.html").decode()
    assert "script-src" not in page and "<script>" not in page
    assert not any(secret in page for secret in SECRETS)


# 14


def test_promise_14_messages_are_escaped_for_the_terminal(project: Path) -> None:
    change("content/deck.md", "- [x] the Euclidean norm", "- [ ] \x1b]0;owned\x07 the \u202enorm")
    said = refused()
    assert "content/deck.md:" in said
    assert not set(said) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize("words", ATTACKS)
def test_promise_14_no_cell_of_a_table_is_a_formula(words: str) -> None:
    """Whichever sign a spreadsheet divides a file at, and in the text of Blackboard's file, too."""
    exam = exam_of(*attack(words), TrueFalse(id="plain", stem=text("Plain."), answer=True))
    for name in ("csv", "brightspace", "blackboard"):
        for document in EXPORTERS[name].export(exam, MATERIALS):
            assert list(formulas_in_text(document.data)) == [], name
    for name in ("kahoot", "wayground"):
        for document in EXPORTERS[name].export(exam, MATERIALS):
            assert list(formulas_in_workbook(document.data)) == [], name


# The page


def test_the_manual_states_every_promise() -> None:
    page = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    stated = re.findall(r"(?m)^## (\d+)\. ", page)
    tried = re.findall(
        r"def test_promises?_(\d+)(?:_and_(\d+))?", Path(__file__).read_text("utf-8")
    )
    assert [*map(int, stated)] == [*range(1, 16)]
    assert {number for pair in tried for number in pair if number} == set(stated)
