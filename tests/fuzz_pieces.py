"""The pieces of fuzz_pieces.yaml → files as teachers write them, nearly valid and broken here and there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import yaml
from hypothesis import strategies as st

_READ = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
ODD: tuple[str, ...] = (*_READ["odd"], "x" * 3000)
"""Characters and runs of them that readers stumble over."""
HEADS: tuple[str, ...] = tuple(_READ["heads"])
FRONTS: tuple[str, ...] = tuple(_READ["fronts"])
BRACES: tuple[str, ...] = tuple(_READ["braces"])
BACKS: tuple[str, ...] = tuple(_READ["backs"])
REMARKS: tuple[str, ...] = tuple(_READ["remarks"])
INLINE: tuple[str, ...] = tuple(_READ["inline"])
BLOCKS: tuple[str, ...] = tuple(_READ["blocks"])
SETTINGS: tuple[str, ...] = tuple(_READ["settings"])
WHOLE_EXAM: tuple[str, ...] = tuple(_READ["whole_exam"])
ROSTER_CELLS: tuple[str, ...] = tuple(_READ["roster_cells"])
STYLE_PIECES: tuple[str, ...] = tuple(_READ["style_pieces"])
SVG_PIECES: tuple[str, ...] = tuple(_READ["svg_pieces"])
SVG_HEADS: tuple[str, ...] = tuple(_READ["svg_heads"])
TEX_PIECES: tuple[str, ...] = tuple(chain(*_READ["tex_pieces"]))
JINJA_PIECES: tuple[str, ...] = tuple(chain(*_READ["jinja_pieces"]))


BETWEEN = st.sampled_from(("", "\n", "\n\n", " ", "\n  ", "\n    ", "\n\n  ", "\n> ", "\n- "))
DECK_PIECES = (FRONTS, BRACES, BACKS, REMARKS, INLINE, BLOCKS, ODD)


def pieces(*groups: Sequence[str]) -> st.SearchStrategy[str]:
    """A piece of one of the groups, each group as likely as the others."""
    return st.one_of(*map(st.sampled_from, groups))


def mixed(*groups: Sequence[str], most: int = 25) -> st.SearchStrategy[str]:
    """Many pieces, one after the other, with line ends and blanks between."""
    part = st.builds(str.__add__, pieces(*groups), BETWEEN)
    return st.lists(part, max_size=most).map("".join)


def broken(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The text with something cut out or put in somewhere."""

    def cut(whole: str, start: int, length: int, new: str) -> str:
        at = start % (len(whole) + 1)
        return whole[:at] + new + whole[at + length :]

    news = st.sampled_from(("", *ODD, *"#-[]{}|:$`*>\\"))
    return st.builds(cut, text, st.integers(0, 10_000), st.integers(0, 20), news)


DECKS = st.builds(str.__add__, st.sampled_from(HEADS), mixed(*DECK_PIECES))
CARDS = st.builds(
    "{} {}\n\n{}\n\n{}\n".format,
    st.sampled_from(FRONTS),
    pieces(("",), BRACES, INLINE),
    mixed(BACKS, INLINE, BLOCKS, most=6),
    mixed(REMARKS, INLINE, most=3),
)
NEARLY_DECKS = st.builds(
    str.__add__, st.sampled_from(HEADS), st.lists(CARDS, min_size=1, max_size=4).map("".join)
)

EXAMS = st.one_of(
    st.lists(st.sampled_from(SETTINGS), max_size=12).map("".join),
    st.sampled_from(WHOLE_EXAM),
    st.builds(str.__add__, st.sampled_from(SETTINGS), st.sampled_from(WHOLE_EXAM)),
)

ROSTERS = st.builds(
    lambda head, rows, ends: head + "".join(row + ends for row in rows),
    st.sampled_from(("id,name\n", "name\n", "id;name\r\n", "given name\tfamily name\tid\n", "")),
    st.lists(
        st.builds(
            lambda cells, delimiter: delimiter.join(cells),
            st.lists(pieces(ROSTER_CELLS, ROSTER_CELLS, ODD), max_size=4),
            st.sampled_from((",", ",", ",", ";", "\t")),
        ),
        max_size=8,
    ),
    st.sampled_from(("\n", "\r\n", "\r")),
)

STYLES = mixed(STYLE_PIECES, STYLE_PIECES, ODD)

FORMULAS = st.lists(pieces(TEX_PIECES, TEX_PIECES, ODD), max_size=10).map("".join)
TEMPLATES = mixed(JINJA_PIECES, JINJA_PIECES, ODD, most=12)

SVGS = st.builds(
    "{}{}</svg>".format,
    st.sampled_from(SVG_HEADS),
    st.lists(st.sampled_from(SVG_PIECES), max_size=12).map("".join),
)
