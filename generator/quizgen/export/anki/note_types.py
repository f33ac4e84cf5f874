"""The two note types: their fields, what the sides of a card show, and how it looks.

Templates hold no word of any language and nothing that acts; `{{#Field}}` shows what follows where
the field is not empty, `{{type:Field}}` and `{{hint:Field}}` are Anki's own box and link.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.formats import anki_note

_HEAD = '{{#Points}}<div class="points">{{Points}}</div>{{/Points}}\n'
_HINT = '\n{{#Hint}}<div class="hint">{{hint:Hint}}</div>{{/Hint}}'
_END = '\n{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}'

STYLE = """\
.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left;
  max-width: 42em; margin: 0 auto; padding: 0.5em }
.card img { max-width: 100%; height: auto }
.points { float: right; font-size: 0.8em; opacity: 0.75 }
.cue { font-size: 0.9em; font-style: italic }
.right, .cloze { font-weight: bold; color: #006b3c }
.nightMode .right, .nightMode .cloze { color: #7fd6a8 }
.feedback { font-weight: normal; font-size: 0.9em; color: inherit; opacity: 0.85 }
.hint, .explanation { margin-top: 1em; font-size: 0.9em }
.explanation { border-top: 1px solid; padding-top: 0.5em }
.pairs td { border: 1px solid; padding: 0.3em 0.6em }
table { border-collapse: collapse }
pre { overflow-x: auto; padding: 0.5em; background: #f6f6f6; color: #000 }
"""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: Anki knows it by its name, from which its number is made."""

    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    cloze: bool = False


QUESTION = NoteType(
    anki_note.QUESTION,
    anki_note.FIELDS[anki_note.QUESTION],
    f"{_HEAD}{{{{Question}}}}\n{{{{Choices}}}}{_HINT}\n"
    "{{#Typed}}<div>{{type:Typed}}</div>{{/Typed}}",
    f'{_HEAD}{{{{Question}}}}\n<hr id="answer">\n'
    f"{{{{#Typed}}}}<div>{{{{type:Typed}}}}</div>{{{{/Typed}}}}\n{{{{Answer}}}}{_END}",
)
GAPS = NoteType(
    anki_note.GAPS,
    anki_note.FIELDS[anki_note.GAPS],
    f"{_HEAD}{{{{cloze:Text}}}}{_HINT}",
    f"{_HEAD}{{{{cloze:Text}}}}\n{{{{Accepted}}}}{_END}",
    cloze=True,
)
