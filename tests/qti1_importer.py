"""The bytes of a QTI 1.2 package → its quiz as Canvas stores it, or why an importer would refuse it.

Written from what Canvas's importers (classic and New Quizzes) and the schema of Common Cartridge 1.1 ask
for, and shares nothing with the exporters: whatever fails, or would be lost silently, is an error here. A
stored question can be answered, and tells the score.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser

from lxml import etree
from lxml.etree import _Element

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGING = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
BASE = "$IMS-CC-FILEBASE$/"

# What may stand in an element, and in which order.
CONTENT = {
    "questestinterop": "assessment ",
    "assessment": "qtimetadata section ",
    "qtimetadata": "(qtimetadatafield )+",
    "qtimetadatafield": "fieldlabel fieldentry ",
    "section": "(selection_ordering )?((item )|(section ))+",
    "selection_ordering": "selection ",
    "selection": "selection_number selection_extension ",
    "selection_extension": "points_per_item ",
    "item": "itemmetadata presentation (resprocessing )?(itemfeedback )*",
    "itemmetadata": "qtimetadata ",
    "presentation": "material ((response_lid )+|response_str )?",
    "material": "mattext ",
    "response_lid": "(material )?render_choice ",
    "response_str": "render_fib ",
    "render_choice": "(response_label )+",
    "render_fib": "response_label ",
    "response_label": "(material )?",
    "resprocessing": "outcomes (respcondition )+",
    "outcomes": "decvar ",
    "respcondition": "conditionvar (setvar )?(displayfeedback )?",
    "conditionvar": "((varequal )|(vargte )|(varlte )|(and )|(or )|(other ))+",
    "and": "((varequal )|(not )|(vargte )|(varlte ))+",
    "or": "varequal and ",
    "not": "varequal ",
    "itemfeedback": "flow_mat ",
    "flow_mat": "material ",
}
LEAVES = {
    *("fieldlabel", "fieldentry", "selection_number", "points_per_item", "mattext", "decvar"),
    *("varequal", "vargte", "varlte", "other", "setvar", "displayfeedback"),
}
# What the profile of Common Cartridge takes away.
CARTRIDGE = {
    **CONTENT,
    "section": "(item )+",
    "presentation": "material (response_lid |response_str )",
    "response_lid": "render_choice ",
    "conditionvar": "((varequal )+)|and |other ",
    "and": "((varequal )|(not ))+",
}
PROFILES = {
    "multiple_choice_question": "cc.multiple_choice.v0p1",
    "multiple_answers_question": "cc.multiple_response.v0p1",
    "true_false_question": "cc.true_false.v0p1",
    "short_answer_question": "cc.fib.v0p1",
    "essay_question": "cc.essay.v0p1",
}
ELEMENTS = set(
    "p br hr strong em s mark code pre span sup sub a img ul ol li dl dt dd blockquote div"
    " table thead tbody tr th td".split()
)
VOID = {"br", "hr", "img"}


class RefusedError(Exception):
    """An importer would refuse the file, stop half-way or lose something."""


def demand(condition: object, reason: str) -> None:
    """Refuse the file unless the condition holds."""
    if not condition:
        raise RefusedError(reason)


class Html(HTMLParser):
    """HTML → its words and the addresses of its pictures; refuses what is not ours."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.sources: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        demand(not self.open, f"{self.open} have no end")

    def handle_data(self, data: str) -> None:
        self.text += data

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


