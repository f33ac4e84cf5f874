"""The text of a note of Obsidian → ordinary Markdown: links, pictures, callouts, comments, properties.

The notations are described at https://help.obsidian.md/obsidian-flavored-markdown. Lines stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from quizgen.importers.shared.markdown import outside_code

_PROPERTIES = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(
    r"%%(?P<percent>.*?)%%|<!--(?!SR:)(?P<html>(?:(?!-->|<!--).)*(?:<!--SR:[^\n]{0,500}?-->(?:(?!-->|<!--).)*)*)-->",
    re.DOTALL,
)
_EMBED = re.compile(r"!\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
_LINK = re.compile(r"(?<!!)\[\[([^\[\]\n|]+)(?:\|([^\[\]\n]*))?\]\]")
_CALLOUT = re.compile(
    r"^(?P<quote>[ \t]*(?:>[ \t]?)+)\[!(?P<sort>[\w-]+)(?:\|[^\]]*)?\][+-]?[ \t]*(?P<title>.*)$",
    re.M,
)
_BLOCK_NAME = re.compile(r"(?<![ \t])[ \t]+\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")
_PICTURE = re.compile(r"\.(?:png|jpe?g|svg|gif|webp|bmp|avif|tiff?)$", re.IGNORECASE)
_MOST_PROPERTIES = 20_000


@dataclass(frozen=True, slots=True)
class Properties:
    """What the properties at the head of a note say; `line` is the first one below them."""

    line: int = 1
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Comments:
    """Takes comments out of a text, and what Obsidian would show of other notes; keeps both."""

    found: list[str]
    left_out: list[str]

    def ordinary(self, text: str) -> str:
        """The Markdown."""
        return outside_code(text, self._ordinary)

    def _ordinary(self, text: str) -> str:
        text = _COMMENT.sub(self._comment, text)
        text = _EMBED.sub(self._embedded, text)
        text = _LINK.sub(_linked, text)
        text = _CALLOUT.sub(_called_out, text)
        return _BLOCK_NAME.sub("", text)

    def _comment(self, match: re.Match[str]) -> str:
        words = (match["percent"] or match["html"] or "").strip()
        self.found += [words] if words else []
        return "\n" * match[0].count("\n")

    def _embedded(self, match: re.Match[str]) -> str:
        target, shown = match[1].strip(), (match[2] or "").strip()
        if not _PICTURE.search(target):
            self.left_out.append(target)
            return target
        *words, last = shown.split("|")
        size = _SIZE.fullmatch(last.strip())
        alt = "|".join(words) if size else shown
        sizes = (
            (
                f"{name}={n}px"
                for name, n in zip(("width", "height"), size.groups(), strict=True)
                if n
            )
            if size
            else ()
        )
        braces = " ".join(sizes)
        return f"![{alt}](<{target}>)" + (f"{{{braces}}}" if braces else "")


def _linked(match: re.Match[str]) -> str:
    return (match[2] or match[1].strip("#").replace("#^", " > ").replace("#", " > ")).strip()


def _called_out(match: re.Match[str]) -> str:
    """The title of a callout in bold, as a line of its own."""
    title = match["title"].strip() or match["sort"].replace("-", " ").capitalize()
    return f"{match['quote']}**{title}**\\"


def properties(text: str) -> tuple[Properties, str]:
    """What the properties say, and the text below them; properties that are damaged say nothing."""
    found = _PROPERTIES.match(text)
    if not found:
        return Properties(), text
    line = found[0].count("\n") + 1
    values = _values(found["yaml"])
    title = values.get("title")
    tags = values.get("tags") or values.get("tag") or ()
    tags = re.split(r"[,\s]+", tags) if isinstance(tags, str) else tags
    names = (
        tuple(str(tag).lstrip("#") for tag in tags if tag) if isinstance(tags, list | tuple) else ()
    )
    return Properties(
        line, title if isinstance(title, str) else "", tuple(filter(None, names))
    ), text[found.end() :]


def _values(text: str) -> dict[str, object]:
    if len(text) > _MOST_PROPERTIES or "&" in text:
        return {}
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
