"""What the sandbox of drawings calls: SVG and files of fonts → pixels (PNG) in Base64, or why not."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable


def start() -> Callable[[str, float, str], dict[str, str]]:
    """What is called for each drawing: its source, so many pixels for one, fonts line by line."""
    import resvg_py

    def draw(source: str, sharpness: float, fonts: str) -> dict[str, str]:
        try:
            pixels = resvg_py.svg_to_bytes(
                svg_string=source,
                zoom=sharpness,
                skip_system_fonts=True,
                font_files=fonts.split("\n") if fonts else [],
                font_family="Quizgen Serif",
                serif_family="Quizgen Serif",
                sans_serif_family="Quizgen Sans",
                monospace_family="Quizgen Mono",
            )
        except ValueError as error:
            return {"failure": str(error)}
        return {"png": b64encode(bytes(pixels)).decode()}

    return draw