@dataclass
class Stored:
    """A question in Canvas."""

    element: _Element
    metadata: Mapping[str, str]
    group: tuple[int, Decimal] | None
    sources: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.metadata["question_type"]

    @property
    def points(self) -> Decimal:
        return Decimal(self.metadata["points_possible"])

    @property
    def text(self) -> str:
        return self.read(one(self.element, "presentation/material/mattext"))

    def read(self, mattext: _Element) -> str:
        """The words of a passage."""
        value = mattext.text or ""
        if mattext.get("texttype") != "text/html":
            return value
        parsed = Html(value)
        self.sources += parsed.sources
        return parsed.text

    @property
    def labels(self) -> Mapping[str, str]:
        """The answers that can be picked, by their idents."""
        found = many(self.element, "presentation/response_lid/render_choice/response_label")
        return {name(each): self.read(one(each, "material/mattext")) for each in found}

    @property
    def menus(self) -> Mapping[str, _Element]:
        return {name(each): each for each in many(self.element, "presentation/response_lid")}

    @property
    def prompts(self) -> list[str]:
        """What is asked for in each part."""
        return [self.read(one(each, "material/mattext")) for each in self.menus.values()]

    @property
    def accepted(self) -> list[str]:
        """What may be written, gap by gap; classic quizzes take all that is listed."""
        if self.kind == "short_answer_question":
            tests = many(self.element, "resprocessing/respcondition/conditionvar/varequal")
            return [each.text or "" for each in tests]
        return list(self.labels.values())

    @property
    def feedback(self) -> Mapping[str, str]:
        found = many(self.element, "itemfeedback")
        return {name(each): self.read(one(each, "flow_mat/material/mattext")) for each in found}

    def score(self, *answers: str, **parts: str) -> float:
        """What answers to the only response, or to the parts of that name, earn in percent."""
        given = {"response1": list(answers), **{part: [given] for part, given in parts.items()}}
        total = 0.0
        for condition in many(self.element, "resprocessing/respcondition"):
            tests = one(condition, "conditionvar")
            # All must hold, but for the answers that may be written: one of them is enough.
            enough = any if self.kind == "short_answer_question" else all
            if not enough(holds(test, given) for test in tests):
                continue
            for change in many(condition, "setvar"):
                value = float(change.text or "")
                total = total + value if change.get("action") == "Add" else value
            if condition.get("continue") != "Yes":
                break
        return total


@dataclass
class Quiz:
    """What was imported."""

    title: str
    settings: Mapping[str, str]
    questions: list[Stored]
    pictures: Mapping[str, bytes]


def holds(test: _Element, given: Mapping[str, list[str]]) -> bool:
    """Whether a test holds, as the standard has it."""
    kind, value = local(test), test.text or ""
    if kind == "other":
        return True
    if kind in {"and", "or", "not"}:
        found = [holds(each, given) for each in test]
        return {"and": all(found), "or": any(found), "not": not found[0]}[kind]
    answers = given.get(test.get("respident", ""), [])
    if kind == "varequal":
        same = str.casefold if test.get("case") != "Yes" else str
        return any(same(answer) == same(value) for answer in answers)
    numbers = [float(answer) for answer in answers]
    return any(n >= float(value) if kind == "vargte" else n <= float(value) for n in numbers)


def local(element: _Element) -> str:
    return etree.QName(element).localname


def name(element: _Element) -> str:
    return element.get("ident", "")


def many(parent: _Element, path: str) -> list[_Element]:
    return parent.findall("/".join(f"{QTI}{step}" for step in path.split("/")))


def one(parent: _Element, path: str) -> _Element:
    found = many(parent, path)
    demand(len(found) == 1, f"{len(found)} of {path}")
    return found[0]


def canvas(data: bytes) -> Quiz:
    """A package that Canvas reads."""
    files = unpacked(data)
    resources = manifest(files)
    (quiz,) = [each for each in resources if each.get("type") == "imsqti_xmlv1p2"]
    folder = quiz.get("identifier", "")
    root = parsed(files[f"{folder}/{folder}.xml"])
    assessment = checked(root, CONTENT)
    meta = parsed(files[f"{folder}/assessment_meta.xml"])
    needs = [each.get("identifierref") for each in quiz.iter(f"{PACKAGING}dependency")]
    demand(needs == [f"{folder}_meta"], "the settings do not belong to the quiz")
    demand(meta.get("identifier") == name(assessment), "settings that would be ignored")
    settings = {local(each): each.text or "" for each in meta}
    return stored(assessment, settings, files, Html(settings["description"]).sources)


def cartridge(data: bytes) -> Quiz:
    """A Common Cartridge 1.1."""
    files = unpacked(data)
    (quiz,) = [
        each
        for each in manifest(files)
        if each.get("type") == "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
    ]
    (href,) = [each.get("href", "") for each in quiz.iter(f"{PACKAGING}file")]
    assessment = checked(parsed(files[href]), CARTRIDGE)
    found = stored(assessment, fields(assessment), files, [])
    for question in found.questions:
        demand(question.metadata["cc_profile"] == PROFILES[question.kind], "the profile")
        demand(re.fullmatch("[1-9][0-9]?", question.metadata["cc_weighting"]), "the weighting")
        unscored = question.metadata.get("qmd_computerscored") == "No"
        demand(unscored == (question.kind == "essay_question"), "who scores")
    return found


