"""Streams: the same for ever, apart from each other, and fair."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from builders import SECRET

from quizgen.assemble.chance import Stream, fingerprint, root

# SHA-256("key", 0 as 8 bytes) and ("key", 1 as 8 bytes), by sha256sum, cut into words.
WORDS = [
    0x4EE38256FF61D59A,
    0xDA0C3963F43C724E,
    0x191DCAAAC61C736C,
    0x0AE7B13B46DF36BA,
    0x78694467BF9CD7C0,
    0x6D8B2C53880A2E4B,
    0x30D879F0F7F5E26D,
    0x049AFFBC020006DC,
]
# SHA-256 of 16, bytes 0 … 15, 1, "1", 5, "week5", 4, "seed", 4, "form", 1, "A" with lengths of 8 bytes.
RANK = "25af66c9646c8df796f2f6db0b5268972b1df486eeaef52b69e806542c41ebd8"


def chi_square(counts: Counter[object], cells: int) -> float:
    expected = counts.total() / cells
    assert len(counts) <= cells
    missing = (cells - len(counts)) * expected
    return missing + sum((seen - expected) ** 2 / expected for seen in counts.values())


def test_a_stream_reads_the_hashes_as_words() -> None:
    stream = Stream(b"key")
    assert [stream.below(2**64) for _ in WORDS] == WORDS


def test_words_beyond_the_last_full_round_are_skipped() -> None:
    limit = 2**63 + 1
    stream = Stream(b"key")
    fair = [word for word in WORDS if word < limit]
    assert 0 < len(fair) < len(WORDS)
    assert [stream.below(limit) for _ in fair] == fair


def test_a_word_just_beyond_the_last_full_round_is_skipped() -> None:
    """The first such word is the limit itself: of the rest there is less than a round."""
    stream = Stream(b"key")
    assert WORDS[1] > 2**63
    assert [stream.below(WORDS[1]) for _ in range(2)] == [WORDS[0], WORDS[2]]


def test_below_one_is_nothing_but_nought() -> None:
    assert [Stream(b"key").below(1) for _ in range(3)] == [0, 0, 0]


def test_frozen_numbers() -> None:
    stream = Stream(b"key")
    assert [stream.below(6) for _ in range(12)] == [4, 0, 2, 2, 4, 3, 3, 4, 1, 3, 1, 0]


def test_frozen_shuffles() -> None:
    assert "".join(Stream(b"key").shuffled("abcdefgh")) == "fbgeahdc"
    stream = root(SECRET, "week5", "seed").stream("form", "A")
    assert stream.shuffled(range(10)) == (8, 6, 3, 5, 0, 9, 1, 4, 7, 2)


def test_a_rank_is_the_hash_of_the_path() -> None:
    assert root(SECRET, "week5", "seed").rank("form", "A").hex() == RANK
    assert root(SECRET, "week5", "seed").at("form").rank("A").hex() == RANK


def test_names_do_not_run_together() -> None:
    chance = root(SECRET, "week5", "")
    assert (
        len({chance.rank(*path) for path in [("ab", "c"), ("a", "bc"), ("abc",), ("abc", "")]}) == 4
    )


def test_secret_exam_and_seed_all_count() -> None:
    roots = [(SECRET, "a", "b"), (SECRET[::-1], "a", "b"), (SECRET, "b", "b"), (SECRET, "a", "a")]
    assert len({root(*each).rank() for each in roots}) == 4


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="15 bytes"):
        root(SECRET[:15], "week5", "")


@pytest.mark.parametrize("limit", [0, -1, 2**64 + 1])
def test_impossible_limits_are_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="limit"):
        Stream(b"key").below(limit)


def test_nothing_and_one_thing_stay_as_they_are() -> None:
    assert Stream(b"key").shuffled(()) == ()
    assert Stream(b"key").shuffled("a") == ("a",)


def test_a_shuffle_takes_no_more_numbers_than_it_needs() -> None:
    stream = Stream(b"key")
    stream.shuffled("a")
    assert stream.below(2**64) == WORDS[0]


def test_the_fingerprint_is_short_and_frozen() -> None:
    assert fingerprint(SECRET) == "b8d22b24504cc06a"


def test_the_secret_is_not_shown() -> None:
    assert repr(root(SECRET, "week5", "")) == "Chance()"


def test_numbers_are_uniform() -> None:
    stream = Stream(b"uniform")
    counts = Counter[object](stream.below(10) for _ in range(10_000))
    assert chi_square(counts, 10) < 27.9  # 9 degrees of freedom, 1 in 1,000


def test_all_orders_of_four_are_equally_likely() -> None:
    chance = root(SECRET, "week5", "")
    counts = Counter[object](chance.stream(str(i)).shuffled(range(4)) for i in range(4_800))
    assert chi_square(counts, len(list(permutations(range(4))))) < 49.7  # 23 degrees, 1 in 1,000
