"""What chatbots say around what they were asked for: it belongs to no card."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:sure|certainly|of course|absolutely|great|okay|ok|here(?:'s|’s| is| are)|below (?:is|are)|got it|"
    r"gerne|natürlich|klar|selbstverständlich|hier (?:sind|ist|kommen|findest)|alles klar|super)\b.*[:!.]|"
    r"(?:sure|certainly|of course|absolutely|gerne|natürlich|klar)!\s.*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:let me know|would you like|do you want|want me to|if you(?:'d|’d| would| want| need)|"
    r"i hope|hope this|feel free|"
    r"shall i|should i|i can also|good luck|happy studying|möchtest du|möchten sie|soll ich|sag (?:mir )?|"
    r"lass mich|wenn du (?:willst|möchtest|noch)|ich hoffe|viel erfolg|gib (?:mir )?bescheid|falls du)\b.*",
    re.IGNORECASE,
)


def is_opening(text: str) -> bool:
    """Whether a chatbot begins its answer so: Sure! Here are 10 flashcards:"""
    return bool(_OPENING.fullmatch(text))


def is_closing(text: str) -> bool:
    """Whether a chatbot ends its answer so: Would you like me to …?"""
    return bool(_CLOSING.fullmatch(text))
