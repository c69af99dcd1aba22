"""Make what is drawn once and kept as PNG: the icons, and the ground of the picture for sharing.

``python -m deploy.pictures`` after the sign or the scene of the home has changed; needs the tools
of ``make dev``, as a browser draws them. What it writes is committed.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import django
from django.template.loader import render_to_string
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMG, CSS = ROOT / "static" / "img", ROOT / "static" / "css"
SIGN = (IMG / "sign.svg").read_text()
# The sign stands in a phone's list of pages on paper, with some air around it.
TOUCH = "body{background:#faf6ee}svg{width:132px;height:132px;margin:24px;display:block}"
SMALL = "svg{width:32px;height:32px;display:block}"
GROUND = """
body { background: #faf6ee; overflow: hidden }
.art-home { position: absolute; left: 556px; top: 94px; width: 630px; height: 450px }
.name { position: absolute; left: 64px; top: 56px; display: flex; gap: 14px }
.name svg { width: 56px; height: 56px }
.foot { position: absolute; left: 0; bottom: 0; width: 100%; height: 14px; background: #e5a02f }
"""


def main() -> None:
    """Write every picture."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    with sync_playwright() as player:
        browser = player.chromium.launch(
            args=["--no-sandbox"], executable_path=shutil.which("chromium")
        )
        page = browser.new_page()
        _write(page, "sign-32.png", (32, 32), SMALL, SIGN)
        _write(page, "sign-180.png", (180, 180), TOUCH, SIGN)
        _write(page, "sharing.png", (1200, 630), _art() + GROUND, _ground())
        browser.close()


def _art() -> str:
    return "".join((CSS / name).read_text() for name in ("shared/tokens.css", "public/public.css"))


def _ground() -> str:
    scene = [
        render_to_string(f"competition/public/art/{one}.html") for one in ("_animals", "_home")
    ]
    return f'{"".join(scene)}<p class="name">{SIGN}</p><div class="foot"></div>'


def _write(page: Page, name: str, size: tuple[int, int], style: str, body: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(f"<style>{style} body {{ margin: 0; min-height: 0 }}</style>{body}")
    png = page.screenshot(omit_background=True)
    with Image.open(io.BytesIO(png)) as drawn:
        colours = drawn.quantize(colors=128, dither=Image.Dither.NONE)
        colours.save(IMG / name, "PNG", optimize=True)


if __name__ == "__main__":
    main()
