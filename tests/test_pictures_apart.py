"""A picture that hangs, crashes or eats memory costs that picture, is told as its problem, and no more."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from quizgen.model import Picture, Place
from quizgen.problem import Problem
from quizgen.project import load
from quizgen.read.pictures import apart
from quizgen.read.pictures.reader import PictureReader
from quizgen.sandbox import MEGABYTE, Allowance, Sandbox

PLACE = Place("deck.md", 5, 3)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="3" height="3"/></svg>'
)


def png(width: int = 8, height: int = 4) -> bytes:
    data = io.BytesIO()
    Image.new("RGBA", (width, height), "red").save(data, "PNG")
    return data.getvalue()


def misbehaving(behaviour: str) -> bytes:
    """A drawing over which the process of tests/picture_servant.py does this."""
    return f"<!--{behaviour}-->".encode() + DRAWING


def a_sandbox(seconds: float = 30) -> Sandbox:
    return Sandbox(Allowance(seconds, apart.ALLOWANCE.memory), "picture_servant")


def reader(root: Path, sandbox: Sandbox, **files: bytes) -> PictureReader:
    """A reader of a project with these files."""
    for name, data in files.items():
        (root / name).write_bytes(data)
    return PictureReader(root, sandbox)


def refused(reader: PictureReader, name: str) -> str:
    found = reader.read(name, "deck.md", PLACE)
    assert isinstance(found, Problem), found
    assert found.place == PLACE
    assert found.hint
    return found.message


def is_read(reader: PictureReader, name: str) -> bool:
    return isinstance(reader.read(name, "deck.md", PLACE), Picture)


def test_a_picture_that_takes_too_long_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    files = {"slow": misbehaving("hang"), "good": DRAWING, "photo": png()}
    pictures = reader(tmp_path, a_sandbox(seconds=5), **files)
    assert is_read(pictures, "photo")
    assert refused(pictures, "slow") == "the picture slow took longer than 5 seconds to read"
    assert is_read(pictures, "good")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of addresses that is kept")
def test_a_picture_that_needs_too_much_memory_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    allowance = Allowance(60, 300 * MEGABYTE)
    files = {"large": png(7000, 5700), "good": png()}
    pictures = reader(tmp_path, Sandbox(allowance, apart.SERVANT), **files)
    message = "the picture large needs more than 300 MiB of memory to be read"
    assert refused(pictures, "large") == message
    assert is_read(pictures, "good")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of addresses that is kept")
def test_memory_is_limited_whatever_asks_for_it(tmp_path: Path) -> None:
    pictures = reader(tmp_path, a_sandbox(), greedy=misbehaving("eat"), good=DRAWING)
    assert "the picture greedy needs more than 1,536 MiB" in refused(pictures, "greedy")
    assert is_read(pictures, "good")


@pytest.mark.parametrize("behaviour", ["crash", "leave", "raise", "nothing", "nonsense"])
def test_a_picture_that_ends_its_process_is_damaged_and_the_next_is_read(
    tmp_path: Path, behaviour: str
) -> None:
    pictures = reader(tmp_path, a_sandbox(), bad=misbehaving(behaviour), good=DRAWING)
    assert refused(pictures, "bad").startswith("the picture bad is damaged")
    assert is_read(pictures, "good")


def test_a_process_that_does_not_start_is_not_the_fault_of_the_picture(tmp_path: Path) -> None:
    pictures = reader(tmp_path, Sandbox(apart.ALLOWANCE, "no_such_module"), good=DRAWING)
    message = refused(pictures, "good")
    assert "the program that reads pictures does not start" in message
    assert "damaged" not in message


def test_the_largest_picture_is_read_within_the_limits(tmp_path: Path) -> None:
    turned, data = Image.Exif(), io.BytesIO()
    turned[0x0112] = 6
    whole = Image.linear_gradient("L").resize((7000, 5700)).convert("RGBA")
    whole.save(data, "PNG", exif=turned, icc_profile=another_profile())
    pictures = reader(tmp_path, apart.shared(), large=data.getvalue())
    found = pictures.read("large", "deck.md", PLACE)
    assert isinstance(found, Picture), found
    assert (found.width, found.height) == (5700, 7000)


def another_profile() -> bytes:
    """Of colours as on a screen, but with another name, so that all pixels are reckoned anew."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(profile.replace("sRGB".encode("utf-16-be"), "tRGB".encode("utf-16-be")))


# When it is started


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The processes that sandboxes start from now on."""
    processes: list[object] = []

    class Counted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            processes.append(arguments)
            super().__init__(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", Counted)
    return processes


def test_all_pictures_share_a_process(tmp_path: Path, started: list[object]) -> None:
    pictures = reader(tmp_path, a_sandbox(), a=DRAWING, b=png(), c=png(2, 2), bad=b"<svg/>")
    assert [is_read(pictures, name) for name in "abc"] == [True] * 3
    assert "is no picture" in refused(pictures, "bad")
    assert len(started) == 1


@pytest.mark.parametrize("image", ["", "![a](img/other.gif)", "![a](img/none.png)"])
def test_what_holds_no_picture_starts_no_process(
    tmp_path: Path, started: list[object], monkeypatch: pytest.MonkeyPatch, image: str
) -> None:
    monkeypatch.setattr(apart, "shared", a_sandbox)
    (tmp_path / "content" / "img").mkdir(parents=True)
    (tmp_path / "content" / "img" / "other.gif").write_bytes(b"GIF89a")
    (tmp_path / "content" / "deck.md").write_text(f"## Why?\n\n{image}\n\nAnswer: so\n")
    assert bool(load(tmp_path).problems) is bool(image)
    assert started == []


def test_the_program_itself_loads_no_library_that_decodes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(DRAWING)
    (tmp_path / "b").write_bytes(png())
    code = (
        "import sys\nfrom pathlib import Path\nfrom quizgen.model import Place\n"
        "from quizgen.read.pictures.reader import PictureReader\n"
        "reader = PictureReader(Path(sys.argv[1]))\n"
        "for name in 'ab':\n"
        "    print(type(reader.read(name, 'deck.md', Place('deck.md'))).__name__)\n"
        "print(sorted({'lxml', 'PIL', 'tinycss2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["Picture", "Picture", "[]"]
