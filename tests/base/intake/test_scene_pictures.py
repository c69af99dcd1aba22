"""Pictures of scenes: pixels come through, and nothing else does."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from base.intake.file_refusal import RefusedFile
from base.intake.picture_names import size_of
from base.intake.scene_pictures import MOST_BYTES, MOST_UPLOADED, CleanPicture, clean_picture


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


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_it_comes_as_webp_whatever_it_was(kind: str) -> None:
    out = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, kind)
    found = clean_picture(out.getvalue())
    assert (found.width, found.height, found.is_sound) == (640, 480, True)
    assert size_of(found.name) == (640, 480)


def test_a_large_one_is_shrunk() -> None:
    assert clean_picture(flat(2600, 1300)).width == 1280


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x" * (MOST_UPLOADED + 1), "larger than 5120 KB"),
        (b"<svg/>", "no picture we can take"),
        (b"GIF89a", "no picture we can take"),
        (b"\x89PNG\r\n\x1a\n", "no picture we can take"),
        (webp()[:60], "no picture we can take"),
        (moving(), "moves"),
        (bomb(), "too many pixels"),
        (flat(1000, 40), "too long and narrow"),
    ],
)
def test_others_are_refused_in_words(content: bytes, why: str) -> None:
    with pytest.raises(RefusedFile, match=why.replace("(", r"\(")):
        clean_picture(content)


def test_a_photo_keeps_its_pixels_and_nothing_beside_them() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Hana at home"
    found = clean_picture(webp(exif=exif) + b"<script>")
    assert (found.width, found.height, found.is_sound) == (60, 40, True)
    assert b"Hana" not in found.content
    assert b"script" not in found.content


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
        CleanPicture(b"<svg ", 10, 10),
        CleanPicture(b"RIFF1234WEBP", 0, 10),
        CleanPicture(b"RIFF1234WEBP" + b"x" * MOST_BYTES, 10, 10),
    ],
)
def test_what_a_process_says_is_looked_at_once_more(unsound: CleanPicture) -> None:
    assert not unsound.is_sound
