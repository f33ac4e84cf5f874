"""The manual says what the program does: examples are read, commands run, lists compared."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import click
import pytest
from builders import in_memory
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reading import read
from sample_bank import MATERIALS, everything
from test_architecture import ROOMS

import quizgen
from quizgen.cli import main
from quizgen.export import EXPORTERS
from quizgen.importers import IMPORTERS
from quizgen.labels import labels
from quizgen.model import KINDS
from quizgen.paper.views import view
from quizgen.problem import Problem, show
from quizgen.read.blueprint import read_blueprint
from quizgen.read.roster import read_roster
from quizgen.read.source import Source

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "imports"
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
}
MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Example:
    """A fenced example, and the nearest heading above it."""

    page: str
    line: int
    info: str
    text: str
    heading: str


def examples(*infos: str) -> list[Example]:
    return [each for page in PAGES for each in examples_of(page) if each.info in infos]


def examples_of(page: str) -> Iterator[Example]:
    heading = ""
    tokens = MARKDOWN.parse(PAGES[page])
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            heading = token.content
        if token.type == "fence":
            line = token.map[0] + 1 if token.map else 0
            yield Example(page, line, token.info.strip(), token.content, heading)


def name_of(example: Example) -> str:
    return f"{example.page}:{example.line}"


def shown(problems: tuple[Problem, ...], text: str) -> str:
    return show(problems, {problem.place.path: text for problem in problems})


def prose(page: str) -> str:
    """The page without its fenced examples."""
    return re.sub(r"(?ms)^(```+).*?^\1$", "", PAGES[page])


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level, without examples."""
    level = heading.split(" ", 1)[0]
    _, rest = prose(page).split(f"{heading}\n", 1)
    return re.split(rf"(?m)^{level} ", rest, maxsplit=1)[0]


def first_cells(text: str) -> Iterator[str]:
    return (row.split("|")[1] for row in re.findall(r"(?m)^\|.*", text))


