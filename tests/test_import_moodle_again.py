"""Importing what was exported for Moodle gives the same questions back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from builders import text
from hypothesis import HealthCheck, Phase, given, settings
from random_exams import Maker
from sample_bank import everything
from test_moodle_import import MATERIALS, QUESTIONS, exam

from quizgen.author.seen import differences, joined
from quizgen.export.lms.words import tags
from quizgen.export.moodle import MOODLE, fractions, words
from quizgen.importers import IMPORTERS
from quizgen.importers.importer import File, Imported
from quizgen.importers.shared.patterns import pattern
from quizgen.markup.answers import answer_tells_more
from quizgen.markup.plain import one_line
from quizgen.model import (
    Choice,
    Exam,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Numeric,
    Open,
    Option,
    Pattern,
    Question,
    ShortAnswer,
)
from quizgen.model.nodes import nodes
from quizgen.problem import has_errors

LOST = {
    Question: ("difficulty", "card", "language"),
    Numeric: ("is_range",),
}
"""What Moodle has no place for."""


def imported(data: bytes) -> Imported:
    return IMPORTERS["moodle"].read(File("bank.xml", data))


def again(planned: Exam) -> tuple[Imported, tuple[Question, ...]]:
    """What is imported of an exam's export: without a word about it, in the same order."""
    (document,) = MOODLE.export(planned, MATERIALS)
    found = imported(document.data)
    return found, tuple(entry.question for entry in found.entries if entry.question)


def carried(question: Question) -> Question:
    """The question as Moodle can hold it."""
    common = dict.fromkeys(
        name for kind, names in LOST.items() if isinstance(question, kind) for name in names
    )
    plainer: Mapping[str, Any] = {
        "difficulty": Decimal("0.6"),
        "card": "",
        "language": "en",
        "is_range": False,
    }
    changed = replace(question, **{name: plainer[name] for name in common})
    changed = replace(
        changed,
        id=words.idnumbers([question])[question.id],
        tags=_tags(question),
        **_special(changed),
    )
    shown: Question = as_shown(changed)
    return shown


def _tags(question: Question) -> tuple[str, ...]:
    """A deck's tags have no commas and braces in them."""
    plain = (" ".join(re.sub("[,{}]", " ", tag).split()) for tag in tags(question))
    return tuple(dict.fromkeys(filter(None, plain)))


def _special(question: Question) -> dict[str, Any]:
    match question:
        case Choice():
            return _options(question)
        case ShortAnswer():
            return {"answers": _patterns(question.answers)}
        case Gaps():
            return {"gaps": tuple(map(_gap, question.gaps))}
        case Matching():
            return _matching(question)
        case Numeric():
            return {"unit": words.unit(question), "tolerance": _tolerance(question)}
        case Open() if not answer_tells_more(question) and _weighed(question):
            return {"answer": ()}
    return {}


def _weighed(question: Open) -> bool:
    """Whether its rubric says all of the answer, and with points: then markers see it only."""
    return any(line.points is not None for line in question.rubric)


def _gap(gap: Gap) -> Gap:
    return Gap(_patterns(gap.answers), _BLANKS.sub(" ", gap.hint))


def _tolerance(question: Numeric) -> Decimal:
    """As it is, unless it has so many digits that the trifle cannot be told from them."""
    given = words.tolerance(question)
    lengths = [len(each.normalize().as_tuple().digits) for each in (question.tolerance, given)]
    return question.tolerance if lengths[0] < lengths[1] else given


def _options(question: Choice) -> dict[str, Any]:
    """Pins are lost. Where several earn everything, all of these are to be picked, and no other counts."""
    full = [option.right or option.credit == 1 for option in question.options]
    if question.multiple or sum(full) > 1:
        rights = [o.right for o in question.options] if question.multiple else full
        several = zip(question.options, rights, strict=True)
        options = tuple(replace(o, pin="", credit=None, right=right) for o, right in several)
        return {"options": options, "multiple": True}
    return {"options": tuple(replace(o, pin="", credit=_credit(o)) for o in question.options)}


def _credit(option: Option) -> Decimal | None:
    ((_, percent),) = fractions.of_options([option], False, Decimal(0))
    return None if option.right or not percent else percent / 100


def _patterns(patterns: Any) -> Any:
    """As Moodle reads its own notation: without blanks at the ends, each once."""
    return tuple(dict.fromkeys(pattern(words.pattern(each)) for each in patterns))


