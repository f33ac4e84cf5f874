"""The fields of a content type of H5P → passages, pictures, feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.importers.broken import Broken
from quizgen.importers.h5p.contents import Params
from quizgen.importers.shared import remarks
from quizgen.labels import labels, languages
from quizgen.markup.plain import one_line
from quizgen.model import Markup, Note

_LABELLED = ("memory_tip", "analogy", "source")


@dataclass(frozen=True, slots=True)
class Reader:
    """What the functions need: HTML → nodes, the picture above a question, and where losses are told."""

    html: Callable[[str], Markup]
    picture: Callable[[Params], Markup]
    warn: Callable[[str], None]

    def text(self, params: Params, name: str) -> Markup:
        """The passage of that name, nothing where there is none."""
        value = params.get(name)
        return self.html(value) if isinstance(value, str) else ()

    def stem(self, params: Params, name: str) -> Markup:
        """The same with the picture; raises Broken where there is nothing."""
        found = self.text(params, name) + self.picture(params)
        if not found:
            raise Broken("it asks nothing", "write its question")
        return found


def fields(value: Any, name: str) -> Params:
    """The object of that name; an empty one where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def entries(value: Any, name: str) -> Sequence[Any]:
    """The objects in the list of that name."""
    found = value.get(name) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def strings(value: Any, name: str) -> Sequence[str]:
    """The texts in the list of that name."""
    found = value.get(name) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def feedback(params: Params, reader: Reader, apart: bool = False) -> tuple[Note, ...]:
    """What is told whatever the score; what is told for some scores only is lost.

    `apart` makes a note of each block, as text with gaps needs it.
    """
    told = [each["feedback"] for each in entries(params, "overallFeedback") if each.get("feedback")]
    if len(told) > 1:
        words = " / ".join(one_line(reader.html(str(each))) for each in told)
        reader.warn(f"feedback that hangs on the score is left out: {words}")
        return ()
    notes = notes_of(str(told[0]), reader) if told else ()
    return (
        tuple(each for note in notes for each in remarks.apart(note.label, note.text))
        if apart
        else notes
    )


def notes_of(html: str, reader: Reader) -> tuple[Note, ...]:
    """The feedback, parted where one of the labels stands that our own exporter writes."""
    labelled = {word: name for word, (name, _) in remarks.printed(_LABELLED).items()}
    first, *more = re.split(rf"(?:^|\s)({'|'.join(map(re.escape, labelled))}):\s", html)
    pairs = [
        ("feedback", first),
        *((labelled[w], t) for w, t in zip(more[::2], more[1::2], strict=True)),
    ]
    found = ((label, reader.html(text)) for label, text in pairs)
    return tuple(Note(label, text) for label, text in found if text)


def without(text: Markup, word: str) -> Markup:
    """The passage without the sentence that our own exporter puts at its end."""
    ours = {labels(language).screen.get(word) for language in languages()}
    return text[:-1] if text and one_line(text[-1:]) in ours else text
