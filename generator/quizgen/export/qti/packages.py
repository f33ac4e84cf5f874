"""Items → the files of a content package: manifest, test, items, pictures, style sheet.

IMS Content Packaging 1.1.4 with the resource types of the QTI 2.1 and 3.0 Overviews; keywords as in
IEEE 1484.12.3, the XML of Learning Object Metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from quizgen.export.lms.asked import deck_titles
from quizgen.export.lms.words import tags
from quizgen.export.qti.body import SHEET, address
from quizgen.export.qti.dialects import Dialect
from quizgen.export.qti.items import Item
from quizgen.export.qti.names import MANIFEST, TEST, printable
from quizgen.export.qti.names import SHEET as SHEET_NAME
from quizgen.export.qti.tags import Tag, outcome, tag
from quizgen.model import Exam

LOM = "http://ltsc.ieee.org/xsd/LOM"


def files(exam: Exam, items: Sequence[Item], dialect: Dialect) -> Mapping[str, bytes]:
    """All files by their path, the manifest first."""
    pictures = {picture.key: picture for item in items for picture in item.pictures}
    return {
        MANIFEST: _manifest(items, dialect).encode(),
        TEST: dialect.document(_test(exam, items)),
        SHEET_NAME: SHEET.encode(),
        **{file(item): dialect.document(item.root) for item in items},
        **{address(picture): picture.data for picture in pictures.values()},
    }


def file(item: Item) -> str:
    """The name of an item's file."""
    return f"{item.identifier}.xml"


def _test(exam: Exam, items: Sequence[Item]) -> Tag:
    """A section for each deck and topic."""
    named = {item.identifier: section_title(exam, item) for item in items}
    groups = groupby(items, key=lambda item: named[item.identifier])
    sections = (_section(n, title, group) for n, (title, group) in enumerate(groups, start=1))
    control = tag("itemSessionControl", maxAttempts="1", allowSkipping="true")
    part = tag(
        "testPart",
        control,
        *sections,
        identifier="part-1",
        navigationMode="nonlinear",
        submissionMode="individual",
    )
    scores = ("SCORE", "MAXSCORE", "MINSCORE")
    return tag(
        "assessmentTest",
        *map(_score, scores),
        part,
        tag("outcomeProcessing", *map(_sum, scores)),
        identifier="test-1",
        title=printable(exam.blueprint.title) or exam.blueprint.name,
        toolName="OpenOLAT",
    )


def section_title(exam: Exam, item: Item) -> str:
    """The deck and the topic."""
    deck, topic = item.question.deck, item.question.topic
    names = (printable(name) for name in (deck_titles(exam).get(deck, deck), topic))
    return " – ".join(dict.fromkeys(filter(None, names))) or exam.blueprint.name


def _section(number: int, title: str, items: Iterable[Item]) -> Tag:
    references = (
        tag("assessmentItemRef", identifier=item.identifier, href=file(item)) for item in items
    )
    return tag(
        "assessmentSection",
        *references,
        identifier=f"section-{number}",
        title=title,
        visible="true",
    )


def _score(name: str) -> Tag:
    start = tag("defaultValue", tag("value", "0"))
    kind = {"cardinality": "single", "baseType": "float"}
    return tag("outcomeDeclaration", start, identifier=name, **kind)


def _sum(name: str) -> Tag:
    return outcome(name, tag("sum", tag("testVariables", variableIdentifier=name)))


def _manifest(items: Sequence[Item], dialect: Dialect) -> str:
    lines = "".join(f"    {line}\n" for line in _resources(items, dialect))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{dialect.packages}" identifier="manifest-1">\n'
        f"  <metadata>\n    <schema>{dialect.schema}</schema>\n"
        f"    <schemaversion>{dialect.schema_version}</schemaversion>\n  </metadata>\n"
        f"  <organizations/>\n  <resources>\n{lines}  </resources>\n</manifest>\n"
    )


def _resources(items: Sequence[Item], dialect: Dialect) -> Iterator[str]:
    test = f'identifier="test-1" type="imsqti_test_{dialect.suffix}" href="{TEST}"'
    yield f"<resource {test}>"
    yield f'  <file href="{TEST}"/>'
    yield from (f'  <dependency identifierref="{item.identifier}"/>' for item in items)
    yield "</resource>"
    for item in items:
        yield from _item(item, dialect)


def _item(item: Item, dialect: Dialect) -> Iterator[str]:
    kind = f"imsqti_item_{dialect.suffix}"
    yield f'<resource identifier="{item.identifier}" type="{kind}" href="{file(item)}">'
    keywords = "".join(f"<keyword>{_string(item, word)}</keyword>" for word in tags(item.question))
    if keywords:
        lom = f'<lom xmlns="{LOM}"><general>{keywords}</general></lom>'
        yield f"  <metadata>{lom}</metadata>"
    for path in (file(item), SHEET_NAME, *map(address, item.pictures)):
        yield f'  <file href="{path}"/>'
    yield "</resource>"


def _string(item: Item, word: str) -> str:
    return f"<string language={quoteattr(item.question.language)}>{escape(word)}</string>"
