"""Decks and what a careful reader thought of each question derived from them → the share of sound ones.

`tests/judged/verdicts.yaml` holds each question as it was judged; one that is derived otherwise now
counts as not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quizgen.markup.plain import one_line, plain
from quizgen.meaning import content_words
from quizgen.model import Choice, Matching, Numeric, Question, ShortAnswer
from quizgen.project import load

ROOT = Path(__file__).parents[1]
VERDICTS = ROOT / "tests" / "judged" / "verdicts.yaml"
DECKS = (
    "content/rivers.md",
    "content/week5-regularisation.md",
    *(f"tests/judged/{name}.md" for name in ("cells", "mechanik", "messy", "networks", "weimar")),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the derived questions were judged, and how many of these are sound."""

    derived: int
    judged: int
    sound: int

    @property
    def share(self) -> float:
        """The share of sound ones among the judged."""
        return self.sound / self.judged if self.judged else 0.0


def derived() -> Iterator[tuple[str, Question]]:
    """Each derived question with the name of its deck; every deck is a bank of its own."""
    for path in DECKS:
        project = load(ROOT, [path])
        for questions in project.derivation.questions.values():
            yield from ((Path(path).stem, question) for question in questions)


def as_text(question: Question) -> str:
    """The question with its key, as a reader judges it."""
    return "\n".join((plain(question.stem), *_key(question)))


def _key(question: Question) -> Iterator[str]:
    if isinstance(question, Choice):
        for option in question.options:
            yield f"[{'x' if option.right else ' '}] {one_line(option.text)}"
    elif isinstance(question, Matching):
        yield from (f"{one_line(pair.left)} = {one_line(pair.right)}" for pair in question.pairs)
    elif isinstance(question, ShortAnswer):
        yield "Answer: " + " | ".join(map(str, question.answers))
    elif isinstance(question, Numeric):
        yield f"Answer: {question.value} {question.unit}".rstrip()


def verdicts() -> dict[tuple[str, str], dict[str, Any]]:
    """The verdicts by deck and id of the question."""
    found = yaml.safe_load(VERDICTS.read_text(encoding="utf-8"))
    return {(each["deck"], each["id"]): each for each in found}


def tally() -> Tally:
    """What the verdicts say of the questions as they are derived now."""
    known = verdicts()
    questions = tuple(derived())
    judged = [
        verdict
        for deck, question in questions
        if (verdict := known.get((deck, question.id))) and verdict["text"] == as_text(question)
    ]
    sound = sum(verdict["verdict"] == "sound" for verdict in judged)
    return Tally(len(questions), len(judged), sound)


def report() -> Iterator[str]:
    """What is to be known of the derived questions' quality, for `make bench`."""
    found = tally()
    yield f"derived from {len(DECKS)} decks: {found.derived} questions, {found.judged} of them judged"
    yield f"sound, of those judged: {found.share:.1%}"
    yield ""
    single = [q for _, q in derived() if isinstance(q, Choice) and not q.multiple]
    yield f"the right option of {len(single)} derived choices     is so       by chance"
    for name, alone in _ALONE.items():
        telling = sum(alone(question) for question in single)
        yield f"  {name:42}{telling / len(single):8.1%}{_by_chance(name, single):>16}"


def _by_chance(name: str, questions: list[Choice]) -> str:
    """The share of right options that would be longest or shortest if length told nothing."""
    if name not in ("longest", "shortest"):
        return ""
    return f"{sum(1 / len(question.options) for question in questions) / len(questions):.1%}"


def _lengths(question: Choice) -> tuple[int, list[int]]:
    right = next(len(one_line(o.text)) for o in question.options if o.right)
    return right, [len(one_line(o.text)) for o in question.options if not o.right]


def _longest(question: Choice) -> bool:
    right, wrong = _lengths(question)
    return right > max(wrong)


def _shortest(question: Choice) -> bool:
    right, wrong = _lengths(question)
    return right < min(wrong)


def _repeats(question: Choice) -> bool:
    """Only the right option has some content word of the stem."""
    stem = set(content_words(plain(question.stem), question.language))
    rights, wrongs = set[str](), set[str]()
    for option in question.options:
        words = content_words(one_line(option.text), question.language)
        (rights if option.right else wrongs).update(words)
    return bool((rights & stem) - wrongs)


def _alone(question: Choice, sign: Callable[[str], bool]) -> bool:
    """Whether the right option and no other, or all others and not it, have a sign."""
    right = next(sign(one_line(o.text)) for o in question.options if o.right)
    return all(sign(one_line(o.text)) != right for o in question.options if not o.right)


_ALONE: dict[str, Callable[[Choice], bool]] = {
    "longest": _longest,
    "shortest": _shortest,
    "alone with a word of the stem": _repeats,
    "alone with or without a capital": lambda q: _alone(q, lambda text: text[:1].isupper()),
    "alone with or without a full stop": lambda q: _alone(q, lambda text: text.endswith(".")),
    "alone with or without a digit": lambda q: _alone(q, lambda text: any(map(str.isdigit, text))),
}
"""Ways in which a right option may stand out by its form."""


def main() -> None:
    """Print the questions that have no verdict yet, ready to be filled in."""
    known = verdicts() if VERDICTS.exists() else {}
    for deck, question in derived():
        text = as_text(question)
        if known.get((deck, question.id), {}).get("text") != text:
            entry = {"deck": deck, "id": question.id, "text": text, "verdict": "", "why": ""}
            print(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100), end="")


if __name__ == "__main__":
    main()
