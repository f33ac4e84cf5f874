"""A question as asked → its <question> element; one function for each kind, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms import remarks
from quizgen.export.lms.media import Rich
from quizgen.export.lms.words import number, tags
from quizgen.export.moodle import cloze, fractions, words, xml
from quizgen.export.moodle.fractions import shown
from quizgen.export.moodle.matching import answer_text, surplus
from quizgen.export.moodle.media import STYLE
from quizgen.markup.plain import plain
from quizgen.model import (
    Asked,
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Picture,
    Question,
    ShortAnswer,
    TrueFalse,
)

PENALTY = "0.3333333"
"""What each further try costs; Moodle's own default, and one of those that its form offers."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question is written with: the exam's pictures, whether to shuffle, the idnumber."""

    pictures: Mapping[str, Picture]
    shuffle: bool
    idnumber: str

    def rich(self, markup: Markup) -> Rich:
        """A passage as HTML."""
        return STYLE.rich(markup, self.pictures)

    def inline(self, markup: Markup) -> Rich:
        """A short passage as HTML without a paragraph of its own."""
        return STYLE.inline(markup, self.pictures)


def question(asked: Asked, setting: Setting) -> _Element:
    """The element of a question that passed the checks."""
    moodle_type, stem, body = _KINDS[type(asked.question)]
    root = etree.Element("question", type=moodle_type)
    xml.plain(root, "name", words.name(asked.question))
    xml.passage(root, "questiontext", stem(asked, setting))
    _common(root, asked, setting)
    body(root, asked, setting)
    _tags(root, asked.question)
    _hints(root, asked.question, setting)
    return root


def _common(root: _Element, asked: Asked, setting: Setting) -> None:
    feedback = setting.rich(remarks.general_feedback(asked.question))
    xml.passage(root, "generalfeedback", feedback)
    xml.element(root, "defaultgrade", number(words.points(asked)))
    # True or false leaves nothing to try again: Moodle fixes its penalty.
    xml.element(root, "penalty", "1" if isinstance(asked.question, TrueFalse) else PENALTY)
    xml.element(root, "hidden", "0")
    xml.element(root, "idnumber", setting.idnumber)


def _tags(root: _Element, asked: Question) -> None:
    names = tags(asked)
    if names:
        parent = etree.SubElement(root, "tags")
        for name in names:
            xml.plain(parent, "tag", name)


def _hints(root: _Element, asked: Question, setting: Setting) -> None:
    """Where a question has parts, a hint also counts the right ones and clears the wrong ones."""
    for hint in asked.hints:
        parent = xml.passage(root, "hint", setting.rich(hint))
        if _in_parts(asked):
            etree.SubElement(parent, "shownumcorrect")
        if _in_parts(asked) and not isinstance(asked, Ordering):
            etree.SubElement(parent, "clearwrong")


def _in_parts(asked: Question) -> bool:
    several = isinstance(asked, Choice) and asked.multiple
    return several or isinstance(asked, Matching | Ordering | Gaps)


def _stem(asked: Asked, setting: Setting) -> Rich:
    return setting.rich(asked.question.stem)


def _cloze_stem(asked: Asked, setting: Setting) -> Rich:
    question = asked.question
    assert isinstance(question, Gaps)
    return cloze.stem(question, asked.points, setting.pictures)


def _combined_feedback(root: _Element) -> None:
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        xml.passage(root, tag, Rich())
    # The ordering type reads the value, the others only whether it is there.
    xml.element(root, "shownumcorrect", "1")


def _answer(root: _Element, text: str, percent: Decimal) -> _Element:
    """A plain answer."""
    answer = xml.plain(root, "answer", text, fraction=shown(percent), format="html")
    xml.passage(answer, "feedback", Rich())
    return answer


def _choice(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, Choice)
    xml.element(root, "single", "false" if question.multiple else "true")
    pinned = any(option.pin for option in question.options)
    xml.element(root, "shuffleanswers", _truth(setting.shuffle and not pinned))
    xml.element(root, "answernumbering", "abc")
    xml.element(root, "showstandardinstruction", "1")
    _combined_feedback(root)
    # Moodle shuffles all options or none: pinned ones are written in the order the exam drew.
    options = asked.options if pinned else question.options
    for option, percent in fractions.of_options(options, question.multiple, asked.wrong):
        _option(root, option, percent, setting)


def _option(root: _Element, option: Option, percent: Decimal, setting: Setting) -> None:
    text = setting.inline(option.text)
    answer = xml.passage(root, "answer", text, fraction=shown(percent))
    xml.passage(answer, "feedback", setting.rich(option.feedback))


def _truefalse(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, TrueFalse)
    for value in (True, False):
        right = Decimal(100) if question.answer is value else Decimal(0)
        _answer(root, str(value).lower(), right)


def _short(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, ShortAnswer)
    xml.element(root, "usecase", _truth(question.case))
    for pattern in question.answers:
        _answer(root, words.pattern(pattern), Decimal(100))


def _numeric(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, Numeric)
    answer = _answer(root, number(question.value), Decimal(100))
    xml.element(answer, "tolerance", number(words.tolerance(question)))
    if words.unit(question):
        unit = etree.SubElement(etree.SubElement(root, "units"), "unit")
        xml.element(unit, "multiplier", "1")
        xml.element(unit, "unit_name", words.unit(question))
    xml.element(root, "unitgradingtype", "0")
    xml.element(root, "unitpenalty", "0.1")
    # 0: the unit may be written or not; 3: there is none.
    xml.element(root, "showunits", "0" if words.unit(question) else "3")
    xml.element(root, "unitsleft", "0")


def _matching(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, Matching)
    xml.element(root, "shuffleanswers", _truth(setting.shuffle))
    _combined_feedback(root)
    for pair in question.pairs:
        _subquestion(root, setting.inline(pair.left), pair.right)
    for distractor in surplus(question):
        _subquestion(root, Rich(), distractor)


def _subquestion(root: _Element, stem: Rich, answer: Markup) -> None:
    parent = xml.passage(root, "subquestion", stem)
    xml.plain(parent, "answer", answer_text(answer))


def _ordering(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, Ordering)
    xml.element(root, "layouttype", "VERTICAL")
    xml.element(root, "selecttype", "ALL")
    xml.element(root, "selectcount", str(len(question.entries)))
    xml.element(root, "gradingtype", "ABSOLUTE_POSITION")
    xml.element(root, "showgrading", "SHOW")
    xml.element(root, "numberingstyle", "none")
    _combined_feedback(root)
    for entry in question.entries:
        # Moodle goes by the order here and numbers the entries itself.
        answer = xml.passage(root, "answer", setting.inline(entry), fraction="100")
        xml.passage(answer, "feedback", Rich())


def _gaps(root: _Element, asked: Asked, setting: Setting) -> None:
    """All of it stands in the stem."""


def _open(root: _Element, asked: Asked, setting: Setting) -> None:
    question = asked.question
    assert isinstance(question, Open)
    xml.element(root, "responseformat", "editor")
    xml.element(root, "responserequired", "1")
    xml.element(root, "responsefieldlines", str(response_lines(question)))
    xml.element(root, "attachments", "0")
    xml.element(root, "attachmentsrequired", "0")
    xml.passage(root, "graderinfo", setting.rich(remarks.grader_info(question)))
    xml.passage(root, "responsetemplate", Rich())


def response_lines(question: Open) -> int:
    """Room for twice the model answer at ten words a line: one of the sizes in Moodle's form."""
    lines = 2 * len(plain(question.answer).split()) // 10
    return min(40, max(5, 5 * -(-lines // 5))) if question.answer else 15


def _truth(value: bool) -> str:
    return "1" if value else "0"


_Stem = Callable[[Asked, Setting], Rich]
_Body = Callable[[_Element, Asked, Setting], None]

_KINDS: Mapping[type[Question], tuple[str, _Stem, _Body]] = {
    Choice: ("multichoice", _stem, _choice),
    TrueFalse: ("truefalse", _stem, _truefalse),
    ShortAnswer: ("shortanswer", _stem, _short),
    Numeric: ("numerical", _stem, _numeric),
    Matching: ("matching", _stem, _matching),
    Ordering: ("ordering", _stem, _ordering),
    Gaps: ("multianswer", _cloze_stem, _gaps),
    Open: ("essay", _stem, _open),
}
KINDS: frozenset[type[Question]] = frozenset(_KINDS)
