"""A question as asked → its <item>; one function for each kind, in one table.

Feedback is called as Canvas calls it: general_fb for all, `<answer>_fb` for one answer. Conditions that
show it stand before those that score, which Canvas reads last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml.etree import _Element

from quizgen.export.lms.remarks import general_feedback
from quizgen.export.qti1 import kinds_parts, kinds_single, texts, xml
from quizgen.export.qti1.body import Body, Setting
from quizgen.export.qti1.xml import qti
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)


def item(asked: Asked, setting: Setting) -> _Element:
    """The element of a question that passed the checks."""
    question = asked.question
    body = _KINDS[type(question)](asked, setting)
    general = setting.rich(general_feedback(question))
    feedback = (("general_fb", general),) if general else ()
    shown = (*feedback, *((f"{answer}_fb", text) for answer, text in body.feedback))
    return qti(
        "item",
        qti("itemmetadata", xml.metadata(setting.fields(asked, body.kind))),
        qti("presentation", xml.material(body.stem), *body.responses),
        qti("resprocessing", xml.outcomes(), *_showing(bool(general), body), *body.scoring),
        *(xml.feedback(ident, text) for ident, text in shown),
        ident=setting.ident(question),
        title=texts.title(question),
    )


def _showing(general: bool, body: Body) -> Iterator[_Element]:
    if general:
        yield xml.condition([xml.always()], feedback="general_fb", goes_on=True)
    for answer, _ in body.feedback:
        picked = xml.test("varequal", answer)
        yield xml.condition([picked], feedback=f"{answer}_fb", goes_on=True)


_KINDS: Mapping[type[Question], Callable[[Asked, Setting], Body]] = {
    Choice: kinds_single.choice,
    TrueFalse: kinds_single.truefalse,
    ShortAnswer: kinds_single.short,
    Numeric: kinds_single.numeric,
    Matching: kinds_parts.matching,
    Ordering: kinds_parts.ordering,
    Gaps: kinds_parts.gaps,
    Open: kinds_single.open_,
}
KINDS: frozenset[type[Question]] = frozenset(_KINDS)
