"""Authored text → HTML for a page that stands alone: pictures and drawn formulas are inside it.

The same HTML as for paper; only the addresses of pictures become data, and gaps may become fields.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup as Html

from quizgen.labels import labels
from quizgen.markup import html
from quizgen.materials import Materials
from quizgen.model import Exam, Gap, Markup, Node
from quizgen.paper.views.asset import Asset
from quizgen.paper.views.media import PaperMedia, formula_image, picture_image

_ADDRESS = re.compile(r'(?<= src=")asset:[0-9a-f]{64}(?=")')


@dataclass(frozen=True)
class Content:
    """The texts of an exam as HTML."""

    exam: Exam
    materials: Materials

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        """The data that stands for each address."""
        assets = (
            *map(formula_image, self.materials.formulas.values()),
            *map(picture_image, self.exam.pictures.values()),
        )
        return {asset.address: _data(asset) for asset in assets}

    def embedded(self, source: str) -> Html:
        """HTML of ours with the pictures in it."""
        return Html(_ADDRESS.sub(lambda match: self._addresses[match[0]], source))

    def blocks(
        self,
        markup: Markup,
        gaps: tuple[Gap, ...] = (),
        gap: Callable[[int], str] | None = None,
    ) -> Html:
        """A passage of its own; `gap` gives what stands for the gap of a number, with its hint."""
        return self.embedded(html.render(markup, self._media(gaps, gap)).strip())

    def inline(self, markup: Markup) -> Html:
        """A passage beside a button or in a cell."""
        return self.embedded(html.render_inline(markup, self._media((), None)).strip())

    def _media(self, gaps: tuple[Gap, ...], gap: Callable[[int], str] | None) -> PaperMedia:
        picture = labels(self.exam.blueprint.language).print["picture"]
        given = self.materials.formulas, self.exam.pictures, picture, gaps
        return _Fields(*given, gap) if gap else PaperMedia(*given)


@dataclass(frozen=True, slots=True)
class _Fields(PaperMedia):
    """With something else than a line for a gap."""

    field: Callable[[int], str] = str

    def gap(self, node: Node) -> str:
        return self.field(int(node.get("number")))


def _data(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{b64encode(asset.data).decode('ascii')}"
