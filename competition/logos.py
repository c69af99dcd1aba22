"""Logos as they are taken in: read by Pillow from few formats, and written anew as a small PNG."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from competition.exceptions import CompetitionError

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
# What a page shows, twice as fine for sharp screens.
LARGEST = (640, 320)


class BadLogo(CompetitionError):
    message = _("This file is no picture we can take. Save it as PNG, JPEG or WebP and try again.")


class LogoTooHeavy(CompetitionError):
    message = _("This file is larger than 2 MB. Make the picture smaller and try again.")


class LogoTooLarge(CompetitionError):
    message = _("This picture has too many pixels. Make it at most 4000 by 4000.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of our own making and the SHA-256 of its bytes."""

    png: bytes
    digest: str


def redraw(stream: IO[bytes]) -> Picture:
    """The picture in a file, at most 640 by 320, without anything but its pixels.

    Size and format are looked at before a pixel is decoded. Raises ``LogoTooHeavy``, ``BadLogo``
    and ``LogoTooLarge``.
    """
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise LogoTooHeavy
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _drawn(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoTooLarge from error
    except CompetitionError:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, EOFError) as error:
        raise BadLogo from error


def _drawn(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise LogoTooLarge
        image.load()
        pixels = image.convert("RGBA")
    pixels.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    plain = Image.new("RGBA", pixels.size)
    plain.paste(pixels)
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), hashlib.sha256(out.getvalue()).hexdigest())
