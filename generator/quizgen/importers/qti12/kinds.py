"""What an <item> says of its kind, and its shape → how it is read."""

from __future__ import annotations

from enum import Enum

from quizgen.importers.qti12.item import Item


class Kind(Enum):
    """How a question is answered; for kinds that no deck has, the value says what they are."""

    SINGLE = "choice"
    MULTIPLE = "several answers"
    TRUE_FALSE = "true or false"
    SHORT = "short answer"
    NUMBER = "number"
    ESSAY = "essay"
    GAPS = "gaps"
    MENUS = "menus in a text"
    MATCHING = "matching"
    ORDERING = "ordering"
    CATEGORIES = "categorization"
    TEXT = "a text without a question"
    FORMULA = "a formula question, whose numbers differ for each student"
    UPLOAD = "a question for a file to upload"
    HOT_SPOT = "a question for a place in a picture"
    SCALE = "a question about opinions, which has no right answer"
    QUIZ_BOWL = "a Quiz Bowl question"


_CANVAS = {
    "multiple_choice_question": Kind.SINGLE,
    "true_false_question": Kind.TRUE_FALSE,
    "multiple_answers_question": Kind.MULTIPLE,
    "short_answer_question": Kind.SHORT,
    "fill_in_multiple_blanks_question": Kind.GAPS,
    "multiple_dropdowns_question": Kind.MENUS,
    "matching_question": Kind.MATCHING,
    "numerical_question": Kind.NUMBER,
    "calculated_question": Kind.FORMULA,
    "essay_question": Kind.ESSAY,
    "file_upload_question": Kind.UPLOAD,
    "text_only_question": Kind.TEXT,
    "ordering_question": Kind.ORDERING,
    "categorization_question": Kind.CATEGORIES,
    "hot_spot_question": Kind.HOT_SPOT,
    "cc.multiple_choice": Kind.SINGLE,
    "cc.multiple_response": Kind.MULTIPLE,
    "cc.true_false": Kind.TRUE_FALSE,
    "cc.fib": Kind.SHORT,
    "cc.pattern_match": Kind.SHORT,
    "cc.essay": Kind.ESSAY,
}
_OTHERS = {
    "multiple choice": Kind.SINGLE,
    "either/or": Kind.SINGLE,
    "multiple answer": Kind.MULTIPLE,
    "multi-select": Kind.MULTIPLE,
    "multiple response": Kind.MULTIPLE,
    "true/false": Kind.TRUE_FALSE,
    "fill in the blank": Kind.SHORT,
    "short answer": Kind.SHORT,
    "fill in the blank plus": Kind.GAPS,
    "multi-short answer": Kind.GAPS,
    "jumbled sentence": Kind.MENUS,
    "numeric": Kind.NUMBER,
    "essay": Kind.ESSAY,
    "long answer": Kind.ESSAY,
    "short response": Kind.ESSAY,
    "matching": Kind.MATCHING,
    "ordering": Kind.ORDERING,
    "calculated": Kind.FORMULA,
    "arithmetic": Kind.FORMULA,
    "file upload": Kind.UPLOAD,
    "hot spot": Kind.HOT_SPOT,
    "opinion scale": Kind.SCALE,
    "likert": Kind.SCALE,
    "quiz bowl": Kind.QUIZ_BOWL,
}
_KINDS = {**_CANVAS, **_OTHERS}
_FIELDS = ("question_type", "cc_profile", "bbmd_questiontype", "qmd_questiontype", "qmd_itemtype")

_WRITTEN = frozenset({Kind.SHORT, Kind.NUMBER, Kind.ESSAY})
_PICKED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.MATCHING, Kind.ORDERING})

FOREIGN = frozenset(
    {Kind.TEXT, Kind.FORMULA, Kind.UPLOAD, Kind.HOT_SPOT, Kind.SCALE, Kind.QUIZ_BOWL}
)
"""Those that no deck has."""


def kind(item: Item) -> Kind:
    """What the item says of itself, as Canvas, the standard's profile, Blackboard or Brightspace do."""
    for name in _FIELDS:
        told = item.fields.get(name, "").lower().partition(".v0p")[0]
        if told in _KINDS:
            return _agreed(_KINDS[told], item)
    return _shaped(item)


def _agreed(told: Kind, item: Item) -> Kind:
    """What is told, unless the places to answer are of another sort; some tools have too few names."""
    written = [response.is_written for response in item.responses]
    if told is Kind.SHORT and len(written) > 1 and all(written):
        return Kind.GAPS
    wrong = (told in _WRITTEN and not any(written)) or (told in _PICKED and all(written))
    return _shaped(item) if written and wrong else told


def _shaped(item: Item) -> Kind:
    """What the places to answer look like."""
    if not item.responses:
        return Kind.TEXT
    first = item.responses[0]
    if len(item.responses) > 1:
        return Kind.GAPS if all(each.is_written for each in item.responses) else Kind.MATCHING
    if first.element.tag == "response_xy":
        return Kind.HOT_SPOT
    if first.is_written:
        return Kind.NUMBER if first.is_number else Kind.SHORT
    cardinalities = {"multiple": Kind.MULTIPLE, "ordered": Kind.ORDERING}
    return cardinalities.get(first.cardinality, Kind.SINGLE)
