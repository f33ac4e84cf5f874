"""A file to import → what it holds, read in a process of its own under limits."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from quizgen.importers.importer import Entry, File, Imported
from quizgen.model import Place
from quizgen.problem import Problem
from quizgen.record.codec import decode
from quizgen.sandbox import (
    MEGABYTE,
    Allowance,
    NotStarted,
    Sandbox,
    SandboxFailure,
    TooGreedy,
    TooSlow,
)

SERVANT: Final = "quizgen.importers.servant"
ALLOWANCE: Final = Allowance(seconds=300, memory=4096 * MEGABYTE, answer=1024 * MEGABYTE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds; `importer` is the name of its format, "" where none was recognised."""

    file: File
    importer: str
    imported: Imported


@cache
def shared() -> Sandbox:
    """The sandbox of all files of this process."""
    return Sandbox(ALLOWANCE, SERVANT)


def read(file: File, format: str = "", sandbox: Sandbox | None = None) -> Reading:
    """What the file holds, read as that format, by default as what it is recognised for."""
    try:
        answer = (sandbox or shared()).call(file.name, b64encode(file.data).decode(), format)
    except SandboxFailure as failure:
        return Reading(file, format or "unknown", Imported(problems=(_lost(file, failure),)))
    if not answer["importer"]:
        return Reading(file, "", Imported())
    imported = decode(Imported, answer["imported"], "imported")
    entries = tuple(_placed(entry, file) for entry in imported.entries)
    return Reading(file, answer["importer"], replace(imported, entries=entries))


def _placed(entry: Entry, file: File) -> Entry:
    if entry.question is None:
        return entry
    return replace(entry, question=replace(entry.question, place=Place(file.name, entry.line)))


def _lost(file: File, failure: SandboxFailure) -> Problem:
    """Why there is no answer."""
    place = Place(file.name)
    if isinstance(failure, NotStarted):
        return Problem(place, f"no process could be started to read it: {failure}")
    if isinstance(failure, TooSlow):
        return Problem(place, "this file takes too long to read", "split it")
    if isinstance(failure, TooGreedy):
        return Problem(place, "this file takes too much memory to read", "split it")
    return Problem(place, "this file ended the program that read it", "export it again")
