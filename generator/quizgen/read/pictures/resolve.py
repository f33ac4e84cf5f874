"""Markup → the same with pictures in place of the addresses of its images."""

from __future__ import annotations

from dataclasses import replace

from quizgen.model import Markup, Node, Picture
from quizgen.problem import Problem
from quizgen.read.pictures.reader import PictureReader


def resolve(
    markup: Markup, deck_path: str, reader: PictureReader
) -> tuple[Markup, tuple[Problem, ...]]:
    """The markup with every picture's key in place of its address, and the problems at the images.

    A picture that cannot be used stays an image without picture. What holds no image is the same
    object as before.
    """
    problems: list[Problem] = []
    resolved = _all(markup, deck_path, reader, problems)
    return resolved, tuple(problems)


def _all(nodes: Markup, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Markup:
    found = tuple(_one(node, deck_path, reader, problems) for node in nodes)
    return nodes if all(new is old for new, old in zip(found, nodes, strict=True)) else found


def _one(node: Node, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Node:
    if node.kind == "image":
        return _image(node, deck_path, reader, problems)
    if not node.children:
        return node
    children = _all(node.children, deck_path, reader, problems)
    return node if children is node.children else replace(node, children=children)


def _image(node: Node, deck_path: str, reader: PictureReader, problems: list[Problem]) -> Node:
    attributes = dict(node.attributes)
    if "src" not in attributes:
        return node
    found = reader.read(attributes.pop("src"), deck_path, node.place)
    if isinstance(found, Picture):
        attributes["picture"] = found.key
    else:
        problems.append(found)
    return replace(node, attributes=tuple(sorted(attributes.items())))
