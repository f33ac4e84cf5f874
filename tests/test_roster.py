"""students.csv → candidates."""

from __future__ import annotations

import pytest

from quizgen.model import Candidate
from quizgen.read.roster import read_roster


@pytest.mark.parametrize(
    "text",
    [
        "id,name\n0012,Ada Lovelace\n12,Ben\n",
        "Name;Student ID\nAda  Lovelace;0012\nBen;12\n",
        "\ufeffFamily name\tGiven name\tID\nLovelace\tAda\t0012\n\tBen\t12\n",
        'id,name\r\n"0012","Ada Lovelace"\r\n\r\n12,Ben',
    ],
)
def test_names_and_ids(text: str) -> None:
    candidates, problems = read_roster("students.csv", text.encode())
    assert problems == ()
    assert candidates == (Candidate("0012", "Ada Lovelace"), Candidate("12", "Ben"))


def test_names_alone_are_numbered() -> None:
    candidates, problems = read_roster("students.csv", b"name\nAda\nBen\n")
    assert problems == ()
    assert [candidate.id for candidate in candidates] == ["1", "2"]


def test_formulas_of_spreadsheets_are_just_names() -> None:
    candidates, _ = read_roster("s.csv", b"id,name\n1,=cmd|'/C calc'!A0\n2,@SUM(A1)\n")
    assert [candidate.name for candidate in candidates] == ["=cmd|'/C calc'!A0", "@SUM(A1)"]


@pytest.mark.parametrize("header", ["id,name,name", "id,name,ID", "Number;Matrikelnummer;name"])
def test_two_columns_for_one_thing_are_an_error(header: str) -> None:
    candidates, (problem,) = read_roster("students.csv", f"{header}\n1,Ada,Ben\n".encode())
    assert candidates == () and "say the same" in problem.message and problem.place.line == 1
