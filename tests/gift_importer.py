r"""The bytes of a GIFT file → its questions as Moodle stores them, or why Moodle refuses it.

Written from what Moodle's importer was seen to do, and shares nothing with the exporter or its reader:
escapes are set aside as &&058; and the like, weights and formats are looked for where Moodle looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from moodle_importer import GRADES, check_html, demand, matches, strip_tags

PLACEHOLDERS = {
    r"\:": "&&058;",
    r"\#": "&&035;",
    r"\=": "&&061;",
    r"\{": "&&123;",
    r"\}": "&&125;",
    r"\~": "&&126;",
    r"\n": "&&010;",
}
BLANKS = " \t\n\r\0\x0b"
WEIGHT = re.compile(r"%-*[0-9]{1,2}\.?[0-9]*%")
FORMATS = {"html", "plain", "markdown", "moodle"}


@dataclass
class Answer:
    """An answer with its share of the points."""

    text: str
    fraction: float
    feedback: str = ""


@dataclass
class Stored:
    """A question in Moodle's question bank."""

    kind: str
    name: str
    category: tuple[str, ...]
    idnumber: str
    tags: list[str]
    html: str
    feedback: str
    single: bool = False
    answers: list[Answer] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    truth: bool = False
    number: tuple[float, float] = (0, 0)

    def best(self) -> float:
        """What choosing all that earns something scores; for other kinds what the first answer does."""
        if self.kind == "multichoice" and not self.single:
            return round(min(1.0, sum(a.fraction for a in self.answers if a.fraction > 0)), 7)
        return max((answer.fraction for answer in self.answers), default=1.0)

    def accepts(self, response: str) -> float:
        """What a written answer earns."""
        return next((a.fraction for a in self.answers if matches(a.text, response, False)), 0.0)

    def accepts_number(self, response: float) -> bool:
        """Whether a number is right."""
        middle, tolerance = self.number
        span = tolerance + 1e-14 * max(1.0, abs(middle))
        return middle - span <= response <= middle + span


def imported(data: bytes) -> list[Stored]:
    """All questions of the file. Raises `RefusedError`."""
    questions: list[Stored] = []
    block: list[str] = []
    category: tuple[str, ...] = ()
    for line in [*data.decode("utf-8").split("\n"), ""]:
        line = line.strip(BLANKS)
        if line and line != "0":
            block.append(line)
        elif block:
            found = _block(block, category)
            if isinstance(found, Stored):
                questions.append(found)
            else:
                category = found
            block = []
    demand(questions, "no questions")
    numbers = [question.idnumber.casefold() for question in questions]
    demand(len(set(numbers)) == len(numbers), "an idnumber twice")
    return questions


def _block(lines: list[str], category: tuple[str, ...]) -> Stored | tuple[str, ...]:
    comments = "\n".join(line for line in lines if line.startswith("//"))
    text = "\n".join(" " if line.startswith("//") else line for line in lines).strip(BLANKS)
    text = _set_aside(text)
    if text.startswith("$CATEGORY:"):
        return _category(text[10:].strip(BLANKS))
    demand(category, "a question outside all categories")
    return _question(text, comments, category)


def _set_aside(text: str) -> str:
    text = text.replace("\\\\", "&&092;")
    for escape, placeholder in PLACEHOLDERS.items():
        text = text.replace(escape, placeholder)
    return text.replace("&&092;", "\\")


def _back(text: str) -> str:
    for escape, placeholder in PLACEHOLDERS.items():
        text = text.replace(placeholder, "\n" if escape == r"\n" else escape[1])
    return text.strip(BLANKS)


def _category(path: str) -> tuple[str, ...]:
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path)]
    demand(names[:2] == ["$course$", "top"] and len(names) > 2, f"the category {path}")
    demand(all(0 < len(name) <= 255 and strip_tags(name) == name for name in names[2:]), path)
    return tuple(names[2:])


def _question(text: str, comments: str, category: tuple[str, ...]) -> Stored:
    demand(text.startswith("::"), "a question without a name")
    name, _, text = text[2:].partition("::")
    name, text = _back(name), text.strip(BLANKS)
    demand(name and len(name) <= 255 and strip_tags(name) == name, f"the name {name}")
    opening, closing = text.find("{"), text.find("}")
    demand(0 < opening < closing, "no answers")
    inside = text[opening + 1 : closing].strip(BLANKS)
    gap = "" if text.endswith("}") else "_____"
    html = text[:opening] + gap + text[closing + 1 :]
    demand(not set(text[closing + 1 :]) & set("{}"), "braces that belong to nothing")
    inside, feedback = _general_feedback(inside)
    kind = _kind(inside)
    (idnumber,) = re.findall(r"\[id:((?:\\\]|[^\]\x00-\x1f\x7f])+)\]", comments)
    found = re.findall(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f\x7f])+)\]", comments)
    tags = [tag.replace(r"\]", "]").strip(BLANKS) for tag in found]
    demand(0 < len(idnumber) <= 100 and all(tags), "the idnumber or a tag")
    demand(html.startswith("[html]"), "a text that is not html")
    stored = Stored(kind, name, category, idnumber, tags, _html(html), _html(feedback))
    demand(stored.html, "no text")
    READERS[kind](stored, inside)
    return stored


