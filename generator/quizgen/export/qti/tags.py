"""Names, attributes and contents → the elements that items and tests are described with, as plain data.

They bear the names of QTI 2.1; `dialects` writes them in any version.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Html:
    """Well-formed XHTML of ours; `<gap n="0"/>` in it stands for the first of the `gaps`."""

    text: str
    gaps: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """An element; plain texts in it are escaped when it is written."""

    name: str
    content: tuple[Tag | Html | str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


def tag(name: str, /, *content: Tag | Html | str, **attributes: str) -> Tag:
    """An element; an underscore in the name of an attribute stands for a colon, at its end for nothing."""
    named = ((key.rstrip("_").replace("_", ":"), value) for key, value in attributes.items())
    return Tag(name, content, tuple(named))


def variable(name: str) -> Tag:
    """The value of a response or an outcome."""
    return tag("variable", identifier=name)


def value(kind: str, text: str) -> Tag:
    """A constant of a base type."""
    return tag("baseValue", text, baseType=kind)


def outcome(name: str, expression: Tag) -> Tag:
    """An outcome gets a value."""
    return tag("setOutcomeValue", expression, identifier=name)


def condition(*branches: tuple[Tag | None, tuple[Tag, ...]]) -> Tag:
    """The first branch whose test holds is followed; a last one without a test, where none does."""
    names = ("responseIf", *("responseElseIf" for _ in branches[1:]))
    return tag("responseCondition", *map(_branch, names, branches))


def _branch(name: str, branch: tuple[Tag | None, tuple[Tag, ...]]) -> Tag:
    test, rules = branch
    return tag("responseElse", *rules) if test is None else tag(name, test, *rules)
