"""A question whose answer has several parts → the body of its item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from lxml.etree import _Element

from quizgen.export.lms.media import gap_mark
from quizgen.export.qti1 import texts, xml
from quizgen.export.qti1.body import Body, Setting
from quizgen.export.qti1.xml import qti
from quizgen.model import Asked, Gaps, Markup, Matching, Ordering


def matching(asked: Asked, setting: Setting) -> Body:
    """Canvas shows the right-hand entries in menus, as plain text."""
    question = asked.question
    assert isinstance(question, Matching)
    pairs, entries = question.pairs, question.entries
    names = setting.answers(question, len(pairs) + len(entries))
    lefts = tuple(f"response_{name}" for name in names[: len(pairs)])
    rights = dict(zip(entries, names[len(pairs) :], strict=True))
    return Body(
        kind="matching_question",
        stem=setting.rich(question.stem),
        responses=tuple(
            xml.menu(left, xml.material(setting.inline(pair.left)), _menu(rights))
            for left, pair in zip(lefts, pairs, strict=True)
        ),
        scoring=tuple(
            _part(left, rights[pair.right], len(pairs))
            for left, pair in zip(lefts, pairs, strict=True)
        ),
    )


def _menu(entries: Mapping[Markup, str]) -> Iterator[_Element]:
    return (xml.label(ident, texts.plain(entry), xml.PLAIN) for entry, ident in entries.items())


def _part(response: str, answer: str, parts: int) -> _Element:
    """A part of a question that earns its share."""
    picked = xml.test("varequal", answer, response)
    return xml.condition([picked], points=f"{100 / parts:.2f}", action="Add", goes_on=True)


def ordering(asked: Asked, setting: Setting) -> Body:
    """Listed as the exam drew them, and in the right order where they score."""
    question = asked.question
    assert isinstance(question, Ordering)
    idents = setting.answers(question, len(question.entries))
    labels = (_entry(idents[i], question.entries[i], setting) for i in asked.order)
    key = (xml.test("varequal", ident) for ident in idents)
    return Body(
        kind="ordering_question",
        stem=setting.rich(question.stem),
        responses=(xml.choice(labels, "Ordered"),),
        scoring=(xml.condition(key, points="100"),),
    )


def _entry(ident: str, entry: Markup, setting: Setting) -> _Element:
    """Classic quizzes show the entries of an ordering as plain text, with entities as they stand."""
    if texts.is_plain(entry):
        return xml.label(ident, texts.plain(entry), xml.PLAIN)
    return xml.label(ident, setting.inline(entry))


def gaps(asked: Asked, setting: Setting) -> Body:
    """[name] stands for a gap in the text; what may be filled in is listed as if to pick from."""
    question = asked.question
    assert isinstance(question, Gaps)
    stem = setting.rich(question.stem)
    accepted = tuple(texts.exact(gap.answers) for gap in question.gaps)
    free = iter(setting.answers(question, sum(map(len, accepted))))
    labelled = tuple(tuple((next(free), answer) for answer in answers) for answers in accepted)
    names = gap_names(stem, len(accepted))
    for number, (name, gap) in enumerate(zip(names, question.gaps, strict=True)):
        hint = f" <em>({escape(gap.hint)})</em>" if gap.hint else ""
        stem = stem.replace(gap_mark(number), f"[{name}]{hint}")
    return Body(
        kind="fill_in_multiple_blanks_question",
        stem=stem,
        responses=tuple(map(_gap, names, labelled)),
        scoring=tuple(
            _part(f"response_{name}", answers[0][0], len(names))
            for name, answers in zip(names, labelled, strict=True)
        ),
    )


def gap_names(stem: str, count: int) -> tuple[str, ...]:
    """gap1, gap2 and so on; something longer if the author's own text holds one of them in brackets."""
    prefix = "gap"
    while f"[{prefix}" in stem:
        prefix += "_"
    return tuple(f"{prefix}{number}" for number in range(1, count + 1))


def _gap(name: str, answers: tuple[tuple[str, str], ...]) -> _Element:
    prompt = qti("material", qti("mattext", name))
    labels = (xml.label(ident, answer, xml.PLAIN) for ident, answer in answers)
    return xml.menu(f"response_{name}", prompt, labels)
