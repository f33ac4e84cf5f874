"""A project and the options of a build → files in the output folder, or problems and no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.archive import clear_up, keep_record
from quizgen.cli.drawing import cache_folder, formula_artist, formula_problems
from quizgen.cli.opening import open_project
from quizgen.cli.outcome import page_count, told
from quizgen.cli.printing import counted, from_here, progress, relative, say, settle, shortened
from quizgen.cli.session import Session
from quizgen.document import Document, NotMade
from quizgen.model import NOWHERE, Place
from quizgen.positions import entry
from quizgen.problem import Problem, has_errors, visible

if TYPE_CHECKING:
    from quizgen.build import Prepared
    from quizgen.export.exporter import Exporter
    from quizgen.model import Candidate, Exam
    from quizgen.project import Plan, Project

OUTPUT = "output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of one build."""

    targets: tuple[str, ...]
    formats: tuple[Exporter, ...]
    output: Path | None
    seed: str | None
    forms: int | None
    roster: Path | None
    secret_file: Path | None
    labels: tuple[str, ...]
    papers: str
    one_sided: bool
    no_guide: bool
    scheduler: str
    proofread: bool
    time_limit: int
    memory_limit: int
    bank: bool
    strict: bool
    quiet: bool
    verbose: bool


@dataclass(frozen=True, slots=True)
class Job:
    """An exam and the folder that it goes to; `record` tells what was printed, a bank has none."""

    folder: str
    exam: Exam
    record: Document | None


def make(session: Session, request: Request) -> None:
    """Read, draw, check and write; nothing is written before all exams are found to be in order."""
    project = open_project(session, request.targets, request.quiet)
    project = _overridden(project, request)
    clear_up(project.root)
    with progress(request.quiet) as doing:
        doing("drawing the formulas")
        wrong = formula_problems(project)
    if has_errors((*project.problems, *wrong)):
        settle((*project.problems, *wrong), project.sources)
    with progress(request.quiet) as doing:
        doing("drawing the forms")
        jobs, problems = _jobs(project, request)
        doing("checking")
        ready, more = _prepared(project, request, jobs)
    settle((*project.problems, *problems, *more), project.sources, request.strict)
    output, problems = _output(project.root, request.output)
    settle(problems, {})
    for job, prepared in zip(jobs, ready, strict=True):
        _write(session, request, project, output, job, prepared)


def _overridden(project: Project, request: Request) -> Project:
    """The project with what the options say instead of what its exams say."""
    changes: dict[str, Any] = {}
    if request.seed is not None:
        changes["seed"] = request.seed
    if request.forms is not None:
        changes |= {"forms": request.forms, "candidates": ()}
    if request.roster is not None:
        project, changes["candidates"] = _with_roster(project, request.roster)
    plans = tuple(
        replace(plan, blueprint=replace(plan.blueprint, **changes)) for plan in project.plans
    )
    return replace(project, plans=plans)


