"""An exam → what H5P cannot hold of it, and what it changes, before anything is written.

The rules are those of the content types' semantics and scripts (H5P.MultiChoice 1.14, H5P.TrueFalse 1.6,
H5P.Blanks 1.12, H5P.DragText 1.8, H5P.Essay 1.2) and of H5P's core, which filters what is uploaded by them.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.export.exporter import Materials
from quizgen.export.h5p import blanks, media
from quizgen.export.h5p.simple import is_alone
from quizgen.export.lms import losses, passages
from quizgen.export.lms.features import Feature, used
from quizgen.export.lms.losses import Limits
from quizgen.export.lms.remarks import general_feedback
from quizgen.export.lms.words import number
from quizgen.model import (
    Asked,
    Choice,
    Exam,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Question,
    ShortAnswer,
    TrueFalse,
    walk,
)
from quizgen.problem import Problem, warning

TARGET = "H5P"
TITLE_BYTES = 255
"""H5P counts bytes in the title of a package."""
FEEDBACK_LENGTH = 2048
"""Characters in the feedback of H5P.TrueFalse; what is longer would be cut."""

_FILLED_IN = ("@score", "@total")
_IN_ENTRIES = frozenset({"paragraph", "text", "softbreak"})
_IN_DRAGGED = "*:\\"
_WITH_PICTURE = (Choice, TrueFalse, ShortAnswer, Numeric, Gaps)
_HINTED = (ShortAnswer, Numeric)
_ELSEWHERE = "keep it in the deck; formats that can hold it get it"


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """All problems: what is left out or changed, question by question; an error where nothing is left."""
    problems = [*losses.check(exam, LIMITS), *_title(exam)]
    kept = losses.kept(exam, LIMITS)
    for asked in kept:
        problems += _changes(asked)
    return (*problems, *_formulas(kept))


def _title(exam: Exam) -> Iterator[Problem]:
    if len(exam.blueprint.title.encode()) > TITLE_BYTES:
        message = f"the title is too long for H5P, which takes {TITLE_BYTES} bytes"
        yield Problem(exam.blueprint.place, message, "shorten the title")


def _reasons(asked: Asked) -> Iterator[str]:
    """Why a question cannot be written."""
    question = asked.question
    kinds_of_nodes = {node.kind for passage in _shown(question) for node in walk(passage)}
    if "table" in kinds_of_nodes:
        yield "it would run the cells of a table together"
    if "strike" in kinds_of_nodes:
        yield "it would show struck-out text as if it were not struck out"
    yield from _of_pictures(question)
    yield from _of_feedback(question)
    yield from blanks.reasons(question)
    if isinstance(question, Matching):
        yield from _of_matching(question)
    if isinstance(question, Open) and passages.blank(question.answer):
        yield "it marks no answers in own words, and there is no model answer to compare with"


def _shown(question: Question) -> Iterator[Markup]:
    """The passages that are written."""
    yield question.stem
    yield from (note.text for note in question.notes)
    if isinstance(question, Choice):
        for option in question.options:
            yield from (option.text, option.feedback)
    if isinstance(question, _HINTED):
        yield from question.hints
    if isinstance(question, Open):
        yield question.answer


def _of_pictures(question: Question) -> Iterator[str]:
    count = len(media.images(question.stem))
    if count and not isinstance(question, _WITH_PICTURE):
        yield f"it shows no pictures with a question of kind {question.kind}"
    elif count > 1:
        yield f"it shows one picture with a question, not {count}"
    if isinstance(question, Open) and media.images(question.answer):
        yield "it shows no pictures in a model answer"


def _of_feedback(question: Question) -> Iterator[str]:
    feedback = media.flat(general_feedback(question))
    for sign in () if isinstance(question, Open) else _FILLED_IN:
        if sign in feedback:
            yield f"it would put a number in place of {sign} in the feedback"
    if isinstance(question, TrueFalse) and len(feedback) > FEEDBACK_LENGTH:
        yield f"it takes {FEEDBACK_LENGTH} characters of feedback here, not {len(feedback)}"


def _of_matching(question: Matching) -> Iterator[str]:
    lefts = [pair.left for pair in question.pairs]
    for entry in (*lefts, *question.entries):
        if len(entry) > 1 or any(node.kind not in _IN_ENTRIES for node in walk(entry)):
            yield "it drags plain words only, and an entry holds more than these"
            return
    held = [
        sign for sign in _IN_DRAGGED for entry in question.entries if sign in media.words(entry)
    ]
    if held:
        yield f"it takes no {held[0]} in an entry that is dragged"
    if any("*" in media.words(left) for left in lefts):
        yield "it takes no * in a text into which entries are dragged"


def _changes(asked: Asked) -> Iterator[Problem]:
    """What is otherwise in H5P; the rest is told by `losses`."""
    question, uses = asked.question, used(asked)
    yield from _points(asked)
    yield from _picture(question)
    if question.hints and not isinstance(question, _HINTED):
        place = passages.place(question, question.hints[0])
        message = (
            f"H5P has no place for hints with questions of kind {question.kind}: left out here"
        )
        yield warning(place, message, _ELSEWHERE)
    if Feature.CODE in uses:
        message = "H5P has no blocks of code: their lines are shown like other text"
        yield warning(uses[Feature.CODE], message, "a picture of the code would keep its look")
    if Feature.PINNED in uses:
        message = "H5P shuffles all options or none: these keep the same order for everybody"
        yield warning(uses[Feature.PINNED], message, "without {first} and {last} they are shuffled")
    if Feature.REPEATED in uses:
        message = "H5P drags every entry once: one that belongs to several is there several times"
        yield warning(uses[Feature.REPEATED], message)


def _points(asked: Asked) -> Iterator[Problem]:
    given = points(asked.question)
    if given is not None and given != asked.points:
        message = f"H5P gives {_points_of(given)} for this question, not {number(asked.points)}"
        hint = "it gives one for each right option, gap or pair, and one for any other question"
        yield warning(asked.question.place, message, hint)


def _points_of(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"


def points(question: Question) -> int | None:
    """What H5P gives for a question; None where nobody marks it."""
    if isinstance(question, Choice) and question.multiple:
        return max(1, sum(option.right for option in question.options))
    if isinstance(question, Matching):
        return len(question.pairs)
    return None if isinstance(question, Open) else max(1, len(blanks.gaps(question)))


def _picture(question: Question) -> Iterator[Problem]:
    """A word about a picture with text before it."""
    for image in media.images(question.stem):
        first = question.stem[0]
        if not (is_alone(first) and image in first.children):
            sign = media.picture_words(question)
            instead = f"; {sign} stands in its place" if sign in media.stem(question) else ""
            yield warning(
                image.place if image.place.path else question.place,
                f"H5P shows the picture above the question{instead}",
                "let the question begin with the picture, in a paragraph of its own",
            )


def _formulas(kept: tuple[Asked, ...]) -> Iterator[Problem]:
    """One warning for all: it is the site that needs something."""
    places = [used(asked)[Feature.FORMULAS] for asked in kept if Feature.FORMULAS in used(asked)]
    if places:
        yield warning(
            places[0],
            f"H5P draws formulas only where MathDisplay is installed ({len(places)} with formulas)",
            "ask who runs the site for H5P.MathDisplay; without it TeX is shown",
        )


LIMITS = Limits(
    target=TARGET,
    kinds={
        Choice: "",
        TrueFalse: "",
        ShortAnswer: "",
        Gaps: "",
        Numeric: "a gap, where the number is compared character by character",
        Matching: "a text into which the entries are dragged",
        Open: "an essay that nobody marks: the model answer is shown to compare with",
    },
    drops=frozenset(
        {
            Feature.TAGS,
            Feature.RUBRIC,
            Feature.WRONG,
            Feature.CREDIT,
            Feature.FEEDBACK_PICTURES,
        }
    ),
    refuses=frozenset({Feature.OPTION_PICTURES, Feature.WILDCARDS, Feature.TOLERANCE}),
    reasons=_reasons,
)
