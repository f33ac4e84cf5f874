"""Questions whose answers are picked, matched or put in order → the parts of their items."""

from __future__ import annotations

from decimal import Decimal

from quizgen.export.lms.media import Rich
from quizgen.export.qti import feedback, names, scoring
from quizgen.export.qti.answers import earns_all_or_nothing, shares
from quizgen.export.qti.parts import RESPONSE, Parts, Setting, by_map, mapping, response, truth
from quizgen.export.qti.tags import Html, Tag, tag
from quizgen.labels import labels
from quizgen.model import Asked, Choice, Matching, Option, Ordering, TrueFalse


def choice(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Choice)
    options = pinned(question.options)
    texts = tuple(setting.bodies.inline(option.text) for option in options)
    ids = names.choices(question.id, "option", (text.html for text in texts))
    earned = dict(zip(ids, shares(asked, options), strict=True))
    rights = tuple(id for id, option in zip(ids, options, strict=True) if option.right)
    interaction = _choices(ids, texts, options, question.multiple, setting.shuffle)
    said = tuple(setting.bodies.rich(option.feedback) for option in options)
    pairs = tuple(
        feedback.for_option(RESPONSE, id, question.multiple, rich.html)
        for id, rich in zip(ids, said, strict=True)
        if rich.html
    )
    stem = setting.bodies.rich(question.stem)
    single = not question.multiple
    cardinality = "single" if single else "multiple"
    correct = rights[:1] if single else rights
    lowest = min((Decimal(0), *earned.values())) if single else Decimal(0)
    simple = single and earns_all_or_nothing(asked, options)
    return Parts(
        (response(correct, None if simple else mapping(earned), cardinality),),
        (Html(stem.html), interaction),
        scoring.all_or_nothing(RESPONSE) if simple else by_map(asked),
        (stem, *texts, *said),
        lowest,
        pairs,
    )


def pinned(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Those that stand first, those without a place of their own, those that stand last."""
    order = {"first": 0, "": 1, "last": 2}
    return tuple(sorted(options, key=lambda option: order[option.pin]))


def _choices(
    ids: tuple[str, ...],
    texts: tuple[Rich, ...],
    options: tuple[Option, ...],
    multiple: bool,
    shuffle: bool,
) -> Tag:
    shown = (
        tag("simpleChoice", Html(text.html), identifier=id, fixed=truth(bool(option.pin)))
        for id, text, option in zip(ids, texts, options, strict=True)
    )
    return tag(
        "choiceInteraction",
        *shown,
        responseIdentifier=RESPONSE,
        shuffle=truth(shuffle),
        maxChoices="0" if multiple else "1",
    )


def truefalse(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, TrueFalse)
    words = labels(question.language).print
    choices = (tag("simpleChoice", words[id], identifier=id, fixed="true") for id in _TRUTHS)
    interaction = tag(
        "choiceInteraction",
        *choices,
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices="1",
    )
    stem = setting.bodies.rich(question.stem)
    lowest = asked.wrong * asked.points
    earned = {id: asked.points if id == truth(question.answer) else lowest for id in _TRUTHS}
    return Parts(
        (response((truth(question.answer),), mapping(earned) if lowest else None),),
        (Html(stem.html), interaction),
        by_map(asked) if lowest else scoring.all_or_nothing(RESPONSE),
        (stem,),
        lowest,
    )


_TRUTHS = ("true", "false")


def matching(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Matching)
    entries = {entry: setting.bodies.inline(entry) for entry in question.entries}
    lefts = tuple(setting.bodies.inline(pair.left) for pair in question.pairs)
    left_ids = names.choices(question.id, "left", (text.html for text in lefts))
    htmls = (text.html for text in entries.values())
    right_ids = dict(zip(entries, names.choices(question.id, "right", htmls), strict=True))
    matched = zip(left_ids, question.pairs, strict=True)
    pairs = tuple(f"{id} {right_ids[pair.right]}" for id, pair in matched)
    rights = sorted((id, entries[entry]) for entry, id in right_ids.items())
    stem = setting.bodies.rich(question.stem)
    each = scoring.share(asked.points, len(pairs))
    interaction = tag(
        "matchInteraction",
        _set(tuple(zip(left_ids, lefts, strict=True)), most="1", fixed="true"),
        # In the order of their identifiers, which tells nothing.
        _set(tuple(rights), most="0", fixed="false"),
        class_="match_matrix",
        responseIdentifier=RESPONSE,
        shuffle=truth(setting.shuffle),
        maxAssociations=str(len(pairs)),
    )
    return Parts(
        (response(pairs, mapping(dict.fromkeys(pairs, each)), "multiple", "directedPair"),),
        (Html(stem.html), interaction),
        by_map(asked),
        (stem, *lefts, *entries.values()),
    )


def _set(entries: tuple[tuple[str, Rich], ...], most: str, fixed: str) -> Tag:
    return tag(
        "simpleMatchSet",
        *(
            tag(
                "simpleAssociableChoice",
                Html(text.html),
                identifier=id,
                matchMax=most,
                fixed=fixed,
            )
            for id, text in entries
        ),
    )


def ordering(asked: Asked, setting: Setting) -> Parts:
    question = asked.question
    assert isinstance(question, Ordering)
    texts = tuple(setting.bodies.inline(entry) for entry in question.entries)
    ids = names.choices(question.id, "entry", (text.html for text in texts))
    stem = setting.bodies.rich(question.stem)
    # Not shuffled it would be solved; OpenOlat's editor takes the order here for the right one.
    interaction = tag(
        "orderInteraction",
        *(
            tag("simpleChoice", Html(text.html), identifier=id)
            for id, text in zip(ids, texts, strict=True)
        ),
        responseIdentifier=RESPONSE,
        shuffle="true",
    )
    return Parts(
        (response(ids, cardinality="ordered"),),
        (Html(stem.html), interaction),
        scoring.all_or_nothing(RESPONSE),
        (stem, *texts),
    )
