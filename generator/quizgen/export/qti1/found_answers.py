"""An <item> → the facts of its answers, by the kind that its metadata tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from lxml.etree import _Element

from quizgen.export.lms.facts import GAP, Facts, Passage
from quizgen.export.qti1.found_texts import Reading, child, conditions, path

_RESPONSE = "response1"


def _scoring(item: _Element, action: str) -> list[tuple[_Element, Decimal]]:
    """The conditions that earn something, and how much; they must be the last."""
    every = conditions(item)
    scoring = [one for one in every if path(one, "setvar")]
    if every[len(every) - len(scoring) :] != scoring:
        raise ValueError("feedback after what scores")
    told = (action, "No" if action == "Set" else "Yes")
    if any((child(one, "setvar").get("action"), one.get("continue")) != told for one in scoring):
        raise ValueError(f"a score that is not told by {action}")
    return [(child(one, "conditionvar"), _number(child(one, "setvar"))) for one in scoring]


def _number(element: _Element) -> Decimal:
    return Decimal(element.text or "")


def _whole_score(item: _Element) -> _Element:
    """The one condition that earns everything."""
    scoring = _scoring(item, "Set")
    if [points for _, points in scoring] != [100]:
        raise ValueError("not one condition that earns everything")
    return scoring[0][0]


def _stem(item: _Element, reading: Reading) -> Passage:
    return reading.material(child(item, "presentation"))


def _labels(response: _Element) -> Mapping[str, _Element]:
    labels = path(response, "render_choice/response_label")
    found = {label.get("ident", ""): label for label in labels}
    if len(found) < len(labels) or not all(name.isdigit() for name in found):
        raise ValueError("answers that are not told apart by numbers")
    return found


def _response(item: _Element, cardinality: str) -> _Element:
    response = child(child(item, "presentation"), "response_lid")
    if (response.get("ident"), response.get("rcardinality")) != (_RESPONSE, cardinality):
        raise ValueError(f"the response is not {cardinality}")
    return response


def _single(item: _Element, reading: Reading) -> Facts:
    key = _whole_score(item)
    if len(key) != 1:
        raise ValueError("several tests for one right option")
    return _choice(item, reading, "Single", {_picked(child(key, "varequal"))})


def _multiple(item: _Element, reading: Reading) -> Facts:
    """The right ones must be picked, and all others must not."""
    key = child(_whole_score(item), "and")
    right = {_picked(test) for test in path(key, "varequal")}
    wrong = {_picked(test) for test in path(key, "not/varequal")}
    if right & wrong or right | wrong != set(_labels(_response(item, "Multiple"))):
        raise ValueError("the key does not tell of each option whether it is right")
    return _choice(item, reading, "Multiple", right)


def _choice(item: _Element, reading: Reading, cardinality: str, right: set[str]) -> Facts:
    labels = _labels(_response(item, cardinality))
    if not right <= set(labels):
        raise ValueError("the key is none of the options")
    return {
        "text": _stem(item, reading),
        "answers": tuple(
            (reading.material(label), ident in right, _own_feedback(item, ident, reading))
            for ident, label in labels.items()
        ),
    }


def _own_feedback(item: _Element, ident: str, reading: Reading) -> Passage:
    return reading.feedback(item, f"{ident}_fb", [f"{_RESPONSE} varequal {ident}"])


def _picked(test: _Element) -> str:
    if test.get("respident") != _RESPONSE:
        raise ValueError("a test of another response")
    return test.text or ""


def _truefalse(item: _Element, reading: Reading) -> Facts:
    facts = _single(item, reading)
    answers = {words: right for (words, _), right, _ in facts["answers"]}  # type: ignore[attr-defined]
    if list(answers) != ["True", "False"]:
        raise ValueError("a true or false without its two answers")
    return {"text": facts["text"], "answers": answers["True"]}


def _line(item: _Element, kind: str | None) -> None:
    response = child(child(item, "presentation"), "response_str")
    if response.get("ident") != _RESPONSE or child(response, "render_fib").get("fibtype") != kind:
        raise ValueError("not the right room for an answer")


def _short(item: _Element, reading: Reading) -> Facts:
    _line(item, None)
    tests = path(_whole_score(item), "varequal")
    return {
        "text": _stem(item, reading),
        "answers": tuple(map(_picked, tests)),
        "case": any(test.get("case") == "Yes" for test in tests),
    }


def _numeric(item: _Element, reading: Reading) -> Facts:
    """Lowest, middle and highest right answer; a range tells no middle."""
    _line(item, "Decimal")
    key = _whole_score(item)
    middle = None
    if path(key, "or"):
        either = child(key, "or")
        middle, key = Decimal(_picked(child(either, "varequal"))), child(either, "and")
    low, high = (Decimal(_picked(child(key, name))) for name in ("vargte", "varlte"))
    return {"text": _stem(item, reading), "answers": (low, middle, high)}


def _parts(item: _Element) -> Mapping[str, str]:
    """For each part its right answer; all parts share the points."""
    scoring = _scoring(item, "Add")
    tests = [child(condition, "varequal") for condition, _ in scoring]
    shares = {points for _, points in scoring}
    if len(shares) != 1 or abs(shares.pop() * len(tests) - 100) > 1:
        raise ValueError("parts that do not share the points evenly")
    return {test.get("respident", ""): test.text or "" for test in tests}


def _menus(item: _Element) -> Mapping[str, _Element]:
    menus = path(item, "presentation/response_lid")
    return {menu.get("ident", ""): menu for menu in menus}


def _matching(item: _Element, reading: Reading) -> Facts:
    menus, key = _menus(item), _parts(item)
    offered = [{i: reading.material(one) for i, one in _labels(m).items()} for m in menus.values()]
    first, *others = offered
    if any(other != first for other in others) or set(key) != set(menus):
        raise ValueError("menus that offer different things")
    return {
        "text": _stem(item, reading),
        "answers": tuple(
            (reading.material(menu), first[key[name]]) for name, menu in menus.items()
        ),
        "offered": tuple(first.values()),
    }


def _ordering(item: _Element, reading: Reading) -> Facts:
    labels = _labels(_response(item, "Ordered"))
    order = [_picked(test) for test in path(_whole_score(item), "varequal")]
    if sorted(order) != sorted(labels):
        raise ValueError("the order does not name each entry once")
    return {
        "text": _stem(item, reading),
        "answers": tuple(reading.material(labels[ident]) for ident in order),
        "offered": tuple(map(reading.material, labels.values())),
    }


def _gaps(item: _Element, reading: Reading) -> Facts:
    text, pictures = _stem(item, reading)
    key = _parts(item)
    accepted = {}
    for name, menu in _menus(item).items():
        blank = f"[{name.removeprefix('response_')}]"
        labels = {i: _written(one) for i, one in _labels(menu).items()}
        if text.count(blank) != 1 or key.get(name) not in labels:
            raise ValueError(f"{blank} is not one gap with an answer")
        accepted[text.index(blank)] = tuple(labels.values())
        text = text.replace(blank, GAP.ljust(len(blank), "\0"))
    return {
        "text": Passage(text.replace("\0", ""), pictures),
        "answers": tuple(answers for _, answers in sorted(accepted.items())),
    }


def _written(label: _Element) -> str:
    text = child(child(label, "material"), "mattext")
    if text.get("texttype") != "text/plain":
        raise ValueError("an answer to be written that is not plain text")
    return text.text or ""


def _open(item: _Element, reading: Reading) -> Facts:
    _line(item, None)
    if _scoring(item, "Set"):
        raise ValueError("a score for own words")
    return {"text": _stem(item, reading), "answers": ()}


def _text_only(item: _Element, reading: Reading) -> Facts:
    return {"text": _stem(item, reading), "answers": ()}


KINDS: Mapping[str, Callable[[_Element, Reading], Facts]] = {
    "multiple_choice_question": _single,
    "multiple_answers_question": _multiple,
    "true_false_question": _truefalse,
    "short_answer_question": _short,
    "numerical_question": _numeric,
    "matching_question": _matching,
    "ordering_question": _ordering,
    "fill_in_multiple_blanks_question": _gaps,
    "essay_question": _open,
    "text_only_question": _text_only,
}