def in_backticks(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


# --- examples


@pytest.mark.parametrize("example", examples("markdown"), ids=name_of)
def test_deck_examples_have_no_problems(example: Example) -> None:
    readings, problems = read(example.text)
    assert not problems, shown(problems, example.text)
    assert all(reading.question for reading in readings)


def test_wrong_deck_examples_are_reported_as_the_manual_shows() -> None:
    wrong = examples("markdown error")
    assert wrong
    for example in wrong:
        reports = [e.text for e in examples("text") if e.heading == example.heading]
        assert reports == [shown(read(example.text)[1], example.text)]


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
def test_every_kind_has_an_example_of_it(kind: str) -> None:
    own = [e for e in examples_of("docs/format.md") if f"(`{kind}`)" in e.heading]
    assert own
    for example in own:
        assert {r.question.kind for r in read(example.text)[0] if r.question} == {kind}


@pytest.mark.parametrize("example", examples("yaml"), ids=name_of)
def test_exam_examples_have_no_problems(example: Example) -> None:
    reading = read_blueprint(Source("exam.yaml", example.text), "exam")
    assert not reading.problems, shown(reading.problems, example.text)


@pytest.mark.parametrize("example", examples("csv"), ids=name_of)
def test_roster_examples_have_no_problems(example: Example) -> None:
    candidates, problems = read_roster("students.csv", example.text.encode())
    assert candidates
    assert not problems, shown(problems, example.text)


def test_documented_columns_of_a_roster_are_read() -> None:
    rows = section("docs/exam.md", "## Versions and personal papers")
    columns = in_backticks("".join(re.findall(r"(?m)^\| (?:name|or|and|id).*", rows)))
    for column in columns:
        heading = f"{column},name" if re.search(r"\bid|num", column) else f"{column},other"
        candidates, problems = read_roster("students.csv", f"{heading}\n12,Ada\n".encode())
        assert not problems, column
        assert "12" in (candidates[0].id, candidates[0].name), column


# --- commands


def command_lines(example: Example) -> list[list[str]]:
    """The words of each command, without comments and without where its output goes."""
    texts = (re.split(r" >>? ", line)[0] for line in example.text.splitlines())
    return [words for text in texts if (words := shlex.split(text, comments=True))]


COMMANDS = [
    e for e in examples("sh", "console") if any(c[0] == "quizgen" for c in command_lines(e))
]


@pytest.mark.parametrize("example", COMMANDS, ids=name_of)
def test_commands_succeed(
    example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = command_lines(example)
    if ["quizgen", "init"] not in [each[:2] for each in commands]:
        commands.insert(0, ["quizgen", "init"])
    for program, *arguments in commands:
        if program == "cd":
            monkeypatch.chdir(Path.cwd() / arguments[0])
        elif program == "quizgen":
            provide(example.page, arguments)
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == 0, (arguments, result.output)


def provide(page: str, arguments: list[str]) -> None:
    """The files that a command imports: ours of the format that the page is about."""
    named = [word for word in arguments[1:] if Path(word).suffix not in ("", ".md")]
    for name in named if arguments[0] == "import" else ():
        if not Path(name).exists():
            Path(name).write_bytes(sample(Path(page).stem, Path(name).suffix))


def sample(format: str, suffix: str) -> bytes:
    """A file of a format with that suffix."""
    own = {"table": "csv"}.get(format, format)
    if (own, suffix) not in {("anki", ".txt"), ("table", ".xlsx")} and own in EXPORTERS:
        (document,) = map(in_memory, EXPORTERS[own].export(everything(), MATERIALS))
        return document.data
    if suffix == ".xlsx":
        return sample("kahoot", suffix)
    if suffix == ".txt":
        return (SAMPLES / "notes" / "week5-flashcards.txt").read_bytes()
    by_suffix = {".xml": "moodle", ".apkg": "anki", ".gift": "gift"}
    return sample(by_suffix[suffix], suffix)


def options(command: click.Command) -> set[str]:
    return {name for p in command.params if isinstance(p, click.Option) for name in p.opts}


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_option_is_documented_and_every_documented_one_exists(command: str) -> None:
    text = section("docs/commands.md", f"## `quizgen {command}`")
    cells = (cell for cell in first_cells(text) if cell.strip().startswith("`-"))
    documented = {word.split(" ")[0] for cell in cells for word in in_backticks(cell)}
    assert documented == options(main.commands[command]) - options(main)


def test_every_command_and_general_option_is_documented() -> None:
    text = prose("docs/commands.md")
    assert set(re.findall(r"(?m)^## `quizgen (\w+)`", text)) == set(main.commands)
    general = text.split("\n## ", 1)[0]
    assert options(main) <= {word.split(" ")[0] for word in in_backticks(general)}


# --- settings


def known_settings(yaml: str, deck: bool = False) -> set[str]:
    """What quizgen says it knows beside the unknown setting "qqqqqq" in this text."""
    if deck:
        problems = read(f"---\n{yaml}\n---\n## a\n\nb\n")[1]
    else:
        problems = read_blueprint(Source("exam.yaml", yaml), "exam").problems
    (hint,) = [problem.hint for problem in problems if "'qqqqqq'" in problem.message]
    return set(hint.removeprefix("known are: ").split(", "))


@pytest.mark.parametrize(
    ("heading", "yaml"),
    [
        ("## All settings", "qqqqqq: 1"),
        ("## All settings", "paper: {qqqqqq: 1}"),
        ("## All settings", "shuffle: {qqqqqq: 1}"),
        ("## Sections", "sections: [{qqqqqq: 1}]"),
        ("## Sections", "sections: [{scoring: {qqqqqq: 1}}]"),
        ("### Select", "sections: [{select: {qqqqqq: 1}}]"),
    ],
)
def test_every_setting_of_an_exam_is_documented(heading: str, yaml: str) -> None:
    documented = in_backticks(section("docs/exam.md", heading))
    words = {word for text in documented for word in re.findall(r"\w+", text)}
    either = words | {f"{word}s" for word in words} | {word.removesuffix("s") for word in words}
    assert known_settings(yaml) <= either


def test_no_other_settings_of_an_exam_are_documented() -> None:
    exams = {"title", *known_settings("qqqqqq: 1"), *known_settings("paper: {qqqqqq: 1}")}
    parts = known_settings("sections: [{qqqqqq: 1}]") | known_settings(
        "sections: [{select: {qqqqqq: 1}}]"
    )
    for heading, known in (("## All settings", exams), ("## Sections", parts)):
        cells = first_cells(section("docs/exam.md", heading))
        assert {word for cell in cells for word in in_backticks(cell)} <= known


def test_the_settings_of_a_deck_are_documented() -> None:
    cells = first_cells(section("docs/format.md", "## The head of a file"))
    documented = {word for cell in cells for word in in_backticks(cell)}
    assert documented == known_settings("qqqqqq: 1", deck=True)


# --- lists


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_label_is_documented(language: str) -> None:
    text = section("docs/format.md", "## Labels").lower()
    own = {"front", "back", "question", "term", "definition", "points", "true", "false"}
    meanings = {m: w for m, w in labels(language).read.items() if m not in {*own, "pinned_last"}}
    missing = {w for words in meanings.values() for w in words if f"`{w}:`" not in text}
    assert missing - {"a"} == set()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("`paper`", view.PaperView),
        ("a section", view.SectionView),
        ("a question", view.QuestionView),
        ("`sheet`", view.Sheet),
    ],
)
def test_everything_that_a_template_sees_is_documented(row: str, kind: type) -> None:
    (line,) = re.findall(rf"(?m)^\| {row} \|.*", PAGES["docs/templates.md"])
    top_level = re.sub(r"\([^)]*\)", "", line.removeprefix(f"| {row}"))
    assert in_backticks(top_level) == {field.name for field in fields(kind)}


