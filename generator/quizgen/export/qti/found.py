"""The bytes of a QTI package → the facts that it states, read as an engine reads it.

The names of QTI 3.0 are read as those of QTI 2.1: hyphens become capitals again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from quizgen.export.lms.facts import GAP, Facts, Passage, Shown, digest
from quizgen.markup.seen import squeezed

MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
_HYPHEN = re.compile(r"-(\w)")
_INTERACTIONS = frozenset(
    "choiceInteraction matchInteraction orderInteraction textEntryInteraction"
    " extendedTextInteraction".split()
)


def found(data: bytes) -> Iterator[Facts]:
    """The facts of all questions. Raises ValueError, KeyError or XMLSyntaxError."""
    with ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = etree.fromstring(files["imsmanifest.xml"], _PARSER)
    resources = {part.get("identifier", ""): part for part in manifest.iterfind(".//{*}resource")}
    _check_files(manifest, files)
    test = _tree(files["test.xml"])
    for section in test.iter("assessmentSection"):
        for reference in section.iterfind("assessmentItemRef"):
            resource = resources[reference.get("identifier", "")]
            if resource.get("href") != reference.get("href"):
                raise ValueError("test and manifest name different files")
            item = _Item(_tree(files[reference.get("href", "")]), files)
            yield {
                "section": section.get("title"),
                "tags": tuple(word.text for word in resource.iterfind(".//{*}keyword/{*}string")),
                **item.facts(),
            }


def _check_files(manifest: _Element, files: Mapping[str, bytes]) -> None:
    named = {unquote(part.get("href", "")) for part in manifest.iterfind(".//{*}file")}
    if named | {"imsmanifest.xml"} != set(files):
        raise ValueError("the manifest does not name all files, or others")


def _tree(data: bytes) -> _Element:
    """The document with the names of QTI 2.1 and no namespace but MathML's."""
    root = etree.fromstring(data, _PARSER)
    for element in root.iter(etree.Element):
        if not element.tag.startswith("{http://www.w3.org/1998/Math"):
            element.tag = _camel(etree.QName(element).localname.removeprefix("qti-"))
            for name in filter(_HYPHEN.search, map(str, element.attrib)):
                element.set(_camel(name), element.attrib.pop(name))
    return root


def _camel(name: str) -> str:
    return _HYPHEN.sub(lambda match: match.group(1).upper(), name)


