"""Pictures in questions: SVG or WebP of at most 20 KB, drawn anew before anybody sees them."""

from __future__ import annotations

import hashlib
import io
import warnings

from msgspec import Struct
from PIL import Image

from intake.drawings import redrawn_svg
from intake.file_refusal import RefusedFile
from intake.phrases import gettext_noop
from intake.picture_names import size_of
from intake.pictures import BROKEN

KIBIBYTE = 1024
MOST_KIB = 20
MOST_BYTES = MOST_KIB * KIBIBYTE
# What is uploaded may have notes of its program in it, which go.
MOST_UPLOADED = 10 * MOST_BYTES
# Of a photo: twice as fine as it is shown.
MOST_SIDE, LONGEST_DRAWN, MOST_RATIO = 1280, 640, 4
QUALITIES = (82, 70, 55, 40)
BAD = gettext_noop("This file is no picture we can take. Save it as SVG or WebP and try again.")
HEAVY = gettext_noop(
    "This picture is larger than %(most)d KB. Make it smaller, or the drawing simpler."
)
MOVING = gettext_noop("This picture moves. Save it without animation.")
LARGE = gettext_noop("This picture has too many pixels. Make it at most %(most)d by %(most)d.")
NARROW = gettext_noop("This picture is too long and narrow. Cut it.")


class CleanPicture(Struct, frozen=True):
    """Bytes of our making; width and height in pixels of a page."""

    kind: str
    content: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """What scenes call it: ``480x300-<SHA-256 of its bytes>.svg``."""
        digest = hashlib.sha256(self.content).hexdigest()
        return f"{self.width}x{self.height}-{digest}.{self.kind}"

    @property
    def is_sound(self) -> bool:
        """Whether it is what whoever drew it anew promises."""
        begins = {"svg": (b"<svg ", 0), "webp": (b"WEBP", 8)}
        mark, at = begins.get(self.kind, (b"\0", 0))
        fits = 0 < len(self.content) <= MOST_BYTES and size_of(self.name) is not None
        return fits and self.content[at:].startswith(mark)


def clean_picture(content: bytes) -> CleanPicture:
    """The picture in a file, with nothing but its shapes or pixels. Raises ``RefusedFile``."""
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    # First: who makes a picture smaller that is not taken at all does so in vain.
    if not is_webp and b"<svg" not in content and b":svg" not in content:
        raise RefusedFile(BAD)
    if len(content) > MOST_UPLOADED:
        raise RefusedFile(HEAVY, most=MOST_KIB)
    found = _photo(content) if is_webp else _drawing(content)
    if len(found.content) > MOST_BYTES:
        raise RefusedFile(HEAVY, most=MOST_KIB)
    return found


def _drawing(content: bytes) -> CleanPicture:
    drawn, width, height = redrawn_svg(content)
    longest = max(width, height)
    sides = [max(round(side * LONGEST_DRAWN / longest), 1) for side in (width, height)]
    _refuse_narrow(*sides)
    return CleanPicture("svg", drawn, *sides)


def _photo(content: bytes) -> CleanPicture:
    if len(content) > MOST_BYTES:
        raise RefusedFile(HEAVY, most=MOST_KIB)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = _decoded(content)
    except Image.DecompressionBombError as error:
        raise RefusedFile(LARGE, most=MOST_SIDE) from error
    except BROKEN as error:
        raise RefusedFile(BAD) from error
    _refuse_narrow(*image.size)
    # Whether it was stored without loss stands in the name of its first part.
    return CleanPicture("webp", _encoded(image, lossless=b"VP8L" in content[:40]), *image.size)


def _decoded(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=("WEBP",)) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise RefusedFile(MOVING)
        if max(image.size) > MOST_SIDE:
            raise RefusedFile(LARGE, most=MOST_SIDE)
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        pixels = image.convert(mode)
    plain = Image.new(mode, pixels.size)
    plain.paste(pixels)
    return plain


def _encoded(image: Image.Image, *, lossless: bool) -> bytes:
    """As good as it fits; as the pixels are, where they were stored so."""
    tries: list[dict[str, int]] = [{"lossless": True}] if lossless else []
    made = b""
    for told in (*tries, *({"quality": one} for one in QUALITIES)):
        out = io.BytesIO()
        image.save(out, "WEBP", method=4, **told)
        made = out.getvalue()
        if len(made) <= MOST_BYTES:
            break
    return made


def _refuse_narrow(width: int, height: int) -> None:
    if max(width, height) > MOST_RATIO * min(width, height):
        raise RefusedFile(NARROW)
