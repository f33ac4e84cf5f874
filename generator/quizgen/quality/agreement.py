"""A question → options that do not fit the grammar of its stem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.meaning import words
from quizgen.quality.rule import Flaw
from quizgen.quality.texts import ChoiceText, listed, without_curls

_ENDS_IN_WORD = re.compile(r"\w[\s.:…_]*$")
_TAIL = 100
"""Characters of a stem in which its end is looked for: more would take long for a row of underscores."""
_COMPOUND = re.compile(r"[‐-]\w")


def wrong_article(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if the stem ends with an article that fits the sound of some options only ("a", "an")."""
    if not text.words or not _ENDS_IN_WORD.search(text.prose[-_TAIL:]):
        return
    last, language = text.words[-1], text.language
    before_vowel = last in listed(language, "before_vowel")
    if not before_vowel and last not in listed(language, "before_consonant"):
        return
    for option in text.own:
        if _sound(option.prose, language) == (not before_vowel):
            message = f"the stem ends with {last!r}, which does not fit {option.prose!r}"
            yield Flaw(
                option.place,
                message,
                "end the stem with a/an, or move the article into the options",
            )
            return


def _sound(prose: str, language: str) -> bool | None:
    """Whether it begins with the sound of a vowel; None where letters do not tell, as in "MLP"."""
    first = prose.split()[0] if prose else ""
    word = first.lower()
    if len(first) < 3 or not first.isalpha() or not (first.islower() or first.istitle()):
        return None
    if word.startswith(listed(language, "unsure_sound")):
        return None
    return word.startswith(listed(language, "vowel"))


def wrong_number(text: ChoiceText) -> Iterator[Flaw]:
    """A flaw if the stem asks for more or fewer options than are right."""
    right = sum(option.right for option in text.options)
    asked = _asked_for(text)
    if asked and asked != right and not (right == 1 and _joined(text)):
        message = f"the stem asks for {asked}, but {right} of the options {_is(right)} right"
        yield Flaw(text.question.place, message, "let stem and key agree in number")
    elif not asked and right == 1 and not text.question.multiple and _plural(text):
        message = "the stem asks for several options, but one is right"
        hint = "ask which one is right; or write {multiple} if candidates are to mark all that are"
        yield Flaw(text.question.place, message, hint)


def _asked_for(text: ChoiceText) -> int | None:
    """The number of options that the stem asks for: "which two of", "choose two"."""
    numbers = listed(text.language, "count")
    prose = _COMPOUND.sub("", text.prose)
    parts = without_curls(words(prose))
    after, before = listed(text.language, "of"), listed(text.language, "pick")
    for i, word in enumerate(parts):
        value = numbers.index(word) + 1 if word in numbers else None
        if value and (set(parts[i + 1 : i + 2]) & set(after) or (i and parts[i - 1] in before)):
            return value if _asks(text, parts[:i]) else None
    return None


def _asks(text: ChoiceText, before: tuple[str, ...]) -> bool:
    """Whether the words right before the number ask: "which two of", "name two of", not "the two of"."""
    asking = {*listed(text.language, "ask"), *listed(text.language, "pick")}
    return bool(set(before[-1:]) & asking)


def _joined(text: ChoiceText) -> bool:
    """Whether the key names several things at once: "sodium and chlorine"."""
    joints = listed(text.language, "conjunction")
    return any(set(o.words) & set(joints) or re.search("[,;/&+]", o.prose) for o in text.keys)


def _plural(text: ChoiceText) -> bool:
    stem = f" {' '.join(text.words)} "
    several = listed(text.language, "several")
    return any(f" {phrase} " in stem for phrase in several) and not _joined(text)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