@dataclass
class _Item:
    root: _Element
    files: Mapping[str, bytes]

    def facts(self) -> Facts:
        body = self._only("itemBody")
        kinds = {part.tag for part in body.iter(etree.Element) if part.tag in _INTERACTIONS}
        (kind,) = kinds
        return {
            "id": self.root.get("label", ""),
            "title": self.root.get("title"),
            "language": self.root.get("{http://www.w3.org/XML/1998/namespace}lang"),
            "points": self._outcome("MAXSCORE"),
            "lowest": self._outcome("MINSCORE"),
            "kind": kind,
            "text": self._passage(body),
            "feedback": self._general(),
            **_KINDS[kind](self, body),
        }

    def _only(self, name: str) -> _Element:
        (element,) = self.root.iter(name)
        return element

    def _outcome(self, name: str) -> Decimal:
        found = self.root.find(f"outcomeDeclaration[@identifier='{name}']/defaultValue/value")
        return Decimal(found.text or "") if found is not None else Decimal("NaN")

    def _passage(self, element: _Element) -> Passage:
        """The words and pictures; an interaction has passages of its own."""
        pictures: list[Shown] = []
        words = "".join(self._words(element, pictures))
        return Passage(squeezed(words), tuple(sorted(pictures)))

    def _words(self, element: _Element, pictures: list[Shown]) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag == MATHML:
                yield formula(child)
            elif child.tag == "img":
                pictures.append(self._picture(child))
            elif child.tag == "textEntryInteraction":
                yield GAP
            elif child.get("class") != "number" and child.tag not in _INTERACTIONS:
                yield from self._words(child, pictures)
            yield child.tail or ""

    def _picture(self, image: _Element) -> Shown:
        path = unquote(image.get("src", ""))
        return Shown(path.removeprefix("media/"), image.get("alt", ""), digest(self.files[path]))

    def _declared(self, name: str = "RESPONSE") -> _Element:
        found = self.root.find(f"responseDeclaration[@identifier='{name}']")
        if found is None:
            raise ValueError(f"no response {name}")
        return found

    def _right(self, name: str = "RESPONSE") -> tuple[str, ...]:
        declared = self._declared(name)
        return tuple(value.text or "" for value in declared.iterfind("correctResponse/value"))

    def _mapping(self, name: str = "RESPONSE") -> Mapping[str, Decimal]:
        entries = self._declared(name).iterfind("mapping/mapEntry")
        return {e.get("mapKey", ""): Decimal(e.get("mappedValue", "")) for e in entries}

    def _general(self) -> Passage:
        """What is shown whether right or wrong; the same in all cases."""
        modal = [m for m in self.root.iter("modalFeedback") if m.get("identifier") in _GENERAL]
        for feedback in modal:
            basic = feedback.get("identifier", "").removeprefix("feedback-")
            self._check_rule(feedback, "match", basic)
        said = {self._passage(feedback) for feedback in modal}
        if len(said) > 1 or Passage("") in said:
            raise ValueError("feedback that is empty, or another for right than for wrong answers")
        return next(iter(said), Passage(""))

    def _check_rule(self, feedback: _Element, test: str, reason: str) -> None:
        """The feedback is shown for that reason and for no other."""
        shown = feedback.get("identifier")
        rules = [
            rule
            for rule in self.root.iter("responseIf")
            if shown
            in {value.text for value in rule.iterfind("setOutcomeValue/multiple/baseValue")}
        ]
        (rule,) = rules
        (cause,) = rule.iterfind(f"and/{test}/baseValue")
        if cause.text != reason or feedback.get("showHide") != "show":
            raise ValueError(f"feedback for {cause.text}")

    def choice(self, body: _Element) -> Facts:
        """The options with what they earn, in points or all or nothing."""
        interaction = self._only("choiceInteraction")
        several = self._declared().get("cardinality") == "multiple"
        if (interaction.get("maxChoices") == "0") is not several:
            raise ValueError("as many choices as the response cannot hold")
        return {
            "several": several,
            "shuffled": interaction.get("shuffle") == "true",
            "answers": tuple(map(self._option, interaction.iterfind("simpleChoice"))),
        }

    def _option(self, option: _Element) -> tuple[object, ...]:
        name, earned = option.get("identifier", ""), self._mapping()
        right = name in self._right()
        full = self._outcome("MAXSCORE") if right else Decimal(0)
        feedback = self.root.find(f"modalFeedback[@identifier='feedback-{name}']")
        said = Passage("")
        if feedback is not None:
            several = self._declared().get("cardinality") == "multiple"
            self._check_rule(feedback, "member" if several else "match", name)
            said = self._passage(feedback)
            if said == Passage(""):
                raise ValueError("feedback that is empty")
        fixed = option.get("fixed") == "true"
        return self._passage(option), fixed, right, earned[name] if earned else full, said

    def matching(self, body: _Element) -> Facts:
        lefts, rights = self._only("matchInteraction").iterfind("simpleMatchSet")
        texts = {part.get("identifier", ""): self._passage(part) for part in (*lefts, *rights)}
        pairs = [tuple(pair.split()) for pair in self._right()]
        if set(self._mapping()) != set(self._right()):
            raise ValueError("pairs that earn nothing, or others that do")
        return {
            "answers": tuple((texts[left], texts[right]) for left, right in pairs),
            "earned": tuple(self._mapping().values()),
            "lefts": tuple(self._passage(part) for part in lefts),
            "rights": tuple(sorted(self._passage(part) for part in rights)),
            "shuffled": self._only("matchInteraction").get("shuffle") == "true",
        }

    def ordering(self, body: _Element) -> Facts:
        entries = self._only("orderInteraction").iterfind("simpleChoice")
        texts = {entry.get("identifier", ""): self._passage(entry) for entry in entries}
        if self._declared().get("cardinality") != "ordered" or set(texts) != set(self._right()):
            raise ValueError("not an order of all entries")
        return {"answers": tuple(texts[name] for name in self._right())}

    def written(self, body: _Element) -> Facts:
        """Numbers and words."""
        fields = [
            field.get("responseIdentifier", "") for field in body.iter("textEntryInteraction")
        ]
        if self._declared(fields[0]).get("baseType") == "float":
            return self._number()
        return {"answers": tuple(map(self._accepted, fields))}

    def _number(self) -> Facts:
        low, high = (self._only(name).findtext("baseValue", "") for name in ("gte", "lte"))
        equal = self._only("equal")
        return {
            "answers": (Decimal(low), Decimal(self._right()[0]), Decimal(high)),
            "tolerance": (equal.get("toleranceMode"), equal.get("tolerance")),
        }

    def _accepted(self, name: str) -> tuple[object, ...]:
        cases = {e.get("caseSensitive") for e in self._declared(name).iter("mapEntry")}
        earned = self._mapping(name)
        wild = [
            test.get("pattern")
            for test in self.root.iter("patternMatch")
            if test.find(f"variable[@identifier='{name}']") is not None
        ]
        return self._right(name), cases, tuple(earned), set(earned.values()), tuple(wild)

    def open(self, body: _Element) -> Facts:
        return {}


def formula(math: _Element) -> str:
    """A formula as a word that stands for it."""
    return f"<{digest(etree.tostring(math, method='c14n', exclusive=True, with_tail=False))}>"


_GENERAL = frozenset({"feedback-correct", "feedback-incorrect", "feedback-answered"})
_KINDS: Mapping[str, Callable[[_Item, _Element], Facts]] = {
    "choiceInteraction": _Item.choice,
    "matchInteraction": _Item.matching,
    "orderInteraction": _Item.ordering,
    "textEntryInteraction": _Item.written,
    "extendedTextInteraction": _Item.open,
}