def unpacked(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        demand(archive.testzip() is None, "a damaged archive")
        for entry in archive.infolist():
            demand(entry.date_time[0] == 1980, "a date")
        return {path: archive.read(path) for path in archive.namelist()}


def parsed(data: bytes) -> _Element:
    demand(b"<!DOCTYPE" not in data and b"\r" not in data, "a document type, or line ends")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))


def manifest(files: Mapping[str, bytes]) -> list[_Element]:
    root = parsed(files["imsmanifest.xml"])
    demand(root.tag == f"{PACKAGING}manifest", "the manifest's namespace")
    resources = list(root.iter(f"{PACKAGING}resource"))
    names = {each.get("identifier", "") for each in resources}
    demand(all(re.match("[A-Za-z_]", each) for each in names), "a name that is no XML name")
    demand(len(names) == len(resources), "a name twice")
    listed = [each.get("href") for each in root.iter(f"{PACKAGING}file")]
    demand(sorted(map(str, listed)) == sorted(set(files) - {"imsmanifest.xml"}), "files")
    for each in root.iter(f"{PACKAGING}dependency", f"{PACKAGING}item"):
        reference = each.get("identifierref")
        demand(reference is None or reference in names, "a reference to nothing")
    return resources


def checked(root: _Element, content: Mapping[str, str]) -> _Element:
    """The assessment of a file whose elements stand as they should."""
    for element in root.iter():
        tag = local(element)
        demand(element.tag == f"{QTI}{tag}", f"<{element.tag}> is of another namespace")
        inside = "".join(f"{local(each)} " for each in element)
        rule = "" if tag in LEAVES else content.get(tag)
        demand(rule is not None and re.fullmatch(rule, inside), f"<{tag}> holds {inside}")
    return one(root, "assessment")


def fields(parent: _Element) -> Mapping[str, str]:
    found = many(parent, "qtimetadata/qtimetadatafield")
    values = {one(e, "fieldlabel").text or "": one(e, "fieldentry").text or "" for e in found}
    demand(len(values) == len(found), "a label twice")
    return values


def stored(
    assessment: _Element, settings: Mapping[str, str], files: Mapping[str, bytes], shown: list[str]
) -> Quiz:
    questions = list(entries(one(assessment, "section")))
    names = [name(question.element) for question in questions]
    demand(len(set(names)) == len(names), "two questions of one name")
    pictures = {path: data for path, data in files.items() if path.startswith("images/")}
    for question in questions:
        check(question)
        shown += question.sources
    demand(all(each.startswith(BASE) for each in shown), "a picture from elsewhere")
    demand({each.removeprefix(BASE) for each in shown} == set(pictures), "pictures")
    return Quiz(assessment.get("title", ""), settings, questions, pictures)


def entries(section: _Element) -> Iterator[Stored]:
    for element in section:
        if local(element) == "item":
            yield Stored(element, fields(one(element, "itemmetadata")), None)
            continue
        number = int(one(element, "selection_ordering/selection/selection_number").text or "")
        extension = "selection_ordering/selection/selection_extension/points_per_item"
        group = number, Decimal(one(element, extension).text or "")
        items = many(element, "item")
        demand(0 < number <= len(items), f"{number} of {len(items)}")
        for each in items:
            yield Stored(each, fields(one(each, "itemmetadata")), group)


def check(question: Stored) -> None:
    demand(question.element.get("title"), "no title")
    demand(question.text.strip() or question.sources, "no text")
    links = [each.get("linkrefid") for each in question.element.iter(f"{QTI}displayfeedback")]
    demand(sorted(map(str, links)) == sorted(question.feedback), "feedback that is never shown")
    idents = list(question.labels)
    demand(all(re.fullmatch("[1-9][0-9]{0,8}", ident) for ident in idents), "an answer's number")
    for ident in question.feedback:
        demand(ident == "general_fb" or ident.removesuffix("_fb") in idents, f"the name {ident}")
    CHECKS[question.kind](question)


def scoring(question: Stored) -> list[_Element]:
    """The conditions that earn something; feedback that comes later would take it away again."""
    conditions = many(question.element, "resprocessing/respcondition")
    found = [each for each in conditions if many(each, "setvar")]
    demand(found == conditions[len(conditions) - len(found) :], "feedback after the score")
    return found