def test_every_template_is_documented() -> None:
    templates = ROOT / "templates"
    names = {path.relative_to(templates).as_posix() for path in (templates / "paper").glob("*.*")}
    assert names <= in_backticks(prose("docs/templates.md"))


def test_the_rooms_are_those_of_the_map_from_the_ground_up() -> None:
    house = Path(quizgen.__file__).parent
    names = [cell.strip(" `") for cell in first_cells(section("ARCHITECTURE.md", "## Rooms"))][2:]
    there = {file.name for file in house.glob("*.py") if not file.name.startswith("__")}
    there |= {f"{file.parent.name}/" for file in house.glob("*/__init__.py")}
    assert set(names) == there
    order = [ROOMS.index(name.removesuffix("/").removesuffix(".py")) for name in names]
    assert order == sorted(order)


def test_the_messages_of_the_manual_are_those_of_the_program() -> None:
    sources = (
        path.read_text(encoding="utf-8") for path in Path(quizgen.__file__).parent.rglob("*.py")
    )
    program = "\n".join(sources)
    messages = [cell.strip() for cell in first_cells(PAGES["docs/problems.md"])][2:]
    assert messages
    for message in messages:
        words = max(message.split("…"), key=len).split()
        starts = range(max(1, len(words) - 3))
        assert any(" ".join(words[i : i + 4]) in program for i in starts), message


# --- links


def anchors(page: str) -> set[str]:
    """The names that GitHub gives to headings."""
    tokens = MARKDOWN.parse(PAGES[page])
    headings = [after for t, after in pairwise(tokens) if t.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", _plain(token)).lower().replace(" ", "-") for token in headings}


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def links(page: str) -> Iterator[str]:
    for token in MARKDOWN.parse(PAGES[page]):
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                yield str(child.attrs.get("href") or child.attrs.get("src"))
            elif child.type == "html_inline":
                yield from re.findall(r'src="([^"]*)"', child.content)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in links(page):
        if re.match(r"https://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.relative_to(ROOT).as_posix()), link


def test_every_format_of_import_is_documented() -> None:
    rows = first_cells(section("docs/importing.md", "## What can be brought in"))
    assert {name for row in rows for name in in_backticks(row) if name[0] != "-"} == set(IMPORTERS)
