"""quizgen's own bank of 200 questions → a table of what reading, assembling and exporting cost.

Each measurement runs in a process of its own, so that its CPU time (with that of its children) and
its largest memory are its alone. Times depend on the machine; nothing is asserted.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import judged
import plain_cards
import print_bench

BANK = print_bench.BANK
FORMS = (1, 20, 100, 200, 1_000)
ORDINARY, RATIO_AT = 3, 200
SECRET = bytes(range(16))
BACK = "moodle gift canvas qti21 anki json csv".split()
"""Formats from which a bank is imported."""

BANKS = "moodle gift aiken canvas cartridge qti21 qti30 anki html scorm json csv".split()


def deck(cards: int) -> str:
    """A deck of so many cards: the bank over and over, with new names."""
    head, *topics = re.split(r"^(?=## )", BANK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    parts = [head.replace("---\n", "---\nderive: false\n", 1)]
    for number in range(cards):
        parts.append(re.sub(r"\{#q\d+", f"{{#n{number}", topics[number % len(topics)]))
    return "".join(parts)


def read(folder: Path, cards: int) -> object:
    """Read a deck of so many cards as a project."""
    from quizgen.project import load

    (folder / "deck.md").write_text(deck(cards), encoding="utf-8")
    project = load(folder, ["deck.md"])
    assert len(project.bank.questions) == cards, project.problems[:3]
    return project


def derived(folder: Path, cards: int) -> None:
    """Read so many plain cards as a project, and derive questions from them."""
    from quizgen.project import load

    (folder / "deck.md").write_text(plain_cards.deck(cards), encoding="utf-8")
    project = load(folder, ["deck.md"])
    assert len(project.bank.questions) > cards, project.problems[:3]


def assemble(folder: Path, forms: int, candidates: bool) -> object:
    """Forms of 30 questions from the bank."""
    from quizgen.assemble import assemble
    from quizgen.model import Blueprint, Candidate, Section
    from quizgen.project import load

    (folder / "deck.md").write_text(deck(200), encoding="utf-8")
    bank = load(folder, ["deck.md"]).bank
    people = tuple(Candidate(f"{n:04}", f"Candidate {n}") for n in range(forms))
    blueprint = Blueprint(
        name="bench",
        title="Bench",
        forms=forms,
        candidates=people if candidates else (),
        sections=(Section(count=30),),
    )
    exam, _ = assemble(bank, blueprint, SECRET)
    assert exam is not None
    return exam


def bank(folder: Path, questions: int, name: str) -> None:
    """A whole bank, written in that format and read back."""
    from quizgen.assemble import bank_exam
    from quizgen.export import EXPORTERS
    from quizgen.materials import Materials
    from quizgen.project import Project
    from quizgen.read.formulas import draw

    project = read(folder, questions)
    assert isinstance(project, Project)
    exam, exporter = bank_exam(project.bank, "Bench"), EXPORTERS[name]
    formulas, _ = draw(exam.questions)
    materials = Materials(formulas, project.theme)
    errors = [p for p in exporter.check(exam, materials) if p.severity == "error"]
    assert not errors, errors[:3]
    for document in exporter.export(exam, materials):
        (folder / name).write_bytes(b"".join(document.pieces()))


def imported(folder: Path, questions: int, name: str) -> None:
    """A deck made of what was exported in that format."""
    from quizgen.importers import apart
    from quizgen.importers.deck.drafting import draft
    from quizgen.importers.importer import File
    from quizgen.read.pictures.apart import rewritten, shared

    reading = apart.read(File(name, (folder / name).read_bytes()))
    made = draft([reading], "deck", lambda data: rewritten(data, shared()))
    (folder / "imported.md").write_text(made.text, encoding="utf-8")
    assert len(made.questions) > 0.9 * questions, made.problems[:3]
    apart.shared.cache_clear()  # its process ends, and what it took is counted


def papers(folder: Path, forms: int) -> None:
    """Papers and keys, with nothing kept from earlier builds."""
    print_bench.project(folder, forms, anew=False)
    print_bench.build(folder)


def anew(folder: Path, forms: int) -> None:
    """Papers and keys, where each paper asks other questions."""
    print_bench.project(folder, forms, anew=True)
    print_bench.build(folder)


def again(folder: Path) -> None:
    """A paper and a key, where an earlier build has kept the formulas and what was laid out."""
    print_bench.choose(folder, "second", anew=False)
    print_bench.build(folder)


def guide(folder: Path) -> None:
    """The marking guide of all questions of the bank, read back."""
    print_bench.project(folder, 1, anew=False, asked=200)
    print_bench.guide(folder)


MEASURES: dict[str, Callable[[Path], object]] = {
    "read 1,000 cards": lambda folder: read(folder, 1_000),
    "read 3,000 cards": lambda folder: read(folder, 3_000),
    "read 10,000 cards": lambda folder: read(folder, 10_000),
    "derive from 1,000 cards": lambda folder: derived(folder, 1_000),
    "derive from 3,000 cards": lambda folder: derived(folder, 3_000),
    "derive from 10,000 cards": lambda folder: derived(folder, 10_000),
    "assemble 4 versions": lambda folder: assemble(folder, 4, False),
    "assemble 1,000 personal forms": lambda folder: assemble(folder, 1_000, True),
    **{f"print {forms:,} of 30 questions": partial(papers, forms=forms) for forms in FORMS},
    "print 1 again, with another seed": again,
    **{f"print {forms:,}, drawn anew of 200": partial(anew, forms=forms) for forms in (100, 1_000)},
    "print the marking guide of 200": guide,
    "read 5,000 cards": lambda folder: read(folder, 5_000),
    **{f"the same, write {name}": partial(bank, questions=5_000, name=name) for name in BANKS},
    **{f"import 5,000 from {name}": partial(imported, questions=5_000, name=name) for name in BACK},
}


BEFORE = {
    "print 1 again, with another seed": "print 1 of 30 questions",
    **{f"import 5,000 from {name}": f"the same, write {name}" for name in BACK},
}
"""What is run beforehand in the same folder."""


def measure(name: str) -> str:
    """Run one measurement in a process of its own: CPU seconds and largest memory in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        if name in BEFORE:
            _own_process(BEFORE[name], folder)
        return _own_process(name, folder)


