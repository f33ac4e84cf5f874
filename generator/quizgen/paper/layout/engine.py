"""HTML, style sheets and assets → PDF, with WeasyPrint.

WeasyPrint is imported late, as it takes most of a second. Nothing is fetched but our own assets.
"""

from __future__ import annotations

import logging
import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from quizgen.model import Place
from quizgen.paper.composing.blocks import Galley
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.layout.failures import LayoutFailure, Refused
from quizgen.paper.layout.job import Casting
from quizgen.paper.styles.own_files import STYLE
from quizgen.paper.views.asset import Asset

MOST_PAGES = 400

_TURN = '<div style="break-after: page"></div>'
EMPTY_PAGES = f'<html lang="en"><body>{_TURN}{_TURN}<div></div></body></html>'
"""A first, a left and a right page."""

_RELATIVE = re.compile(r"Relative URI reference without a base URI: <.*?=[\"'](.*?)[\"']")

_NO_PANGO = (
    "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "macOS: brew install pango; Windows: install MSYS2, then in its shell "
    "pacman -S mingw-w64-ucrt-x86_64-pango"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, what WeasyPrint had to say of the style sheets and the document, and where on its pages
    candidates mark or fill in something; `known` if it is known for which question."""

    data: bytes = field(repr=False)
    log: tuple[str, ...]
    pages: int = 0
    targets: tuple[PlacedTarget, ...] = field(default=(), repr=False)
    known: bool = False


class Engine:
    """Prints documents that share a style sheet of ours, one of the teacher's, and assets.

    Fonts and pictures are loaded once and serve all documents. Raises LayoutFailure.
    """

    def __init__(self, style: str, own_style: str, assets: Mapping[str, Asset]) -> None:
        self._weasyprint = import_weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        from quizgen.paper.layout.fetcher import AssetFetcher

        self._fetcher = AssetFetcher(assets)
        self._fonts = FontConfiguration()
        self._images: dict[str, Any] = {}
        with _listening() as self._log:
            ours = self._style(style)
        try:
            self._styles = [ours, self._own_style(own_style)]
        finally:
            self._raise_refused()

    def print(
        self,
        html: str,
        title: str,
        running: str = "",
        code: tuple[str, str] | None = None,
        numbers: Sequence[int] = (),
    ) -> Printed:
        """The PDF of a document, with a style of its own for the margins; raises LayoutFailure.

        `code` are the codes of exam and form that its pages bear, if any; `numbers` are those of the
        questions that its blocks are: see `targets`.
        """
        from quizgen.paper.layout import targets, whole

        with _listening() as log:
            document = self.lay_out(html, before=running)
            if len(document.pages) > MOST_PAGES:
                raise LayoutFailure(f"the document would have {len(document.pages)} pages")
            pages = [page._page_box for page in document.pages]
            targets.require_shown(pages)
            known = targets.numbering(pages, numbers)
            found = targets.placed(pages, known or {})
            _require_sound(document)
            data = whole.written(document, title, code)
        self._raise_refused()
        _raise_lost(log)
        said = tuple(record.getMessage() for record in (*self._log, *log))
        return Printed(data, said, len(pages), found, known is not None)

    def cast(self, casting: Casting, sources: Sequence[str]) -> Galley:
        """The galley of documents, given as HTML; raises LayoutFailure, galley.Unsuitable."""
        from quizgen.paper.layout import galley
        from quizgen.paper.layout.targets import require_shown

        with _listening() as log:
            frames = self.lay_out(EMPTY_PAGES, before=casting.running)
            sheet = galley.long_sheet(frames)
            documents = [self.lay_out(html, after=sheet) for html in sources]
            for document in documents:
                require_shown([page._page_box for page in document.pages])
            names = [names for _, names in casting.documents]
            apart = {
                text: self.lay_out(EMPTY_PAGES, before=running)
                for text, running in casting.apart.items()
            }
            cut = tuple(zip(documents, names, strict=True))
            made = galley.cast(cut, frames, casting.texts, apart)
        self._raise_refused()
        _raise_lost(log)
        return made

    def lay_out(self, html: str, before: str = "", after: str = "") -> Any:
        """The document as WeasyPrint lays it out, with styles before and after ours and the teacher's."""
        return self._weasyprint.HTML(string=html, url_fetcher=self._fetcher).render(
            font_config=self._fonts,
            stylesheets=[self._style(before), *self._styles, self._style(after)],
            cache=self._images,
        )

    def _raise_refused(self) -> None:
        if self._fetcher.refused:
            raise Refused(self._fetcher.refused[0])

    def _style(self, style: str) -> Any:
        return self._weasyprint.CSS(
            string=style, font_config=self._fonts, url_fetcher=self._fetcher
        )

    def _own_style(self, style: str) -> Any:
        """The teacher's style sheet; what would have no effect is an error at its line."""
        try:
            with _listening() as log:
                sheet = self._style(style)
        except Exception as error:
            lines = style.split("\n")
            line = bisect_left(range(1, len(lines)), True, key=lambda n: self._breaks(lines[:n]))
            message = f"the style sheet cannot be read from here on: {type(error).__name__}"
            raise LayoutFailure(
                message, "is it nested too deep?", Place(STYLE, line + 1)
            ) from error
        if log:
            message = log[0].getMessage()
            found = re.search(r" at (\d+):(\d+)", message)
            place = Place(STYLE, *map(int, found.groups())) if found else Place(STYLE)
            raise LayoutFailure(message, "see which CSS WeasyPrint knows", place)
        return sheet

    def _breaks(self, lines: list[str]) -> bool:
        try:
            self._style("\n".join(lines))
        except Exception:
            return True
        return False


def import_weasyprint() -> Any:
    """The library; raises LayoutFailure where what it needs is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "No fonts configured": we bring our own
            import weasyprint
    except OSError as error:
        raise LayoutFailure(
            "cannot print: the library Pango is not installed", _NO_PANGO
        ) from error
    from PIL import ImageFile

    from quizgen.paper.layout import font_names, glyph_texts

    font_names.install()
    glyph_texts.install()
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint allows damaged pictures
    return weasyprint


def _require_sound(document: Any) -> None:
    """What templates may say of a document."""
    if document.metadata.attachments:
        raise LayoutFailure("a document cannot have attachments")
    if not document.metadata.lang:
        raise LayoutFailure("a document must have a language", 'begin it with <html lang="…">')


def _raise_lost(log: list[logging.LogRecord]) -> None:
    """What WeasyPrint leaves out, it only logs: pictures as errors, characters as warnings."""
    for record in log:
        message = record.getMessage()
        if relative := _RELATIVE.match(message):
            raise Refused(relative[1])
        if record.levelno >= logging.ERROR or message.startswith(".notdef"):
            raise LayoutFailure(message)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    """What WeasyPrint logs meanwhile, instead of printing it."""
    logger, listener = logging.getLogger("weasyprint"), _Listener()
    logger.addHandler(listener)
    try:
        yield listener.records
    finally:
        logger.removeHandler(listener)
