"""An exam, a form and a page ↔ the text of the QR code on that page, in the letters QR packs best."""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from dataclasses import dataclass

_CODE_LENGTH = 8
_CHECK_LENGTH = 4
_MOST_PAGES = 999

_EXAM = re.compile(rf"[A-Z2-7]{{{_CODE_LENGTH}}}")
_FORM = re.compile(r"[A-Z0-9]+")
_TEXT = re.compile(
    rf"QG1:({_EXAM.pattern}):({_FORM.pattern}):(0[1-9]|[1-9][0-9]{{1,2}}):[A-Z2-7]{{{_CHECK_LENGTH}}}"
)


@dataclass(frozen=True, slots=True)
class PageCode:
    """Which page of which form of which exam a sheet is; nothing in it hangs on a key.

    `exam` is the exam's code, `form` the form's label, `page` counts from 1. Raises ValueError
    for what the text cannot hold.
    """

    exam: str
    form: str
    page: int

    def __post_init__(self) -> None:
        if not _EXAM.fullmatch(self.exam):
            raise ValueError(f"{self.exam!r} is no code of an exam")
        if not _FORM.fullmatch(self.form):
            raise ValueError(f"the label {self.form!r} must be of A to Z and 0 to 9 only")
        if not 1 <= self.page <= _MOST_PAGES:
            raise ValueError(f"page {self.page} is not within 1 and {_MOST_PAGES}")

    @property
    def text(self) -> str:
        """Such as QG1:CMQM6N55:A:01:WXYZ; the end is a check on all that stands before it."""
        head = f"QG1:{self.exam}:{self.form}:{self.page:02}:"
        return head + _digest(head, _CHECK_LENGTH)


def read(text: str) -> PageCode | None:
    """The page that a scanned text names; None if it is no text of ours or a character is wrong."""
    match = _TEXT.fullmatch(text)
    if not match:
        return None
    exam, form, page = match.groups()
    code = PageCode(exam, form, int(page))
    return code if code.text == text else None


def _digest(text: str, length: int) -> str:
    return b32encode(hashlib.sha256(text.encode()).digest()).decode()[:length]
