"""A written paper page and its form → an error where the two differ, or where the page tells too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from quizgen.export.lms.facts import Facts, Passage, gap_hints
from quizgen.export.lms.verify import compared, require_same
from quizgen.export.page import reading
from quizgen.export.page.acting import require_harmless
from quizgen.export.page.reading import parsed, passage, the
from quizgen.labels import labels
from quizgen.markup.seen import squeezed
from quizgen.materials import Materials
from quizgen.model import Asked, Exam, Form, Markup, Matching, Numeric
from quizgen.paper.checks.secrets import secrets
from quizgen.paper.views.candidate import paper
from quizgen.paper.views.content import Content
from quizgen.paper.views.plan import paper_plan
from quizgen.paper.views.words import points


def verify(exam: Exam, form: Form, materials: Materials, data: bytes) -> None:
    """Raise `NotMade` with all differences and leaks, if there are any: a fault of ours."""
    require_same(exam, "web", differences(exam, form, materials, data))


def differences(exam: Exam, form: Form, materials: Materials, data: bytes) -> tuple[str, ...]:
    """What is not in the page as the form plans it, and what of the key is."""
    try:
        page = parsed(data)
        facts = tuple(found(page))
    except ValueError as problem:
        return (f"the page cannot be read: {problem}",)
    plan = tuple(planned(exam, form, materials))
    return (*compared(plan, facts), *leaks(exam, form, materials, page))


def found(page: HtmlElement) -> Iterator[Facts]:
    """The facts of all questions. Raises ValueError where it is no such page."""
    require_harmless(page)
    for question in page.iterfind(".//article"):
        yield {
            "kind": question.get("data-kind"),
            "number": passage(the(question, "*[@class='head']/span[@class='number']")).words,
            "points": passage(the(question, "*[@class='head']/span[@class='points']")).words,
            "text": passage(the(question, "div[@class='stem']")),
            "prompts": _entries(question, "prompts"),
            "options": _entries(question, "options"),
            "unit": "".join(
                unit.text_content() for unit in question.iterfind("p/span[@class='unit']")
            ),
        }


def _entries(question: HtmlElement, name: str) -> tuple[Passage, ...]:
    return tuple(map(passage, question.iterfind(f"*[@class='{name}']/li")))


def planned(exam: Exam, form: Form, materials: Materials) -> Iterator[Facts]:
    """The facts of the form, told from its nodes."""
    words = labels(exam.blueprint.language).print

    def read(markup: Markup, hints: tuple[str, ...] = ()) -> Passage:
        return reading.planned(markup, exam.pictures, materials.formulas, words["picture"], hints)

    for asked in form.questions:
        question = asked.question
        hints = gap_hints(question)
        pairs = question.pairs if isinstance(question, Matching) else ()
        yield {
            "kind": question.kind,
            "number": str(asked.number),
            "points": squeezed(f"({points(asked.points, words)})"),
            "text": read(question.stem, hints),
            "prompts": tuple(read(pair.left) for pair in pairs),
            "options": tuple(map(read, _options(asked))),
            "unit": question.unit if isinstance(question, Numeric) else "",
        }


def _options(asked: Asked) -> tuple[Markup, ...]:
    return tuple(option.text for option in asked.options) or asked.entries


def leaks(exam: Exam, form: Form, materials: Materials, page: HtmlElement) -> Iterator[str]:
    """Answers, feedback, ids and names of files in the page that its questions do not show anyway."""
    view = paper(form, Content(exam, materials))
    asked = (each.question for each in form.questions)
    text = _words(" ".join(_texts(page)))
    for secret in paper_plan(view, asked, secrets(exam)).secrets:
        words = _words(secret)
        # Most are nowhere, which is found out at once; only whole words count.
        if words in text and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            yield f"the page gives away {secret!r}"


def _texts(page: HtmlElement) -> Iterator[str]:
    """All texts, and all attributes that hold no picture and no policy."""
    for element in page.iter(etree.Element):
        if element.tag != "style":
            yield element.text or ""
        yield element.tail or ""
        yield from (
            value for name, value in element.attrib.items() if name not in {"src", "content"}
        )


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()
