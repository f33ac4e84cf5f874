"""The bytes of a Moodle XML file → its questions as Moodle stores them, or why Moodle refuses it.

Written from what Moodle's importer was seen to do, and shares nothing with the exporter: every rule
whose breach fails, stops half-way or loses something silently is an error here. A stored question can
be answered, and tells the score.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from itertools import permutations
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element

GRADES = [
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
]
TYPES = {
    *("multichoice", "truefalse", "shortanswer", "numerical"),
    *("matching", "ordering", "multianswer", "essay"),
}
RICH = {
    *("questiontext", "generalfeedback", "feedback", "hint", "graderinfo", "responsetemplate"),
    *("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "subquestion", "info"),
}
ELEMENTS = {
    *(
        "p",
        "br",
        "hr",
        "strong",
        "em",
        "s",
        "mark",
        "code",
        "pre",
        "span",
        "sup",
        "sub",
        "a",
        "img",
    ),
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
VOID = {"br", "hr", "img"}


class RefusedError(Exception):
    """Moodle would refuse the file, stop half-way or lose something."""


def demand(condition: object, reason: str) -> None:
    """Refuse the file unless the condition holds."""
    if not condition:
        raise RefusedError(reason)


@dataclass
class Stored:
    """A question in Moodle's question bank."""

    kind: str
    name: str
    category: tuple[str, ...]
    element: _Element
    html: str
    gaps: list[tuple[int, bool, list[str]]] = field(default_factory=list)

    def score_of_right_answer(self) -> float | None:
        """What the key scores, kept to seven digits as in Moodle's database; None for an essay."""
        score = SCORES[self.kind](self)
        return None if score is None else round(score, 7)


def imported(data: bytes) -> list[Stored]:
    """All questions of the file. Raises `RefusedError`."""
    root = _parsed(data)
    questions: list[Stored] = []
    category: tuple[str, ...] = ()
    for element in root:
        demand(element.tag == "question", f"<{element.tag}> is no question")
        _check_texts(element)
        if element.get("type") == "category":
            category = _category(element)
            continue
        questions.append(_question(element, category))
    demand(questions, "no questions")
    _check_idnumbers(questions)
    return questions


def _parsed(data: bytes) -> _Element:
    demand(b"\r" not in data and not data.startswith(b"\xef\xbb\xbf"), "line ends or a BOM")
    demand(b"<!DOCTYPE" not in data[:200], "a document type")
    for tail in re.findall(rb"<text>(.{0,9})", data, re.DOTALL):
        demand(tail == b"<![CDATA[", "text outside CDATA")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise RefusedError(str(problem)) from problem
    demand(root.tag == "quiz" and len(root), "an empty quiz")
    return root


def _check_texts(element: _Element) -> None:
    for text in element.iter("text"):
        demand(len(text) == 0, "markup inside <text>")
        value = text.text or ""
        demand(value == value.strip(" \t\n\r\0\x0b"), "blanks at the ends, which Moodle trims")
    for parent in (element, *element.iter(*RICH)):
        if parent is not element:
            demand(parent.get("format") == "html", f"<{parent.tag}> is not html")
            check_html(text_of(parent))
            _check_files(parent)


def text_of(element: _Element, path: str = "text") -> str:
    """The text at the path, as PHP trims it."""
    return (element.findtext(path) or "").strip(" \t\n\r\0\x0b")


class _Html(HTMLParser):
    """Refuses elements that are not ours, and tags that do not match."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        demand(tag in ELEMENTS, f"<{tag}> in a text")
        for name, value in attrs:
            demand(not name.startswith("on"), f"the attribute {name}")
            demand(not (value or "").strip().lower().startswith("javascript:"), "a script")
            if name == "src":
                self.sources.append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        demand(self.open and self.open.pop() == tag, f"</{tag}> has no beginning")


def check_html(html: str) -> list[str]:
    """The addresses of the pictures in the HTML, which must be whole and harmless."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    demand(not parser.open, f"<{parser.open}> has no end")
    return parser.sources


