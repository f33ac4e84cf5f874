"""Where everything stands on the printed papers ↔ the last part of a record, for grading from scans.

    "positions": [{"form": "A", "pages": 6, "spots": [
      [1, "square", 1, 29.12, 85.10, 3.37, 3.37], …]}]

Each spot is the question's number, what is there (`square`, `line` or `area`; on the answer sheet
`sheet-square` or `sheet-line`), the page from 1, and left, top, width and height in millimetres from
the upper left corner of the sheet. Those of a question come in printed order: the squares of a choice
are A, B, C …. A record has positions once its papers were printed; what else it holds does not hang
on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeGuard, cast

from quizgen.document import PrintedForm, Spot

NAME = "positions"
LONGEST = 10_000
"""Millimetres: more than any sheet; also keeps out NaN and numbers that no float holds."""

_START = f',\n "{NAME}": ['
_END = "\n ]\n}\n"


def with_positions(record: str, entries: Iterable[str]) -> str:
    """A record without positions, with those of some forms (see `entry`); the same if there are none."""
    parts = ",".join(entries)
    return (
        f"{record.removesuffix('}' + chr(10)).rstrip()}{_START}{parts}{_END}" if parts else record
    )


def without_positions(record: bytes) -> bytes:
    """What a record holds besides positions."""
    core, found, _ = record.rpartition(_START.encode())
    return core + b"\n}\n" if found else record


def load_positions(record: str) -> tuple[PrintedForm, ...]:
    """The positions in a record, none if its papers were not printed. Raises ValueError."""
    try:
        return tuple(_loaded(form) for form in json.loads(record).get(NAME, ()))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"the record's positions are damaged: {error}") from error
    except RecursionError:
        raise ValueError("the record's positions are damaged: nested too deeply") from None


def entry(form: PrintedForm) -> str:
    """What a record says of a form."""
    spots = ",\n    ".join(map(_spot, form.spots))
    label = json.dumps(form.label, ensure_ascii=False)
    return f'\n  {{"form": {label}, "pages": {form.pages}, "spots": [\n    {spots}]}}'


def _spot(spot: Spot) -> str:
    sides = f"{spot.left:.2f}, {spot.top:.2f}, {spot.width:.2f}, {spot.height:.2f}"
    return f"[{spot.question}, {json.dumps(spot.kind)}, {spot.page}, {sides}]"


def _loaded(form: dict[str, object]) -> PrintedForm:
    label, pages, spots = form["form"], form["pages"], form["spots"]
    if not (isinstance(label, str) and _is_count(pages) and isinstance(spots, list)):
        raise TypeError("a form has a label, a number of pages and spots")
    return PrintedForm(label, pages, tuple(_spot_of(spot, pages) for spot in spots))


def _spot_of(parts: list[object], pages: int) -> Spot:
    question, kind, page, *sides = parts
    if not (_is_count(question) and isinstance(kind, str) and _is_count(page) and page <= pages):
        raise TypeError("a spot has a question's number, a kind and one of the pages")
    lengths = [float(side) for side in sides if _is_length(side)]
    if not len(lengths) == len(sides) == 4:
        raise TypeError("a spot has four lengths in millimetres")
    return Spot(question, kind, page, *lengths)


def _is_count(value: object) -> TypeGuard[int]:
    return type(value) is int and value >= 1


def _is_length(value: object) -> TypeGuard[float]:
    return type(value) in (int, float) and abs(cast(float, value)) <= LONGEST
