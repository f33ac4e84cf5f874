"""A text of a card → an alternative: a right answer there, maybe a wrong option elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quizgen.derive.facts import Facts
from quizgen.derive.shape import Shape
from quizgen.markup.plain import one_line
from quizgen.meaning import content_words
from quizgen.model import NOWHERE, Markup, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """An answer to something, which may be a wrong option elsewhere.

    `stems` are its own content words, `about` those of what it answers (a front, a description) and
    `subject` the name of that; `context` is all by which closeness of meaning is judged. `label` is that of
    the list it stands in.
    """

    text: Markup
    plain: str
    shape: Shape
    stems: frozenset[str]
    about: frozenset[str]
    subject: str
    context: tuple[str, ...]
    card: str
    topic: str
    deck: str
    language: str
    label: str = ""
    place: Place = field(default=NOWHERE, compare=False)


def alternative(
    fact: Facts,
    text: Markup,
    shape: Shape,
    *,
    about: Sequence[str] = (),
    subject: str = "",
    label: str | None = None,
) -> Alternative:
    """The alternative that a text of the card is, in a list under `label` (None: in no list).

    What is near it hangs on the front, the topic and the label, too.
    """
    card, plain = fact.card, one_line(text)
    stems = content_words(plain, card.language)
    around = content_words(f"{fact.front} {card.topic} {label or ''}", card.language)
    return Alternative(
        text=text,
        plain=plain,
        shape=shape,
        stems=frozenset(stems),
        about=frozenset(about),
        subject=subject,
        context=(*stems, *about, *around),
        card=card.id,
        topic=card.topic,
        deck=card.deck,
        language=card.language,
        label="" if label is None else label,
        place=text[0].place,
    )