def _check_files(parent: _Element) -> None:
    names = []
    for file in parent.findall("file"):
        name = file.get("name", "")
        names.append(name)
        demand(name and len(name) <= 250 and not set(name) & set('/:<>&"'), f"the file name {name}")
        demand(file.get("path") == "/" and file.get("encoding") == "base64", "a file's place")
        try:
            demand(b64decode(file.text or "", validate=True), "an empty file")
        except binascii.Error as problem:
            raise RefusedError("a corrupt file") from problem
    demand(len(names) == len(set(names)), "a file twice")
    html = text_of(parent)
    sources = check_html(html)
    demand(all(source.startswith("@@PLUGINFILE@@/") for source in sources), "a picture elsewhere")
    shown = {unquote(source.removeprefix("@@PLUGINFILE@@/")) for source in sources}
    demand(html.count("@@PLUGINFILE@@") == len(sources), "a stray address")
    demand(shown == set(names), f"files {names} for pictures {shown}")


def _category(element: _Element) -> tuple[str, ...]:
    path = text_of(element, "category/text")
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path)]
    demand(names[:2] == ["$course$", "top"] and len(names) > 2, f"the category {path}")
    for name in names[2:]:
        demand(name and len(name) <= 255 and name != "top", f"the category {path}")
        demand(strip_tags(name) == name, "a tag in a category")
        demand(not name.startswith("/") and not name.endswith("/"), f"the category {path}")
    demand(element.findtext("idnumber") == "", "a category's idnumber")
    return tuple(names[2:])


def strip_tags(text: str) -> str:
    """PHP's strip_tags: a < before anything but a blank begins a tag."""
    return re.sub(r"<(?=\S)[^>]*>?", "", text)


def _question(element: _Element, category: tuple[str, ...]) -> Stored:
    kind = element.get("type", "")
    demand(kind in TYPES, f"the type {kind}")
    demand(category, "a question outside all categories")
    name = text_of(element, "name/text")
    demand(name and len(name) <= 255 and strip_tags(name) == name, f"the name {name}")
    stored = Stored(kind, name, category, element, text_of(element, "questiontext/text"))
    demand(stored.html, "an empty question")
    _check_common(element)
    CHECKS[kind](stored)
    return stored


def _check_common(element: _Element) -> None:
    grade, penalty = element.findtext("defaultgrade", ""), element.findtext("penalty", "")
    demand(re.fullmatch(r"\d+(\.\d{1,7})?", grade) and float(grade) < 100000, f"points {grade}")
    demand(penalty in {"0", "0.1", "0.2", "0.25", "0.3333333", "0.5", "1"}, "the penalty")
    number = element.find("idnumber")
    demand(number is not None and len(number) == 0, "the idnumber")
    tags = [text_of(tag) for tag in element.iterfind("tags/tag")]
    demand(all(0 < len(tag) <= 255 for tag in tags), "a tag's length")
    demand(len({tag.casefold() for tag in tags}) == len(tags), "a tag twice")
    if element.get("type") != "ordering":
        for answer in element.iterfind("answer"):
            fraction_of(answer)


def fraction_of(answer: _Element) -> float:
    """A grade as Moodle stores it, with seven digits."""
    percent = float(answer.get("fraction", "nan"))
    found = [grade for grade in GRADES if abs(grade - abs(percent)) < 0.001]
    demand(found, f"the fraction {percent}")
    return round(found[0] / 100, 7) * (1 if percent >= 0 else -1)


def _check_idnumbers(questions: list[Stored]) -> None:
    seen: set[str] = set()
    for question in questions:
        number = question.element.findtext("idnumber", "")
        demand(0 < len(number) <= 100, f"the idnumber {number}")
        plain = unicodedata.normalize("NFKD", number)
        folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        demand(folded not in seen, f"the idnumber {number} twice")
        seen.add(folded)


def _answers(question: Stored) -> list[_Element]:
    return question.element.findall("answer")


def _check_multichoice(question: Stored) -> None:
    answers = _answers(question)
    demand(len(answers) >= 2, "fewer than two options")
    demand(all(text_of(answer) for answer in answers), "an empty option")
    for answer in answers:
        demand(answer.get("format") == "html", "an option that is not html")
        _check_files(answer)
    fractions = [fraction_of(answer) for answer in answers]
    if question.element.findtext("single") == "true":
        demand(max(fractions) == 1, "no option with 100 %")
    else:
        demand(question.element.findtext("single") == "false", "single")
        demand(round(sum(f for f in fractions if f > 0), 2) == 1, "not 100 % together")
        demand(sum(fractions) < 0.000002, "picking everything pays") if min(fractions) < 0 else None
        demand(all(f != 0 for f in fractions), "an option that costs nothing")
    demand(question.element.findtext("shuffleanswers") in {"0", "1"}, "shuffleanswers")


