"""Fetches the pictures of animals that come from Fluent Emoji: ``python -m deploy.animals``.

The pictures stand in the repository; this is run when the list or the release of the set changes.
What the set lacks is drawn by hand in the same folder and left alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import cast

FOLDER = Path(__file__).parents[1] / "static/img/animals"
PACKAGE = "@iconify-json/fluent-emoji-flat@1.2.6"
INTEGRITY = (
    "sha512-RY47RgPb47fYUiyrA64sIOL0+UU02s29sXpNBbIQRBUl"
    "PlfNFTKUmZDERGuxDs/7yNGWqQYvuaSYM1M4fRXlUw=="
)
# The animal of ``fixtures/aliases.yaml`` and what the set calls its picture.
ICONS = {
    "alpaca": "llama",
    "ant": "ant",
    "badger": "badger",
    "bee": "honeybee",
    "butterfly": "butterfly",
    "cricket": "cricket",
    "diplodocus": "sauropod",
    "dolphin": "dolphin",
    "flamingo": "flamingo",
    "gecko": "lizard",
    "hamster": "hamster",
    "hedgehog": "hedgehog",
    "jellyfish": "jellyfish",
    "kangaroo": "kangaroo",
    "koala": "koala",
    "ladybird": "lady-beetle",
    "lobster": "lobster",
    "otter": "otter",
    "owl": "owl",
    "panda": "panda",
    "penguin": "penguin",
    "pony": "horse",
    "raccoon": "raccoon",
    "squirrel": "chipmunk",
    "zebra": "zebra",
}


class NotThePackage(SystemExit):
    """What the registry sent is not what was looked at when it was chosen."""


def main() -> None:
    """Write one file for each animal of ``ICONS``."""
    icons = _icons(_package())
    for code, icon in ICONS.items():
        (FOLDER / f"{code}.svg").write_text(_svg(icons[icon]), encoding="utf-8")


def _package() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        [file] = Path(folder).iterdir()
        return checked(file.read_bytes())


def checked(body: bytes) -> bytes:
    """The package as it came. Raises ``NotThePackage`` unless it is the one we know."""
    algorithm, _, expected = INTEGRITY.partition("-")
    if base64.b64encode(hashlib.new(algorithm, body).digest()).decode() != expected:
        raise NotThePackage(PACKAGE)
    return body


def _icons(package: bytes) -> dict[str, str]:
    """``{name: body of its svg}``."""
    with tempfile.TemporaryFile() as file:
        file.write(package)
        file.seek(0)
        with tarfile.open(fileobj=file) as archive:
            listed = archive.extractfile("package/icons.json")
            assert listed is not None  # noqa: S101 - a file, no folder
            found = json.load(listed)["icons"]
    return {name: cast("str", icon["body"]) for name, icon in found.items()}


def _svg(body: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{body}</svg>\n'


if __name__ == "__main__":
    main()
