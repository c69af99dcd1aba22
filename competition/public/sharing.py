"""The picture that messengers and networks show beside an address: words over a drawn ground.

Drawn with Pillow, which is here for partners' logos, in the typeface of the pages; nothing of it
needs a browser. The ground is made by ``deploy.pictures``.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
# Where the words may stand: left of the scene.
LEFT, TOP, WIDTH, BOTTOM = 64, 150, 520, 590
# Beside the sign, which is part of the ground.
NAME_LEFT, NAME_TOP, SMALL = 134, 62, 34
INK, TEAL = "#1b2830", "#0b525c"
STATIC = Path(settings.BASE_DIR) / "static"
GROUND = STATIC / "img" / "sharing.png"
# The largest letters with which a title has no more than so many lines.
LETTERS = ((76, 4), (64, 4), (54, 5), (44, 7))
STRONG, TITLE = 600, 700


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What a picture says: whose it is, the slogan, and where and when.

    ``tag`` chooses the letter forms of a language (BCP 47).
    """

    name: str
    title: str
    below: str
    tag: str

    def digest(self) -> str:
        """Twelve digits that change with the words or with the ground."""
        told = "|".join((*astuple(self), _ground_digest()))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _ground_digest() -> str:
    return hashlib.sha256(GROUND.read_bytes()).hexdigest()


@lru_cache(maxsize=64)
def picture(words: SharedWords) -> bytes:
    """The picture as PNG, in 128 colours: some 40 kB."""
    with Image.open(GROUND) as ground:
        canvas = ground.convert("RGB")
    pen = _Brush(ImageDraw.Draw(canvas), words.tag.split("-", maxsplit=1)[0])
    pen.write(words.name, NAME_LEFT, NAME_TOP, SMALL, STRONG, TEAL)
    size, lines = pen.fitted(words.title)
    step = round(size * 1.18)
    at = (TOP + BOTTOM - step * len(lines) - 2 * SMALL) // 2
    for line in lines:
        pen.write(line, LEFT, at, size, TITLE, INK)
        at += step
    pen.write(words.below, LEFT, at + 24, SMALL, STRONG, TEAL)
    file = io.BytesIO()
    canvas.quantize(colors=128, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


class _Brush:
    """Writes lines whose letters come from two files of one typeface."""

    def __init__(self, draw: ImageDraw.ImageDraw, language: str) -> None:
        self._draw, self._language = draw, language
        self._fonts: dict[tuple[bool, int, int], ImageFont.FreeTypeFont] = {}

    def fitted(self, title: str) -> tuple[int, list[str]]:
        """The size of the letters and the lines; what is longer than all room is cut."""
        tried = [(size, most, self._wrapped(title, size)) for size, most in LETTERS]
        size, most, lines = next((one for one in tried if self._fits(*one)), tried[-1])
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
        return size, [self._cut(line, size) for line in lines]

    def _fits(self, size: int, most: int, lines: list[str]) -> bool:
        return len(lines) <= most and all(self.width(one, size, TITLE) <= WIDTH for one in lines)

    def _cut(self, line: str, size: int) -> str:
        while self.width(line, size, TITLE) > WIDTH:
            line = f"{line.rstrip(' …')[:-1]}…"
        return line

    def _wrapped(self, title: str, size: int) -> list[str]:
        lines = [""]
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer, size, TITLE) <= WIDTH or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def width(self, text: str, size: int, weight: int) -> float:
        """How wide a line is."""
        return sum(
            self._font(cyrillic, size, weight).getlength(run, language=self._language)
            for cyrillic, run in _runs(text)
        )

    def write(self, text: str, left: int, top: int, size: int, weight: int, colour: str) -> None:
        """Put a line on the picture."""
        at = float(left)
        for cyrillic, run in _runs(text):
            font = self._font(cyrillic, size, weight)
            self._draw.text(
                (at, top + size), run, colour, font, anchor="ls", language=self._language
            )
            at += font.getlength(run, language=self._language)

    def _font(self, cyrillic: bool, size: int, weight: int) -> ImageFont.FreeTypeFont:
        known = (cyrillic, size, weight)
        if known not in self._fonts:
            name = "cyrillic" if cyrillic else "latin"
            font = ImageFont.truetype(STATIC / "fonts" / f"source-sans-3-{name}.woff2", size)
            font.set_variation_by_axes([weight])
            self._fonts[known] = font
        return self._fonts[known]


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Pieces of a line by the file their letters are in."""
    for cyrillic, run in groupby(text, lambda letter: "\u0400" <= letter <= "\u052f"):
        yield cyrillic, "".join(run)