def _own_process(name: str, folder: str) -> str:
    command = [sys.executable, __file__, name, folder]
    # Wherever quizgen is installed, its modules are compiled already.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


def run(name: str, folder: Path) -> str:
    """CPU seconds and largest memory of this process and its children, after one measurement."""
    MEASURES[name](folder)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in usage)
    return f"{seconds:8.2f} s {max(each.ru_maxrss for each in usage) / 1024:8.0f} MiB"


def table() -> Iterator[str]:
    """The lines of the table, each as soon as it is measured."""
    width = max(map(len, MEASURES))
    yield f"{'':{width}} {'CPU':>10} {'memory':>12}"
    for name in MEASURES:
        yield f"{name:{width}} {measure(name)}"


def ratio() -> Iterator[str]:
    """What a paper costs beside what WeasyPrint alone takes for it, measured in the same run."""
    with tempfile.TemporaryDirectory() as folder:
        print_bench.project(Path(folder), RATIO_AT, anew=False)
        alone = print_bench.ordinary(Path(folder), ORDINARY)
        paper, reading = print_bench.composed(Path(folder))
    few, many = (_seconds(f"print {forms:,} of 30 questions") for forms in (FORMS[0], FORMS[-1]))
    whole = _seconds(f"print {RATIO_AT} of 30 questions") / RATIO_AT
    costs = {
        f"one of {RATIO_AT} papers, composed": paper,
        "a further paper and its key, all told": (many - few) / (FORMS[-1] - FORMS[0]),
        f"one of {RATIO_AT} papers and keys, all told": whole,
        "reading a paper back as a whole": reading,
    }
    yield f"{'a paper laid out as a whole by WeasyPrint':43} {alone * 1000:8.1f} ms"
    for name, seconds in costs.items():
        yield f"{name:43} {seconds * 1000:8.1f} ms   1/{alone / seconds:.0f}"


def _seconds(name: str) -> float:
    return float(measure(name).split()[0])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(run(sys.argv[1], Path(sys.argv[2])))
    else:
        for line in chain(table(), [""], ratio(), [""], judged.report()):
            print(line, flush=True)
