"""A picture is drawn anew, as a small PNG, or refused."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from base.intake.file_refusal import RefusedFile
from base.intake.pictures import LARGEST, redrawn


def picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """One colour."""
    stream = BytesIO()
    Image.new(mode, size).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(10, 10), (2000, 1000)])
def test_a_picture_becomes_a_png_that_fits(kind: str, size: tuple[int, int]) -> None:
    with Image.open(BytesIO(redrawn(picture(kind, size)))) as made:
        assert made.format == "PNG"
        assert made.size == (size if size == (10, 10) else LARGEST)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no picture", "no picture"),
        (picture("PNG", (50, 50))[:-30], "no picture"),
        (picture("GIF", (9, 9), "P"), "no picture"),
        (picture("PNG", (16_001, 1_000), "1"), "too many pixels"),
        (picture("PNG", (16_000, 12_000), "1"), "too many pixels"),
    ],
    ids=["text", "half", "another format", "many pixels", "a bomb"],
)
def test_what_is_none_or_too_large_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(RefusedFile, match=why):
        redrawn(content)
