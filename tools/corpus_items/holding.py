"""Files that quizgen wrote → all that is in them: bytes, texts, pictures."""

from __future__ import annotations

import base64
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree
from PIL import Image

_EMBEDDED = re.compile(rb"base64,([A-Za-z0-9+/=]+)")


def files(folder: Path) -> list[Path]:
    """All files in a folder, sorted; none if it is not there."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def papers(folder: Path) -> list[Path]:
    """The candidates' papers."""
    return [path for path in files(folder) if re.fullmatch(r"paper.*\.pdf", path.name)]


def uploads(folder: Path) -> list[Path]:
    """The files for Moodle."""
    return [path for path in files(folder) if path.suffix == ".xml"]


def candidates_files(folder: Path) -> list[Path]:
    """What candidates may come to see: papers, and what is made of an upload."""
    return [*papers(folder), *uploads(folder)]


def record(folder: Path) -> Any:
    """What `exam.json` says of the exam."""
    (path,) = (path for path in files(folder) if path.name == "exam.json")
    return json.loads(path.read_text(encoding="utf-8"))


def contents(path: Path) -> list[bytes]:
    """A file's bytes, and all that is in it, unpacked."""
    data = path.read_bytes()
    more = {".pdf": _in_pdf, ".xml": _in_xml, ".zip": _in_zip}.get(path.suffix)
    found = [data, *(more(data) if more else ())]
    return found + [base64.b64decode(each) for part in found for each in _EMBEDDED.findall(part)]


def html(path: Path) -> str:
    """All texts, attributes and attached files of a file for Moodle."""
    parts = list(_in_xml(path.read_bytes()))
    embedded = [base64.b64decode(each) for part in parts for each in _EMBEDDED.findall(part)]
    return b"\n".join([*parts, *embedded]).decode("utf-8", "replace")


def moodle_text(path: Path) -> str:
    """What a candidate sees of the questions in a file for Moodle: their names are for teachers."""
    root = etree.fromstring(path.read_bytes())
    etree.strip_elements(root, "name", with_tail=False)
    texts = "".join(str(text) for text in root.itertext())
    return unescape(re.sub(r"<[^>]*>", "", texts))


def pdf_text(path: Path) -> str:
    """The text of all pages."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def pictures(path: Path) -> Iterator[Image.Image]:
    """A PDF's pages as pictures, or the pictures that are attached to questions."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        yield from [page.render(scale=1).to_pil() for page in document]
        document.close()
        return
    for data in contents(path):
        try:
            picture = Image.open(io.BytesIO(data))
            picture.load()
        except Exception:  # no picture
            continue
        yield picture


def squeezed(text: str) -> str:
    """A text without what differs from one reader to the next: blanks, hyphens, forms of letters."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("[\ufffe\u200b\xad\u2010-]", "", plain)


def _in_pdf(data: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for thing in document.objects:
            yield repr(thing).encode("utf-8", "replace")
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:  # a picture's own compression
                    yield thing.read_raw_bytes()
    reader = pypdfium2.PdfDocument(data)
    for page in reader:
        yield page.get_textpage().get_text_range().encode("utf-8", "replace")
    reader.close()


def _in_xml(data: bytes) -> Iterator[bytes]:
    for element in etree.fromstring(data).iter():
        text = (element.text or "").encode()
        yield text
        yield from (str(value).encode() for value in element.attrib.values())
        if element.tag == "file":
            yield base64.b64decode(text)


def _in_zip(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from (archive.read(name) for name in archive.namelist())
