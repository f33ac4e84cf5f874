"""The bytes of a page to practise with → the facts that it states, and whether anything else acts in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lxml.html import HtmlElement

from quizgen.export.lms.facts import Facts
from quizgen.export.page.acting import require_harmless
from quizgen.export.page.reading import parsed, passage, the

Key = Mapping[str, Any]


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all questions. Raises ValueError or KeyError where it is no such page."""
    page = parsed(data)
    require_harmless(page, scripts=1)
    for question in page.iterfind(".//section[@data-kind]"):
        kind = question.get("data-kind", "")
        key = json.loads(question.get("data-key", ""))
        facts = _KINDS[kind](question, key)
        yield {"kind": kind, **_common(question), **facts}


def _common(question: HtmlElement) -> Facts:
    hints = question.iterfind(".//details/div[@class='hint']")
    solutions = question.iterfind(".//div[@class='right-answer']")
    notes = question.iterfind(".//div[@class='explanation']")
    return {
        "worth": Decimal(question.get("data-worth", "")),
        "text": passage(the(question, ".//div[@class='stem']")),
        "hints": tuple(map(passage, hints)),
        "solution": tuple(map(passage, solutions)),
        "explanation": tuple(map(passage, notes)),
    }


def _choice(question: HtmlElement, key: Key) -> Facts:
    options = question.findall(".//div[@class='option']")
    types = {the(option, "input").get("type") for option in options}
    if types != {"checkbox" if key["multiple"] else "radio"}:
        raise ValueError("options that cannot be picked as they should")
    return {"multiple": key["multiple"], "options": tuple(map(_option, options))}


def _option(option: HtmlElement) -> tuple[object, ...]:
    feedback = tuple(map(passage, option.iterfind("div[@class='feedback']")))
    right = {"true": True, "false": False}[option.get("data-right", "")]
    share, pin = Decimal(option.get("data-share", "")), option.get("data-pin", "")
    return passage(the(option, "label")), right, share, pin, feedback


def _truefalse(question: HtmlElement, key: Key) -> Facts:
    return {"answer": key["answer"], "wrong": Decimal(key["wrong"])}


def _short(question: HtmlElement, key: Key) -> Facts:
    the(question, ".//fieldset//input")
    return {"answers": _answers(key["answers"]), "case": key["case"]}


def _numeric(question: HtmlElement, key: Key) -> Facts:
    the(question, ".//fieldset//input")
    return {"range": (Decimal(key["low"]), Decimal(key["high"])), "unit": key["unit"]}


def _matching(question: HtmlElement, key: Key) -> Facts:
    entries = tuple(map(passage, question.iterfind(".//li[@data-entry]")))
    prompts = [the(pair, "div") for pair in question.iterfind(".//div[@class='pair']")]
    pairs = zip(map(passage, prompts), key["pairs"], strict=True)
    return {"entries": entries, "pairs": tuple((left, entries[right]) for left, right in pairs)}


def _ordering(question: HtmlElement, key: Key) -> Facts:
    steps = sorted(question.iterfind(".//li[@data-place]"), key=_place)
    return {"entries": tuple(passage(the(step, "div")) for step in steps)}


def _place(step: HtmlElement) -> int:
    return int(step.get("data-place", ""))


def _gaps(question: HtmlElement, key: Key) -> Facts:
    fields = [the(gap, "input") for gap in question.iterfind(".//span[@data-gap]")]
    numbers = [int(gap.get("data-gap", "")) for gap in question.iterfind(".//span[@data-gap]")]
    if len(fields) != len(set(numbers)):
        raise ValueError("two gaps of one number")
    answers = tuple((number, _answers(key["gaps"][number])) for number in numbers)
    return {"gaps": answers, "case": key["case"]}


def _open(question: HtmlElement, key: Key) -> Facts:
    the(question, ".//textarea")
    return {"assessed": len(question.findall(".//fieldset[@class='assess']//input"))}


def _answers(answers: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, answers))


_KINDS: Mapping[str, Callable[[HtmlElement, Key], Facts]] = {
    "choice": _choice,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _open,
}
