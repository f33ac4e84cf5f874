"""An exam and its assessment → the files of a package for Canvas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lxml.etree import _Element

from quizgen.export.canvas.assessment import ATTEMPTS, quiz_ident
from quizgen.export.canvas.limits import kept_parts
from quizgen.export.lms.words import number
from quizgen.export.qti1 import manifest, xml
from quizgen.export.qti1.manifest import listing
from quizgen.export.qti1.settings import minutes
from quizgen.export.qti1.texts import Texts
from quizgen.export.qti1.xml import Maker
from quizgen.model import Exam

CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_setting = Maker(CANVAS)


def files(exam: Exam, assessment: bytes, texts: Texts) -> Mapping[str, bytes]:
    """The package's files by their paths: manifest, assessment, settings, pictures."""
    name = quiz_ident(exam)
    settings = xml.document(_settings(exam, texts))
    pictures = {manifest.picture_path(one): one.data for one in texts.shown.values()}
    return {
        "imsmanifest.xml": xml.document(_manifest(name, texts)),
        f"{name}/{name}.xml": assessment,
        f"{name}/assessment_meta.xml": settings,
        **pictures,
    }


def _manifest(name: str, texts: Texts) -> _Element:
    meta, href = f"{name}_meta", f"{name}/assessment_meta.xml"
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    resources = listing(
        "resources",
        manifest.resource(name, "imsqti_xmlv1p2", [f"{name}/{name}.xml"], [meta]),
        manifest.resource(meta, kind, [href], href=href),
        *manifest.picture_resources(texts.shown.values()),
    )
    schema = listing(
        "metadata", listing("schema", "IMS Content"), listing("schemaversion", "1.1.3")
    )
    return listing(
        "manifest", schema, listing("organizations"), resources, identifier=f"{name}_manifest"
    )


def _settings(exam: Exam, texts: Texts) -> _Element:
    """What Canvas sets the quiz to. Right answers stay hidden until a teacher shows them."""
    values = (_setting(label, value) for label, value in _values(exam, texts))
    return _setting("quiz", *values, identifier=quiz_ident(exam))


def _values(exam: Exam, texts: Texts) -> Iterator[tuple[str, str]]:
    blueprint = exam.blueprint
    yield "title", blueprint.title
    yield "description", texts.rich(blueprint.instructions)
    yield "shuffle_answers", str(blueprint.shuffle_options).lower()
    yield "scoring_policy", "keep_highest"
    yield "quiz_type", "assignment"
    yield "points_possible", number(sum((p.points for p in kept_parts(exam)), Decimal(0)))
    yield "show_correct_answers", "false"
    yield "allowed_attempts", ATTEMPTS
    if (limit := minutes(blueprint.duration)) is not None:
        yield "time_limit", str(limit)