def _score_multichoice(question: Stored) -> float:
    fractions = [fraction_of(answer) for answer in _answers(question)]
    if question.element.findtext("single") == "true":
        return max(fractions)
    rights = [f for f in fractions if f > 0]
    orders = permutations(rights) if len(rights) <= 4 else [tuple(rights), tuple(rights[::-1])]
    return min(min(max(0.0, sum(order)), 1.0) for order in orders)


def _check_truefalse(question: Stored) -> None:
    answers = {text_of(answer): fraction_of(answer) for answer in _answers(question)}
    demand(answers in ({"true": 1, "false": 0}, {"true": 0, "false": 1}), f"{answers}")


def _check_shortanswer(question: Stored) -> None:
    demand(_answers(question), "no answer")
    demand(all(text_of(a) and fraction_of(a) == 1 for a in _answers(question)), "an empty answer")
    demand(question.element.findtext("usecase") in {"0", "1"}, "usecase")


def matches(pattern: str, response: str, case: bool) -> bool:
    """Moodle's comparison of a response with an accepted answer."""
    bits = re.split(r"(?<!\\)\*+", unicodedata.normalize("NFC", pattern))
    expression = ".*".join(re.escape(bit.replace(r"\*", "*")) for bit in bits)
    flags = re.DOTALL if case else re.DOTALL | re.IGNORECASE
    text = unicodedata.normalize("NFC", response.strip())
    return re.fullmatch(expression, text, flags) is not None


def _correct_response(pattern: str) -> str:
    bits = re.split(r"(?<!\\)\*", pattern)
    return " ".join(bit.replace(r"\*", "*") for bit in bits).strip()


def _score_shortanswer(question: Stored) -> float:
    case = question.element.findtext("usecase") == "1"
    return float(_accepts([text_of(answer) for answer in _answers(question)], case))


def _accepts(patterns: list[str], case: bool) -> bool:
    """Whether the answer that Moodle gives out as the right one is accepted."""
    response = _correct_response(patterns[0])
    return any(matches(pattern, response, case) for pattern in patterns)


def _check_numerical(question: Stored) -> None:
    (answer,) = _answers(question)
    for value in (text_of(answer), answer.findtext("tolerance", "")):
        demand(re.fullmatch(r"-?\d+(\.\d+)?", value) and len(value) <= 255, f"the number {value}")
    for unit in question.element.iterfind("units/unit"):
        demand(unit.findtext("multiplier") == "1", "a multiplier")
        demand(0 < len(unit.findtext("unit_name", "")) <= 50, "a unit's length")


def accepts_number(question: Stored, response: Decimal) -> bool:
    """Whether Moodle, which computes with doubles, takes a number for right."""
    (answer,) = _answers(question)
    middle, tolerance = float(text_of(answer)), float(answer.findtext("tolerance", ""))
    span = tolerance + 1e-14 * max(1.0, abs(middle))
    return middle - span <= float(response) <= middle + span


def _score_numerical(question: Stored) -> float:
    (answer,) = _answers(question)
    return float(accepts_number(question, Decimal(text_of(answer))))


def _check_matching(question: Stored) -> None:
    subs = question.element.findall("subquestion")
    stems = [sub for sub in subs if text_of(sub)]
    demand(len(stems) >= 2 and len(subs) >= 3, "too few pairs or answers")
    for sub in subs:
        answer = text_of(sub, "answer/text")
        demand(answer and len(answer) <= 255, f"the answer {answer}")
        demand(strip_tags(answer) == answer, "a tag in an answer")
        demand(sub.find("answer/file") is None, "a file in an answer")
    extra = [text_of(sub, "answer/text") for sub in subs if not text_of(sub)]
    rights = {text_of(sub, "answer/text") for sub in stems}
    demand(len(set(extra)) == len(extra) and not rights & set(extra), "an answer twice")