def _with_roster(project: Project, path: Path) -> tuple[Project, tuple[Candidate, ...]]:
    from quizgen.read.roster import read_roster
    from quizgen.read.source import LARGEST, decode

    name = relative(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        problem = Problem(Place(name), f"the roster cannot be read: {error.strerror}")
        return replace(project, problems=(*project.problems, problem)), ()
    candidates, problems = read_roster(name, data)
    sources = {**project.sources, name: decode(name, data)[0].text}
    return replace(project, problems=(*project.problems, *problems), sources=sources), candidates


def _jobs(project: Project, request: Request) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    from quizgen.assemble import bank_exam
    from quizgen.build import bank_title

    if request.bank:
        exam = bank_exam(project.bank, bank_title(project.bank))
        if not exam.questions:
            return (), (Problem(NOWHERE, "there is no question"),)
        return (Job(exam.blueprint.name, exam, None),), ()
    secret, problems = _secret(project.root, request.secret_file)
    if secret is None:
        return (), problems
    jobs, more = _exam_jobs(project.plans, secret, request.labels)
    return jobs, (*problems, *more)


def _secret(root: Path, shared: Path | None) -> tuple[bytes | None, tuple[Problem, ...]]:
    from quizgen.secret import project_secret, shared_secret

    return shared_secret(shared) if shared else project_secret(root)


def _exam_jobs(
    plans: Iterable[Plan], secret: bytes, labels: tuple[str, ...]
) -> tuple[tuple[Job, ...], tuple[Problem, ...]]:
    from quizgen.assemble import assemble

    jobs: list[Job] = []
    problems: list[Problem] = []
    for plan in plans:
        exam, found = assemble(plan.bank, plan.blueprint, secret)
        problems += found
        if exam is not None:
            jobs.append(_job(exam, secret, labels))
    return tuple(jobs), tuple(problems)


def _job(exam: Exam, secret: bytes, labels: tuple[str, ...]) -> Job:
    """The whole exam, or some forms of it: those go to a folder of their own.

    For the record in the exam's folder must go on to tell of all the forms that were printed.
    """
    from quizgen.build import only, record

    if not labels:
        return Job(exam.blueprint.name, exam, record(exam, secret))
    part = only(exam, [_meant(exam, label) for label in labels])
    folder = "-".join((exam.blueprint.name, "only", *(form.label for form in part.forms)))
    return Job(folder, part, record(part, secret))


def _meant(exam: Exam, name: str) -> str:
    """The label of the form that is asked for by label or candidate."""
    from quizgen.build import named

    found, exam_name = named(exam, name), exam.blueprint.name
    if not found:
        forms = shortened(", ".join(form.label for form in exam.forms), 60)
        raise click.UsageError(f"{exam_name} has no form {visible(name)}; its forms are {forms}")
    if len(found) > 1:
        labels = " and ".join(form.label for form in found)
        message = f"{visible(name)} is the number of one paper and the id of another's candidate"
        raise click.UsageError(f"{message}: the papers {labels} of {exam_name}")
    return found[0].label


def _prepared(
    project: Project, request: Request, jobs: Iterable[Job]
) -> tuple[tuple[Prepared, ...], tuple[Problem, ...]]:
    from quizgen.build import prepare
    from quizgen.materials import Printing

    draw = formula_artist(project.root)
    cache = cache_folder(project.root)
    printing = Printing(
        each=request.papers != "together",
        together=request.papers != "each",
        both_sides=not request.one_sided,
        guide=not request.no_guide,
        scheduler=request.scheduler,
        proofread=request.proofread,
        seconds=request.time_limit,
        memory=request.memory_limit,
    )
    theme = project.theme
    results = [prepare(j.exam, request.formats, theme, draw, cache, printing) for j in jobs]
    ready = tuple(prepared for prepared, _ in results if prepared is not None)
    return ready, tuple(problem for _, problems in results for problem in problems)


def _output(root: Path, chosen: Path | None) -> tuple[Path, tuple[Problem, ...]]:
    """The output folder. Only who names it themselves may have it outside of the project."""
    if chosen is not None:
        return chosen, ()
    output = from_here(root / OUTPUT)
    if output.resolve().is_relative_to(root.resolve()):
        return output, ()
    message = "the output folder is a link to somewhere outside of the project"
    hint = f"if you want that, say so: --output {relative(output)}"
    return output, (Problem(Place(relative(output)), message, hint),)


def _write(
    session: Session,
    request: Request,
    project: Project,
    output: Path,
    job: Job,
    prepared: Prepared,
) -> None:
    from quizgen.write import write_all

    said = _Said()
    with progress(request.quiet) as doing:
        documents = _watched(session, doing, job, prepared, said)
        try:
            written, problems = write_all(output, job.folder, documents)
        except NotMade as error:
            written, problems = None, error.problems
    if written is not None and said.record:
        problems = (*problems, *keep_record(project.root, job.exam.blueprint.name, said.record))
    if written is not None and not request.quiet:
        for line in told(job.exam, written, said.pages, request.verbose):
            say(line)
    settle((*problems, *said.warnings), project.sources, request.strict)


@dataclass(slots=True)
class _Said:
    """What is learnt of documents while they are made."""

    pages: dict[str, int] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    positions: list[str] = field(default_factory=list)
    """Of each paper, as the record will have them: numbers would take five times the memory."""

    record: bytes = b""

    def note(self, document: Document) -> None:
        """Remember what a document tells of itself."""
        self.warnings += document.warnings
        self.positions += map(entry, document.printed)
        if len(document.printed) == 1:
            self.pages[document.path] = document.printed[0].pages
        elif document.path.endswith(".pdf"):
            self.pages[document.path] = page_count(document.file or document.data)


def _watched(
    session: Session, doing: Callable[[str], None], job: Job, prepared: Prepared, said: _Said
) -> Iterator[Document]:
    """The documents of a job, one by one, and its record; tells of each, heeds a wish to stop."""
    from quizgen.build import documents, with_positions

    name = job.exam.blueprint.name
    doing(f"{name}: making the documents")
    for number, document in enumerate(documents(prepared), start=1):
        session.stop.check()
        doing(f"{name}: {counted(number, 'file')}, {document.path}")
        said.note(document)
        yield document
    session.stop.check()
    if job.record is not None:
        record = with_positions(job.record, said.positions)
        said.record = record.data
        yield record
