"""Questions → warnings of what lets candidates guess a key without knowing the subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizgen.markup.plain import one_line
from quizgen.model import Choice, Gaps, Node, Question, ShortAnswer, walk
from quizgen.problem import Problem, warning

_FEWEST = 5
"""Choice questions in which a habit can be told from chance."""

_SHARE = 0.75
_LONGER = 1.3
_SHORTEST_WORD = 3


def in_descriptions(question: Question) -> Iterator[Problem]:
    """A warning for each picture of the stem whose description holds the right answer.

    It is read to whoever cannot see the picture, and stands in the source of every document.
    """
    images = [node for node in walk(question.stem) if node.kind == "image" and node.get("alt")]
    if not images:
        return
    rights = tuple(map(_pattern, filter(_tells, _rights(question))))
    wrongs = tuple(map(_pattern, filter(_tells, _wrongs(question))))
    for image in images:
        alt = image.get("alt")
        if _any(rights, alt) and not _any(wrongs, alt):
            yield _description(image)


def in_lengths(questions: Iterable[Question]) -> tuple[Problem, ...]:
    """A warning if nearly all choice questions of a deck have their longest option for the right one."""
    choices = [q for q in questions if isinstance(q, Choice) and not q.multiple]
    telling = [question for question in choices if right_is_longest(question)]
    if len(choices) < _FEWEST or len(telling) < _SHARE * len(choices):
        return ()
    message = (
        f"in {len(telling)} of the {len(choices)} choice questions here, "
        "the right option is by far the longest"
    )
    hint = "candidates notice that: make some wrong options as long"
    return (warning(telling[0].place, message, hint),)


def right_is_longest(question: Choice) -> bool:
    """Whether one option is right, and by far longer than all others."""
    rights = [len(one_line(option.text)) for option in question.options if option.right]
    wrongs = [len(one_line(option.text)) for option in question.options if not option.right]
    return len(rights) == 1 and rights[0] > _LONGER * max(wrongs, default=rights[0])


def _rights(question: Question) -> Iterator[str]:
    if isinstance(question, Choice):
        yield from (one_line(option.text) for option in question.options if option.right)
    elif isinstance(question, ShortAnswer):
        yield from map(str, question.answers)
    elif isinstance(question, Gaps):
        yield from (str(answer) for gap in question.gaps for answer in gap.answers)


def _wrongs(question: Question) -> Iterator[str]:
    if isinstance(question, Choice):
        yield from (one_line(option.text) for option in question.options if not option.right)


def _tells(answer: str) -> bool:
    """Whether an answer is more than a sign or two, which any text may hold."""
    return len(answer) >= _SHORTEST_WORD


def _pattern(answer: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)", re.IGNORECASE)


def _any(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)


def _description(image: Node) -> Problem:
    message = f"the description of this picture holds the right answer: {image.get('alt')!r}"
    hint = "describe what is to be seen, not what it means; it can be read in every document"
    return warning(image.place, message, hint)
