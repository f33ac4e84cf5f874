"""HTML, style sheets and assets → PDF, with WeasyPrint.

WeasyPrint is imported late, as it takes most of a second. Nothing is fetched but our own assets.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from quizgen.paper.asset import Asset

MOST_PAGES = 400


class LayoutFailure(Exception):
    """A document that cannot be laid out: why, in a teacher's words, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, how many pages it has, and what WeasyPrint had to say."""

    data: bytes = field(repr=False)
    pages: int
    log: tuple[str, ...]


class Engine:
    """Prints documents that share style sheets (the later ones win) and assets.

    Fonts and pictures are loaded once and serve all documents.
    """

    def __init__(self, styles: Sequence[str], assets: Mapping[str, Asset]) -> None:
        self._weasyprint = import_weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        from quizgen.paper.fetcher import AssetFetcher

        self._fetcher = AssetFetcher(assets)
        self._fonts = FontConfiguration()
        self._images: dict[str, Any] = {}
        with _listening() as self._style_log:
            self._styles = [self._style(style) for style in styles]

    def print(self, html: str, title: str) -> Printed:
        """The PDF of a document; raises LayoutFailure."""
        with _listening() as log:
            document = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher).render(
                font_config=self._fonts, stylesheets=self._styles, cache=self._images
            )
            if len(document.pages) > MOST_PAGES:
                raise LayoutFailure(f"the document would have {len(document.pages)} pages")
            self._describe(document, title)
            data = document.write_pdf(pdf_variant="pdf/ua-1")
        if self._fetcher.refused:
            raise LayoutFailure(
                f"refused to fetch {self._fetcher.refused[0]}",
                "papers are made of the project's own pictures and fonts only",
            )
        return Printed(data, len(document.pages), (*self._style_log, *log))

    def _style(self, style: str) -> Any:
        return self._weasyprint.CSS(
            string=style, font_config=self._fonts, url_fetcher=self._fetcher
        )

    @staticmethod
    def _describe(document: Any, title: str) -> None:
        """All that the PDF tells of itself is said here, whatever the template's <head> holds."""
        if document.metadata.attachments:
            raise LayoutFailure("a paper cannot have attachments")
        document.metadata = type(document.metadata)(
            title=title, generator="quizgen", lang=document.metadata.lang
        )


def import_weasyprint() -> Any:
    """The library; raises LayoutFailure where what it needs is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "No fonts configured": we bring our own
            import weasyprint
    except OSError as error:
        raise LayoutFailure(
            "cannot print: the library Pango is not installed",
            "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
            "macOS: brew install pango; Windows: install MSYS2, then in its shell "
            "pacman -S mingw-w64-ucrt-x86_64-pango",
        ) from error
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # importing WeasyPrint allows damaged pictures
    return weasyprint


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What WeasyPrint logs meanwhile, instead of printing it."""
    logger, listener = logging.getLogger("weasyprint"), _Listener()
    logger.addHandler(listener)
    try:
        yield listener.messages
    finally:
        logger.removeHandler(listener)
