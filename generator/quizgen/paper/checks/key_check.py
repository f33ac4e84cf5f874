"""A form's key as it was composed and the key as it must be → the differences between them.

Every block of a key is read back from paper once; so a key is right if its blocks, with what stands
in their slots, show the rows that it must have. `wanted` is made anew of the form, and knows nothing
of blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quizgen.model import Place
from quizgen.paper.checks.readback import Difference
from quizgen.paper.outlines.names import is_fixed
from quizgen.paper.outlines.outline import Use
from quizgen.paper.views.marking_view import FormKey, KeyRow


def differences(
    uses: Sequence[Use],
    wanted: FormKey,
    heads: Mapping[str, FormKey],
    rows: Mapping[str, KeyRow],
    places: Iterable[Place],
) -> Iterator[Difference]:
    """What is wrong with a key that is made of `uses`, by what blocks of their names were laid out as.

    `places` are where the questions were written.
    """
    head, *answers = uses
    if not _is_head(head, wanted, heads.get(head.block)):
        yield Difference(f"the key of {wanted.whose} has the head of another")
    if len(answers) != len(wanted.rows):
        yield Difference(f"the key of {wanted.whose} has {len(answers)} rows")
        return
    for use, row, place in zip(answers, wanted.rows, places, strict=True):
        if not _is_row(use, row, rows.get(use.block)):
            message = f"question {row.number} of {wanted.whose} has the answer of another"
            yield Difference(message, place)


def _is_head(use: Use, wanted: FormKey, laid_out: FormKey | None) -> bool:
    if laid_out is None:
        return False
    kind = (laid_out.points, laid_out.candidate is None)
    shown = laid_out.whose if is_fixed(use.block) else "".join(use.texts.get("whose", ()))
    return kind == (wanted.points, wanted.candidate is None) and shown == wanted.whose


def _is_row(use: Use, wanted: KeyRow, laid_out: KeyRow | None) -> bool:
    """What a block shows besides its slots, and then what stands in these."""
    if laid_out is None or len(laid_out.codes) != len(wanted.codes):
        return False
    printed = (laid_out.points, laid_out.derived, "" if laid_out.codes else laid_out.answer)
    if printed != (wanted.points, wanted.derived, "" if wanted.codes else wanted.answer):
        return False
    shown = _texts(use)
    answer = shown.pop("answer", ())
    return shown == {"number": (wanted.number,)} and " ".join(answer) == (
        wanted.answer if wanted.codes else ""
    )


def _texts(use: Use) -> dict[str, tuple[str, ...]]:
    return dict(use.texts)
