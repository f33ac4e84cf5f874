"""A question's feedback → modal feedback and the rules that show it, in the form of OpenOlat's editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.export.qti.tags import Html, Tag, condition, outcome, tag, value, variable


def after(states: Iterable[str], html: str) -> Iterator[tuple[Tag, Tag]]:
    """A rule and a feedback for each of the states that FEEDBACKBASIC may have."""
    for basic in states:
        reached = tag("match", value("identifier", basic), variable("FEEDBACKBASIC"))
        yield _shown_if(tag("and", reached), f"feedback-{basic}", html)


def for_option(response: str, option: str, several: bool, html: str) -> tuple[Tag, Tag]:
    """A rule and a feedback for everybody who picks an option."""
    picked = value("identifier", option), variable(response)
    test = tag("member", *picked) if several else tag("match", *picked)
    return _shown_if(tag("and", test), f"feedback-{option}", html)


def _shown_if(test: Tag, name: str, html: str) -> tuple[Tag, Tag]:
    shown = tag("multiple", variable("FEEDBACKMODAL"), value("identifier", name))
    feedback = tag(
        "modalFeedback",
        Html(html),
        outcomeIdentifier="FEEDBACKMODAL",
        showHide="show",
        identifier=name,
    )
    return condition((test, (outcome("FEEDBACKMODAL", shown),))), feedback