def one_score(question: Stored) -> _Element:
    found = scoring(question)
    demand(len(found) == 1 and one(found[0], "setvar").text == "100", "not one score of 100")
    return one(found[0], "conditionvar")


def check_single(question: Stored) -> None:
    (menu,) = question.menus.values()
    demand((name(menu), menu.get("rcardinality")) == ("response1", "Single"), "the response")
    tests = list(one_score(question))
    demand(len(tests) == 1 and tests[0].text in question.labels, "not one right option")


def check_truefalse(question: Stored) -> None:
    check_single(question)
    demand(list(question.labels.values()) == ["True", "False"], "not true and false")


def check_several(question: Stored) -> None:
    (menu,) = question.menus.values()
    demand((name(menu), menu.get("rcardinality")) == ("response1", "Multiple"), "the response")
    tests = one(one_score(question), "and")
    named = [each.text for each in tests.iter(f"{QTI}varequal")]
    demand(sorted(map(str, named)) == sorted(question.labels), "an option that is not told")
    demand(many(tests, "varequal"), "no right option")


def check_short(question: Stored) -> None:
    one(question.element, "presentation/response_str")
    tests = list(one_score(question))
    demand(tests and all(local(each) == "varequal" for each in tests), "no accepted answer")
    demand(all(answer.strip() for answer in question.accepted), "an empty answer")


def check_numeric(question: Stored) -> None:
    room = one(question.element, "presentation/response_str/render_fib")
    demand(room.get("fibtype") == "Decimal", "room for words")
    tests = one_score(question)
    bounds = tests if not many(tests, "or") else one(tests, "or/and")
    demand(sorted(map(local, bounds)) == ["vargte", "varlte"], "a number without bounds")


def check_parts(question: Stored) -> None:
    shares = [float(one(each, "setvar").text or "") for each in scoring(question)]
    demand(shares and abs(sum(shares) - 100) < 0.5, f"shares {shares}")
    tests = [one(each, "conditionvar/varequal") for each in scoring(question)]
    demand([each.get("respident") for each in tests] == list(question.menus), "parts unscored")


def check_matching(question: Stored) -> None:
    check_parts(question)
    demand(all(question.prompts) or question.sources, "an empty prompt")
    offered = [
        [
            (name(e), e.findtext(f".//{QTI}mattext"))
            for e in many(menu, "render_choice/response_label")
        ]
        for menu in question.menus.values()
    ]
    demand(all(each == offered[0] for each in offered), "menus that differ")
    texts = [text for _, text in offered[0]]
    demand(all(texts) and len(set(texts)) == len(texts), "entries that are empty or the same")
    for text in texts:
        # New Quizzes reads the plain text as HTML.
        demand(not re.search("<[A-Za-z/!?]", text or ""), "an entry that would lose something")


def check_ordering(question: Stored) -> None:
    (menu,) = question.menus.values()
    demand((name(menu), menu.get("rcardinality")) == ("response1", "Ordered"), "the response")
    order = [each.text for each in one_score(question)]
    demand(sorted(map(str, order)) == sorted(question.labels), "not each entry once")


def check_gaps(question: Stored) -> None:
    check_parts(question)
    for response, menu in question.menus.items():
        blank = response.removeprefix("response_")
        demand(re.fullmatch(r"[A-Za-z0-9_.-]+", blank), f"the name {blank}")
        demand(one(menu, "material/mattext").text == blank, "a name that differs")
        demand(question.text.count(f"[{blank}]") == 1, f"[{blank}] does not stand there once")


def check_essay(question: Stored) -> None:
    demand(not scoring(question), "a score for own words")
    demand(list(question.element.iter(f"{QTI}other")), "New Quizzes knows an essay by <other>")


def check_text(question: Stored) -> None:
    demand(question.points == 0 and not question.menus, "a text that asks")


CHECKS = {
    "multiple_choice_question": check_single,
    "multiple_answers_question": check_several,
    "true_false_question": check_truefalse,
    "short_answer_question": check_short,
    "numerical_question": check_numeric,
    "matching_question": check_matching,
    "ordering_question": check_ordering,
    "fill_in_multiple_blanks_question": check_gaps,
    "essay_question": check_essay,
    "text_only_question": check_text,
}