def _general_feedback(inside: str) -> tuple[str, str]:
    position = inside.rfind("####")
    return (
        (inside, "") if position < 0 else (inside[:position].strip(BLANKS), inside[position + 4 :])
    )


def _formatted(text: str, form: str = "html") -> tuple[str, str]:
    """The passage and its format."""
    if text.startswith("["):
        end = text.find("]")
        if text[1:end] in FORMATS:
            text, form = text[end + 1 :], text[1:end]
    return _back(text), form


def _html(text: str) -> str:
    passage, form = _formatted(text)
    demand(form == "html", "a passage that is not html")
    demand(not check_html(passage), "a picture")
    return passage


def _kind(inside: str) -> str:
    if not inside:
        return "essay"
    if inside[0] == "#":
        return "numerical"
    if "~" in inside:
        return "multichoice"
    if "=" in inside and "->" in inside:
        return "matching"
    return "truefalse" if inside.split("#")[0].strip() in {"T", "TRUE", "F", "FALSE"} else "short"


def _fraction(weight: str) -> float:
    percent = float(weight.strip("%"))
    found = [grade for grade in GRADES if abs(grade - abs(percent)) < 0.001]
    demand(found, f"the grade {percent}")
    return round(found[0] / 100, 7) * (1 if percent >= 0 else -1)


def _weighed(text: str, otherwise: float) -> tuple[float, str]:
    match = WEIGHT.match(text)
    return (_fraction(match.group()), text[match.end() :]) if match else (otherwise, text)


def _multichoice(stored: Stored, inside: str) -> None:
    stored.single = "=" in inside
    first, *parts = inside.replace("=", "~=").split("~")
    demand(not first.strip(BLANKS) and len(parts) >= 2, "fewer than two options")
    for part in (each.strip(BLANKS) for each in parts):
        fraction, text = (1.0, part[1:]) if part[0] == "=" else _weighed(part, 0.0)
        words, _, feedback = text.partition("#")
        answer = Answer(_html(words.strip(BLANKS)), fraction, _html(feedback.strip(BLANKS)))
        demand(answer.text, "an empty option")
        stored.answers.append(answer)
    demand(stored.best() == 1, "not all points can be earned")


def _short(stored: Stored, inside: str) -> None:
    first, *parts = inside.split("=")
    demand(not first.strip(BLANKS) and parts, "no answers")
    for part in parts:
        fraction, text = _weighed(part.strip(BLANKS), 1.0)
        words, _, feedback = text.partition("#")
        stored.answers.append(Answer(_formatted(words.strip(BLANKS))[0], fraction, feedback))
    demand(all(answer.text for answer in stored.answers), "an empty answer")


def _numerical(stored: Stored, inside: str) -> None:
    match = re.fullmatch(r"#(-?\d+(?:\.\d+)?):(\d+(?:\.\d+)?)", inside)
    demand(match, f"the number {inside}")
    assert match is not None
    stored.number = float(match.group(1)), float(match.group(2))


def _matching(stored: Stored, inside: str) -> None:
    first, *parts = inside.split("=")
    demand(not first.strip(BLANKS), "words before the pairs")
    for part in parts:
        left, arrow, right = part.strip(BLANKS).partition("->")
        demand(arrow, "a pair without ->")
        stored.pairs.append((_html(left), _back(right)))
    rights = [right for _, right in stored.pairs]
    demand(len(set(rights)) >= 3 or len(rights) >= 3, "fewer than three answers")
    demand(sum(bool(left) for left, _ in stored.pairs) >= 2, "fewer than two pairs")
    for right in rights:
        demand(0 < len(right) <= 255 and strip_tags(right) == right, f"the answer {right}")


def _truefalse(stored: Stored, inside: str) -> None:
    stored.truth = inside.split("#")[0].strip() in {"T", "TRUE"}


def _essay(stored: Stored, inside: str) -> None:
    """Nothing stands there."""


READERS = {
    "multichoice": _multichoice,
    "short": _short,
    "numerical": _numerical,
    "matching": _matching,
    "truefalse": _truefalse,
    "essay": _essay,
}
