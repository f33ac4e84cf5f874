"""STUB"""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath
from quizgen.model import *
from quizgen.problem import Problem


class PictureReader:
    def __init__(self, root):
        self.root = root
        self.d = {}

    @property
    def pictures(self):
        return dict(sorted(self.d.items()))

    def read(self, src, deck_path, place):
        p = self.root / PurePosixPath(deck_path).parent / src
        if not p.is_file():
            return Problem(place, "no picture " + src)
        b = p.read_bytes()
        k = hashlib.sha256(b).hexdigest()
        m = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}[p.suffix]
        w = h = 300
        if m != "image/svg+xml":
            from PIL import Image

            w, h = Image.open(p).size
        else:
            w, h = 480, 320
        pic = Picture(k, m, b, w, h)
        self.d[k] = pic
        return pic


def resolve(markup, deck_path, reader):
    if not any(n.kind == "image" for n in walk(markup)):
        return markup, ()
    ps = []

    def go(ns):
        out = []
        for n in ns:
            if n.kind == "image":
                r = reader.read(n.get("src"), deck_path, n.place)
                at = dict(n.attributes)
                at.pop("src", None)
                if isinstance(r, Problem):
                    ps.append(r)
                else:
                    at["picture"] = r.key
                n = replace(n, attributes=tuple(sorted(at.items())))
            elif n.children:
                n = replace(n, children=go(n.children))
            out.append(n)
        return tuple(out)

    return go(markup), tuple(ps)
