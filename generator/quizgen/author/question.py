"""A question → its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.author.drafts import drafts
from quizgen.author.front_matter import head
from quizgen.author.markup import Writer
from quizgen.author.notes import Notes
from quizgen.author.reread import misread
from quizgen.author.seen import NO_PICTURES
from quizgen.author.unwritable import Unwritable
from quizgen.model import Markup, Question
from quizgen.read.front_matter import FrontMatter

_NOTHING = "it has neither an answer nor a rubric"


def card(
    question: Question,
    front_matter: FrontMatter | None = None,
    pictures: Mapping[str, str] = NO_PICTURES,
    taken: frozenset[str] = frozenset(),
) -> str:
    """The card of a question, without an end of line at its end; read again, it is the same question.

    What the deck's `front_matter` says is not repeated; without one, it says only the language.
    `pictures` gives for each key of a picture its path from the deck's folder, and `taken` are names
    of footnotes that the file has already.

    Raises Unwritable, which names the question and why, where no notation says the same: a hint, or
    a note that is not feedback, of several blocks; a stem that does not begin with a paragraph, and
    an answer behind `Answer:`; text that begins like a label (`Hint:`) within a stem or an answer,
    but for their first lines; notes in another order than feedback, memory tip, analogy, source;
    entries to be matched that fit no cell; and whatever reading refuses or does by itself, such as
    an option without a pin that says "all of the above".
    """
    given = front_matter or FrontMatter(language=question.language)
    reasons = []
    for draft in _drafts(question, given):
        try:
            text = Writer(pictures, Notes(taken)).passage(draft)
        except Unwritable as unwritable:
            reasons.append(str(unwritable))
            continue
        reason = misread(f"{head(given)}{text}\n", question, pictures)
        if not reason:
            return text
        reasons.append(reason)
    raise _unwritable(question, next(iter(reasons), _NOTHING))


def quick_card(
    question: Question,
    front_matter: FrontMatter,
    pictures: Mapping[str, str],
    taken: frozenset[str],
) -> str:
    """The same, not read again: whoever asks for many cards reads them all at once.

    Raises Unwritable where the way that is usual for such a question does not do.
    """
    draft = next(_drafts(question, front_matter), None)
    if draft is None:
        raise _unwritable(question, _NOTHING)
    return Writer(pictures, Notes(taken), quick=True).passage(draft)


def _drafts(question: Question, front_matter: FrontMatter) -> Iterator[Markup]:
    try:
        yield from drafts(question, front_matter)
    except Unwritable as unwritable:
        raise _unwritable(question, str(unwritable)) from None


def _unwritable(question: Question, reason: str) -> Unwritable:
    return Unwritable(f"the question {question.id!r} cannot be written as a card: {reason}")
