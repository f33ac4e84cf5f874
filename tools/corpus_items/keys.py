"""A build's record, papers, keys and upload → how they differ from the keys of the manifest.

The manifest tells an option by its text; of one with several paragraphs it tells the first, which
stands beside the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree

from corpus_items import holding
from corpus_items.manifest import Item

_BLOCK_END = re.compile(r"</(p|div|pre|ul|ol|table)>|<br\s*/?>")


def wrong_keys(item: Item, output: Path) -> Iterator[str]:
    """All differences."""
    recorded = holding.record(output)
    questions = {each["question"]["id"]: each["question"] for each in recorded["questions"]}
    wanted = item.more.get("questions", len(questions))
    if len(questions) != wanted:
        yield f"{len(questions)} questions, not {wanted}"
    for name, right in item.more["keys"].items():
        texts = [right] if isinstance(right, str) else list(right)
        if name in questions:
            yield from _recorded(name, questions[name], texts)
            yield from _printed(name, questions[name], recorded, output)
            yield from _uploaded(name, texts, output)
        else:
            yield f"no question {name}"


def _recorded(name: str, question: Any, right: Sequence[str]) -> Iterator[str]:
    found = [_first(option["text"]) for option in question["options"] if option["right"]]
    if _unlike(found, right):
        yield f"exam.json: the key of {name} is {found}"


def _uploaded(name: str, right: Sequence[str], output: Path) -> Iterator[str]:
    for path in holding.uploads(output):
        for question in etree.fromstring(path.read_bytes()).findall("question"):
            if question.findtext("idnumber") == name:
                answers = [each for each in question.findall("answer") if _counts(each)]
                found = [_first_of_html(each.findtext("text") or "") for each in answers]
                if _unlike(found, right):
                    yield f"{path.name}: the key of {name} is {found}"


def _counts(answer: Any) -> bool:
    return float(answer.get("fraction")) > 0


def _printed(name: str, question: Any, recorded: Any, output: Path) -> Iterator[str]:
    """The letters on the key are those of the right options, and stand beside them on the paper."""
    for form in recorded["forms"] if holding.papers(output) else ():
        for asked in (each for section in form["sections"] for each in section["questions"]):
            if asked["id"] == name:
                yield from _printed_one(question["options"], asked, form["label"], output)


def _printed_one(options: Any, asked: Any, label: str, output: Path) -> Iterator[str]:
    letters = {
        chr(ord("A") + place): _first(options[option]["text"])
        for place, option in enumerate(asked["order"])
        if options[option]["right"]
    }
    if sorted(asked["key"]) != sorted(letters):
        yield f"exam.json: form {label} has the key {asked['key']}"
    (key,) = (path for path in holding.files(output) if path.name == "key.pdf")
    shown = " ".join(holding.pdf_text(key).split())
    if not re.search(rf"\b{asked['number']} {'.{0,3}'.join(sorted(letters))}\b", shown):
        yield f"key.pdf does not show {asked['number']} {' '.join(letters)}"
    paper = holding.squeezed("".join(map(holding.pdf_text, _paper(label, output))))
    for letter, text in letters.items():
        if letter + holding.squeezed(text) not in paper:
            yield f"the paper does not show {letter} {text}"


def _paper(label: str, output: Path) -> list[Path]:
    papers = holding.papers(output)
    return papers if len(papers) == 1 else [p for p in papers if p.stem == f"paper-{label}"]


def _unlike(found: Sequence[str], right: Sequence[str]) -> bool:
    return sorted(map(holding.squeezed, found)) != sorted(map(holding.squeezed, right))


def _first(nodes: Any) -> str:
    """The first paragraph of recorded text."""
    blocks = [node for node in nodes if isinstance(node, dict) and node.get("kind") == "paragraph"]
    return _words(blocks[0] if blocks else nodes)


def _words(node: Any) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(map(_words, node))
    return str(node.get("text", "")) + _words(node.get("children", []))


def _first_of_html(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", _BLOCK_END.split(html, maxsplit=1)[0]))
