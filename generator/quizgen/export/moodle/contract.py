"""An exam → everything about it that Moodle would refuse, misread or lose, before anything is written.

A file that fails half-way leaves half a question bank behind, and importing it again doubles that
half: so errors here stop the export. The rules were seen in Moodle 4.2 and 4.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.export.exporter import Materials
from quizgen.export.lms import passages
from quizgen.export.lms.asked import asked_once
from quizgen.export.lms.losses import asked_differently
from quizgen.export.lms.media import pixels
from quizgen.export.lms.words import INVALID, tags
from quizgen.export.moodle import categories, contract_kinds, fractions, tex, words
from quizgen.export.moodle.kinds import KINDS
from quizgen.export.moodle.media import PLUGINFILE
from quizgen.model import Asked, Choice, Exam, Node, Open, Ordering, Picture, Place, Question
from quizgen.problem import Problem, visible, warning

POINTS_LIMIT = 100_000
"""Points must stay below."""


def check(exam: Exam, materials: Materials) -> tuple[Problem, ...]:
    """All problems, in the order of the questions."""
    asked = asked_once(exam)
    problems = [*_whole(exam, asked)]
    for one in asked:
        problems += _question(one, exam.pictures)
    return tuple(problems)


def _whole(exam: Exam, asked: tuple[Asked, ...]) -> Iterator[Problem]:
    if not asked:
        yield Problem(
            exam.blueprint.place,
            "there is no question to write for Moodle",
            "Moodle refuses an empty file: select at least one question",
        )
    yield from _decks(exam)
    yield from _ordering(asked)
    yield from _uneven(asked)
    yield from asked_differently(exam, "Moodle")
    yield from _idnumbers(asked)


def _decks(exam: Exam) -> Iterator[Problem]:
    for deck in exam.decks:
        yield from _characters(deck.title, deck.place)
        if categories.shortened(deck.title):
            yield warning(deck.place, *_long_category("title"))


def _long_category(what: str) -> tuple[str, str]:
    return (
        f"the {what} is longer than {categories.NAME_LENGTH} characters;"
        " the name of its category in Moodle is cut there",
        f"shorten the {what}",
    )


def _ordering(asked: tuple[Asked, ...]) -> Iterator[Problem]:
    found = [one.question for one in asked if isinstance(one.question, Ordering)]
    if found:
        yield warning(
            found[0].place,
            f"Moodle knows ordering questions from version 4.4 on (there are {len(found)} here);"
            " an older Moodle refuses the whole file",
            "for an older Moodle leave them out with exclude_kind: ordering, or install the"
            " plug-in qtype_ordering",
        )


def _uneven(asked: tuple[Asked, ...]) -> Iterator[Problem]:
    """One warning for all: where three options are right, there is nothing a teacher could mend."""
    counts: dict[int, list[Question]] = {}
    for one in asked:
        question = one.question
        rights = sum(o.right for o in question.options) if isinstance(question, Choice) else 0
        if rights in fractions.UNEVEN and isinstance(question, Choice) and question.multiple:
            counts.setdefault(rights, []).append(question)
    for rights, questions in sorted(counts.items()):
        shares = ", ".join(f"{fractions.shown(s)} %" for s in fractions.right_shares(rights))
        yield warning(
            questions[0].place,
            f"Moodle has no equal grades for {rights} right options that add up to exactly 100 %;"
            f" they count {shares} ({_number_of(questions)})",
            "all of them together score exactly 100 %; choose another number of right options to"
            " have all count the same",
        )


def _number_of(questions: list[Question]) -> str:
    return "1 question" if len(questions) == 1 else f"{len(questions)} questions"


def _idnumbers(asked: tuple[Asked, ...]) -> Iterator[Problem]:
    numbers = words.idnumbers(one.question for one in asked)
    for one in asked:
        identifier = one.question.id
        if numbers[identifier] != identifier:
            yield warning(
                one.question.place,
                f"the id “{_start(identifier)}” becomes the idnumber “{numbers[identifier]}”",
                f"Moodle takes {words.IDNUMBER_LENGTH} characters and no two that differ in case"
                " or accents only",
            )


def _start(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _question(asked: Asked, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    question = asked.question
    if type(question) not in KINDS:
        yield Problem(question.place, f"Moodle XML cannot hold questions of kind {question.kind}")
        return
    yield from _points(asked)
    yield from _words(question)
    for node in passages.nodes(question):
        yield from _node(node, question, pictures)
    if passages.blank(question.stem):
        yield Problem(question.place, "the question has no text", "Moodle demands one")
    if question.rubric and not isinstance(question, Open):
        yield warning(
            question.place,
            f"Moodle has no marking guide for questions of kind {question.kind}: it is left out",
            "keep it in the deck; it is printed with the key",
        )
    if question.hints and isinstance(question, Open):
        yield warning(
            passages.place(question, question.hints[0]),
            "Moodle shows no hints with questions to answer in own words",
            "put what everybody needs into the question itself",
        )
    yield from contract_kinds.problems(asked)


def _points(asked: Asked) -> Iterator[Problem]:
    points = asked.points
    if not points.is_finite() or not 0 <= points < POINTS_LIMIT:
        yield Problem(
            asked.question.place,
            f"{points} points: Moodle takes 0 or more, and less than {POINTS_LIMIT}",
            "change the points of the question or of its section",
        )
    elif points != words.points(asked):
        yield warning(
            asked.question.place,
            f"{points} points: Moodle keeps seven digits after the point",
        )


def _words(question: Question) -> Iterator[Problem]:
    if categories.shortened(question.topic):
        yield warning(question.place, *_long_category("topic"))
    for tag in tags(question):
        if len(tag) > words.TAG_LENGTH:
            yield Problem(
                question.place,
                f"the tag “{_start(tag)}” has {len(tag)} characters;"
                f" Moodle takes {words.TAG_LENGTH}",
                "shorten the tag",
            )
    for text in (question.id, *passages.plain_words(question)):
        yield from _characters(text, question.place)


def _characters(text: str, place: Place) -> Iterator[Problem]:
    found = INVALID.search(text)
    if found:
        yield Problem(
            place,
            f"the character {visible(found.group())} cannot stand in an XML file",
            "delete it; it is invisible in most editors",
        )
    if PLUGINFILE in text:
        yield Problem(
            place,
            f"Moodle would replace {PLUGINFILE} by the address of a file",
            "write it with a blank or a hyphen inside",
        )


def _node(node: Node, question: Question, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    place = node.place if node.place.path else question.place
    for text in (node.text, *(value for _, value in node.attributes)):
        yield from _characters(text, place)
    if node.kind in {"formula", "formula_block"}:
        yield from _formula(node, place)
    if node.kind == "image":
        yield from _image(node, place, pictures)


def _formula(node: Node, place: Place) -> Iterator[Problem]:
    display = node.kind == "formula_block" or bool(node.get("display"))
    if tex.ends_early(node.text, display):
        end = r"\]" if display else r"\)"
        yield Problem(
            place, f"Moodle would end the formula at the {end} within", "put it in braces"
        )
    command = tex.forbidden(node.text)
    if command:
        yield Problem(
            place,
            f"{command} in a formula can link or run something on Moodle's page",
            "write the formula without it",
        )


def _image(node: Node, place: Place, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    if node.get("picture") not in pictures:
        yield Problem(place, f"the picture “{node.get('alt')}” is missing")
    for name in ("width", "height"):
        if node.get(name) and not pixels(node.get(name)):
            yield Problem(
                place,
                f"{name}={node.get(name)} is no length that Moodle could be told",
                "give it in cm, mm, in, pt, px or %",
            )
