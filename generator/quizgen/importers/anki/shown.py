"""The fields of a note of ours, as its card shows them → the question.

What no card shows, such as the order of options, is taken from the question as it was exported, if any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from lxml.html import HtmlElement, tostring

from quizgen.importers.anki.clozes import clozed
from quizgen.importers.anki.gaps import gaps
from quizgen.importers.anki.passages import Passages
from quizgen.importers.gathering import Gathering
from quizgen.importers.shared.html.cleaning import cleaned
from quizgen.labels import labels, languages
from quizgen.markup.plain import one_line, plain
from quizgen.model import (
    Choice,
    Gaps,
    Markup,
    Matching,
    Numeric,
    Open,
    Option,
    Ordering,
    Pair,
    Pattern,
    Question,
    ShortAnswer,
    TrueFalse,
)

_MARK = "✓"
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?) … (-?\d+(?:\.\d+)?)(?: (.*))?")
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?: ± (\d+(?:\.\d+)?))?(?: (.*))?")


@dataclass(frozen=True, slots=True)
class Shown:
    """Reads the fields of one note."""

    fields: Mapping[str, str]
    passages: Passages
    found: Gathering

    def question(self, told: Question | None) -> Question | None:
        """The question; None if it is broken, which is told. `told` is what was exported."""
        if "Text" in self.fields:
            return self._gaps(told)
        answer = cleaned(self.fields["Answer"])
        if answer.find("ol/li[@class]") is not None:
            return self._choice(answer, told)
        if answer.find(".//table[@class='pairs']") is not None:
            return self._matching(answer)
        if answer.find("ol[@class='order']") is not None:
            return self._whole(Ordering, entries=self._each(answer, "ol[@class='order']/li"))
        return self._written(one_line(self.passages(self.fields["Answer"])), told)

    def _whole(self, kind: Callable[..., Question], **values: Any) -> Question:
        return kind(id="", stem=self.passages(self.fields["Question"]), **values)

    def _each(self, element: HtmlElement, path: str) -> tuple[Markup, ...]:
        return tuple(self.passages(_inside(each)) for each in element.iterfind(path))

    def _choice(self, answer: HtmlElement, told: Question | None) -> Question | None:
        before = told.options if isinstance(told, Choice) else ()
        options = [self._option(each, before) for each in answer.iterfind("ol/li[@class]")]
        if not any(option.right for option in options):
            self.found.error("no option is right", f"put {_MARK} in front of one, in Anki")
            return None
        places = {plain(option.text): place for place, option in enumerate(before)}
        ordered = sorted(options, key=lambda o: places.get(plain(o.text), len(places)))
        multiple = 'class="cue"' in self.fields["Choices"]
        return self._whole(Choice, options=tuple(ordered), multiple=multiple)

    def _option(self, element: HtmlElement, before: Iterable[Option]) -> Option:
        feedback = self._each(element, "div[@class='feedback']")
        for each in element.xpath("div[@class='feedback']|span[@class='credit']"):
            each.drop_tree()
        text = self.passages(_inside(element).strip().removeprefix(_MARK))
        twin = next((each for each in before if plain(each.text) == plain(text)), None)
        made = Option(
            text=text,
            right=element.get("class") == "right",
            feedback=tuple(block for each in feedback for block in each),
        )
        return replace(made, pin=twin.pin, credit=twin.credit) if twin else made

    def _matching(self, answer: HtmlElement) -> Question:
        cells = self._each(answer, ".//table[@class='pairs']//td")
        pairs = tuple(map(Pair, cells[::2], cells[1::2]))
        shown = self._each(cleaned(self.fields["Choices"]), "ol[2]/li")
        right = {plain(pair.right) for pair in pairs}
        others = tuple(entry for entry in shown if plain(entry) not in right)
        return self._whole(Matching, pairs=pairs, distractors=others)

    def _written(self, words: str, told: Question | None) -> Question | None:
        """What has its answer in words."""
        verdicts = {labels(each).print[name]: name for each in languages() for name in _VERDICTS}
        if words in verdicts and 'class="cue"' in self.fields["Choices"]:
            return self._whole(TrueFalse, answer=verdicts[words] == "true")
        typed = one_line(self.passages(self.fields.get("Typed", "")))
        if typed or isinstance(told, ShortAnswer):
            return self._whole(ShortAnswer, answers=tuple(_patterns(words, told, bool(typed))))
        if isinstance(told, Numeric):
            return self._numeric(words, told)
        return self._whole(Open, answer=self.passages(self.fields["Answer"]))

    def _numeric(self, words: str, told: Numeric) -> Question | None:
        mark = labels(told.language).print["decimal_mark"]
        plainly = " ".join(words.replace("\N{MINUS SIGN}", "-").replace(mark, ".").split())
        if match := _RANGE.fullmatch(plainly):
            low, high = Decimal(match[1]), Decimal(match[2])
            middle, width = (low + high) / 2, abs(high - low) / 2
            values = {"value": middle, "tolerance": width, "is_range": True}
        elif match := _NUMBER.fullmatch(plainly):
            values = {"value": Decimal(match[1]), "tolerance": Decimal(match[2] or 0)}
        else:
            self.found.error(f"its answer is no number: {words}", "write it such as 3.5 ± 0.1 km")
            return None
        return self._whole(Numeric, **values, unit=match[3] or "")

    def _gaps(self, told: Question | None) -> Question | None:
        text = clozed(self.fields["Text"])
        if not text.gaps:
            self.found.error("there are no gaps in it", "put {{c1:: and }} around what is asked")
            return None
        made = gaps(text, self.passages, {"id": ""})
        if not isinstance(made, Gaps):
            return made
        accepted = cleaned(self.fields["Accepted"])
        lists = {each.get("value", ""): _words(each) for each in accepted.iterfind("ol/li")}
        before = told.gaps if isinstance(told, Gaps) else ()
        filled = [
            replace(gap, answers=_accepted(gap.answers, lists.get(str(number), ""), before))
            for number, gap in enumerate(made.gaps, start=1)
        ]
        return replace(made, gaps=tuple(filled), case=isinstance(told, Gaps) and told.case)


_VERDICTS = ("true", "false")


def _accepted(first: tuple[Pattern, ...], shown: str, before: Any) -> tuple[Pattern, ...]:
    """The answers of a gap: the one in the text, and all others that the list has."""
    known = {str(pattern): pattern for gap in before for pattern in gap.answers}
    words = [str(first[0]), *(word for word in shown.split(" | ")[1:] if word)]
    return tuple(known.get(word, Pattern((word,))) for word in dict.fromkeys(words))


def _patterns(words: str, told: Question | None, typed: bool) -> Iterator[Pattern]:
    """What is accepted; the first has wildcards where it is not there to be typed."""
    known = {str(p): p for p in told.answers} if isinstance(told, ShortAnswer) else {}
    for number, word in enumerate(words.split(" | ")):
        wild = number == 0 and not typed
        yield known.get(word, Pattern(tuple(word.split("*")) if wild else (word,)))


def _inside(element: HtmlElement) -> str:
    """What an element holds, as HTML."""
    return (element.text or "") + "".join(tostring(each, encoding="unicode") for each in element)


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
