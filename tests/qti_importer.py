"""The bytes of a QTI package → its items as a platform takes them up, or why it would spoil one.

Written from the QTI 2.1 and 3.0 specifications and from what importers were seen to do; shares nothing
with the exporter. What schemas do not see is an error here, such as a correct response that is no choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element
from qti_engine import Values, correct, outcomes

MATH = "http://www.w3.org/1998/Math/MathML"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VERSIONS = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": (
        *("http://www.imsglobal.org/xsd/imsqti_v2p1", "xmlv2p1", "QTIv2.1 Package", "1.0.0"),
    ),
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1": (
        *("http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "xmlv3p0", "QTI Package", "3.0.0"),
    ),
}
PLAIN = "strong em code pre span sup sub ul ol li dl dt dd p br hr blockquote div table thead tbody tr th td"
HTML = {name: {"class"} for name in PLAIN.split()}
HTML |= {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
BLOCKS = set("p hr blockquote div table pre ul ol dl".split())
INTERACTIONS = {
    "choiceInteraction": ({"single", "multiple"}, {"identifier"}),
    "orderInteraction": ({"ordered"}, {"identifier"}),
    "matchInteraction": ({"multiple"}, {"directedPair"}),
    "textEntryInteraction": ({"single"}, {"string", "float"}),
    "extendedTextInteraction": ({"single"}, {"string"}),
}
CHOICES = {"simpleChoice", "simpleAssociableChoice"}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
OUTCOMES = {"SCORE", "MAXSCORE", "MINSCORE", "FEEDBACKBASIC", "FEEDBACKMODAL", "FEEDBACK"}
PARTS = (
    *("responseDeclaration", "outcomeDeclaration", "stylesheet", "itemBody"),
    *("responseProcessing", "modalFeedback"),
)


class RefusedError(Exception):
    """A platform would refuse the package or spoil a question."""


def demand(condition: object, reason: str) -> None:
    """Refuse the package unless the condition holds."""
    if not condition:
        raise RefusedError(reason)


@dataclass
class Stored:
    """A question in a platform's item bank; elements have the names of QTI 2.1."""

    item: _Element
    tags: tuple[str, ...]
    section: str

    @property
    def fields(self) -> list[_Element]:
        """Its interactions."""
        return [part for part in self.item.iter(etree.Element) if part.tag in INTERACTIONS]

    def text(self, path: str) -> str:
        """The words of the element there, without blanks and formulas."""
        element = self.item.find(path)
        return "" if element is None else squeezed(element)

    def choices(self, number: int = 0) -> dict[str, str]:
        """The choices of an interaction: their words by their identifiers."""
        found = (part for part in self.fields[number].iter(etree.Element) if part.tag in CHOICES)
        return {part.get("identifier", ""): squeezed(part) for part in found}

    def key(self) -> dict[str, Any]:
        """All correct responses."""
        names = [field.get("responseIdentifier", "") for field in self.fields]
        return {name: correct(self.item, name) for name in names}

    def answered(self, **responses: Any) -> Values:
        """The outcomes for these responses."""
        return outcomes(self.item, responses)


