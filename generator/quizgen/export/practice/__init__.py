"""An exam → one page to practise with: shuffled, marked and added up in the browser, without a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup as Html

from quizgen.export.exporter import Document, Exporter, Materials
from quizgen.export.lms import losses
from quizgen.export.page.content import Content
from quizgen.export.page.page import own_text, page, policy
from quizgen.export.practice.readback import verify
from quizgen.export.practice.view import page_view
from quizgen.labels import labels
from quizgen.model import KINDS, Asked, Exam
from quizgen.problem import Problem

LIMITS = losses.Limits(target="the page to practise with", kinds=dict.fromkeys(KINDS, ""))


@dataclass(frozen=True, slots=True)
class Addition:
    """What a page has beyond the practice itself: a script of ours, and words in place of its own."""

    script: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """Nothing is lost; only a page without questions is refused."""
    return losses.check(exam, LIMITS)


def export(exam: Exam, materials: Materials) -> Iterator[Document]:
    """The page. The exam must have passed `check`; raises `NotMade` if the read-back differs."""
    asked = losses.kept(exam, LIMITS)
    data = write(exam, asked, materials)
    verify(exam, asked, materials, data)
    yield Document(f"{exam.blueprint.name}-practice.html", data)


def write(
    exam: Exam, asked: tuple[Asked, ...], materials: Materials, addition: Addition | None = None
) -> bytes:
    """The page's bytes, not yet read back."""
    added = addition or Addition()
    words = labels(exam.blueprint.language)
    script = own_text("html/practice.js") + Html(added.script)
    context = {
        "page": page_view(Content(exam, materials), asked),
        "language": exam.blueprint.language,
        "labels": dict(words.print),
        "words": {**words.practice, **added.words},
        "style": own_text("html/practice.css"),
        "script": script,
        "policy": policy(script),
    }
    return page("html", context)


HTML = Exporter(
    name="html",
    summary="one page to practise with in a browser, without a network",
    kinds=frozenset(KINDS),
    check=check,
    export=export,
)
