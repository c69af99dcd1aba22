"""Pictures of scenes: shapes and pixels come through, and nothing else does."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from intake.file_refusal import RefusedFile
from intake.picture_names import size_of
from intake.scene_pictures import MOST_BYTES, MOST_UPLOADED, CleanPicture, clean_picture

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
DOT = '<circle cx="4" cy="4" r="2" fill="#0b6a73"/>'


def svg(body: str = DOT, head: str = HEAD) -> bytes:
    return f"{head}{body}</svg>".encode()


def drawn(body: str, head: str = HEAD) -> str:
    return clean_picture(svg(body, head)).content.decode()


def webp(size: tuple[int, int] = (60, 40), **more: object) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "WEBP", **more)
    return out.getvalue()


def flat(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "WEBP")
    return out.getvalue()


def bomb() -> bytes:
    """A few bytes that say they are 16,383 by 16,383 pixels."""
    data = b"\x2f" + struct.pack("<I", 16_382 | 16_382 << 14) + b"\0" * 21
    body = b"WEBPVP8L" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "teal")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_a_drawing_keeps_its_shapes_and_says_its_size() -> None:
    found = clean_picture(svg())
    assert (found.kind, found.width, found.height) == ("svg", 640, 480)
    assert DOT.replace("/>", " />") in found.content.decode()
    assert size_of(found.name) == (640, 480)
    assert found.is_sound


@pytest.mark.parametrize(
    "body",
    [
        DOT,
        '<g transform="translate(1 2)"><path d="M0 0L4 4" style="fill:#fff; stroke: none"/></g>',
        f"<linearGradient/>{DOT}",
        f'<radialGradient id="a b" href="#c"/>{DOT}',
        '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<rect width="4" height="4" fill="url(#a)"/>',
    ],
)
def test_what_is_drawn_anew_stays_as_it_is(body: str) -> None:
    once = clean_picture(svg(body))
    assert clean_picture(once.content) == once


@pytest.mark.parametrize(
    ("written", "gone"),
    [
        ('<circle r="2" onload="alert(1)"/>', "onload"),
        ('<circle r="2" fill="url(https://evil.example/x)"/>', "url"),
        ('<circle r="2" fill="url(x.svg)"/>', "url"),
        ('<circle r="2" style="fill:url(//evil.example)"/>', "evil"),
        ('<circle r="2" class="a" id="b" tabindex="1"/>', "class"),
        ("<!-- by Hana --><title>Hana</title><metadata>Hana</metadata>" + DOT, "Hana"),
        ('<x:tool xmlns:x="urn:x" made="by Hana"><script/></x:tool>' + DOT, "script"),
        ('<linearGradient id="a" href="https://evil.example#a"/>' + DOT, "evil"),
        (f"words beside it{DOT}", "words"),
    ],
)
def test_what_is_no_shape_does_not_come_through(written: str, gone: str) -> None:
    assert gone in written
    assert gone not in drawn(written)


NO = "shapes and colours only, no “%s”"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        *((svg(f"<{one}/>{DOT}"), NO % one) for one in ("script", "style", "image", "text", "use")),
        *((svg(f"<{one}/>{DOT}"), NO % one) for one in ("foreignObject", "animate", "a", "svg")),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(), "document type"),
        (svg("<circle"), "no readable drawing"),
        (b"<html><svg></svg></html>", "no readable drawing"),
        (svg(head='<svg xmlns="http://www.w3.org/2000/svg">'), "how large it is"),
        (svg(head=HEAD.replace("40", "inf")), "how large it is"),
        (svg(head=HEAD.replace("40", "x")), "how large it is"),
        (svg(""), "nothing to be seen"),
        (svg(head=HEAD.replace("40", "400")), "too long and narrow"),
        (svg("<g>" * 50 + DOT + "</g>" * 50), "too many shapes"),
        (svg(DOT * 600), "larger than 20 KB"),
        (b"<svg" + b"x" * MOST_UPLOADED, "larger than 20 KB"),
        # First, or somebody makes it smaller in vain.
        (b"\x89PNG\r\n\x1a\n" + b"x" * MOST_UPLOADED, "no picture we can take"),
        (b"GIF89a", "no picture we can take"),
        (b"\x89PNG\r\n\x1a\n", "no picture we can take"),
        (webp()[:60], "no picture we can take"),
        (moving(), "moves"),
        (flat(1300, 1300), "too many pixels"),
        (bomb(), "too many pixels"),
        (flat(1000, 40), "too long and narrow"),
        (webp((400, 400), quality=95), "larger than 20 KB"),
        # Once drawn anew it no longer fits.
        (webp((400, 400), quality=0), "larger than 20 KB"),
    ],
)
def test_others_are_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(RefusedFile, match=why.replace("(", r"\(")):
        clean_picture(content)


def test_a_size_may_stand_in_width_and_height() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="40">'
    assert clean_picture(svg(head=head)).height == 640


@pytest.mark.parametrize("lossless", [True, False])
def test_a_photo_keeps_its_pixels_and_nothing_beside_them(lossless: bool) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Hana at home"
    found = clean_picture(webp(exif=exif, lossless=lossless) + b"<script>")
    assert (found.kind, found.width, found.height, found.is_sound) == ("webp", 60, 40, True)
    assert b"Hana" not in found.content
    assert b"script" not in found.content
    assert (b"VP8L" in found.content) is lossless


def test_what_is_too_heavy_once_drawn_anew_is_drawn_with_less_care() -> None:
    assert len(clean_picture(webp((300, 300), quality=0)).content) <= MOST_BYTES


def test_a_transparent_photo_stays_transparent() -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "WEBP")
    with Image.open(BytesIO(clean_picture(out.getvalue()).content)) as image:
        assert image.mode == "RGBA"


@pytest.mark.parametrize(
    "unsound",
    [
        CleanPicture("svg", b"<script>", 10, 10),
        CleanPicture("webp", b"<svg ", 10, 10),
        CleanPicture("html", b"<svg ", 10, 10),
        CleanPicture("svg", b"<svg ", 0, 10),
        CleanPicture("svg", b"<svg " + b"x" * MOST_BYTES, 10, 10),
    ],
)
def test_what_a_process_says_is_looked_at_once_more(unsound: CleanPicture) -> None:
    assert not unsound.is_sound
