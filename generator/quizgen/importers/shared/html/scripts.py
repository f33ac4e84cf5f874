"""Raised and lowered text → characters that Unicode has for it, else a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.model import Node

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aeoxhklmnpstij", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "#$%&_{}"})


def raised(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes as superscript: 2 becomes ²; what Unicode cannot raise becomes a formula."""
    return _moved(tuple(nodes), _RAISED, "^")


def lowered(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes as subscript: 2 becomes ₂."""
    return _moved(tuple(nodes), _LOWERED, "_")


def _moved(nodes: tuple[Node, ...], table: dict[int, int], sign: str) -> Iterator[Node]:
    for node in nodes:
        if node.kind != "text" or not node.text.strip():
            yield node
        elif all(ord(character) in table for character in node.text):
            yield Node("text", node.text.translate(table))
        else:
            words = node.text.strip().replace("\\", "").translate(_SIGNS)
            yield Node("formula", f"{{}}{sign}{{\\text{{{words}}}}}")
