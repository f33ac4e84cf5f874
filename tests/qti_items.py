"""Pieces of QTI → items and packages as other programs write them, to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

V21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"

SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
BY_CORRECT = f'<responseProcessing template="{TEMPLATES}/match_correct"/>'
BY_MAP = f'<responseProcessing template="{TEMPLATES}/map_response"/>'


def declared(
    *correct: str,
    cardinality: str = "single",
    kind: str = "identifier",
    mapped: Mapping[str, str] | None = None,
    more: str = "",
    name: str = "RESPONSE",
) -> str:
    """The declaration of a response; `more` are attributes of its mapping."""
    values = "".join(f"<value>{value}</value>" for value in correct)
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{worth}"/>' for key, worth in (mapped or {}).items()
    )
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{kind}">'
        + (f"<correctResponse>{values}</correctResponse>" if values else "")
        + (f"<mapping {more}>{entries}</mapping>" if entries else "")
        + "</responseDeclaration>"
    )


def choices(*texts: str, most: int = 1, prompt: str = "Which river?", more: str = "") -> str:
    """A choiceInteraction with the options A, B, …; a text may begin with an attribute in braces."""
    options = ""
    for letter, text in zip("ABCDEFGHIJ", texts, strict=False):
        given = re.match(r"\{(.*?)\}", text)
        attributes = f" {given[1]}" if given else ""
        words = text[given.end() :] if given else text
        options += f'<simpleChoice identifier="{letter}"{attributes}>{words}</simpleChoice>'
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" maxChoices="{most}" {more}>'
        f"<prompt>{prompt}</prompt>{options}</choiceInteraction>"
    )


def item(body: str, *parts: str, processing: str = BY_CORRECT, title: str = "Rivers") -> str:
    """An item of QTI 2.1."""
    head = f'identifier="i1" title="{title}" adaptive="false" timeDependent="false"'
    declared = "".join(part for part in parts if "modalFeedback" not in part)
    behind = "".join(part for part in parts if "modalFeedback" in part)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{V21}" {head}>'
        f"{declared}{SCORE if 'SCORE' not in declared else ''}"
        f"<itemBody>{body}</itemBody>{processing}{behind}</assessmentItem>"
    )


def manifest(*resources: tuple[str, str], more: str = "") -> str:
    """A manifest with these resources: their types and files."""
    lines = "".join(
        f'<resource identifier="r{number}" type="{kind}" href="{href}"><file href="{href}"/>{more}</resource>'
        for number, (kind, href) in enumerate(resources)
    )
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        f"<resources>{lines}</resources></manifest>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def package(*items: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A package of these items, in files item0.xml, item1.xml …, and other files."""
    files = {f"item{number}.xml": text for number, text in enumerate(items)}
    listed = manifest(*(("imsqti_item_xmlv2p1", name) for name in files))
    return zipped({"imsmanifest.xml": listed, **files, **(more or {})})
