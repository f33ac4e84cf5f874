"""Pictures of a project → pictures without anything but what they show, or problems that help."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from quizgen.model import Node, Picture, Place
from quizgen.problem import Problem
from quizgen.read.pictures.reader import PictureReader
from quizgen.read.pictures.resolve import resolve

PLACE = Place("deck.md", 5, 3)
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def png(colour: str = "red", size: tuple[int, int] = (8, 4), **options: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "PNG", **options)
    return data.getvalue()


def jpeg(mode: str = "RGB", size: tuple[int, int] = (32, 16), **options: object) -> bytes:
    data = io.BytesIO()
    image = Image.radial_gradient("L").resize(size).convert(mode)
    image.save(data, "JPEG", **options)
    return data.getvalue()


def svg(body: str, attributes: str = 'viewBox="0 0 200 100"') -> bytes:
    return f"<svg {SVG} {attributes}>{body}</svg>".encode()


def read_file(root: Path, data: bytes, name: str = "p") -> Picture | Problem:
    (root / name).write_bytes(data)
    return PictureReader(root).read(quote(name), "deck.md", PLACE)


def good(found: Picture | Problem) -> Picture:
    assert isinstance(found, Picture), found
    return found


def message(found: Picture | Problem) -> str:
    assert isinstance(found, Problem), found
    assert found.place == PLACE
    return f"{found.message} | {found.hint}"


def drawn(root: Path, body: str, attributes: str = 'viewBox="0 0 200 100"') -> str:
    return good(read_file(root, svg(body, attributes))).data.decode()


def refused(root: Path, body: str, attributes: str = 'viewBox="0 0 200 100"') -> str:
    return message(read_file(root, svg(body, attributes)))


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


# Where pictures are looked for


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("http://127.0.0.1:9/x.png", "never fetched from the network"),
        ("https%3A//example.org/x.png", "never fetched from the network"),
        ("//example.org/x.png", "never fetched from the network"),
        ("data:image/png;base64,AAAA", "data: is an address of another kind"),
        ("file:///etc/passwd", "outside the project"),
        ("/etc/passwd", "outside the project"),
        ("C:/x.png", "outside the project"),
        ("../out.png", "outside the project"),
        ("%2e%2e/out.png", "outside the project"),
        ("img/../../out.png", "outside the project"),
        ("img%5Cphoto.png", "write img/photo.png"),
        ("photo%00.png", "control character"),
        ("%ff.png", "not UTF-8"),
        ("", "has no file name"),
        ("img/", "is a folder"),
        ("img/nosuch.bmp", "does not exist"),
    ],
)
def test_addresses_that_are_no_files_of_the_project(tmp_path: Path, src: str, words: str) -> None:
    root = tmp_path / "project"
    (root / "img").mkdir(parents=True)
    (tmp_path / "out.png").write_bytes(png())
    (root / "img" / "photo.png").write_bytes(png())
    assert words in message(PictureReader(root).read(src, "deck.md", PLACE))


def test_paths_count_from_the_folder_of_the_deck(tmp_path: Path) -> None:
    (tmp_path / "content" / "img").mkdir(parents=True)
    (tmp_path / "content" / "img" / "p.png").write_bytes(png("blue"))
    (tmp_path / "p.png").write_bytes(png())
    reader = PictureReader(tmp_path)
    inner = good(reader.read("./img/p.png", "content/deck.md", PLACE))
    assert inner == good(reader.read("../content/img/p.png", "content/deck.md", PLACE))
    assert inner != good(reader.read("../p.png", "content/deck.md", PLACE))


@pytest.mark.parametrize(
    "name",
    ["my pic (1).png", "a&b.png", "50%.png", "a#b.png", "what?.png", "日本 é.png", "JPG.png"],
)
def test_odd_names_work(tmp_path: Path, name: str) -> None:
    root = tmp_path / "a b é #%&"
    root.mkdir()
    assert good(read_file(root, png(), name)).width == 8


def test_accents_may_be_composed_or_not(tmp_path: Path) -> None:
    (tmp_path / unicodedata.normalize("NFD", "café.png")).write_bytes(png())
    good(PictureReader(tmp_path).read(quote("café.png"), "deck.md", PLACE))


@pytest.mark.parametrize(
    ("src", "hint"),
    [
        ("img/Photo.PNG", "upper and lower case count) | did you mean img/photo.png?"),
        ("IMG/photo.png", "upper and lower case count) | did you mean img/photo.png?"),
        ("photo.png", "did you mean img/photo.png?"),
        ("img/phto.png", "did you mean img/photo.png?"),
        ("img/my%20pics.png", "did you mean <img/my pic.png>?"),
    ],
)
def test_the_nearest_name_is_offered(tmp_path: Path, src: str, hint: str) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "photo.png").write_bytes(png())
    (tmp_path / "img" / "my pic.png").write_bytes(png())
    assert hint in message(PictureReader(tmp_path).read(src, "deck.md", PLACE))


def test_offers_count_from_the_folder_of_the_deck(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "photo.png").write_bytes(png())
    found = PictureReader(tmp_path).read("photo.png", "content/deck.md", PLACE)
    assert "did you mean ../photo.png?" in message(found)


def test_links_may_not_leave_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "p.png").write_bytes(png())
    (root / "link.png").symlink_to("../outside/p.png")
    (root / "folder").symlink_to("../outside")
    (root / "inner.png").write_bytes(png())
    (root / "good.png").symlink_to("inner.png")
    reader = PictureReader(root)
    assert "outside the project" in message(reader.read("link.png", "deck.md", PLACE))
    assert "outside the project" in message(reader.read("folder/p.png", "deck.md", PLACE))
    good(reader.read("good.png", "deck.md", PLACE))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.png")
    assert "no regular file" in message(PictureReader(tmp_path).read("p.png", "deck.md", PLACE))


def test_a_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "p.png").symlink_to("p.png")
    assert "cannot be read" in message(PictureReader(tmp_path).read("p.png", "deck.md", PLACE))


def test_large_files_are_refused(tmp_path: Path) -> None:
    assert "at most 20 MB" in message(read_file(tmp_path, png() + bytes(20_000_000)))


# What pictures hold


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty file"),
        (b"GIF89a" + bytes(20), "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"BM" + bytes(20), "BMP"),
        (b"II*\x00" + bytes(20), "TIFF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\x1f\x8b\x08" + bytes(20), "svgz"),
        (zlib.compress(svg("<rect/>")), "not supported"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "HEIC"),
        (b"<html><body>404</body></html>", "is no picture"),
        (b"<!DOCTYPE html><br>", "is no picture"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "is no picture"),
        (b'<svg width="9" height="9"/>', "is no picture"),
        (b"just text", "not supported"),
    ],
)
def test_other_files_are_refused_whatever_their_name(
    tmp_path: Path, data: bytes, words: str
) -> None:
    assert words in message(read_file(tmp_path, data, "p.png"))


def test_a_jpeg_named_png_is_a_jpeg(tmp_path: Path) -> None:
    picture = good(read_file(tmp_path, jpeg(), "p.png"))
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 32, 16)
    assert picture.key == hashlib.sha256(picture.data).hexdigest()


@pytest.mark.parametrize("make", [png, jpeg])
@pytest.mark.parametrize("kept", [0.5, 0.95])
def test_half_files_are_refused(tmp_path: Path, make: Callable[..., bytes], kept: float) -> None:
    data = make(size=(200, 150))
    assert "is damaged" in message(read_file(tmp_path, data[: int(len(data) * kept)]))


def test_a_wrong_checksum_is_damage(tmp_path: Path) -> None:
    data = bytearray(png(size=(80, 40)))
    data[data.index(b"IDAT") + 6] ^= 1
    assert "is damaged" in message(read_file(tmp_path, bytes(data)))


def test_headers_alone_are_damage(tmp_path: Path) -> None:
    assert "is damaged" in message(read_file(tmp_path, b"\x89PNG\r\n\x1a\n"))
    assert "is damaged" in message(read_file(tmp_path, b"\xff\xd8\xff\xe0"))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def test_pixels_are_counted_before_they_are_unpacked(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 6_000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b""))
    assert "60000 × 6000 pixels" in message(read_file(tmp_path, data + chunk(b"IEND", b"")))


def test_a_jpeg_of_a_thousand_layers(tmp_path: Path) -> None:
    assert "too many layers" in message(read_file(tmp_path, jpeg() + b"\xff\xda" * 1000))


def test_motion_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(data, "PNG", save_all=True, append_images=frames[1:])
    assert "is animated" in message(read_file(tmp_path, data.getvalue()))


def test_metadata_and_what_is_appended_are_gone(tmp_path: Path) -> None:
    notes = PngInfo()
    notes.add_text("Comment", "KEYLEAK")
    notes.add_itxt("XML:com.adobe.xmp", "KEYLEAK", zip=True)
    exif = Image.Exif()
    exif[0x010E] = "KEYLEAK"
    for data in (
        png(pnginfo=notes, exif=exif) + b"KEYLEAK<script>",
        jpeg(exif=exif, comment=b"KEYLEAK", xmp=b"KEYLEAK") + b"KEYLEAK",
    ):
        picture = good(read_file(tmp_path, data))
        assert b"KEYLEAK" not in picture.data
        assert not set(opened(picture).info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_and_its_copy_with_metadata_are_one(tmp_path: Path) -> None:
    notes = PngInfo()
    notes.add_text("Comment", "x")
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").write_bytes(png(pnginfo=notes))
    (tmp_path / "c.png").write_bytes(png("blue"))
    reader = PictureReader(tmp_path)
    keys = [good(reader.read(f"{n}.png", "d.md", PLACE)).key for n in "abc"]
    assert keys[0] == keys[1] != keys[2]
    assert list(reader.pictures) == sorted({keys[0], keys[2]})


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_stand_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    upright = Image.new("RGB", (32, 16), "white")
    upright.paste("black", (0, 0, 16, 8))
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = io.BytesIO()
    turned = upright if stored is None else upright.transpose(stored)
    turned.save(data, kind, exif=exif)
    picture = good(read_file(tmp_path, data.getvalue()))
    assert (picture.width, picture.height) == (32, 16)
    corners = [opened(picture).convert("L").getpixel(at) for at in ((2, 2), (29, 2), (2, 13))]
    assert [isinstance(c, int) and c > 128 for c in corners] == [False, True, True]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_keeps_its_mode_and_pixels(tmp_path: Path, mode: str) -> None:
    image = Image.linear_gradient("L").resize((16, 16)).convert("RGB").convert(mode)
    data = io.BytesIO()
    image.save(data, "PNG")
    kept = opened(good(read_file(tmp_path, data.getvalue())))
    assert kept.mode == mode
    assert kept.convert("RGBA").tobytes() == image.convert("RGBA").tobytes()


def test_sixteen_bits_become_eight(tmp_path: Path) -> None:
    image = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32768, 65535)):
        image.putpixel((x, 0), value)
    data = io.BytesIO()
    image.save(data, "PNG")
    kept = opened(good(read_file(tmp_path, data.getvalue())))
    assert [kept.getpixel((x, 0)) for x in range(3)] == [0, 127, 255]


def test_nothing_hides_under_full_transparency(tmp_path: Path) -> None:
    image = Image.new("RGBA", (2, 1), (200, 100, 50, 0))
    image.putpixel((1, 0), (200, 100, 50, 1))
    data = io.BytesIO()
    image.save(data, "PNG")
    kept = opened(good(read_file(tmp_path, data.getvalue())))
    assert [kept.getpixel((x, 0)) for x in range(2)] == [(0, 0, 0, 0), (200, 100, 50, 1)]


def test_a_transparent_colour_stays(tmp_path: Path) -> None:
    kept = opened(good(read_file(tmp_path, png(transparency=(255, 0, 0)))))
    assert kept.convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 0)


def test_jpeg_is_not_worn_out(tmp_path: Path) -> None:
    data = jpeg(size=(256, 256), quality=60)
    kept = opened(good(read_file(tmp_path, data))).tobytes()
    before = Image.open(io.BytesIO(data)).tobytes()
    assert max(abs(a - b) for a, b in zip(kept, before, strict=True)) <= 3


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpeg_in_gray_and_in_printers_colours(tmp_path: Path, mode: str) -> None:
    data = jpeg(mode)
    kept = opened(good(read_file(tmp_path, data)))
    assert kept.mode == {"L": "L", "CMYK": "RGB"}[mode]
    before = Image.open(io.BytesIO(data)).convert("L").tobytes()
    assert max(abs(a - b) for a, b in zip(kept.convert("L").tobytes(), before, strict=True)) < 10


def test_another_colour_space_becomes_srgb(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace("sRGB".encode("utf-16-be"), "XXXX".encode("utf-16-be"))
    swapped = swapped.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")
    red, green = (255, 0, 0), (0, 255, 0)
    for icc, colour in ((srgb, red), (swapped, green), (b"no profile", red)):
        kept = opened(good(read_file(tmp_path, png(icc_profile=icc))))
        assert kept.getpixel((0, 0)) == colour
        assert "icc_profile" not in kept.info


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for data in (png(), jpeg(), svg("<rect id='x' width='9' height='9'/>")):
        assert read_file(tmp_path, data) == read_file(tmp_path, data, "other name")


# Drawings


def test_only_what_is_drawn_is_kept(tmp_path: Path) -> None:
    data = drawn(
        tmp_path,
        """<title>KEYLEAK</title><desc>KEYLEAK</desc><metadata>KEYLEAK</metadata><!-- KEYLEAK -->
        <?KEYLEAK?><script>KEYLEAK</script><style>.KEYLEAK{fill:red}</style>
        <inkscape:grid xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" id="KEYLEAK"/>
        <g id="KEYLEAK" data-x="KEYLEAK" onclick="KEYLEAK" aria-label="KEYLEAK">
        <a xlink:href="javascript:KEYLEAK"><rect class="KEYLEAK" width="9" height="9"/></a></g>
        <defs><text id="KEYLEAKx">KEYLEAK</text></defs>""",
        'viewBox="0 0 20 10" width="20" height="10" onload="KEYLEAK" id="KEYLEAK"',
    )
    assert data == (
        f'<svg {SVG} height="10" viewBox="0 0 20 10" width="20">'
        '<g><g><rect fill="#ff0000" height="9" width="9"></rect></g></g></svg>'
    )


@pytest.mark.parametrize(
    "hidden",
    [
        '<g style="display:none"><text>KEYLEAK</text></g>',
        '<g visibility="hidden"><text>KEYLEAK</text></g>',
        '<text opacity="0" y="9">KEYLEAK</text>',
        '<g opacity="0%"><g><text>KEYLEAK</text></g></g>',
        '<text fill="none" y="9">KEYLEAK</text>',
        '<g fill="transparent"><text y="9">KEYLEAK</text></g>',
        '<text fill-opacity="0" y="9">KEYLEAK</text>',
        '<text style="fill:rgba(0,0,0,0)" y="9">KEY<tspan>LEAK</tspan></text>',
        '<text transform="scale(0)" y="9">KEYLEAK</text>',
        '<text x="500" y="50">KEYLEAK</text>',
        '<g transform="translate(0,-300)"><text>KEY<tspan>LEAK</tspan></text></g>',
        '<rect display="none" class="KEYLEAK"/>',
    ],
)
def test_hidden_parts_are_dropped(tmp_path: Path, hidden: str) -> None:
    data = drawn(tmp_path, f'{hidden}<rect width="9" height="9"/><text y="9">seen</text>')
    assert "KEY" not in data
    assert "LEAK" not in data
    assert "seen" in data


def test_what_is_hidden_may_be_referred_to(tmp_path: Path) -> None:
    data = drawn(
        tmp_path,
        '<g display="none"><text>KEYLEAK</text><path id="p" d="M0 0h9v9z"/></g>'
        '<use href="#p"/><g visibility="hidden"><text>KEYLEAK<tspan visibility="visible" '
        'y="9">seen</tspan></text></g>',
    )
    assert "KEYLEAK" not in data
    assert '<defs><path d="M0 0L9 0L9 9Z" id="a"></path></defs><use xlink:href="#a">' in data
    assert "seen" in data


def test_styles_become_attributes_as_css_ranks_them(tmp_path: Path) -> None:
    data = drawn(
        tmp_path,
        """<style><![CDATA[ /* c */ rect { fill: red; stroke: blue } .b { fill: green }
        #c { fill: yellow !important } @media (prefers-color-scheme: dark) { rect { fill: black } }
        ]]></style>
        <rect fill="black" width="1" height="1"/><rect class="b" width="2" height="1"/>
        <rect class="b" id="c" style="fill: gray; stroke: light-dark(#123, var(--x))" width="3"
        height="1"/>""",
    )
    rectangles = etree.fromstring(data.encode()).findall("{*}rect")
    found = [(e.get("fill"), e.get("stroke")) for e in rectangles]
    blue = "#0000ff"
    assert found == [("#ff0000", blue), ("#008000", blue), ("#ffff00", "#112233")]


def test_paths_are_spelled_in_absolute_lines_and_curves(tmp_path: Path) -> None:
    data = drawn(
        tmp_path,
        '<path d="m10.5.5.5-1e1h2v3zM1 1q2 2 4 0t4 0"/><polyline points="1,2 3-4,5"/>'
        '<polygon points="0 0 9 0 9 9"/><path d="M1 1M5 5zM9 9"/><path d="M3 3"/>'
        '<path d="M0 0A0 5 0 0 1 7 7"/>',
    )
    paths = [e.get("d") for e in etree.fromstring(data.encode()).findall("{*}path")]
    assert paths[0] == (
        "M10.5 0.5L11 -9.5L13 -9.5L13 -6.5Z"
        "M1 1C2.33333333 2.33333333 3.66666667 2.33333333 5 1"
        "C6.33333333 -0.333333333 7.66666667 -0.333333333 9 1"
    )
    assert paths[1:] == ["M1 2L3 -4", "M0 0L9 0L9 9Z", "M5 5L5 5Z", "M0 0L7 7"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<foreignObject width="9" height="9"/>', "<foreignObject> in line 1"),
        ("<switch><rect/></switch>", "<switch>"),
        ('<image href="data:image/png;base64,AA"/>', "a picture in a picture"),
        ("<text><textPath>x</textPath></text>", "text along a path"),
        ("<text><tref/></text>", "<tref>"),
        ("<rect><animate/></rect>", "without motion"),
        ('<rect style="animation:a 1s"/>', "animation"),
        ('<filter id="f"/><rect filter="url(#f)"/>', "filter"),
        ('<mask id="m"><rect/></mask><g mask="url(#m)"><rect/></g>', "mask"),
        ('<rect style="mix-blend-mode:multiply"/>', "mix-blend-mode: multiply"),
        ('<rect vector-effect="non-scaling-stroke"/>', "vector-effect"),
        ("<text>x<tspan style='baseline-shift:super'>2</tspan></text>", "baseline-shift: super"),
        ('<text text-decoration="underline">x</text>', "text-decoration"),
        ('<text style="writing-mode:tb">x</text>', "writing-mode"),
        ('<text stroke="white" paint-order="stroke">x</text>', "paint-order"),
        ("<text>שלום</text>", "HEBREW LETTER SHIN"),
        ("<text>x\u0304</text>", "COMBINING MACRON"),
        ('<text x="1 2">a<tspan>b</tspan></text>', "letters placed one by one"),
        ('<rect stroke="url(#g)"/><linearGradient id="g"/>', "a line with a gradient"),
        (
            '<rect fill="url(#g)"/><linearGradient id="g" spreadMethod="repeat"/>',
            "repeated gradient",
        ),
        ('<clipPath id="c"><rect/><rect/></clipPath><g clip-path="url(#c)"><rect/></g>', "several"),
        ('<rect fill="url(#p)"/><pattern id="p" width="1" height="1"/>', "patternUnits"),
        ('<rect style="fill: var(--x)"/>', "a variable in fill"),
        ("<style>@font-face{font-family:x}</style><rect/>", "an embedded font"),
        ("<style>@media (width > 9px) {}</style><rect/>", "@media (width > 9px)"),
        ("<style>rect:where(.a) > {}</style><rect/>", "the style"),
        ('<rect width="auto"/>', "an unreadable width"),
        ('<path d="M0 0 L 1 x"/>', "an unreadable d"),
        ('<path d="L1 1"/>', "an unreadable d"),
        ('<rect transform="translate(1e9)translate(1e9)"/>', "an unreadable transform"),
        (
            '<marker id="m" markerWidth="0"><rect/></marker><path d="M0 0h9" marker-end="url(#m)"/>',
            "an unreadable markerWidth",
        ),
        (
            '<pattern id="p" patternUnits="userSpaceOnUse" width="1e9" height="9"><rect/></pattern>'
            '<rect x="1" width="9" height="9" fill="url(#p)"/>',
            "numbers that cannot be drawn",
        ),
        ('<rect transform="rotate(1rad)"/>', "an unreadable transform"),
        ('<rect style="clip-path:circle(9px)"/>', "an unreadable clip-path"),
        ('<rect fill="color-mix(in srgb, red, blue)"/>', "an unreadable fill"),
        ("<g/>", "is empty"),
    ],
)
def test_what_would_be_lost_on_paper_is_refused(tmp_path: Path, body: str, words: str) -> None:
    assert words in refused(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [
        '<use href="other.svg#a"/>',
        '<use xlink:href="http://example.org/a.svg#a"/>',
        '<rect fill="url(http://example.org/#a)"/>',
        "<style>@import url(http://example.org/a.css);</style>",
        '<rect style="clip-path:url(../../secret.svg#a)"/>',
    ],
)
def test_other_files_are_never_asked_for(tmp_path: Path, body: str) -> None:
    assert "refers to another file" in refused(tmp_path, f'{body}<rect width="9" height="9"/>')


def test_messages_name_the_line(tmp_path: Path) -> None:
    assert "<switch> in line 3" in refused(tmp_path, "<g>\n\n<switch><rect/></switch></g>")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE svg [<!ENTITY x SYSTEM "secret.txt">]><svg {}><text>&x;</text></svg>', "DTD"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]><svg {}><text x="&x;"/></svg>', "DTD"),
        ("<!DOCTYPE svg [<!ELEMENT svg ANY>]><svg {}><rect/></svg>", "DTD"),
        ("<svg {}><text>&x;</text></svg>", "is damaged"),
        ("<svg {}><g></svg>", "is damaged"),
        ("<svg {}>" + "<g>" * 60 + "</g>" * 60 + "</svg>", "nested deeper"),
        ("<svg {}>" + "<g>" * 5000 + "</g>" * 5000 + "</svg>", "is damaged"),
        ("<svg {}>" + "<rect/>" * 20_001 + "</svg>", "too complex"),
        ("<svg {}>" + " " * 5_000_000 + "</svg>", "at most 5 MB"),
    ],
)
def test_hostile_xml(tmp_path: Path, data: str, words: str) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    assert words in message(read_file(tmp_path, data.replace("{}", SVG).encode()))


def test_a_bare_doctype_is_harmless(tmp_path: Path) -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">'
    good(read_file(tmp_path, b'<?xml version="1.0"?>\n' + doctype + svg("<path d='M0 0h9'/>")))


def test_utf_16_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = svg('<text y="9">é</text>').decode()
    for encoding in ("utf-16", "utf-8-sig"):
        assert "é".encode() in good(read_file(tmp_path, text.encode(encoding))).data


def bomb(levels: int) -> str:
    uses = "".join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n + 1}"/>' * 10 + "</g>" for n in range(levels)
    )
    return f'<defs>{uses}<rect id="a{levels}" width="1" height="1"/></defs><use href="#a0"/>'


def test_repetition_is_counted(tmp_path: Path) -> None:
    assert "<use" in drawn(tmp_path, bomb(2))
    assert "too complex" in refused(tmp_path, bomb(7))


@pytest.mark.parametrize(
    "body",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        '<marker id="a"><path d="M0 0h9" marker-end="url(#a)"/></marker>'
        '<path d="M0 0h9" marker-end="url(#a)"/>',
        '<linearGradient id="a" href="#a"/><rect width="9" height="9" fill="url(#a)"/>',
    ],
)
def test_circles_are_found(tmp_path: Path, body: str) -> None:
    assert "refers to itself" in refused(tmp_path, body)


def test_chains_arrowheads_and_tiles_are_counted(tmp_path: Path) -> None:
    chain = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(3000))
    assert "nested deeper" in refused(tmp_path, f"<defs>{chain}</defs><use href='#a0'/>")
    marker = '<marker id="m">' + '<path d="M0 0h9"/>' * 50 + "</marker>"
    path = f'<path marker-mid="url(#m)" d="M0 0{"h1" * 1000}"/>'
    assert "too complex" in refused(tmp_path, marker + path)
    tile = (
        '<pattern id="p" patternUnits="userSpaceOnUse" width=".01" height=".01"><rect/></pattern>'
    )
    shape = '<circle cx="9" cy="9" r="9" fill="url(#p)"/>'
    assert "too complex" in refused(tmp_path, tile + shape)


@pytest.mark.parametrize(
    "style",
    [
        "<style>" + ".a * * * *{fill:red}" * 50 + "</style>" + "<g>" * 20 + "<rect/>" * 2000,
        "<style>a{b:" + "(" * 90_000 + "</style>",
        "<style>" + "a" * 300_000 + "</style>",
    ],
)
def test_styles_are_limited(tmp_path: Path, style: str) -> None:
    body = style + "</g>" * style.count("<g>") + '<rect width="9" height="9"/>'
    assert "styles" in refused(tmp_path, body) or "nested deeper" in refused(tmp_path, body)


def test_names_in_drawings_tell_nothing(tmp_path: Path) -> None:
    data = drawn(
        tmp_path,
        '<linearGradient id="rightanswer"><stop offset="0"/><stop offset="1"/></linearGradient>'
        '<rect id="wrong" width="9" height="9" fill="url(#rightanswer)" clip-path="url(#cut)"/>'
        '<clipPath id="cut"><rect width="5" height="5"/></clipPath>',
    )
    assert "rightanswer" not in data
    assert "wrong" not in data
    assert 'id="a"' in data
    assert 'fill="url(#a)"' in data
    assert 'clip-path="url(#b)"' in data


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="40" height="20"', (40, 20)),
        ('width="10mm" height="1in"', (38, 96)),
        ('width="100%" height="100%" viewBox="0 0 640 480"', (640, 480)),
        ('viewBox="0 0 10 5"', (300, 150)),
        ('width="50" viewBox="0 0 10 5"', (50, 25)),
        ('height="50px" viewBox="0,0,10,5"', (100, 50)),
        ('width="0.2" height="0.1"', (1, 1)),
        ('style="width:2em;height:1em"', (32, 16)),
    ],
)
def test_the_size_of_a_drawing(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    picture = good(read_file(tmp_path, svg('<path d="M0 0h9"/>', attributes)))
    assert (picture.width, picture.height) == size
    assert b"viewBox=" in picture.data


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="100%" height="100%"',
        'width="0" height="9"',
        'width="x" height="9"',
        'viewBox="0 0 0 5"',
        'width="1e999" height="9"',
        'width="99999" height="9"',
        'width="-4" height="4"',
    ],
)
def test_a_drawing_without_size(tmp_path: Path, attributes: str) -> None:
    assert "size" in refused(tmp_path, '<path d="M0 0h9"/>', attributes)


def test_texts_are_complete_in_print(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What is let through, WeasyPrint draws: it loses texts in ways that are mended before."""
    weasyprint = pytest.importorskip("weasyprint")
    pypdfium2 = pytest.importorskip("pypdfium2")
    body = """<text x="9" y="20">one<tspan>two<tspan>three</tspan>four</tspan>five</text>
      <text x="9" y="40" style="font: italic bold 12px 'Noto Sans', serif">six</text>
      <text x="9" y="60" font-size="large">seven
      eight</text>
      <text text-anchor="end" x="99" y="80">nine<tspan x="99" dy="12">ten</tspan></text>"""
    (tmp_path / "drawing.svg").write_text(drawn(tmp_path, body), encoding="utf-8")
    page = weasyprint.HTML(string='<img src="drawing.svg">', base_url=f"{tmp_path}/").write_pdf()
    text = pypdfium2.PdfDocument(page)[0].get_textpage().get_text_range()
    assert "".join(text.split()) == "onetwothreefourfivesixseveneightnineten"
    assert not caplog.records


