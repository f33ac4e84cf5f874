"""The bank of 200 questions → projects that print exams of 30, a paper and a key for each candidate."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizgen.materials import Materials
    from quizgen.model import Exam

BANK = Path(__file__).parent / "bench" / "bank.md"
ASKED, READ = 30, 10

_EXAM = "title: Bench\nroster: content/roster.csv\nseed: {seed}\nsections:\n  - {section}\n"


def project(folder: Path, forms: int, anew: bool, asked: int = ASKED) -> None:
    """Make a project with so many candidates; `anew` draws from the 200 for each of them."""
    content = folder / "content"
    content.mkdir()
    (folder / ".quizgen").mkdir()
    bank = BANK.read_text(encoding="utf-8")
    (content / "bank.md").write_text(bank, encoding="utf-8")
    people = (f"{n:04},Candidate {n}\n" for n in range(forms))
    (content / "roster.csv").write_text("id,name\n" + "".join(people), encoding="utf-8")
    choose(folder, "first", anew, asked)


def choose(folder: Path, seed: str, anew: bool, asked: int = ASKED) -> None:
    """Write the exam anew, with another seed."""
    ids = re.findall(r"\{#(q\d+)", BANK.read_text(encoding="utf-8"))
    named = ", ".join(ids[:: len(ids) // asked][:asked])
    section = f"{{count: {asked}, pool: per-form}}" if anew else f"{{questions: [{named}]}}"
    exam = _EXAM.format(seed=seed, section=section)
    (folder / "content" / "bench.exam.yaml").write_text(exam, encoding="utf-8")


def build(folder: Path, *options: str) -> None:
    """What `quizgen build` does, in this process."""
    from quizgen.cli import main

    try:
        main(["build", "--project", str(folder), "--no-guide", "-q", *options])
    except SystemExit as done:
        assert not done.code, done.code


def guide(folder: Path) -> None:
    """The marking guide alone."""
    from quizgen.paper import printing
    from quizgen.paper.pool import print_all
    from quizgen.paper.views.content import Content

    exam, materials = _exam(folder)
    job = printing.guide(Content(exam, materials))
    (outcome,) = print_all(printing.press(exam, materials), [job])
    assert not outcome.problems, outcome.problems


def ordinary(folder: Path, forms: int) -> float:
    """CPU seconds that WeasyPrint alone takes for a paper, laid out as a whole, not read back."""
    from quizgen.paper import printing
    from quizgen.paper.layout import templates
    from quizgen.paper.layout.engine import Engine
    from quizgen.paper.views.content import Content

    exam, materials = _exam(folder)
    press = printing.press(exam, materials)
    sandbox = templates.environment(press.templates)
    engine = Engine(press.style, press.own_style, {asset.address: asset for asset in press.assets})
    jobs = printing.papers(Content(exam, materials), exam.forms[: forms + 1])
    times = [time.process_time()]
    for job in jobs:
        html = templates.render(sandbox, job.template, job.context)
        engine.lay_out(html, before=job.running).write_pdf(pdf_variant="pdf/ua-1")
        times.append(time.process_time())
    return (times[-1] - times[1]) / forms  # fonts are loaded with the first


def _exam(folder: Path) -> tuple[Exam, Materials]:
    """The project's exam, and what its documents are made of."""
    from quizgen.assemble import assemble
    from quizgen.materials import Materials
    from quizgen.project import load
    from quizgen.read.formulas import draw

    loaded = load(folder)
    (plan,) = loaded.plans
    exam, _ = assemble(plan.bank, plan.blueprint, bytes(range(16)))
    assert exam is not None
    return exam, Materials(draw(exam.questions)[0], loaded.theme)


def composed(folder: Path) -> tuple[float, float]:
    """CPU seconds of a paper once every block is laid out: of composing and writing it, and of reading
    it back as a whole."""
    from quizgen.paper.checks import readback
    from quizgen.paper.composition import Composition
    from quizgen.paper.orders import Maker
    from quizgen.paper.papers import Papers
    from quizgen.paper.pool import Printers
    from quizgen.paper.printing import papers, press
    from quizgen.paper.views.content import Content

    exam, materials = _exam(folder)
    content = Content(exam, materials)
    planned = Papers(content)
    with Printers(press(exam, materials)) as printers:
        (cast,) = printers.print_all([planned.casting()])
    assert cast.galley is not None
    orders = Composition(planned, cast.galley).orders()
    maker = Maker(cast.galley, exam.blueprint.language)
    started = time.process_time()
    made = [paper for paper in maker.make(orders) if paper]
    composing = (time.process_time() - started) / len(orders)
    started = time.process_time()
    for paper, job in zip(made[:READ], papers(content, exam.forms[:READ]), strict=True):
        assert not readback.check(paper.data, job.plan)
    return composing, (time.process_time() - started) / READ
