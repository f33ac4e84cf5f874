"""What cannot be written in our Markdown."""

from __future__ import annotations


class Unwritable(ValueError):
    """A passage or a question that no notation of ours can say; the message tells which and why."""
