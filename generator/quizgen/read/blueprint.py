"""exam.yaml → the blueprint of an exam, and which files it draws from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from quizgen.labels import labels, languages
from quizgen.markup.parse import parse
from quizgen.model import KINDS, Blueprint, Markup, Paper, Place, Section, Selection, walk
from quizgen.problem import Problem, warning
from quizgen.read.difficulty import to_range
from quizgen.read.fields import Fields, to_decimal
from quizgen.read.front_matter import MOST_POINTS, read_language
from quizgen.read.source import Source
from quizgen.read.strict_yaml import Mapping as YamlMapping
from quizgen.read.strict_yaml import Scalar, Sequence, read_yaml

MOST_FORMS = 1000
MOST_QUESTIONS = 1000
DEFAULT_CONTENT = ("content/*.md",)
LARGE_PRINT = Decimal(18)
_DERIVED = ("include", "exclude", "only")


@dataclass(frozen=True, slots=True)
class BlueprintReading:
    """A blueprint as read, before the files it names are."""

    blueprint: Blueprint
    content: tuple[tuple[str, Place], ...]
    roster: tuple[str, Place] | None
    problems: tuple[Problem, ...]


def read_blueprint(source: Source, name: str) -> BlueprintReading:
    """The blueprint that an exam file describes. `name` is what its output folder is called."""
    mapping, problems = read_yaml(source)
    place = Place(source.path, 1)
    if mapping is None:
        return BlueprintReading(Blueprint(name=name, title=name, place=place), (), None, problems)
    fields = Fields(mapping, "an exam")
    shuffle = fields.section("shuffle", "questions: true, options: true")
    blueprint = Blueprint(
        name=name,
        title=fields.line("title", name),
        course=fields.line("course"),
        date=fields.line("date"),
        duration=fields.line("duration"),
        language=read_language(fields),
        seed=_seed(fields),
        forms=fields.integer("forms", 1, 1, MOST_FORMS),
        shuffle_questions=shuffle.boolean("questions", True) if shuffle else True,
        shuffle_options=shuffle.boolean("options", True) if shuffle else True,
        independent=fields.boolean("independent", True),
        instructions=_markup(fields, "instructions"),
        sections=_sections(fields),
        paper=_paper(fields),
        place=place,
    )
    content = _paths(fields, "content") or tuple((pattern, place) for pattern in DEFAULT_CONTENT)
    roster = _paths(fields, "roster")
    fields.absorb(shuffle)
    _check_language(fields, blueprint.language)
    return BlueprintReading(
        blueprint, content, roster[0] if roster else None, (*problems, *fields.finish())
    )


def _check_language(fields: Fields, language: str) -> None:
    """Warn where the printed words will not be in the exam's language."""
    if labels(language).language != language.split("-")[0].lower():
        message = f"no printed words are known in {language!r}: Name, Points and so on are English"
        hint = f"known are: {', '.join(languages())}"
        fields.problems.append(warning(fields.place_of("language"), message, hint))


def _seed(fields: Fields) -> str:
    value = fields.value("seed")
    if isinstance(value, Scalar) and not (
        value.plain and re.fullmatch(r"[-+]?\d*\.\d+", value.text)
    ):
        return value.text.strip()
    if value is not None:
        fields.report(
            value.place, "seed must be a text or a whole number", "such as seed: week5-2026"
        )
    return ""


def _markup(fields: Fields, name: str) -> Markup:
    """A text in Markdown. What is in a literal block has its exact place, else that of its beginning."""
    text = fields.text(name)
    value = fields.value(name)
    place = fields.place_of(name)
    indent = value.indent if isinstance(value, Scalar) else -1

    def exact(found: Place) -> Place:
        return Place(place.path, found.line, found.column + indent) if indent >= 0 else place

    markup, problems = parse(text, place.path, place.line + 1)
    fields.problems += (replace(problem, place=exact(problem.place)) for problem in problems)
    if any(node.kind == "gap" for node in walk(markup)):
        fields.report(place, f"{name} cannot have gaps", "write them in a card of a deck")
    return _placed(markup, exact)


def _placed(markup: Markup, exact: Callable[[Place], Place]) -> Markup:
    return tuple(
        replace(node, place=exact(node.place), children=_placed(node.children, exact))
        for node in markup
    )


def _paths(fields: Fields, name: str) -> tuple[tuple[str, Place], ...]:
    value = fields.value(name)
    entries = value.entries if isinstance(value, Sequence) else (value,) if value else ()
    paths = []
    for entry in entries:
        if isinstance(entry, Scalar) and entry.text.strip():
            paths.append((entry.text.strip(), entry.place))
        else:
            fields.report(
                fields.place_of(name), f"{name} must name files", f"write: {name}: [a.md]"
            )
    return tuple(paths)


