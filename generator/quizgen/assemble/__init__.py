"""Bank, blueprint and secret → an exam: what is asked is drawn, then arranged for each form.

All chance lives here. Every decision has a stream of its own (see `chance`), named by the form's label
or the candidate's id and by the question's, so that a question added to the bank, a form more or a
candidate more leaves the other orders as they were; only a key redrawn for being extreme, and the choice
among drafts described at `_versions`, look at a form as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from quizgen.assemble.arrange import Arrangement, arrangements, authored
from quizgen.assemble.chance import Chance, fingerprint, root
from quizgen.assemble.code import exam_code
from quizgen.assemble.draw import Plan, draw, plan
from quizgen.assemble.labels import letter, running_number
from quizgen.assemble.likeness import NEIGHBOURS, Likeness, Pair, Sheet, likeness, pair, sheet
from quizgen.duplicates import duplicates
from quizgen.model import Bank, Blueprint, Choice, Exam, Form, nodes
from quizgen.problem import Problem, warning

__all__ = ["Likeness", "Pair", "assemble", "bank_exam", "fingerprint", "letter", "likeness"]

DRAFTS = 10
"""Of so many arrangements a further version gets the one that is least like the others."""


def assemble(
    bank: Bank, blueprint: Blueprint, secret: bytes
) -> tuple[Exam | None, tuple[Problem, ...]]:
    """Draw and arrange all forms; no exam if any section cannot be filled, and warnings beside one.

    `secret` is the project's own, of 128 random bits or more; raises ValueError for a shorter one.
    """
    chance = root(secret, blueprint.name, blueprint.seed)
    planned, problems = plan(bank, blueprint, chance.at("all forms"))
    if planned is None:
        return None, problems
    forms = (_personal if blueprint.candidates else _versions)(blueprint, planned, chance)
    exam = replace(_exam(bank, blueprint, forms), code=exam_code(blueprint, forms, secret))
    if not exam.questions:
        return None, (Problem(blueprint.place, "the exam has no question"),)
    return exam, (*problems, *_same_questions(bank, exam), *_warnings(exam))


def bank_exam(bank: Bank, title: str) -> Exam:
    """All questions of the bank in one form without a label, as their authors ordered them.

    For uploads to other systems, which are told to shuffle; nothing is shuffled here.
    """
    blueprint = Blueprint(
        name="bank",
        title=title,
        language=bank.decks[0].language if bank.decks else "en",
        shuffle_questions=False,
        shuffle_options=True,
    )
    return _exam(bank, blueprint, (Form(label="", sections=authored(bank.questions)),))


def _personal(blueprint: Blueprint, planned: Plan, chance: Chance) -> tuple[Form, ...]:
    """A form for each candidate, which depends on their id alone and not on their place in the roster.

    So nobody's paper changes when someone joins, and nobody's is chosen by comparison with others':
    with hundreds of them, neighbours are as unlike as chance makes them.
    """
    forms = []
    for position, candidate in enumerate(blueprint.candidates):
        own = chance.at("candidate", candidate.id)
        arrangement = arrangements(blueprint, draw(planned, own), own)[0]
        label = running_number(position, len(blueprint.candidates))
        forms.append(Form(label=label, sections=arrangement, candidate=candidate))
    return tuple(forms)


def _versions(blueprint: Blueprint, planned: Plan, chance: Chance) -> tuple[Form, ...]:
    """Version A as it is drawn; each further one the best of ten drafts: of all pairs with the (up to
    ten) versions before it, the most alike is least alike. So a version more never changes the others.
    """
    forms: list[Form] = []
    sheets: list[Sheet] = []
    for position in range(blueprint.forms):
        label = letter(position)
        own = chance.at("form", label)
        drafts = arrangements(blueprint, draw(planned, own), own, DRAFTS if forms else 1)
        best = _least_alike(label, drafts, sheets[-NEIGHBOURS:])
        forms.append(Form(label=label, sections=best))
        sheets.append(sheet(label, best))
    return tuple(forms)


def _least_alike(label: str, drafts: tuple[Arrangement, ...], earlier: list[Sheet]) -> Arrangement:
    def worst(draft: Arrangement) -> list[tuple[float, float, float]]:
        """Of the pairs the most alike, if there is any."""
        mine = sheet(label, draft)
        pairs = (pair(other, mine) for other in earlier)
        return sorted((p.letters, p.numbers, p.questions) for p in pairs)[-1:]

    return min(drafts, key=worst)


def _exam(bank: Bank, blueprint: Blueprint, forms: tuple[Form, ...]) -> Exam:
    """The exam with those decks and pictures of the bank that it shows, and no others."""
    exam = Exam(blueprint=blueprint, forms=forms)
    decks = {question.deck for question in exam.questions}
    pictures = {node.get("picture") for node in nodes((blueprint, exam.questions))}
    return Exam(
        blueprint=blueprint,
        forms=forms,
        decks=tuple(deck for deck in bank.decks if deck.name in decks),
        pictures=MappingProxyType({k: p for k, p in bank.pictures.items() if k in pictures}),
    )


def _same_questions(bank: Bank, exam: Exam) -> tuple[Problem, ...]:
    """A warning for each card of the exam that asks the same as another, in the order of the bank."""
    cards = {question.origin for question in exam.questions}
    return duplicates(question for question in bank.questions if question.id in cards)


def _warnings(exam: Exam) -> tuple[Problem, ...]:
    blueprint, first = exam.blueprint, exam.forms[0]
    problems: list[Problem] = []
    choices = any(isinstance(question, Choice) for question in exam.questions)
    if choices and not blueprint.shuffle_options:
        message = "options stand in the order in which they were written"
        hint = "authors favour certain places for the right answer: shuffle the options"
        problems.append(warning(blueprint.place, message, hint))
    several = len(exam.forms) > 1 and not blueprint.candidates
    if several and all(form.sections == first.sections for form in exam.forms):
        message = f"all {len(exam.forms)} versions are the same"
        hint = "shuffle the questions or the options, or ask for one version"
        problems.append(warning(blueprint.place, message, hint))
    return tuple(problems)