def _check_ordering(question: Stored) -> None:
    texts = [text_of(answer) for answer in _answers(question)]
    demand(len(texts) >= 2 and all(texts), "too few entries")
    demand(len(set(texts)) == len(texts), "equal entries")
    demand(question.element.findtext("selecttype") == "ALL", "not all entries")
    demand(question.element.find("shownumcorrect") is not None, "shownumcorrect")
    for answer in _answers(question):
        _check_files(answer)


# The expressions of question/type/multianswer/questiontype.php, told in Python's dialect.
ALTERNATIVE = (
    r"(=|%(-?[0-9]+(?:[.,][0-9]*)?)%)?"
    r"(.+?(?<!\\)(?<!&)(?<!&amp;)(?=[~#}]|$))"
    r"(#(.*?(?<!\\)(?=[~}]|$)))?"
)
KINDS = (
    "NUMERICAL|NM|MULTICHOICE|MC|MULTICHOICE_V|MCV|MULTICHOICE_H|MCH|SHORTANSWER|SA|MW"
    "|SHORTANSWER_C|SAC|MWC|MULTICHOICE_S|MCS|MULTICHOICE_VS|MCVS|MULTICHOICE_HS|MCHS"
    "|MULTIRESPONSE|MR|MULTIRESPONSE_H|MRH|MULTIRESPONSE_S|MRS|MULTIRESPONSE_HS|MRHS"
)
CLOZE = re.compile(
    r"\{([0-9]*):(" + KINDS + r"):(" + ALTERNATIVE + "(~" + ALTERNATIVE + r")*)\}", re.DOTALL
)


def _check_multianswer(question: Stored) -> None:
    text = question.html
    while match := CLOZE.search(text):
        question.gaps.append(_gap(match.group(1), match.group(2), match.group(3)))
        text = text[: match.start()] + f"<gap{len(question.gaps)}>" + text[match.end() :]
    demand(question.gaps, "no gaps")
    demand(not re.search(r"\{#\d+\}", text), "words that Moodle takes for a gap")


def _gap(weight: str, kind: str, rest: str) -> tuple[int, bool, list[str]]:
    demand(kind in {"SHORTANSWER", "SHORTANSWER_C"}, f"a gap of kind {kind}")
    answers = []
    while match := re.search("~?" + ALTERNATIVE, rest, re.DOTALL):
        demand(match.group(1) == "=", "an answer that does not earn everything")
        demand(match.group(4) is None, "feedback that nobody wrote")
        answers.append(unescape(match.group(3)).replace(r"\}", "}").replace(r"\#", "#"))
        rest = rest.split(match.group(0), 1)[1]
    demand(all(answer.strip() for answer in answers), "an empty answer")
    return int(weight), kind == "SHORTANSWER_C", answers


def _score_multianswer(question: Stored) -> float:
    total = sum(weight for weight, _, _ in question.gaps)
    earned = sum(weight for weight, case, answers in question.gaps if _accepts(answers, case))
    return earned / total


def _check_essay(question: Stored) -> None:
    element = question.element
    demand(element.findtext("responseformat") == "editor", "responseformat")
    lines = element.findtext("responsefieldlines", "")
    demand(lines in {str(number) for number in range(5, 45, 5)}, "responsefieldlines")


def _nothing_to_score(question: Stored) -> None:
    return None


def _certain(question: Stored) -> float:
    return 1.0


def answers_of(question: Stored) -> Iterator[str]:
    """The accepted answers of a short answer, or of all gaps in their order."""
    if question.kind == "shortanswer":
        yield from map(text_of, _answers(question))
    for _, _, answers in question.gaps:
        yield from answers


CHECKS = {
    "multichoice": _check_multichoice,
    "truefalse": _check_truefalse,
    "shortanswer": _check_shortanswer,
    "numerical": _check_numerical,
    "matching": _check_matching,
    "ordering": _check_ordering,
    "multianswer": _check_multianswer,
    "essay": _check_essay,
}
SCORES: Mapping[str, Callable[[Stored], float | None]] = {
    "multichoice": _score_multichoice,
    "truefalse": _certain,
    "shortanswer": _score_shortanswer,
    "numerical": _score_numerical,
    "matching": _certain,
    "ordering": _certain,
    "multianswer": _score_multianswer,
    "essay": _nothing_to_score,
}