def _paper(fields: Fields) -> Paper:
    paper = fields.section("paper", "size: A4, columns: 2")
    if paper is None:
        return Paper()
    large = paper.boolean("large_print", False)
    read = Paper(
        size=paper.word("size", ("A4", "Letter"), "A4"),
        columns=paper.integer("columns", 1, 1, 2),
        font_size=_font_size(paper, LARGE_PRINT if large else Decimal(11)),
        answer_space=paper.word("answer_space", ("lines", "box", "none"), "lines"),
        answer_sheet=paper.boolean("answer_sheet", False),
        codes=paper.boolean("codes", True),
    )
    fields.absorb(paper)
    return read


def _font_size(paper: Fields, default: Decimal) -> Decimal:
    text = paper.text("font_size")
    size = to_decimal(text.removesuffix("pt")) if text else default
    if size is not None and 6 <= size <= 30:
        return size
    paper.report(paper.place_of("font_size"), "font_size must be from 6pt to 30pt", "such as 11pt")
    return default


def _sections(fields: Fields) -> tuple[Section, ...]:
    value = fields.value("sections")
    if value is None:
        return (Section(place=fields.place),)
    if not isinstance(value, Sequence) or not value.entries:
        fields.report(value.place, "sections must be a list", "each begins with a dash: - title: …")
        return ()
    sections = []
    for entry in value.entries:
        if isinstance(entry, YamlMapping):
            sections.append(_section(entry, fields))
        else:
            fields.report(entry.place, "a section has settings", "write: - title: …")
    return tuple(sections)


def _section(mapping: YamlMapping, exam: Fields) -> Section:
    fields = Fields(mapping, "a section")
    select, scoring = (
        fields.section("select", "kind: choice, tags: [core]"),
        fields.section("scoring", "wrong: -0.25"),
    )
    questions = fields.texts("questions")
    per_form = fields.word("pool", ("same", "per-form"), "same") == "per-form"
    section = Section(
        title=fields.line("title"),
        instructions=_markup(fields, "instructions"),
        selection=_selection(select) if select else Selection(),
        questions=questions,
        count=_count(fields),
        points=fields.decimal("points", Decimal(0), MOST_POINTS),
        wrong=_wrong(scoring),
        per_form=per_form,
        place=mapping.place,
    )
    if questions and (select or section.count is not None):
        fields.report(
            fields.place_of("questions"),
            "a section either names its questions or selects them",
            "delete questions, or delete select and count",
        )
    for name in sorted({q for q in questions if questions.count(q) > 1}):
        fields.report(fields.place_of("questions"), f"the question {name!r} stands here twice")
    fields.absorb(select)
    fields.absorb(scoring)
    exam.absorb(fields)
    return section


def _count(fields: Fields) -> int | None:
    value = fields.value("count")
    if value is None or (isinstance(value, Scalar) and value.text == "all"):
        return None
    return fields.integer("count", 1, 1, MOST_QUESTIONS)


def _wrong(scoring: Fields | None) -> Decimal:
    if scoring is None:
        return Decimal(0)
    return scoring.decimal("wrong", Decimal(-1), Decimal(0)) or Decimal(0)


def _selection(fields: Fields) -> Selection:
    def words(name: str) -> frozenset[str]:
        return frozenset(fields.texts(name, name.rstrip("s") if name.endswith("s") else f"{name}s"))

    selection = Selection(
        kinds=words("kind"),
        tags=words("tags"),
        topics=words("topic"),
        decks=words("deck"),
        ids=words("id"),
        difficulty=_range(fields),
        exclude_kinds=words("exclude_kind"),
        exclude_tags=words("exclude_tags"),
        exclude_topics=words("exclude_topic"),
        exclude_decks=words("exclude_deck"),
        exclude_ids=words("exclude_id"),
        derived=fields.word("derived", _DERIVED, "include"),
    )
    known = [kind.kind for kind in KINDS]
    for name in sorted((selection.kinds | selection.exclude_kinds) - set(known)):
        fields.report(
            fields.place_of("kind"), f"there is no kind {name!r}", f"kinds are: {', '.join(known)}"
        )
    return selection


def _range(fields: Fields) -> tuple[Decimal, Decimal]:
    """`easy`, `easy..medium`, `0.4..0.8`: the shares of right answers that are selected."""
    text = fields.text("difficulty")
    everything = (Decimal(0), Decimal(1))
    found = to_range(text) if text else everything
    if found is None:
        fields.report(
            fields.place_of("difficulty"),
            f"{text!r} is no difficulty",
            "write easy, medium, hard, a range such as easy..medium, or numbers such as 0.4..0.8",
        )
    return found or everything