# Pictures in a passage


def image(src: str) -> Node:
    return Node("image", "", (), (("alt", "A"), ("src", src), ("width", "6cm")), PLACE)


def test_images_get_their_key_in_place_of_their_name(tmp_path: Path) -> None:
    (tmp_path / "answer.png").write_bytes(png())
    reader = PictureReader(tmp_path)
    text = Node("paragraph", children=(Node("text", "no picture"),))
    shown = Node("paragraph", children=(Node("text", "see"), image("answer.png")))
    markup, problems = resolve((text, shown), "deck.md", reader)
    (key,) = reader.pictures
    assert problems == ()
    assert markup[0] is text
    assert markup[1].children[1].attributes == (("alt", "A"), ("picture", key), ("width", "6cm"))
    assert resolve(markup, "deck.md", reader) == (markup, ())


def test_markup_without_images_is_the_same_object(tmp_path: Path) -> None:
    markup = (Node("paragraph", children=(Node("strong", children=(Node("text", "x"),)),)),)
    assert resolve(markup, "deck.md", PictureReader(tmp_path))[0] is markup


def test_an_image_that_fails_stays_without_picture(tmp_path: Path) -> None:
    paragraph = Node("paragraph", children=(image("answer.png"), image("answer.png")))
    markup, problems = resolve((paragraph,), "deck.md", PictureReader(tmp_path))
    assert [problem.place for problem in problems] == [PLACE, PLACE]
    assert "answer.png does not exist" in problems[0].message
    assert [child.attributes for child in markup[0].children] == [
        (("alt", "A"), ("width", "6cm"))
    ] * 2


def test_each_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    (tmp_path / "link.png").symlink_to("p.png")
    reader = PictureReader(tmp_path)
    first = reader.read("p.png", "deck.md", PLACE)
    (tmp_path / "p.png").unlink()
    (tmp_path / "p.png").write_bytes(png("blue"))
    assert reader.read("p.png", "deck.md", PLACE) is first
    assert reader.read("link.png", "deck.md", PLACE) is first
