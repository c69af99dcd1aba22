"""Pictures in questions: drawn anew as WebP of at most 20 KB before anybody sees them."""

from __future__ import annotations

import hashlib
import io
import warnings

from msgspec import Struct
from PIL import Image

from base.intake.file_refusal import RefusedFile
from base.intake.phrases import gettext_noop
from base.intake.picture_names import size_of
from base.intake.pictures import BAD, BROKEN, MOST_PIXELS, TOO_LARGE

KIBIBYTE = 1024
MOST_BYTES = 20 * KIBIBYTE
MOST_UPLOADED_KIB = 5 * KIBIBYTE
MOST_UPLOADED = MOST_UPLOADED_KIB * KIBIBYTE
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# The longest side: at most twice as fine as it is shown, and smaller where that is too heavy.
SIDES, MOST_RATIO = (1280, 960, 640, 480), 4
# Flat drawings are smallest without loss.
TRIES: tuple[dict[str, int], ...] = (
    {"lossless": True},
    *({"quality": one} for one in (82, 70, 55, 40)),
)
HEAVY = gettext_noop(
    "This picture is larger than %(most)d KB. Make it smaller, or the drawing simpler."
)
MOVING = gettext_noop("This picture moves. Save it without animation.")
NARROW = gettext_noop("This picture is too long and narrow. Cut it.")


class CleanPicture(Struct, frozen=True):
    """WebP of our making; width and height in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def name(self) -> str:
        """What scenes call it: ``480x300-<SHA-256 of its bytes>.webp``."""
        digest = hashlib.sha256(self.content).hexdigest()
        return f"{self.width}x{self.height}-{digest}.webp"

    @property
    def is_sound(self) -> bool:
        """Whether it is what whoever drew it anew promises."""
        fits = len(self.content) <= MOST_BYTES and size_of(self.name) is not None
        return fits and self.content[8:12] == b"WEBP"


def clean_picture(content: bytes) -> CleanPicture:
    """The picture in a file, with nothing but its pixels. Raises ``RefusedFile``."""
    if len(content) > MOST_UPLOADED:
        raise RefusedFile(HEAVY, most=MOST_UPLOADED_KIB)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = _decoded(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedFile(TOO_LARGE) from error
    except BROKEN as error:
        raise RefusedFile(BAD) from error
    if max(image.size) > MOST_RATIO * min(image.size):
        raise RefusedFile(NARROW)
    return _encoded(image)


def _decoded(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise RefusedFile(MOVING)
        if image.width * image.height > MOST_PIXELS:
            raise RefusedFile(TOO_LARGE)
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        pixels = image.convert(mode)
    plain = Image.new(mode, pixels.size)
    plain.paste(pixels)
    return plain


def _encoded(image: Image.Image) -> CleanPicture:
    """As large and as good as it fits."""
    for side in SIDES:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        for told in TRIES:
            out = io.BytesIO()
            image.save(out, "WEBP", method=4, **told)
            if out.tell() <= MOST_BYTES:
                return CleanPicture(out.getvalue(), *image.size)
    raise RefusedFile(HEAVY, most=MOST_BYTES // KIBIBYTE)
