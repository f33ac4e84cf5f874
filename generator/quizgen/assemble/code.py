"""The forms of an exam and the project's secret → a code that tells this draw from any other.

It stands on every page for scanners. Without the secret nobody can tell from it whether a guessed
key is right: it is a keyed hash (RFC 2104).
"""

from __future__ import annotations

import hmac
import json
from base64 import b32encode
from collections.abc import Iterable

from quizgen.model import Blueprint, Form

LENGTH = 8
"""Letters and digits: 40 bits, enough to tell all exams of a school apart."""


def exam_code(blueprint: Blueprint, forms: Iterable[Form], secret: bytes) -> str:
    """Eight letters and digits of base 32 (RFC 4648)."""
    parts = [blueprint.name, [_drawn(form) for form in forms]]
    digest = hmac.digest(secret, json.dumps(parts).encode(), "sha256")
    return b32encode(digest).decode()[:LENGTH]


def _drawn(form: Form) -> list[object]:
    candidate = form.candidate.id if form.candidate else ""
    asked = [[each.number, each.question.id, each.order] for each in form.questions]
    return [form.label, candidate, asked]
