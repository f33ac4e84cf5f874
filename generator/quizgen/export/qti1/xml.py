"""Values → the elements of QTI 1.2 (IMS Question & Test Interoperability, ASI binding, version 1.2.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.etree import _Element

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes elements of a namespace: make(tag, what stands in it, attribute=value)."""

    namespace: str

    def __call__(self, tag: str, *parts: _Element | str, **attributes: str) -> _Element:
        """The element, with a text or with elements in it."""
        names: Any = {None: self.namespace}  # the stubs know no default namespace
        element = etree.Element(f"{{{self.namespace}}}{tag}", attributes, names)
        for part in parts:
            if isinstance(part, str):
                element.text = part
            else:
                element.append(part)
        return element


qti = Maker(QTI)

HTML, PLAIN = "text/html", "text/plain"
RESPONSE = "response1"
"""What the response of a question that has only one is called."""


def material(text: str, kind: str = HTML) -> _Element:
    """A passage; HTML stands in it as escaped text."""
    return qti("material", qti("mattext", text, texttype=kind))


def metadata(fields: Mapping[str, str]) -> _Element:
    """Labelled values, such as the points of a question."""
    pairs = (
        (qti("fieldlabel", label), qti("fieldentry", entry)) for label, entry in fields.items()
    )
    return qti("qtimetadata", *(qti("qtimetadatafield", *pair) for pair in pairs))


def label(ident: str, text: str, kind: str = HTML) -> _Element:
    """An answer that can be picked."""
    return qti("response_label", material(text, kind), ident=ident)


def choice(
    labels: Iterable[_Element], cardinality: str = "Single", ident: str = RESPONSE
) -> _Element:
    """Answers to pick from."""
    return qti("response_lid", qti("render_choice", *labels), ident=ident, rcardinality=cardinality)


def menu(ident: str, prompt: _Element, labels: Iterable[_Element]) -> _Element:
    """Answers to pick from for one part of a question."""
    return qti("response_lid", prompt, qti("render_choice", *labels), ident=ident)


def line(**attributes: str) -> _Element:
    """Room to write an answer."""
    room = qti("render_fib", qti("response_label", ident="answer1", rshuffle="No"), **attributes)
    return qti("response_str", room, ident=RESPONSE, rcardinality="Single")


def test(name: str, value: str, response: str = RESPONSE, **attributes: str) -> _Element:
    """Whether a response is (varequal), is at least (vargte) or at most (varlte) the value."""
    return qti(name, value, respident=response, **attributes)


def condition(
    tests: Iterable[_Element],
    *,
    points: str = "",
    action: str = "Set",
    feedback: str = "",
    goes_on: bool = False,
) -> _Element:
    """If the tests hold, points out of 100 are earned and feedback is shown."""
    parts = [qti("conditionvar", *tests)]
    if points:
        parts.append(qti("setvar", points, action=action, varname="SCORE"))
    if feedback:
        parts.append(qti("displayfeedback", feedbacktype="Response", linkrefid=feedback))
    return qti("respcondition", *parts, **{"continue": "Yes" if goes_on else "No"})


def always() -> _Element:
    """A test that holds whatever was answered."""
    return qti("other")


def feedback(ident: str, text: str) -> _Element:
    """A passage that a condition shows."""
    return qti("itemfeedback", qti("flow_mat", material(text)), ident=ident)


def outcomes() -> _Element:
    """What conditions add up: a score of 0 to 100."""
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    return qti("outcomes", qti("decvar", **score))


def document(root: _Element) -> bytes:
    """The file's bytes: UTF-8, LF."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