def _matching(question: Matching) -> dict[str, Any]:
    """Entries on the right are plain words, in one line."""
    plainer = {entry: text(one_line(entry)) for entry in question.entries}
    pairs = tuple(replace(pair, right=plainer[pair.right]) for pair in question.pairs)
    rights = {pair.right for pair in pairs}
    distractors = dict.fromkeys(plainer[each] for each in question.distractors)
    return {"pairs": pairs, "distractors": tuple(e for e in distractors if e not in rights)}


_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LEAVES = {"text", "code", "formula", "formula_block"}


def as_shown(value: Any) -> Any:
    """The same, with blanks as HTML shows them, and nothing of what is empty."""
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        return _blocks(value)
    if isinstance(value, tuple):
        return tuple(map(as_shown, value))
    if is_dataclass(value) and not isinstance(value, Pattern):
        parts = {each.name: as_shown(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **parts)  # type: ignore[type-var]
    return value


def _blocks(markup: Markup) -> Markup:
    return tuple(shown for block in markup for shown in _block(block))


def _block(node: Node) -> Iterator[Node]:
    if node.kind in ("code_block", "formula_block"):
        text = _tex(node.text)
        if node.kind == "code_block":
            text = text.replace("\r", "\n").rstrip() + "\n"
        yield from (replace(node, text=text),) if node.text.strip() else ()
        return
    children = _trimmed(joined(tuple(each for child in node.children for each in _inline(child))))
    if any(child.kind != "text" or child.text.strip() for child in children):
        yield replace(node, children=children)


def _inline(node: Node) -> Iterator[Node]:
    if node.kind == "softbreak":
        yield Node("text", " ")
    elif node.kind == "footnote":
        yield replace(node, children=_blocks(node.children))
    elif node.kind in _LEAVES:
        text = _BLANKS.sub(" ", node.text)
        nothing = not text.strip() if node.kind == "code" else not text
        yield from () if nothing else (replace(node, text=_tex(text)),)
    elif node.kind == "strong":
        yield from _styled(node)
    else:
        yield replace(node, children=tuple(each for n in node.children for each in _inline(n)))


def _styled(node: Node) -> Iterator[Node]:
    """Blanks at its ends stand outside; nothing is bold if there is nothing else."""
    words = _BLANKS.sub(" ", "".join(child.text for child in node.children))
    if words.strip():
        yield Node("text", " " * words.startswith(" "))
        yield replace(node, children=(Node("text", words.strip(" ")),))
        yield Node("text", " " * words.endswith(" "))
    elif words:
        yield Node("text", words)


def _trimmed(nodes: Markup) -> Markup:
    """Without blanks at the ends, and with one where there are several."""
    texts = tuple(
        replace(node, text=_BLANKS.sub(" ", node.text)) if node.kind == "text" else node
        for node in nodes
    )
    if texts and texts[0].kind == "text":
        texts = (replace(texts[0], text=texts[0].text.lstrip(" ")), *texts[1:])
    if texts and texts[-1].kind == "text":
        texts = (*texts[:-1], replace(texts[-1], text=texts[-1].text.rstrip(" ")))
    return tuple(node for node in texts if node.kind != "text" or node.text)


def _tex(tex: str) -> str:
    """In a formula, {#1 would be a gap: a blank, which is nothing to TeX, keeps it from that."""
    return tex.replace("{#1}", "{ #1}")


def holds_delimiters(question: Question) -> bool:
    r"""Whether a formula in an entry on the right holds \(…\): of plain words, only these stay a formula."""
    entries = question.entries if isinstance(question, Matching) else ()
    return any(node.kind.startswith("formula") and "\\(" in node.text for node in nodes(entries))


def test_everything_comes_back() -> None:
    planned = everything()
    found, questions = again(planned)
    assert not found.problems and found.title == "Everything at once"
    assert len(questions) == len(planned.questions)
    for before, after in zip(planned.questions, questions, strict=True):
        assert not differences(carried(before), as_shown(after)), after.id
        assert before.topic == after.topic


@pytest.mark.parametrize("seed", range(12))
def test_random_exams_come_back(seed: int) -> None:
    bank = tuple({q.id: q for q in Maker(seed).exam().questions}.values())
    planned = exam(*bank)
    if has_errors(MOODLE.check(planned, MATERIALS)):
        return
    found, questions = again(planned)
    assert not found.problems
    for before, after in zip(planned.questions, questions, strict=True):
        assert not differences(carried(before), as_shown(after)), after.id


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(QUESTIONS)
def test_any_question_comes_back(question: Question) -> None:
    planned = exam(question)
    if has_errors(MOODLE.check(planned, MATERIALS)) or holds_delimiters(question):
        return
    _, (after,) = again(planned)
    assert not differences(carried(question), as_shown(after))