def squeezed(element: _Element) -> str:
    """The words that a candidate sees, without blanks and formulas."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    etree.strip_elements(copy, f"{{{MATH}}}math", with_tail=False)
    return "".join("".join(map(str, copy.itertext())).split()).replace("\N{WORD JOINER}", "")


def imported(data: bytes) -> list[Stored]:
    """All questions of the package, in the order of the test. Raises `RefusedError`."""
    with ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        demand(len(files) == len(archive.namelist()), "a file twice")
    manifest = _parsed(files.get("imsmanifest.xml", b""))
    version = VERSIONS.get(etree.QName(manifest).namespace or "")
    demand(version, "a manifest of another version")
    assert version
    _check_manifest(manifest, files, version)
    resources = {part.get("identifier"): part for part in manifest.iterfind(".//{*}resource")}
    test = _plain(_parsed(files["test.xml"]), version[0])
    _check_test(test)
    stored = []
    for reference in test.iter("assessmentItemRef"):
        resource = resources.get(reference.get("identifier"))
        demand(resource is not None, "an item that is no resource")
        assert resource is not None
        demand(resource.get("href") == reference.get("href"), "another file")
        item = _plain(_parsed(files[reference.get("href", "")]), version[0])
        _check_item(item, {unquote(f.get("href", "")) for f in resource.iterfind("{*}file")})
        tags = tuple(word.text or "" for word in resource.iterfind(".//{*}keyword/{*}string"))
        parent = reference.getparent()
        stored.append(Stored(item, tags, "" if parent is None else parent.get("title", "")))
    demand(stored, "no questions")
    names = [one.item.get("identifier", "").casefold() for one in stored]
    demand(len(set(names)) == len(names), "two items of one name")
    return stored


def _parsed(data: bytes) -> _Element:
    demand(b"<!DOCTYPE" not in data and b"<![CDATA" not in data, "more than elements")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        raise RefusedError(str(problem)) from problem


def _check_manifest(manifest: _Element, files: dict[str, bytes], version: tuple[str, ...]) -> None:
    _, suffix, schema, number = version
    demand(manifest.findtext(".//{*}schema") == schema, "another schema")
    demand(manifest.findtext(".//{*}schemaversion") == number, "another version of the schema")
    resources = list(manifest.iterfind(".//{*}resource"))
    listed = set()
    for resource in resources:
        own = [unquote(part.get("href", "")) for part in resource.iterfind("{*}file")]
        demand(own[:1] == [resource.get("href")], "a resource without its file")
        demand(len(set(own)) == len(own), "a file listed twice")
        listed |= set(own)
    demand(listed == set(files) - {"imsmanifest.xml"}, "files and manifest differ")
    names = [resource.get("identifier", "") for resource in resources]
    demand(len(set(names)) == len(names), "an identifier twice")
    demand(all(IDENTIFIER.fullmatch(name) for name in names), "no identifier")
    kinds = [resource.get("type") for resource in resources]
    items = [f"imsqti_item_{suffix}"] * (len(kinds) - 1)
    demand(kinds == [f"imsqti_test_{suffix}", *items], "other kinds of resources")
    needed = [part.get("identifierref") for part in manifest.iterfind(".//{*}dependency")]
    demand(needed == names[1:], "the test does not depend on its items")


def _plain(root: _Element, namespace: str) -> _Element:
    """The names of QTI 2.1 without a namespace, if they are those of the version."""
    hyphens = namespace.endswith("v3p0")
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace == MATH:
            demand(element.prefix is None, "MathML with a prefix")
            continue
        demand(name.namespace == namespace, f"{name.localname} of another version")
        is_html = name.localname in HTML
        demand(is_html or hyphens == name.localname.startswith("qti-"), f"a name {name.localname}")
        demand(not hyphens or name.localname == name.localname.lower(), "capitals")
        element.tag = name.localname if is_html else _camel(name.localname.removeprefix("qti-"))
        for key in list(element.attrib):
            text = str(key)
            demand(hyphens or "-" not in text, f"an attribute {text}")
            demand(not hyphens or text == text.lower() or text == XML_LANG, f"an attribute {text}")
            element.set(_camel(text), str(element.attrib.pop(key)))
    _unwrap(root, hyphens)
    return root


def _camel(name: str) -> str:
    return name if name.startswith("{") else re.sub("-(.)", lambda m: m[1].upper(), name)


def _unwrap(root: _Element, hyphens: bool) -> None:
    """QTI 3.0 wraps the content of modal feedback."""
    demand(hyphens or root.find(".//contentBody") is None, "contentBody in QTI 2.1")
    for feedback in root.iter("modalFeedback"):
        demand(not hyphens or [c.tag for c in feedback] == ["contentBody"], "no content body")
        demand(feedback.text is None or not hyphens, "words outside the content body")
    etree.strip_tags(root, "contentBody")


def _check_test(test: _Element) -> None:
    demand(test.tag == "assessmentTest" and test.get("toolName") == "OpenOLAT", "no test")
    declared = {part.get("identifier") for part in test.iterfind("outcomeDeclaration")}
    demand({"SCORE", "MAXSCORE"} <= declared, "the test has no score")
    demand(all(s.get("title") for s in test.iter("assessmentSection")), "a section without title")


def _check_item(item: _Element, files: set[str]) -> None:
    demand(item.tag == "assessmentItem", "no item")
    demand(item.get("toolName") == "OpenOLAT", "OpenOlat would not open it in its editor")
    demand(item.get("title") and item.get(XML_LANG), "no title or no language")
    order = [PARTS.index(str(part.tag)) for part in item]
    demand(order == sorted(order) and order.count(3) == order.count(4) == 1, "parts out of order")
    _check_declarations(item)
    _check_interactions(item)
    _check_references(item)
    _check_html(item, files)


def _check_declarations(item: _Element) -> None:
    declared = [part.get("identifier") for part in item.iterfind("outcomeDeclaration")]
    demand(sorted(map(str, declared)) == sorted(OUTCOMES), "other outcomes than OpenOlat's")
    names = [part.get("identifier") for part in item.iterfind("responseDeclaration")]
    choices = [p.get("identifier") for p in item.iter(etree.Element) if p.tag in CHOICES]
    feedback = [p.get("identifier") for p in item.iterfind("modalFeedback")]
    for group in ([*names, *declared], choices, feedback):
        demand(len(set(group)) == len(group), f"an identifier twice: {group}")
        demand(all(IDENTIFIER.fullmatch(str(name)) for name in group), "no identifier")


def _check_interactions(item: _Element) -> None:
    found = [part for part in item.iter(etree.Element) if part.tag in INTERACTIONS]
    demand(len({part.tag for part in found}) == 1, "no interaction, or several kinds")
    names = [part.get("responseIdentifier") for part in found]
    declared = {part.get("identifier"): part for part in item.iterfind("responseDeclaration")}
    demand(sorted(map(str, names)) == sorted(map(str, declared)), "responses and interactions")
    for part in found:
        _check_response(part, declared[part.get("responseIdentifier")])


def _check_response(field: _Element, declared: _Element) -> None:
    cardinalities, kinds = INTERACTIONS[str(field.tag)]
    cardinality, kind = declared.get("cardinality"), declared.get("baseType")
    demand(cardinality in cardinalities and kind in kinds, f"{field.tag}: {cardinality} {kind}")
    values = [value.text or "" for value in declared.iterfind("correctResponse/value")]
    demand(bool(values) == (field.tag != "extendedTextInteraction"), "no correct response")
    demand(cardinality != "single" or len(values) < 2, "several values of one response")
    demand(len(set(values)) == len(values), "a correct value twice")
    if field.tag == "choiceInteraction":
        demand((field.get("maxChoices") == "1") == (cardinality == "single"), "maxChoices")
    _check_mapping(declared, values)
    allowed = _answers(field)
    keys = [entry.get("mapKey", "") for entry in declared.iter("mapEntry")]
    demand(not allowed or {*values, *keys} <= allowed, "an answer that is no choice")
    if field.tag == "orderInteraction":
        demand(set(values) == allowed and field.get("shuffle") == "true", "not all, or solved")


def _check_mapping(declared: _Element, values: list[str]) -> None:
    for mapping in declared.iterfind("mapping"):
        keys = [entry.get("mapKey", "") for entry in mapping]
        demand(keys and set(values) <= set(keys), "a correct value without its mapEntry")
        folded = [
            entry.get("mapKey", "") if entry.get("caseSensitive") == "true"
            else entry.get("mapKey", "").casefold()
            for entry in mapping
        ]  # fmt: skip
        demand(len(set(folded)) == len(keys), "a key twice")
        for entry in mapping:
            demand(entry.get("caseSensitive") in {"true", "false"}, "no word about case")
            demand(re.fullmatch(r"-?\d+(\.\d+)?", entry.get("mappedValue", "")), "no number")


def _answers(field: _Element) -> set[str]:
    """What can be answered; empty for what is written."""
    names = [
        part.get("identifier", "") for part in field.iter(etree.Element) if part.tag in CHOICES
    ]
    if field.tag != "matchInteraction":
        return set(names)
    sets = list(field)
    demand([part.tag for part in sets] == ["simpleMatchSet"] * 2, "not two sets")
    lefts, rights = ([part.get("identifier", "") for part in one] for one in sets)
    demand(all(part.get("matchMax") == "1" for part in sets[0]), "a left entry matched twice")
    return {f"{left} {right}" for left in lefts for right in rights}


def _check_references(item: _Element) -> None:
    responses = {part.get("identifier") for part in item.iterfind("responseDeclaration")}
    for part in item.iterfind("responseProcessing//variable"):
        demand(part.get("identifier") in responses | OUTCOMES, "an undeclared variable")
    for part in item.iterfind("responseProcessing//setOutcomeValue"):
        demand(part.get("identifier") in OUTCOMES, "an undeclared outcome")
    for part in item.iterfind("responseProcessing//mapResponse"):
        _check_guard(item, part)
    shown = {v.text for v in item.iterfind(".//multiple/baseValue")}
    for feedback in item.iterfind("modalFeedback"):
        demand(feedback.get("outcomeIdentifier") == "FEEDBACKMODAL", "another outcome")
        demand(feedback.get("identifier") in shown, "feedback that nothing shows")
        demand(feedback.get("showHide") == "show" and len(feedback), "empty or hidden feedback")
    if item.find(".//equal") is not None:
        demand(item.find(".//gte") is not None, "a tolerance that one engine ignores")


def _check_guard(item: _Element, mapped: _Element) -> None:
    name = mapped.get("identifier")
    declared = item.find(f"responseDeclaration[@identifier='{name}']/mapping/mapEntry")
    demand(declared is not None, "mapResponse without a mapping")
    guards = (a.find(f"not/isNull/variable[@identifier='{name}']") for a in mapped.iterancestors())
    demand(any(guard is not None for guard in guards), "mapResponse of what may be NULL")


def _check_html(item: _Element, files: set[str]) -> None:
    shown = {"quizgen.css", f"{item.get('identifier')}.xml"}
    for element in item.iter(etree.Element):
        demand(not any(str(name).startswith("on") for name in element.attrib), "a script")
        if element.tag in HTML:
            _check_element(element)
    shown |= {unquote(image.get("src", "")) for image in item.iter("img")}
    demand(shown == files, f"{shown} shown, {files} there")
    for area in (*item.iter("itemBody"), *item.iter("modalFeedback")):
        _check_area(area)


def _check_element(element: _Element) -> None:
    demand(set(element.attrib) <= HTML[str(element.tag)], f"<{element.tag}> with more")
    if element.tag == "img":
        demand(element.get("alt") is not None, "a picture without description")
        lengths = (element.get(name, "1") for name in ("width", "height"))
        demand(all(re.fullmatch(r"\d+%?", length) for length in lengths), "no length")
    if element.tag == "a":
        demand(re.match("https?://|mailto:", element.get("href", "")), "a dangerous link")
    if element.tag == "table":
        demand(element.find("tbody/tr") is not None, "a table without rows")


def _check_area(area: _Element) -> None:
    known = {*HTML, *INTERACTIONS, *CHOICES, "simpleMatchSet", f"{{{MATH}}}math"}
    for element in area.iterdescendants(etree.Element):
        inside = any(parent.tag == f"{{{MATH}}}math" for parent in element.iterancestors())
        demand(inside or element.tag in known, f"<{element.tag}> in a text")
    tags = {child.tag for child in area}
    demand(tags <= BLOCKS | set(INTERACTIONS), f"{tags} outside of blocks")
    demand(not (area.text or "").strip(), "words outside of blocks")
