"""What the QR code on a page says, and that it is drawn as segno draws it."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.assemble.labels import letter, running_number
from quizgen.paper.codes.page_code import PageCode, read
from quizgen.paper.codes.qr import ALPHABET, QrImage, draw

TAG = "S3YDAXVH"

labels = st.integers(0, 2_000).map(letter) | st.integers(0, 2_000).map(
    lambda position: running_number(position, 2_001)
)
pages = st.integers(1, 999)
codes = st.builds(PageCode, st.from_regex("[A-Z2-7]{8}", fullmatch=True), labels, pages)
texts = st.text(ALPHABET, min_size=1, max_size=60)


def checked(head: str) -> str:
    """The head with the check that belongs to it."""
    return head + b32encode(sha256(head.encode()).digest()).decode()[:4]


def rows(image: QrImage) -> list[str]:
    """Each row of modules with its padding, as 0s and 1s."""
    width = -(-image.size // 8)
    starts = range(0, len(image.bits), width)
    return ["".join(f"{byte:08b}" for byte in image.bits[i : i + width]) for i in starts]


def modules(image: QrImage) -> list[str]:
    return [row[: image.size] for row in rows(image)]


def drawn_by_segno(text: str) -> list[str]:
    code = segno.make_qr(text, error="m", mode="alphanumeric", mask=0, boost_error=False)
    return ["".join(map(str, row)) for row in code.matrix]


def test_a_frozen_text() -> None:
    """Printed sheets must stay readable; found by `printf … | sha256sum | xxd -r -p | base32`."""
    assert PageCode(TAG, "A", 1).text == "QG1:S3YDAXVH:A:01:22ES"


@given(codes)
def test_a_code_is_read_as_it_was_written(code: PageCode) -> None:
    assert read(code.text) == code


@given(codes)
def test_a_code_needs_only_the_letters_that_qr_packs_two_by_two(code: PageCode) -> None:
    assert set(code.text) <= set(ALPHABET)


@given(labels, st.tuples(st.integers(1, 99), st.integers(1, 99)))
def test_codes_of_one_form_are_of_one_length(label: str, both: tuple[int, int]) -> None:
    first, second = (len(PageCode(TAG, label, page).text) for page in both)
    assert first == second


def test_the_hundredth_page_has_a_digit_more() -> None:
    assert ":100:" in PageCode(TAG, "A", 100).text


@settings(derandomize=True)
@given(codes, st.data())
def test_a_wrong_character_is_noticed(code: PageCode, data: st.DataObject) -> None:
    """Without chance, since a check of 20 bits lets one of a million mistakes pass."""
    place = data.draw(st.integers(0, len(code.text) - 1))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda new: new != code.text[place]))
    assert read(code.text[:place] + other + code.text[place + 1 :]) is None


@given(codes, st.integers(1, 60))
def test_a_part_of_a_text_is_no_code(code: PageCode, length: int) -> None:
    assert read(code.text[:-length]) is None


@pytest.mark.parametrize("change", ["\n", " ", "0"])
def test_more_than_a_text_is_no_code(change: str) -> None:
    text = PageCode(TAG, "A", 1).text
    assert read(text + change) is None
    assert read(change + text) is None


@given(st.text() | texts)
def test_other_texts_are_no_codes(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "head", ["QG1:{}:A:7:", "QG1:{}:A:007:", "QG1:{}:A:00:", "QG1:{}:A:٠٧:", "QG2:{}:A:07:"]
)
def test_a_right_check_does_not_make_a_code(head: str) -> None:
    assert read(checked(f"QG1:{TAG}:A:07:")) == PageCode(TAG, "A", 7)
    assert read(checked(head.format(TAG))) is None


@pytest.mark.parametrize("label", ["", "a", "Ä", "A B", "A:", "A\n", "٣", "A-1"])
def test_labels_of_other_characters_are_refused(label: str) -> None:
    with pytest.raises(ValueError, match="must be of A to Z and 0 to 9"):
        PageCode(TAG, label, 1)


@pytest.mark.parametrize("page", [-1, 0, 1_000])
def test_pages_are_counted_from_one_to_999(page: int) -> None:
    with pytest.raises(ValueError, match="page"):
        PageCode(TAG, "A", page)


@pytest.mark.parametrize("exam", ["", "week5", "ABCDEFG1", "ABCDEFGHI"])
def test_an_exam_is_named_by_its_code(exam: str) -> None:
    with pytest.raises(ValueError, match="code"):
        PageCode(exam, "A", 1)


@given(texts | codes.map(lambda code: code.text))
def test_a_drawing_is_the_one_of_segno(text: str) -> None:
    assert modules(draw(text)) == drawn_by_segno(text)


@given(texts)
def test_rows_are_padded_to_whole_bytes_with_light(text: str) -> None:
    image = draw(text)
    assert len(image.bits) == image.size * -(-image.size // 8)
    assert all("1" not in row[image.size :] for row in rows(image))


def test_dark_is_1() -> None:
    """The corner of every QR code is a dark square of seven modules with a light line around it."""
    assert [row[:8] for row in modules(draw("A"))[:2]] == ["11111110", "10000010"]


@pytest.mark.parametrize("length", [1, 2, 20, 21, 38, 39, 60])
def test_every_character_can_stand_everywhere(length: int) -> None:
    for character in ALPHABET:
        assert modules(draw(character * length)) == drawn_by_segno(character * length)


@pytest.mark.parametrize("text", ["a", "QG1:ä", "A_", "AA\n", "٣"])
def test_other_characters_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        draw(text)


@pytest.mark.parametrize("length", [0, 4_000])
def test_no_code_is_drawn_of_nothing_or_too_much(length: int) -> None:
    with pytest.raises(ValueError):
        draw("A" * length)
