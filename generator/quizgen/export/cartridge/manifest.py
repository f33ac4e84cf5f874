"""An exam and its assessment → the files of a Common Cartridge."""

from __future__ import annotations

from collections.abc import Mapping

from lxml.etree import _Element

from quizgen.export.cartridge.assessment import quiz_ident
from quizgen.export.qti1 import manifest, xml
from quizgen.export.qti1.manifest import listing
from quizgen.export.qti1.texts import Texts
from quizgen.export.qti1.xml import Maker
from quizgen.model import Exam

_described = Maker("http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest")


def files(exam: Exam, assessment: bytes, texts: Texts) -> Mapping[str, bytes]:
    """The package's files by their paths: manifest, assessment, pictures."""
    href = f"{quiz_ident(exam)}/assessment_qti.xml"
    pictures = {manifest.picture_path(one): one.data for one in texts.shown.values()}
    return {
        "imsmanifest.xml": xml.document(_manifest(exam, href, texts)),
        href: assessment,
        **pictures,
    }


def _manifest(exam: Exam, href: str, texts: Texts) -> _Element:
    name, kind = quiz_ident(exam), "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
    needs = map(manifest.picture_ident, texts.shown.values())
    resources = listing(
        "resources",
        manifest.resource(name, kind, [href], needs),
        *manifest.picture_resources(texts.shown.values()),
    )
    return listing(
        "manifest", _metadata(exam), _organization(exam), resources, identifier=f"{name}_manifest"
    )


def _metadata(exam: Exam) -> _Element:
    title = _described("string", exam.blueprint.title, language=exam.blueprint.language)
    described = _described("lom", _described("general", _described("title", title)))
    schema = listing("schema", "IMS Common Cartridge"), listing("schemaversion", "1.1.0")
    return listing("metadata", *schema, described)


def _organization(exam: Exam) -> _Element:
    """The quiz is the only thing in the cartridge's table of contents."""
    name = quiz_ident(exam)
    entry = listing(
        "item",
        listing("title", exam.blueprint.title),
        identifier=f"{name}_entry",
        identifierref=name,
    )
    root = listing("item", entry, identifier=f"{name}_root")
    return listing(
        "organizations",
        listing(
            "organization",
            root,
            identifier=f"{name}_organization",
            structure="rooted-hierarchy",
        ),
    )
