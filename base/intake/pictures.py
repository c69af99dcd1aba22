"""Pictures as they are taken in: read by Pillow from few formats, and written anew as a PNG."""

from __future__ import annotations

import io
import warnings

from PIL import Image, UnidentifiedImageError

from base.intake.file_refusal import RefusedFile
from base.intake.phrases import gettext_noop

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 16_000_000
# What a page shows, twice as fine for sharp screens.
LARGEST = (640, 320)
BAD = gettext_noop(
    "This file is no picture we can take. Save it as PNG, JPEG or WebP and try again."
)
TOO_LARGE = gettext_noop("This picture has too many pixels. Make it at most 4000 by 4000.")
# What Pillow raises for what is no picture, or half of one.
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, EOFError)


def redrawn(content: bytes) -> bytes:
    """The picture in a file as a PNG, at most 640 by 320, without anything but its pixels.

    Size and format are looked at before a pixel is decoded. Raises ``RefusedFile``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedFile(TOO_LARGE) from error
    except BROKEN as error:
        raise RefusedFile(BAD) from error


def _drawn(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise RefusedFile(TOO_LARGE)
        image.load()
        pixels = image.convert("RGBA")
    pixels.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    plain = Image.new("RGBA", pixels.size)
    plain.paste(pixels)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return out.getvalue()
