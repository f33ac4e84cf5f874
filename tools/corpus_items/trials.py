"""An item of the corpus → the projects and command lines with which it is tried.

An item's folder is copied aside, so that nothing in the corpus changes. Where an item was written for
other names, of templates or of keys, it is adapted here; what must happen stays the same.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_items.manifest import Item

PDF, MOODLE = "pdf", "moodle"
PAPER = "templates/paper/paper.html.j2"
_STYLE = "style.css"
_SECRET = "secret"

_LOOP = re.compile(r"\{% for q in exam\.questions %\}(.*?)\{% endfor %\}", re.DOTALL)
_SPELT = (
    ("<section>{{ q.html }}</section>", "{% include 'paper/question.html.j2' %}"),
    ("exam.title", "sheet.title"),
    ("exam.tilte", "sheet.tilte"),
    ("q.id", "q.number"),
    ("'t08-include-self.html.j2'", "'paper/paper.html.j2'"),
)
_WHOLE = ("t13", "t17", "t20")
"""Templates that may well end in a paper: they get the head without which none is in order."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A project, a command line, and what problems must name; `formats` are what is made."""

    name: str
    project: Path
    arguments: tuple[str, ...]
    subject: str
    line: int | None
    formats: tuple[str, ...]
    imported: bool = False
    """Whether it is a file to import, of which a deck is made first."""

    @property
    def output(self) -> Path:
        """Where its files go."""
        return self.project.parent / "out"

    @property
    def deck(self) -> Path:
        """What is made of a file to import, in a project of its own."""
        return self.output / "content" / "imported.md"

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """All arguments of quizgen, once or several times; the first are what the item is about."""
        if not self.imported:
            return (self._build(self.project, *self.arguments),)
        project = ("--project", str(self.output))
        bring = ("import", *project, *self.arguments, "--to", str(self.deck))
        return bring, self._build(self.output, str(self.deck))

    def _build(self, project: Path, *arguments: str) -> tuple[str, ...]:
        formats = [word for each in self.formats for word in ("--format", each)]
        target = self.output / "made" if self.imported else self.output
        own = ("--project", str(project), "--output", str(target))
        return ("build", *arguments, *own, *formats)


def trials(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    """The trials of an item; their projects are made below `work`, one after the other."""
    usual = _import if item.command == "import" else _BY_SURFACE[item.surface]
    yield from _BY_NAME.get(item.short, usual)(item, corpus, work)


def project_of(corpus: Path, folder: str, base: Path) -> Path:
    """A copy of a folder of the corpus as a project, with the secrets that lie outside of it."""
    project = base / "a" / "project"
    _copied(corpus / folder, project)
    for outside in (base, base / "a"):
        _copied(corpus / _SECRET, outside / _SECRET)
    return project


def _copied(source: Path, target: Path) -> None:
    """Copy without the rights of files, so that what was read-only can be changed."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _deck(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    path = Path(item.file or "")
    for made in (PDF, MOODLE):
        project = project_of(corpus, str(path.parent), work / made)
        yield Trial(made, project, (str(project / path.name),), path.name, item.line, (made,))


def _exam(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    path = Path(item.file or "")
    project = project_of(corpus, str(path.parent), work)
    yield Trial("both", project, (str(project / path.name),), path.name, item.line, (PDF, MOODLE))


def _two_exams(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    """Two exams of one name, but for capitals: ours stand in files of their own."""
    project = project_of(corpus, "bad/yaml", work)
    exam = "title: Exam\ncontent: [bank.md]\nsections: [{title: All, count: 1}]\n"
    for name in ("final.exam.yaml", "Final.exam.yaml"):
        (project / name).write_text(exam)
    yield Trial("both", project, (), "final.exam.yaml", 1, (PDF, MOODLE))


def _template(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    project = project_of(corpus, "bad/template", work)
    text = _our_words(_taken(project, item))
    if item.short in _WHOLE:
        text = text.replace("<body>", "<body>{% include 'paper/head.html.j2' %}", 1)
    _put(project / PAPER, text)
    if title := item.more.get("blueprint_title"):
        exam = project / "blueprint.yaml"
        exam.write_text(exam.read_text().replace("title: Exam", f'title: "{title}"'))
    yield Trial("pdf", project, (_blueprint(project),), PAPER, item.line, (PDF,))


def _our_words(template: str) -> str:
    template = _LOOP.sub(_loop, template)
    for theirs, ours in _SPELT:
        template = template.replace(theirs, ours)
    return template


def _loop(found: re.Match[str]) -> str:
    return (
        "{% for section in paper.sections %}{% for question in section.questions %}"
        f"{{% set q = question %}}{found[1]}{{% endfor %}}{{% endfor %}}"
    )


def _style(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    project = project_of(corpus, "bad/template", work)
    _put(project / _STYLE, _taken(project, item))
    yield Trial("pdf", project, (_blueprint(project),), _STYLE, item.line, (PDF,))


def _taken(project: Path, item: Item) -> str:
    """The text of the item; templates and styles lie aside where a project has them elsewhere."""
    text = (project / Path(item.file or "").name).read_text(encoding="utf-8")
    for path in (*project.glob("*.j2"), *project.glob("*.css")):
        path.unlink()
    return text


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _blueprint(project: Path) -> str:
    return str(project / "blueprint.yaml")


def _roster(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    name = Path(item.file or "").name
    for made in (PDF, MOODLE):
        project = project_of(corpus, "bad/csv", work / made)
        shutil.copyfile(corpus / "bad/md/bank.md", project / "bank.md")
        arguments = (str(project / "bank.md"), "--roster", str(project / name))
        yield Trial(made, project, arguments, name, item.line, (made,))


def _import(item: Item, corpus: Path, work: Path) -> Iterator[Trial]:
    """The file as it lies in a project, and what is made of its deck."""
    path = Path(item.file or "")
    project = project_of(corpus, str(path.parent), work)
    file = str(project / path.name)
    made = (PDF, MOODLE)
    trial = Trial("import", project, (file,), path.name, item.line, made, imported=True)
    trial.deck.parent.mkdir(parents=True)
    yield trial


_BY_SURFACE: dict[str, Callable[[Item, Path, Path], Iterator[Trial]]] = {
    "markdown": _deck,
    "image": _deck,
    "valid": _deck,
    "yaml": _exam,
    "template": _template,
    "css": _style,
    "csv": _roster,
}

_BY_NAME: dict[str, Callable[[Item, Path, Path], Iterator[Trial]]] = {"y23": _two_exams}


def known(item: Item) -> bool:
    """Whether an item of this sort can be tried here."""
    return item.command == "import" or item.surface in _BY_SURFACE
