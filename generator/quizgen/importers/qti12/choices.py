"""Items where options are picked → questions. What is right is found by trying all options."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from quizgen.importers.broken import Broken
from quizgen.importers.qti12.item import Label, Response
from quizgen.importers.qti12.source import Source
from quizgen.labels import labels, languages
from quizgen.model import Choice, Markup, Option, Question, TrueFalse

_MARK = "mark the right one where it is from, and export it again"
_MOST_OPTIONS = 400
_DIGITS = Decimal("0.0001")


def single(source: Source) -> Question:
    """One option may be picked. Others that earn part of the points have credit."""
    response = _response(source)
    scores = {label.ident: _score(source, response, label.ident) for label in response.labels}
    right = _best(scores)
    best = scores[right]
    options = (
        Option(
            text=_text(source, label),
            right=label.ident == right,
            credit=None if label.ident == right else _credit(scores[label.ident] / best),
            feedback=source.feedback.of(label.ident),
        )
        for label in response.labels
    )
    return Choice(id="", stem=source.stem, options=tuple(options))


def _response(source: Source) -> Response:
    response = source.item.response()
    idents = [label.ident for label in response.labels]
    if len(idents) < 2:
        raise Broken("it has fewer than two options")
    if len(idents) > _MOST_OPTIONS:
        raise Broken(f"it has {len(idents)} options, more than {_MOST_OPTIONS}")
    if len(set(idents)) < len(idents):
        raise Broken("two of its options have the same name, so that nobody knows which is right")
    return response


def _text(source: Source, label: Label) -> Markup:
    text = source.texts.of(label.element)
    if not text:
        raise Broken("one of its options is empty")
    return text


def _score(source: Source, response: Response, *picked: str) -> Decimal:
    return source.scoring.score({response.ident: picked})


def _best(scores: Mapping[str, Decimal]) -> str:
    """The option that earns most. Raises Broken where none does, or several do."""
    best = max(scores.values())
    found = [ident for ident, score in scores.items() if score == best]
    if best <= 0:
        raise Broken("none of its options is marked as right", _MARK)
    if len(found) > 1:
        raise Broken(f"{len(found)} of its options are right, of which one may be picked", _MARK)
    return found[0]


def _credit(share: Decimal) -> Decimal | None:
    return max(share, Decimal(-1)).quantize(_DIGITS).normalize() if share else None


def multiple(source: Source) -> Question:
    """All that is right must be picked, and nothing else."""
    response = _response(source)
    idents = [label.ident for label in response.labels]
    rights = source.scoring.rights(response.ident)
    right = tuple(ident for ident in idents if ident in rights)
    if not right:
        raise Broken("none of its options is marked as right", _MARK)
    _check_key(source, response, right)
    options = (
        Option(
            text=_text(source, label),
            right=label.ident in right,
            feedback=source.feedback.of(label.ident),
        )
        for label in response.labels
    )
    return Choice(id="", stem=source.stem, options=tuple(options), multiple=True)


def _check_key(source: Source, response: Response, right: tuple[str, ...]) -> None:
    """Raises Broken unless the key earns more than the same with one less, and no less than with one more."""
    full = _score(source, response, *right)
    wrong = [label.ident for label in response.labels if label.ident not in right]
    fewer = (tuple(each for each in right if each != left) for left in right)
    less = all(_score(source, response, *picked) < full for picked in fewer)
    more = all(_score(source, response, *right, each) <= full for each in wrong)
    if full <= 0 or not less or not more:
        raise Broken("its scoring does not tell which options together are right", _MARK)


def true_false(source: Source) -> Question:
    """A statement; where the options are other words, a choice of two."""
    response = _response(source)
    values = {label.ident: _value(source, label) for label in response.labels}
    if sorted(values.values(), key=str) != [False, True]:
        return single(source)
    scores = {ident: _score(source, response, ident) for ident in values}
    answer = values[_best(scores)]
    assert answer is not None
    return TrueFalse(id="", stem=source.stem, answer=answer)


def _value(source: Source, label: Label) -> bool | None:
    """What an option means, by its words or, where they are others, by its name."""
    for words in (source.texts.line(label.element), label.ident):
        for value, known in ((True, _words("true")), (False, _words("false"))):
            if words.strip().lower().rstrip(".") in known:
                return value
    return None


def _words(meaning: str) -> frozenset[str]:
    """How all languages say it."""
    return frozenset(word for each in languages() for word in labels(each).read.get(meaning, ()))
